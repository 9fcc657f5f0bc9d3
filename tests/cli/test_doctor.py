"""`sinfonia doctor`: each thing that can be wrong is found, and said with what to type."""

from __future__ import annotations

import json
import os
import shutil
import sys
from itertools import zip_longest

import pytest


@pytest.fixture
def doctor(repo, tmp_path):
    """Run it where `sinfonia-hook` is this tree's; gives exit code and the messages of one state."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder, f'exec {sys.executable} -m sinfonia.door "$@"')
    env = {"PATH": f"{folder}{os.pathsep}{repo.env['PATH']}"}

    def doctor(*args, **more):
        return repo.sinfonia("doctor", *args, env={**env, **more})

    doctor.folder = folder
    return doctor


def program(folder, body):
    (folder / "sinfonia-hook").write_text(f"#!/bin/sh\n{body}\n")
    (folder / "sinfonia-hook").chmod(0o755)


def told(result):
    document = json.loads(result.out)
    assert result.code == (1 if any(row["state"] == "problem" for row in document["checks"]) else 0)
    return {(row["subject"], row["state"]): row["message"] for row in document["checks"]}


def asked(doctor, **more):
    return told(doctor("--format", "json", **more))


def test_a_repository_with_everything_is_well_and_one_with_nothing_is_told_what_to_type(repo, doctor):
    bare = doctor()
    assert bare.code == 1
    assert "no hook of git calls Sinfonia" in bare.out
    assert "type: sinfonia install" in bare.out
    assert repo.sinfonia("install").code == 0
    assert repo.sinfonia("install", "--agents", "claude-code,opencode,gemini,cursor").code == 0
    rows = asked(doctor)
    assert [key for key in rows if key[1] != "ok"] == []
    for name in ("claude-code", "opencode", "gemini", "cursor"):
        assert "a bad one was refused and a good one passed" in rows[name, "ok"]


def test_what_doctor_tries_out_leaves_no_trace(repo, doctor):
    repo.sinfonia("install")
    repo.sinfonia("install", "--agents", "claude-code,opencode,codex,gemini,cursor")
    doctor()
    log = repo.path / ".git" / "sinfonia" / "decisions.jsonl"
    assert not log.exists()
    before = {path: path.read_bytes() for path in repo.path.rglob("*") if path.is_file()}
    assert "a bad one was refused" in doctor().out
    assert {path: path.read_bytes() for path in repo.path.rglob("*") if path.is_file()} == before


def test_a_hooks_folder_of_the_user_that_does_not_call_us_is_a_problem(repo, doctor, tmp_path):
    repo.sinfonia("install")
    assert asked(doctor)["git hooks", "ok"]
    (tmp_path / "hooks").mkdir()
    repo.git("config", "--global", "core.hooksPath", str(tmp_path / "hooks"))
    assert "git runs hooks from" in asked(doctor)["git hooks", "problem"]
    assert doctor().code == 1


def test_a_guard_that_lets_everything_pass_or_nothing_is_found(repo, doctor):
    repo.sinfonia("install", "--agents", "claude-code")
    for body, said in (
        ("exit 0", "must be refused ended with 0"),
        ("echo no >&2; exit 2", "does not understand the refusal"),
        (f'echo log; exec {sys.executable} -m sinfonia.door "$@"', "something is printed with it"),
        ("cat >/dev/null; exit 2", "must be refused ended with 2"),
    ):
        program(doctor.folder, body)
        assert said in asked(doctor)["claude-code", "problem"]
    program(doctor.folder, f'exec {sys.executable} -m sinfonia.door "$@"')
    assert ("claude-code", "ok") in asked(doctor)


def test_a_machine_without_the_program_is_found(repo, doctor):
    repo.sinfonia("install", "--agents", "claude-code")
    (doctor.folder / "sinfonia-hook").unlink()
    path = f"{doctor.folder}{os.pathsep}/usr/bin{os.pathsep}/bin"
    rows = asked(doctor, PATH=path)
    assert "not on the PATH" in rows["sinfonia", "problem"]
    assert "every call is refused" in rows["claude-code", "problem"]


def test_another_version_of_the_program_is_found(doctor):
    program(doctor.folder, "echo sinfonia/0.0.1")
    assert "is 0.0.1, and this is" in asked(doctor)["sinfonia", "problem"]


@pytest.mark.parametrize(
    ("path", "text", "agent", "said"),
    [
        (".claude/settings.json", "{", "claude-code", "runs no hook at all"),
        (".claude/settings.local.json", '{"disableAllHooks": true}', "claude-code", "switches hooks off"),
        (".gemini/settings.json", '{"hooksConfig": {"enabled": false}}', "gemini", "switches hooks off"),
        (".gemini/settings.json", '{"hooksConfig": {"disabled": ["sinfonia"]}}', "gemini", "switches hooks off"),
        (".codex/hooks.json", '{"description": "mine"}', "codex", "only `hooks` is allowed"),
        (".codex/config.toml", "[features]\nhooks = false\n", "codex", "switches hooks off"),
    ],
)
def test_settings_that_switch_hooks_off_are_found(repo, doctor, path, text, agent, said):
    if text == "{":
        repo.write({path: text})
    else:
        repo.write({path: text})
        repo.sinfonia("install", "--agents", agent)
    assert said in asked(doctor)[agent, "problem"]


def test_a_variable_that_switches_plugins_off_is_found(repo, doctor):
    repo.sinfonia("install", "--agents", "opencode")
    assert ("opencode", "problem") not in asked(doctor)
    assert "no plugin" in asked(doctor, OPENCODE_DISABLE_PROJECT_CONFIG="1")["opencode", "problem"]


def test_a_changed_command_is_told_and_not_run(repo, doctor, tmp_path):
    repo.sinfonia("install", "--agents", "claude-code")
    file = repo.path / ".claude/settings.json"
    file.write_text(
        file.read_text().replace("sinfonia-hook claude-code ||", f"touch {tmp_path}/ran; sinfonia-hook claude-code ||")
    )
    assert "was changed" in asked(doctor)["claude-code", "problem"]
    assert not (tmp_path / "ran").exists()


def test_a_short_limit_a_stale_plugin_and_an_agent_without_a_guard_are_found(repo, doctor):
    repo.sinfonia("install", "--agents", "claude-code,opencode")
    file = repo.path / ".claude/settings.json"
    file.write_text(file.read_text().replace('"timeout": 60', '"timeout": 5'))
    plugin = repo.path / ".opencode/plugins/sinfonia.js"
    plugin.write_text(plugin.read_text().replace("plugin, version 1", "plugin, version 0"))
    repo.write({".gemini/GEMINI.md": "x\n"})
    rows = asked(doctor)
    assert "waits 5 seconds" in rows["claude-code", "problem"]
    assert "another version" in rows["opencode", "warning"]
    assert "asks nobody" in rows["gemini", "warning"]


SETTINGS = ".claude/settings.json"
PLUGIN = ".opencode/plugins/sinfonia.js"
HOOK = ".git/hooks/pre-commit"


def edited(path, old, new):
    def act(repo):
        text = (repo.path / path).read_text()
        assert old in text
        (repo.path / path).write_text(text.replace(old, new))

    return act


def gone(path):
    return lambda repo: (repo.path / path).unlink()


def set_in(path, change):
    def act(repo):
        file = repo.path / path
        document = json.loads(file.read_text())
        change(document)
        file.write_text(json.dumps(document))

    return act


def in_group(**more):
    return set_in(SETTINGS, lambda document: document["hooks"]["PreToolUse"][0].update(more))


def in_command(**more):
    return set_in(SETTINGS, lambda document: document["hooks"]["PreToolUse"][0]["hooks"][0].update(more))


# What somebody does to a guard, the subject that is red then, and a word of what is to be typed.
SABOTAGE = (
    (edited(SETTINGS, "sinfonia-hook claude-code || exit 2", "sinfonia-hook claude-code"), "claude-code", "install"),
    (in_command(command="true"), "claude-code", "install --agents claude-code"),
    (in_command(**{"async": True}), "claude-code", "install --agents claude-code"),
    (in_group(matcher="Read"), "claude-code", "install --agents claude-code"),
    (set_in(SETTINGS, lambda document: document.pop("hooks")), "claude-code", "install --agents claude-code"),
    (set_in(SETTINGS, lambda document: document.update(disableAllHooks=True)), "claude-code", "take `disableAllHooks`"),
    (gone(SETTINGS), "claude-code", "install --agents claude-code"),
    (gone(PLUGIN), "opencode", "install --agents opencode"),
    (edited(PLUGIN, "throw new Error", "return new Error"), "opencode", "install --agents opencode"),
    (lambda repo: repo.git("config", "core.hooksPath", "elsewhere"), "git hooks", "--unset-all core.hooksPath"),
    (lambda repo: (repo.path / HOOK).chmod(0o644), "git hooks", "chmod +x"),
    (gone(HOOK), "git hooks", "sinfonia install"),
    (lambda repo: repo.write({HOOK: "#!/bin/sh\nexit 0\n# File generated by pre-commit\n"}), "git hooks", "install"),
    (gone(".sinfonia/config.yaml"), "configuration", "git checkout"),
)


def test_a_guard_that_somebody_switched_off_is_red_and_says_what_to_type(repo, doctor, tmp_path):
    repo.write({".sinfonia/config.yaml": 'version: "0.1"\n'})
    repo.sinfonia("install")
    repo.sinfonia("install", "--agents", "claude-code,opencode")
    repo.commit({})
    assert doctor().code == 0
    kept = tmp_path / "kept"
    shutil.copytree(repo.path, kept, symlinks=True)
    subjects = [[row for row in SABOTAGE if row[1] == subject] for subject in dict.fromkeys(row[1] for row in SABOTAGE)]
    for together in zip_longest(*subjects):  # of each subject one at a time: they know nothing of each other
        acts = [row for row in together if row]
        for act, _, _ in acts:
            act(repo)
        wrong = [row for row in json.loads(doctor("--format", "json").out)["diagnostics"] if "problem" in row["code"]]
        for _, subject, typed in acts:
            assert any(row["message"].startswith(f"{subject}: ") and typed in row["fix"] for row in wrong), wrong
        shutil.rmtree(repo.path)
        shutil.copytree(kept, repo.path, symlinks=True)
    assert doctor().code == 0


def test_a_hook_runner_that_no_longer_calls_us_is_red(repo, doctor):
    entry = "{id: a, name: a, language: system, entry: sinfonia-hook pre-commit, stages: [pre-commit]}"
    repo.write({".pre-commit-config.yaml": f"repos: [{{repo: local, hooks: [{entry}]}}]\n"})
    repo.sinfonia("install")
    written = "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\nexit 0\n"
    repo.write({HOOK: written})
    (repo.path / HOOK).chmod(0o755)
    assert ("git hooks", "problem") not in asked(doctor)
    repo.write({".pre-commit-config.yaml": "repos: []\n"})
    assert "does not call Sinfonia" in asked(doctor)["git hooks", "problem"]


def test_codex_without_trust_is_told_how_and_with_it_nothing(repo, doctor, tmp_path):
    repo.sinfonia("install", "--agents", "codex")
    home = tmp_path / "codex"
    home.mkdir()
    assert "until you have trusted them" in asked(doctor, CODEX_HOME=str(home))["codex", "warning"]
    key = f"{repo.path}/.codex/hooks.json:pre_tool_use:0:0"
    (home / "config.toml").write_text(f'[hooks.state."{key}"]\ntrusted_hash = "sha256:1"\n')
    rows = asked(doctor, CODEX_HOME=str(home))
    assert ("codex", "warning") not in rows
    (home / "config.toml").write_text(f'[hooks.state."{key}"]\nenabled = false\n')
    assert "switched off" in asked(doctor, CODEX_HOME=str(home))["codex", "problem"]


def test_a_broken_configuration_and_a_cache_that_lies_are_found(repo, doctor):
    repo.write({".sinfonia/config.yaml": 'version: "0.1"\nexclud: []\n'})
    assert "everything is refused" in asked(doctor)["configuration", "problem"]
    repo.write({".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["a/**"]\n'})
    assert repo.hook("pre-commit").code in (0, 1)
    cache = repo.path / ".git/sinfonia/policy.cache"
    assert cache.exists()
    assert "its cache is right" in asked(doctor)["configuration", "ok"]


def test_an_older_version_in_the_configuration_of_pre_commit_is_found(repo, doctor):
    text = "repos:\n  - repo: https://example.com/sinfonia\n    rev: v0.0.1\n    hooks: [{id: sinfonia}]\n"
    repo.write({".pre-commit-config.yaml": text})
    assert "names version 0.0.1" in asked(doctor)["pre-commit", "warning"]


def test_a_guard_that_a_person_uninstalled_is_missed_by_nobody(repo, doctor):
    manifest = {"version": 1, "agents": ["opencode"], "files": {}, "added": {}, "folders": []}
    repo.write({".sinfonia/scaffold.json": json.dumps(manifest)})
    assert "is gone" in asked(doctor)["opencode", "problem"]
    assert repo.sinfonia("uninstall", "--agents", "opencode").code == 0
    assert ("opencode", "problem") not in asked(doctor)
