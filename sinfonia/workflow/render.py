"""A changed index written into its file: only the lines that say something else now are written anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.markdown.scalar import write_scalar
from sinfonia.markdown.sections import escape, normalised
from sinfonia.markdown.table import write_row, write_table
from sinfonia.markdown.text import bare, write_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.document import COLUMNS, KEYS, SECTIONS, Document, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.model.workflow import ArtifactRow, DecisionRow, Index, SessionRow, StepRow

OPTIONAL = frozenset({"base_commit", "branch"})
NUMBERS = frozenset({"current_step_index", "total_steps", "revision"})


def create(index: Index) -> bytes:
    """Write a new file."""
    parts = ["---", *(_pair(key, value) for key, value in _front(index) if value or key not in OPTIONAL)]
    parts += [_pair(key, value) for key, value in index.extra]
    parts += ["---"]
    for title in SECTIONS:
        parts += ["", f"## {title}", ""]
        if title in COLUMNS:
            parts += write_table(COLUMNS[title], _rows(index, title))
        elif text := _text(index, title):
            parts += escape(text).split("\n")
    return ("\n".join(parts).rstrip("\n") + "\n").encode("utf-8")


def render(document: Document, index: Index) -> bytes:
    """Write an index into its file; gives the same bytes where it says nothing new."""
    if index == document.index:
        return write_lines(document.lines)
    lines, end = list(document.lines.lines), document.lines.newline
    if not lines[-1].endswith("\n"):
        lines[-1] += end
    edits = _front_edits(lines, document, index)
    for title in SECTIONS:
        if title in COLUMNS:
            edits += _table_edits(lines, document, index, title)
        elif _text(index, title) != _text(document.index, title):
            edits.append(_text_edit(document, index, title))
    # From the end, so that the places before stay true; of two at one place the later section goes in first.
    edits.reverse()
    edits.sort(key=lambda edit: edit.start, reverse=True)
    for edit in edits:
        lines[edit.start : edit.end] = [line + end for line in edit.lines]
    return write_lines(replace(document.lines, lines=tuple(lines)))


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines (without ends) that replace those from `start` to before `end`."""

    start: int
    end: int
    lines: tuple[str, ...]


def _table_edits(lines: list[str], document: Document, index: Index, title: str) -> list[_Edit]:
    old, new = _rows(document.index, title), _rows(index, title)
    if old == new:
        return []
    table = document.tables.get(title)
    if table is None:
        at = _place(document, title)
        heading = () if document.section(title) else (f"## {title}", "")
        gap = ("",) if at and bare(lines[at - 1]).strip() else ()
        return [_Edit(at, at, (*gap, *heading, *write_table(COLUMNS[title], new), ""))]
    places = [[column.lower() for column in table.columns].index(column.lower()) for column in COLUMNS[title]]
    written = []
    for number, row in enumerate(new):
        if number < len(old) and old[number] == row:
            written.append(bare(lines[table.rows[number].line]))
            continue
        full = list(table.rows[number].cells) if number < len(old) else [""] * len(table.columns)
        for place, value in zip(places, row, strict=True):
            full[place] = value
        written.append(write_row(full))
    same = next((n for n, row in enumerate(new) if n >= len(old) or old[n] != row), min(len(old), len(new)))
    first = table.heading + 2
    return [_Edit(first + same, table.end, tuple(written[same:]))]


def _text_edit(document: Document, index: Index, title: str) -> _Edit:
    text = _text(index, title)
    body = ("", *escape(text).split("\n"), "") if text else ("",)
    section = document.section(title)
    if section is None:
        at = _place(document, title)
        return _Edit(at, at, ("", f"## {title}", *body))
    return _Edit(section.heading + 1, section.end, body)


def _place(document: Document, title: str) -> int:
    """Give the line where a missing part goes: the end of its own section, else after the one before it in order."""
    for name in (title, *reversed(SECTIONS[: SECTIONS.index(title)])):
        if section := document.section(name):
            return section.end
    return document.front.end


def _front_edits(lines: list[str], document: Document, index: Index) -> list[_Edit]:
    edits, added = [], []
    before = dict(_front(document.index)) | dict(document.index.extra)
    before["total_steps"] = str(document.total_steps)
    for key, value in (*_front(index), *index.extra):
        entry = document.front.entry(key)
        if entry is None:
            if value or key not in OPTIONAL:
                added.append(_pair(key, value))
        elif before.get(key) != value:
            edits.append(_Edit(entry.line, entry.line + 1, (_with_value(bare(lines[entry.line]), key, value),)))
    known = [document.front.entry(key) for key in KEYS]
    at = max((entry.end for entry in known if entry), default=document.front.end - 1)
    return [*edits, _Edit(at, at, tuple(added))] if added else edits


def _with_value(line: str, key: str, value: str) -> str:
    return line[: line.index(":", len(key))] + _pair(key, value).removeprefix(key)


def _pair(key: str, value: str) -> str:
    return f"{key}: {value if key in NUMBERS else write_scalar(value)}"


def _front(index: Index) -> tuple[tuple[str, str], ...]:
    values = (
        index.workflow_id, str(index.status), index.current_step, str(index.current_step_index), str(index.total_steps),
        index.session_id, index.created_at, index.updated_at, str(index.revision), index.base_commit, index.branch,
    )  # fmt: skip
    return tuple(zip(KEYS, values, strict=True))


def _rows(index: Index, title: str) -> tuple[tuple[str, ...], ...]:
    rows: dict[str, Sequence[StepRow | ArtifactRow | DecisionRow | SessionRow]] = {
        "Steps": index.steps,
        "Artifacts": index.artifacts,
        "Decisions": index.decisions,
        "Sessions": index.sessions,
    }
    return tuple(cells(row) for row in rows[title])


def _text(index: Index, title: str) -> str:
    return normalised(index.goal if title == "Goal" else index.context)
