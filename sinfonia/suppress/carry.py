"""Which of our findings another scanner's entries accept: by the value where it is known, else by the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sinfonia.model.finding import Finding
    from sinfonia.suppress.foreign import Accepted

    Values = Callable[[str, str, int], tuple[bytes, ...] | None]  # commit, path, line -> credentials there

CODE = "ENF-008"
_PART = 8  # bytes of a value that another one holds, or is held by


@dataclass(frozen=True, slots=True)
class Carried:
    """Findings that entries accept, each once; and the entries that accept none, with the reason."""

    findings: tuple[Finding, ...]
    left: tuple[tuple[Accepted, str], ...]


def carry(
    entries: Iterable[Accepted], findings: Iterable[Finding], *, values: Values, absent: Callable[[str], str]
) -> Carried:
    """Match entries with findings.

    `values` gives the credentials that stood in a line of a file at a commit, None where the commit or the
    file is not here. `absent` says why a path has no findings at all ("" where it might have).
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == CODE:
            by_path.setdefault(finding.location.path, []).append(finding)
    kept: dict[int, Finding] = {}
    left: list[tuple[Accepted, str]] = []
    for entry in entries:
        met, why = _match(entry, by_path.get(entry.path, []), values)
        for finding in met:
            kept[id(finding)] = finding
        if not met:
            left.append((entry, absent(entry.path) or why))
    return Carried(tuple(kept.values()), tuple(left))


def _match(entry: Accepted, here: list[Finding], values: Values) -> tuple[list[Finding], str]:
    if entry.digest:
        met = [finding for finding in here if entry.digest in _digests(finding.identity)]
        return met, "no finding of ours in this file has this value"
    if entry.value:
        met = [finding for finding in here if _same(finding.identity, entry.value)]
        return met, "only history has this value" if entry.commit else "no finding of ours in this file has this value"
    if entry.commit:
        return _by_history(entry, here, values)
    met = [finding for finding in here if entry.line and finding.location.line == entry.line]
    if len({finding.identity for finding in met}) > 1:
        return [], "its line holds several findings of ours, and it does not say which"
    return met, "no finding of ours is in this line"


def _by_history(entry: Accepted, here: list[Finding], values: Values) -> tuple[list[Finding], str]:
    """Match an entry about a line of a commit by the value that stood there: lines move, values do not."""
    stood = values(entry.commit, entry.path, entry.line)
    if stood is None:
        return [], "its commit or file is not in this repository"
    if len(stood) > 1:
        return [], "its line held several credentials, and it does not say which"
    met = [finding for finding in here if finding.identity in stood]
    return met, "only history has this value" if stood else "ours finds no credential in its line"


def _digests(identity: bytes) -> set[str]:
    """Give the SHA-1 of a value, and of the label of a private key, which detect-secrets takes for the value."""
    import hashlib

    forms = [identity]
    if identity.startswith(b"-----BEGIN "):
        forms.append(identity[5:].partition(b"-----")[0])
    return {hashlib.sha1(form, usedforsecurity=False).hexdigest() for form in forms}


def _same(identity: bytes, value: bytes) -> bool:
    """Tell whether two scanners mean one credential: they may take more or less of the text around it."""
    if identity == value:
        return True
    small, large = sorted((identity, value), key=len)
    return len(small) >= _PART and small in large
