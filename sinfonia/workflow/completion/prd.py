"""A product requirements document is final when each story can be checked and nothing is left to decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.workflow.completion import Unmet
from sinfonia.workflow.completion.reading import Text, column, is_nothing, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.markdown.outline import Heading

MOST_WORDS = 2000
PRIORITIES = ("must", "should", "could", "won't", "p0", "p1", "p2", "p3", "high", "medium", "low")

_ID = re.compile(r"(?:\*\*|`)?([A-Z]{1,6}-?\d{1,4})(?:\*\*|`)?")
_WORD = re.compile(r"[A-Za-z0-9']+")


def unmet(text: Text) -> Iterator[Unmet]:
    """List what keeps a PRD from being final."""
    words = text.words()
    if words > MOST_WORDS:
        yield Unmet(1, f"it has {words} words, more than {MOST_WORDS}")
    yield from _requirements(text)
    yield from _stories(text)
    section = text.section("non-goals", "non goals", "out of scope")
    if section is None:
        yield text.missing("Non-goals")
    elif not text.items(section) or all(is_nothing(item.text) for item in text.items(section)):
        yield Unmet(section.line + 1, "it names no non-goal")
    section = text.section("open questions")
    if section and not is_nothing(text.body(section).lstrip("-* ")):
        items = text.items(section)
        yield Unmet((items[0].line if items else section.line) + 1, "a question is still open")
    yield from text.open_marks()


def requirement_ids(text: Text) -> tuple[str, ...]:
    """Give the ids of a PRD's requirements."""
    section = text.section("requirements")
    return tuple(name for _, name, _, _ in _rows(text, section) if name) if section else ()


def _requirements(text: Text) -> Iterator[Unmet]:
    section = text.section("requirements")
    if section is None:
        yield text.missing("Requirements")
        return
    rows = list(_rows(text, section))
    if not rows:
        yield Unmet(section.line + 1, "it lists no requirement")
    seen: set[str] = set()
    for line, name, priority, said in rows:
        if not name:
            yield Unmet(line, "a requirement has no id, such as `R-01`")
        elif name in seen:
            yield Unmet(line, f"requirement `{name}` stands there twice")
        if not priority:
            yield Unmet(line, f"requirement `{name or said[:40]}` has no priority: must, should or could")
        if name and not said:
            yield Unmet(line, f"requirement `{name}` says nothing")
        seen.add(name)


def _rows(text: Text, section: Heading) -> Iterator[tuple[int, str, bool, str]]:
    """Give line, id, whether there is a priority, and text, from a table or from `- R-01 (must) …`."""
    table = text.table(section)
    if table:
        name, priority, said = column(table, "id"), column(table, "priority"), column(table, "requirement", "text")
        for row in table.rows:
            match = _ID.fullmatch(row.cells[name]) if name >= 0 else None
            given = priority >= 0 and row.cells[priority].strip("*`. ").casefold() in PRIORITIES
            yield row.line + 1, match[1] if match else "", given, row.cells[said] if said >= 0 else " ".join(row.cells)
        return
    for item in text.items(section):
        match = _ID.match(item.text)
        rest = item.text[match.end() :] if match else item.text
        words = [word.casefold() for word in _WORD.findall(rest)[:1]]
        yield item.line + 1, match[1] if match else "", bool(words) and words[0] in PRIORITIES, rest.strip(" :-")


def _stories(text: Text) -> Iterator[Unmet]:
    section = text.section("stories", "user stories")
    if section is None:
        yield text.missing("Stories")
        return
    stories = text.below(section)
    if not stories:
        yield Unmet(section.line + 1, "it has no story: each is a heading `### S-01 …`")
    for story in stories:
        if not _criteria(text, story):
            yield Unmet(story.line + 1, f"story `{story.title}` has no acceptance criteria as a list")


def _criteria(text: Text, story: Heading) -> bool:
    """Tell whether a list follows a heading or a line `Acceptance criteria`."""
    for at in range(story.line + 1, story.end):
        words = plain(text.lines.text(at).strip().lstrip("#").strip())
        if words.strip("*_: ") == "acceptance criteria":
            ends = [h.line for h in text.headings if at < h.line < story.end]
            return bool(_listed(text, at, min(ends, default=story.end)))
    return False


def _listed(text: Text, start: int, end: int) -> bool:
    from sinfonia.markdown.outline import read_items

    return any(not is_nothing(item.text) for item in read_items(text.lines.lines, start + 1, end))
