"""Envelopes: written in our form, read in it; what is wrong with one is told by `validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.markdown.frontmatter import read_frontmatter
from sinfonia.markdown.scalar import write_scalar
from sinfonia.markdown.sections import escape, read_sections, section_text
from sinfonia.markdown.text import ReadError, read_lines
from sinfonia.model.handoff import FIELDS, Envelope, HandoffStatus, HandoffType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.markdown.sections import Section

NUMBERS = frozenset({"sequence", "word_count", "attempt"})
NOTHING = "None."


def create(envelope: Envelope) -> bytes:
    """Write a new envelope; an empty section says that it is."""
    sections = [(title, text.strip("\n") or NOTHING) for title, text in envelope.sections]
    values = {
        "handoff_id": envelope.handoff_id,
        "session_id": envelope.session_id,
        "sequence": str(envelope.sequence),
        "source_persona": envelope.source_persona,
        "target_persona": envelope.target_persona,
        "handoff_type": str(envelope.handoff_type),
        "status": str(envelope.status),
        "created_at": envelope.created_at,
        "word_count": str(count_words([text for _, text in sections])),
        "step": envelope.step,
        "attempt": str(envelope.attempt),
        "reply_to": envelope.reply_to,
    }
    kept = [key for key in FIELDS if values[key] or key not in {"step", "reply_to"}]
    parts = ["---", *(f"{key}: {values[key] if key in NUMBERS else write_scalar(values[key])}" for key in kept), "---"]
    for title, text in sections:
        parts += ["", f"## {title}", "", *escape(text).split("\n")]
    return ("\n".join(parts) + "\n").encode("utf-8")


def read(data: bytes, path: str) -> Envelope:
    """Read an envelope; raises `ReadError` with file, line and reason."""
    lines = read_lines(data, path)
    front = read_frontmatter(lines)

    def text(key: str) -> str:
        entry = front.entry(key)
        if entry is None or not entry.value:
            line = entry.line + 1 if entry else 1
            raise ReadError(
                f"{path}:{line}: the frontmatter has no `{key}`", hint="sinfonia validate says what it needs"
            )
        return entry.value

    def number(key: str) -> int:
        value = text(key)
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            entry = front.entry(key)
            line = entry.line + 1 if entry else 1
            raise ReadError(f"{path}:{line}: `{key}` must be a whole number, not `{value}`")
        return int(value)

    kind, status = text("handoff_type"), text("status")
    for key, value, words in (("handoff_type", kind, HandoffType), ("status", status, HandoffStatus)):
        if value not in tuple(words):
            entry = front.entry(key)
            line = entry.line + 1 if entry else 1
            raise ReadError(f"{path}:{line}: `{key}` is `{value}`", hint=f"one of: {', '.join(words)}")
    sections = read_sections(lines.lines, front.end)
    return Envelope(
        handoff_id=text("handoff_id"),
        session_id=text("session_id"),
        sequence=number("sequence"),
        source_persona=text("source_persona"),
        target_persona=text("target_persona"),
        handoff_type=HandoffType(kind),
        status=HandoffStatus(status),
        created_at=text("created_at"),
        step=front.value("step") or "",
        attempt=number("attempt") if front.entry("attempt") else 1,
        reply_to=front.value("reply_to") or "",
        sections=tuple((section.title, section_text(lines.lines, section)) for section in sections),
    )


def count_words(texts: Sequence[str]) -> int:
    """Count the words of the sections' texts, as `word_count` gives them: what blanks and line ends part."""
    return sum(len(text.split()) for text in texts)


def body_words(lines: Sequence[str], start: int, sections: Sequence[Section]) -> int:
    """Count the words of a file's body: its sections' texts, and what stands before the first."""
    first = sections[0].heading if sections else len(lines)
    return count_words([*lines[start:first], *(section_text(lines, section) for section in sections)])


def bullets(text: str) -> tuple[str, ...]:
    """Give the items of a list, wrapped lines joined; a text without bullets gives none, as does `None.`."""
    items: list[list[str]] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped[:2] in {"- ", "* "}:
            items.append([stripped[2:].strip()])
        elif stripped and items and line[:1] in {" ", "\t"}:
            items[-1].append(stripped)
    joined = (" ".join(parts).strip() for parts in items)
    return tuple(item for item in joined if item)


def bulleted(items: Sequence[str]) -> str:
    """Write a list."""
    return "\n".join("- " + item.replace("\r\n", "\n").replace("\n", "\n  ") for item in items) or NOTHING
