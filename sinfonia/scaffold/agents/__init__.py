"""The guards of coding agents in a repository: which files they need, what is added to them and taken out again."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.agents import claude_code, codex, copilot, cursor, gemini, opencode
from sinfonia.scaffold.agents.edit import Agent, Edit, Hook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["AGENTS", "Agent", "Edit", "Hook", "apply", "plan", "removal"]

AGENTS: dict[str, Agent] = {
    agent.name: agent
    for agent in (
        claude_code.AGENT,
        opencode.AGENT,
        codex.AGENT,
        gemini.AGENT,
        copilot.AGENT,
        cursor.AGENT,
    )
}


def plan(root: str, names: Sequence[str]) -> tuple[Edit, ...]:
    """Give the files that the guards of these agents need; nothing is written.

    Raises `SinfoniaError` for a name that is no agent and for a file that cannot be edited.
    """
    chosen = _known(names)
    edits = [edit for name in chosen for edit in AGENTS[name].plan(root, chosen)]
    own = any(edit.path == copilot.PATH for edit in edits)
    if claude_code.NAME in chosen and not own and any(copilot.AGENT.installed(root)):
        edits.append(Edit(copilot.NAME, copilot.PATH, None, "removed", copilot.SHARED))
    return tuple(edits)


def removal(
    root: str, names: Sequence[str], found: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> tuple[Edit, ...]:
    """Give the files without the guards of these agents; what is not ours stays. Raises `SinfoniaError`.

    `found` says by path what was there before the installation, as `Edit.found` gave it then.
    """
    return tuple(edit for name in _known(names) for edit in AGENTS[name].removal(root, found))


def apply(root: str, edits: Sequence[Edit]) -> None:
    """Write what was planned, each file at once; raises `SinfoniaError`. Folders that become empty go as well."""
    for edit in edits:
        if edit.what in ("unchanged", "left"):
            continue
        path = os.path.realpath(os.path.join(root, *edit.path.split("/")))
        try:
            if edit.data is None:
                _remove(path, os.path.realpath(root))
            else:
                _replace(path, edit.data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SinfoniaError(f"cannot write {edit.path}: {reason}") from None


def _known(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in AGENTS:
            raise SinfoniaError(f"`{name}` is no agent that Sinfonia knows", hint=f"one of {', '.join(AGENTS)}")
    return tuple(dict.fromkeys(names))


def _replace(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    scratch = f"{path}.sinfonia-{os.getpid()}"
    try:
        with open(scratch, "xb") as file:
            file.write(data)
        if os.path.exists(path):
            os.chmod(scratch, os.stat(path).st_mode & 0o7777)
        os.replace(scratch, path)
    finally:
        if os.path.exists(scratch):
            os.unlink(scratch)


def _remove(path: str, root: str) -> None:
    if os.path.lexists(path):
        os.unlink(path)
    folder = os.path.dirname(path)
    while folder != root and os.path.isdir(folder) and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)
