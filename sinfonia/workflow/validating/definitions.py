"""What is wrong with a workflow's definition: the codes WD-01 to WD-03."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.problem import Problem
from sinfonia.workflow import definition, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.workflow import Definition

_PLACE = re.compile(r"^`?(?P<path>\.sinfonia/workflows/[^\s:`]+)`?(?::(?P<line>\d+):)?\s*")


class Folder:
    """One definition's folder, wherever it lies, as if it stood below `.sinfonia/workflows/`."""

    def __init__(self, name: str, folder: str) -> None:
        self._top = f"{definition.FOLDER}/{name}"
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """Read a file."""
        return files.read(self._place(path))

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder."""
        full = self._place(folder)
        return tuple(sorted(os.listdir(full))) if os.path.isdir(full) else ()

    def _place(self, path: str) -> str:
        rest = path.removeprefix(self._top).strip("/")
        return os.path.join(self._folder, rest) if rest else self._folder


def problems(path: str, shown: str, root: str, personas: frozenset[str]) -> tuple[Problem, ...]:
    """List what is wrong with the file at a path, or with its whole definition where the file is its `workflow.md`."""
    full = os.path.abspath(path)
    folder = os.path.dirname(full)
    if os.path.basename(folder) == "steps":
        folder = os.path.dirname(folder)
    name = os.path.basename(folder)
    inside = os.path.relpath(full, folder).replace(os.sep, "/")
    prefix = shown.removesuffix(inside)
    try:
        read = definition.find(name, Folder(name, folder))
    except SinfoniaError as error:
        match = _PLACE.match(error.message)
        own = match["path"].removeprefix(f"{definition.FOLDER}/{name}/") if match else inside
        if inside not in {own, "workflow.md"}:
            return ()  # another file of the definition says it
        line = int(match["line"]) if match and match["line"] else 1
        message = error.message[match.end() :] if match and match["line"] else error.message
        return (Problem("WD-01", "error", prefix + own, line, message, error.hint),)
    return tuple(_judged(read, name, inside, prefix, root, personas))


def _judged(
    read: Definition, name: str, inside: str, prefix: str, root: str, personas: frozenset[str]
) -> Iterator[Problem]:
    for step in read.steps:
        if step.path.removeprefix(f"{definition.FOLDER}/{name}/") != inside:
            continue
        if step.persona and step.persona not in personas:
            yield _told("WD-02", prefix + inside, f"there is no persona `{step.persona}`", "sinfonia personas")
        if not step.persona and step.gate == "return":
            yield _told("WD-02", prefix + inside, "it has gate `return`, and nobody to return", "persona: NAME")
    if inside != "workflow.md":
        return
    if read.revise and read.revise not in personas:
        yield _told("WD-02", prefix + inside, f"`revise` names no persona: `{read.revise}`", "sinfonia personas")
    from sinfonia.workflow.sources import WorkingTree

    known = definition.names(WorkingTree(root)) if root else ()
    for need in read.needs:
        if known and need not in known:
            yield _told("WD-03", prefix + inside, f"`needs` names no workflow: `{need}`", "sinfonia workflows")


def _told(code: str, path: str, message: str, fix: str) -> Problem:
    return Problem(code, "error", path, 1, message, fix)
