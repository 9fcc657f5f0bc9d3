"""ENF-004, 007, 009, 012 and 013: what each says of the facts that it is given."""

from __future__ import annotations

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.model.change import change_in_memory
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.model.workflow_facts import CurrentStep, SessionState, WorkflowFacts, Wrong
from sinfonia.rules import (
    enf_004_open_steps,
    enf_007_incomplete_session,
    enf_009_workflow_integrity,
    enf_012_unapproved_change,
    enf_013_step_scope,
)
from sinfonia.rules.enf_009_workflow_integrity import concerns

PATH = ".sinfonia/handoffs/s-1/workflow.md"
ASKED = (enf_009_workflow_integrity, enf_012_unapproved_change)
LEFT = (enf_004_open_steps, enf_007_incomplete_session)
EVERY = (*ASKED, *LEFT, enf_013_step_scope)


def step(**more):
    return CurrentStep("s-1", "write-tests", 2, 5, path=PATH, **more)


def state(**more):
    given = {"status": "in-progress", "workflow_status": "in-progress", "next_command": "sinfonia return"}
    return SessionState(step(), **{**given, "remaining": ("write-tests", "approval"), **more})


def found(rule, moment="commit", changes=(), *, revert=False, **facts):
    event = Event(moment, tuple(changes), revert=revert, workflow=WorkflowFacts(**facts) if facts else None)
    return list(rule.judge(event, Policy({})))


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.CODE)
def test_without_facts_nothing_is_said(rule):
    assert found(rule, changes=[change_in_memory("src/a.py", b"a", b"b")]) == []
    assert found(rule, changes=[change_in_memory("src/a.py", b"a", b"b")], step=lambda: None) == []


@pytest.mark.parametrize(
    ("rule", "key"), [(enf_009_workflow_integrity, "edits"), (enf_012_unapproved_change, "unapproved")]
)
def test_each_wrong_is_a_finding_at_its_place(rule, key):
    wrongs = (Wrong(PATH, "the row moved", line=7, help="put it back"), Wrong("a", "it is gone", help="look"))
    one, other = found(rule, **{key: lambda: wrongs})
    assert (one.code, one.message, one.help) == (rule.CODE, "the row moved", "put it back")
    assert (one.location.path, one.location.line, one.severity, one.intent) == (PATH, 7, "error", "ask-human")
    assert (other.location.path, other.location.line) == ("a", None)
    assert len(found(rule, **{key: lambda: wrongs * 100})) == rule.MOST
    assert found(rule, **{key: tuple}) == []


@pytest.mark.parametrize("rule", LEFT, ids=lambda rule: rule.CODE)
def test_what_is_left_is_told_with_the_next_command(rule):
    (one,) = found(rule, "stop", state=lambda: state(line=9))
    assert (one.help, one.severity, one.location.line) == ("sinfonia return", "warning", 9)
    assert found(rule, "stop", state=lambda: state(remaining=())) == []
    assert found(rule, "stop", state=lambda: None) == []


def test_open_steps_say_what_keeps_the_step_open():
    (one,) = found(enf_004_open_steps, "stop", state=lambda: state(gates=("it has no return envelope", "and more")))
    assert one.message == (
        "session `s-1` stands at step 2 of 5, `write-tests` (`in-progress`): it has no return envelope"
    )


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, "2 of 5 steps open"),
        ({"failed": ("write-tests",)}, "2 of 5 steps open, 1 failed"),
        ({"undecided": ("s-1-002",)}, "2 of 5 steps open, 1 return without decision"),
        ({"undecided": ("s-1-002", "s-1-004")}, "2 of 5 steps open, 2 returns without decision"),
    ],
)
def test_an_incomplete_session_is_counted(more, counts):
    (one,) = found(enf_007_incomplete_session, "session-end", state=lambda: state(**more))
    assert one.message == f"session `s-1` ends with {counts}"


def scoped():
    return step(scope=("tests/**",), inside=lambda path: path.startswith("tests/"))


def test_paths_outside_of_the_scope_are_named():
    changes = [change_in_memory(path, b"a", b"b") for path in ("src/a.py", "tests/a.py", "b.md")]
    one, other = found(enf_013_step_scope, "message", changes, step=scoped)
    assert one.message == "`src/a.py` is outside of the scope of step `write-tests`"
    assert other.location.path == "b.md"
    assert "Sinfonia-Ignore: ENF-013 reason" in one.help
    assert "Sinfonia-Ignore" not in found(enf_013_step_scope, "tool", changes, step=scoped)[0].help


def test_a_revert_and_a_step_without_scope_may_touch_everything():
    changes = [change_in_memory("src/a.py", b"a", b"b")]
    assert found(enf_013_step_scope, "message", changes, revert=True, step=scoped) == []
    assert found(enf_013_step_scope, "message", changes, step=step) == []
    assert found(enf_013_step_scope, "message", step=scoped) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PATH, True),
        (".Sinfonia/handoffs/s-1/workflow.md", True),
        (".sinfonia/handoffs", True),
        (".sinfonia/handoffs-old/x", True),  # it is asked about, and nothing is wrong with it
        (".sinfonia/config.yaml", False),
        ("docs/.sinfonia/handoffs/s-1/workflow.md", False),
        ("README.md", False),
    ],
)
def test_a_commit_beside_the_sessions_is_passed_over(path, expected):
    assert concerns([change_in_memory("a", b"", b"b"), change_in_memory(path, b"a", b"b")]) is expected


def broken():
    raise SinfoniaError("`.sinfonia/workflows/mini/workflow.md` is missing", hint="write one")


@pytest.mark.parametrize(
    ("rule", "key"),
    [(enf_004_open_steps, "state"), (enf_007_incomplete_session, "state"), (enf_013_step_scope, "step")],
)
def test_a_session_that_cannot_be_read_is_a_warning(rule, key):
    (one,) = found(rule, changes=[change_in_memory("src/a.py", b"a", b"b")], **{key: broken})
    assert (one.code, one.severity, one.help) == (rule.CODE, "warning", "write one")
    assert "`.sinfonia/workflows/mini/workflow.md` is missing" in one.message
