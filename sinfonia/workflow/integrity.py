"""What no command would make of a `workflow.md`: a pure comparison of what two versions say.

Line ends, column widths and free text (Goal, Notes, Context, unknown keys and sections) are nobody's business here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import ACTIVE, StepStatus, WorkflowStatus
from sinfonia.workflow.transitions import STEP_MOVES, WORKFLOW_MOVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeVar

    from sinfonia.model.workflow import Index, StepRow
    from sinfonia.workflow.document import Document

    S = TypeVar("S", StepStatus, WorkflowStatus)

BY_COMMAND = "undo it and let a command make the move: sinfonia status says which"


@dataclass(frozen=True, slots=True)
class Illegal:
    """One thing that no command would write: its line (1-based, None for the whole file), a sentence, what to do."""

    line: int | None
    message: str
    help: str


def contradictions(document: Document, session: str) -> Iterator[Illegal]:
    """Yield what a `workflow.md` says against itself, or against the folder of the session that it stands in."""
    index = document.index
    rows = index.steps
    if index.session_id != session:
        yield _at(document, "session_id", f"`session_id` is `{index.session_id}` in the folder of `{session}`")
    if document.total_steps != len(rows):
        yield _at(document, "total_steps", f"`total_steps` is {document.total_steps}, and there are {len(rows)} steps")
    if index.current_step != index.current.step:
        message = (
            f"`current_step` is `{index.current_step}`, and step {index.current_step_index} is `{index.current.step}`"
        )
        yield _at(document, "current_step", message)
    yield from _pointer(document)
    begun = next((row for row in rows if row.status is not StepStatus.PENDING), None)
    if index.status is WorkflowStatus.CREATED and begun:
        message = f"the workflow is `created`, and step `{begun.step}` is `{begun.status}`"
        yield _at(document, "workflow_status", message)
    unfinished = next((row for row in rows if row.status is not StepStatus.COMPLETED), None)
    if index.status is WorkflowStatus.COMPLETE and unfinished:
        message = f"the workflow is `complete`, and step `{unfinished.step}` is `{unfinished.status}`"
        yield _at(document, "workflow_status", message)


def moves(before: Document, after: Document, rejected: frozenset[str] = frozenset()) -> Iterator[Illegal]:
    """Yield what cannot have become of a `workflow.md` by any number of moves.

    `rejected` names steps with a rejection that another branch brought: from the first of them on rows may go back.
    """
    old, new = before.index, after.index
    for key, was, now in (
        ("session_id", old.session_id, new.session_id),
        ("workflow_id", old.workflow_id, new.workflow_id),
        ("base_commit", old.base_commit, new.base_commit),
    ):
        if was and was != now:
            yield _at(after, key, f"`{key}` was `{was}` and is `{now}`")
    if new.revision < old.revision:
        yield _at(after, "revision", f"`revision` fell from {old.revision} to {new.revision}")
    back = next((n for n, row in enumerate(new.steps, 1) if row.step in rejected), len(new.steps) + 1)
    reopened = back <= len(new.steps) and new.status in ACTIVE
    if not reopened and not _reachable(old.status, new.status, WORKFLOW_MOVES):
        yield _at(after, "workflow_status", f"no command takes the workflow from `{old.status}` to `{new.status}`")
    for number, (one, other) in enumerate(_pairs(old, new), 1):
        if one is None or other is None or one.step != other.step:
            yield _row_replaced(after, number, one, other)
            return
        if number < back and not _reachable(one.status, other.status, STEP_MOVES):
            message = f"no command takes step `{other.step}` from `{one.status}` to `{other.status}`"
            yield Illegal(after.step_line(number), message, BY_COMMAND)


def newly_completed(before: Document | None, after: Document) -> tuple[int, ...]:
    """Give the numbers (1-based) of the rows that are completed now and were not before."""
    done = set()
    if before is not None:
        done = {row.step for row in before.index.steps if row.status is StepStatus.COMPLETED}
    return tuple(
        number
        for number, row in enumerate(after.index.steps, 1)
        if row.status is StepStatus.COMPLETED and row.step not in done
    )


def _pointer(document: Document) -> Iterator[Illegal]:
    """Hold the pointer against the rows: it is at the first that is not completed, or at the last of all."""
    index = document.index
    at = index.current_step_index
    for number, row in enumerate(index.steps, 1):
        if number < at and row.status is not StepStatus.COMPLETED:
            message = f"`current_step_index` is {at}, and step {number} (`{row.step}`) is `{row.status}`"
            yield _at(document, "current_step_index", message)
            return
        if number > at and row.status is not StepStatus.PENDING:
            message = f"step {number} (`{row.step}`) is `{row.status}`, and the current step is {at}"
            yield Illegal(document.step_line(number), message, BY_COMMAND)
            return
    if index.current.status is StepStatus.COMPLETED and at < len(index.steps):
        message = f"`current_step_index` is {at}, and that step is `completed`"
        yield _at(document, "current_step_index", message)


def _pairs(old: Index, new: Index) -> Iterator[tuple[StepRow | None, StepRow | None]]:
    for at in range(max(len(old.steps), len(new.steps))):
        was = old.steps[at] if at < len(old.steps) else None
        now = new.steps[at] if at < len(new.steps) else None
        yield was, now


def _row_replaced(after: Document, number: int, was: StepRow | None, now: StepRow | None) -> Illegal:
    line = after.step_line(min(number, len(after.index.steps)))
    if was is None:
        what = f"step {number} (`{now.step if now else ''}`) was not there before"
    else:
        what = f"step {number} was `{was.step}` and is " + (f"`{now.step}`" if now else "gone")
    return Illegal(line, what, BY_COMMAND)


def _reachable(start: S, end: S, table: Mapping[S, frozenset[S]]) -> bool:
    """Tell whether any number of moves leads from one state to another."""
    seen, queue = {start}, [start]
    while queue:
        for state in table[queue.pop()] - seen:
            seen.add(state)
            queue.append(state)
    return end in seen


def _at(document: Document, key: str, message: str) -> Illegal:
    entry = document.front.entry(key)
    return Illegal(entry.line + 1 if entry else 1, message, BY_COMMAND)
