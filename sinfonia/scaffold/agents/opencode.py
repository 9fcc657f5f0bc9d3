"""OpenCode: `.opencode/plugins/sinfonia.js`, a file of our own, which is committed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.agents.edit import Agent, Edit, Hook, compared, present

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "opencode"
PATH = ".opencode/plugins/sinfonia.js"
OTHER = ".opencode/plugin/sinfonia.js"  # the host loads this folder as well, and both copies would run
MARK = b"// sinfonia: plugin"


def plugin() -> bytes:
    """Give the plugin."""
    with open(os.path.join(os.path.dirname(__file__), "opencode_plugin.js"), "rb") as file:
        return file.read()


def is_current(root: str) -> bool:
    """Tell whether the plugin that is there says that it is of this version."""
    data = present(root, PATH)
    return data is not None and data.partition(b"\n")[0] == plugin().partition(b"\n")[0]


def _plan(root: str, _names: tuple[str, ...]) -> tuple[Edit, ...]:
    before = _ours(root, PATH)
    edits = [compared(NAME, PATH, before, plugin())]
    if _ours(root, OTHER) is not None:
        edits.append(Edit(NAME, OTHER, None, "removed", f"{PATH} takes its place"))
    return tuple(edits)


def _removal(root: str, _found: Mapping[str, tuple[str, ...]]) -> tuple[Edit, ...]:
    return tuple(
        Edit(NAME, path, None, "removed")
        for path in (PATH, OTHER)
        if (data := present(root, path)) is not None and data.startswith(MARK)
    )


def _installed(root: str) -> tuple[Hook, ...]:
    found = [path for path in (PATH, OTHER) if (data := present(root, path)) is not None and data.startswith(MARK)]
    return tuple(Hook("tool.execute.before", "sinfonia-hook opencode", 60.0) for _ in found)


def _ours(root: str, path: str) -> bytes | None:
    data = present(root, path)
    if data is not None and not data.startswith(MARK):
        raise SinfoniaError(f"{path} is not ours", hint="give your plugin another name, then type this again")
    return data


AGENT = Agent(NAME, "OpenCode", (".opencode", "opencode.json", "opencode.jsonc"), _plan, _removal, _installed)
