"""A record that a commit deletes is missed, and what the answer says to type brings it back."""

from __future__ import annotations

import json
import subprocess

import pytest
from attacks_on_records import only_copy, only_ref
from ledger_world import codes

from sinfonia.model.record import DecisionWord


def reverted(world) -> None:
    """Revert the commit that brought the approval, and the one that completed the session."""
    world.git("revert", "--no-edit", "HEAD", "HEAD~1", by="ben")


def reverted_and_approved_again(world) -> None:
    reverted(world)
    world.approve("ben", note="again")


def deleted_without_its_ref(world) -> None:
    path, _ = only_copy(world)
    world.git("update-ref", "-d", only_ref(world)[0])
    world.commit({path: None}, "Delete (from here)")


def dropped_by_a_merge(world) -> None:
    """Let a merge keep the side that has no record of a rejection: no other commit deletes it."""
    world.git("checkout", "-q", "-b", "side", "HEAD~2")
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.git("update-ref", "-d", made.ref)
    world.git("checkout", "-q", "feat")
    world.git("merge", "-q", "-s", "ours", "-m", "Merge", "side", by="ana")


def dropped_by_the_other_side(world) -> None:
    """Merge the branch with the record into one without, and delete the record in the merge itself."""
    path, _ = only_copy(world)
    world.git("checkout", "-q", "-b", "side", "HEAD~2")
    world.commit({"src/more.py": "x = 1\n"}, "More")
    world.git("merge", "-q", "--no-commit", "--no-ff", "feat")
    world.git("rm", "-q", "-f", path)
    world.git("commit", "-q", "-m", "Merge")


DELETIONS = (reverted, reverted_and_approved_again, deleted_without_its_ref, dropped_by_a_merge,
             dropped_by_the_other_side)  # fmt: skip


@pytest.mark.parametrize("delete", DELETIONS, ids=lambda one: one.__name__)
def test_a_deleted_record_is_missed_until_it_is_back(delete, approved, verify):
    delete(approved)
    code, document = verify(approved.path)
    assert (code, document["verdict"]) == (1, "tampered"), json.dumps(document, indent=1)
    found = [one for one in document["findings"] if one["code"] == "deleted-record"]
    for one in found:
        done = subprocess.run(one["command"], shell=True, cwd=approved.path, env=approved.who("ben"), check=False)
        assert done.returncode == 0, one["command"]
    assert found
    assert "deleted-record" not in codes(verify(approved.path)[1])


def test_after_a_revert_the_restored_record_or_a_new_one_closes_the_gate(approved, verify):
    reverted_and_approved_again(approved)
    (one,) = [one for one in verify(approved.path)[1]["findings"] if one["code"] == "deleted-record"]
    subprocess.run(one["command"], shell=True, cwd=approved.path, env=approved.who("ben"), check=True)
    code, document = verify(approved.path, "--complete", "--require-trust")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)


def test_a_rejection_that_a_merge_dropped_blocks_once_it_is_back(approved, verify):
    dropped_by_a_merge(approved)
    (one,) = [one for one in verify(approved.path)[1]["findings"] if one["code"] == "deleted-record"]
    subprocess.run(one["command"], shell=True, cwd=approved.path, env=approved.who("ben"), check=True)
    assert codes(verify(approved.path)[1]) == {"rejected"}


def test_a_merge_that_keeps_the_records_of_both_sides_deletes_none(approved, verify):
    approved.git("checkout", "-q", "-b", "side", "HEAD~2")
    approved.commit({"docs/more.md": "More.\n"}, "More")
    approved.git("checkout", "-q", "feat")
    approved.git("merge", "-q", "--no-ff", "-m", "Merge (from side)", "side", by="ana")
    code, document = verify(approved.path, "--complete")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)


def test_a_record_that_the_base_has_is_brought_back_from_there(approved, verify):
    path, _ = only_copy(approved)
    approved.git("checkout", "-q", "main")
    approved.git("merge", "-q", "--ff-only", "feat", by="cleo")
    approved.git("checkout", "-q", "-b", "later")
    approved.commit({path: None}, "Delete")
    (one,) = [one for one in verify(approved.path)[1]["findings"] if one["code"] == "missing-record"]
    subprocess.run(one["command"], shell=True, cwd=approved.path, env=approved.who("ben"), check=True)
    code, document = verify(approved.path, "--all", "--complete")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
