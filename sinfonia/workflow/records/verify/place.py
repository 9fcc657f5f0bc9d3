"""One row with all that decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import APPROVAL
from sinfonia.workflow.situation import previous_gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.model.workflow import Definition, StepDefinition
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.trust.policy import Needed


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a session.

    `judged` are the steps whose work it judges, `records` the decisions about it that nobody took back.
    """

    number: int
    step: StepDefinition
    definition: Definition
    judged: tuple[StepDefinition, ...]
    needed: Needed
    records: tuple[Decided, ...]
    closed: bool


def judged_by(steps: Sequence[StepDefinition], at: int) -> tuple[StepDefinition, ...]:
    """Give the steps that a row judges: itself, or for an approval step all since the one before."""
    if steps[at].name.rpartition("/")[2] != APPROVAL:
        return (steps[at],)
    return tuple(steps[previous_gate(steps, at) + 1 : at]) or (steps[at],)


def where(decided: Decided) -> dict[str, str]:
    """Say of which record a finding is."""
    record = decided.entry.record
    return {"session": record.session, "step": record.step, "record": decided.entry.oid}
