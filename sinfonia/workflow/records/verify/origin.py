"""Whether a record is what it says it is: its name, its project, the commit that it tags, the digests that it gives."""

from __future__ import annotations

import hashlib
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError
from sinfonia.git.repo import shown
from sinfonia.workflow.blobs import blob_id
from sinfonia.workflow.records import grammar
from sinfonia.workflow.records.verify.report import Finding, finding
from sinfonia.workflow.records.verify.signatures import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.signatures import Signature


class Origins:
    """Checks records of one repository; what it has read of a commit is kept, since many records share one."""

    def __init__(self, repo: Repository, objects: ObjectReader, project: str) -> None:
        self._repo = repo
        self._objects = objects
        self._project = project
        self._blobs: dict[str, tuple[str, str] | None] = {}

    def check(self, entry: Entry, signature: Signature) -> Iterator[Finding]:
        """Yield what of a record does not fit."""
        record = entry.record
        more = {"session": record.session, "step": record.step, "record": entry.oid}
        if record.repo != self._project:
            message = f"the record is of project `{record.repo}`, and this is `{self._project}`"
            yield finding("other-repository", message, **more)
        names = [grammar.ref_name(record, digits) for digits in signature.signer8]
        if names and "refs/tags/" + entry.header.tag not in names:
            message = f"the tag calls itself `{shown(entry.header.tag)}`, and its record makes `{_short(names[0])}`"
            yield finding("ref-mismatch", message, **more)
        if signature.state is State.BAD:
            command = f"git cat-file -p {entry.oid}"
            yield finding("bad-signature", f"the signature does not count: {signature.why}", command=command, **more)
        yield from self._target(entry, more)
        yield from self._subjects(entry, more)

    def _target(self, entry: Entry, more: dict[str, str]) -> Iterator[Finding]:
        """Compare the tagged commit with the reviewed one: the same tree, and its only parent."""
        command = f"git diff {entry.record.commit} {entry.header.object}"
        if entry.header.kind != "commit":
            yield finding("other-target", f"the tag names a {shown(entry.header.kind)}, not a commit", **more)
            return
        side = self._commit(entry.header.object)
        if side is None:
            return  # not here: the ledger alone carries the record
        tree, parents = side
        if parents != (entry.record.commit,):
            message = f"the tagged commit {entry.header.object[:12]} does not follow {entry.record.commit[:12]}"
            yield finding("other-target", message, command=command, **more)
            return
        reviewed = self._commit(entry.record.commit)
        if reviewed is not None and reviewed[0] != tree:
            message = f"the tagged commit {entry.header.object[:12]} has another tree than {entry.record.commit[:12]}"
            yield finding("other-target", message, command=command, **more)

    def _subjects(self, entry: Entry, more: dict[str, str]) -> Iterator[Finding]:
        """Compare the digests with the reviewed commit's files, where that commit is here."""
        record = entry.record
        if self._commit(record.commit) is None:
            return
        for blob in (*record.subjects, *((record.envelope,) if record.envelope else ())):
            found = self._digests(record.commit, blob.path, len(blob.oid))
            if found == (blob.sha256, blob.oid):
                continue
            if found is None and self._is_listed(record.commit, blob.path, blob.oid):
                command = "git fetch --refetch"
                yield finding("missing-object", f"{blob.oid} is missing", command=command, path=blob.path, **more)
                continue
            message = f"`{shown(blob.path)}` in {record.commit[:12]} is not what the record says"
            command = f"git show {quote(f'{record.commit}:{blob.path}')}"
            yield finding("forged-subject", message, command=command, path=blob.path, **more)
        for path in record.absent:
            if self._digests(record.commit, path, len(record.commit)) is not None or self._is_listed(
                record.commit, path, ""
            ):
                message = f"`{shown(path)}` is in {record.commit[:12]}, and the record says that it is gone"
                yield finding("forged-subject", message, path=path, **more)

    def _is_listed(self, commit: str, path: str, oid: str) -> bool:
        """Tell whether a commit's tree names a path (with that blob), whether the blob is here or not."""
        code, printed, _ = self._repo.try_git("ls-tree", "-z", "--full-tree", commit, "--", f":(literal){path}")
        row = printed.rstrip(b"\0").partition(b"\t")[0].split(b" ")
        return code != 0 or (len(row) == 3 and (not oid or row[2].decode("ascii") == oid))

    def _commit(self, oid: str) -> tuple[str, tuple[str, ...]] | None:
        """Give (tree, parents) of a commit, None when it is not here."""
        try:
            kind, data = self._objects.read_object(oid)
        except NotJudgedError:
            return None
        rows = data.partition(b"\n\n")[0].decode("utf-8", "surrogateescape").split("\n")
        if kind != "commit" or not rows[0].startswith("tree "):
            return "", ()
        return rows[0][5:], tuple(row[7:] for row in rows if row.startswith("parent "))

    def _digests(self, commit: str, path: str, length: int) -> tuple[str, str] | None:
        """Give (SHA-256, blob id) of a file of a commit, both counted anew; None where there is none."""
        name = f"{commit}:{path}"
        if name not in self._blobs:
            try:
                kind, data = self._objects.read_object(name)
            except NotJudgedError:
                kind, data = "", b""
            digests = (hashlib.sha256(data).hexdigest(), blob_id(data, length))
            self._blobs[name] = digests if kind == "blob" else None
        return self._blobs[name]


def _short(ref: str) -> str:
    return ref.removeprefix("refs/tags/")
