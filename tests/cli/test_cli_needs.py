"""`needs` of a definition: another workflow that must be complete first, by the commands and by `verify`."""

import json

import pytest
from ship import BODY, FILES, answers, refuses

PLAN = {
    ".sinfonia/workflows/plan/workflow.md": "---\nname: plan\npersona: coda\n---\n# Plan it\n",
    ".sinfonia/workflows/plan/steps/step-01-think.md": "---\ngate: none\n---\n# Think\n",
}
TOP = ".sinfonia/workflows/ship/workflow.md"
NEEDY = FILES[TOP].replace("persona: coda\n", "persona: coda\nneeds: [plan]\n")


@pytest.fixture
def needy(repo, cli):
    """A project whose `ship` needs `plan`, on a branch of its own."""
    repo.commit({**FILES, **PLAN, TOP: NEEDY}, "Begin")
    repo.git("checkout", "-q", "-b", "work")
    answers(cli, "start", "ship", "--goal", "A cart", "--session", "cart")
    answers(cli, "advance")
    return repo


def plan(cli):
    """Bring a session of `plan` to its end."""
    answers(cli, "start", "plan", "--goal", "Think", "--session", "before")
    answers(cli, "advance", "--session", "before")


def findings(cli, *args):
    """Verify against main; gives codes that are no notes, and all findings."""
    document = json.loads(cli("verify", "--base", "main", "--session", "cart", *args, "--format", "json").out)
    found = [one for one in document["findings"] if one["weight"] != "note"]
    return [one["code"] for one in found], found


def build(repo, cli):
    """Bring `cart` past its second step."""
    answers(cli, "dispatch", "--task", "Build", "--context", "All", "--session", "cart")
    repo.commit({"out/a.txt": "built\n"}, "Build")
    answers(cli, "return", *BODY, "--artifact", "out/a.txt", "--session", "cart")
    answers(cli, "advance", "--session", "cart")


def test_nobody_is_dispatched_before_the_other_workflow_is_complete(needy, cli):
    wrong, hint = refuses(cli, "dispatch", "--task", "Build", "--context", "All", "--session", "cart", code=1)
    assert "workflow `plan` is not complete in any session" in wrong + hint
    plan(cli)
    answers(cli, "dispatch", "--task", "Build", "--context", "All", "--session", "cart")


def test_a_step_that_was_closed_without_it_is_found(needy, cli):
    plan(cli)
    build(needy, cli)
    assert findings(cli)[0] == []
    needy.git("rm", "-q", "-r", ".sinfonia/handoffs/before")
    needy.git("commit", "-q", "-m", "Put it away")
    codes, found = findings(cli)
    assert codes == ["unmet-needs"]
    assert found[0]["message"] == "workflow `ship` needs `plan`, which is complete in no session"
    assert (found[0]["command"], found[0]["step"]) == ("sinfonia start plan", "build")


def test_a_step_that_was_skipped_needs_nothing(needy, cli):
    answers(cli, "skip", "-m", "It was thought of", "--session", "cart", "-y")
    assert findings(cli)[0] == []


def test_an_earlier_workflow_of_the_same_chain_counts(repo, cli):
    repo.commit({**FILES, **PLAN, TOP: NEEDY}, "Begin")
    repo.git("checkout", "-q", "-b", "work")
    answers(cli, "start", "plan", "ship", "--goal", "A cart", "--session", "cart")
    answers(cli, "advance")
    answers(cli, "advance")
    answers(cli, "dispatch", "--task", "Build", "--context", "All")
    repo.commit({"out/a.txt": "built\n"}, "Build")
    answers(cli, "return", *BODY, "--artifact", "out/a.txt")
    assert findings(cli)[0] == []
