"""Codex CLI: `.codex/hooks.json`, which is committed and which each person has to trust once."""

from __future__ import annotations

from sinfonia.scaffold.agents.claude_code import group
from sinfonia.scaffold.agents.edit import Agent, Edit, at_moment, before_tool, present
from sinfonia.scaffold.agents.hooks_json import Settings
from sinfonia.scaffold.agents.json_text import parse

NAME = "codex"
PATH = ".codex/hooks.json"
TRUST = "Codex skips these hooks until you have trusted them: start `codex` here once and review them with `/hooks`"
_STRICT = "Codex drops a hooks.json with any key but `hooks`; this one has `{}`"

SETTINGS = Settings(
    NAME,
    PATH,
    {
        "PreToolUse": group(before_tool(NAME)),
        "SessionStart": group(at_moment(NAME)),
        "Stop": group(at_moment(NAME)),
        "SessionEnd": group(at_moment(NAME)),
    },
)


def strangers(root: str) -> tuple[str, ...]:
    """List the keys for which the host drops the whole file; raises `SinfoniaError`."""
    data = present(root, PATH)
    if data is None or not data.strip():
        return ()
    return tuple(key for key in parse(data.decode("utf-8-sig", "replace"), PATH).members if key != "hooks")


def _plan(root: str, _names: tuple[str, ...]) -> tuple[Edit, ...]:
    others = strangers(root)
    return (SETTINGS.merged(root, "; ".join((TRUST, *([_STRICT.format("`, `".join(others))] if others else [])))),)


AGENT = Agent(NAME, "Codex CLI", (".codex",), _plan, SETTINGS.cleared, SETTINGS.installed)
