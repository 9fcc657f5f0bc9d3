"""Tools by the shape of their fields: a host's table says which tool has which, under what names.

Where a field has several names, hosts and versions differ; the first is the one a complaint names.
"""

from __future__ import annotations

import os

from sinfonia.surfaces.agent.fields import MalformedError, filled, optional, plain_text, text
from sinfonia.surfaces.agent.patch import is_patch
from sinfonia.surfaces.agent.patch import parts as patch_parts
from sinfonia.surfaces.agent.tool_call import Edit, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Fields = Mapping[str, object]
    Reader = Callable[[Fields], tuple[Part, ...]]


def nothing(_fields: Fields) -> tuple[Part, ...]:
    """Read a tool that touches no file of the user and runs no command."""
    return ()


def reads(*names: str) -> Reader:
    """Make the reader of a tool that reads one file."""
    return lambda fields: (Part("read", filled(fields, given(fields, names))),)


def lists(*names: str, pattern: str = "") -> Reader:
    """Make the reader of a tool that lists a folder, or names by a pattern."""
    if not pattern:
        return lambda fields: (Part("list", filled(fields, given(fields, names))),)
    return lambda fields: (Part("list", optional(fields, given(fields, names)), filled(fields, pattern)),)


def searches(*names: str, globs: tuple[str, ...], pattern: str = "pattern") -> Reader:
    """Make the reader of a tool that searches in files; what it searches for is no name."""

    def read(fields: Fields) -> tuple[Part, ...]:
        text(fields, pattern)
        glob, name = optional(fields, given(fields, globs)), given(fields, names)
        value = fields.get(name)
        paths = [optional({name: row}, name) for row in value] if isinstance(value, list) else [optional(fields, name)]
        return tuple(Part("search", path, glob) for path in paths or [""])

    return read


def writes(paths: tuple[str, ...], contents: tuple[str, ...]) -> Reader:
    """Make the reader of a tool that writes a whole file."""
    return lambda fields: (Part("write", filled(fields, given(fields, paths)), text(fields, given(fields, contents))),)


def edits(paths: tuple[str, ...], old: tuple[str, ...], new: tuple[str, ...], *every: str) -> Reader:
    """Make the reader of a tool that replaces one text by another, once or, with one of `every`, everywhere."""

    def read(fields: Fields) -> tuple[Part, ...]:
        return (Part("edit", filled(fields, given(fields, paths)), edits=(replaced(fields, old, new, every),)),)

    return read


def replaced(fields: Fields, old: tuple[str, ...], new: tuple[str, ...], every: tuple[str, ...]) -> Edit:
    """Read one replacement; raises `MalformedError`."""
    marks = (fields.get(name) for name in every)
    everywhere = any(mark is True or (isinstance(mark, int) and mark > 1) for mark in marks)
    return Edit(text(fields, given(fields, old)), text(fields, given(fields, new)), every=everywhere)


def runs(*names: str) -> Reader:
    """Make the reader of a tool that runs a command."""
    return lambda fields: (Part("command", text=plain_text(fields, given(fields, names))),)


def patches(*names: str) -> Reader:
    """Make the reader of a tool that applies a patch."""
    return lambda fields: patched(filled(fields, given(fields, names)))


def patched(patch: str) -> tuple[Part, ...]:
    """Read a patch; raises `MalformedError` for one that names no file."""
    parts = patch_parts(patch) if is_patch(patch) else ()
    if not parts:
        raise MalformedError("the patch of the tool call names no file")
    return parts


def given(fields: Fields, names: tuple[str, ...]) -> str:
    """Give the name under which there is something, else the first; raises `MalformedError` where two disagree."""
    found = [name for name in names if fields.get(name) is not None]
    for name in found[1:]:
        if fields[name] != fields[found[0]]:
            raise MalformedError(f"`{found[0]}` and `{name}` of the tool call say different things")
    return found[0] if found else names[0]


def folder(fields: Fields, cwd: str, *names: str) -> str:
    """Give the folder in which a command would run, where one of the names says so."""
    value = fields.get(given(fields, names))
    return os.path.join(cwd, value) if isinstance(value, str) and value.strip() and "\0" not in value else cwd
