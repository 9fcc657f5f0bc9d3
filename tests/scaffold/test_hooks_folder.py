from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hook_world import SCRIPT, actions, install, put, tree, uninstall

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_file import COMMIT_HOOKS


def test_hooks_of_a_worktree_are_those_of_the_repository(repo, hooks):
    repo.commit({"README": "hello\n"})
    repo.git("worktree", "add", "-q", "../tree", "-b", "work")
    there = repo.path.parent / "tree"
    git_hooks.install(discover(str(there)), os.environ)
    assert (hooks / "pre-commit").exists()
    (there / ".env").write_text("A=1\n")
    repo.run("git", "add", ".", cwd=there)
    assert "ENF-002" in repo.run("git", "commit", "-qm", "Add settings", cwd=there).text
    (there / ".env").unlink()
    (there / "page").write_text("hello\n")
    repo.run("git", "add", "-A", cwd=there)
    assert repo.run("git", "commit", "-qm", "Add a page", cwd=there).code == 0
    assert (repo.path / ".git" / "worktrees" / "tree" / "sinfonia").is_dir()
    uninstall(repo)
    assert not list(repo.path.glob(".git/**/sinfonia"))


@pytest.mark.parametrize("path", [".git/other hooks", "{repo}/.git/my-hooks", "$worktree"])
def test_a_hooks_path_inside_the_git_directory_is_written(repo, path):
    if path == "$worktree":
        repo.git("config", "extensions.worktreeConfig", "true")
        repo.git("config", "--worktree", "core.hooksPath", ".git/wt")
    else:
        repo.git("config", "core.hooksPath", path.format(repo=repo.path))
    assert install(repo).complete
    repo.stage({".env": "A=1\n"})
    assert "ENF-002" in repo.try_git("commit", "-qm", "Add settings").text
    before = tree(repo.path / ".git" / "hooks")
    uninstall(repo)
    assert tree(repo.path / ".git" / "hooks") == before
    assert not list(repo.path.glob(".git/*/pre-commit"))


@pytest.mark.parametrize("scope", ["--global", "--local", "environment"])
@pytest.mark.parametrize("path", ["~/githooks", "ci/hooks", "/dev/null"])
def test_a_hooks_path_elsewhere_is_never_written(repo, sealed, monkeypatch, scope, path):
    (repo.path / "ci" / "hooks").mkdir(parents=True)
    Path(sealed["HOME"], "githooks").mkdir()
    if scope == "environment":
        for name, value in {"COUNT": "1", "KEY_0": "core.hooksPath", "VALUE_0": path}.items():
            monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    else:
        repo.git("config", scope, "core.hooksPath", path)
    before = tree(repo.path.parent, times=True)
    outcome = install(repo)
    assert tree(repo.path.parent, times=True) == before
    assert not outcome.complete
    assert set(actions(outcome).values()) == {"by-hand"}
    for name in COMMIT_HOOKS:
        assert any(f"{name} " in step or f"{name}:" in step for step in outcome.next_steps)
        assert any(f'sinfonia-hook {name} "$@" || exit $?' in step for step in outcome.next_steps)


def test_a_hooks_path_elsewhere_that_calls_us_is_all_that_is_needed(repo):
    for name in COMMIT_HOOKS:
        put(repo.path / "ci" / name, f'sinfonia-hook {name} "$@" || exit $?\n')
    repo.git("config", "core.hooksPath", "ci")
    outcome = install(repo)
    assert outcome.complete
    assert set(actions(outcome).values()) == {"unchanged"}
    repo.stage({".env": "A=1\n"})
    assert "ENF-002" in repo.try_git("commit", "-qm", "Add settings").text
    before = tree(repo.path / "ci", times=True)
    assert set(actions(uninstall(repo)).values()) == {"by-hand"}
    assert tree(repo.path / "ci", times=True) == before


def test_hooks_written_before_the_hooks_path_moved_are_still_taken_away(repo, hooks):
    before = tree(hooks)
    install(repo)
    repo.git("config", "core.hooksPath", "ci")
    uninstall(repo)
    assert tree(hooks) == before


def test_a_hooks_folder_that_is_a_link_out_of_the_git_directory_is_not_written(repo, hooks, tmp_path):
    shared = tmp_path / "shared"
    hooks.rename(shared)
    hooks.symlink_to(shared)
    before = tree(tmp_path, times=True)
    outcome = install(repo)
    assert not outcome.complete
    assert "a link leads there" in outcome.note
    assert tree(tmp_path, times=True) == before


def test_a_hook_that_is_a_link_is_moved_and_not_written_through(repo, hooks):
    script = put(repo.path / "tools" / "check", "echo >>ran\n")
    (hooks / "pre-commit").symlink_to("../../tools/check")
    install(repo)
    assert script.read_text() == SCRIPT + "echo >>ran\n"
    assert not (hooks / "pre-commit").is_symlink()
    repo.write({"README": "hello\n"})
    repo.git("add", "README")
    repo.git("commit", "-qm", "Add a page")
    assert (repo.path / "ran").exists()
    uninstall(repo)
    assert os.readlink(hooks / "pre-commit") == "../../tools/check"


def test_a_hook_that_is_a_folder_is_left_and_named(repo, hooks):
    (hooks / "pre-commit").mkdir()
    outcome = install(repo)
    assert actions(outcome)["pre-commit"] == "blocked"
    assert not outcome.complete
    assert (hooks / "commit-msg").exists()


def test_a_hooks_folder_that_is_a_file_is_one_error(repo, hooks):
    hooks.rename(repo.path / ".git" / "away")
    hooks.write_text("")
    with pytest.raises(SinfoniaError, match="is no folder"):
        install(repo)
    assert hooks.read_text() == ""


@pytest.mark.parametrize("fails", ["open", "replace"])
@pytest.mark.parametrize("code", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_system_that_refuses_to_write_leaves_the_hooks_as_they_were(repo, hooks, monkeypatch, fails, code):
    put(hooks / "pre-commit", "exit 0\n")
    before = tree(repo.path)
    real = getattr(os, fails)

    def refuse(path, *args, **more):
        if "sinfonia-new" in str(path):
            raise OSError(code, os.strerror(code), str(path))
        return real(path, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, fails, refuse)
        with pytest.raises(SinfoniaError, match=os.strerror(code).lower()):
            install(repo)
    assert tree(repo.path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_checkout_is_one_error(repo, hooks):
    hooks.chmod(0o555)
    try:
        with pytest.raises(SinfoniaError, match="permission denied"):
            install(repo)
    finally:
        hooks.chmod(0o755)


def test_the_umask_counts_as_for_git(repo, hooks):
    old = os.umask(0o027)
    try:
        install(repo)
    finally:
        os.umask(old)
    assert stat.S_IMODE((hooks / "pre-commit").stat().st_mode) == 0o750
