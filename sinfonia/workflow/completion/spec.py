"""A technical specification is final when each requirement is traced, and its parts can be built and measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.text import ReadError
from sinfonia.workflow.completion import Unmet
from sinfonia.workflow.completion.prd import requirement_ids
from sinfonia.workflow.completion.reading import Text, column, is_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.markdown.outline import Heading

PRD = "prd.md"

_NUMBER = re.compile(r"\d")
_LABEL = re.compile(r"^(?:\*\*|`)?[A-Z]{1,6}-?\d{1,4}(?:\*\*|`)?")
_QUALITIES = ("non-functional requirements", "nfrs", "quality requirements")


def unmet(text: Text, beside: Callable[[str], bytes | None]) -> Iterator[Unmet]:
    """List what keeps a specification from being final."""
    yield from _traceability(text, beside)
    section = text.section("interfaces")
    if section is None:
        yield text.missing("Interfaces")
    elif not (text.below(section) or _entries(text, section)):
        yield Unmet(section.line + 1, "it describes no interface: one heading, list item or table row for each")
    yield from _measurable(text)
    section = text.section("data model")
    if section is None:
        yield text.missing("Data model")
    elif is_nothing(text.body(section)):
        yield Unmet(section.line + 1, "the data model says nothing; where nothing is stored, say why in a sentence")
    section = text.section("error cases", "errors", "error handling")
    if section is None:
        yield text.missing("Error cases")
    elif not (text.below(section) or _entries(text, section)):
        yield Unmet(section.line + 1, "it names no error case with what happens then")
    yield from text.open_marks()


def _traceability(text: Text, beside: Callable[[str], bytes | None]) -> Iterator[Unmet]:
    section = text.section("traceability")
    if section is None:
        yield text.missing("Traceability")
        return
    table = text.table(section)
    name = column(table, "requirement", "id", "requirement id") if table else -1
    if table is None or name < 0 or len(table.columns) < 2 or not table.rows:
        yield Unmet(section.line + 1, "it needs a table `| Requirement | Covered by |` with one row for each")
        return
    traced: set[str] = set()
    for row in table.rows:
        traced.add(row.cells[name].strip("*` "))
        for at, cell in enumerate(row.cells):
            if is_nothing(cell):
                yield Unmet(row.line + 1, f"`{table.columns[at]}` of `{row.cells[name]}` is empty")
    data = beside(PRD)
    if data is not None:
        try:
            wanted = requirement_ids(Text.read(data, PRD))
        except ReadError as error:
            yield Unmet(section.line + 1, f"the requirements cannot be read: {error.message}")
            return
        for requirement in wanted:
            if requirement not in traced:
                yield Unmet(section.line + 1, f"requirement `{requirement}` of `{PRD}` is not traced")


def _measurable(text: Text) -> Iterator[Unmet]:
    section = text.section(*_QUALITIES)
    if section is None:
        yield text.missing("Non-functional requirements")
        return
    entries = _entries(text, section)
    if not entries:
        yield Unmet(section.line + 1, "it lists no non-functional requirement")
    for line, said in entries:
        if not _NUMBER.search(_LABEL.sub("", said)):
            yield Unmet(line, f"`{said[:60]}` cannot be measured: it has no number")


def _entries(text: Text, section: Heading) -> list[tuple[int, str]]:
    """Give the rows of a table (without their id) or the items of a list."""
    table = text.table(section)
    if table:
        first = column(table, "id")
        return [
            (row.line + 1, " ".join(cell for at, cell in enumerate(row.cells) if at != first)) for row in table.rows
        ]
    return [(item.line + 1, item.text) for item in text.items(section)]
