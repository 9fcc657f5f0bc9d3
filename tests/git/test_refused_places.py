"""Where git will not open a repository, or there is none: one clear error, or what the user allowed."""

from __future__ import annotations

import os

import pytest

from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.changes import staged, walk
from sinfonia.git.environment import scrubbed
from sinfonia.git.repo import discover


def test_outside_of_a_repository_there_is_one_clear_error(tmp_path, sealed):
    with pytest.raises(SinfoniaError, match="is not inside a git repository") as caught:
        discover(str(tmp_path), sealed)
    assert "git init" in caught.value.hint


def test_a_working_directory_that_is_gone_is_told(tmp_path, sealed, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(SinfoniaError, match="working directory is gone"):
        discover(None, sealed)


def test_without_git_there_is_one_clear_error(repo, monkeypatch, opened):
    made, objects = opened(repo.path, repo.env)
    monkeypatch.setenv("PATH", str(repo.path))
    for read in (
        lambda: staged(made, objects),
        lambda: list(walk(made, objects, "HEAD")),
        lambda: objects.read_object("HEAD"),
    ):
        with pytest.raises(SinfoniaError, match="cannot start `git`") as caught:
            read()
        assert caught.value.hint == "install git, or put it on PATH"


@pytest.mark.parametrize("text", ["", "no such thing\n", "gitdir: /no/where\n"])
def test_a_git_file_that_leads_nowhere_is_told(tmp_path, sealed, opened, text):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / ".git").write_text(text)
    with pytest.raises(SinfoniaError) as caught:
        staged(*opened(tmp_path / "x", sealed))
    assert "git" in caught.value.message


def test_an_unknown_revision_is_named(repo, opened):
    repo.commit({"a": "1\n"})
    made, _ = opened(repo.path, repo.env)
    with pytest.raises(GitError, match="git knows no commit `nowhere`"):
        made.resolve("nowhere")
    with pytest.raises(GitError, match=r"knows no commit `\\x1b`"):
        made.resolve("\x1b")


# Ownership: git opens a repository of someone else only when `safe.directory` says so.

OTHERS = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}


def other_owner(repo, **more: str) -> GitError | None:
    """Read as if the repository were someone else's, with git's own switch for its tests."""
    env = {**repo.env, **more}
    made = discover(str(repo.path), env)
    made.env.update(OTHERS)
    try:
        staged(made, None, text=False).close()
    except GitError as error:
        return error
    return None


def test_a_repository_of_someone_else_is_refused_with_a_hint(repo):
    error = other_owner(repo)
    assert error is not None
    assert "dubious ownership" in error.message
    assert "safe.directory" in error.hint


@pytest.mark.parametrize(
    "given",
    [
        {"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "x.y", "GIT_CONFIG_VALUE_0": "z",
        "GIT_CONFIG_KEY_1": "safe.Directory", "GIT_CONFIG_VALUE_1": "*"},
        {"GIT_CONFIG_PARAMETERS": "'x.y=z' 'safe.directory=*'"},
        {"GIT_CONFIG_PARAMETERS": "'x.y'='z' 'safe.directory'='*'"},
        {"GIT_CONFIG_GLOBAL": "FILE"},
        {"GIT_CONFIG_SYSTEM": "FILE", "GIT_CONFIG_NOSYSTEM": "0"},
    ],
    ids=["count", "old parameters", "parameters", "global", "system"],
)  # fmt: skip
def test_a_safe_directory_is_heeded_wherever_it_is_said(repo, tmp_path, given):
    (tmp_path / "config").write_text("[safe]\n\tdirectory = *\n")
    given = {key: value.replace("FILE", str(tmp_path / "config")) for key, value in given.items()}
    assert other_owner(repo, **given) is None


def test_a_safe_directory_taken_back_is_not_safe(repo):
    given = {f"GIT_CONFIG_KEY_{n}": "safe.directory" for n in range(2)}
    values = {"GIT_CONFIG_VALUE_0": "*", "GIT_CONFIG_VALUE_1": "", "GIT_CONFIG_COUNT": "2"}
    assert other_owner(repo, **given, **values) is not None


def test_only_the_place_of_the_repository_comes_from_outside():
    kept = {"GIT_DIR": "a", "GIT_INDEX_FILE": "b", "GIT_QUARANTINE_PATH": "c", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "d"}
    env = scrubbed(
        {**kept, "PATH": "p", "GIT_EXTERNAL_DIFF": "x", "GIT_SSH": "x", "GIT_EXEC_PATH": "x", "GIT_TRACE": "1"}
    )
    assert {key: env[key] for key in kept} == kept
    assert not set(env) & {"GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_EXEC_PATH", "GIT_TRACE"}
    assert env["PATH"] == "p"
    assert os.environ.get("GIT_NO_REPLACE_OBJECTS") is None
