"""Where definitions are read from: the working tree, a commit, or what is built in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from sinfonia import catalog
from sinfonia.workflow import files

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository


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

    def __init__(self, repo: Repository, objects: ObjectReader, commit: str) -> None:
        self._repo = repo
        self._objects = objects
        self._commit = commit

    def read(self, path: str) -> bytes | None:
        """Read a blob; a link or a submodule is no file."""
        row = self._repo.git("ls-tree", "-z", self._commit, "--", path).rstrip(b"\0")
        mode, _, rest = row.partition(b" ")
        if mode not in {b"100644", b"100755"}:
            return None
        return self._objects.read(rest.split(b" ", 1)[1].partition(b"\t")[0].decode("ascii"))

    def names(self, folder: str) -> tuple[str, ...]:
        """List a tree."""
        rows = self._repo.git("ls-tree", "-z", "--name-only", self._commit, "--", folder.rstrip("/") + "/")
        return tuple(sorted(os.fsdecode(row).rpartition("/")[2] for row in rows.split(b"\0") if row))


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
