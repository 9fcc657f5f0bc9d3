"""Random sequences of operations: the machine agrees with a model that was written from the design's tables."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from model import STEPS, TABLE, WORKFLOW, Row, State, after, legal
from world import FULL, told

from sinfonia.model.handoff import HandoffStatus
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import (
    ArtifactRow,
    Gate,
    Index,
    SessionRow,
    StepDefinition,
    StepRow,
    StepStatus,
    WorkflowStatus,
)
from sinfonia.workflow import requests
from sinfonia.workflow.document import read
from sinfonia.workflow.integrity import contradictions, moves
from sinfonia.workflow.machine import move
from sinfonia.workflow.render import create, render
from sinfonia.workflow.requests import Facts, Moved, OpenGate
from sinfonia.workflow.transitions import STEP_MOVES, WORKFLOW_MOVES

SEQUENCES = 10_000 if FULL else 150
NOW = "2026-01-02T03:04:05.006Z"
SESSION = "s-20260102-030405"
REVISION = f"{SESSION}-003"
PAPER = ArtifactRow("001-a-to-b.md", "dispatch", "pending", NOW)
GATE = (OpenGate("return", "nothing was returned", "sinfonia return"),)
REQUESTS = {
    "dispatch": requests.Dispatch(PAPER),
    "return": requests.Return(PAPER),
    "return blocked": requests.Return(PAPER, HandoffStatus.BLOCKED),
    "answer": requests.Return(PAPER, HandoffStatus.COMPLETED, REVISION),
    "answer blocked": requests.Return(PAPER, HandoffStatus.BLOCKED, REVISION),
    **{str(word): requests.Decide(word, "", "ana@example.com", "a | note", "", PAPER) for word in DecisionWord},
    "advance": requests.Advance(),
    "skip": requests.Skip("ana@example.com", "no need"),
    "block": requests.Block("ana@example.com", "waits"),
    "unblock": requests.Unblock("ana@example.com"),
    "fail": requests.Fail("ana@example.com", "broke"),
    "retry": requests.Retry("ana@example.com", "again", PAPER),
    "abort": requests.Abort("ana@example.com", "over"),
}
KINDS = {
    "work": Row(work=True, approval=False, gate="return"),
    "judged work": Row(work=True, approval=False, gate="approval"),
    "checked": Row(work=True, approval=False, gate="none"),
    "nobody's": Row(work=False, approval=False, gate="none"),
    "approval": Row(work=False, approval=True, gate="approval"),
}


def test_the_model_knows_every_request():
    assert REQUESTS.keys() == TABLE.keys()


def test_the_tables_of_moves_are_those_of_the_design():
    for kind, table, wanted in ((WorkflowStatus, WORKFLOW_MOVES, WORKFLOW), (StepStatus, STEP_MOVES, STEPS)):
        assert set(table) == set(kind)
        assert {(str(old), str(new)) for old, new in itertools.product(kind, kind) if new in table[old]} == wanted


def test_every_state_and_request_is_answered_as_the_model_answers():
    """All statuses of workflow and row, all kinds of rows, first and last place, gates open or not: exhaustively."""
    seen = 0
    for kind, status, row, last in itertools.product(KINDS, WorkflowStatus, StepStatus, (False, True)):
        if row is StepStatus.COMPLETED and status is not WorkflowStatus.COMPLETE:
            continue  # the pointer does not stay on such a row
        done = Row(work=True, approval=False, gate="return", status="completed")
        here = Row(KINDS[kind].work, KINDS[kind].approval, KINDS[kind].gate, str(row))
        for following in ([] if last else list(KINDS.values())) or [None]:
            rows = (done, here, following) if following else (done, here)
            for asked, verb, gates, needs in itertools.product((False, True), REQUESTS, (False, True), (False, True)):
                _agree(State(str(status), rows, 1, asked), _index(State(str(status), rows, 1)), verb, gates, needs)
                seen += 1
    told(f"{seen} pairs of state and request, each answered as the model does")


class Sequences(RuleBasedStateMachine):
    """One session from its start, whatever is asked of it."""

    @initialize(kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4))
    def begin(self, kinds):
        """Start a workflow of some rows."""
        self.model = State("created", tuple(KINDS[kind] for kind in kinds))
        self.document = read(create(_index(self.model)), "workflow.md")

    @rule(verb=st.sampled_from(sorted(REQUESTS)), gates=st.booleans(), needs=st.booleans())
    def ask(self, verb, gates, needs):
        """Ask both for the same."""
        self._ask(verb, gates, needs)

    @rule()
    def go_on(self):
        """Take the way that work takes, so that sequences come to an end as well."""
        row = self.model.rows[self.model.at]
        verb = {"pending": "dispatch", "in-progress": "advance", "blocked": "unblock", "failed": "retry"}.get(
            row.status
        )
        if row.gate == "none" and row.status == "pending":
            verb = "advance"
        self._ask(verb or "advance", gates=False, needs=False)

    def _ask(self, verb, gates, needs):
        before = self.document
        moved = _agree(self.model, before.index, verb, gates, needs)
        if moved is None:
            return
        self.model = after(self.model, verb, gates=gates, dependencies=needs)
        self.document = read(render(before, moved.index), "workflow.md")
        assert self.document.index == moved.index
        assert moved.index.revision == before.index.revision + 1
        assert list(moves(before, self.document)) == []

    @invariant()
    def holds(self):
        """ENF-009 has nothing to say of the file."""
        assert list(contradictions(self.document, SESSION)) == []


def test_random_sequences_agree_with_the_model():
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=SEQUENCES, stateful_step_count=25, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    told(f"{SEQUENCES} random sequences of up to 25 operations agree with the model, and ENF-009 accepts each")


def _agree(model: State, index: Index, verb: str, gates: bool, needs: bool) -> Moved | None:  # noqa: FBT001
    row = model.rows[model.at]
    step = StepDefinition(index.current.step, "A step", index.current.persona, Gate(row.gate))
    facts = Facts(NOW, step, GATE if gates else (), GATE if needs else (), REVISION if model.asked else "")
    answer = move(index, REQUESTS[verb], facts)
    wanted = after(model, verb, gates=gates, dependencies=needs)
    context = (model, verb, gates, needs, answer)
    if wanted is None:
        assert not isinstance(answer, Moved), context
        assert answer.reason, context
        return None
    assert isinstance(answer, Moved), context
    new = answer.index
    assert str(new.status) == wanted.status, context
    assert tuple(str(one.status) for one in new.steps) == tuple(one.status for one in wanted.rows), context
    assert new.current_step_index == wanted.at + 1, context
    assert new.current_step == new.steps[wanted.at].step, context
    assert legal(WORKFLOW, model.status, wanted.status), context
    assert all(legal(STEPS, a.status, b.status) for a, b in zip(model.rows, wanted.rows, strict=True)), context
    return answer


def _index(model: State) -> Index:
    rows = tuple(
        StepRow(
            f"part-{n}/approval" if row.approval else f"part-{n}/work",
            "coda" if row.work else "",
            StepStatus(row.status),
        )
        for n, row in enumerate(model.rows)
    )
    return Index(
        workflow_id="mini", status=WorkflowStatus(model.status), current_step=rows[model.at].step,
        current_step_index=model.at + 1, session_id=SESSION, created_at=NOW, updated_at=NOW, revision=1, goal="A form",
        steps=rows, sessions=(SessionRow(SESSION, NOW, NOW, model.status),),
    )  # fmt: skip
