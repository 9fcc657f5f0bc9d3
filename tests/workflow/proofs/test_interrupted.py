"""What a command does that finds an unfinished change: finish it, or leave alone what is not its own any more."""

from __future__ import annotations

import pytest
from world import HURTS, copy, git, state, users

pytestmark = HURTS
JOURNAL = ".git/sinfonia-journal"


@pytest.fixture
def killed(stage, server, tmp_path):
    """A repository in which `approve` was killed before branch and tag moved, and how it should have ended."""
    template, command, wanted, calls = stage("approve")
    at = next(
        number for number, call in enumerate(calls, 1) if call.endswith("approve mini step 3 --stdin")
    )  # update-ref
    # A kill counts two calls for each program, before and after its start; those before this one all ran.
    at += sum(call.startswith("spawn ") for call in calls[: at - 1])
    place = copy(template, tmp_path / "killed")
    assert server.run(place, *command, at=at, how="kill").code == -9
    assert (place / JOURNAL).stat().st_size
    return place, command, wanted


def test_a_dry_run_finishes_nothing(killed, server):
    place, _, wanted = killed
    note, head = (place / JOURNAL).read_bytes(), git(place, server.env, "rev-parse", "HEAD")
    assert server.run(place, "start", "mini", "--goal", "G", "--dry-run").code == 0
    assert (place / JOURNAL).read_bytes() == note
    assert git(place, server.env, "rev-parse", "HEAD") == head
    assert users(place, server.env) == wanted["users"]


def test_the_same_command_answers_with_what_was_interrupted(killed, server):
    place, command, wanted = killed
    again = server.run(place, *command)
    assert again.code == 0
    assert "it was interrupted and is finished now" in again.out
    assert state(place, server.env) == wanted


def test_another_command_finishes_it_first_and_says_so(killed, server):
    place, _, _ = killed
    other = server.run(place, "start", "mini", "--goal", "G", "--session", "another")
    assert (other.code, other.err) == (0, "finished first what was interrupted: approve mini step 3\n")
    subjects = git(place, server.env, "log", "-2", "--format=%s").splitlines()
    assert subjects == ["chore(sinfonia): start mini", "chore(sinfonia): approve mini step 3"]


def test_what_was_begun_on_another_branch_is_not_finished_on_this_one(killed, server):
    place, _, _ = killed
    git(place, server.env, "stash", "-q", "--include-untracked")
    git(place, server.env, "checkout", "-q", "--orphan", "other", "HEAD")
    git(place, server.env, "commit", "-q", "-m", "Another beginning")
    other = server.run(place, "start", "mini", "--goal", "G", "--session", "another")
    assert (other.code, other.err) == (0, "")
    assert not (place / JOURNAL).exists()
    assert git(place, server.env, "log", "--format=%s").splitlines() == [
        "chore(sinfonia): start mini",
        "Another beginning",
    ]


def test_an_index_that_somebody_edited_meanwhile_is_not_written_over(killed, server):
    place, _, _ = killed
    index = place / ".sinfonia/handoffs/s-20260102-030405/workflow.md"
    index.write_text(index.read_text().replace("A form", "Another form"))
    assert server.run(place, "start", "mini", "--goal", "G", "--session", "another").code == 0
    assert "Another form" in index.read_text()
    assert not (place / JOURNAL).exists()


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"version": 1}', b'{"version": 99}'])
def test_a_note_that_cannot_be_read_is_told_with_its_name(data, killed, server):
    place, command, _ = killed
    (place / JOURNAL).write_bytes(data)
    ran = server.run(place, *command)
    assert ran.code == 2, ran
    assert JOURNAL in ran.err
    assert (place / JOURNAL).read_bytes() == data
