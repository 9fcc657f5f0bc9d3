"""Lists and flat maps in frontmatter: the part of YAML that our definitions use, read without a YAML library.

A list is `[a, "b"]` on one line or `- a` lines below its key; a map is `{a: 1, b: c}` on one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.scalar import read_scalar
from sinfonia.markdown.text import Lines, ReadError, bare

if TYPE_CHECKING:
    from sinfonia.markdown.frontmatter import Entry

_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}"'][^,\[\]{}]*?)\s*(?:,|$)""")


def read_list(lines: Lines, entry: Entry) -> tuple[str, ...]:
    """Read a key's list; one plain value is a list of one; raises `ReadError` for anything else."""
    if entry.value is not None and entry.end == entry.line + 1:
        return (entry.value,) if entry.value else ()
    rest = _after_key(lines, entry)
    if rest.startswith("[") and entry.end == entry.line + 1:
        inner = _inside(rest, "[]")
        if inner is not None:
            return _items(inner, lines, entry)
    if not rest:
        return tuple(_below(lines, at) for at in range(entry.line + 1, entry.end) if not _is_blank(lines.text(at)))
    raise ReadError(f"{lines.path}:{entry.line + 1}: `{entry.key}` must be a list", hint=f"{entry.key}: [one, two]")


def read_map(lines: Lines, entry: Entry) -> dict[str, str] | None:
    """Read a key's map on one line, None when it is none; raises `ReadError` for a broken one."""
    rest = _after_key(lines, entry)
    inner = _inside(rest, "{}") if entry.end == entry.line + 1 else None
    if inner is None:
        return None
    found: dict[str, str] = {}
    for item in _items(inner, lines, entry):
        key, colon, value = item.partition(":")
        read = read_scalar(value)
        if not colon or read is None or key.strip() in found:
            raise ReadError(f"{lines.path}:{entry.line + 1}: `{entry.key}` must be a map like `{{count: 2}}`")
        found[key.strip()] = read
    return found


def _after_key(lines: Lines, entry: Entry) -> str:
    text = lines.text(entry.line)
    rest = text[text.index(":", len(entry.key)) + 1 :].strip(" \t")
    return "" if rest.startswith("#") else rest


def _inside(text: str, brackets: str) -> str | None:
    text = re.sub(r"[ \t]#[^\]}\"']*$", "", text).rstrip(" \t")
    return text[1:-1].strip(" \t") if text[:1] == brackets[0] and text[-1:] == brackets[1] else None


def _items(inner: str, lines: Lines, entry: Entry) -> tuple[str, ...]:
    found, at = [], 0
    while at < len(inner):
        match = _ITEM.match(inner, at)
        value = read_scalar(match[1]) if match and match[1][0] in "\"'" else match[1] if match else None
        if match is None or value is None:
            raise ReadError(f"{lines.path}:{entry.line + 1}: `{entry.key}` cannot be read from `{inner[at:][:40]}` on")
        found.append(value)
        at = match.end()
    return tuple(found)


def _below(lines: Lines, at: int) -> str:
    text = bare(lines.lines[at]).strip(" \t")
    value = read_scalar(text[1:]) if text == "-" or text.startswith("- ") else None
    if not value:
        raise ReadError(f"{lines.path}:{at + 1}: expected `- one value` below the key of a list")
    return value


def _is_blank(text: str) -> bool:
    return not text.strip(" \t") or text.lstrip(" \t").startswith("#")
