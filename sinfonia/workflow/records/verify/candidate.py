"""What is judged: the files of a commit, or the index with the session folders as they are on disk."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.handoff import envelope
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow import document, files
from sinfonia.workflow.blobs import blob_id
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.session import APPROVALS, INDEX, Filed, Session, folder_of

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository

_ENVELOPE = re.compile(r"\d{3}-[a-z0-9-]+-to-[a-z0-9-]+\.md")
_FILES = (b"100644", b"100755")


@dataclass(frozen=True, slots=True)
class Tree:
    """Paths with their blob ids; `links` are paths that are no plain files; `disk` holds bytes that no object has."""

    commit: str
    blobs: dict[str, str]
    links: frozenset[str]
    objects: ObjectReader
    disk: dict[str, bytes] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)

    def read(self, path: str) -> bytes:
        """Give a file's bytes; raises `NotJudgedError` when the object is missing, `KeyError` for no such path."""
        known = self.disk.get(path)
        return known if known is not None else self.objects.read(self.blobs[path])

    def exists(self, path: str) -> bool:
        """Tell whether there is a file or a folder of that name."""
        wanted = path.rstrip("/")
        return wanted in self.blobs or wanted in self.links or bool(self.below(wanted))

    def below(self, folder: str) -> tuple[str, ...]:
        """List the paths in a folder and below it, sorted."""
        if not self._sorted:
            self._sorted.extend(sorted(self.blobs))
        at = bisect_left(self._sorted, folder + "/")
        return tuple(self._sorted[at : bisect_left(self._sorted, folder + "0", at)])  # `0` follows `/`

    def sessions(self) -> tuple[str, ...]:
        """List the names of the folders of sessions."""
        start = len(HANDOFFS) + 1
        names = {path[start:].partition("/")[0] for path in self.below(HANDOFFS) if "/" in path[start:]}
        return tuple(sorted(names))


def at_commit(repo: Repository, objects: ObjectReader, commit: str) -> Tree:
    """Read a commit's tree; raises `GitError`."""
    blobs, links = {}, set()
    for row in repo.git("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        if row:
            meta, _, name = row.partition(b"\t")
            mode, _, oid = meta.split(b" ")
            path = os.fsdecode(name)
            if mode in _FILES:
                blobs[path] = oid.decode("ascii")
            else:
                links.add(path)
    return Tree(commit, blobs, frozenset(links), objects)


def at_hand(repo: Repository, objects: ObjectReader) -> Tree:
    """Read the index, and the session folders from disk; raises `SinfoniaError` for a link among them."""
    blobs, links, disk = {}, set(), {}
    for row in repo.git("ls-files", "-s", "-z").split(b"\0"):
        if row:
            meta, _, raw = row.partition(b"\t")
            mode, oid, stage = meta.split(b" ")
            path = os.fsdecode(raw)
            if stage != b"0":
                raise SinfoniaError(f"`{path}` is not merged", hint="finish the merge first")
            if mode not in _FILES:
                links.add(path)
            elif not path.startswith(HANDOFFS + "/"):
                blobs[path] = oid.decode("ascii")
    length = len(repo.empty_tree())
    for folder, names, found in os.walk(os.path.join(repo.root, HANDOFFS)):
        names.sort()
        for name in found:
            full = os.path.join(folder, name)
            path = os.path.relpath(full, repo.root).replace(os.sep, "/")
            files.refuse_links(repo.root, path)
            if not files.is_leftover(name):
                data = files.read(full) or b""
                disk[path] = data.replace(b"\r\n", b"\n") if f"/{APPROVALS}/" in path else data
                blobs[path] = blob_id(data, length)
    return Tree("", blobs, frozenset(links), objects, disk)


def open_session(tree: Tree, name: str) -> Session:
    """Read a session; raises `SinfoniaError` when its index is missing or cannot be read."""
    folder = folder_of(name)
    path = f"{folder}/{INDEX}"
    if path not in tree.blobs:
        raise SinfoniaError(f"`{path}` is missing")
    read = document.read(tree.read(path), path)
    if read.index.session_id != name:
        raise SinfoniaError(f"{path}: `session_id` is `{read.index.session_id}` in the folder of `{name}`")
    return Session(name, folder, read, tuple(_filed(tree, p) for p in tree.below(folder) if _is_envelope(p, folder)))


def _is_envelope(path: str, folder: str) -> bool:
    return bool(_ENVELOPE.fullmatch(path[len(folder) + 1 :]))


def _filed(tree: Tree, path: str) -> Filed:
    data = tree.read(path)
    name = path.rpartition("/")[2]
    try:
        return Filed(name, data, envelope.read(data, path))
    except ReadError as error:
        return Filed(name, data, None, error.message)
