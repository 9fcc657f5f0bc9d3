"""Add lines to a file of lines (`.gitignore`, `.gitattributes`, a hook of husky); its other bytes stay."""

from __future__ import annotations

from sinfonia.scaffold.init_files import Added


def add_lines(text: str, wanted: tuple[str, ...], comment: str) -> tuple[str, Added | None]:
    """Append the lines that are not there yet, below a comment; gives the new text and what was added."""
    have = {line.strip() for line in text.splitlines()}
    missing = [line for line in wanted if line not in have]
    if not missing:
        return text, None
    end = newline(text)
    block = end.join((f"# {comment}", *missing)) + end
    if text and not text.endswith("\n"):
        block = end + block
    return text + block, Added(block)


def newline(text: str) -> str:
    """Give the line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"
