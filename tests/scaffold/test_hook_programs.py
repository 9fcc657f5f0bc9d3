"""Our hooks beside the real programs. husky and lefthook come from npm: skipped where they are not on PATH."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sinfonia.git.repo import discover
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_file import CHAINED, COMMIT_HOOKS

OTHER = """\
repos:
- repo: local
  hooks:
  - {id: other, name: other, language: system, entry: sh -c 'echo >>../ran', always_run: true, pass_filenames: false}
"""
OURS = """\
  - {id: sinfonia, name: sinfonia, language: system, entry: sinfonia-hook pre-commit, stages: [pre-commit],
     always_run: true, pass_filenames: false}
"""


def install(repo):
    return git_hooks.install(discover(str(repo.path)), os.environ)


def uninstall(repo):
    return git_hooks.uninstall(discover(str(repo.path)), os.environ)


def action(outcome, name: str = "pre-commit") -> str:
    return next(row.action.value for row in outcome.rows if row.name == name)


def hook_files(repo) -> dict[str, bytes]:
    folder = repo.path / ".git" / "hooks"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sample"}


def refuses(repo, *, times: int = 1) -> None:
    """A commit with a secret file is refused, by as many runs of ours as there should be."""
    repo.stage({".env": "A=1\n"})
    refused = repo.try_git("commit", "-qm", "Add settings")
    assert refused.code == 1
    assert refused.text.count("error[ENF-002]") == times, refused.text
    repo.git("rm", "-qf", "--cached", ".env")
    repo.write({".env": None})


def accepts(repo) -> None:
    """A good commit passes, and the other program's check ran for it, once."""
    ran = repo.path.parent / "ran"
    ran.unlink(missing_ok=True)
    repo.write({"page": f"{os.urandom(4).hex()}\n"})
    repo.git("add", "page")
    done = repo.try_git("commit", "-qm", "Add a page")
    assert done.code == 0, done.text
    assert ran.read_text() == "\n"


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not on PATH")
    return found


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request, sealed) -> str:
    return program(request.param)


def configure(repo, text: str) -> None:
    repo.write({".pre-commit-config.yaml": text})
    repo.git("add", ".pre-commit-config.yaml")
    repo.git("commit", "--no-verify", "-qm", "Configure")


def run_ok(repo, *args: str) -> None:
    done = repo.run(*args)
    assert done.code == 0, done.text


def test_a_runner_that_does_not_call_us_is_chained_and_comes_back(repo, runner):
    configure(repo, OTHER)
    run_ok(repo, runner, "install")
    before = hook_files(repo)
    assert action(install(repo)) == "chained"
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert hook_files(repo) == before


def test_a_runner_that_calls_us_keeps_its_moment(repo, runner):
    configure(repo, OTHER + OURS)
    run_ok(repo, runner, "install")
    before = hook_files(repo)["pre-commit"]
    outcome = install(repo)
    assert action(outcome) == "left"
    assert action(outcome, "commit-msg") == "written"
    assert hook_files(repo)["pre-commit"] == before
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert hook_files(repo) == {"pre-commit": before}


def test_a_runner_configured_later_gets_its_moment_back(repo, runner):
    configure(repo, OTHER)
    run_ok(repo, runner, "install")
    before = hook_files(repo)["pre-commit"]
    install(repo)
    configure(repo, OTHER + OURS)
    assert action(install(repo)) == "left"
    assert hook_files(repo)["pre-commit"] == before
    assert f"pre-commit{CHAINED}" not in hook_files(repo)
    refuses(repo)


def test_a_runner_installed_over_ours_runs_ours_until_it_is_settled(repo, runner):
    configure(repo, OTHER)
    install(repo)
    run_ok(repo, runner, "install")
    assert "pre-commit.legacy" in hook_files(repo)
    refuses(repo)
    accepts(repo)
    assert action(install(repo)) == "chained"
    assert "pre-commit.legacy" not in hook_files(repo)
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert list(hook_files(repo)) == ["pre-commit"]


def test_a_runner_installed_again_over_ours_does_not_run_in_a_circle(repo, runner):
    configure(repo, OTHER)
    run_ok(repo, runner, "install")
    before = hook_files(repo)
    install(repo)
    run_ok(repo, runner, "install")
    refuses(repo)
    accepts(repo)
    assert action(install(repo)) == "chained"
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert hook_files(repo) == before


def test_the_users_own_hook_survives_a_runner_installed_over_ours(repo, runner):
    configure(repo, OTHER)
    own = repo.path / ".git" / "hooks" / "pre-commit"
    own.write_text("#!/bin/sh\necho >>../own\n")
    own.chmod(0o755)
    install(repo)
    run_ok(repo, runner, "install")
    accepts(repo)
    assert (repo.path.parent / "own").read_text() == "\n"
    install(repo)
    accepts(repo)
    assert (repo.path.parent / "own").read_text() == "\n\n"
    uninstall(repo)
    assert hook_files(repo)["pre-commit.legacy"] == b"#!/bin/sh\necho >>../own\n"
    accepts(repo)
    assert (repo.path.parent / "own").read_text() == "\n\n\n"
    run_ok(repo, runner, "uninstall")
    assert hook_files(repo) == {"pre-commit": b"#!/bin/sh\necho >>../own\n"}


def test_a_pushed_secret_is_seen_behind_a_chained_runner(repo, make_repo, runner):
    configure(repo, OTHER.replace("always_run", "stages: [pre-push], always_run"))
    run_ok(repo, runner, "install", "-t", "pre-push")
    assert action(install(repo), "pre-push") == "chained"
    repo.git("remote", "add", "origin", str(make_repo("remote.git", "--bare").path))
    assert repo.try_git("push", "-q", "origin", "main").code == 0
    assert (repo.path.parent / "ran").read_text() == "\n"
    repo.commit({".env": "A=1\n"})
    assert "ENF-002" in repo.try_git("push", "-q", "origin", "main").text


LEFTHOOK = "no_auto_install: true\npre-commit:\n  commands:\n    other:\n      run: echo >>../ran\n"
LEFTHOOK_OURS = LEFTHOOK + "    sinfonia:\n      run: sinfonia-hook pre-commit\n"


@pytest.fixture
def lefthook(sealed) -> str:
    return program("lefthook")


def lefthook_installed(repo, lefthook: str, text: str) -> None:
    repo.commit({"lefthook.yml": text})
    run_ok(repo, lefthook, "install")


def test_lefthook_that_does_not_call_us_is_chained_and_comes_back(repo, lefthook):
    lefthook_installed(repo, lefthook, LEFTHOOK)
    before = hook_files(repo)
    outcome = install(repo)
    assert action(outcome) == "chained"
    assert any("lefthook.yml" in step for step in outcome.next_steps)
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert hook_files(repo) == before


def test_lefthook_that_calls_us_keeps_its_moment(repo, lefthook):
    lefthook_installed(repo, lefthook, LEFTHOOK_OURS)
    before = hook_files(repo)["pre-commit"]
    assert action(install(repo)) == "left"
    assert hook_files(repo)["pre-commit"] == before
    refuses(repo)
    accepts(repo)


def test_lefthook_installed_over_ours_is_settled_by_the_next_install(repo, lefthook):
    lefthook_installed(repo, lefthook, LEFTHOOK)
    before = hook_files(repo)
    install(repo)
    run_ok(repo, lefthook, "install", "-f")
    assert "pre-commit.old" in hook_files(repo)
    assert action(install(repo)) == "chained"
    assert "pre-commit.old" not in hook_files(repo)
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert hook_files(repo) == before


def test_husky_is_told_which_line_to_add_and_its_own_folder_is_never_written(repo, sealed):
    run_ok(repo, program("husky"))
    folder = repo.path / ".husky"
    own = {path.name: path.read_bytes() for path in (folder / "_").iterdir()}
    outcome = install(repo)
    assert not outcome.complete
    assert not (repo.path / ".git" / "hooks" / "pre-commit").exists()
    for name in COMMIT_HOOKS:
        line = f'sinfonia-hook {name} "$@" || exit $?'
        assert f".husky/{name}: {line}" in outcome.next_steps
        (folder / name).write_text(line + "\n" + ("echo >>../ran\n" if name == "pre-commit" else ""))
    assert install(repo).complete
    refuses(repo)
    accepts(repo)
    uninstall(repo)
    assert {path.name: path.read_bytes() for path in (folder / "_").iterdir()} == own
    assert (folder / "pre-commit").exists()


def test_a_husky_folder_is_known_without_husky(repo):
    folder = Path(repo.path, ".husky", "_")
    folder.mkdir(parents=True)
    (folder / "h").touch()
    repo.git("config", "core.hooksPath", ".husky/_")
    outcome = install(repo)
    assert outcome.next_steps[0] == '.husky/pre-commit: sinfonia-hook pre-commit "$@" || exit $?'
    assert os.listdir(folder) == ["h"]
