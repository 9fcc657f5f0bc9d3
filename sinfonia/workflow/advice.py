"""What to type next, from the two states."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sinfonia.model.workflow import Gate, StepStatus, WorkflowStatus
from sinfonia.workflow.requests import Refused

if TYPE_CHECKING:
    from sinfonia.model.workflow import Index, StepRow
    from sinfonia.workflow.requests import Facts


def wrong_state(index: Index, verb: str) -> Refused:
    """Refuse a request, naming both states."""
    row = index.current
    states = f"the workflow is `{index.status}` and step `{row.step}` is `{row.status}`"
    return Refused(f"cannot {verb}: {states}", way_on(index))


def way_on(index: Index) -> str:
    """Say what to type next for a workflow."""
    if index.status is WorkflowStatus.FAILED:
        return "sinfonia retry"
    if index.status is WorkflowStatus.BLOCKED:
        return "sinfonia status says what blocks; sinfonia unblock goes on"
    return "sinfonia dispatch" if index.current.status is StepStatus.PENDING else "sinfonia status says what is open"


def next_for(row: StepRow, facts: Facts) -> str:
    """Say what to type next for a step."""
    match row.status:
        case StepStatus.PENDING:
            return "sinfonia advance" if facts.step.gate is Gate.NONE else "sinfonia dispatch"
        case StepStatus.IN_PROGRESS:
            approves = row.is_approval or facts.step.gate is Gate.APPROVAL
            return f"sinfonia approve {row.step} -m NOTE" if approves else "sinfonia return, then sinfonia advance"
        case StepStatus.BLOCKED:
            return f"sinfonia return --reply-to {facts.revision}" if facts.revision else "sinfonia unblock"
        case StepStatus.FAILED:
            return "sinfonia retry"
        case StepStatus.COMPLETED:
            return "sinfonia status"
        case _:
            assert_never(row.status)
