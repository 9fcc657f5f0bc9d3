"""Gemini CLI: `.gemini/settings.json`, which is committed; its limits count in milliseconds and it reads comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.scaffold.agents.edit import SECONDS, Agent, Edit, Hook, at_moment, before_tool
from sinfonia.scaffold.agents.hooks_json import Settings

if TYPE_CHECKING:
    from typing import Any

NAME = "gemini"
PATH = ".gemini/settings.json"
TRUST = "Gemini CLI loads a project's hooks only in a folder that you trust"


def _group(command: str, **more: Any) -> dict[str, Any]:
    return {**more, "hooks": [{"name": "sinfonia", "type": "command", "command": command, "timeout": SECONDS * 1000}]}


SETTINGS = Settings(
    NAME,
    PATH,
    {
        "BeforeTool": _group(before_tool(NAME), matcher="*"),
        "SessionStart": _group(at_moment(NAME)),
        "AfterAgent": _group(at_moment(NAME)),
        "SessionEnd": _group(at_moment(NAME)),
    },
    comments=True,
)


def _plan(root: str, _names: tuple[str, ...]) -> tuple[Edit, ...]:
    return (SETTINGS.merged(root, TRUST),)


def _installed(root: str) -> tuple[Hook, ...]:
    rows = SETTINGS.installed(root)
    return tuple(Hook(row.event, row.command, None if row.seconds is None else row.seconds / 1000) for row in rows)


AGENT = Agent(NAME, "Gemini CLI", (".gemini",), _plan, SETTINGS.cleared, _installed)
