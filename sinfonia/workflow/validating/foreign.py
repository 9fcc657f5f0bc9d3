"""Contradictions in an index of another form: told beside the reason why it cannot be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.outline import read_headings
from sinfonia.markdown.table import read_table
from sinfonia.markdown.text import ReadError, bare, read_lines
from sinfonia.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.markdown.text import Lines

_STATUS = re.compile(r"[ ]*(?:[-*] )?(?:\w{1,20}[ _])?status[ ]?:[ ]*`?([\w -]{1,40})", re.IGNORECASE)
_CITED = re.compile(r"\b((?:dispatch|return|revision)-\d{1,4}-[a-z0-9-]{1,60}(?:\.md)?)\b")
_ENDED = frozenset({"complete", "completed", "closed", "finalized"})
_OPEN = frozenset({"created", "pending", "in-progress", "in progress", "active", "blocked", "failed", "open", "todo"})


def contradictions(data: bytes, path: str, files: frozenset[str] | None) -> Iterator[Problem]:
    """Find a status that says the end over one that does not, and handoffs that are cited and not there."""
    try:
        lines = read_lines(data, path)
    except ReadError:
        return
    statuses = sorted([*_keys(lines), *_cells(lines)])
    ended = next(((line, said) for line, said in statuses if said in _ENDED), None)
    still = next(((line, said) for line, said in statuses if said in _OPEN), None)
    if ended and still and ended[0] < still[0]:
        message = f"line {ended[0]} says `{ended[1]}`, and `{still[1]}` stands here"
        yield Problem("WF-02", "error", path, still[0], message)
    told: set[str] = set()
    for number, line in enumerate(lines.lines, 1):
        for name in _CITED.findall(line):
            full = name.removesuffix(".md") + ".md"
            if files is not None and full not in files and full not in told:
                told.add(full)
                yield Problem("WF-06", "error", path, number, f"it cites `{full}`, which does not exist")


def _keys(lines: Lines) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines.lines, 1):
        match = _STATUS.match(bare(line))
        if match:
            yield number, match[1].strip().casefold()


def _cells(lines: Lines) -> Iterator[tuple[int, str]]:
    """Give the cells of each table's column `Status`, their marks left out."""
    for heading in read_headings(lines.lines):
        try:
            table = read_table(lines.lines, heading.line + 1, heading.end, lines.path)
        except ReadError:
            continue
        titles = [column.casefold() for column in table.columns] if table else []
        if table and "status" in titles:
            at = titles.index("status")
            for row in table.rows:
                yield row.line + 1, re.sub(r"[^\w -]", "", row.cells[at]).strip().casefold()
