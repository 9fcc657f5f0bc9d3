"""Claude Code: `.claude/settings.json`, which is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.scaffold.agents.edit import SECONDS, Agent, Edit, at_moment, before_tool
from sinfonia.scaffold.agents.hooks_json import Settings

if TYPE_CHECKING:
    from typing import Any

NAME = "claude-code"
PATH = ".claude/settings.json"


def group(command: str, **more: Any) -> dict[str, Any]:
    """Give the group of one command, in the order in which the host's documentation writes it."""
    return {**more, "hooks": [{"type": "command", "timeout": SECONDS, "command": command}]}


SETTINGS = Settings(
    NAME,
    PATH,
    {
        "PreToolUse": group(before_tool(NAME), matcher="*"),
        "SessionStart": group(at_moment(NAME)),
        "Stop": group(at_moment(NAME)),
        "SessionEnd": group(at_moment(NAME)),
    },
)


def _plan(root: str, _names: tuple[str, ...]) -> tuple[Edit, ...]:
    return (SETTINGS.merged(root),)


AGENT = Agent(NAME, "Claude Code", (".claude",), _plan, SETTINGS.cleared, SETTINGS.installed)
