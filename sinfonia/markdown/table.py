r"""Pipe tables: the rows of a table in a section, with their lines; cells hold any text.

A cell writes `\` as `\\`, `|` as `\|`, a line feed as `<br>` and a literal `<br>` as `\<br>`. Reading is lenient: a
backslash before any other character stands for itself, as a hand-written `C:\temp` means it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.text import ReadError, bare
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAK = re.compile(r"\\([\\|<])|<br ?/?>", re.IGNORECASE)
_RULE = re.compile(r":?-+:?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, unescaped, and its line (0-based)."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, its rows, and the line after its last."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heading: int
    end: int


def read_table(lines: Sequence[str], start: int, end: int, path: str) -> Table | None:
    """Read the first table between two lines, None without one; raises `ReadError` for a row of another width."""
    at = next((n for n in range(start, end) if bare(lines[n]).lstrip(" \t").startswith("|")), None)
    if at is None:
        return None
    columns = split_row(bare(lines[at]))
    rule = split_row(bare(lines[at + 1])) if at + 1 < end else ()
    if not rule or not all(_RULE.fullmatch(cell) for cell in rule) or len(rule) != len(columns):
        raise ReadError(
            f"{path}:{at + 2}: the line below a table's heading must be `| --- | --- | …`, one for each column"
        )
    rows = []
    last = at + 2
    while last < end and bare(lines[last]).lstrip(" \t").startswith("|"):
        cells = split_row(bare(lines[last]))
        if len(cells) != len(columns):
            raise ReadError(
                f"{path}:{last + 1}: {len(cells)} cells in a table of {len(columns)} columns",
                hint="write a `|` inside a cell as `\\|`",
            )
        rows.append(Row(cells, last))
        last += 1
    return Table(columns, tuple(rows), at, last)


def split_row(line: str) -> tuple[str, ...]:
    """Split a row into its cells, unescaped and without blanks around them."""
    text = line.strip(" \t")
    cells, start, at = [], 1, 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == "|":
            cells.append(text[start:at])
            start = at + 1
        at += 1
    if text[start:].strip(" \t"):
        cells.append(text[start:])  # no bar at the end
    return tuple(_BREAK.sub(lambda m: m[1] or "\n", cell.strip(" \t")) for cell in cells)


def write_row(cells: Sequence[str]) -> str:
    """Write a row, without a line end."""
    return "| " + " | ".join(write_cell(cell) for cell in cells) + " |"


def write_cell(text: str) -> str:
    """Write a cell on one line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t").replace("\\", "\\\\").replace("|", "\\|")
    return re.sub(r"<(?=br ?/?>)", r"\\<", text, flags=re.IGNORECASE).replace("\n", "<br>")


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a whole table as lines without ends."""
    return [write_row(columns), "| " + " | ".join("---" for _ in columns) + " |", *(write_row(row) for row in rows)]
