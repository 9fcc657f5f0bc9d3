"""Settings with which the agents themselves switch hooks off, as far as files and variables show them."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING, Any

from sinfonia.cli.doctor_row import Row
from sinfonia.scaffold.agents import codex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def switches(name: str, root: str, environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what keeps an agent from running the hooks that are installed."""
    home = environ.get("HOME") or environ.get("USERPROFILE") or ""
    if name in _LOOKS:
        yield from _LOOKS[name](root, home, environ)


def _claude(root: str, home: str, environ: Mapping[str, str]) -> Iterator[Row]:
    own = environ.get("CLAUDE_CONFIG_DIR") or os.path.join(home, ".claude")
    for path in (
        os.path.join(root, ".claude", "settings.json"),
        os.path.join(root, ".claude", "settings.local.json"),
        os.path.join(own, "settings.json"),
    ):
        if _json(path).get("disableAllHooks") is True:
            yield _off("claude-code", path, "disableAllHooks")
    managed = "/etc/claude-code/managed-settings.json"
    if _json(managed).get("allowManagedHooksOnly") is True:
        yield _off("claude-code", managed, "allowManagedHooksOnly")


def _opencode(_root: str, _home: str, environ: Mapping[str, str]) -> Iterator[Row]:
    for variable in ("OPENCODE_DISABLE_PROJECT_CONFIG", "OPENCODE_PURE"):
        if environ.get(variable, "").lower() in ("1", "true"):
            yield Row("opencode", "problem", f"`{variable}` is set: no plugin of the project runs", f"unset {variable}")


def _codex(root: str, home: str, environ: Mapping[str, str]) -> Iterator[Row]:
    others = codex.strangers(root)
    if others:
        message = f"Codex drops {codex.PATH}: it has `{others[0]}`, and only `hooks` is allowed"
        yield Row("codex", "problem", message, f"take `{others[0]}` out of {codex.PATH}")
    path = os.path.join(environ.get("CODEX_HOME") or os.path.join(home, ".codex"), "config.toml")
    settings = _toml(path)
    for where, found in ((path, settings), (".codex/config.toml", _toml(os.path.join(root, ".codex", "config.toml")))):
        features = found.get("features")
        if isinstance(features, dict) and features.get("hooks") is False:
            yield _off("codex", where, "features.hooks")
    hooks = settings.get("hooks")
    state = hooks.get("state") if isinstance(hooks, dict) else None
    head = os.path.join(root, *codex.PATH.split("/")) + ":pre_tool_use:"
    known = [row for key, row in state.items() if key.startswith(head)] if isinstance(state, dict) else []
    if any(isinstance(row, dict) and row.get("enabled") is False for row in known):
        yield Row("codex", "problem", "the hook is switched off in Codex", "start `codex` here and type /hooks")
    elif not known:
        yield Row("codex", "warning", codex.TRUST, "start `codex` here and type /hooks")


def _gemini(root: str, home: str, _environ: Mapping[str, str]) -> Iterator[Row]:
    for path in (os.path.join(root, ".gemini", "settings.json"), os.path.join(home, ".gemini", "settings.json")):
        settings = _json(path)
        for section, key in (("hooksConfig", "enabled"), ("hooks", "enabled"), ("tools", "enableHooks")):
            inner = settings.get(section)
            if isinstance(inner, dict) and inner.get(key) is False:
                yield _off("gemini", path, f"{section}.{key}")
        for section in ("hooksConfig", "hooks"):
            inner = settings.get(section)
            names = inner.get("disabled") if isinstance(inner, dict) else None
            if isinstance(names, list) and "sinfonia" in names:
                yield _off("gemini", path, f"{section}.disabled")
    for folder, level in _json(os.path.join(home, ".gemini", "trustedFolders.json")).items():
        if level == "DO_NOT_TRUST" and os.path.realpath(root).startswith(os.path.realpath(folder)):
            message = f"Gemini CLI does not trust {folder}: it runs no hook of the project"
            yield Row("gemini", "problem", message, "start `gemini` here and type /permissions")


def _copilot(root: str, home: str, _environ: Mapping[str, str]) -> Iterator[Row]:
    for path in (
        os.path.join(root, ".github", "hooks", "sinfonia.json"),
        os.path.join(root, ".github", "copilot", "settings.json"),
        os.path.join(home, ".copilot", "config.json"),
        os.path.join(home, ".copilot", "settings.json"),
    ):
        if _json(path).get("disableAllHooks") is True:
            yield _off("copilot", path, "disableAllHooks")


_LOOKS: dict[str, Callable[[str, str, Mapping[str, str]], Iterator[Row]]] = {
    "claude-code": _claude,
    "opencode": _opencode,
    "codex": _codex,
    "gemini": _gemini,
    "copilot": _copilot,
}


def _off(name: str, path: str, key: str) -> Row:
    return Row(name, "problem", f"`{key}` in {path} switches hooks off", f"take `{key}` out of {path}")


def _json(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            value = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _toml(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
