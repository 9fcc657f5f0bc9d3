"""Second-level sections of a Markdown body; code fences are respected, and user text cannot end one.

A user's line that would begin a section, or open a fence that it never closes, is written with a backslash before it
(CommonMark 2.4: the backslash does not show) and read without.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.text import bare
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADING = re.compile(r"##[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_TO_ESCAPE = re.compile(r"( {0,3})(\\*)(?=#{1,2}(?:[ \t]|$)|```|~~~)")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its title, the line of its heading, and the line after its last (0-based)."""

    title: str
    heading: int
    end: int


def read_sections(lines: Sequence[str], start: int) -> tuple[Section, ...]:
    """Find the sections from a line on."""
    found: list[tuple[str, int]] = []
    for at, (line, fenced) in enumerate(fenced_lines(bare(line) for line in lines[start:]), start):
        match = None if fenced else _HEADING.fullmatch(line)
        if match:
            found.append((without_closing(match[1]), at))
    ends = [*(at for _, at in found[1:]), len(lines)][: len(found)]  # without a section there is no end
    return tuple(Section(title, at, end) for (title, at), end in zip(found, ends, strict=True))


def section_text(lines: Sequence[str], section: Section) -> str:
    """Give a section's text: without blank lines around it, its escapes undone, its lines ended by line feeds."""
    return unescape("\n".join(bare(line) for line in lines[section.heading + 1 : section.end])).strip("\n")


def escape(text: str) -> str:
    """Make user text safe to stand in a section: no line of it begins another or swallows what follows."""
    lines = normalised(text).split("\n")
    out: list[str] = []
    while len(out) < len(lines):
        at = len(out)
        end = _closing(lines, at)
        if end is not None:
            out += lines[at : end + 1]
        else:
            out.append(_TO_ESCAPE.sub(r"\1\2\\", lines[at], count=1) if _TO_ESCAPE.match(lines[at]) else lines[at])
    return "\n".join(out)


def unescape(text: str) -> str:
    """Undo `escape`."""
    out = []
    for line, fenced in fenced_lines(text.split("\n")):
        match = None if fenced else _TO_ESCAPE.match(line)
        out.append(match[1] + match[2][1:] + line[match.end() :] if match and match[2] else line)
    return "\n".join(out)


def without_closing(title: str) -> str:
    """Take the closing `#` marks off a heading's text (CommonMark 4.2), in one pass: a line may be of any length."""
    title = title.strip(" \t")
    bare_title = title.rstrip("#")
    return bare_title.rstrip(" \t") if not bare_title or bare_title[-1] in " \t" else title


def normalised(text: str) -> str:
    """Give user text its canonical form: line feeds, no blank lines around it, no blanks at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


def fenced_lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Pair each line with whether it stands inside a fenced block (its closing line included)."""
    fence = ""
    for line in lines:
        if fence:
            yield line, True
            if _closes(line, fence):
                fence = ""
            continue
        match = _FENCE.match(line)
        yield line, False
        if match:
            fence = match[1]


def _closing(lines: Sequence[str], at: int) -> int | None:
    """Give the line that closes the fence opened at a line, or None where none is opened or none closes it."""
    opened = _FENCE.match(lines[at])
    if not opened:
        return None
    return next((n for n in range(at + 1, len(lines)) if _closes(lines[n], opened[1])), None)


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" ")
    return len(line) - len(line.lstrip(" ")) <= 3 and len(mark) >= len(fence) and not mark.strip(fence[0])
