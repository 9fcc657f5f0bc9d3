"""Frontmatter: the keys between two `---` lines at the top of a file, with their places."""

from __future__ import annotations

import re

from sinfonia.markdown.scalar import read_scalar
from sinfonia.markdown.text import Lines, ReadError, bare
from sinfonia.model.dataclass import dataclass

MAX_LINE = 10_000  # characters; a key's value is a name, a sentence, a short list
MAX_KEYS = 1_000

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*:(?=[ \t]|$)(.*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key: its value as text (None: not one value on one line), its lines from `line` to before `end` (0-based)."""

    key: str
    value: str | None
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """The entries in order; `end` is the line after the closing `---`."""

    entries: tuple[Entry, ...]
    end: int

    def entry(self, key: str) -> Entry | None:
        """Give a key's entry."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def value(self, key: str) -> str | None:
        """Give a key's value, or None."""
        entry = self.entry(key)
        return entry.value if entry else None


def read_frontmatter(lines: Lines) -> Frontmatter:
    """Read the frontmatter; raises `ReadError` with file and line when there is none or it cannot be read."""
    path = lines.path
    if not lines.lines or lines.text(0).rstrip(" \t") != "---":
        raise ReadError(
            f"{path}:1: no frontmatter: the first line is not `---`", hint="it begins with `---`, keys, `---`"
        )
    entries: list[Entry] = []
    seen: set[str] = set()
    for at in range(1, len(lines.lines)):
        text = bare(lines.lines[at])
        if text.rstrip(" \t") == "---":
            return Frontmatter(tuple(entries), at + 1)
        if len(text) > MAX_LINE:
            raise ReadError(f"{path}:{at + 1}: {len(text)} characters are more than a line here may have ({MAX_LINE})")
        if not text.strip(" \t") or text.lstrip(" \t").startswith("#"):
            continue
        if entries and (text[0] in " \t" or text.startswith("- ") or text == "-"):
            last = entries[-1]  # a list or a block below its key: kept, not read
            entries[-1] = Entry(last.key, None, last.line, at + 1)
            continue
        match = _KEY.fullmatch(text)
        if not match:
            raise ReadError(f"{path}:{at + 1}: expected `key: value`, or `---` to end the frontmatter")
        key = match[1]
        if key in seen:
            raise ReadError(f"{path}:{at + 1}: `{key}` stands there twice", hint="keep one of them")
        seen.add(key)
        if len(seen) > MAX_KEYS:
            raise ReadError(f"{path}:{at + 1}: more than {MAX_KEYS} keys")
        entries.append(Entry(key, read_scalar(match[2]), at, at + 1))
    raise ReadError(f"{path}:{len(lines.lines)}: the frontmatter has no end", hint="close it with a line `---`")
