"""What the documents hold: pages, fenced blocks, console sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAGES = tuple(
    sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")] if path.is_file())
)
SESSIONS = (
    "README.md",
    "docs/quickstart.md",
    "docs/guides/approvals.md",
    "docs/guides/baseline.md",
    "docs/guides/custom-rules.md",
    "docs/guides/explain.md",
    "docs/guides/migration.md",
    "docs/guides/personas.md",
    "docs/guides/pre-commit.md",
    "docs/guides/suppressions.md",
    "docs/guides/workflow.md",
)
"""Pages whose console blocks are sessions: the blocks of one page run in one folder, in order."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its first line in the page, its text."""

    language: str
    line: int
    text: str


@dataclass
class Step:
    """A command of a session, what it prints, and its exit code."""

    command: str
    line: int
    output: list[str] = field(default_factory=list)
    code: int = 0


def read(page: str) -> str:
    """Give the text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, *languages: str) -> list[Block]:
    """Give the fenced blocks of a page, of these languages only when some are named."""
    found: list[Block] = []
    opened: tuple[str, int, list[str]] | None = None
    for number, line in enumerate(read(page).split("\n"), 1):
        if opened is None and line.startswith("```"):
            opened = (line[3:].strip(), number + 1, [])
        elif opened is not None and line == "```":
            found.append(Block(opened[0], opened[1], "\n".join(opened[2]) + "\n"))
            opened = None
        elif opened is not None:
            opened[2].append(line)
    assert opened is None, f"{page}: a block is not closed"
    return [block for block in found if not languages or block.language in languages]


def prose(page: str) -> str:
    """Give a page without its fenced and indented blocks."""
    text = re.sub(r"^```.*?^```$", "", read(page), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^    .*$", "", text, flags=re.MULTILINE)


def session(page: str) -> list[Step]:
    """Give the steps of a page: `$ ` begins a command, `> ` goes on with it, `[exit N]` ends its output."""
    steps: list[Step] = []
    for block in blocks(page, "console"):
        for number, line in enumerate(block.text.splitlines(), block.line):
            if line.startswith("$ "):
                steps.append(Step(line[2:], number))
            elif line.startswith("> ") and not steps[-1].output:
                steps[-1].command += "\n" + line[2:]
            elif ended := re.fullmatch(r"\[exit (\d+)\]", line):
                steps[-1].code = int(ended[1])
            elif line.strip():
                steps[-1].output.append(line)
    return steps
