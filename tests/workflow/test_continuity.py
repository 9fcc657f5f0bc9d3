"""The continuity block: short, whole, and readable again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from indexes import indexes, plain

from sinfonia.errors import SinfoniaError
from sinfonia.model.workflow import ArtifactRow, DecisionRow, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow.continuity import END, TITLE, WORDS, disagreements, of, parse, written

TIME = "2026-11-21T09:12:00.000Z"
ROWS = plain().steps
BEGUN = plain(
    status=WorkflowStatus.IN_PROGRESS,
    current_step="implement",
    current_step_index=2,
    steps=(replace(ROWS[0], status=StepStatus.COMPLETED), replace(ROWS[1], status=StepStatus.IN_PROGRESS), ROWS[2]),
    decisions=(DecisionRow(TIME, "s-20261121-091200-002", "reject", "ben@example.com", "one case\nis missing"),),
    artifacts=(ArtifactRow("003-maestro-to-coda.md", "dispatch", "pending", TIME),),
)


def test_it_holds_what_must_not_be_forgotten_one_fact_a_line():
    assert written(BEGUN, "sinfonia return").split("\n") == [
        TITLE,
        "session: s-20261121-091200",
        "workflow: dev-story",
        "status: in-progress",
        "step: 2 of 3, implement (in-progress)",
        "goal: A login form",
        "remaining: implement, approval",
        "decisions:",
        "- reject by ben@example.com: one case is missing",
        "artifacts:",
        "- 003-maestro-to-coda.md (pending)",
        "next: sinfonia return",
        END,
        "",
    ]


def test_it_is_read_back():
    assert parse("Summary of the work:\n\n" + written(BEGUN) + "\nand so on\n") == of(BEGUN)
    assert disagreements(written(BEGUN), BEGUN) == ()


def test_the_last_of_several_blocks_counts():
    assert parse(written(plain()) + written(BEGUN)).step == "implement"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"session_id": "s-20260101-000000"}, "`session` is"),
        ({"workflow_id": "code-review"}, "`workflow` is"),
        ({"status": WorkflowStatus.BLOCKED}, "`status` is `in-progress` in the text and `blocked` in workflow.md"),
        ({"current_step": "approval", "current_step_index": 3}, "`step` is `2 of 3, implement`"),
        ({"steps": (*BEGUN.steps[:2], replace(ROWS[2], status=StepStatus.COMPLETED))}, "the remaining steps"),
    ],
)
def test_what_differs_from_the_file_is_told(changes, said):
    assert any(said in line for line in disagreements(written(BEGUN), replace(BEGUN, **changes)))


@pytest.mark.parametrize(
    "text",
    ["", "no block", written(BEGUN).replace(TITLE, "[session]"), written(BEGUN).replace("step: 2 of 3", "step: two")],
)
def test_a_text_without_a_block_is_refused(text):
    with pytest.raises(SinfoniaError):
        parse(text)


@settings(max_examples=60, deadline=None)
@given(indexes())
def test_no_index_makes_it_longer_than_200_words(index):
    text = written(index)
    assert len(text.split()) <= WORDS
    assert text.count(f"{TITLE}\n") == text.count(f"\n{END}\n") == 1


def test_much_of_everything_still_fits():
    rows = tuple(StepRow(f"workflow-{n}/step-{n}", "coda", StepStatus.PENDING) for n in range(400))
    many = tuple(DecisionRow(TIME, "", "approve", "ana@example.com", "word " * 100) for _ in range(50))
    text = written(plain(goal="word " * 1000, steps=rows, current_step="workflow-0/step-0", decisions=many))
    assert len(text.split()) <= WORDS
    assert parse(text).total == 400
    assert "and 380 more" in text
    assert len(written(plain(goal="x" * 100_000))) < 4000


def test_names_of_many_words_fit_too():
    rows = tuple(StepRow((f"{n} " + "very long name " * 10).strip(), "coda", StepStatus.PENDING) for n in range(30))
    index = plain(steps=rows, current_step=rows[0].step)
    text = written(index)
    assert len(text.split()) <= WORDS
    assert disagreements(text, index) == ()
    assert disagreements(text, replace(index, steps=rows[:-1])) != ()
