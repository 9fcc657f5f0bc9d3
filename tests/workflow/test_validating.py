"""WF-01 to WF-13: contradictions in a `workflow.md`, each beside its allowed twin; what `--fix` mends."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexes import indexes, plain

from sinfonia.model.workflow import ArtifactRow, DecisionRow, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow import document
from sinfonia.workflow.machine import move
from sinfonia.workflow.render import create
from sinfonia.workflow.validating.fix import fixed
from sinfonia.workflow.validating.index import Beside, problems
from sinfonia.workflow.validating.kinds import Kind, kind_of

SESSION = "s-20261121-091200"
TIME = "2026-11-21T09:12:00.000Z"
LATER = "2026-11-21T09:20:00.000Z"
BESIDE = Beside(
    SESSION,
    frozenset({"workflow.md", "001-maestro-to-coda.md"}),
    ("write-tests", "implement", "approval"),
    "",
    frozenset({"maestro", "coda"}),
)
PENDING, RUNNING, DONE, BLOCKED, FAILED = (
    StepStatus.PENDING,
    StepStatus.IN_PROGRESS,
    StepStatus.COMPLETED,
    StepStatus.BLOCKED,
    StepStatus.FAILED,
)


def rows(*statuses: StepStatus) -> tuple[StepRow, ...]:
    made = []
    for row, status in zip(plain().steps, statuses, strict=True):
        started = "" if status is PENDING else TIME
        made.append(replace(row, status=status, started_at=started, completed_at=LATER if status is DONE else ""))
    return tuple(made)


def at(number: int, status: WorkflowStatus, *statuses: StepStatus, **changes: object):
    index = plain(steps=rows(*statuses), status=status, current_step_index=number, **changes)
    return replace(index, current_step=index.steps[number - 1].step)


def judged(data: bytes, beside: Beside = BESIDE) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in problems(data, "workflow.md", beside)]


CREATED, GOING, COMPLETE, HALTED, LOST = (
    WorkflowStatus.CREATED,
    WorkflowStatus.IN_PROGRESS,
    WorkflowStatus.COMPLETE,
    WorkflowStatus.BLOCKED,
    WorkflowStatus.FAILED,
)

RIGHT = [
    at(1, CREATED, PENDING, PENDING, PENDING),
    at(1, GOING, RUNNING, PENDING, PENDING),
    at(2, GOING, DONE, PENDING, PENDING),
    at(2, HALTED, DONE, BLOCKED, PENDING),
    at(2, LOST, DONE, FAILED, PENDING),
    at(2, LOST, DONE, RUNNING, PENDING),
    at(2, LOST, DONE, BLOCKED, PENDING),
    at(3, COMPLETE, DONE, DONE, DONE),
]


@pytest.mark.parametrize("index", RIGHT)
def test_a_state_that_the_machine_can_reach_has_no_problem(index):
    assert judged(create(index)) == []


WRONG = [
    ("WF-02", at(3, COMPLETE, DONE, DONE, RUNNING)),
    ("WF-02", at(3, GOING, DONE, DONE, DONE)),
    ("WF-02", at(1, CREATED, RUNNING, PENDING, PENDING)),
    ("WF-02", at(1, GOING, BLOCKED, PENDING, PENDING)),
    ("WF-02", at(1, HALTED, FAILED, PENDING, PENDING)),
    ("WF-03", replace(at(1, GOING, RUNNING, PENDING, PENDING), current_step="implement")),
    ("WF-04", at(2, GOING, RUNNING, PENDING, PENDING)),
    ("WF-04", at(1, GOING, RUNNING, DONE, PENDING)),
    ("WF-04", at(1, GOING, DONE, PENDING, PENDING)),
    ("WF-06", at(1, GOING, RUNNING, PENDING, PENDING,
                 decisions=(DecisionRow(TIME, f"{SESSION}-009", "approve", "ana"),))),
    ("WF-06", at(1, GOING, RUNNING, PENDING, PENDING,
                 decisions=(DecisionRow(TIME, "s-20200101-000000-001", "approve", "ana"),))),
    ("WF-07", at(1, GOING, RUNNING, PENDING, PENDING,
                 artifacts=(ArtifactRow("002-coda-to-maestro.md", "return", "completed", TIME),))),
    ("WF-09", plain(created_at="yesterday")),
    ("WF-09", plain(steps=(replace(rows(DONE, PENDING, PENDING)[0], completed_at="2020-01-01T00:00:00Z"),
                           *plain().steps[1:]), status=GOING, current_step="implement", current_step_index=2)),
    ("WF-09", plain(steps=(replace(plain().steps[0], completed_at=TIME), *plain().steps[1:]))),
    ("WF-09", plain(steps=(replace(plain().steps[0], started_at="noon"), *plain().steps[1:]))),
    ("WF-10", plain(steps=plain().steps[:2])),
    ("WF-10", plain(steps=(plain().steps[0], replace(plain().steps[1], step="build"), plain().steps[2]))),
    ("WF-11", plain(session_id="s-20261121-091201")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "index"), WRONG)
def test_a_contradiction_is_an_error(code, index):
    assert (code, "error") in judged(create(index))


def test_what_is_cited_and_there_is_no_problem():
    index = at(
        1, GOING, RUNNING, PENDING, PENDING,
        decisions=(DecisionRow(TIME, f"{SESSION}-001", "approve", "ana"), DecisionRow(TIME, "", "block", "ana")),
        artifacts=(ArtifactRow("001-maestro-to-coda.md", "dispatch", "pending", TIME),),
    )  # fmt: skip
    assert judged(create(index)) == []


def test_a_wrong_total_is_an_error_that_can_be_mended():
    data = create(plain()).replace(b"total_steps: 3", b"total_steps: 5")
    (found,) = problems(data, "workflow.md", BESIDE)
    assert (found.code, found.line, found.fix) == ("WF-05", 6, "sinfonia validate --fix")
    assert fixed(Kind.INDEX, data, "workflow.md") == create(plain())


@pytest.mark.parametrize(
    "names",
    [
        ("003-coda-to-maestro.md", "003-rondo-to-maestro.md"),
        ("return-05-coda.md", "return-05-rondo.md"),
        ("dispatch-9-coda.md", "dispatch-09-rondo.md"),
    ],
)
def test_two_handoffs_of_one_number_are_an_error(names):
    beside = replace(BESIDE, files=frozenset({"workflow.md", *names}))
    assert judged(create(plain()), beside) == [("WF-08", "error")]


@pytest.mark.parametrize(
    "names",
    [
        ("003-coda-to-maestro.md", "004-rondo-to-maestro.md"),
        ("dispatch-05-coda.md", "return-05-coda.md"),
        ("notes-1.md", "3-ideas.md", "003-ideas.md", "003-coda-to-maestro.md"),
    ],
)
def test_numbers_that_differ_in_kind_are_none(names):
    beside = replace(BESIDE, files=frozenset({"workflow.md", *names}))
    assert judged(create(plain()), beside) == []


def test_a_definition_that_cannot_be_read_is_told():
    assert judged(create(plain()), replace(BESIDE, rows=None, why="there is no workflow `dev-stroy`")) == [
        ("WF-10", "error")
    ]


def test_what_is_not_known_is_not_told():
    assert judged(create(WRONG[5][1]), Beside()) == [("WF-03", "error")]
    assert judged(create(plain(session_id="x")), Beside()) == []


def test_a_missing_section_and_an_unknown_persona_are_warnings():
    data = re.sub(rb"## Context\n*$", b"", create(plain()))
    assert judged(data) == [("WF-12", "warning")]
    assert judged(create(plain()), replace(BESIDE, personas=frozenset())) == [("WF-13", "warning")] * 2


def test_a_date_that_does_not_exist_is_refused():
    index = plain(session_id="s-20261332-091200")
    assert judged(create(index), replace(BESIDE, folder=None)) == [("WF-11", "error")]


@pytest.mark.parametrize("data", [b"", b"# Workflow\n", b"---\nworkflow_id: a\n---\n", b"\xff", b"---\n\0\n---\n"])
def test_what_cannot_be_read_says_where_and_why(data):
    (found,) = problems(data, "workflow.md", BESIDE)
    assert (found.code, found.severity) == ("WF-01", "error")
    assert found.message
    assert not found.message.startswith("workflow.md")


FOREIGN = """\
---
workflow_status: complete
---

# Some pipeline

- Overall Status: {status}

| Stage | Status |
| --- | --- |
| Build | {cell} |

See {file}.
"""


@pytest.mark.parametrize(
    ("status", "cell", "file", "codes"),
    [
        ("in-progress", "✅ Complete", "dispatch-01-coda.md", ["WF-01", "WF-02"]),
        ("closed", "⏳ Pending", "dispatch-01-coda.md", ["WF-01", "WF-02"]),
        ("closed", "Complete", "return-07-coda.md", ["WF-01", "WF-06"]),
        ("closed", "✅ Complete", "dispatch-01-coda.md", ["WF-01"]),
        ("complete", "approved", "`dispatch-01-coda`", ["WF-01"]),
    ],
)
def test_contradictions_of_a_file_of_another_form_are_told(status, cell, file, codes):
    beside = replace(BESIDE, files=frozenset({"dispatch-01-coda.md"}))
    data = FOREIGN.format(status=status, cell=cell, file=file).encode()
    assert sorted(code for code, _ in judged(data, beside)) == codes


@given(indexes())
def test_any_index_is_judged_with_a_place_for_each_problem(index):
    data = create(index)
    count = data.count(b"\n") + 1
    assert all(1 <= problem.line <= count and problem.message for problem in problems(data, "w.md", BESIDE))


@given(indexes())
def test_a_mended_file_differs_in_one_number_only(index):
    data = create(index)
    wrong = re.sub(rb"(?m)^total_steps: \d+$", b"total_steps: 77", data, count=1)
    assert fixed(Kind.INDEX, wrong, "w.md") == data
    assert fixed(Kind.INDEX, data, "w.md") == data


@given(st.binary(max_size=200))
def test_what_cannot_be_read_is_never_mended(data):
    for kind in Kind:
        assert fixed(kind, data, "x.md") == data


def test_every_state_that_the_machine_makes_is_free_of_contradictions():
    from sinfonia.model.workflow import Gate, StepDefinition
    from sinfonia.workflow.requests import Advance, Block, Dispatch, Facts, Fail, Moved, Retry, Skip, Unblock

    row = ArtifactRow("001-maestro-to-coda.md", "dispatch", "pending", TIME)
    asked = (
        Dispatch(row),
        Advance(),
        Block("a", "r"),
        Unblock("a"),
        Fail("a", "r"),
        Retry("a", "r", row),
        Skip("a", "r"),
    )
    seen, todo = set(), [plain()]
    while todo:
        index = todo.pop()
        key = (index.status, index.current_step_index, tuple(step.status for step in index.steps))
        if key in seen:
            continue
        seen.add(key)
        assert judged(create(index)) == [], key
        step = index.current
        gate = Gate.APPROVAL if step.is_approval else Gate.RETURN
        facts = Facts(TIME, StepDefinition(step.step, "", step.persona, gate))
        todo += [answer.index for request in asked if isinstance(answer := move(index, request, facts), Moved)]
    assert len(seen) > 15


KINDS = [
    (".sinfonia/agents/coda.md", b"x", Kind.PERSONA),
    (".claude/agents/coda.md", b"", Kind.PERSONA),
    (".opencode/agent/coda.md", b"", Kind.PERSONA),
    (".sinfonia/handoffs/s/001-a-to-b.md", b"", Kind.ENVELOPE),
    ("x/return-01-coda.md", b"", Kind.ENVELOPE),
    (".sinfonia/handoffs/s/workflow.md", b"", Kind.INDEX),
    (".sinfonia/workflows/a/workflow.md", b"", Kind.DEFINITION),
    (".sinfonia/workflows/a/steps/step-01-b.md", b"", Kind.DEFINITION),
    (".sinfonia/handoffs/s/prd.md", b"", Kind.DOCUMENT),
    (".sinfonia/config.yaml", b"", Kind.CONFIGURATION),
    ("pyproject.toml", b"", Kind.CONFIGURATION),
    ("notes.md", b"---\npersona_id: a\n---\n", Kind.PERSONA),
    ("notes.md", b"\xef\xbb\xbf---\r\nname: a\r\n---\r\n", Kind.PERSONA),
    ("notes.md", b"---\nhandoff_id: a\n---\n", Kind.ENVELOPE),
    ("notes.md", b"---\nworkflow_status: a\n---\n", Kind.INDEX),
    ("notes.md", b"# Notes\n", Kind.OTHER),
    ("README.rst", b"", Kind.OTHER),
]


@pytest.mark.parametrize(("path", "data", "kind"), KINDS)
def test_a_file_is_known_by_its_place_or_its_keys(path, data, kind):
    assert kind_of(path, data) is kind


def test_a_right_index_is_one_that_the_reader_takes():
    assert document.read(create(RIGHT[0]), "w").index == RIGHT[0]


@given(indexes())
def test_what_a_commit_is_refused_for_is_an_error_here(index):
    from sinfonia.workflow.integrity import contradictions

    data = create(index)
    refused = list(contradictions(document.read(data, "w.md"), SESSION))
    told = problems(data, "w.md", Beside(SESSION))
    assert not refused or any(problem.severity == "error" for problem in told)
