"""Signatures, checked by the programs that git checks them with: one process for each record, several at a time.

ssh: `ssh-keygen -Y check-novalidate` says whether key, namespace and bytes fit; whose key it is, the policy says. The
signature's own form is PROTOCOL.sshsig of OpenSSH. OpenPGP: `gpg --status-fd` (doc/DETAILS of GnuPG).
"""

from __future__ import annotations

import binascii
import os
import re
from base64 import b64decode
from collections import deque
from contextlib import ExitStack
from enum import StrEnum
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.proc import Child
from sinfonia.workflow.records.scratch import scratch
from sinfonia.workflow.trust.keys import GPG, PRESENCE, blob_fingerprint, key_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sinfonia.workflow.records.ledger import Entry

NAMESPACE = b"git"

_ARMOR = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n?")
_GOOD = re.compile(rb'Good "git" signature with \S+ key (SHA256:[A-Za-z0-9+/]{43})\n?')
_TOUCHED = 0x01  # SSH_SK_USER_PRESENCE_REQD, PROTOCOL.u2f
_GPG_BAD = (b"BADSIG", b"ERRSIG", b"FAILURE")
_GPG_OLD = (b"EXPSIG", b"EXPKEYSIG", b"REVKEYSIG")


class State(StrEnum):
    """What a signature is worth."""

    NONE = "none"
    GOOD = "good"
    BAD = "bad"
    EXPIRED = "expired"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Signature:
    """A checked signature: its state, the key's fingerprints ("SHA256:…"; `gpg:` key and primary), why it is no good.

    `signer8` are the digits by which the ref must name the key; `touched` that somebody touched a security key.
    """

    state: State
    keys: tuple[str, ...] = ()
    why: str = ""
    signer8: tuple[str, ...] = ()
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Sshsig:
    """What an ssh signature says of itself: the key's bytes, the namespace, whether a touch is marked."""

    key: bytes
    namespace: bytes
    touched: bool


UNSIGNED = Signature(State.NONE, signer8=("unsigned",))


def check(entries: Iterable[Entry], env: Mapping[str, str]) -> dict[str, Signature]:
    """Check every record's signature; gives one for each id. Nothing raises: what cannot be checked says so."""
    found: dict[str, Signature] = {}
    with scratch() as folder, ExitStack() as opened:
        free = [_Slot(os.path.join(folder, str(number)), opened) for number in range(_width())]
        running: deque[tuple[Entry, Child, _Slot]] = deque()
        for entry in entries:
            early = _early(entry)
            if early is not None:
                found[entry.oid] = early
                continue
            if not free:
                free.append(_end(found, *running.popleft()))
            try:
                running.append((entry, _start(entry, free[-1], env), free.pop()))
            except SinfoniaError as error:
                found[entry.oid] = Signature(State.UNCHECKED, why=error.message)
        while running:
            _end(found, *running.popleft())
    return found


def read_sshsig(signature: bytes) -> Sshsig | None:
    """Read an armored ssh signature; None unless it is exactly one, whole, of version 1."""
    match = _ARMOR.fullmatch(signature)
    if not match:
        return None
    try:
        blob = b64decode(match[1].replace(b"\n", b""), validate=True)
    except binascii.Error:
        return None
    if blob[:10] != b"SSHSIG\0\0\0\1":
        return None
    fields, rest = _strings(blob[10:], 5)
    if len(fields) != 5 or rest:
        return None
    key, namespace, _, _, made = fields
    _, flags = _strings(made, 2)
    touched = key_type(key).startswith(PRESENCE) and len(flags) == 5 and bool(flags[0] & _TOUCHED)
    return Sshsig(key, namespace, touched)


def _strings(data: bytes, count: int) -> tuple[list[bytes], bytes]:
    found: list[bytes] = []
    for _ in range(count):
        size = int.from_bytes(data[:4], "big")
        if len(data) < 4 + size:
            return found, data
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found, data


def _early(entry: Entry) -> Signature | None:
    """Answer without a program, where that is enough."""
    signature = entry.header.signature
    if not signature:
        return UNSIGNED
    if signature.startswith(b"-----BEGIN PGP SIGNATURE-----"):
        return None
    if not signature.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        return Signature(State.BAD, why="it is neither an ssh nor an OpenPGP signature")
    read = read_sshsig(signature)
    if read is None:
        return Signature(State.BAD, why="it is no whole ssh signature")
    if read.namespace != NAMESPACE:
        return Signature(State.BAD, why="it was made for another purpose than git")
    return None


class _Slot:
    """A record's bytes and its signature in two files, which are written again for the next: to make one is slow."""

    __slots__ = ("_files", "path")

    def __init__(self, path: str, opened: ExitStack) -> None:
        self.path = path
        made = (open(name, "xb", buffering=0) for name in (path, path + ".sig"))  # noqa: SIM115 - `opened` closes them
        self._files = [opened.enter_context(file) for file in made]

    def fill(self, payload: bytes, signature: bytes) -> None:
        """Write both, whole."""
        for file, data in zip(self._files, (payload, signature), strict=True):
            file.seek(0)
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            file.truncate(len(data))


def _start(entry: Entry, slot: _Slot, env: Mapping[str, str]) -> Child:
    place = slot.path
    slot.fill(entry.header.payload, entry.header.signature)
    if entry.header.signature.startswith(b"-----BEGIN PGP"):
        return Child(["gpg", "--batch", "--no-tty", "--status-fd=1", "--verify", place + ".sig", place], dict(env))
    fd = os.open(place, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        args = ["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", place + ".sig"]
        return Child(args, dict(env), stdin=fd)
    finally:
        os.close(fd)


def _end(found: dict[str, Signature], entry: Entry, child: Child, slot: _Slot) -> _Slot:
    """Take a program's answer; gives its slot, which is free again."""
    printed = b"".join(child.chunks())
    code, errors = child.finish()
    if entry.header.signature.startswith(b"-----BEGIN PGP"):
        found[entry.oid] = _gpg(printed, code)
    else:
        found[entry.oid] = _ssh(entry, printed, code, errors)
    return slot


def _ssh(entry: Entry, printed: bytes, code: int, errors: str) -> Signature:
    from hashlib import sha256

    read = read_sshsig(entry.header.signature)
    match = _GOOD.fullmatch(printed)
    if code or read is None or match is None:
        if "option" in errors or "usage:" in errors:
            return Signature(State.UNCHECKED, why="this `ssh-keygen` cannot check signatures: OpenSSH 8.2 can")
        return Signature(State.BAD, why="it is not of these bytes")
    key = blob_fingerprint(read.key)
    if match[1].decode("ascii") != key:
        return Signature(State.BAD, why="its key is not the one that it names")
    return Signature(State.GOOD, (key,), signer8=(sha256(read.key).hexdigest()[:8],), touched=read.touched)


def _gpg(printed: bytes, code: int) -> Signature:
    from hashlib import sha256

    rows = [line[9:].split(b" ") for line in printed.splitlines() if line.startswith(b"[GNUPG:] ")]
    words = [row[0] for row in rows]
    valid = [row for row in rows if row[0] == b"VALIDSIG" and len(row) >= 11]
    if b"NO_PUBKEY" in words:
        return Signature(State.UNCHECKED, why="gpg has not the public key: gpg --import FILE")
    if any(word in words for word in _GPG_OLD):
        return Signature(State.EXPIRED, why="its key or itself has expired or is revoked")
    if code or any(word in words for word in _GPG_BAD) or words.count(b"GOODSIG") != 1 or len(valid) != 1:
        return Signature(State.BAD, why="gpg does not accept it")
    prints = tuple(dict.fromkeys((valid[0][10].decode("ascii"), valid[0][1].decode("ascii"))))
    digits = tuple(sha256(one.encode("ascii")).hexdigest()[:8] for one in prints)
    return Signature(State.GOOD, tuple(GPG + one for one in prints), signer8=digits)


def _width() -> int:
    return 2 * (os.cpu_count() or 1)
