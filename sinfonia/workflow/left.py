"""What is left to do in a session: the open rows, what keeps the current one open, what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.handoff import HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import StepStatus, WorkflowStatus
from sinfonia.model.workflow_facts import CurrentStep, SessionState
from sinfonia.workflow.advice import answer_to, next_for, way_on
from sinfonia.workflow.records import ledger
from sinfonia.workflow.session import INDEX, load
from sinfonia.workflow.situation import previous_gate, survey
from sinfonia.workflow.sources import WorkingTree
from sinfonia.workflow.work import complete_workflows

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.model.workflow import Index
    from sinfonia.workflow.session import Session
    from sinfonia.workflow.situation import Situation


def left_to_do(repo: Repository, session: str) -> SessionState | None:
    """Say what is left to do in a session of the working tree, None when it is complete.

    Raises `SinfoniaError` for an index that cannot be read. What else cannot be established is left out: it warns.
    """
    opened = load(repo.root, session)
    index = opened.index
    if index.status is WorkflowStatus.COMPLETE:
        return None
    situation = _situation(repo, opened)
    rows = index.steps
    return SessionState(
        _step(opened, index),
        status=str(index.current.status),
        workflow_status=str(index.status),
        line=opened.document.step_line(index.current_step_index),
        remaining=tuple(row.step for row in rows if row.status is not StepStatus.COMPLETED),
        failed=tuple(row.step for row in rows if row.status is StepStatus.FAILED),
        undecided=_undecided(opened, situation) if situation else (),
        gates=tuple(gate.why for gate in situation.gates) if situation else (),
        next_command=_next(index, situation),
    )


def _situation(repo: Repository, opened: Session) -> Situation | None:
    try:
        entries = ledger.read(repo.root, opened.folder)
        source = WorkingTree(repo.root)
        return survey(repo, opened, source, entries, complete=lambda: complete_workflows(repo.root, opened))
    except SinfoniaError:
        return None


def _step(opened: Session, index: Index) -> CurrentStep:
    path = f"{opened.folder}/{INDEX}"
    return CurrentStep(opened.id, index.current_step, index.current_step_index, index.total_steps, path=path)


def _next(index: Index, situation: Situation | None) -> str:
    if index.status not in {WorkflowStatus.CREATED, WorkflowStatus.IN_PROGRESS} or situation is None:
        if situation and situation.revision and situation.revision.envelope:
            return answer_to(situation.revision.envelope.handoff_id)
        return way_on(index)
    if index.current.status is StepStatus.IN_PROGRESS:
        commands = (gate.command for gate in situation.gates if gate.command)
        return next(commands, "sinfonia advance")
    return next_for(index.current, situation.facts(""))


def _undecided(opened: Session, situation: Situation) -> tuple[str, ...]:
    """List the newest return before each approval to come that no record judges."""
    judged = {
        entry.record.envelope.path.rpartition("/")[2]
        for entry in situation.entries
        if entry.record.envelope and entry.record.decision in {DecisionWord.APPROVE, DecisionWord.REJECT}
    }
    waiting = [
        filed for filed in opened.envelopes
        if filed.envelope and filed.envelope.handoff_type is HandoffType.RETURN and filed.name not in judged
    ]  # fmt: skip
    found: dict[int, str] = {}
    for at, row in enumerate(opened.index.steps):
        if not row.is_approval or row.status is StepStatus.COMPLETED:
            continue
        names = {step.name for step in situation.steps[previous_gate(situation.steps, at) + 1 : at]}
        for filed in waiting:
            if filed.envelope and filed.envelope.step in names:
                found[at] = filed.envelope.handoff_id
    return tuple(found.values())
