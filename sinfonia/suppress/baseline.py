"""Findings that a repository had when it adopted Sinfonia: known by a keyed digest, never by their text."""

from __future__ import annotations

from sinfonia.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.model.finding import Finding

VERSION = 1
_REASON = "accepted when the baseline was made"


class Entry:
    """One accepted finding: code, path (UTF-8, other bytes escaped) and fingerprint."""

    __slots__ = ("code", "fingerprint", "path")

    def __init__(self, code: str, path: str, fingerprint: str) -> None:
        self.code = code
        self.path = path
        self.fingerprint = fingerprint


class Baseline:
    """The entries of a baseline file and the salt that keys its digests; remembers which were met."""

    __slots__ = ("_by_print", "entries", "met", "salt")

    def __init__(self, salt: bytes, entries: Iterable[Entry] = ()) -> None:
        self.salt = salt
        self.entries = tuple(entries)
        self._by_print = {entry.fingerprint: entry for entry in self.entries}
        self.met: set[str] = set()

    def reason(self, finding: Finding) -> str | None:
        """Tell why a finding is known, or None."""
        finding.fingerprint = finding.fingerprint or fingerprint(self.salt, finding)
        entry = self._by_print.get(finding.fingerprint)
        if entry is None or entry.code != finding.code:
            return None
        self.met.add(entry.fingerprint)
        return _REASON

    def stale(self) -> tuple[Entry, ...]:
        """Give the entries that nothing met: their findings are gone."""
        return tuple(entry for entry in self.entries if entry.fingerprint not in self.met)


def fingerprint(salt: bytes, finding: Finding) -> str:
    """Give HMAC-SHA256 over code, path and the rule's own identity of a finding, as 64 hexadecimal digits.

    The salt is random and stands in the file's header: without it a digest of a short secret could be
    looked up. No line number is in it: a finding keeps its fingerprint when text above it moves.
    """
    import hmac

    parts = (
        finding.code.encode("ascii"),
        finding.location.path.encode("utf-8", "surrogateescape"),
        finding.identity or finding.message.encode("utf-8", "surrogateescape"),
    )
    return hmac.new(salt, b"\0".join(parts), "sha256").hexdigest()


def read(data: bytes, name: str) -> Baseline:
    """Read a baseline file; raises `ConfigError` when it is none."""
    import json

    try:
        document = json.loads(data)
        if document["version"] != VERSION:
            raise ConfigError(
                f"`{name}` has version {document['version']}", hint=f"this Sinfonia reads version {VERSION}"
            )
        rows = [Entry(str(row["code"]), str(row["path"]), str(row["fingerprint"])) for row in document["findings"]]
        return Baseline(bytes.fromhex(document["salt"]), rows)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError(f"`{name}` is not a baseline", hint="make it again: sinfonia baseline") from None


def write(salt: bytes, findings: Iterable[Finding], *, entries: Iterable[Entry] = ()) -> bytes:
    """Give the bytes of a baseline file for these findings: sorted, without lines or dates, so that it merges.

    `entries`, made with the same salt, are kept beside them.
    """
    import json

    rows = {
        (
            f.code,
            f.location.path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"),
            fingerprint(salt, f),
        )
        for f in findings
    } | {(entry.code, entry.path, entry.fingerprint) for entry in entries}
    document = {
        "version": VERSION,
        "salt": salt.hex(),
        "findings": [{"code": code, "path": path, "fingerprint": mark} for code, path, mark in sorted(rows)],
    }
    return (json.dumps(document, indent=2, ensure_ascii=True) + "\n").encode("ascii")


def new_salt() -> bytes:
    """Give 16 random bytes."""
    import os

    return os.urandom(16)
