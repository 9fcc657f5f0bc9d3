"""A session's files read by somebody who has only their description: nothing here comes from the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str]]


def front(text: str) -> dict[str, str]:
    """Read the keys between the first two rules."""
    head = text.split("---\n")[1]
    pairs = (line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return {key: value.strip("\"'") for key, value in pairs}


def rows(text: str, title: str) -> Rows:
    """Read the table below a heading, without its head."""
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    body = next(part for part in section if part.startswith(title + "\n"))
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def session(folder: Path) -> tuple[dict[str, str], dict[str, Rows], list[dict[str, str]]]:
    """Read the index, its tables, and the frontmatter of every envelope in order."""
    text = (folder / "workflow.md").read_text(encoding="utf-8")
    tables = {title: rows(text, title) for title in ("Steps", "Artifacts", "Decisions", "Sessions")}
    return front(text), tables, [front(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("[0-9]*.md"))]
