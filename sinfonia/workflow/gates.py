"""What keeps a step open: a pure function of what was found.

Gates are computed from envelopes, git and records; what `workflow.md` says of itself counts for nothing. A fact that
could not be established keeps the gate open.
"""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.handoff import HandoffStatus
from sinfonia.model.workflow import Gate
from sinfonia.workflow.advice import RETURN
from sinfonia.workflow.requests import OpenGate

if TYPE_CHECKING:
    from sinfonia.model.handoff import Envelope
    from sinfonia.model.workflow import StepDefinition


@dataclass(frozen=True, slots=True)
class Produced:
    """One entry of `produces`: the path or glob, and what git says of what it names.

    `missing` is true when nothing matches; `loose` names a match that is neither committed nor staged as it is,
    `staged` one that is staged and not committed. `why` says what is missing where the entry itself would not.
    """

    pattern: str
    missing: bool
    loose: str = ""
    staged: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for the current row.

    `returned` is its latest return, `problem` the first thing wrong with it. `approved_by` are the distinct persons
    whose approvals count, `disputes` the reviewers whose reject nobody answered or revoked, `checks` the named checks
    that have not passed (name, why), `waived` the names of gates with a waive record.
    """

    returned: Envelope | None = None
    problem: str = ""
    produced: tuple[Produced, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    approved_by: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    waived: frozenset[str] = frozenset()
    needed: int = 1
    role: str = ""


def open_gates(step: StepDefinition, found: Found) -> tuple[OpenGate, ...]:
    """List the open gates of a row, in the order in which they are closed."""
    if step.gate is Gate.NONE:
        every = [*_artifacts(step, found), *_checks(found)]
    else:
        every = [*_return(step, found), *_artifacts(step, found), *_checks(found)]
        if step.gate is Gate.APPROVAL:
            every += _approvals(step, found)
    return tuple(gate for gate in every if gate.name not in found.waived)


def _return(step: StepDefinition, found: Found) -> list[OpenGate]:
    who = step.persona
    if found.returned is None:
        return [OpenGate("return", f"step `{step.name}` has no return envelope", RETURN, who)]
    name = found.returned.file_name
    if found.problem:
        return [OpenGate("return", f"`{name}` is not valid: {found.problem}", f"sinfonia validate {name}", who)]
    if found.returned.status is not HandoffStatus.COMPLETED:
        return [OpenGate("return", f"`{name}` says `{found.returned.status}`", RETURN, who)]
    return []


def _artifacts(step: StepDefinition, found: Found) -> list[OpenGate]:
    gates = []
    for produced in found.produced:
        name = f"produces {produced.pattern}"
        if produced.missing:
            gates.append(OpenGate(name, produced.why or f"`{produced.pattern}` does not exist", "", step.persona))
        elif produced.loose:
            command = f"git add {quote(produced.loose)} && git commit"
            gates.append(OpenGate(name, f"`{produced.loose}` is not committed", command, step.persona))
        elif produced.staged and step.gate is Gate.APPROVAL:
            gates.append(OpenGate(name, f"`{produced.staged}` is staged, not committed", "git commit", step.persona))
    return gates


def _checks(found: Found) -> list[OpenGate]:
    return [OpenGate(f"check {name}", why, "sinfonia advance --run-checks") for name, why in found.checks]


def _approvals(step: StepDefinition, found: Found) -> list[OpenGate]:
    gates = []
    who = found.role or "a reviewer"
    if found.disputes:
        names = ", ".join(found.disputes)
        gates.append(OpenGate("rejection", f"{names} rejected it", "sinfonia return, or sinfonia revoke", names))
    missing = found.needed - len(found.approved_by)
    if missing > 0:
        have = f"{len(found.approved_by)} of {found.needed} approvals"
        command = f"sinfonia approve {step.name} -m NOTE"
        gates.append(OpenGate("approval", f"step `{step.name}` has {have}", command, who))
    return gates
