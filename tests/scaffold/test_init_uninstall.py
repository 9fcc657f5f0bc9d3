"""`sinfonia uninstall` takes away what `init` wrote, and nothing else."""

from __future__ import annotations

import json
import shutil

import pytest
from init_world import CUSTOMISED, files, init, pnpm_with_husky, snapshot


def _everything(repo):
    repo.commit({name: data for name, data in CUSTOMISED.items() if data} | {"CLAUDE.md": "x"})


def _lefthook(repo):
    repo.commit({"lefthook.yml": "# ours\npre-commit:\n  commands:\n    lint:\n      run: x\n"})


def _flow(repo):
    repo.commit({".pre-commit-config.yaml": "repos: []\nci: {}", ".gitignore": "/dist", ".gitattributes": "a text\r\n"})


def _empty_settings(repo):
    repo.commit(
        {".claude/settings.json": "{}", ".gemini/settings.json": "{}\n", ".cursor/hooks.json": '{"version": 1}'}
    )
    repo.commit({".codex/hooks.json": '{\n  "hooks": {\n    "Stop": [],\n    "PreToolUse": []\n  }\n}\n'})


PROJECTS = {
    "settings of agents that hold nothing": _empty_settings,
    "an empty repository": lambda repo: None,
    "everything customised": _everything,
    "husky": pnpm_with_husky,
    "lefthook": _lefthook,
    "files in other layouts": _flow,
}


@pytest.mark.parametrize("prepare", PROJECTS.values(), ids=PROJECTS)
def test_after_uninstall_every_byte_is_as_before_init(repo, prepare):
    prepare(repo)
    before = snapshot(repo)
    init(repo, "--agents", "claude-code,opencode,codex,gemini,cursor")
    assert snapshot(repo) != before
    planned = repo.sinfonia("uninstall", "--dry-run")
    assert planned.code == 0, planned.text
    result = repo.sinfonia("uninstall")
    assert result.code == 0, result.text
    assert snapshot(repo) == before
    folders = [path for path in repo.path.rglob("*") if path.is_dir() and ".git" not in path.parts]
    assert not [folder for folder in folders if not any(folder.iterdir())]


def test_what_was_edited_stays_and_is_named(repo):
    init(repo)
    persona = repo.path / ".sinfonia/agents/coda.md"
    persona.write_text(persona.read_text() + "edited\n")
    config = repo.path / ".pre-commit-config.yaml"
    config.write_text(
        config.read_text() + "- repo: meta\n  hooks: []\n".replace("- repo", "  - repo").replace("  hooks", "    hooks")
    )
    repo.write({".sinfonia/memory/coda.md": "remembered\n"})
    result = repo.sinfonia("uninstall")
    assert result.code == 1
    assert "kept       .sinfonia/agents/coda.md" in result.out
    assert set(files(repo.path)) == {".sinfonia/agents/coda.md", ".sinfonia/memory/coda.md", ".pre-commit-config.yaml"}
    assert "sinfonia" not in config.read_text()
    assert "meta" in config.read_text()


def test_after_uninstall_a_commit_passes_without_our_programs(repo):
    init(repo)
    repo.sinfonia("uninstall")
    repo.stage({"src/a.py": "def f():\n    return 1\n"})
    result = repo.try_git("commit", "-m", "Add f", env={"PATH": "/usr/bin:/bin"})
    assert result.code == 0, result.text


def test_a_record_cannot_make_uninstall_remove_what_lies_outside(repo, tmp_path):
    (tmp_path / "outside").write_text("kept\n")
    record = {"version": 1, "agents": [], "files": {"../outside": "0"}, "added": {}, "folders": []}
    repo.write({".sinfonia/scaffold.json": json.dumps(record)})
    result = repo.sinfonia("uninstall")
    assert result.code == 2
    assert "damaged" in result.err
    assert (tmp_path / "outside").read_text() == "kept\n"


def test_hooks_that_pre_commit_installed_before_stay(repo):
    repo.write({".pre-commit-config.yaml": "repos:\n- repo: meta\n  hooks:\n  - id: identity\n"})
    done = repo.run("pre-commit", "install")
    assert done.code == 0, done.text
    shutil.rmtree(repo.path / ".git" / "sinfonia", ignore_errors=True)
    before = snapshot(repo)
    init(repo)
    assert (repo.path / ".git/hooks/commit-msg").exists()
    assert repo.sinfonia("uninstall").code == 0
    assert snapshot(repo) == before
