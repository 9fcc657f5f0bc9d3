"""A produced document as the rules read it: sections by title, items, tables, ids, and marks of what is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from sinfonia.markdown.outline import Heading, Item, read_headings, top_items
from sinfonia.markdown.sections import fenced_lines
from sinfonia.markdown.table import Table, read_table
from sinfonia.markdown.text import Lines, bare, read_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.completion import Unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN = re.compile(r"\b(?:TBD|TBC|TODO|FIXME)\b|\?\?\?")  # somebody still has to decide
CODE = re.compile(r"`[^`]*`")
NOTHING = frozenset({"", "none", "no", "nothing", "n/a", "na", "-", "no open questions", "no findings", "no blockers"})


@dataclass(frozen=True, slots=True)
class Text:
    """The lines and headings of a document, without its frontmatter."""

    lines: Lines
    headings: tuple[Heading, ...]
    start: int

    @classmethod
    def read(cls, data: bytes, path: str) -> Self:
        """Read a document; raises `ReadError` where it is no text."""
        lines = read_lines(data, path)
        start = _after_frontmatter(lines)
        return cls(lines, read_headings(lines.lines, start), start)

    def section(self, *titles: str) -> Heading | None:
        """Find the first heading of level 2 with one of the titles, whatever its case."""
        return next((h for h in self.headings if h.level == 2 and plain(h.title) in titles), None)

    def below(self, heading: Heading) -> tuple[Heading, ...]:
        """Give the headings one level below one."""
        inner = [h for h in self.headings if heading.line < h.line < heading.end]
        return tuple(h for h in inner if h.level == heading.level + 1)

    def items(self, heading: Heading) -> tuple[Item, ...]:
        """Give the outer list items of a section; `None.` alone is no item."""
        return tuple(
            item for item in top_items(self.lines.lines, heading.line + 1, heading.end) if not is_nothing(item.text)
        )

    def table(self, heading: Heading) -> Table | None:
        """Give the first table of a section; raises `ReadError` for one with rows of another width."""
        return read_table(self.lines.lines, heading.line + 1, heading.end, self.lines.path)

    def body(self, heading: Heading) -> str:
        """Give a section's text, line by line."""
        return "\n".join(bare(line) for line in self.lines.lines[heading.line + 1 : heading.end]).strip()

    def words(self) -> int:
        """Count the words, frontmatter left out."""
        return sum(len(line.split()) for line in self.lines.lines[self.start :])

    def open_marks(self) -> Iterator[Unmet]:
        """Find marks that say that something is still to be decided; code is left alone."""
        numbered = enumerate(fenced_lines(bare(line) for line in self.lines.lines[self.start :]), self.start + 1)
        for at, (line, fenced) in numbered:
            match = None if fenced else OPEN.search(CODE.sub("", line))
            if match:
                yield Unmet(at, f"`{match[0]}` leaves something open")

    def missing(self, title: str) -> Unmet:
        """Say that there is no such section."""
        return Unmet(len(self.lines.lines) or 1, f"there is no section `## {title}`")


def plain(title: str) -> str:
    """Give a title as it is compared: lower case, without a number before it and a colon after."""
    return re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", title.strip().strip("*_ ")).rstrip(":").strip().casefold()


def is_nothing(text: str) -> bool:
    """Tell whether a text says that there is nothing."""
    return text.strip().strip("*_.").strip().casefold() in NOTHING


def column(table: Table, *names: str) -> int:
    """Find a column by one of its names, -1 without."""
    titles = [plain(title) for title in table.columns]
    return next((titles.index(name) for name in names if name in titles), -1)


def _after_frontmatter(lines: Lines) -> int:
    if not lines.lines or lines.text(0).rstrip(" \t") != "---":
        return 0
    ends = (at for at in range(1, len(lines.lines)) if lines.text(at).rstrip(" \t") == "---")
    return next(ends, -1) + 1
