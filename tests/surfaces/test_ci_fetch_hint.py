"""The command that a host's hint names does bring the commits."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from sinfonia.surfaces.ci_environment import find_range


@pytest.mark.parametrize("depth", ["1", "2"])
def test_the_command_to_type_deepens_a_clone_and_works_in_a_full_one(tmp_path, depth):
    """As actions/checkout leaves it: the merge commit alone, from `refs/pull/1/merge`."""
    environ = {
        "PATH": os.environ["PATH"], "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
    }  # fmt: skip

    def git(*args, where):
        done = subprocess.run(["git", *args], cwd=where, env=environ, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    server, clone = tmp_path / "server", tmp_path / "clone"
    server.mkdir()
    clone.mkdir()
    git("init", "-q", "-b", "main", where=server)
    for subject in ("one", "two", "three"):
        git("commit", "-q", "--allow-empty", "-m", subject, where=server)
    base = git("rev-parse", "HEAD", where=server)
    git("checkout", "-q", "-b", "fork", "HEAD~1", where=server)
    git("commit", "-q", "--allow-empty", "-m", "proposal 1", where=server)
    git("commit", "-q", "--allow-empty", "-m", "proposal 2", where=server)
    head = git("rev-parse", "HEAD", where=server)
    git("checkout", "-q", "--detach", "main", where=server)
    git("merge", "-q", "--no-ff", "-m", "merge", "fork", where=server)
    git("update-ref", "refs/pull/1/merge", "HEAD", where=server)
    git("branch", "-q", "-D", "fork", where=server)

    git("init", "-q", where=clone)
    git("remote", "add", "origin", server.as_uri(), where=clone)
    git("fetch", "-q", f"--depth={depth}", "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge", where=clone)
    event = {"pull_request": {"base": {"sha": base, "ref": "main"}, "head": {"sha": head}}}
    run = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": "event.json"}
    found = find_range(run, lambda _path: json.dumps(event).encode())
    command = found.fetch_hint.partition("or type: ")[2].split()
    for _again in range(2):
        git(*command[1:], where=clone)
        assert git("rev-list", "--count", f"{found.base}..{found.head}", where=clone) == "2"
