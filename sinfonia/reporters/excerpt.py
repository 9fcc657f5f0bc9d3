"""Text fitted into columns: lines wrapped at words, one long line cut around a place."""

from __future__ import annotations

from sinfonia.reporters.escape import shown

ELLIPSIS = "…"


def columns(text: str) -> int:
    """Count the columns that printable text takes on a terminal (Unicode Standard Annex 11: W and F take two)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # most screens are ASCII and do not pay for the tables

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, indent: int, width: int) -> list[str]:
    """Break text into lines of at most `width - indent` columns, at least one line, the indent not included.

    A code span in backticks stays whole, so that a command can be copied, unless it alone is too wide.
    """
    room = width - indent
    if columns(text) <= room:
        return [text]
    lines: list[str] = []
    for word in _words(text, room):
        if lines and columns(lines[-1]) + 1 + columns(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines or [""]


def excerpt(source: str, first: int, last: int, room: int) -> tuple[str, int, int]:
    """Show the part of a line around characters `first` to `last` (0-based, end excluded) in `room` columns.

    Gives the text, with an ellipsis where it was cut, and the column and length of the mark under it.
    """
    first = min(first, len(source))
    low, high = max(0, first - room), first + 2 * room  # a line of a megabyte is not measured whole
    pieces = [shown(char) for char in source[low:high]]
    widths = [columns(piece) for piece in pieces]
    start, end = 0, len(pieces)
    if sum(widths) > room or low or high < len(source):
        start, end = _window(widths, first - low, last - low, room - 2 * len(ELLIPSIS))
    before = ELLIPSIS if low + start else ""
    after = ELLIPSIS if low + end < len(source) else ""
    indent = len(before) + sum(widths[start : first - low])
    length = max(1, sum(widths[first - low : max(0, min(last - low, end))]))
    return before + "".join(pieces[start:end]) + after, min(indent, room - 1), length


def _window(widths: list[int], first: int, last: int, room: int) -> tuple[int, int]:
    """Choose start and end of the part to show: from the start of the line if the mark fits, else around the mark."""
    mark = sum(widths[first:last])
    left = sum(widths[:first])
    if left + mark > room:
        left = max((room - mark) // 2, room // 4)
    start = _back(widths, first, left)
    end, used = start, 0
    while end < len(widths) and used + widths[end] <= room:
        used += widths[end]
        end += 1
    if end == len(widths):
        start = _back(widths, start, room - used)
    return start, end


def _back(widths: list[int], start: int, room: int) -> int:
    while start and widths[start - 1] <= room:
        start -= 1
        room -= widths[start]
    return start


def _words(text: str, room: int) -> list[str]:
    out: list[str] = []
    held: list[str] = []
    is_open = 0
    for word in text.split():
        held.append(word)
        is_open ^= word.count("`") % 2
        if not is_open:
            span = " ".join(held)
            out += [span] if columns(span) <= room else held
            held = []
    return out + held
