"""A session's records, as the working tree and the refs hold them, and what of them counts."""

from __future__ import annotations

import hashlib
import os
import re
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.git.repo import shown
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord
from sinfonia.workflow import files
from sinfonia.workflow.records import grammar, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sinfonia.model.record import Record

FOLDER = "approvals"
SUFFIX = ".tag"

_RECORD = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\.tag")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with the object that holds it: its id, its bytes, its header."""

    oid: str
    data: bytes
    header: tag.Header
    record: Record


@dataclass(frozen=True, slots=True)
class Standing:
    """What the records say of one row: who approved, who rejected unanswered, what is waived, whose approval is stale.

    `stale` maps a reviewer to the first path that differs from what was approved.
    """

    approved: tuple[Entry, ...] = ()
    disputes: tuple[Entry, ...] = ()
    waived: frozenset[str] = frozenset()
    stale: tuple[tuple[Entry, str], ...] = ()


def object_id(data: bytes, length: int) -> str:
    """Give the id that git gives a tag object, in the hash whose ids have that length."""
    new = hashlib.sha256 if length == 64 else hashlib.sha1
    return new(b"tag %d\0" % len(data) + data).hexdigest()


def parse(oid: str, data: bytes) -> Entry:
    """Read a record from its bytes; raises `RecordError` when they are not what the id says, or no record."""
    if object_id(data, len(oid)) != oid:
        raise grammar.RecordError("its bytes are not those of its id")
    header = tag.read(data)
    return Entry(oid, data, header, grammar.read(header.message))


def read(root: str, folder: str) -> tuple[Entry, ...]:
    """Read a session's ledger from the working tree; raises `RecordError` naming the file that is damaged."""
    place = f"{folder}/{FOLDER}"
    files.refuse_links(root, place)
    full = os.path.join(root, place)
    names = sorted(os.listdir(full)) if os.path.isdir(full) else []
    found = []
    for name in names:
        if files.is_leftover(name):
            continue
        if not _RECORD.fullmatch(name):
            raise grammar.RecordError(
                f"`{shown(f'{place}/{name}')}` is no record, and only records are kept there",
                hint=f"take it away: mv {quote(f'{place}/{name}')} SOMEWHERE-ELSE",
            )
        data = files.read(os.path.join(full, name)) or b""
        try:
            found.append(parse(name.removesuffix(SUFFIX), data.replace(b"\r\n", b"\n")))
        except grammar.RecordError as error:
            raise grammar.RecordError(
                f"{place}/{name}: {error.message}", hint=f"git checkout HEAD -- {place}/{name}"
            ) from None
    return tuple(sorted(found, key=lambda entry: (entry.header.seconds, entry.oid)))


def standing(entries: Iterable[Entry], step: str, attempt: int, envelope: str, blobs: Mapping[str, str]) -> Standing:
    """Say what counts for one row.

    `attempt` and `envelope` (blob id, "" where the step needs none) are those of the return that is judged; `blobs`
    maps each path of the step's subjects to its blob id now ("" where there is none).
    """
    every = tuple(entries)
    revoked = {entry.record.target for entry in every if entry.record.decision is DecisionWord.REVOKE}
    alive = [entry for entry in every if entry.record.step == step and entry.oid not in revoked]
    here = [entry for entry in alive if entry.record.attempt == attempt]
    approved, stale = [], []
    for entry in here:
        if entry.record.decision is not DecisionWord.APPROVE:
            continue
        changed = _changed(entry.record, envelope, blobs)
        if changed:
            stale.append((entry, changed))
        else:
            approved.append(entry)
    return Standing(
        tuple(approved),
        tuple(entry for entry in here if entry.record.decision is DecisionWord.REJECT),
        frozenset(entry.record.gate for entry in alive if entry.record.decision is DecisionWord.WAIVE),
        tuple(stale),
    )


def _changed(record: Record, envelope: str, blobs: Mapping[str, str]) -> str:
    """Give the first path that is not as it was when it was judged, or an empty text."""
    if record.envelope is None or record.envelope.oid != envelope:
        return record.envelope.path if record.envelope else "the return envelope"
    judged = {subject.path: subject.oid for subject in record.subjects} | dict.fromkeys(record.absent, "")
    for path in sorted(judged.keys() | blobs.keys()):
        if judged.get(path, "") != blobs.get(path, ""):
            return path
    return ""
