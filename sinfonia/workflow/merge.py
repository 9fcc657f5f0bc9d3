"""Two indexes of one session, from two branches, made one: no row is lost, and nothing conflicts.

A pure function of three indexes, as git's merge drivers see them (gitattributes(5), "Defining a custom merge driver").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import SessionRow, StepRow, StepStatus, WorkflowStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sinfonia.model.workflow import ArtifactRow, DecisionRow, Index

T = TypeVar("T")
R = TypeVar("R", "ArtifactRow", "DecisionRow")

RANK = {
    StepStatus.PENDING: 0,
    StepStatus.IN_PROGRESS: 1,
    StepStatus.BLOCKED: 2,
    StepStatus.FAILED: 3,
    StepStatus.COMPLETED: 4,
}
"""Of two branches that both changed a row the one that got further counts, unless the other rejected it."""

GRAVITY = (WorkflowStatus.FAILED, WorkflowStatus.BLOCKED, WorkflowStatus.IN_PROGRESS, WorkflowStatus.CREATED)


def merge(base: Index | None, ours: Index, theirs: Index) -> Index:
    """Merge two indexes of one session; `base` is their common ancestor, None where both made the file."""
    steps = _steps(base, ours, theirs)
    at = next((n for n, row in enumerate(steps) if row.status is not StepStatus.COMPLETED), len(steps) - 1)
    done = all(row.status is StepStatus.COMPLETED for row in steps)
    if not done and steps[at].is_approval and steps[at].status is StepStatus.PENDING and at:
        begun = steps[at - 1].completed_at  # nobody is handed it: it begins when the work before it is done
        steps = (*steps[:at], replace(steps[at], status=StepStatus.IN_PROGRESS, started_at=begun), *steps[at + 1 :])
    updated = max(ours.updated_at, theirs.updated_at)
    return replace(
        ours,
        status=_status(base, ours, theirs, steps, done=done),
        current_step=steps[at].step,
        current_step_index=at + 1,
        created_at=min(ours.created_at, theirs.created_at),
        updated_at=updated,
        revision=max(ours.revision, theirs.revision) + 1,
        goal=_text(base.goal if base else "", ours.goal, theirs.goal),
        context=_text(base.context if base else "", ours.context, theirs.context),
        branch=_either(base.branch if base else "", ours.branch, theirs.branch),
        steps=steps,
        artifacts=_union(ours.artifacts, theirs.artifacts, lambda row: row.updated_at),
        decisions=_union(ours.decisions, theirs.decisions, lambda row: row.timestamp),
        sessions=_sessions(ours.sessions, theirs.sessions),
        extra=_extra(ours.extra, theirs.extra),
    )


def _steps(base: Index | None, ours: Index, theirs: Index) -> tuple[StepRow, ...]:
    before = {row.step: row for row in base.steps} if base else {}
    other = {row.step: row for row in theirs.steps}
    mine = {row.step for row in ours.steps}
    merged = [_row(before.get(row.step), row, other.get(row.step, row)) for row in ours.steps]
    merged += [row for row in theirs.steps if row.step not in mine]
    for side in (ours, theirs):
        merged = _sent_back(merged, side, base)
    return tuple(merged)


def _sent_back(rows: list[StepRow], side: Index, base: Index | None) -> list[StepRow]:
    """Put the rows back to the step that a branch rejected, whatever the other branch made of it meanwhile.

    An approval beside a rejection closes nothing, and what was done after the step was done too early.
    """
    names = [row.step for row in rows]
    if side.current.status not in {StepStatus.BLOCKED, StepStatus.IN_PROGRESS} or not _rejects(side, base):
        return rows
    at = names.index(side.current_step) if side.current_step in names else len(rows)
    if at == len(rows) or rows[at].status is not StepStatus.COMPLETED:
        return rows
    return [*rows[:at], side.current, *map(_again, rows[at + 1 :])]


def _rejects(side: Index, base: Index | None) -> bool:
    """Tell whether a branch has a rejection of its own that nobody took back there."""
    before = base.decisions if base else ()
    words = [row.decision for row in side.decisions if row not in before]
    return words.count(DecisionWord.REJECT) > words.count(DecisionWord.REVOKE)


def _again(row: StepRow) -> StepRow:
    if row.status is StepStatus.PENDING:
        return row
    notes = "; ".join(filter(None, (row.notes, "to be done again: an earlier step was rejected")))
    return replace(row, status=StepStatus.PENDING, started_at="", completed_at="", notes=notes)


def _row(base: StepRow | None, ours: StepRow, theirs: StepRow) -> StepRow:
    if theirs in {ours, base}:
        return ours
    if ours == base:
        return theirs
    mine, other = (RANK[ours.status], ours.completed_at), (RANK[theirs.status], theirs.completed_at)
    first, second = (ours, theirs) if mine >= other else (theirs, ours)
    notes = first.notes if second.notes in first.notes else "; ".join(filter(None, (first.notes, second.notes)))
    started = min(filter(None, (first.started_at, second.started_at)), default="")
    return replace(first, notes=notes, started_at=started)


def _status(base: Index | None, ours: Index, theirs: Index, steps: Sequence[StepRow], *, done: bool) -> WorkflowStatus:
    if done:
        return WorkflowStatus.COMPLETE
    before = base.status if base else None
    if before in {ours.status, theirs.status}:
        status = _either(before, ours.status, theirs.status)
    else:  # both changed it, or both made it
        status = next((one for one in GRAVITY if one in {ours.status, theirs.status}), WorkflowStatus.IN_PROGRESS)
    started = any(row.status is not StepStatus.PENDING for row in steps)
    if status is WorkflowStatus.COMPLETE or (status is WorkflowStatus.CREATED and started):
        return WorkflowStatus.IN_PROGRESS
    return status


def _either(base: T, ours: T, theirs: T) -> T:
    """Take the side that changed; ours where both did."""
    return theirs if ours == base else ours


def _text(base: str, ours: str, theirs: str) -> str:
    if theirs in {ours, base}:
        return ours
    if ours == base:
        return theirs
    return f"{ours}\n\n{theirs}" if theirs not in ours else ours


def _union(ours: Sequence[R], theirs: Sequence[R], stamp: Callable[[R], str]) -> tuple[R, ...]:
    """Keep every row of both, as often as the side that has it more often, by time."""
    rest, every = list(ours), list(ours)
    for row in theirs:
        if row in rest:
            rest.remove(row)
        else:
            every.append(row)
    return tuple(sorted(every, key=stamp))


def _sessions(ours: Sequence[SessionRow], theirs: Sequence[SessionRow]) -> tuple[SessionRow, ...]:
    rows = {row.session_id: row for row in ours}
    for row in theirs:
        known = rows.get(row.session_id)
        rows[row.session_id] = max(known, row, key=lambda one: one.last_active_at) if known else row
    return tuple(rows.values())


def _extra(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    have = {key for key, _ in ours}
    return (*ours, *(pair for pair in theirs if pair[0] not in have))
