"""What to type next, from the two states."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sinfonia.model.workflow import Gate, StepStatus, WorkflowStatus
from sinfonia.workflow.requests import Refused

if TYPE_CHECKING:
    from sinfonia.model.workflow import Index, StepRow
    from sinfonia.workflow.requests import Facts


DISPATCH = "sinfonia dispatch --task TEXT --context TEXT"
RETURN = "sinfonia return --summary TEXT --assessment TEXT"


def wrong_state(index: Index, verb: str, revision: str = "") -> Refused:
    """Refuse a request, naming both states; `revision` is the handoff id of one that waits for its answer."""
    row = index.current
    states = f"the workflow is `{index.status}` and step `{row.step}` is `{row.status}`"
    return Refused(f"cannot {verb}: {states}", answer_to(revision) if revision else way_on(index))


def answer_to(revision: str) -> str:
    """Say what answers a revision."""
    return RETURN.replace("return", f"return --reply-to {revision}")


def way_on(index: Index) -> str:
    """Say what to type next for a workflow."""
    if index.status is WorkflowStatus.FAILED:
        return "sinfonia retry"
    if index.status is WorkflowStatus.BLOCKED:
        return "sinfonia status says what blocks; sinfonia unblock goes on"
    return DISPATCH if index.current.status is StepStatus.PENDING else "sinfonia status says what is open"


def next_for(row: StepRow, facts: Facts) -> str:
    """Say what to type next for a step."""
    match row.status:
        case StepStatus.PENDING:
            return "sinfonia advance" if facts.step.gate is Gate.NONE else DISPATCH
        case StepStatus.IN_PROGRESS:
            approves = row.is_approval or facts.step.gate is Gate.APPROVAL
            return f"sinfonia approve {row.step} -m NOTE" if approves else RETURN
        case StepStatus.BLOCKED:
            return answer_to(facts.revision) if facts.revision else "sinfonia unblock"
        case StepStatus.FAILED:
            return "sinfonia retry"
        case StepStatus.COMPLETED:
            return "sinfonia status"
        case _:
            assert_never(row.status)
