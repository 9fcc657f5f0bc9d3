"""Payloads of Claude Code as its hooks get them, and a project in which they are judged.

The shapes were recorded from 2.1.197 and 2.1.329; every path and id is made up.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sinfonia.surfaces import claude_code
from sinfonia.surfaces.agent.guard import judged
from sinfonia.surfaces.options import Options

if TYPE_CHECKING:
    from pathlib import Path

SESSION = {"session_id": "5f1c", "transcript_path": "/home/ana/.claude/projects/shop/5f1c.jsonl"}
OLD = "def total(rows):\n    return len(rows)\n"
NEW = "def total(rows):\n    return sum(rows)\n"
TEST = "from src.shop import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n"


def pre(tool: str, fields: object, cwd: object = "/home/ana/shop", **more: object) -> dict[str, object]:
    """A payload of `PreToolUse`."""
    return {
        **SESSION,
        "cwd": str(cwd),
        "prompt_id": "c0de",
        "permission_mode": "default",
        "hook_event_name": "PreToolUse",
        "tool_name": tool,
        "tool_input": fields,
        "tool_use_id": "toolu_1",
        **more,
    }


def lifecycle(event: str, **more: object) -> dict[str, object]:
    """A payload of another event."""
    return {**SESSION, "cwd": "/home/ana/shop", "hook_event_name": event, **more}


RESPONSE = {"type": "create", "filePath": "/home/ana/shop/.env", "content": "A=1", "structuredPatch": []}
LIFECYCLE = (
    lifecycle("SessionStart", source="startup", model="m"),
    lifecycle("SessionStart", source="compact", model="m"),
    lifecycle("UserPromptSubmit", prompt="git commit --no-verify"),
    lifecycle("PostToolUse", tool_name="Write", tool_input={"file_path": ".env"}, tool_response=RESPONSE),
    lifecycle("PostToolUse", tool_name="Bash", tool_input={"command": "rm -rf /"}, tool_response={"stdout": ""}),
    lifecycle("PostToolUseFailure", tool_name="Bash", tool_input={"command": "exit 3"}, error="3", is_interrupt=False),
    lifecycle("PostToolBatch", tool_calls=[{"tool_name": "Read", "tool_input": {"file_path": ".env"}}]),
    lifecycle("SubagentStart", agent_id="a1", agent_type="general-purpose"),
    lifecycle("SubagentStop", stop_hook_active=False, agent_id="a1", agent_type="general-purpose"),
    lifecycle("Stop", stop_hook_active=False, last_assistant_message="done", background_tasks=[]),
    lifecycle("Stop", stop_hook_active=True),
    lifecycle("PreCompact", trigger="manual", custom_instructions="keep"),
    lifecycle("PostCompact", trigger="manual", compact_summary="S"),
    lifecycle("SessionEnd", reason="other"),
    lifecycle("Notification", message="waiting"),
    lifecycle("AnEventOfTomorrow", tool_name=1),
)
UNJUDGED = (
    pre("Agent", {"description": "sub", "prompt": "read .env", "subagent_type": "general-purpose"}),
    pre("WebFetch", {"url": "https://example.com/.env", "prompt": "p"}),
    pre("TodoWrite", {"todos": [{"content": "git commit --no-verify", "status": "pending"}]}),
    pre("mcp__tracker__create_issue", {"title": "rm -rf /", "labels": ["a"], "nested": {"x": [1, None]}}),
    pre("AToolOfTomorrow", {"mode": 3}),
)


@dataclass
class Shop:
    """A project with a module, one commit, and the guard of Claude Code called in process."""

    repo: object
    path: Path
    env: dict[str, str]

    def codes(self, tool: str, fields: object, *, cwd: object = None, options: Options | None = None) -> list[str]:
        """Judge a call; gives the codes that refuse it, in order."""
        report = self.report(tool, fields, cwd=cwd, options=options)
        return sorted({f.code for f in report.findings if f.severity == "error"}) if report else []

    def report(self, tool: str, fields: object, *, cwd: object = None, options: Options | None = None):
        """Judge a call; gives the report, None where nothing is judged."""
        data = json.dumps(pre(tool, fields, self.path if cwd is None else cwd)).encode()
        return judged(claude_code, data, self.env, options or Options())

    def write(self, name: str, content: str) -> list[str]:
        return self.codes("Write", {"file_path": str(self.path / name), "content": content})

    def read(self, name: str) -> list[str]:
        return self.codes("Read", {"file_path": str(self.path / name)})

    def run(self, command: str) -> list[str]:
        return self.codes("Bash", {"command": command, "description": "d"})

    def edit(self, path: object, old: str, new: str, **more: object) -> list[str]:
        return self.codes("Edit", {"file_path": str(path), "old_string": old, "new_string": new, **more})


def shop_in(repo) -> Shop:
    """Fill a repository and give it with its guard."""
    repo.commit({"src/shop.py": OLD, "README.md": "# Shop\n"}, "Begin")
    return Shop(repo, repo.path, {**os.environ, **repo.env, "COPILOT_CLI": ""})  # these tests may run inside of it
