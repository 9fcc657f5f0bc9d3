"""The noun of a decision: what the tag object of an approval says."""

from __future__ import annotations

from enum import StrEnum

from sinfonia.model.dataclass import dataclass


class DecisionWord(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    REJECT = "reject"
    REVOKE = "revoke"
    WAIVE = "waive"


@dataclass(frozen=True, slots=True)
class Blob:
    """One file by its content: SHA-256 of the bytes, git's blob id, path from the root."""

    sha256: str
    oid: str
    path: str


@dataclass(frozen=True, slots=True)
class Record:
    """One decision, as its trailers say it.

    `step` is the row's name, `row` its 1-based number (0 with the step `paths`, for decisions about files without a
    session). `commit` is the reviewed commit C, `base` the commit at which trust was read. `definition` and `policy`
    are SHA-256 digests, hexadecimal, of what counted, or empty. `previous` are the ids (tag objects) of the session's
    records that were seen. `contributors` are e-mail addresses, `actor` is `human` or `agent`. `target` is what a
    revoke takes back: a record's id.
    """

    version: int
    repo: str
    session: str
    step: str
    row: int
    attempt: int
    decision: DecisionWord
    commit: str
    base: str
    reviewer: str
    note: str
    role: str
    actor: str
    nonce: str
    envelope: Blob | None = None
    subjects: tuple[Blob, ...] = ()
    absent: tuple[str, ...] = ()
    definition: str = ""
    policy: str = ""
    previous: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    target: str = ""
    gate: str = ""
