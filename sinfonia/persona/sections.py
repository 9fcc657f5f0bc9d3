"""SS: which sections a persona has, in which order, at which level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.problem import Problem
from sinfonia.persona.document import canonical, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.persona.document import Document

REQUIRED = ("Identity", "Critical Actions", "Task Protocol")
RECOMMENDED = ("Comm Style", "Role Def", "Principles")
INTERACTIVE = ("Activation Sequence", "Menu")
ORDER = (
    "Identity", "Comm Style", "Role Def", "Principles", "Critical Actions", "Task Protocol", *INTERACTIVE,
)  # fmt: skip
FURTHER = ("Rules", "Handoff Instructions", "Delegation Patterns", "Custom Instructions", "Examples", "Notes")


def sections(document: Document) -> Iterator[Problem]:
    """Judge the sections."""
    have = [canonical(section.title) for section in document.sections]
    yield from _missing(document, have)
    yield from _levels(document)
    path, last = document.lines.path, -1
    seen: set[str] = set()
    for title, section in zip(have, document.sections, strict=True):
        line = section.line + 1
        if title in seen and title in (*ORDER, *FURTHER):
            yield Problem("SS-07", "error", path, line, f"a second section `{title}`", "put both together")
        elif title not in (*ORDER, *FURTHER):
            yield Problem("SS-09", "warning", path, line, f"`{section.title[:60]}` is no section of a persona")
        elif title in ORDER:
            if ORDER.index(title) < last:
                message = f"`{title}` stands after `{ORDER[last]}`"
                yield Problem("SS-05", "error", path, line, message, f"the order is {', '.join(ORDER)}")
            last = max(last, ORDER.index(title))
        if title in (*ORDER, *FURTHER) and not prose(document.lines.lines, section):
            yield Problem("SS-08", "error", path, line, f"the section `{title}` is empty")
        seen.add(title)


def _missing(document: Document, have: list[str]) -> Iterator[Problem]:
    path, end = document.lines.path, document.front.end
    for title in REQUIRED:
        if title not in have:
            yield Problem("SS-01", "error", path, end, f"there is no section `## {title}`")
    for title in RECOMMENDED:
        if title not in have:
            yield Problem("SS-02", "warning", path, end, f"there is no section `## {title}`")
    mode = document.front.value("persona_mode")
    entry = document.front.entry("persona_mode")
    for title in INTERACTIVE:
        if mode == "interactive" and title not in have:
            line = entry.line + 1 if entry else end
            yield Problem("SS-03", "error", path, line, f"an interactive persona has no section `## {title}`")
        section = document.section(title)
        if mode == "subagent" and section:
            message = f"a subagent has no use for `## {title}`: nobody starts a talk with it"
            yield Problem("SS-04", "warning", path, section.line + 1, message, "persona_mode: both")


def _levels(document: Document) -> Iterator[Problem]:
    """Find headings of another level that were meant as a section: none of that name has the right one."""
    have = {canonical(section.title) for section in document.sections}
    for heading in document.headings:
        title = canonical(heading.title)
        if heading.level != 2 and title in ORDER and title not in have:
            message = f"`{title}` is a heading of level {heading.level}"
            yield Problem("SS-06", "error", document.lines.path, heading.line + 1, message, f"## {title}")
