from __future__ import annotations

import json

import pytest

from sinfonia.scaffold.hook_file import COMMIT_HOOKS


def document(result) -> dict:
    whole = json.loads(result.out)
    assert list(whole) == ["version", "hooks", "next_steps", "diagnostics"]
    assert whole["version"] == 1
    assert all(set(row) == {"name", "path", "action"} for row in whole["hooks"])
    assert all(set(row) == {"code", "message", "fix"} for row in whole["diagnostics"])
    return whole


def actions(result) -> dict[str, str]:
    return {row["name"]: row["action"] for row in document(result)["hooks"]}


def test_install_names_every_hook_and_its_file(repo):
    done = repo.sinfonia("install")
    assert (done.code, done.err) == (0, "")
    rows = [line.split() for line in done.out.splitlines()]
    assert rows == [[name, "written", f".git/hooks/{name}"] for name in COMMIT_HOOKS]


def test_install_then_uninstall_as_json(repo):
    done = repo.sinfonia("install", "--format", "json")
    assert actions(done) == dict.fromkeys(COMMIT_HOOKS, "written")
    assert document(done)["hooks"][0]["path"] == str(repo.path / ".git" / "hooks" / "pre-commit")
    assert actions(repo.sinfonia("install", "--format", "json")) == dict.fromkeys(COMMIT_HOOKS, "unchanged")
    done = repo.sinfonia("uninstall", "--format=json")
    assert done.code == 0
    assert actions(done) == dict.fromkeys(COMMIT_HOOKS, "removed")
    again = repo.sinfonia("uninstall")
    assert (again.code, again.out) == (0, "there is no hook of ours here\n")


def test_a_trailer_waives_the_first_commit_after_install(repo):
    repo.stage({"app.py": "print(1)\n"})
    assert repo.sinfonia("install").code == 0
    refused = repo.try_git("commit", "-qm", "Add a toy")
    assert refused.code == 1
    assert "ENF-001" in refused.text
    accepted = repo.try_git("commit", "-qm", "Add a toy", "-m", "Tests-Exempt: a toy")
    assert (accepted.code, accepted.text) == (0, "")


def test_no_receipt_is_left_for_a_message_hook_that_is_not_ours(repo):
    repo.git("config", "core.hooksPath", "ci")
    assert repo.sinfonia("install").code == 1
    assert repo.sinfonia("install", "--dry-run").code == 1
    assert not (repo.path / ".git" / "sinfonia").exists()


def test_a_dry_run_leaves_no_receipt_and_says_so(repo):
    done = repo.sinfonia("install", "--dry-run")
    assert done.code == 0
    assert done.out.endswith("nothing was changed: this was --dry-run\n")
    assert not (repo.path / ".git" / "sinfonia").exists()
    assert not (repo.path / ".git" / "hooks" / "pre-commit").exists()


def test_a_global_hooks_path_prints_one_line_for_each_hook_and_exits_1(repo):
    repo.git("config", "--global", "core.hooksPath", "~/hooks")
    done = repo.sinfonia("install")
    assert done.code == 1
    assert "core.hooksPath" in done.out
    for name in COMMIT_HOOKS:
        assert f'sinfonia-hook {name} "$@" || exit $?\n' in done.out
    steps = document(repo.sinfonia("install", "--format", "json"))
    assert len(steps["next_steps"]) == len(COMMIT_HOOKS)
    assert steps["diagnostics"][0]["code"] == "hooks-elsewhere"


def test_an_edited_hook_is_told_and_uninstall_exits_1(repo):
    repo.sinfonia("install")
    hook = repo.path / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text() + "echo mine\n")
    done = repo.sinfonia("install")
    assert done.code == 0
    assert "edited since it was written: kept as it is" in done.out
    gone = repo.sinfonia("uninstall", "--format", "json")
    assert gone.code == 1
    assert document(gone)["diagnostics"][0]["code"] == "hook-edited"
    assert hook.read_text().endswith("echo mine\n")


def test_a_bare_repository_is_told_about_server(make_repo):
    bare = make_repo("bare.git", "--bare")
    done = bare.sinfonia("install")
    assert done.code == 2
    assert done.err.splitlines()[1] == " hint: sinfonia install --server"
    assert actions(bare.sinfonia("install", "--server", "--format", "json")) == {"pre-receive": "written"}
    assert actions(bare.sinfonia("uninstall", "--format", "json")) == {"pre-receive": "removed"}


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_outside_of_a_repository_is_one_error(repo, tmp_path, command):
    done = repo.sinfonia(command, cwd=tmp_path)
    assert done.code == 2
    assert "is not inside a git repository" in done.err
    assert done.out == ""


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_help_has_two_examples(repo, command):
    done = repo.sinfonia(command, "--help")
    assert done.code == 0
    assert done.out.partition("Examples:")[2].count(f"  sinfonia {command}") >= 2
    assert all(len(line) <= 100 for line in done.out.splitlines())


def test_from_a_subfolder_the_hooks_of_the_repository_are_meant(repo):
    (repo.path / "src").mkdir()
    assert repo.sinfonia("install", cwd=repo.path / "src").code == 0
    assert (repo.path / ".git" / "hooks" / "pre-commit").exists()


def test_a_broken_runner_configuration_stops_install_but_not_uninstall(repo):
    hook = repo.path / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n")
    repo.write({".pre-commit-config.yaml": "repos: [\n"})
    done = repo.sinfonia("install")
    assert done.code == 2
    assert ".pre-commit-config.yaml" in done.err
    assert not (repo.path / ".git" / "hooks" / "commit-msg").exists()
    assert repo.sinfonia("uninstall").code == 0
