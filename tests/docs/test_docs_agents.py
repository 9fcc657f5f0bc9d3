"""The guard of the agents' guide works as it stands: installed, not installed, broken."""

from __future__ import annotations

import json
import os
import shutil
import sys

import pytest
from docs_pages import DOCS, blocks

from sinfonia.scaffold.agents import AGENTS, apply

PAGE = "docs/guides/agents.md"
BAD = '{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "git commit -n"}}'
GOOD = BAD.replace("git commit -n", "git commit")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("sh") is None, reason="the line is written for a POSIX shell"
)


def command() -> str:
    settings = json.loads((DOCS / "snippets" / "claude-settings.json").read_text(encoding="utf-8"))
    (matcher,) = settings["hooks"]["PreToolUse"]
    (hook,) = matcher["hooks"]
    assert (matcher["matcher"], hook["type"], hook["timeout"] > 20) == ("*", "command", True)
    return str(hook["command"])


def test_the_page_shows_the_line_that_the_file_has():
    assert " ".join(blocks(PAGE, "text")[0].text.split()) == command()


def test_the_file_is_what_install_writes(repo):
    assert repo.sinfonia("install", "--agents", "claude-code").code == 0
    written = (repo.path / ".claude" / "settings.json").read_bytes()
    assert written == (DOCS / "snippets" / "claude-settings.json").read_bytes()


def test_the_table_of_agents_names_their_files_and_hooks(repo):
    text = (DOCS / "guides" / "agents.md").read_text(encoding="utf-8")
    for agent in AGENTS.values():
        edits = agent.plan(str(repo.path), (agent.name,))
        [row] = [line for line in text.splitlines() if line.startswith(f"| [{agent.title}]")]
        assert all(f"`{edit.path}`" in row for edit in edits)
        apply(str(repo.path), edits)
        assert all(f"`{hook.event}`" in row for hook in agent.installed(str(repo.path)))
        apply(str(repo.path), agent.removal(str(repo.path), {}))


def test_the_line_refuses_and_allows(repo):
    refused = repo.run("sh", "-c", command(), stdin=BAD)
    assert refused.code == 2
    assert blocks(PAGE, "text")[1].text == refused.err
    assert json.loads(refused.out)["hookSpecificOutput"]["permissionDecision"] == "deny"
    assert repo.run("sh", "-c", command(), stdin=GOOD).code == 0


def test_without_sinfonia_the_line_refuses_and_says_why(repo):
    missing = repo.run(shutil.which("sh"), "-c", command(), stdin=GOOD, env={"PATH": "/nowhere"})
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == "sinfonia is not installed: python3 -m pip install sinfonia-hooks\n"


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/no/such/interpreter\n"], ids=["crash", "interpreter"])
def test_a_broken_installation_refuses(repo, tmp_path, script):
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "sinfonia-hook").write_text(script)
    (folder / "sinfonia-hook").chmod(0o755)
    env = {"PATH": f"{folder}{os.pathsep}{os.defpath}"}
    assert repo.run("sh", "-c", command(), stdin=GOOD, env=env).code == 2
