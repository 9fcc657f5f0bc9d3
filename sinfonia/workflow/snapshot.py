"""The ledger's files as a commit, a tree or the index has them: sessions, envelopes, records, definitions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.git.trees import Trees
from sinfonia.handoff import envelope
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow import document
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.grammar import RecordError
from sinfonia.workflow.session import ENVELOPE, INDEX, Filed
from sinfonia.workflow.sources import PLAIN

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.document import Document
    from sinfonia.workflow.records.ledger import Entry


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path from the root, git's mode, its blob id."""

    path: str
    mode: int
    oid: str


class Snapshot:
    """Files of a tree (a commit, a tree's id, "" for the index), read when they are asked for.

    It is a `Source` of definitions too. A link or a submodule is no file.
    """

    def __init__(self, repo: Repository, objects: ObjectReader, tree: str) -> None:
        self._repo = repo
        self._objects = objects
        self._trees = Trees(objects, tree) if tree else None
        self._listed: dict[str, tuple[File, ...]] = {}

    def files(self, folder: str) -> tuple[File, ...]:
        """List every file below a folder, by path; raises `GitError`."""
        if folder not in self._listed:
            if self._trees:
                self._listed[folder] = tuple(File(*found) for found in self._trees.below(folder))
            else:
                rows = self._repo.git("ls-files", "-s", "-z", "--", f":(top,literal){folder}/").split(b"\0")
                self._listed[folder] = tuple(_file(row) for row in rows if row)
        return self._listed[folder]

    def read(self, path: str) -> bytes | None:
        """Read a plain file, None where there is none; raises `NotJudgedError` for one that git cannot give."""
        found = next((file for file in self.files(path.rpartition("/")[0]) if file.path == path), None)
        return self._objects.read(found.oid) if found and found.mode in PLAIN else None

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder's entries."""
        start = len(folder) + 1
        return tuple(sorted({file.path[start:].partition("/")[0] for file in self.files(folder)}))

    def index(self, session: str) -> Document | None:
        """Read a session's `workflow.md`, None where there is none; raises `ReadError`."""
        path = f"{HANDOFFS}/{session}/{INDEX}"
        data = self._read_in(session, path)
        return None if data is None else document.read(data, path)

    def envelopes(self, session: str) -> tuple[Filed, ...]:
        """Read a session's envelopes, in the order of their numbers; one that cannot be read says why."""
        folder = f"{HANDOFFS}/{session}"
        found = []
        for file in self.files(folder):
            name = file.path[len(folder) + 1 :]
            if ENVELOPE.fullmatch(name) and file.mode in PLAIN:
                data = self._objects.read(file.oid)
                try:
                    found.append(Filed(name, data, envelope.read(data, file.path)))
                except ReadError as error:
                    found.append(Filed(name, data, None, error.message))
        return tuple(found)

    def records(self, session: str) -> tuple[Entry, ...]:
        """Read a session's ledger; a file that is no record of this session counts for nothing."""
        folder = f"{HANDOFFS}/{session}/{ledger.FOLDER}/"
        found = []
        for file in self.files(f"{HANDOFFS}/{session}"):
            name = file.path[len(folder) :]
            if file.path.startswith(folder) and name.endswith(ledger.SUFFIX) and file.mode in PLAIN:
                try:
                    entry = ledger.parse(name.removesuffix(ledger.SUFFIX), unix(self._objects.read(file.oid)))
                except RecordError:
                    continue
                if entry.record.session == session:
                    found.append(entry)
        return tuple(sorted(found, key=lambda entry: (entry.header.seconds, entry.oid)))

    def oid(self, session: str, name: str) -> str:
        """Give the blob id of a file of a session, "" where there is none."""
        path = f"{HANDOFFS}/{session}/{name}"
        return next((file.oid for file in self.files(f"{HANDOFFS}/{session}") if file.path == path), "")

    def _read_in(self, session: str, path: str) -> bytes | None:
        found = next((file for file in self.files(f"{HANDOFFS}/{session}") if file.path == path), None)
        return self._objects.read(found.oid) if found and found.mode in PLAIN else None


def unix(data: bytes) -> bytes:
    """Take the carriage returns out of line ends."""
    return data.replace(b"\r\n", b"\n")


def _file(row: bytes) -> File:
    """Read a line of `ls-files -s` (mode, id, stage)."""
    meta, _, name = row.partition(b"\t")
    mode, oid, _ = meta.decode("ascii").split()
    return File(os.fsdecode(name), int(mode, 8), oid)
