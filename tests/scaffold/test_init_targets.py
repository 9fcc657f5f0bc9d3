"""A target that cannot be written or merged into stops `init` before the first write; a failure later restores."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from init_world import CUSTOMISED, files, init, snapshot

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover
from sinfonia.scaffold import init_apply, init_hooks, init_pre_commit
from sinfonia.scaffold.detect import HookRunner
from sinfonia.scaffold.init_apply import Transaction
from sinfonia.scaffold.init_files import Action, Row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")

BROKEN = {
    ".pre-commit-config.yaml": ("repos: [\n", ".pre-commit-config.yaml:2"),
    "lefthook.yml": ("pre-commit: [a]\n", "lefthook.yml:1"),
    ".gitlab-ci.yml": ("a: 'b\n", ".gitlab-ci.yml"),
    ".gitattributes": (b"\xff\xfe*\n", ".gitattributes:1"),
    ".gitignore": (b"a\n\xff\n", ".gitignore:2"),
    ".claude/settings.json": ("{,}\n", ".claude/settings.json"),
    "pyproject.toml": ("[tool.sinfonia\n", "pyproject.toml"),
    ".sinfonia/scaffold.json": ("{}\n", ".sinfonia/scaffold.json"),
    ".sinfonia/agents/own.md": ("no frontmatter\n", ".sinfonia/agents/own.md:1"),
    ".sinfonia/workflows/own/workflow.md": ("---\nnme: x\n---\n", ".sinfonia/workflows/own/workflow.md:2"),
    ".sinfonia": ("a file\n", ".sinfonia"),
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_target_is_named_and_nothing_is_written(repo, path):
    content, told = BROKEN[path]
    repo.commit({path: content, "CLAUDE.md": "x\n"})
    before = snapshot(repo)
    result = init(repo, code=2)
    assert told in result.err, result.err
    assert "Traceback" not in result.err
    assert snapshot(repo) == before


@pytest.mark.parametrize("path", [".gitignore", ".pre-commit-config.yaml", "CLAUDE.md"])
def test_a_read_only_target_is_refused_and_one_that_is_not_written_is_not(repo, path):
    repo.commit({name: data for name, data in CUSTOMISED.items() if data} | {"CLAUDE.md": "x\n"})
    (repo.path / path).chmod(0o444)
    before = snapshot(repo)
    if path == "CLAUDE.md":
        init(repo)
        return
    result = init(repo, code=2)
    assert f"`{path}` is read-only" in result.err
    assert f"chmod u+w {path}" in result.err
    assert snapshot(repo) == before


def test_a_read_only_folder_is_refused(repo):
    repo.commit({".github/workflows/ci.yml": "on: push\n"})
    (repo.path / ".github/workflows").chmod(0o555)
    before = snapshot(repo)
    try:
        result = init(repo, code=2)
        assert ".github/workflows` is read-only" in result.err
        assert snapshot(repo) == before
    finally:
        (repo.path / ".github/workflows").chmod(0o755)


@pytest.mark.parametrize(
    "path", [".gitignore", ".sinfonia", ".sinfonia/agents", ".github/workflows", ".opencode/agent"]
)
def test_a_link_in_the_way_is_refused_wherever_it_leads(repo, tmp_path, path):
    outside = tmp_path / "outside"
    outside.mkdir()
    repo.commit({".github/dependabot.yml": "version: 2\n"})
    target = repo.path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(outside / ("file" if path == ".gitignore" else ""))
    result = init(repo, code=2)
    assert path in result.err
    assert "a link" in result.err
    assert list(outside.iterdir()) == []
    assert ".gitattributes" not in files(repo.path)


def test_a_folder_where_a_file_should_be_is_refused(repo):
    (repo.path / ".gitignore").mkdir()
    assert ".gitignore" in init(repo, code=2).err
    assert files(repo.path) == {}


def test_dry_run_changes_nothing_and_its_diff_is_what_init_does(repo):
    repo.commit({name: data for name, data in CUSTOMISED.items() if data})
    before, head = snapshot(repo), repo.git("rev-parse", "HEAD")
    result = repo.sinfonia("init", "--dry-run")
    assert result.code == 0, result.text
    assert (snapshot(repo), repo.git("rev-parse", "HEAD")) == (before, head)
    assert repo.git("status", "--porcelain") == ""
    repo.git("apply", "-", stdin=result.out)
    applied = files(repo.path)
    repo.git("stash", "-q", "-u")
    init(repo)
    done = files(repo.path)
    for one in (applied, done):
        del one[".sinfonia/config.yaml"]  # a project's id is a new one each time
        del one[".sinfonia/scaffold.json"]  # and so is that file's digest
    assert applied == done


def test_dry_run_without_git_makes_no_repository(repo, tmp_path):
    folder = tmp_path / "plain"
    folder.mkdir()
    result = repo.sinfonia("init", "--dry-run", cwd=folder)
    assert result.code == 0
    assert "git init" in result.err
    assert list(folder.iterdir()) == []


ROWS = (
    Row("a/new", Action.WRITTEN, None, b"new"),
    Row("old", Action.REFRESHED, b"old", b"newer", backup="old.bak"),
    Row("gone", Action.REMOVED, b"gone", None),
    Row("b/c/new", Action.WRITTEN, None, b"new"),
)


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_failure_in_the_middle_restores_every_byte_and_mode(tmp_path, monkeypatch, failing):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o755)
    (tmp_path / "gone").write_bytes(b"gone")
    calls = []

    def counted(real):
        def call(*given):
            calls.append(given)
            if len(calls) == failing:
                raise OSError(28, "No space left on device")
            return real(*given)

        return call

    monkeypatch.setattr(init_apply.os, "replace", counted(os.replace))
    monkeypatch.setattr(Transaction, "_remove", counted(Transaction._remove))
    with pytest.raises(SinfoniaError, match="no space left"):
        Transaction(str(tmp_path)).write(ROWS)
    monkeypatch.undo()
    assert {path.name for path in tmp_path.iterdir() if path.name != "home"} == {"old", "gone"}
    assert (tmp_path / "old").read_bytes() == b"old"
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o755
    Transaction(str(tmp_path)).write(ROWS)
    assert files(tmp_path) == {"a/new": b"new", "b/c/new": b"new", "old": b"newer", "old.bak": b"old"}
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o755


def test_what_a_killed_run_left_is_taken_away_and_hinders_nothing(repo):
    left = repo.path / ".sinfonia-0123456789abcdef.tmp"
    repo.write({f"{left.name}/0": "half", ".sinfonia-kept.tmp/0": "somebody's"})
    init(repo)
    assert not left.exists()
    assert (repo.path / ".sinfonia-kept.tmp" / "0").read_text() == "somebody's"
    before = snapshot(repo)
    init(repo)
    assert snapshot(repo) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGINT), signal.SIGINT])
@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_signal_in_the_middle_brings_every_byte_back(tmp_path, monkeypatch, number, at):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "gone").write_bytes(b"gone")
    before, calls = files(tmp_path), []

    def counted(real):
        def call(*given):
            calls.append(given)
            if len(calls) == at:
                os.kill(os.getpid(), number)
            return real(*given)

        return call

    handler = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(init_apply.os, "fsync", counted(os.fsync))
    monkeypatch.setattr(init_apply.os, "replace", counted(os.replace))
    with pytest.raises(KeyboardInterrupt):
        Transaction(str(tmp_path)).write(ROWS)
    assert files(tmp_path) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".sinfonia", "a", "b"))]
    assert signal.getsignal(signal.SIGTERM) is handler


def test_a_folder_that_is_mounted_from_elsewhere_is_written_to(tmp_path, monkeypatch):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "gone").write_bytes(b"gone")

    def across(source, target):
        raise OSError(18, "Invalid cross-device link", source, None, target)

    monkeypatch.setattr(init_apply.os, "replace", across)
    Transaction(str(tmp_path)).write(ROWS)
    monkeypatch.undo()
    assert files(tmp_path) == {"a/new": b"new", "b/c/new": b"new", "old": b"newer", "old.bak": b"old"}


def test_hooks_that_pre_commit_installed_go_when_init_ends_half_way(repo, monkeypatch):
    opened = discover(str(repo.path), dict(os.environ))
    repo.write({".pre-commit-config.yaml": init_pre_commit.wanted(None, "").data})
    before = snapshot(repo)

    def interrupted(*given):
        del given
        assert (repo.path / ".git/hooks/commit-msg").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(init_hooks.git_hooks, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        init_hooks.activate(opened, dict(os.environ), HookRunner.PRE_COMMIT)
    assert snapshot(repo) == before


def test_a_file_that_changes_meanwhile_is_not_written_over(tmp_path):
    (tmp_path / "old").write_bytes(b"by somebody else")
    with pytest.raises(SinfoniaError, match="changed meanwhile"):
        Transaction(str(tmp_path)).write(ROWS[:2])
    assert files(tmp_path) == {"old": b"by somebody else"}
    assert not (tmp_path / "a").exists()


def test_hooks_that_cannot_be_written_bring_the_files_back(repo):
    hooks = repo.path / ".git" / "hooks"
    for path in hooks.iterdir():
        path.unlink()
    hooks.rmdir()
    hooks.write_text("no folder")
    result = init(repo, code=2)
    assert "hooks" in result.err
    assert files(repo.path) == {}
