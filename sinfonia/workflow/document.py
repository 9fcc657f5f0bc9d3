"""`workflow.md`: read into an `Index`, and written back with only the bytes changed that have to.

`write(read(x)) == x`, whatever the file's line ends, column widths and unknown keys and sections are.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from sinfonia.markdown.frontmatter import Frontmatter, read_frontmatter
from sinfonia.markdown.sections import Section, read_sections, section_text
from sinfonia.markdown.table import Table, read_table
from sinfonia.markdown.text import Lines, ReadError, read_lines, write_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import ArtifactRow, DecisionRow, Index, SessionRow, StepRow, StepStatus, WorkflowStatus

if TYPE_CHECKING:
    from enum import StrEnum

KEYS = (
    "workflow_id", "workflow_status", "current_step", "current_step_index", "total_steps", "session_id",
    "created_at", "updated_at", "revision", "base_commit", "branch",
)  # fmt: skip
"""The frontmatter's keys, in order; the last two are absent where they are not known."""

COLUMNS = {
    "Steps": ("Step", "Persona", "Status", "Started At", "Completed At", "Notes"),
    "Artifacts": ("Name", "Type", "Status", "Updated At", "Notes"),
    "Decisions": ("Timestamp", "Handoff ID", "Decision", "Reviewer", "Note"),
    "Sessions": ("Session ID", "Started At", "Last Active At", "Status"),
}
"""The tables and their columns, in order."""

SECTIONS = ("Goal", "Steps", "Artifacts", "Decisions", "Sessions", "Context")

S = TypeVar("S", bound="StrEnum")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: what it says, and where each part stands."""

    lines: Lines
    front: Frontmatter
    sections: tuple[Section, ...]
    tables: dict[str, Table]
    index: Index
    total_steps: int

    def section(self, title: str) -> Section | None:
        """Give a section by its title."""
        return next((section for section in self.sections if section.title == title), None)

    def step_line(self, number: int) -> int:
        """Give the line (1-based) of a step's row (1-based)."""
        return self.tables["Steps"].rows[number - 1].line + 1


def read(data: bytes, path: str) -> Document:
    """Read a file; raises `ReadError` with file, line and reason where it does not say what a session needs."""
    lines = read_lines(data, path)
    front = read_frontmatter(lines)
    sections = read_sections(lines.lines, front.end)
    for at, section in enumerate(sections):
        if section.title in SECTIONS and any(other.title == section.title for other in sections[:at]):
            raise ReadError(f"{path}:{section.heading + 1}: a second section `{section.title}`")
    tables = {}
    for section in sections:
        columns = COLUMNS.get(section.title)
        table = read_table(lines.lines, section.heading + 1, section.end, path) if columns else None
        if columns and table:
            _check_columns(table, columns, section.title, path)
            tables[section.title] = table
    if not tables.get("Steps") or not tables["Steps"].rows:
        at = next((s.heading + 1 for s in sections if s.title == "Steps"), len(lines.lines))
        raise ReadError(f"{path}:{at}: it has no steps: a table below `## Steps` lists them")
    index = _index(lines, front, sections, tables)
    return Document(lines, front, sections, tables, index, _number(lines, front, "total_steps", 1))


def write(document: Document) -> bytes:
    """Give the bytes that were read."""
    return write_lines(document.lines)


def cells(row: StepRow | ArtifactRow | DecisionRow | SessionRow) -> tuple[str, ...]:
    """Give the cells of a row, in the order of its columns."""
    return tuple(str(getattr(row, field.name)) for field in fields(row))


def _index(lines: Lines, front: Frontmatter, sections: tuple[Section, ...], tables: dict[str, Table]) -> Index:
    path = lines.path
    steps = tuple(
        StepRow(c[0], c[1], _word(StepStatus, c[2], f"{path}:{row.line + 1}: the step's status"), *c[3:6])
        for row, c in ((row, _named(tables["Steps"], row.cells, "Steps")) for row in tables["Steps"].rows)
    )
    names = [row.step for row in steps]
    for number, name in enumerate(names):
        if not name or name in names[:number]:
            at = tables["Steps"].rows[number].line + 1
            raise ReadError(
                f"{path}:{at}: " + (f"step `{name}` stands there twice" if name else "a step without a name")
            )
    number = _number(lines, front, "current_step_index", 1)
    if number > len(steps):
        raise ReadError(
            f"{path}:{_line(front, 'current_step_index')}: `current_step_index` is {number}, "
            f"past the last of {len(steps)} steps"
        )
    status = _word(
        WorkflowStatus,
        _text(lines, front, "workflow_status"),
        f"{path}:{_line(front, 'workflow_status')}: `workflow_status`",
    )
    text = {s.title: section_text(lines.lines, s) for s in sections if s.title in {"Goal", "Context"}}
    return Index(
        workflow_id=_text(lines, front, "workflow_id"),
        status=status,
        current_step=_text(lines, front, "current_step"),
        current_step_index=number,
        session_id=_text(lines, front, "session_id"),
        created_at=_text(lines, front, "created_at"),
        updated_at=_text(lines, front, "updated_at"),
        revision=_number(lines, front, "revision", 0) if front.entry("revision") else 0,
        goal=text.get("Goal", ""),
        steps=steps,
        branch=front.value("branch") or "",
        base_commit=front.value("base_commit") or "",
        artifacts=tuple(ArtifactRow(*c) for c in _cells(tables, "Artifacts")),
        decisions=tuple(DecisionRow(*c) for c in _cells(tables, "Decisions")),
        sessions=tuple(SessionRow(*c) for c in _cells(tables, "Sessions")),
        context=text.get("Context", ""),
        extra=tuple((entry.key, entry.value or "") for entry in front.entries if entry.key not in KEYS),
    )


def _cells(tables: dict[str, Table], title: str) -> tuple[tuple[str, ...], ...]:
    table = tables.get(title)
    return tuple(_named(table, row.cells, title) for row in table.rows) if table else ()


def _named(table: Table, values: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Put a row's cells in our order: a hand may have moved or added columns."""
    lower = [column.lower() for column in table.columns]
    return tuple(values[lower.index(column.lower())] for column in COLUMNS[title])


def _check_columns(table: Table, columns: tuple[str, ...], title: str, path: str) -> None:
    have = [column.lower() for column in table.columns]
    missing = [column for column in columns if have.count(column.lower()) != 1]
    if missing:
        raise ReadError(
            f"{path}:{table.heading + 1}: the table `{title}` needs the column `{missing[0]}`, once",
            hint=f"its columns are {', '.join(columns)}",
        )


def _line(front: Frontmatter, key: str) -> int:
    entry = front.entry(key)
    return entry.line + 1 if entry else 1


def _text(lines: Lines, front: Frontmatter, key: str) -> str:
    entry = front.entry(key)
    if entry is None:
        raise ReadError(f"{lines.path}:1: the frontmatter has no `{key}`", hint="sinfonia start writes all of them")
    if not entry.value:
        raise ReadError(f"{lines.path}:{entry.line + 1}: `{key}` must be one value on one line")
    return entry.value


def _number(lines: Lines, front: Frontmatter, key: str, least: int) -> int:
    text = _text(lines, front, key)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        raise ReadError(
            f"{lines.path}:{_line(front, key)}: `{key}` must be a whole number from {least} on, not `{text}`"
        )
    return int(text)


def _word(kind: type[S], text: str, what: str) -> S:
    try:
        return kind(text)
    except ValueError:
        raise ReadError(f"{what} is `{text}`", hint=f"one of: {', '.join(kind)}") from None
