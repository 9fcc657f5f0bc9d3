"""What is wrong with a session's `workflow.md`: the codes WF-01 to WF-12.

The rules that need only the file are its own; `Beside` gives what lies in its folder and what its definition asks for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.text import ReadError, placed
from sinfonia.model.dataclass import dataclass
from sinfonia.model.problem import Problem
from sinfonia.model.workflow import StepStatus, WorkflowStatus
from sinfonia.workflow import document
from sinfonia.workflow.names import is_generated
from sinfonia.workflow.validating.foreign import contradictions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.problem import Severity
    from sinfonia.model.workflow import StepRow
    from sinfonia.workflow.document import Document

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_NUMBERED = re.compile(r"(?:(dispatch|return|revision)-)?(\d{1,4})-.+\.md")
_GENERATED = re.compile(r"s-\d{8}-\d{6}(?:-[b-z]|-[1-9]\d*)?")


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside an index: the folder's name, its files, and the rows that the definitions ask for.

    None where it is not known; nothing is said then. `personas` are the known ones.
    """

    folder: str | None = None
    files: frozenset[str] | None = None
    rows: tuple[str, ...] | None = None
    why: str = ""
    personas: frozenset[str] | None = None


def problems(data: bytes, path: str, beside: Beside) -> tuple[Problem, ...]:
    """List what is wrong with an index's bytes, in the order of its lines; numbers used twice beside it too."""
    found = [*_numbers(path, beside)]
    try:
        read = document.read(data, path)
    except ReadError as error:
        found.append(Problem("WF-01", "error", path, *placed(error, path), error.hint))
        found += contradictions(data, path, beside.files)
    else:
        found += _Judge(read, path, beside).all()
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.code)))


def _numbers(path: str, beside: Beside) -> Iterator[Problem]:
    seen: dict[tuple[str, int], str] = {}
    for name in sorted(beside.files or ()):
        match = _NUMBERED.fullmatch(name)
        if match is None or (not match[1] and "-to-" not in name):
            continue
        key = (match[1] or "", int(match[2]))
        if key in seen:
            message = f"`{seen[key]}` and `{name}` have one number"
            yield Problem("WF-08", "error", path, 1, message, "keep the one that `sinfonia log` names")
        seen.setdefault(key, name)


class _Judge:
    def __init__(self, read: Document, path: str, beside: Beside) -> None:
        self._read = read
        self._path = path
        self._beside = beside

    def all(self) -> Iterator[Problem]:
        yield from self._state()
        yield from self._pointer()
        yield from self._totals()
        yield from self._cited()
        yield from self._times()
        yield from self._rows()
        yield from self._identity()
        for title in document.SECTIONS:
            if self._read.section(title) is None:
                yield self._told("WF-12", "warning", len(self._read.lines.lines), f"there is no section `## {title}`")

    def _state(self) -> Iterator[Problem]:
        """WF-02: the status says something else than the rows."""
        index, line = self._read.index, self._key("workflow_status")
        statuses = [row.status for row in index.steps]
        undone = [row.step for row in index.steps if row.status is not StepStatus.COMPLETED]
        if index.status is WorkflowStatus.COMPLETE and undone:
            message = (
                f"the status is `complete`, and step `{undone[0]}` is `{statuses[_place(index.steps, undone[0])]}`"
            )
            yield self._told("WF-02", "error", line, message, "sinfonia log shows what was decided")
        elif not undone and index.status is not WorkflowStatus.COMPLETE:
            yield self._told("WF-02", "error", line, f"every step is completed, and the status is `{index.status}`")
        if index.status is WorkflowStatus.CREATED and any(status is not StepStatus.PENDING for status in statuses):
            yield self._told("WF-02", "error", line, "the status is `created`, and a step has begun")
        allowed = {
            StepStatus.BLOCKED: {WorkflowStatus.BLOCKED, WorkflowStatus.FAILED},
            StepStatus.FAILED: {WorkflowStatus.FAILED},
            StepStatus.IN_PROGRESS: {WorkflowStatus.IN_PROGRESS, WorkflowStatus.FAILED, WorkflowStatus.BLOCKED},
        }
        for number, row in enumerate(index.steps, 1):
            if index.status not in {*allowed.get(row.status, {index.status}), WorkflowStatus.COMPLETE}:
                message = f"step `{row.step}` is `{row.status}`, and the status is `{index.status}`"
                yield self._told("WF-02", "error", self._read.step_line(number), message)

    def _pointer(self) -> Iterator[Problem]:
        """WF-03: the pointer names another row; WF-04: rows before it are open, or rows after it have begun."""
        index, at = self._read.index, self._read.index.current_step_index
        if index.current_step != index.current.step:
            message = f"`current_step` is `{index.current_step}`, and row {at} is `{index.current.step}`"
            yield self._told("WF-03", "error", self._key("current_step"), message)
        for number, row in enumerate(index.steps, 1):
            line = self._read.step_line(number)
            if number < at and row.status is not StepStatus.COMPLETED:
                message = f"step `{row.step}` stands before the current one, and is `{row.status}`"
                yield self._told("WF-04", "error", line, message)
            elif number > at and row.status is not StepStatus.PENDING:
                message = f"step `{row.step}` stands after the current one, and is `{row.status}`"
                yield self._told("WF-04", "error", line, message)
        if index.current.status is StepStatus.COMPLETED and at < index.total_steps:
            message = f"the pointer stays on `{index.current.step}`, which is completed"
            yield self._told("WF-04", "error", self._key("current_step_index"), message)

    def _totals(self) -> Iterator[Problem]:
        if self._read.total_steps != self._read.index.total_steps:
            message = f"`total_steps` is {self._read.total_steps}, and there are {self._read.index.total_steps} steps"
            yield self._told("WF-05", "error", self._key("total_steps"), message, "sinfonia validate --fix")

    def _cited(self) -> Iterator[Problem]:
        """WF-06: a decision cites a handoff that does not exist; WF-07: a row names an envelope that does not."""
        files, index = self._beside.files, self._read.index
        if files is None:
            return
        numbers = {int(match[2]) for name in files if (match := _NUMBERED.fullmatch(name)) and "-to-" in name}
        for row, at in zip(index.decisions, self._lines("Decisions"), strict=True):
            tail = row.handoff_id.removeprefix(f"{index.session_id}-")
            if row.handoff_id and (tail == row.handoff_id or not tail.isdigit() or int(tail) not in numbers):
                message = f"the decision cites `{row.handoff_id}`, which is no handoff of this session"
                yield self._told("WF-06", "error", at, message)
        for artifact, at in zip(index.artifacts, self._lines("Artifacts"), strict=True):
            match = _NUMBERED.fullmatch(artifact.name)
            if match and "/" not in artifact.name and artifact.name not in files:
                yield self._told("WF-07", "error", at, f"the envelope `{artifact.name}` does not exist")

    def _times(self) -> Iterator[Problem]:
        """WF-09: times that are none, that contradict the row's status, or that run backwards."""
        index = self._read.index
        for key, value in (("created_at", index.created_at), ("updated_at", index.updated_at)):
            if not _TIME.fullmatch(value):
                yield self._told(
                    "WF-09", "error", self._key(key), f"`{key}` is `{value[:40]}`, no time such as {_SAMPLE}"
                )
        for number, row in enumerate(index.steps, 1):
            line = self._read.step_line(number)
            given = [value for value in (row.started_at, row.completed_at) if value]
            if any(not _TIME.fullmatch(value) for value in given):
                yield self._told("WF-09", "error", line, f"step `{row.step}` has a time that is none such as {_SAMPLE}")
            elif len(given) == 2 and given[0][:19] > given[1][:19]:
                yield self._told("WF-09", "error", line, f"step `{row.step}` was completed before it was started")
            if row.status is StepStatus.COMPLETED and not row.completed_at:
                yield self._told("WF-09", "warning", line, f"step `{row.step}` is completed, and nobody knows when")
            if row.completed_at and row.status is not StepStatus.COMPLETED:
                yield self._told("WF-09", "error", line, f"step `{row.step}` has `Completed At`, and is `{row.status}`")

    def _rows(self) -> Iterator[Problem]:
        """WF-10: other rows than the definition's; WF-13: personas that there are not."""
        index = self._read.index
        if self._beside.why:
            yield self._told("WF-10", "error", self._key("workflow_id"), self._beside.why)
        names = tuple(row.step for row in index.steps)
        if self._beside.rows is not None and names != self._beside.rows:
            pairs = list(zip(names, self._beside.rows, strict=False))
            at = next((n for n, (have, want) in enumerate(pairs) if have != want), len(pairs))
            want = self._beside.rows[at] if at < len(self._beside.rows) else "no further step"
            message = f"row {at + 1} is not what the definition has there: `{want}`"
            yield self._told("WF-10", "error", self._read.step_line(min(at + 1, len(names))), message)
        known = self._beside.personas
        for number, row in enumerate(index.steps, 1):
            if known is not None and row.persona and row.persona not in known:
                line = self._read.step_line(number)
                yield self._told("WF-13", "warning", line, f"there is no persona `{row.persona}`", "sinfonia personas")

    def _identity(self) -> Iterator[Problem]:
        """WF-11: the session's id is another one than its folder's, or has a date that does not exist."""
        session, line = self._read.index.session_id, self._key("session_id")
        if self._beside.folder is not None and session != self._beside.folder:
            message = f"`session_id` is `{session}` in the folder `{self._beside.folder}`"
            yield self._told("WF-11", "error", line, message)
        elif _GENERATED.fullmatch(session) and not is_generated(session):
            yield self._told("WF-11", "error", line, f"`{session}` has a date or a time that does not exist")

    def _lines(self, title: str) -> list[int]:
        table = self._read.tables.get(title)
        return [row.line + 1 for row in table.rows] if table else []

    def _key(self, key: str) -> int:
        entry = self._read.front.entry(key)
        return entry.line + 1 if entry else 1

    def _told(self, code: str, severity: Severity, line: int, message: str, fix: str = "") -> Problem:
        return Problem(code, severity, self._path, line, message, fix)


_SAMPLE = "`2026-11-21T09:12:00.000Z`"


def _place(rows: tuple[StepRow, ...], name: str) -> int:
    return next(at for at, row in enumerate(rows) if row.step == name)
