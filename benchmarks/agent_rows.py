"""Rows that are judged through the guard of a coding agent."""

from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING, Protocol

from sinfonia.errors import SinfoniaError
from sinfonia.surfaces import claude_code, codex, copilot, cursor, gemini, opencode
from sinfonia.surfaces.agent.guard import judged
from sinfonia.surfaces.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent import Host


class Score(Protocol):
    """Counts of one suite."""

    def add(self, *, expected: bool, answer: bool, row: str) -> None:
        """Count one row."""


DENIALS = {"deny", "deny-secret", "deny-policy"}
HOSTS: dict[str, Host] = {host.NAME: host for host in (claude_code, codex, copilot, cursor, gemini, opencode)}
FOLDER = "/workspace/project"
HOME = "/home/test"


def by_payload(row: dict, name: str, scores: Mapping[str, Score]) -> None:
    """Judge one payload of an agent's hook, or one tool call put into a payload of Claude Code."""
    host: Host = claude_code
    if "tool_input" in row:
        data = payload(row["tool_name"] or "unknown", row["tool_input"])
        score, told = scores[name], f"{row['tool_name']} {json.dumps(row['tool_input'])}"
    else:
        host = HOSTS[row["agent"].removesuffix("-cli")]
        data = row["stdin_raw"].encode() if "stdin_raw" in row else json.dumps(row["stdin"]).encode()
        score, told = scores[f"{name}, {row['agent']}"], f"{row['event']} {row['why']}"
    expected = row["expect"] in DENIALS or row["expect"].startswith("no-crash")  # what is malformed is refused
    answer = refused(data, host)
    if row["expect"] == "ask":
        expected = answer
    score.add(expected=expected, answer=answer, row=told)


def by_guard(command: str, row: dict, name: str, scores: Mapping[str, Score]) -> None:
    """Judge a command as Claude Code's Bash."""
    answer = refused(payload("Bash", {"command": command}))
    scores[f"{name}, by the guard"].add(expected=row["expect"] == "deny", answer=answer, row=command)


def payload(tool: str, fields: object) -> bytes:
    """Give what Claude Code sends before a tool call."""
    call = {"hook_event_name": "PreToolUse", "cwd": FOLDER, "tool_name": tool, "tool_input": fields}
    return json.dumps(call).encode()


def refused(data: bytes, host: Host = claude_code) -> bool:
    """Tell whether the guard of an agent refuses a payload, in a folder without a repository."""
    if not _elsewhere:
        _elsewhere.append(tempfile.mkdtemp(prefix="sinfonia-accuracy-"))
        os.chdir(_elsewhere[0])
    try:
        report = judged(host, data, {"HOME": HOME, "PATH": os.environ["PATH"]}, Options())
    except SinfoniaError:
        return True
    return bool(getattr(report, "errors", ()))  # a moment of a session is never refused


_elsewhere: list[str] = []
