"""What counts as a move of a session: whatever the machine does, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexes import plain

from sinfonia.model.handoff import HandoffStatus
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import ArtifactRow, Gate, StepDefinition, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow import document, render
from sinfonia.workflow.integrity import contradictions, moves, newly_completed
from sinfonia.workflow.machine import move
from sinfonia.workflow.requests import (
    Abort,
    Advance,
    Block,
    Decide,
    Dispatch,
    Facts,
    Fail,
    Moved,
    Retry,
    Return,
    Skip,
    Unblock,
)

SESSION = "s-20261121-091200"
ROW = ArtifactRow("001-maestro-to-coda.md", "dispatch", "pending", "2026-11-21T09:12:00.000Z")
REQUESTS = (
    Dispatch(ROW),
    Return(ROW),
    Return(ROW, HandoffStatus.BLOCKED),
    Decide(DecisionWord.APPROVE, "", "ana@example.com"),
    Decide(DecisionWord.REJECT, "", "ana@example.com", "not yet", "", ROW),
    Decide(DecisionWord.WAIVE, "", "ana@example.com", "no time", "return"),
    Advance(),
    Skip("ana@example.com", "not needed"),
    Block("ana@example.com", "waits"),
    Unblock("ana@example.com"),
    Fail("ana@example.com", "broken"),
    Retry("ana@example.com"),
    Abort("ana@example.com", "given up"),
)


def read(index):
    """Write an index and read it back."""
    return document.read(render.create(index), f".sinfonia/handoffs/{SESSION}/workflow.md")


def gate(index):
    """Give the definition of the current row."""
    kind = Gate.APPROVAL if index.current.is_approval else Gate.RETURN
    return StepDefinition(index.current.step, "", index.current.persona, kind)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(REQUESTS), max_size=25), st.integers(0, 24))
def test_whatever_the_machine_does_is_legal_in_one_step_and_in_many(requests, since):
    index = before = plain()
    for number, request in enumerate(requests):
        answer = move(index, request, Facts("2026-11-21T10:00:00.000Z", gate(index)))
        if isinstance(answer, Moved):
            after = read(answer.index)
            assert [wrong.message for wrong in contradictions(after, SESSION)] == []
            assert [wrong.message for wrong in moves(read(index), after)] == []
            index = answer.index
        if number == since:
            before = index
    if before.revision <= index.revision:
        assert [wrong.message for wrong in moves(read(before), read(index))] == []


@settings(max_examples=60, deadline=None)
@given(st.permutations(list(StepStatus)), st.sampled_from(list(WorkflowStatus)))
def test_back_is_legal_only_where_the_tables_lead_back(statuses, status):
    rows = tuple(StepRow(name, "coda", s) for name, s in zip(("a", "b", "c"), statuses, strict=False))
    old = plain(steps=rows, current_step="a", status=status)
    done = tuple(replace(row, status=StepStatus.COMPLETED) for row in rows)
    forward = plain(steps=done, current_step="a", status=status)
    assert not list(moves(read(old), read(forward)))
    back = [wrong.message for wrong in moves(read(forward), read(old))]
    assert len(back) == sum(row.status is not StepStatus.COMPLETED for row in rows)


STEPS = plain().steps
# title: the index, and the words of the only thing that is wrong with it
CONTRADICTIONS = {
    "another session": (plain(session_id="s-20260101-000000"), "in the folder of"),
    "a pointer past an open step": (
        plain(current_step="implement", current_step_index=2),
        "`current_step_index` is 2, and step 1 (`write-tests`) is `pending`",
    ),
    "a pointer behind a closed step": (
        plain(steps=(replace(STEPS[0], status=StepStatus.COMPLETED), *STEPS[1:]), status=WorkflowStatus.IN_PROGRESS),
        "and that step is `completed`",
    ),
    "a later step that began": (
        plain(steps=(*STEPS[:2], replace(STEPS[2], status=StepStatus.BLOCKED)), status=WorkflowStatus.BLOCKED),
        "step 3 (`approval`) is `blocked`, and the current step is 1",
    ),
    "complete over open steps": (plain(status=WorkflowStatus.COMPLETE), "the workflow is `complete`"),
    "created over a step that began": (
        plain(steps=(replace(STEPS[0], status=StepStatus.IN_PROGRESS), *STEPS[1:])),
        "the workflow is `created`, and step `write-tests` is `in-progress`",
    ),
}


@pytest.mark.parametrize("title", CONTRADICTIONS)
def test_it_contradicts_itself(title):
    index, said = CONTRADICTIONS[title]
    (wrong,) = contradictions(read(index), SESSION)
    assert said in wrong.message
    assert wrong.line


# title: what became of the plain index
IMPOSSIBLE = {
    "`workflow_id` was": {"workflow_id": "code-review"},
    "`base_commit` was": {"base_commit": "b" * 40},
    "`revision` fell from 3 to 2": {"revision": 2},
    "no command takes the workflow from `in-progress` to `created`": {"status": WorkflowStatus.CREATED},
    "step 3 was `approval` and is gone": {"steps": STEPS[:2]},
    "step 2 was `implement` and is `approval`": {"steps": (STEPS[0], STEPS[2], STEPS[1])},
    "step 4 (`more`) was not there before": {"steps": (*STEPS, StepRow("more", "", StepStatus.PENDING))},
}


@pytest.mark.parametrize("said", IMPOSSIBLE)
def test_it_cannot_have_become_so(said):
    old = plain(revision=3, status=WorkflowStatus.IN_PROGRESS, base_commit="a" * 40)
    found = [wrong.message for wrong in moves(read(old), read(replace(old, **IMPOSSIBLE[said])))]
    assert len(found) == 1
    assert said in found[0]


def test_a_first_base_commit_and_another_branch_are_no_moves():
    assert not list(moves(read(plain()), read(plain(base_commit="a" * 40, branch="other", goal="Told better"))))


def test_only_what_was_open_before_is_newly_completed():
    done = replace(STEPS[0], status=StepStatus.COMPLETED)
    after = read(plain(steps=(done, replace(STEPS[1], status=StepStatus.COMPLETED), STEPS[2])))
    assert newly_completed(None, after) == (1, 2)
    assert newly_completed(read(plain(steps=(done, *STEPS[1:]))), after) == (2,)
