"""What a persona remembers across sessions: `.sinfonia/memory/<persona>.md`, to which lines are added."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.markdown.sections import escape, normalised
from sinfonia.markdown.text import read_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow import clock, files
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.names import check_name

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

FOLDER = ".sinfonia/memory"
LARGE = 8_000  # bytes: about 1,500 words, which an agent reads at each start
MOST_NOTE = 2_000  # characters of one entry


@dataclass(frozen=True, slots=True)
class Remembered:
    """A memory: its path from the root, its text, and whether it has grown large."""

    path: str
    text: str
    large: bool


def recall(repo: Repository, persona: str) -> Remembered:
    """Read a persona's memory, an empty one where there is none; raises `SinfoniaError`."""
    path = f"{FOLDER}/{check_name('persona', persona)}.md"
    files.refuse_links(repo.root, path)
    data = files.read(os.path.join(repo.root, path)) or b""
    lines = read_lines(data, path)
    return Remembered(path, "".join(lines.lines), len(data) > LARGE)


def remember(repo: Repository, persona: str, note: str) -> Remembered:
    """Add an entry with its date to a persona's memory, what stands there is kept; raises `SinfoniaError`."""
    text = normalised(note)
    if not text:
        raise SinfoniaError("there is nothing to remember", hint="sinfonia memory PERSONA --add TEXT")
    if len(text) > MOST_NOTE:
        raise SinfoniaError(f"{len(text)} characters are more than an entry may have ({MOST_NOTE})", hint="shorten it")
    with Lock(repo):
        before = recall(repo, persona)
        head = before.text or f"# What {persona} remembers\n"
        gap = "\n" if head.endswith("\n") else "\n\n"
        whole = f"{head}{gap}## {clock.now()[:10]}\n\n{escape(text)}\n"
        place = os.path.join(repo.root, before.path)
        files.make_folder(os.path.dirname(place))
        files.replace(place, whole.encode("utf-8"))
    return Remembered(before.path, whole, len(whole.encode("utf-8")) > LARGE)


def known(root: str) -> tuple[str, ...]:
    """List the personas that have a memory."""
    files.refuse_links(root, FOLDER)
    full = os.path.join(root, FOLDER)
    names = os.listdir(full) if os.path.isdir(full) else []
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))
