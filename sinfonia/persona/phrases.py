"""PP and XR: what has no place in a persona's text, and names of personas that there are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.sections import fenced_lines
from sinfonia.markdown.text import bare
from sinfonia.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.persona.document import Document

STUB = "sinfonia-"  # generated agent files carry this before the persona's id

_CODE = re.compile(r"`[^`]*`")
_TAG = re.compile(
    r"</?(?:agent|agents|persona|activation|menu|menu-handlers|handler|handlers|item|step|steps|prompt|prompts|rules|rule"
    r"|instructions|instruction|system|system-prompt|user|assistant|human|thinking|tool|tools|tool_call|function_calls"
    r"|invoke|example|examples|identity|role|principles|communication_style|context|critical-actions|output)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:(?<![\w.])/(?:home|Users)/[A-Za-z0-9._-]+|(?<![\w.])/root(?=/)|\b[A-Za-z]:\\+Users\\+\w+)")
_MARK = re.compile(r"\b(?:TODO|FIXME|PLACEHOLDER)\b")
_PROMPT = re.compile(r"`(?:[$>%\u276f#] )[^`]*`")
_NAMED = re.compile(r"(?<![\w.@/])@([a-z0-9][a-z0-9-]*)")


def phrases(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Judge the text; a fence may show tags, prompts and marks, but no one's home."""
    path, start = document.lines.path, document.front.end
    spoken = [document.section(title) for title in ("Activation Sequence", "Menu")]
    numbered = enumerate(fenced_lines(bare(line) for line in document.lines.lines[start:]), start)
    for at, (line, fenced) in numbered:
        match = _HOME.search(line)
        if match:
            message = f"`{match[0]}` is a path on one person's machine"
            yield Problem("PP-03", "error", path, at + 1, message, "name it from the repository's root")
        if fenced:
            continue
        text = _CODE.sub("``", line)
        match = _TAG.search(text)
        if match:
            message = f"`{match[0][:40]}` is a tag, and the text is Markdown"
            yield Problem("PP-01", "error", path, at + 1, message, "use headings and lists")
        match = _MARK.search(text)
        if match:
            yield Problem("PP-02", "warning", path, at + 1, f"`{match[0]}` leaves something unwritten")
        match = _PROMPT.search(line)
        if match:
            message = f"{match[0][:60]} begins with a prompt, which an agent would type"
            yield Problem("PP-04", "warning", path, at + 1, message)
        if any(section and section.line < at < section.end for section in spoken):
            for name in _NAMED.findall(line):
                if name not in known and name.removeprefix(STUB) not in known:
                    fix = f"there are {', '.join(sorted(known))}"
                    yield Problem("XR-01", "error", path, at + 1, f"there is no persona `@{name}`", fix)
