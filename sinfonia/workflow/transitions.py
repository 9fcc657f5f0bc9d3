"""The transition tables of the seeds ("State and Transitions"), made exact.

What is not in a table does not happen: the machine never makes such a move, and ENF-009 refuses a file that did.
"""

from __future__ import annotations

from sinfonia.model.workflow import StepStatus, WorkflowStatus

WORKFLOW_MOVES: dict[WorkflowStatus, frozenset[WorkflowStatus]] = {
    WorkflowStatus.CREATED: frozenset({WorkflowStatus.IN_PROGRESS, WorkflowStatus.BLOCKED, WorkflowStatus.FAILED}),
    WorkflowStatus.IN_PROGRESS: frozenset({WorkflowStatus.COMPLETE, WorkflowStatus.BLOCKED, WorkflowStatus.FAILED}),
    WorkflowStatus.COMPLETE: frozenset(),
    WorkflowStatus.BLOCKED: frozenset({WorkflowStatus.IN_PROGRESS, WorkflowStatus.FAILED}),
    WorkflowStatus.FAILED: frozenset({WorkflowStatus.IN_PROGRESS}),
}
"""From a workflow's status to those that may follow it."""

STEP_MOVES: dict[StepStatus, frozenset[StepStatus]] = {
    StepStatus.PENDING: frozenset(
        {StepStatus.IN_PROGRESS, StepStatus.COMPLETED}
    ),  # completed: by a waive, or gate none
    StepStatus.IN_PROGRESS: frozenset({StepStatus.COMPLETED, StepStatus.BLOCKED, StepStatus.FAILED}),
    StepStatus.COMPLETED: frozenset(),
    StepStatus.BLOCKED: frozenset({StepStatus.IN_PROGRESS}),
    StepStatus.FAILED: frozenset({StepStatus.IN_PROGRESS}),
}
"""From a step's status to those that may follow it."""
