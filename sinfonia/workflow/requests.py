"""What the machine may be asked, what it must be told, and how it answers."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.handoff import HandoffStatus

if TYPE_CHECKING:
    from sinfonia.model.record import DecisionWord
    from sinfonia.model.workflow import ArtifactRow, Index, StepDefinition


@dataclass(frozen=True, slots=True)
class OpenGate:
    """One thing that keeps a step open: its name, why, what to type, and who can close it."""

    name: str
    why: str
    command: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true now, gathered by the caller.

    `now` is ISO 8601 UTC with milliseconds. `step` defines the current row. `gates` are the open gates of the current
    row, counted as if the request had been written. `dependencies` are the open ones that keep its dispatch closed.
    `revision` is the handoff id of a revision that nobody has answered, or empty. `attempt` is the current row's.
    """

    now: str
    step: StepDefinition
    gates: tuple[OpenGate, ...] = ()
    dependencies: tuple[OpenGate, ...] = ()
    revision: str = ""
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Hand the current step to its persona."""

    artifact: ArtifactRow


@dataclass(frozen=True, slots=True)
class Return:
    """Hand the work back; `reply_to` is the handoff that it answers, `reason` what blocks it."""

    artifact: ArtifactRow
    status: HandoffStatus = HandoffStatus.COMPLETED
    reply_to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """Record a decision: `approve`, `reject`, `revoke` or `waive` (of `gate`); `handoff_id` is what it judges."""

    word: DecisionWord
    handoff_id: str
    reviewer: str
    note: str = ""
    gate: str = ""
    revision: ArtifactRow | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """Close the current step if nothing keeps it open."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Waive the whole step."""

    reviewer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """Pause."""

    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unblock:
    """Go on after a pause."""

    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fail:
    """Give the current step up."""

    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after a failure; `artifact` is the new dispatch, where the step has a persona."""

    who: str
    reason: str = ""
    artifact: ArtifactRow | None = None


@dataclass(frozen=True, slots=True)
class Abort:
    """Give the whole session up."""

    who: str
    reason: str


Request = Dispatch | Return | Decide | Advance | Skip | Block | Unblock | Fail | Retry | Abort


@dataclass(frozen=True, slots=True)
class Moved:
    """The machine agreed: the new index, and the gates of the current step that stay open."""

    index: Index
    gates: tuple[OpenGate, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The machine did not: why, in a sentence that names both states, what to type, and every open gate."""

    reason: str
    hint: str = ""
    gates: tuple[OpenGate, ...] = field(default=())
