"""After a command that changes state the user has what they had: staged, changed, untracked; the next commit too."""

from __future__ import annotations

import os

import pytest
from user_states import COMMITTED, LEFT, locked
from world import FULL, SUBJECTS, begin, copy, disturb, git, told, users

SESSION = "s-20260102-030405"
HANDOFFS = ("--", ".sinfonia/handoffs")


def _before(name, server, path, *options):
    begin(path, server.env, *options)
    before, command = SUBJECTS[name]
    for args in before:
        done = server.run(path, *args)
        assert done.code == 0, done
    return command, {} if name == "start" else {"SINFONIA_SESSION_ID": SESSION}


def _chosen(states, name):
    """Give every state in `make proof`; else each with one of the commands, in turns."""
    every = list(SUBJECTS)
    return [state for n, state in enumerate(states) if FULL or every[n % len(every)] == name]


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_users_work_stays_and_the_next_commit_holds_only_that(name, server, tmp_path):
    template = tmp_path / "template"
    command, env = _before(name, server, template)
    for state in _chosen(COMMITTED, name):
        path = copy(template, tmp_path / "place")
        COMMITTED[state](path, server.env)
        git(path, server.env, "status")
        before, head = users(path, server.env), git(path, server.env, "rev-parse", "HEAD").strip()
        staged = git(path, server.env, "diff", "--cached", "--name-status", "-M", "HEAD")
        ran = server.run(path, *command, env=env)
        assert ran.code == 0, (state, ran)
        assert users(path, server.env) == before, state
        assert git(path, server.env, "status", "--porcelain", "--untracked-files=all", *HANDOFFS) == "", state
        assert git(path, server.env, "rev-parse", "HEAD^").strip() == head, state
        made = git(path, server.env, "diff-tree", "-r", "--name-only", "HEAD^", "HEAD").split()
        assert all(file.startswith(".sinfonia/handoffs/") for file in made), (state, made)
        if not staged or state == "conflicted index":
            continue
        git(path, server.env, "commit", "-q", "--no-verify", "-m", "Mine")
        assert git(path, server.env, "diff-tree", "-r", "--name-status", "-M", "HEAD^", "HEAD") == staged, state
    told(f"{name}: the user's work is as it was in {len(_chosen(COMMITTED, name))} states")


@pytest.mark.parametrize("name", SUBJECTS)
def test_where_nothing_can_be_committed_the_files_are_left_and_the_command_is_told(name, server, tmp_path):
    template = tmp_path / "template"
    command, env = _before(name, server, template)
    for state in _chosen(LEFT, name):
        path = copy(template, tmp_path / "place")
        LEFT[state](path, server.env)
        before, head = users(path, server.env), git(path, server.env, "rev-parse", "HEAD")
        ran = server.run(path, *command, env=env)
        assert ran.code == 0, (state, ran)
        assert "git add .sinfonia/handoffs/" in ran.out, state
        assert users(path, server.env) == before, state
        assert git(path, server.env, "rev-parse", "HEAD") == head, state
        assert git(path, server.env, "diff", "--cached", "--name-only", *HANDOFFS) == "", state
        assert git(path, server.env, "status", "--porcelain", "--untracked-files=all", *HANDOFFS) != "", state


@pytest.mark.parametrize("name", SUBJECTS if FULL else ["return"])
def test_an_index_that_another_git_holds_is_told_and_nothing_changes(name, server, tmp_path):
    path = tmp_path / "repo"
    command, env = _before(name, server, path)
    locked(path, server.env)
    before = users(path, server.env)
    ran = server.run(path, *command, env=env)
    assert (ran.code, ran.err.count("error: ")) == (2, 1), ran
    assert "index.lock" in ran.err
    assert users(path, server.env) == before
    assert git(path, server.env, "status", "--porcelain", "--untracked-files=all", *HANDOFFS) == ""
    (path / ".git/index.lock").unlink()
    assert server.run(path, *command, env=env).code == 0
    assert users(path, server.env) == before


@pytest.mark.parametrize("name", SUBJECTS if FULL else ["reject"])
def test_a_linked_worktree_has_a_state_of_its_own(name, server, tmp_path):
    path, place = tmp_path / "repo", tmp_path / "linked"
    command, env = _before(name, server, path)
    git(path, server.env, "worktree", "add", "-q", "-b", "side", str(place))
    disturb(place, server.env)
    disturb(path, server.env)
    here, there = users(place, server.env), users(path, server.env)
    main = git(path, server.env, "rev-parse", "main")
    ran = server.run(place, *command, env=env)
    assert ran.code == 0, ran
    assert (users(place, server.env), users(path, server.env)) == (here, there)
    assert git(path, server.env, "rev-parse", "main") == main
    assert git(place, server.env, "rev-parse", "side^") == main
    assert git(place, server.env, "status", "--porcelain", "--untracked-files=all", *HANDOFFS) == ""


@pytest.mark.parametrize("name", SUBJECTS if FULL else ["approve"])
def test_a_repository_with_sha_256_is_served(name, server, tmp_path):
    path = tmp_path / "repo"
    command, env = _before(name, server, path, "--object-format=sha256")
    disturb(path, server.env)
    before = users(path, server.env)
    ran = server.run(path, *command, env=env)
    assert ran.code == 0, ran
    assert users(path, server.env) == before
    assert len(git(path, server.env, "rev-parse", "HEAD").strip()) == 64
    assert git(path, server.env, "status", "--porcelain", "--untracked-files=all", *HANDOFFS) == ""


def test_a_repository_with_reftables_is_served(server, tmp_path):
    if "reftable" not in git(tmp_path, server.env, "init", "-h", code=129):
        pytest.skip("this git knows no reftables")
    for name in SUBJECTS:
        path = tmp_path / name
        command, env = _before(name, server, path, "--ref-format=reftable")
        disturb(path, server.env)
        before = users(path, server.env)
        ran = server.run(path, *command, env=env)
        assert ran.code == 0, ran
        assert users(path, server.env) == before


def test_the_first_commit_of_a_repository_holds_the_session_alone(server, tmp_path):
    path = tmp_path / "repo"
    begin(path, server.env)
    git(path, server.env, "update-ref", "-d", "refs/heads/main")
    (path / "loose.txt").write_text("loose\n")
    status = git(path, server.env, "status", "--porcelain=v2", "--untracked-files=all")
    ran = server.run(path, *SUBJECTS["start"][1])
    assert ran.code == 0, ran
    assert git(path, server.env, "rev-list", "--count", "HEAD").strip() == "1"
    files = git(path, server.env, "ls-tree", "-r", "--name-only", "HEAD").split()
    assert all(file.startswith(".sinfonia/handoffs/") for file in files), files
    assert git(path, server.env, "status", "--porcelain=v2", "--untracked-files=all") == status


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_git_directory_is_told_and_nothing_changes(server, tmp_path):
    path = tmp_path / "repo"
    command, env = _before("advance", server, path)
    before = users(path, server.env)
    (path / ".git").chmod(0o500)
    try:
        ran = server.run(path, *command, env=env)
    finally:
        (path / ".git").chmod(0o700)
    assert ran.code == 2, ran
    assert users(path, server.env) == before
