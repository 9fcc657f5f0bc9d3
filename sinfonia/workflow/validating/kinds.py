"""What a file is: by its place and name, else by what its frontmatter says."""

from __future__ import annotations

import os
import re
from enum import StrEnum

from sinfonia.markdown.text import BOM

_ENVELOPE = re.compile(r"\d{1,4}-[^/]+-to-[^/]+\.md")
_OLD_ENVELOPE = re.compile(r"(?:dispatch|return|revision)-\d{1,4}-[^/]+\.md")
_HEAD = 16_384  # bytes: the frontmatter's first keys are there


class Kind(StrEnum):
    """The kinds of files that are validated."""

    PERSONA = "persona"
    ENVELOPE = "envelope"
    INDEX = "index"
    DEFINITION = "definition"
    DOCUMENT = "document"
    CONFIGURATION = "configuration"
    OTHER = "other"


def kind_of(path: str, data: bytes) -> Kind:  # noqa: PLR0911 - a ladder returns where one holds
    """Tell what a file is; `path` has `/` between its parts, and may be absolute."""
    parts = path.split("/")
    name, folder = parts[-1], parts[-2] if len(parts) > 1 else ""
    if name in {"config.yaml", "config.yml"} or name == "pyproject.toml":
        return Kind.CONFIGURATION
    if not name.endswith(".md"):
        return Kind.OTHER
    if _is_definition(parts):
        return Kind.DEFINITION
    if name == "workflow.md":
        return Kind.INDEX
    if _ENVELOPE.fullmatch(name) or _OLD_ENVELOPE.fullmatch(name):
        return Kind.ENVELOPE
    if folder == "agents" or parts[-3:-1] == [".opencode", "agent"]:
        return Kind.PERSONA
    if ".sinfonia/handoffs/" in f"/{path}":
        return Kind.DOCUMENT
    return _by_keys(data)


def files_below(folder: str) -> list[str]:
    """List the files of a folder that could be ours, sorted; links and hidden folders of others are left out."""
    found = []
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name not in {".git", "node_modules", ".venv"} and not os.path.islink(os.path.join(top, name))
        )
        for name in sorted(names):
            full = os.path.join(top, name)
            if name.endswith((".md", ".yaml", ".yml")) and not os.path.islink(full):
                found.append(full)
    return found


def _is_definition(parts: list[str]) -> bool:
    if len(parts) >= 3 and parts[-2] == "steps":
        return True
    if parts[-1] != "workflow.md":
        return False
    return (len(parts) >= 3 and parts[-3] == "workflows") or os.path.isdir("/".join((*parts[:-1], "steps")))


def _by_keys(data: bytes) -> Kind:
    head = data[:_HEAD].removeprefix(BOM).decode("utf-8", "replace").replace("\r\n", "\n")
    keys = {line.partition(":")[0].strip() for line in head.partition("\n---")[0].split("\n")[1:] if ":" in line}
    if not head.startswith("---"):
        return Kind.OTHER
    if keys & {"handoff_id", "handoff_type"}:
        return Kind.ENVELOPE
    if keys & {"workflow_status", "current_step_index"}:
        return Kind.INDEX
    return Kind.PERSONA if keys & {"persona_id", "persona_mode", "name", "description", "tools", "mode"} else Kind.OTHER
