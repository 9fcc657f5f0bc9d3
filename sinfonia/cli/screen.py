"""Text in columns of a terminal: wide characters take two, and what does not fit ends in an ellipsis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.reporters.excerpt import ELLIPSIS, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 80
GAP = "  "


def cut(text: str, room: int) -> str:
    """Give the first line of a text, in at most `room` columns."""
    line = text.split("\n", 1)[0].rstrip()
    if columns(line) <= room:
        return line
    while line and columns(line) >= room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def table(rows: Sequence[Sequence[str]], *, indent: str = "  ", whole: bool = False) -> list[str]:
    """Set rows in columns as wide as their widest cell; one that is empty in every row is left out.

    The last column is cut at 80 columns, to no less than 20, unless all of it is wanted.
    """
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        text = indent + "".join(
            cell + " " * (width - columns(cell)) + GAP
            for cell, width in zip(row[:-1], widths[:-1], strict=True)
            if width
        )
        lines.append((text + (row[-1] if whole else cut(row[-1], max(WIDTH - columns(text), 20)))).rstrip())
    return lines
