"""The nouns of a session: the workflow index with its rows, and what its definition asks for.

The ledger's side only: nothing here is imported when a commit without a session is judged.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from sinfonia.model.dataclass import dataclass

APPROVAL = "approval"  # a step of this name has no persona and no return of its own


class WorkflowStatus(StrEnum):
    """Where a workflow stands."""

    CREATED = "created"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"
    BLOCKED = "blocked"
    FAILED = "failed"


class StepStatus(StrEnum):
    """Where a step stands."""

    PENDING = "pending"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BLOCKED = "blocked"
    FAILED = "failed"


class Gate(StrEnum):
    """What closes a step."""

    NONE = "none"
    RETURN = "return"
    APPROVAL = "approval"


ACTIVE = frozenset({WorkflowStatus.CREATED, WorkflowStatus.IN_PROGRESS, WorkflowStatus.BLOCKED})
"""Statuses of a session that still asks for work."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of Steps; times are ISO 8601 UTC with milliseconds and `Z`, or empty."""

    step: str
    persona: str
    status: StepStatus
    started_at: str = ""
    completed_at: str = ""
    notes: str = ""

    @property
    def slug(self) -> str:
        """Give the step's own name: what follows the workflow's in a chain."""
        return self.step.rpartition("/")[2]

    @property
    def is_approval(self) -> bool:
        """Tell whether this row only judges the work of the rows before it."""
        return self.slug == APPROVAL


@dataclass(frozen=True, slots=True)
class ArtifactRow:
    """One row of Artifacts."""

    name: str
    type: str
    status: str
    updated_at: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One row of Decisions."""

    timestamp: str
    handoff_id: str
    decision: str
    reviewer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One row of Sessions."""

    session_id: str
    started_at: str
    last_active_at: str
    status: str


@dataclass(frozen=True, slots=True)
class Index:
    """What a `workflow.md` says; `current_step_index` is 1-based, `revision` grows by one per write.

    `workflow_id` names the definitions, joined with `+` in a chain. `extra` holds the frontmatter keys that
    this version does not know, in order.
    """

    workflow_id: str
    status: WorkflowStatus
    current_step: str
    current_step_index: int
    session_id: str
    created_at: str
    updated_at: str
    revision: int
    goal: str
    steps: tuple[StepRow, ...]
    branch: str = ""
    base_commit: str = ""
    artifacts: tuple[ArtifactRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    context: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def total_steps(self) -> int:
        """Count the rows."""
        return len(self.steps)

    @property
    def current(self) -> StepRow:
        """Give the row at the pointer."""
        return self.steps[self.current_step_index - 1]

    @property
    def workflow(self) -> str:
        """Give the name of the definition that the row at the pointer belongs to."""
        return self.current.step.rpartition("/")[0] or self.workflow_id

    @property
    def workflows(self) -> tuple[str, ...]:
        """Give the names of the definitions, in the order of their rows."""
        return tuple(self.workflow_id.split("+"))


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """What a step's file asks for: who does it, what it produces, and what closes it.

    `name` is the row's name (`<workflow>/<slug>` in a chain), `path` the file, from the repository's root (or
    `built-in:` and a name), `blob` the bytes that were read. `produces` and `scope` are paths or globs from the root,
    `checks` names of the configuration's `checks`. `approvals` says how many persons of `role` it takes, `completion`
    which rules the first file of `produces` must meet ("" for none).
    """

    name: str
    title: str
    persona: str
    gate: Gate
    produces: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    approvals: int = 1
    role: str = ""
    path: str = ""
    body: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A workflow's definition: its steps in order.

    `needs` names workflows that must be complete first; `revise` the persona to whom a rejection goes ("" for the one
    who wrote the return). `digest` is the SHA-256 over its files, hexadecimal.
    """

    name: str
    description: str
    persona: str
    steps: tuple[StepDefinition, ...]
    needs: tuple[str, ...] = ()
    revise: str = ""
    digest: str = ""
    source: str = ""
