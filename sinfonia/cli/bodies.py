"""The body of an envelope from flags, a file, standard input or an editor."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from sinfonia.errors import SinfoniaError
from sinfonia.handoff.envelope import bulleted
from sinfonia.markdown.sections import read_sections, section_text
from sinfonia.markdown.text import read_lines
from sinfonia.model.handoff import OPTIONAL_SECTIONS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sinfonia.model.handoff import HandoffType


def listed(items: Sequence[str]) -> str:
    """Write a list for a section, an empty text for none."""
    return bulleted(items) if items else ""


def artifact_list(items: Sequence[str], root: str) -> str:
    """Write a list of paths from the root, in backquotes; what was typed is a path from the working directory first."""
    return bulleted([item if "`" in item else f"`{_from_root(item, root)}`" for item in items]) if items else ""


def _from_root(path: str, root: str) -> str:
    here = os.path.relpath(os.path.abspath(path), root)
    if not os.path.lexists(path) or here.startswith("..") or here == os.path.normpath(path):
        return path
    return here.replace(os.sep, "/")


def body(kind: HandoffType, given: Mapping[str, str], *, file: str, edit: bool) -> dict[str, str]:
    """Give a text for each section: the flags', over what a file or an editor gave; raises `SinfoniaError`."""
    texts: dict[str, str] = {}
    if file:
        texts = _from_text(kind, _read(file), file)
    elif edit:
        if not sys.stdin.isatty():
            raise SinfoniaError("--edit needs a terminal", hint="give the sections by flags, or --file PATH")
        template = "\n".join(f"## {title}\n\n{given.get(title, '')}\n" for title in SECTIONS[kind])
        written = click.edit(template, extension=".md")
        if written is None:
            raise click.Abort
        texts = _from_text(kind, written.encode("utf-8"), "what you wrote")
    return {**texts, **{title: text for title, text in given.items() if text}}


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    with open(file, "rb") as opened:
        return opened.read()


def _from_text(kind: HandoffType, data: bytes, name: str) -> dict[str, str]:
    lines = read_lines(data, name)
    known = (*SECTIONS[kind], *OPTIONAL_SECTIONS.get(kind, ()))
    found = {}
    for section in read_sections(lines.lines, 0):
        if section.title not in known:
            raise SinfoniaError(
                f"{name}:{section.heading + 1}: a `{kind}` has no section `{section.title}`",
                hint=f"its sections are {', '.join(known)}",
            )
        found[section.title] = section_text(lines.lines, section)
    if not found:
        raise SinfoniaError(f"{name}: no section is there", hint=f"write `## {known[0]}` and the others")
    return found
