"""The outline of a Markdown text: headings of every level, list items and their places; code fences are text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.sections import fenced_lines, without_closing
from sinfonia.markdown.text import bare
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its level (1 to 6), its line, and the line where the next of its level or above stands (0-based)."""

    level: int
    title: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its text with wrapped lines joined, its line (0-based), the blanks before its mark."""

    text: str
    line: int
    indent: int
    numbered: bool


def read_headings(lines: Sequence[str], start: int = 0) -> tuple[Heading, ...]:
    """Find the headings from a line on."""
    found: list[tuple[int, str, int]] = []
    for at, (line, fenced) in enumerate(fenced_lines(bare(line) for line in lines[start:]), start):
        match = None if fenced else _HEADING.fullmatch(line)
        if match:
            found.append((len(match[1]), without_closing(match[2]), at))
    ends: list[int] = []
    later: list[tuple[int, int]] = []  # level and line of the headings after it that can still end one
    for level, _, at in reversed(found):
        while later and later[-1][0] > level:
            later.pop()
        ends.append(later[-1][1] if later else len(lines))
        later.append((level, at))
    return tuple(Heading(*one, end) for one, end in zip(found, reversed(ends), strict=True))


def read_items(lines: Sequence[str], start: int, end: int) -> tuple[Item, ...]:
    """Find the list items between two lines, nested ones too; a heading ends an item, and so does a blank line."""
    found: list[tuple[list[str], int, int, bool]] = []
    open_item = False
    for at, (line, fenced) in enumerate(fenced_lines(bare(line) for line in lines[start:end]), start):
        match = None if fenced else _ITEM.fullmatch(line)
        if match:
            found.append(([(match[3] or "").strip()], at, len(match[1].expandtabs(4)), match[2][0].isdigit()))
            open_item = True
        elif fenced or not line.strip() or _HEADING.fullmatch(line):
            open_item = False
        elif open_item:
            found[-1][0].append(line.strip())
    return tuple(Item(" ".join(parts).strip(), at, indent, numbered) for parts, at, indent, numbered in found)


def top_items(lines: Sequence[str], start: int, end: int) -> tuple[Item, ...]:
    """Find the items of the outermost level."""
    every = read_items(lines, start, end)
    least = min((item.indent for item in every), default=0)
    return tuple(item for item in every if item.indent <= least + 1)
