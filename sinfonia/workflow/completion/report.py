"""A review's report: one verdict, and every blocker of the findings accounted for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.text import ReadError
from sinfonia.workflow.completion import Unmet
from sinfonia.workflow.completion.findings import GRADES, read_findings
from sinfonia.workflow.completion.reading import Text, is_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FINDINGS = ("findings.md", "test-findings.md")
VERDICTS = ("approve", "revise")

_VERDICT = re.compile(r"\W*(approve|revise)\b", re.IGNORECASE)
_BLOCKER = re.compile(r"(?:\*\*)?([A-Z]{1,4}-\d{1,4})(?:\*\*)?\s+(open|resolved)\b", re.IGNORECASE)


def unmet(text: Text, beside: Callable[[str], bytes | None]) -> Iterator[Unmet]:
    """List what keeps a report from being complete."""
    verdict = ""
    section = text.section("verdict")
    if section is None:
        yield text.missing("Verdict")
    else:
        match = _VERDICT.match(text.body(section))
        verdict = match[1].lower() if match else ""
        if not match:
            yield Unmet(section.line + 1, f"the verdict begins with one of the words {' or '.join(VERDICTS)}")
    told: dict[str, str] = {}
    blockers = text.section("blockers")
    if blockers is None:
        yield text.missing("Blockers")
    else:
        items = text.items(blockers)
        if not items and not is_nothing(text.body(blockers).lstrip("-* ")):
            yield Unmet(blockers.line + 1, "the blockers are not a list; where there is none, write `None.`")
        for item in items:
            match = _BLOCKER.match(item.text)
            if not match:
                yield Unmet(item.line + 1, "a blocker begins with its id and state: `F-01 open` or `F-01 resolved`")
                continue
            told[match[1]] = match[2].lower()
            if match[2].lower() == "open" and verdict == "approve":
                yield Unmet(item.line + 1, f"the verdict is `approve`, and blocker `{match[1]}` is open")
    for name in FINDINGS:
        yield from _untold(name, beside(name), told, blockers.line + 1 if blockers else 1)


def _untold(name: str, data: bytes | None, told: dict[str, str], line: int) -> Iterator[Unmet]:
    if data is None:
        return
    try:
        found = read_findings(Text.read(data, name))
    except ReadError as error:
        yield Unmet(line, f"the findings cannot be read: {error.message}")
        return
    for finding in found:
        if finding.grade == GRADES[0] and finding.name not in told:
            yield Unmet(line, f"blocker `{finding.name}` of `{name}` is not accounted for")
