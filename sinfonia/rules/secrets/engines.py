"""Other scanners that are asked too: `secrets.engines`.

detect-secrets (github.com/Yelp/detect-secrets) is called through what its README documents for other
programs: `default_settings`, `disable_plugins`, `disable_filters` and `scan_line`. Nothing is verified over
the network, no baseline or plugin of the judged repository is read, and its allow marks do not count here
(`secrets.foreign_marks` decides about those).
"""

from __future__ import annotations

from sinfonia.errors import NotJudgedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Text
    from sinfonia.rules.secrets.scan import Hit

    Scan = Callable[[str], Iterator[tuple[str, str]]]  # a line to (type, value)

DETECT_SECRETS = "detect-secrets"
BUDGET = 20.0  # seconds for one text: some 60,000 lines
_PIECE, _OVERLAP = 4000, 200  # characters of a long line that are scanned at once, and that two pieces share
_TOKEN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/=.~")
_RANK = 9  # ours comes first
_OFF = ("IPPublicDetector",)  # an address is no credential
_FILTERS_OFF = (
    "detect_secrets.filters.allowlist.is_line_allowlisted",
    "detect_secrets.filters.common.is_invalid_file",
    "detect_secrets.filters.common.is_ignored_due_to_verification_policies",
)
# `scan_line` lets every word pass its entropy detectors; these are the limits that the README gives for files.
_LIMITS = {"Base64 High Entropy String": 4.5, "Hex High Entropy String": 3.0}
_QUOTES = b"\"'`"


def require(engines: list[str]) -> None:
    """Raise `NotJudgedError` for an engine that nobody knows or that is not installed."""
    for name in engines:
        if name != DETECT_SECRETS:
            raise _unusable(
                f"`secrets.engines` names `{name}`, which Sinfonia does not know", f"it knows {DETECT_SECRETS}"
            )
        if _scanner() is None:
            raise _unusable(
                "`secrets.engines` names detect-secrets, which is not installed",
                "pip install detect-secrets, or take it out of `secrets.engines`",
            )


def merged(hits: tuple[Hit, ...], text: Text, engines: list[str]) -> tuple[Hit, ...]:
    """Add what the engines find in a text to our own finds, by rising offset; what overlaps one of ours is that one.

    Raises `NotJudgedError` for a text that takes too long. An engine that `require` refuses finds nothing.
    """
    scan = _scanner() if DETECT_SECRETS in engines else None
    if scan is None or b"\0" in text.data:  # it reads no binary file
        return hits
    from bisect import bisect_right

    starts = [hit.start for hit in hits]
    kept = list(hits)
    end = 0
    for hit in sorted(_found(text, scan), key=lambda hit: (hit.start, -hit.end)):
        at = bisect_right(starts, hit.start)
        before, behind = hits[at - 1 : at], hits[at : at + 1]
        if hit.start < end or any(our.end > hit.start for our in before) or any(our.start < hit.end for our in behind):
            continue
        kept.append(hit)
        end = hit.end
    return tuple(sorted(kept, key=lambda hit: hit.start))


def _found(text: Text, scan: Scan) -> Iterator[Hit]:
    from time import monotonic

    from detect_secrets.settings import default_settings

    from sinfonia.rules.secrets.assigned import judged

    until = monotonic() + BUDGET
    generated = not judged(text.path)  # lock files and lists of checksums: their random values are no secrets
    with default_settings() as settings:
        settings.disable_plugins(*_OFF)
        settings.disable_filters(*_FILTERS_OFF)
        for start, piece in _pieces(text.data):
            if monotonic() > until:
                error = NotJudgedError(
                    f"detect-secrets takes more than {BUDGET:.0f} s for it",
                    hint="leave it out with `exclude`, or take the engine out of `secrets.engines`",
                )
                error.path = text.path
                raise error
            for kind, value in scan(piece.decode("utf-8", "replace")):
                if not (generated and kind in _LIMITS):
                    yield from _hits(text.data, start, piece, kind, value)


def _hits(data: bytes, start: int, piece: bytes, kind: str, value: str) -> Iterator[Hit]:
    """Place a value in the text, as whole tokens: what an engine calls a secret may be only the head of it."""
    from sinfonia.rules.secrets.scan import Hit

    wanted = value.encode("utf-8", "surrogatepass")
    at = piece.find(wanted) if wanted else -1
    while at >= 0:
        low, high = start + at, start + at + len(wanted)
        if kind not in _LIMITS or _drawn(data, low, high, kind):
            while low and data[low - 1] in _TOKEN:
                low -= 1
            while high < len(data) and data[high] in _TOKEN:
                high += 1
            label = f"what detect-secrets calls `{kind}`"
            yield Hit(low, high, DETECT_SECRETS, "", data[low:high], label, _RANK)
        at = piece.find(wanted, at + len(wanted))


def _drawn(data: bytes, low: int, high: int, kind: str) -> bool:
    """Tell whether a value is quoted and past its detector's limit, as detect-secrets asks of a file."""
    from sinfonia.rules.secrets.values import entropy

    value = data[low:high]
    quoted = low > 0 and data[low - 1] in _QUOTES and data[high : high + 1] == data[low - 1 : low]
    return quoted and not value.isdigit() and entropy(value) > _LIMITS[kind]


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, bytes) of each line, a long one in pieces."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        while True:
            piece = data[at : min(end, at + _PIECE)]
            if piece.strip():
                yield at, piece
            if at + _PIECE >= end:
                break
            at += _PIECE - _OVERLAP
        at = end + 1


def _scanner() -> Scan | None:
    """Give detect-secrets' scan of one line, None where it is not installed."""
    try:
        from detect_secrets.core.scan import scan_line
    except ImportError:
        return None

    def scan(line: str) -> Iterator[tuple[str, str]]:
        for secret in scan_line(line):
            yield secret.type, secret.secret_value or ""

    return scan


def _unusable(message: str, hint: str) -> NotJudgedError:
    error = NotJudgedError(message, hint=hint)
    error.path = "(configuration)"
    return error
