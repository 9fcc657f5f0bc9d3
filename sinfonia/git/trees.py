"""Files of a commit or a tree by path, through a running `git cat-file --batch`: no process for each look.

A tree object is `<mode> SP <name> NUL <id>` for each entry, the id in bytes (gitformat-objects; git's tree-walk.c).
"""

from __future__ import annotations

import os

from sinfonia.errors import GitError, NotJudgedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.git.objects import ObjectReader

TREE = 0o40000


class Trees:
    """Looks into one commit or tree; what it has read of it is kept."""

    __slots__ = ("_known", "_objects", "_root")

    def __init__(self, objects: ObjectReader, root: str) -> None:
        self._objects = objects
        self._root = root
        self._known: dict[str, dict[str, tuple[int, str]] | None] = {}

    def find(self, path: str) -> tuple[int, str] | None:
        """Give mode and id of a file, a link, a submodule or a folder, None without one; raises `GitError`."""
        folder, slash, name = path.rpartition("/")
        return (self.names(folder) or {}).get(name) if folder or not slash else None

    def names(self, folder: str) -> dict[str, tuple[int, str]] | None:
        """Map a folder's entries to mode and id, in git's order; None where it is no folder; raises `GitError`."""
        if folder not in self._known:
            if folder:
                found = self.find(folder)
                self._known[folder] = self._read(found[1]) if found and found[0] == TREE else None
            else:
                self._known[""] = self._read(self._root + "^{tree}")
        return self._known[folder]

    def below(self, folder: str) -> Iterator[tuple[str, int, str]]:
        """Yield path, mode and id of all but the folders below a folder, in git's order; raises `GitError`."""
        for name, (mode, oid) in (self.names(folder) or {}).items():
            path = f"{folder}/{name}" if folder else name
            if mode == TREE:
                yield from self.below(path)
            else:
                yield path, mode, oid

    def _read(self, name: str) -> dict[str, tuple[int, str]]:
        try:
            kind, data = self._objects.read_object(name)
        except NotJudgedError as error:
            raise GitError(f"git cat-file: {error.message}", hint=error.hint) from None
        if kind != "tree":
            raise GitError(f"git cat-file: {name[:40]} is no tree", hint="git fsck shows what is damaged")
        size = len(self._objects.last_id) // 2
        entries: dict[str, tuple[int, str]] = {}
        at = 0
        while at < len(data):
            end = data.index(b"\0", at)
            mode, _, raw = data[at:end].partition(b" ")
            at = end + 1 + size
            entries[os.fsdecode(raw)] = (int(mode, 8), data[end + 1 : at].hex())
        return entries
