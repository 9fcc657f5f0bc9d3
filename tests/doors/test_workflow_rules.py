"""ENF-009 in real repositories: what is typed into a session's files by hand, and what commands write."""

from __future__ import annotations

import hashlib
import json
import os

import pytest
from planted import passed, refused, write_hook
from session_world import approved, returned, world

__all__ = ["approved", "returned", "world"]  # fixtures

# title: what the change does, then what the finding says
BY_HAND = {
    "a row becomes completed": (
        lambda w: (
            w.edit("| in-progress |", "| completed |"),
            w.edit("workflow_status: in-progress", "workflow_status: complete"),
        ),
        "step `approval` is `completed`, and no record approves it",
    ),
    "the workflow becomes complete": (
        lambda w: w.edit("workflow_status: in-progress", "workflow_status: complete"),
        "the workflow is `complete`, and step `approval` is `in-progress`",
    ),
    "a completed row opens again": (
        lambda w: w.edit("| completed |", "| pending |"),
        "no command takes step `write` from `completed` to `pending`",
    ),
    "the pointer moves": (
        lambda w: (
            w.edit("current_step: approval", "current_step: write"),
            w.edit("current_step_index: 2", "current_step_index: 1"),
        ),
        "step 2 (`approval`) is `in-progress`, and the current step is 1",
    ),
    "the pointer names another step": (
        lambda w: w.edit("current_step: approval", "current_step: write"),
        "`current_step` is `write`, and step 2 is `approval`",
    ),
    "the revision falls": (
        lambda w: w.edit("revision: 4", "revision: 3"),
        "`revision` fell from 4 to 3",
    ),
    "the workflow is another": (
        lambda w: w.edit("workflow_id: mini", "workflow_id: maxi"),
        "`workflow_id` was `mini` and is `maxi`",
    ),
    "a step goes": (
        lambda w: (
            w.drop("| write |"),
            w.edit("total_steps: 2", "total_steps: 1"),
            w.edit("current_step_index: 2", "current_step_index: 1"),
        ),
        "step 1 was `write` and is `approval`",
    ),
    "the session claims another id": (
        lambda w: w.edit(f"session_id: {w.session}", "session_id: s-20260101-000000"),
        "`session_id` is `s-20260101-000000` in the folder of",
    ),
    "the file cannot be read": (
        lambda w: w.edit("## Steps", "## Stages"),
        "it has no steps",
    ),
    "the file becomes a link": (
        lambda w: (w.index.unlink(), os.symlink("../../../README.md", w.index)),
        "is no plain file",
    ),
    "an envelope says something else": (
        lambda w: w.edit("It is written", "It is perfect", w.envelope(2)),
        "the committed envelope `002-coda-to-maestro.md` says something else now",
    ),
    "an envelope goes": (
        lambda w: (w.index.parent / w.envelope(2)).unlink(),
        "the committed envelope `002-coda-to-maestro.md` is gone",
    ),
    "the session gets another name": (
        lambda w: w.index.parent.rename(w.index.parent.parent / "s-20260101-000000"),
        "is gone: its `workflow.md` is removed",
    ),
    "a file among the records is none": (
        lambda w: w.repo.write({f"{w.folder}/approvals/{'0' * 40}.tag": "approved by hand\n"}),
        "is no record: its bytes are not those of its id",
    ),
    "another folder takes its place where case does not count": (
        lambda w: w.repo.write({".sinfonia/Handoffs/x/workflow.md": "x\n"}),
        "takes the place of `.sinfonia/handoffs/`",
    ),
}


@pytest.mark.parametrize("title", BY_HAND)
def test_by_hand_it_is_refused_when(returned, title):
    change, said = BY_HAND[title]
    change(returned)
    answer = returned.commit()
    refused(answer, "ENF-009")
    assert said in " ".join(answer.text.split())


FREE = {
    "the line ends change": lambda w: w.index.write_bytes(w.index.read_bytes().replace(b"\n", b"\r\n")),
    "the goal is told better": lambda w: w.edit("A login form", "A login form, with a note"),
    "a row gets a note": lambda w: w.edit(" |  |\n", " | waits for Ben |\n"),
    "a section is added": lambda w: w.index.write_bytes(w.index.read_bytes() + b"\n## Links\n\nNone.\n"),
    "an envelope gets other line ends": lambda w: (w.index.parent / w.envelope(2)).write_bytes(
        (w.index.parent / w.envelope(2)).read_bytes().replace(b"\n", b"\r\n")
    ),
    "a file is put beside them": lambda w: w.repo.write({f"{w.folder}/sketch.md": "# Sketch\n"}),
}


@pytest.mark.parametrize("title", FREE)
def test_by_hand_it_passes_when(returned, title):
    FREE[title](returned)
    passed(returned.commit())


@pytest.mark.parametrize("change", ["edited", "gone"])
def test_a_record_stays_as_it_was_made(approved, change):
    path = approved.repo.path / approved.record()
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"> good", b"> fine"))
    refused(approved.commit(), "ENF-009")


def test_a_record_of_another_session_is_refused(approved):
    name = approved.record().rpartition("/")[2]
    first = (approved.repo.path / approved.record()).read_bytes()
    approved.type("start", "mini", "--goal", "Another", "--session", "second")
    approved.repo.write({f".sinfonia/handoffs/second/approvals/{name}": first})
    answer = approved.commit()
    refused(answer, "ENF-009")
    assert f"belongs to `{approved.session}`" in answer.text


def test_what_the_commands_wrote_is_a_range_that_passes(approved):
    passed(approved.repo.sinfonia("check", "--from", "main", "--to", "feature"))


def test_a_squash_of_all_moves_passes(approved):
    approved.repo.git("switch", "-q", "main")
    approved.repo.git("merge", "-q", "--squash", "feature")
    passed(approved.repo.try_git("commit", "-m", "All in one"))
    passed(approved.repo.sinfonia("check", "--from", "HEAD~1", "--to", "HEAD"))


def test_a_range_that_skipped_the_hooks_is_refused(returned):
    BY_HAND["a row becomes completed"][0](returned)
    returned.repo.commit({}, "By hand")
    answer = returned.repo.sinfonia("check", "--from", "main", "--to", "HEAD")
    refused(answer, "ENF-009")
    assert "no record approves it" in answer.text


def test_a_revert_that_takes_a_record_away_is_refused(approved):
    approved.repo.git("branch", "-f", "main", "feature")
    approved.repo.git("revert", "--no-edit", "HEAD")
    refused(approved.repo.sinfonia("check", "--from", "main", "--to", "feature"), "ENF-009")


def test_one_commit_is_judged_against_its_parent(returned):
    returned.edit("revision: 4", "revision: 2")
    returned.repo.commit({}, "By hand")
    refused(returned.repo.sinfonia("check", "--commit", "HEAD"), "ENF-009")
    passed(returned.repo.sinfonia("check", "--commit", "HEAD~1"))


def test_a_merge_of_two_branches_passes(returned):
    repo = returned.repo
    repo.git("switch", "-qc", "side", "main")
    repo.commit({"docs/side.md": "# Side\n"}, "Side")
    passed(repo.try_git("merge", "--no-edit", "feature"))
    repo.git("switch", "-q", "feature")
    returned.type("approve", "approval", "-m", "good")
    passed(repo.try_git("merge", "--no-edit", "side"))
    passed(repo.sinfonia("check", "--from", "main", "--to", "HEAD"))


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_merge_that_loses_the_moves_of_one_side_is_refused(returned, side):
    repo = returned.repo
    repo.git("switch", "-qc", "behind", "HEAD~1")
    repo.commit({"docs/more.md": "# More\n"}, "More")
    if side == "theirs":
        repo.git("switch", "-q", "feature")
        repo.git("merge", "-q", "--no-commit", "--no-ff", "behind")
        repo.git("checkout", "behind", "--", returned.folder)
    else:
        repo.git("merge", "-q", "--no-commit", "-s", "ours", "feature")
    answer = repo.try_git("commit", "--no-edit")
    refused(answer, "ENF-009")
    assert "`revision` fell from 4 to 3" in answer.text


def test_an_approval_over_exactly_that_file_lets_it_pass(returned):
    returned.edit("revision: 4", "revision: 3")
    returned.repo.commit({}, "By hand")
    refused(returned.repo.sinfonia("check", "--from", "HEAD~1", "--to", "HEAD"), "ENF-009")
    returned.type("approve", "--path", f"{returned.folder}/workflow.md", "-m", "the counter ran ahead", "--yes")
    passed(returned.repo.sinfonia("check", "--from", "HEAD~2", "--to", "HEAD"))
    returned.edit("A login form", "Another form")
    returned.repo.commit({}, "And on")
    refused(returned.repo.sinfonia("check", "--from", "HEAD~3", "--to", "HEAD"), "ENF-009")


def test_a_command_does_not_commit_what_was_typed_by_hand(returned):
    returned.edit("revision: 4", "revision: 2")
    head = returned.repo.git("rev-parse", "HEAD")
    text = returned.type("approve", "approval", "-m", "good", code=1)
    assert "ENF-009" in text
    assert "`revision` fell from 4 to 3" in text
    assert returned.repo.git("rev-parse", "HEAD") == head


def test_ci_names_the_commit_that_the_hooks_would_have_refused(returned):
    returned.edit("revision: 4", "revision: 2")
    made = returned.repo.commit({}, "By hand")
    returned.edit("revision: 2", "revision: 4")
    returned.repo.commit({}, "And back")
    ci = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/feature"}
    answer = returned.repo.sinfonia("check", "--from", "main", "--to", "HEAD", "--format", "json", env=ci)
    passed(answer)
    (one,) = json.loads(answer.out)["unhooked"]
    assert (one["commit"], one["codes"]) == (made, ["ENF-009"])


WAYS = {
    "blocked and on": (("block", "-m", "waits"), ("unblock", "-m", "goes on")),
    "failed and again": (("fail", "-m", "broken"), ("retry", "-m", "once more")),
    "given up": (("abort", "-m", "nobody needs it"),),
    "skipped": (("skip", "-m", "done elsewhere"),),
    "waived": (("waive", "approval", "-m", "no time"), ("advance",)),
}


@pytest.mark.parametrize("title", WAYS)
def test_what_commands_write_passes(returned, title):
    for words in WAYS[title]:
        returned.type(*words)
    passed(returned.repo.sinfonia("check", "--from", "main", "--to", "HEAD"))


def test_a_rejection_its_revision_and_a_second_return_pass(returned):
    returned.type("reject", "approval", "-m", "a link is missing")
    passed(returned.repo.sinfonia("check", "--from", "main", "--to", "HEAD"))
    returned.repo.commit({"docs/page.md": "# Page\n\n[link](a.md)\n"}, "Add the link")
    returned.type("return", "--summary", "The link is there", "--assessment", "All of it")
    returned.type("approve", "approval", "-m", "good")
    passed(returned.repo.sinfonia("check", "--from", "main", "--to", "HEAD"))


def test_a_step_that_was_never_returned_is_not_completed(world):
    world.edit("| pending |", "| completed |")
    world.edit("current_step: write", "current_step: approval")
    world.edit("current_step_index: 1", "current_step_index: 2")
    world.edit("workflow_status: created", "workflow_status: in-progress")
    answer = world.commit()
    refused(answer, "ENF-009")
    assert "step `write` is `completed`, and there is no return envelope" in " ".join(answer.text.split())


def test_a_definition_that_comes_with_the_edit_opens_no_gate(returned):
    BY_HAND["a row becomes completed"][0](returned)
    returned.repo.write({".sinfonia/workflows/mini/steps/step-02-approval.md": "---\napprovals: 1\n---\n# Approval\n"})
    returned.repo.write({".sinfonia/workflows/mini/steps/step-01-write.md": "---\ngate: none\n---\n# Write\n"})
    refused(returned.commit(), "ENF-009")


def test_a_whole_session_by_hand_is_refused(returned):
    text = returned.index.read_text().replace(returned.session, "s-20260101-000000")
    text = text.replace("| in-progress |", "| completed |").replace("status: in-progress", "status: complete")
    returned.repo.write({".sinfonia/handoffs/s-20260101-000000/workflow.md": text})
    answer = returned.commit()
    refused(answer, "ENF-009")
    assert "step `write` is `completed`, and there is no return envelope" in " ".join(answer.text.split())


def test_a_session_whose_workflow_nobody_defines_is_refused_where_it_closed_a_step(returned):
    text = returned.index.read_text().replace(returned.session, "s-20260101-000000")
    returned.repo.write({".sinfonia/handoffs/s-20260101-000000/workflow.md": text.replace("mini", "maxi")})
    answer = returned.commit()
    refused(answer, "ENF-009")
    assert "nothing says what closes step `write`: there is no workflow `maxi`" in " ".join(answer.text.split())


def test_the_configuration_cannot_leave_sessions_out(returned):
    returned.repo.commit({".sinfonia/config.yaml": 'version: "0.1"\nexclude: [".sinfonia/**"]\n'})
    returned.edit("revision: 4", "revision: 2")
    refused(returned.commit(), "ENF-009")


def test_a_server_refuses_what_hooks_would_have(returned, make_repo):
    bare = make_repo("server", "--bare")
    write_hook(bare.path / "hooks", "pre-receive")
    returned.repo.git("remote", "add", "origin", str(bare.path))
    passed(returned.repo.try_git("push", "-q", "--no-verify", "origin", "main"))
    passed(returned.repo.try_git("push", "-q", "--no-verify", "origin", "feature"))
    returned.edit("revision: 4", "revision: 2")
    returned.repo.commit({}, "By hand")
    passed(returned.repo.try_git("push", "-q", "--no-verify", "origin", "feature"))  # against main nothing fell
    BY_HAND["a row becomes completed"][0](returned)
    returned.repo.commit({}, "By hand")
    refused(returned.repo.try_git("push", "-q", "--no-verify", "origin", "feature"), "ENF-009")


def test_a_record_with_a_time_that_only_looks_like_a_number_is_no_record(approved):
    repo = approved.repo
    data = (repo.path / approved.record()).read_bytes()
    head, _, rest = data.partition(b"\n\n")
    broken = head.rpartition(b"> ")[0] + "> ² +0000\n\n".encode() + rest
    oid = hashlib.sha1(b"tag %d\0" % len(broken) + broken).hexdigest()
    repo.write({f"{approved.folder}/approvals/{oid}.tag": broken})
    answer = approved.commit()
    refused(answer, "ENF-009")
    assert "is no record: the tagger line has no time" in " ".join(answer.text.split())
