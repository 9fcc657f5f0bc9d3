"""Findings of a review: each has a grade, an id and a place; what was read is named even where nothing was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.completion import Unmet
from sinfonia.workflow.completion.reading import Text, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

GRADES = ("BLOCKER", "CONCERN", "SUGGESTION")

_FINDING = re.compile(
    rf"(?:\*\*|\[)?({'|'.join(GRADES)})(?:\*\*|\])?\s+([A-Z]{{1,4}}-\d{{1,4}})\b[\s:]*(.*)", re.DOTALL
)
_PLACE = re.compile(r"`[^`\s]+`")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, and its line (1-based)."""

    grade: str
    name: str
    text: str
    line: int


def unmet(text: Text) -> Iterator[Unmet]:
    """List what keeps findings from being complete."""
    section = text.section("read", "what was read")
    if section is None:
        yield text.missing("Read")
    elif not text.items(section):
        yield Unmet(section.line + 1, "it does not say what was read, as a list")
    section = text.section("findings")
    if section is None:
        yield text.missing("Findings")
        return
    items = text.items(section)
    if not items and not is_nothing(text.body(section).lstrip("-* ")):
        yield Unmet(section.line + 1, "the findings are not a list; where there is none, write `None.`")
    seen: set[str] = set()
    for item in items:
        match = _FINDING.fullmatch(item.text)
        if not match:
            yield Unmet(item.line + 1, f"a finding begins with its grade and id: `{GRADES[1]} F-01 …`")
            continue
        if match[2] in seen:
            yield Unmet(item.line + 1, f"finding `{match[2]}` stands there twice")
        seen.add(match[2])
        if not _PLACE.search(match[3]):
            yield Unmet(item.line + 1, f"finding `{match[2]}` names no place, such as `src/login.py:14`")


def read_findings(text: Text) -> tuple[Finding, ...]:
    """Give the findings of a document that can be read."""
    section = text.section("findings")
    items = text.items(section) if section else ()
    matches = ((item, _FINDING.fullmatch(item.text)) for item in items)
    return tuple(Finding(match[1], match[2], match[3], item.line + 1) for item, match in matches if match)
