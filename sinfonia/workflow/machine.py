"""The workflow machine: a pure function from an index, a request and facts to a new index or a refusal.

Nothing fails open: what is not in the transition tables is refused, and the refusal names both states.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sinfonia.model.handoff import HandoffStatus
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import DecisionRow, Gate, Index, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow.advice import answer_to, next_for, wrong_state
from sinfonia.workflow.requests import (
    Abort,
    Advance,
    Block,
    Decide,
    Dispatch,
    Facts,
    Fail,
    Moved,
    Refused,
    Request,
    Retry,
    Return,
    Skip,
    Unblock,
)

OPEN = frozenset({WorkflowStatus.CREATED, WorkflowStatus.IN_PROGRESS})
ANSWERED = frozenset({WorkflowStatus.BLOCKED, WorkflowStatus.IN_PROGRESS})  # where a revision can be answered


def move(index: Index, request: Request, facts: Facts) -> Moved | Refused:
    """Answer a request: the new index, its revision grown by one, or why not."""
    if index.status is WorkflowStatus.COMPLETE:
        return Refused(
            f"the workflow is `complete`: {_verb(request)} has no place there", "start another: sinfonia start"
        )
    match request:
        case Dispatch():
            answer = _dispatch(index, request, facts)
        case Return():
            answer = _return(index, request, facts)
        case Decide():
            answer = _decide(index, request, facts)
        case Advance():
            answer = _advance(index, facts)
        case Skip():
            answer = _skip(index, request, facts)
        case Block():
            answer = _block(index, request, facts)
        case Unblock():
            answer = _unblock(index, request, facts)
        case Fail():
            answer = _fail(index, request, facts)
        case Retry():
            answer = _retry(index, request, facts)
        case Abort():
            answer = _abort(index, request, facts)
        case _:
            assert_never(request)
    return answer if isinstance(answer, Refused) else Moved(_touched(index, answer.index, facts.now), answer.gates)


def _dispatch(index: Index, request: Dispatch, facts: Facts) -> Moved | Refused:
    row = index.current
    if index.status not in OPEN:
        return wrong_state(index, "dispatch")
    if row.is_approval or not row.persona:
        return Refused(f"step `{row.step}` is nobody's work: it is approved", f"sinfonia approve {row.step} -m NOTE")
    if facts.step.gate is Gate.NONE:
        return Refused(f"step `{row.step}` has gate `none`: it is not handed to anybody", "sinfonia advance")
    if row.status is not StepStatus.PENDING:
        return Refused(f"step `{row.step}` is already `{row.status}`", next_for(row, facts))
    if facts.dependencies:
        return Refused(f"step `{row.step}` waits for other work", "", facts.dependencies)
    moved = _with_current(index, replace(row, status=StepStatus.IN_PROGRESS, started_at=facts.now))
    moved = replace(moved, status=WorkflowStatus.IN_PROGRESS, artifacts=(*index.artifacts, request.artifact))
    return Moved(moved)


def _return(index: Index, request: Return, facts: Facts) -> Moved | Refused:
    row = index.current
    answers = bool(facts.revision) and request.reply_to == facts.revision
    if facts.revision and not answers and row.status is StepStatus.BLOCKED:
        return Refused(
            f"step `{row.step}` waits for an answer to the revision `{facts.revision}`",
            answer_to(facts.revision),
        )
    if not answers and (index.status is not WorkflowStatus.IN_PROGRESS or row.status is not StepStatus.IN_PROGRESS):
        return wrong_state(index, "return")
    if answers and (index.status not in ANSWERED or row.status not in {StepStatus.BLOCKED, StepStatus.IN_PROGRESS}):
        return wrong_state(index, "return")  # an aborted session is left by `retry` only
    if not answers and row.is_approval:
        return Refused(f"step `{row.step}` is approved, not returned", f"sinfonia approve {row.step} -m NOTE")
    blocked = request.status is HandoffStatus.BLOCKED
    if answers:  # two moves in one: blocked -> in-progress, and on to blocked when the answer is
        row = replace(row, status=StepStatus.IN_PROGRESS, notes="")
        index = replace(index, status=WorkflowStatus.IN_PROGRESS)
    if blocked:
        row = replace(row, status=StepStatus.BLOCKED, notes=_note("blocked", request.reason))
        index = replace(index, status=WorkflowStatus.BLOCKED)
    moved = replace(_with_current(index, row), artifacts=(*index.artifacts, request.artifact))
    return Moved(moved, tuple(gate for gate in facts.gates if blocked or gate.name != "return"))


def _decide(index: Index, request: Decide, facts: Facts) -> Moved | Refused:
    decided = _decided(index, facts.now, request.handoff_id, request.word, request.reviewer, request.note)
    match request.word:
        case DecisionWord.REVOKE:
            return Moved(decided, facts.gates)
        case DecisionWord.WAIVE:
            if index.status not in OPEN:
                return wrong_state(index, "waive")
            return Moved(decided, facts.gates)
        case DecisionWord.APPROVE | DecisionWord.REJECT:
            return _judge(index, decided, request, facts)
        case _:
            assert_never(request.word)


def _judge(index: Index, decided: Index, request: Decide, facts: Facts) -> Moved | Refused:
    row = index.current
    if index.status is not WorkflowStatus.IN_PROGRESS or row.status is not StepStatus.IN_PROGRESS:
        return wrong_state(index, request.word, facts.revision)
    if facts.step.gate is not Gate.APPROVAL:
        return Refused(f"step `{row.step}` has gate `{facts.step.gate}`: nobody approves it", "sinfonia advance")
    if request.word is DecisionWord.REJECT:
        moved = _with_current(decided, replace(row, status=StepStatus.BLOCKED, notes=_note("rejected", request.note)))
        artifacts = (*index.artifacts, request.revision) if request.revision else index.artifacts
        return Moved(replace(moved, status=WorkflowStatus.BLOCKED, artifacts=artifacts))
    if facts.gates:
        return Moved(decided, facts.gates)
    return Moved(_completed(decided, facts.now))


def _advance(index: Index, facts: Facts) -> Moved | Refused:
    row = index.current
    if index.status not in OPEN:
        return wrong_state(index, "advance")
    begun = row.status is StepStatus.IN_PROGRESS
    if not begun and not (row.status is StepStatus.PENDING and facts.step.gate is Gate.NONE):
        return Refused(f"step `{row.step}` is `{row.status}`, not `in-progress`", next_for(row, facts), facts.gates)
    if facts.gates:
        return Refused(f"step `{row.step}` cannot be closed", "", facts.gates)
    return Moved(_completed(index, facts.now))


def _skip(index: Index, request: Skip, facts: Facts) -> Moved | Refused:
    row = index.current
    if index.status not in OPEN:
        return wrong_state(index, "skip")
    if row.status not in {StepStatus.PENDING, StepStatus.IN_PROGRESS}:
        return Refused(f"step `{row.step}` is `{row.status}` and cannot be skipped", next_for(row, facts))
    decided = _decided(index, facts.now, "", DecisionWord.WAIVE, request.reviewer, request.reason)
    decided = _with_current(decided, replace(row, notes=_note("skipped", request.reason)))
    return Moved(_completed(decided, facts.now))


def _block(index: Index, request: Block, facts: Facts) -> Moved | Refused:
    if index.status not in OPEN:
        return wrong_state(index, "block")
    return _stopped(index, request, facts.now, StepStatus.BLOCKED, WorkflowStatus.BLOCKED)


def _unblock(index: Index, request: Unblock, facts: Facts) -> Moved | Refused:
    if index.status is not WorkflowStatus.BLOCKED:
        return wrong_state(index, "unblock")
    if facts.revision:
        return Refused(
            f"a rejection keeps step `{index.current.step}` blocked until its revision `{facts.revision}` is answered",
            answer_to(facts.revision),
        )
    row = index.current
    if row.status is StepStatus.BLOCKED:
        row = replace(row, status=StepStatus.IN_PROGRESS, notes="")
    moved = _decided(index, facts.now, "", "unblock", request.who, request.reason)
    return Moved(replace(_with_current(moved, row), status=WorkflowStatus.IN_PROGRESS), facts.gates)


def _fail(index: Index, request: Fail, facts: Facts) -> Moved | Refused:
    if index.status is WorkflowStatus.FAILED:
        return wrong_state(index, "fail")
    return _stopped(index, request, facts.now, StepStatus.FAILED, WorkflowStatus.FAILED)


def _stopped(index: Index, request: Block | Fail, now: str, step: StepStatus, workflow: WorkflowStatus) -> Moved:
    """Stop the workflow, and the current row where it had begun."""
    row = index.current
    if row.status is StepStatus.IN_PROGRESS:
        row = replace(row, status=step, notes=_note(step, request.reason))
    moved = _decided(index, now, "", _verb(request), request.who, request.reason)
    return Moved(replace(_with_current(moved, row), status=workflow))


def _retry(index: Index, request: Retry, facts: Facts) -> Moved | Refused:
    if index.status is not WorkflowStatus.FAILED:
        return wrong_state(index, "retry")
    row = index.current
    started = row.started_at or facts.now
    if row.persona or row.is_approval:
        row = replace(row, status=StepStatus.IN_PROGRESS, started_at=started, notes="")
    moved = _decided(index, facts.now, "", "retry", request.who, request.reason)
    artifacts = (*index.artifacts, request.artifact) if request.artifact else index.artifacts
    moved = replace(_with_current(moved, row), status=WorkflowStatus.IN_PROGRESS, artifacts=artifacts)
    return Moved(moved, facts.gates)


def _abort(index: Index, request: Abort, facts: Facts) -> Moved | Refused:
    if index.status is WorkflowStatus.FAILED:
        return wrong_state(index, "abort")
    moved = _decided(index, facts.now, "", "abort", request.who, request.reason)
    return Moved(replace(moved, status=WorkflowStatus.FAILED))


def _completed(index: Index, now: str) -> Index:
    """Complete the current row and move the pointer; after the last row the workflow is complete."""
    row = index.current
    done = replace(row, status=StepStatus.COMPLETED, started_at=row.started_at or now, completed_at=now)
    index = _with_current(replace(index, status=WorkflowStatus.IN_PROGRESS), done)
    if index.current_step_index == index.total_steps:
        return replace(index, status=WorkflowStatus.COMPLETE)
    following = index.steps[index.current_step_index]
    index = replace(index, current_step=following.step, current_step_index=index.current_step_index + 1)
    if following.is_approval:  # nobody is handed it: it begins when the work before it is done
        index = _with_current(index, replace(following, status=StepStatus.IN_PROGRESS, started_at=now))
    return index


def _with_current(index: Index, row: StepRow) -> Index:
    at = index.current_step_index - 1
    return replace(index, steps=(*index.steps[:at], row, *index.steps[at + 1 :]))


def _decided(index: Index, now: str, handoff_id: str, word: str, who: str, note: str) -> Index:
    return replace(index, decisions=(*index.decisions, DecisionRow(now, handoff_id, str(word), who, note)))


def _touched(before: Index, after: Index, now: str) -> Index:
    sessions = tuple(
        replace(row, last_active_at=now, status=str(after.status)) if row.session_id == after.session_id else row
        for row in after.sessions
    )
    return replace(after, updated_at=now, revision=before.revision + 1, sessions=sessions)


def _note(what: str, reason: str) -> str:
    return f"{what}: {reason}" if reason else what


def _verb(request: Request) -> str:
    return str(request.word) if isinstance(request, Decide) else type(request).__name__.lower()
