"""A persona's file, read: frontmatter and sections; what is wrong with one is told by `validate`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.markdown.frontmatter import Entry, Frontmatter, read_frontmatter
from sinfonia.markdown.lists import read_list
from sinfonia.markdown.outline import Heading, read_headings
from sinfonia.markdown.text import Lines, ReadError, bare, read_lines
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

MODES = ("interactive", "subagent", "both")
TOOLS = ("read", "write", "edit", "shell")
KEYS = (
    "persona_id", "name", "role", "description", "persona_mode", "version", "icon", "capabilities", "tools", "author",
    "license",
)  # fmt: skip
"""The frontmatter's keys; others are kept and mean nothing here."""

MAX_BYTES = 256_000  # the longest that we saw has 15 kB

_DASHES = re.compile(r" *(?:- +)*")
_RULE = re.compile(r" {0,3}(?:#{1,6}[ \t]|[-*_](?:[ \t]*[-*_]){2,}[ \t]*$)")


@dataclass(frozen=True, slots=True)
class Persona:
    """What a persona is; `mode` and `tools` have the defaults of a file that does not say."""

    id: str
    name: str
    role: str
    description: str
    mode: str = "subagent"
    version: str = ""
    icon: str = ""
    capabilities: tuple[str, ...] = ()
    tools: tuple[str, ...] = TOOLS
    body: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its lines, its frontmatter, its headings."""

    lines: Lines
    front: Frontmatter
    headings: tuple[Heading, ...]

    @property
    def sections(self) -> tuple[Heading, ...]:
        """Give the headings of level 2."""
        return tuple(heading for heading in self.headings if heading.level == 2)

    def section(self, title: str) -> Heading | None:
        """Give the first section of a title, or of one of its other names."""
        return next((heading for heading in self.sections if canonical(heading.title) == title), None)

    def below(self, section: Heading, title: str) -> Heading | None:
        """Give a subsection."""
        inside = (h for h in self.headings if section.line < h.line < section.end and h.level == 3)
        return next((h for h in inside if h.title.casefold() == title.casefold()), None)

    def entries(self, key: str) -> tuple[str, ...]:
        """Give a key's list; raises `ReadError`."""
        entry = self.front.entry(key)
        return read_list(self.lines, entry) if entry else ()


ALIASES = {"communication style": "Comm Style", "role definition": "Role Def"}


def canonical(title: str) -> str:
    """Give a section's title by its first name."""
    return ALIASES.get(title.casefold(), title)


def has_frontmatter(data: bytes) -> bool:
    """Tell whether a file begins with frontmatter, whatever its byte order mark and line ends."""
    first = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return first.rstrip(b" \t\r") == b"---"


def read_document(data: bytes, path: str) -> Document:
    """Read a file; raises `ReadError` with file, line and reason, in time that grows with its size only."""
    if len(data) > MAX_BYTES:
        raise ReadError(f"{path}: {len(data)} bytes are more than a persona may have ({MAX_BYTES})")
    lines = read_lines(data, path)
    front = read_frontmatter(lines)
    for entry in front.entries:
        _check(lines, entry)
    return Document(lines, front, read_headings(lines.lines, front.end))


def read_persona(data: bytes, path: str) -> Persona:
    """Read a persona that can be used; raises `ReadError` where what it must say is missing."""
    document = read_document(data, path)

    def text(key: str) -> str:
        entry = document.front.entry(key)
        if entry is None:
            return ""
        if entry.value is None:
            raise ReadError(f"{path}:{entry.line + 1}: `{key}` must be one value on one line")
        return entry.value

    stem = path.rpartition("/")[2].removesuffix(".md")
    given = text("persona_id")
    if given != stem:
        raise ReadError(f"{path}:{_line(document.front, 'persona_id')}: `persona_id` is `{given}`, not `{stem}`")
    mode = text("persona_mode") or "subagent"
    if mode not in MODES:
        raise ReadError(
            f"{path}:{_line(document.front, 'persona_mode')}: `persona_mode` is `{mode}`",
            hint=f"one of: {', '.join(MODES)}",
        )
    return Persona(
        id=given,
        name=text("name") or given,
        role=text("role"),
        description=text("description"),
        mode=mode,
        version=text("version"),
        icon=text("icon"),
        capabilities=document.entries("capabilities"),
        tools=document.entries("tools") or TOOLS,
        body="".join(bare(line) + "\n" for line in document.lines.lines[document.front.end :]).strip("\n"),
        source=path,
    )


def prose(lines: Sequence[str], heading: Heading) -> str:
    """Give what a section says: without headings below it, rules and comments."""
    text = "\n".join(bare(line) for line in lines[heading.line + 1 : heading.end])
    text = "".join(part.partition("-->")[2] if at else part for at, part in enumerate(text.split("<!--")))
    kept = (line for line in text.split("\n") if not _RULE.match(line))
    return "\n".join(kept).strip()


def _check(lines: Lines, entry: Entry) -> None:
    """Refuse what no reader of ours should meet: anchors, aliases, tags, tabs before a key, half-written values."""
    at = f"{lines.path}:{entry.line + 1}"
    rest = lines.text(entry.line).partition(":")[2].strip(" \t")
    if rest[:1] in {"&", "*", "!"}:
        raise ReadError(f"{at}: `{entry.key}` has an anchor, an alias or a tag", hint="write the value itself")
    if entry.value is not None and entry.end == entry.line + 1:
        return
    block = rest[:1] in {"|", ">"}
    if rest and not block and not rest.startswith("#") and not _closed(rest):
        raise ReadError(f"{at}: the value of `{entry.key}` cannot be read", hint='put it in quotes: "…"')
    for number in range(entry.line + 1, entry.end):
        text = lines.text(number)
        blank = len(text) - len(text.lstrip(" \t"))
        if "\t" in text[:blank]:
            raise ReadError(f"{lines.path}:{number + 1}: a tab stands before the value", hint="use spaces")
        if block or not text.strip() or text.lstrip().startswith("#"):
            continue
        item = text[_DASHES.match(text).end() :]  # type: ignore[union-attr]  # it matches an empty text too
        key, colon, value = item.partition(": ")
        if item[:1] in {"&", "!"} or (colon and value.lstrip(" ")[:1] in {"&", "*", "!"}):
            raise ReadError(f"{lines.path}:{number + 1}: an anchor, an alias or a tag", hint="write the value itself")
        listed = text.lstrip(" ").startswith("- ") or text.strip() == "-"
        if not listed and not (colon and key) and not item.rstrip().endswith(":"):
            raise ReadError(f"{lines.path}:{number + 1}: `{text.strip()[:40]}` belongs to no key")


def _closed(text: str) -> bool:
    """Tell whether a value on one line is a list or a map whose brackets match."""
    pairs = {"]": "[", "}": "{"}
    if text[:1] not in pairs.values():
        return False
    stack: list[str] = []
    quote = ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in pairs.values():
            stack.append(character)
        elif character in pairs and (not stack or stack.pop() != pairs[character]):
            return False
    return not stack and not quote


def _line(front: Frontmatter, key: str) -> int:
    entry = front.entry(key)
    return entry.line + 1 if entry else 1
