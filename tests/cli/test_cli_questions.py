"""What a terminal is asked before a decision, and when it is not asked at all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from ship import answers, begin, build

pty = pytest.importorskip("pty")


def at_a_terminal(repo, *args: str, typed: bytes = b"") -> tuple[int, str]:
    """Run a command with a terminal around it; gives its exit code, and what it showed."""
    leader, follower = pty.openpty()
    os.write(leader, typed)
    command = [sys.executable, "-m", "sinfonia", *args]
    running = subprocess.Popen(command, cwd=repo.path, env=repo.env, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 4096):
            shown += piece
    except OSError:
        pass  # the end, on Linux
    os.close(leader)
    return running.wait(timeout=60), shown.decode().replace("\r\n", "\n")


def test_what_the_state_does_not_allow_is_refused_before_anybody_is_asked(cli, repo):
    begin(repo, cli)
    code, shown = at_a_terminal(repo, "approve", "-m", "x")
    assert (code, "[y/N]" in shown) == (1, False)
    assert shown.startswith("no: cannot approve: ")


@pytest.mark.parametrize("more", [["--dry-run"], ["--yes"]])
def test_a_dry_run_and_a_yes_are_not_asked(cli, repo, more):
    build(repo, cli)
    code, shown = at_a_terminal(repo, "approve", "-m", "x", *more)
    assert (code, "[y/N]" in shown) == (0, False)


@pytest.mark.parametrize(("typed", "code", "status"), [(b"n\n", 130, "in-progress"), (b"y\n", 0, "complete")])
def test_what_is_decided_is_shown_before_the_question(cli, repo, typed, code, status):
    build(repo, cli)
    ended, shown = at_a_terminal(repo, "approve", "-m", "x", typed=typed)
    assert ended == code
    assert shown.index("return  002-coda-to-maestro.md") < shown.index("approve step 3 `approval`? [y/N]")
    assert shown.count("as      ana@example.com") == 1
    assert f"ship  {status}  3/3" in answers(cli, "list")


def test_the_same_rejection_at_a_terminal_is_answered_with_the_first(cli, repo):
    build(repo, cli)
    answers(cli, "reject", "-m", "bad")
    code, shown = at_a_terminal(repo, "reject", "-m", "bad", "-y")
    assert (code, "decided already" in shown) == (0, True)
