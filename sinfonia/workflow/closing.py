"""Whether a completed row has what closes its gate: a return, an approval or a waive. Pure.

The record counts for the return that it judged. Whether its subjects changed since, and who may approve, is what
`verify` tells; here a row that says `completed` without any record is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.handoff import HandoffStatus, HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import Gate
from sinfonia.workflow.situation import previous_gate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sinfonia.model.record import Record
    from sinfonia.model.workflow import StepDefinition
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.session import Filed


def missing(
    steps: Sequence[StepDefinition],
    number: int,
    envelopes: Sequence[Filed],
    entries: Sequence[Entry],
    blob: Callable[[str], str],
) -> str:
    """Say what a completed row (1-based) lacks, "" for nothing.

    `blob` gives the id of an envelope's file by its name.
    """
    step = steps[number - 1]
    alive = _alive(entries, step.name)
    waived = {record.gate for record in alive if record.decision is DecisionWord.WAIVE}
    if step.gate is Gate.NONE or "" in waived:
        return ""
    judged = {step.name}
    if step.name.rpartition("/")[2] == "approval":
        judged = {one.name for one in steps[previous_gate(steps, number - 1) + 1 : number - 1]} or judged
    made = [filed for filed in envelopes if filed.envelope and filed.envelope.step in judged]
    returns = [filed for filed in made if filed.envelope and filed.envelope.handoff_type is HandoffType.RETURN]
    lacks = "" if "return" in waived else _return(returns[-1] if returns else None)
    if lacks or step.gate is not Gate.APPROVAL:
        return lacks
    attempt = _attempt(made)
    here = [record for record in alive if record.attempt == attempt]
    # Two branches may both have returned the step: here any return that was judged will do.
    judged_blobs = {blob(filed.name) for filed in returns if filed.envelope and filed.envelope.attempt == attempt}
    return _approvals(here, waived, judged_blobs, step.approvals)


def _return(returned: Filed | None) -> str:
    if returned is None or returned.envelope is None:
        return "there is no return envelope"
    if returned.envelope.status is not HandoffStatus.COMPLETED:
        return f"its return `{returned.name}` says `{returned.envelope.status}`"
    return ""


def _approvals(records: Sequence[Record], waived: set[str], returns: set[str], needed: int) -> str:
    if "rejection" not in waived and any(record.decision is DecisionWord.REJECT for record in records):
        return "nobody answered or revoked a rejection"
    approved = {
        record.reviewer
        for record in records
        if record.decision is DecisionWord.APPROVE and record.envelope and record.envelope.oid in returns
    }
    if "approval" in waived or len(approved) >= needed:
        return ""
    return f"there are records of {len(approved)} of {needed} approvals" if approved else "no record approves it"


def _alive(entries: Sequence[Entry], step: str) -> list[Record]:
    """Give the records of a row that no other took back."""
    revoked = {entry.record.target for entry in entries if entry.record.decision is DecisionWord.REVOKE}
    return [entry.record for entry in entries if entry.record.step == step and entry.oid not in revoked]


def _attempt(made: Sequence[Filed]) -> int:
    every = (filed.envelope for filed in made if filed.envelope)
    return max((one.attempt for one in every if one.handoff_type is not HandoffType.REVISION), default=1)
