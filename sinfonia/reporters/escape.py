"""Text from a repository, made safe to show: no control character reaches a terminal, no surrogate a file."""

from __future__ import annotations

_spaces = "\u00a0\u3000"  # not "printable" to Python, but harmless, and common in French and in Japanese


def shown(text: str) -> str:
    r"""Escape what a terminal would obey or hide: controls, bidirectional marks, bytes that are not UTF-8 (`\xff`)."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _spaces else _escaped(char) for char in text)


def unicode_only(text: str) -> str:
    r"""Escape surrogates only (`\xff` for the byte behind one), so that every encoder takes the text."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return "".join(_escaped(char) if "\ud800" <= char <= "\udfff" else char for char in text)


def inert(line: str) -> str:
    """Break, in the same width, what a CI runner takes for a command: anyone may write one into a name or a line.

    GitHub's runner obeys `::` at the start of a line, after blanks too, and `##[` anywhere (`ActionCommand.cs` of
    actions/runner); Azure's obeys `##vso[` anywhere.
    """
    if "##" in line:
        line = line.replace("##[", "##(").replace("##vso[", "##vso(")
    bare = line.lstrip()
    return line if bare[:2] != "::" else f"{line[: len(line) - len(bare)]}:.{bare[2:]}"


def json_text(document: object) -> str:
    """Write JSON in ASCII that a runner's log does not obey either (`inert`), and that reads back the same."""
    import json

    return json.dumps(document, indent=2).replace("##", "#\\u0023") + "\n"


def path_bytes(path: str) -> bytes:
    """Give the bytes that git has for a path, which `surrogateescape` made a string of."""
    return path.encode("utf-8", "surrogateescape")


def _escaped(char: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    if named is not None:
        return named
    point = ord(char)
    if 0xDC80 <= point <= 0xDCFF:  # PEP 383: the byte, plus 0xDC00
        point -= 0xDC00
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
