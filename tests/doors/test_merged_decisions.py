"""One branch approves a return and another rejects it: the merge keeps both, blocks, and says what to type."""

from __future__ import annotations

import json
import re

import pytest
from planted import passed, refused
from session_world import DEFINITION, World

LOOK = {
    path.replace("/mini/", "/look/"): text.replace("mini", "look").replace('scope: ["docs/**", "!docs/old/**"]\n', "")
    for path, text in DEFINITION.items()
}
DRIVEN = {".gitattributes": ".sinfonia/handoffs/*/workflow.md merge=sinfonia\n"}


@pytest.fixture
def decided(hooked, monkeypatch, capfd):
    """A session of two workflows: branch `yes` approved the first, branch `no` rejected it."""
    monkeypatch.chdir(hooked.path)
    hooked.git("config", "merge.sinfonia.driver", "sinfonia-hook merge-workflow %O %A %B %P")
    config = {".sinfonia/config.yaml": 'version: "0.1"\nbase: main\n', "README.md": "# x\n"}
    hooked.commit({**config, **DEFINITION, **LOOK, **DRIVEN}, "Start")
    hooked.git("switch", "-qc", "yes")
    world = World(hooked, capfd)
    world.start("mini", "look")
    world.work()
    world.type("advance")
    hooked.git("switch", "-qc", "no")
    monkeypatch.setenv("SINFONIA_SESSION_ID", world.session)
    world.type("reject", "-m", "say more", "--yes")
    hooked.git("switch", "-q", "yes")
    world.type("approve", "-m", "good", "--yes")
    return world


def status(world) -> dict:
    return json.loads(world.type("status", world.session, "--format", "json"))


def statuses(world) -> list[str]:
    return [step["status"] for step in status(world)["steps"]]


def merge(world, into: str):
    world.repo.git("switch", "-q", into)
    return world.repo.try_git("merge", "--no-edit", "no" if into == "yes" else "yes")


def rejected_refs(world) -> list[str]:
    return world.repo.git("for-each-ref", "--format=%(refname)", "refs/tags/sinfonia/*/*/reject/*").split()


def rejection(world) -> str:
    (ref,) = rejected_refs(world)
    return ref.rpartition("-")[2]


def finish_first(world) -> None:
    """Close the rest of the session, from its second workflow on."""
    world.type("dispatch", "--task", "Look", "--context", "The page")
    world.type("return", "--summary", "Seen", "--assessment", "All of it")
    world.type("advance")
    world.type("approve", "-m", "good", "--yes")
    assert "\nmet: 1 session" in world.type("verify", "--complete", "--session", world.session)


@pytest.mark.parametrize("into", ["yes", "no"])
def test_the_rejection_blocks_and_neither_decision_is_lost(decided, into):
    passed(merge(decided, into))
    shown = json.loads(decided.type("show", "--session", decided.session, "--format", "json"))
    assert [row["decision"] for row in shown["decisions"]] == ["reject", "approve"]
    assert len(list((decided.repo.path / decided.folder / "approvals").iterdir())) == 2
    now = status(decided)
    assert (now["status"], now["current_step"]) == ("blocked", "mini/approval")
    assert statuses(decided) == ["completed", "blocked", "pending", "pending"]
    assert re.search(r"next: sinfonia return --reply-to \S+-003", decided.type("status", decided.session))
    assert "note[rejected]" in decided.type("verify", "--session", decided.session)
    assert "error[rejected]" in decided.type("verify", "--complete", "--session", decided.session, code=1)


@pytest.mark.parametrize("into", ["yes", "no"])
def test_an_answer_and_a_new_approval_go_on_from_there(decided, into):
    passed(merge(decided, into))
    decided.type("return", "--summary", "More", "--assessment", "All of it")
    decided.type("approve", "-m", "good now", "--yes")
    finish_first(decided)


@pytest.mark.parametrize("into", ["yes", "no"])
def test_a_rejection_that_its_reviewer_takes_back_lets_the_approval_count(decided, into):
    passed(merge(decided, into))
    decided.type("revoke", rejection(decided), "-m", "it does say that", "--yes")
    decided.type("unblock")
    assert "next: sinfonia advance" in decided.type("status", decided.session)
    decided.type("advance")
    finish_first(decided)


def test_what_was_done_after_a_step_that_another_rejected_is_done_again(decided):
    decided.type("dispatch", "--task", "Look", "--context", "The page")
    decided.type("return", "--summary", "Seen", "--assessment", "All of it")
    decided.type("advance")
    decided.type("approve", "-m", "good", "--yes")
    before = decided.repo.git("rev-parse", "HEAD").strip()
    passed(merge(decided, "yes"))
    assert statuses(decided) == ["completed", "blocked", "pending", "pending"]
    assert "to be done again: an earlier step was rejected" in decided.index.read_text()
    passed(decided.repo.sinfonia("check", "--from", before, "--to", "HEAD"))
    decided.type("return", "--summary", "More", "--assessment", "All of it")
    decided.type("approve", "-m", "good now", "--yes")
    finish_first(decided)


def test_a_rejection_that_was_taken_back_before_the_merge_puts_nothing_back(decided):
    decided.repo.git("switch", "-q", "no")
    decided.type("revoke", rejection(decided), "-m", "it does say that", "--yes")
    decided.type("unblock")
    passed(merge(decided, "yes"))
    assert statuses(decided)[:2] == ["completed", "completed"]


def test_a_closed_step_goes_back_by_no_hand_and_by_no_merge_without_a_rejection(decided):
    rows = decided.index.read_text()
    decided.index.write_text(
        rows.replace("workflow_status: in-progress", "workflow_status: blocked")
        .replace("current_step: look/write", "current_step: mini/approval")
        .replace("current_step_index: 3", "current_step_index: 2")
        .replace("| mini/approval |  | completed |", "| mini/approval |  | blocked |")
    )
    assert decided.index.read_text() != rows
    refused(decided.commit(), "ENF-009")


def test_while_a_merge_stands_open_verify_says_what_it_judges(decided):
    decided.repo.git("switch", "-q", "yes")
    path = decided.repo.path / ".gitattributes"
    path.unlink()
    decided.repo.git("config", "--unset", "merge.sinfonia.driver")
    decided.repo.git("rm", "-q", "--cached", ".gitattributes")
    decided.repo.git("commit", "-q", "-m", "No driver")
    decided.repo.git("update-ref", "-d", next(iter(rejected_refs(decided))))
    assert "note[unfinished]" not in decided.type("verify", "--session", decided.session)
    assert decided.repo.try_git("merge", "--no-edit", "no").code == 1
    text = decided.type("verify", "--session", decided.session)
    head = decided.repo.git("rev-parse", "HEAD").strip()
    assert f"note[unfinished]: a merge is not finished: {head[:12]} is judged, and nothing of what it brings" in text
    assert f"{decided.folder}/workflow.md` is not merged" in decided.type("verify", "--working-tree", code=2)
    decided.repo.git("merge", "--abort")
    assert "note[unfinished]" not in decided.type("verify", "--session", decided.session)
