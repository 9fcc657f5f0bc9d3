"""Copilot CLI: `.github/hooks/sinfonia.json`, a file of our own, or the hooks of Claude Code, which it runs too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sinfonia.scaffold.agents import claude_code
from sinfonia.scaffold.agents.edit import (
    MISSING,
    SECONDS,
    Agent,
    Edit,
    Hook,
    at_moment,
    before_tool,
    compared,
    is_ours,
    present,
)
from sinfonia.scaffold.agents.json_text import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "copilot"
PATH = ".github/hooks/sinfonia.json"
TRUST = "Copilot CLI loads a project's hooks only in a folder that you trust"
SHARED = f"Copilot CLI runs the hooks of {claude_code.PATH} too, so it needs no file of its own"
_DENIAL = json.dumps({"permissionDecision": "deny", "permissionDecisionReason": MISSING})
_FILE = {
    "version": 1,
    "hooks": {
        "preToolUse": [{"type": "command", "bash": before_tool(NAME, _DENIAL), "timeoutSec": SECONDS}],
        **{
            event: [{"type": "command", "bash": at_moment(NAME), "timeoutSec": SECONDS}]
            for event in ("sessionStart", "agentStop", "sessionEnd")
        },
    },
}


def _plan(root: str, names: tuple[str, ...]) -> tuple[Edit, ...]:
    before = present(root, PATH)
    if claude_code.NAME in names or _through_claude(root):
        if before is None:
            return (Edit(NAME, PATH, None, "left", SHARED),)
        return (Edit(NAME, PATH, None, "removed", SHARED),)
    return (compared(NAME, PATH, before, (json.dumps(_FILE, indent=2) + "\n").encode(), TRUST),)


def _removal(root: str, _found: Mapping[str, tuple[str, ...]]) -> tuple[Edit, ...]:
    return (Edit(NAME, PATH, None, "removed"),) if present(root, PATH) is not None else ()


def _installed(root: str) -> tuple[Hook, ...]:
    """List our hooks in our own file; raises `SinfoniaError` where it cannot be read."""
    data = present(root, PATH)
    if data is None:
        return ()
    whole = parse(data.decode("utf-8", "replace"), PATH).value
    hooks = whole.get("hooks") if isinstance(whole, dict) else None
    return tuple(
        Hook(event, row["bash"], float(row.get("timeoutSec", 30)))
        for event, rows in (hooks.items() if isinstance(hooks, dict) else ())
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and is_ours(row.get("bash"), NAME)
    )


def _through_claude(root: str) -> bool:
    return any(hook.event == "PreToolUse" for hook in claude_code.SETTINGS.installed(root))


AGENT = Agent(NAME, "Copilot CLI", (".github/hooks", ".github/copilot-instructions.md"), _plan, _removal, _installed)
