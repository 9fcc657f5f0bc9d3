"""A record as the message of a tag: a strict grammar, written one way and read only so.

    approve dev-story/approval

    <note, each line begun with "> ">

    Sinfonia-Version: 1
    Sinfonia-Repo: …

Every trailer stands in the order of `ORDER`; a value is one line of printable text. What differs by a byte from what
`write` gives for the same record is refused, so that a record has one form and one digest.
"""

from __future__ import annotations

import hashlib
import re

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.record import Blob, DecisionWord, Record

VERSION = 1
PREFIX = "Sinfonia-"
ORDER = (
    "Version", "Repo", "Session", "Step", "Row", "Attempt", "Decision", "Gate", "Target", "Envelope", "Subject",
    "Subject-Absent", "Commit", "Base", "Workflow-Def", "Policy", "Prev", "Contributor", "Reviewer", "Role", "Actor",
    "Nonce",
)  # fmt: skip
"""The trailers, in order."""

REPEATED = frozenset({"Subject", "Subject-Absent", "Prev", "Contributor"})
OPTIONAL = frozenset({"Gate", "Target", "Envelope", "Workflow-Def", "Policy", "Role", "Base"})
PATHS = "paths"  # the session and the step of decisions about files
SIGNATURES = (b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN PGP MESSAGE-----",
              b"-----BEGIN SIGNED MESSAGE-----")  # fmt: skip
"""How a signature begins in a tag (git's gpg-interface.c: ssh, openpgp, x509)."""

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NONCE = re.compile(r"[0-9a-f]{32}")
_REF = re.compile(
    r"refs/tags/sinfonia/([a-z0-9-]+)/(\d{2,3})-([a-z0-9.-]+)/([a-z]+)/([0-9a-f]{8}|unsigned)-([0-9a-f]{12})"
)


class RecordError(SinfoniaError):
    """A message that is no record: the message says what of it is wrong."""


def write(record: Record) -> bytes:
    """Write a record's message; raises `RecordError` for a value that cannot stand in it."""
    lines = [f"{record.decision} {record.step}", ""]
    if record.note:
        lines += [*("> " + line for line in _lines(record.note)), ""]
    for key, values in _values(record):
        for value in values:
            _check_value(key, value)
            lines.append(f"{PREFIX}{key}: {value}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def read(message: bytes) -> Record:
    """Read a message, without its signature; raises `RecordError` unless it is exactly what `write` would give."""
    try:
        text = message.decode("utf-8")
    except UnicodeDecodeError:
        raise RecordError("the record is not UTF-8") from None
    head, _, rest = text.partition("\n\n")
    del head
    note: list[str] = []
    lines = rest.split("\n")
    while lines and lines[0].startswith("> "):
        note.append(lines.pop(0)[2:])
    if note and lines and not lines[0]:
        lines.pop(0)
    found: dict[str, list[str]] = {}
    for line in lines[:-1]:
        key, colon, value = line.removeprefix(PREFIX).partition(": ")
        if not line.startswith(PREFIX) or not colon or key not in ORDER:
            raise RecordError(f"`{shown(line[:60])}` is no trailer of a record")
        if key in found and key not in REPEATED:
            raise RecordError(f"`{PREFIX}{key}` stands there twice")
        found.setdefault(key, []).append(value)
    record = _record(found, "\n".join(note))
    if write(record) != message:
        raise RecordError("the record is not written as a record is")
    return record


def split_signature(body: bytes) -> tuple[bytes, bytes]:
    """Part a tag's message from its signature, b"" without one."""
    places = [at for mark in SIGNATURES if (at := _line_start(body, mark)) >= 0]
    return (body[: min(places)], body[min(places) :]) if places else (body, b"")


def digest12(message: bytes) -> str:
    """Give the first 12 hexadecimal digits of the SHA-256 of a message without its signature."""
    return hashlib.sha256(message).hexdigest()[:12]


def ref_name(record: Record, signer8: str) -> str:
    """Give the ref of a record: `refs/tags/sinfonia/<session>/<NN>-<slug>/<decision>/<signer8>-<record12>`."""
    where = f"{record.session}/{record.row:02d}-{record.step.replace('/', '.')}"
    return f"refs/tags/sinfonia/{where}/{record.decision}/{signer8}-{digest12(write(record))}"


def ref_parts(ref: str) -> tuple[str, int, str, str, str, str] | None:
    """Part a ref into (session, row, step with `.`, decision, signer8, record12); None for any other name."""
    match = _REF.fullmatch(ref)
    return (match[1], int(match[2]), match[3], match[4], match[5], match[6]) if match else None


def _lines(note: str) -> list[str]:
    for line in note.split("\n"):
        _check_value("note", line or "-")
    return note.split("\n")


def _check_value(key: str, value: str) -> None:
    if not value or not value.isprintable() or value != value.strip(" "):
        raise RecordError(
            f"`{shown(value[:60])}` cannot stand in a record as {key.lower()}: it must be one printable line"
        )


def _values(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    def one(value: object) -> tuple[str, ...]:
        return (str(value),) if str(value) else ()

    return [
        ("Version", one(record.version)),
        ("Repo", one(record.repo)),
        ("Session", one(record.session)),
        ("Step", one(record.step)),
        ("Row", one(record.row)),
        ("Attempt", one(record.attempt)),
        ("Decision", one(record.decision)),
        ("Gate", one(record.gate)),
        ("Target", one(record.target)),
        ("Envelope", (_blob(record.envelope),) if record.envelope else ()),
        ("Subject", tuple(_blob(subject) for subject in record.subjects)),
        ("Subject-Absent", record.absent),
        ("Commit", one(record.commit)),
        ("Base", one(record.base)),
        ("Workflow-Def", one(record.definition)),
        ("Policy", one(record.policy)),
        ("Prev", record.previous),
        ("Contributor", record.contributors),
        ("Reviewer", one(record.reviewer)),
        ("Role", one(record.role)),
        ("Actor", one(record.actor)),
        ("Nonce", one(record.nonce)),
    ]


def _blob(blob: Blob) -> str:
    return f"{blob.sha256} {blob.oid} {blob.path}"


def _record(found: dict[str, list[str]], note: str) -> Record:
    missing = next((key for key in ORDER if key not in found and key not in OPTIONAL | REPEATED), None)
    if missing:
        raise RecordError(f"the record has no `{PREFIX}{missing}`")

    def one(key: str) -> str:
        return found.get(key, [""])[0]

    def number(key: str) -> int:
        value = one(key)
        if not (value.isascii() and value.isdigit() and len(value) < 6):
            raise RecordError(f"`{PREFIX}{key}` is no number")
        return int(value)

    if number("Version") != VERSION:
        raise RecordError(f"the record is of version {one('Version')}, and this Sinfonia knows {VERSION}")
    if one("Decision") not in tuple(DecisionWord):
        raise RecordError(f"`{shown(one('Decision'))}` is no decision")
    if one("Actor") not in {"human", "agent"} or not _NONCE.fullmatch(one("Nonce")):
        raise RecordError("the record's actor or nonce is not of its form")
    for key in ("Commit", "Base", "Target", "Prev"):
        if any(not _OID.fullmatch(value) for value in found.get(key, ())):
            raise RecordError(f"`{PREFIX}{key}` is no object id")
    for key in ("Workflow-Def", "Policy"):
        if any(not _SHA256.fullmatch(value) for value in found.get(key, ())):
            raise RecordError(f"`{PREFIX}{key}` is no SHA-256")
    return Record(
        version=VERSION,
        repo=one("Repo"),
        session=one("Session"),
        step=one("Step"),
        row=number("Row"),
        attempt=number("Attempt"),
        decision=DecisionWord(one("Decision")),
        commit=one("Commit"),
        base=one("Base"),
        reviewer=one("Reviewer"),
        note=note,
        role=one("Role"),
        actor=one("Actor"),
        nonce=one("Nonce"),
        envelope=_read_blob(found["Envelope"][0], "Envelope") if "Envelope" in found else None,
        subjects=tuple(_read_blob(value, "Subject") for value in found.get("Subject", ())),
        absent=tuple(found.get("Subject-Absent", ())),
        definition=one("Workflow-Def"),
        policy=one("Policy"),
        previous=tuple(found.get("Prev", ())),
        contributors=tuple(found.get("Contributor", ())),
        target=one("Target"),
        gate=one("Gate"),
    )


def _read_blob(value: str, key: str) -> Blob:
    parts = value.split(" ", 2)
    if len(parts) != 3 or not _SHA256.fullmatch(parts[0]) or not _OID.fullmatch(parts[1]) or not parts[2]:
        raise RecordError(f"`{PREFIX}{key}` is not `<sha256> <blob> <path>`")
    return Blob(*parts)


def _line_start(body: bytes, mark: bytes) -> int:
    if body.startswith(mark):
        return 0
    at = body.find(b"\n" + mark)
    return at + 1 if at >= 0 else -1
