"""A decision holds wherever the branch goes: clones, shallow clones, squash, rebase and merge."""

from __future__ import annotations

import json
import shutil

import pytest
from attacks_on_work import on_main
from ledger_world import FOLDER, POLICY, World, codes, notes

from sinfonia.workflow.names import HANDOFFS


def clone(world: World, to, *options: str) -> World:
    """Clone as somebody else's machine would."""
    url = world.path.as_uri()
    made = World(to, world.env, world.keys)
    world.git("clone", "-q", *options, url, str(to))
    return made


def holds(answer) -> None:
    """Ask that an answer is yes, about at least one session."""
    code, document = answer
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
    assert document["sessions"][0]["steps"][1]["approved_by"] == ["ben"]


def merge(world: World, *how: str) -> None:
    """Bring the branch to main, as the forge's button does."""
    world.git("checkout", "-q", "main")
    world.git("merge", "-q", *how, "feat", by="cleo")


def test_it_holds_in_a_fresh_clone_of_the_branch(approved, verify, tmp_path):
    approved.git("checkout", "-q", "main")
    fresh = clone(approved, tmp_path / "fresh", "-b", "feat")
    holds(verify(fresh.path, "--complete", "--require-trust"))


@pytest.mark.parametrize("how", [("--no-ff", "-m", "Merge"), ("--ff-only",)], ids=["merge", "fast-forward"])
def test_it_holds_on_main_after(how, approved, verify, tmp_path):
    merge(approved, *how)
    fresh = clone(approved, tmp_path / "fresh")
    holds(verify(fresh.path, "--complete", "--require-trust"))


def test_it_holds_on_main_after_a_squash_without_the_branch(approved, verify, tmp_path):
    merge(approved, "--squash")
    approved.git("commit", "-q", "-m", "All of it", by="cleo")
    approved.git("branch", "-q", "-D", "feat")
    fresh = clone(approved, tmp_path / "fresh")
    assert fresh.git("for-each-ref", "refs/tags").strip()
    holds(verify(fresh.path, "--complete", "--require-trust"))


def test_it_holds_after_a_squash_where_only_the_branch_was_pushed(approved, verify, tmp_path):
    merge(approved, "--squash")
    approved.git("commit", "-q", "-m", "All of it", by="cleo")
    fresh = clone(approved, tmp_path / "fresh", "--single-branch", "--no-tags")
    answer = verify(fresh.path, "--complete", "--require-trust")
    holds(answer)
    assert notes(answer[1]) >= {"refs-absent", "recorded-contributors"}


def test_it_holds_after_a_rebase_onto_a_moved_main(approved, verify):
    on_main(approved, {"README.md": "Moved.\n"})
    approved.git("rebase", "-q", "main", by="ana")
    holds(verify(approved.path, "--complete", "--require-trust"))


def test_it_holds_when_main_was_merged_into_the_branch(approved, verify):
    on_main(approved, {"README.md": "Moved.\n"})
    approved.git("merge", "-q", "-m", "Update branch", "main", by="ben")
    holds(verify(approved.path, "--complete", "--require-trust"))


@pytest.mark.parametrize("tags", ["--tags", "--no-tags"])
def test_it_holds_in_a_shallow_clone_of_main(tags, approved, verify, tmp_path):
    merge(approved, "--no-ff", "-m", "Merge")
    fresh = clone(approved, tmp_path / "fresh", "--depth=1", tags)
    assert (fresh.path / ".git" / "shallow").exists()
    holds(verify(fresh.path, "--complete", "--require-trust"))


def test_what_changes_on_main_later_makes_no_old_approval_stale(approved, verify, tmp_path):
    merge(approved, "--no-ff", "-m", "Merge")
    approved.commit({"src/app.py": "def run():\n    return 2\n"}, "Next change", by="cleo")
    holds(verify(clone(approved, tmp_path / "fresh").path, "--complete", "--require-trust"))


def test_a_session_that_landed_before_trust_was_asked_for_is_judged_as_then(local, verify):
    local.approve("ana", key=None)
    merge(local, "--no-ff", "-m", "Merge")
    local.commit({".sinfonia/config.yaml": local.config(), POLICY: local.policy()}, "Ask for trust", by="cleo")
    code, document = verify(local.path, "--base", "main", "--complete", "--require-trust")
    assert (code, document["mode"], "untrusted-record" in notes(document)) == (0, "trusted", True)
    local.git("checkout", "-q", "-b", "later")
    local.returned(2)
    code, document = verify(local.path)
    assert (code, "unsigned" in codes(document)) == (1, True)


def test_an_open_branch_is_judged_by_what_it_changes_only(approved, verify):
    """Another session that main has does not make it red, nor does what that one approved."""
    merge(approved, "--no-ff", "-m", "Merge")
    approved.git("checkout", "-q", "-b", "later")
    approved.commit({"src/app.py": "def run():\n    return 3\n"}, "Work", by="ana")
    code, document = verify(approved.path)
    assert (code, document["sessions"]) == (0, [])
    holds(verify(approved.path, "--all"))


def test_a_branch_that_is_older_than_a_session_on_main_is_not_red(approved, verify):
    approved.git("branch", "-q", "old", "main")
    merge(approved, "--no-ff", "-m", "Merge")
    approved.git("checkout", "-q", "old")
    assert not (approved.path / FOLDER).exists()
    assert verify(approved.path)[0] == 0


def test_without_remotes_and_branches_the_commit_before_the_session_is_the_base(approved, verify):
    approved.git("checkout", "-q", "-B", "main", "feat")
    approved.git("branch", "-q", "-D", "feat")
    before = approved.git("rev-list", "--max-parents=0", "HEAD").strip()
    code, document = verify(approved.path, "--complete", "--require-trust")
    assert (code, document["base"]) == (0, before), json.dumps(document, indent=1)


def test_a_session_on_disk_is_judged_before_it_is_committed(approved, verify):
    (copy,) = (approved.path / FOLDER / "approvals").iterdir()
    holds(verify(approved.path, "--working-tree"))
    copy.write_bytes(copy.read_bytes().replace(b"read it", b"loved it"))
    code, document = verify(approved.path, "--working-tree")
    assert (code, codes(document)) == (1, {"edited-record"})
    assert verify(approved.path)[0] == 0


def test_nothing_is_written_and_no_remote_is_asked(approved, verify):
    approved.git("remote", "add", "origin", "https://nowhere.invalid/x.git")
    before = {p: p.stat().st_mtime_ns for p in approved.path.rglob("*")}
    verify(approved.path, "--base", "main")
    assert {p: p.stat().st_mtime_ns for p in approved.path.rglob("*")} == before


def test_a_session_that_is_not_there_is_named(approved, verify):
    shutil.rmtree(approved.path / HANDOFFS)
    approved.commit({}, "Remove")
    code, document = verify(approved.path, "--session", "s-20261121-091200")
    assert code == 2
    assert "no session" in document["error"]
