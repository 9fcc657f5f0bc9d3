"""SC: what stands in the sections of a persona."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.outline import read_headings, top_items
from sinfonia.model.problem import Problem
from sinfonia.persona.document import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.markdown.outline import Heading, Item
    from sinfonia.model.problem import Severity
    from sinfonia.persona.document import Document

_FIRST = re.compile(r"\*\*(?:ALWAYS|NEVER)\b")
_CODE = re.compile(r"\[([A-Z]{2,3})\]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def content(document: Document) -> Iterator[Problem]:
    """Judge the sections' content; an empty section has SS-08 already."""
    judge = _Content(document)
    yield from judge.texts()
    yield from judge.role()
    yield from judge.principles()
    yield from judge.actions()
    yield from judge.protocol()
    yield from judge.menu()
    yield from judge.counts()


class _Content:
    def __init__(self, document: Document) -> None:
        self._document = document

    def texts(self) -> Iterator[Problem]:
        section = self._section("Identity")
        if section:
            said = prose(self._document.lines.lines, section).split("\n")
            if all(_ITEM.match(line) or not line.strip() for line in said):
                yield self._told("SC-01", "error", section, "`Identity` has no sentence that says who this is")
        section = self._section("Comm Style")
        if section and not any(character.isalpha() for character in prose(self._document.lines.lines, section)):
            yield self._told("SC-02", "warning", section, "`Comm Style` has no text")

    def role(self) -> Iterator[Problem]:
        section = self._section("Role Def")
        for code, title, least, most in (("SC-03", "Responsibilities", 3, 10), ("SC-04", "Boundaries", 2, 8)):
            if section:
                yield from self._list(code, "warning", section, title, least, most)

    def principles(self) -> Iterator[Problem]:
        section = self._section("Principles")
        if section is None:
            return
        items = self._items(section)
        if not items or not all(item.numbered for item in items):
            yield self._told("SC-05", "warning", section, "the principles are not numbered")
        elif not 3 <= len(items) <= 7:
            yield self._told("SC-06", "warning", section, f"{len(items)} principles, not 3 to 7")

    def actions(self) -> Iterator[Problem]:
        section = self._section("Critical Actions")
        if section is None:
            return
        items = self._items(section)
        if not 1 <= len(items) <= 8 or not all(item.numbered for item in items):
            message = f"`Critical Actions` has {len(items)} items, not 1 to 8 that are numbered"
            yield self._told("SC-07", "error", section, message)
        for item in items:
            if not _FIRST.match(item.text):
                message = "a critical action begins with neither **ALWAYS** nor **NEVER**"
                yield Problem("SC-08", "error", self._document.lines.path, item.line + 1, message)

    def protocol(self) -> Iterator[Problem]:
        section = self._section("Task Protocol")
        if section is None:
            return
        for code, title, least in (
            ("SC-09", "Accepts", 1),
            ("SC-10", "Produces", 1),
            ("SC-11", "Completion Criteria", 2),
        ):
            below = self._document.below(section, title)
            if below is None:
                yield self._told(code, "error", section, f"`Task Protocol` has no `### {title}`")
                continue
            count = len(self._items(below))
            if not least <= count <= 8:
                yield self._told("SC-12", "error", below, f"`{title}` has {count} bullets, not {least} to 8")

    def menu(self) -> Iterator[Problem]:
        section = self._section("Menu")
        if section is None:
            return
        items = self._items(section)
        codes = [match[1] if (match := _CODE.search(item.text)) else "" for item in items]
        if not items or not all(item.numbered for item in items):
            yield self._told("SC-13", "error", section, "the menu is not a numbered list")
            return
        if codes[0] != "MH" or "CH" not in codes:
            yield self._told("SC-14", "error", section, "the menu does not begin with [MH], or has no [CH]")
        if codes[-1] != "DA":
            yield self._told("SC-15", "error", section, "the menu does not end with [DA]")
        if len(items) > 12:
            yield self._told("SC-16", "warning", section, f"{len(items)} items are more than 12")
        for at, code in enumerate(codes):
            if code and code in codes[:at]:
                message = f"the code [{code}] stands there twice"
                yield Problem("SC-16", "warning", self._document.lines.path, items[at].line + 1, message)

    def counts(self) -> Iterator[Problem]:
        section = self._section("Activation Sequence")
        if section:
            count = len(self._items(section))
            if not 7 <= count <= 10:
                yield self._told("SC-17", "warning", section, f"`Activation Sequence` has {count} steps, not 7 to 10")
        section = self._section("Rules")
        if section and len(self._items(section)) > 10:
            yield self._told("SC-18", "warning", section, f"{len(self._items(section))} rules are more than 10")

    def _list(
        self, code: str, severity: Severity, section: Heading, title: str, least: int, most: int
    ) -> Iterator[Problem]:
        below = self._document.below(section, title)
        if below is None:
            yield self._told(code, severity, section, f"`{section.title}` has no `### {title}`")
        elif not least <= len(self._items(below)) <= most:
            message = f"`{title}` has {len(self._items(below))} bullets, not {least} to {most}"
            yield self._told(code, severity, below, message)

    def _section(self, title: str) -> Heading | None:
        """Give a section that says something."""
        section = self._document.section(title)
        return section if section and prose(self._document.lines.lines, section) else None

    def _items(self, section: Heading) -> tuple[Item, ...]:
        """Give the outer items up to the next heading below."""
        lines = self._document.lines.lines
        inner = (heading.line for heading in read_headings(lines[: section.end], section.line + 1))
        return top_items(lines, section.line + 1, next(inner, section.end))

    def _told(self, code: str, severity: Severity, section: Heading, message: str) -> Problem:
        return Problem(code, severity, self._document.lines.path, section.line + 1, message)
