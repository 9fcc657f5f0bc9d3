"""Where definitions are read from: the working tree, a commit, or what is built in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from sinfonia import catalog
from sinfonia.git.trees import Trees
from sinfonia.workflow import files

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader

PLAIN = frozenset({0o100644, 0o100755})  # modes of files that are neither links nor submodules


class Source(Protocol):
    """Files by path from the repository's root, `/` always."""

    def read(self, path: str) -> bytes | None:
        """Give a file's bytes, or None."""

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder's entries, sorted; none where there is no such folder."""


class WorkingTree:
    """The files at hand; a link below the root is refused."""

    def __init__(self, root: str) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """Read a file."""
        files.refuse_links(self._root, path)
        return files.read(os.path.join(self._root, path))

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder."""
        files.refuse_links(self._root, folder)
        full = os.path.join(self._root, folder)
        return tuple(sorted(os.listdir(full))) if os.path.isdir(full) else ()


class AtCommit:
    """The files of a commit."""

    def __init__(self, objects: ObjectReader, commit: str) -> None:
        self._objects = objects
        self._trees = Trees(objects, commit)

    def read(self, path: str) -> bytes | None:
        """Read a blob; a link or a submodule is no file."""
        found = self._trees.find(path)
        return self._objects.read(found[1]) if found and found[0] in PLAIN else None

    def names(self, folder: str) -> tuple[str, ...]:
        """List a tree."""
        return tuple(sorted(self._trees.names(folder.rstrip("/")) or ()))


class BuiltIn:
    """The catalog's files, as if they stood below `.sinfonia/workflows/`."""

    PREFIX = ".sinfonia/workflows"

    def read(self, path: str) -> bytes | None:
        """Read a file of the package."""
        return files.read(self._place(path))

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder of the package."""
        full = self._place(folder)
        found = sorted(os.listdir(full)) if os.path.isdir(full) else []
        return tuple(name for name in found if not name.startswith("__"))

    def _place(self, path: str) -> str:
        rest = path.removeprefix(self.PREFIX).strip("/")
        return os.path.join(catalog.FOLDER, *rest.split("/")) if rest else catalog.FOLDER
