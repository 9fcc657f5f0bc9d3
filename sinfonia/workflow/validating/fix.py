"""What can be mended without losing anything: a number that the file itself shows to be wrong."""

from __future__ import annotations

from dataclasses import replace

from sinfonia.handoff.envelope import body_words
from sinfonia.markdown.frontmatter import read_frontmatter
from sinfonia.markdown.sections import read_sections
from sinfonia.markdown.text import ReadError, bare, read_lines, write_lines
from sinfonia.workflow import document
from sinfonia.workflow.validating.kinds import Kind


def fixed(kind: Kind, data: bytes, path: str) -> bytes:
    """Give the file's bytes with `word_count` or `total_steps` as they are; every other byte stays."""
    try:
        if kind is Kind.ENVELOPE:
            return _word_count(data, path)
        if kind is Kind.INDEX:
            read = document.read(data, path)
            return _with_number(data, path, "total_steps", read.index.total_steps)
    except ReadError:
        return data  # what cannot be read cannot be mended
    return data


def _word_count(data: bytes, path: str) -> bytes:
    lines = read_lines(data, path)
    front = read_frontmatter(lines)
    sections = read_sections(lines.lines, front.end)
    return _with_number(data, path, "word_count", body_words(lines.lines, front.end, sections))


def _with_number(data: bytes, path: str, key: str, number: int) -> bytes:
    lines = read_lines(data, path)
    entry = read_frontmatter(lines).entry(key)
    if entry is None or not entry.value or entry.value == str(number):
        return data
    old = lines.lines[entry.line]
    text = bare(old)
    rest = text[text.index(":") + 1 :]
    if rest.strip(" \t") != entry.value:
        return data  # quoted, or with a comment: the hand that wrote it mends it
    new = f"{text[: text.index(':') + 1]}{rest.replace(entry.value, str(number), 1)}{old[len(text) :]}"
    return write_lines(replace(lines, lines=(*lines.lines[: entry.line], new, *lines.lines[entry.line + 1 :])))
