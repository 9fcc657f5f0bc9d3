"""Cursor: `.cursor/hooks.json`, which is committed. `failClosed` refuses when our command itself fails."""

from __future__ import annotations

import json

from sinfonia.scaffold.agents.edit import MISSING, SECONDS, Agent, Edit, at_moment, before_tool
from sinfonia.scaffold.agents.hooks_json import Settings

NAME = "cursor"
PATH = ".cursor/hooks.json"
UNPROVEN = "Cursor could not be tried by us: its hooks follow its documentation"
_DENIAL = json.dumps({"permission": "deny", "user_message": MISSING, "agent_message": MISSING})

SETTINGS = Settings(
    NAME,
    PATH,
    {
        "preToolUse": {"command": before_tool(NAME, _DENIAL), "timeout": SECONDS, "failClosed": True},
        "sessionStart": {"command": at_moment(NAME), "timeout": SECONDS},
    },
    nested=False,
    base=(("version", 1),),
)


def _plan(root: str, _names: tuple[str, ...]) -> tuple[Edit, ...]:
    return (SETTINGS.merged(root, UNPROVEN),)


AGENT = Agent(NAME, "Cursor", (".cursor", ".cursorrules"), _plan, SETTINGS.cleared, SETTINGS.installed)
