"""The raw records of one diff: which paths changed, how, and between which blobs.

Grammar (git-diff-tree(1), "RAW OUTPUT FORMAT"): `:mode mode id id status NUL path NUL`, and one more NUL behind
the last where patches follow.
"""

from __future__ import annotations

from sinfonia.errors import GitError
from sinfonia.model.change import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.stream import Stream
    from sinfonia.model.change import Blobs

_MARKS = {"A", "M", "D", "T"}
_modes: dict[str, int] = {}


class Listing:
    """The raw records of one diff: `changes` in git's order, and the paths with unresolved conflicts.

    While the texts are read, `at` is the change whose patch was begun last, and `whole` whether a hunk of that
    patch has been read to its end.
    """

    __slots__ = ("at", "changes", "unmerged", "whole")

    def __init__(self, changes: list[Change], unmerged: list[str]) -> None:
        self.changes = changes
        self.unmerged = unmerged
        self.at = -1
        self.whole = True


def read_listing(stream: Stream, blobs: Blobs | None) -> Listing:
    """Read the raw records at the head of a stream; what follows are their patches."""
    listing = Listing([], [])
    while stream.peek() == b":":
        rows = _at_hand(stream) or [
            stream.until(b"\0").decode("ascii", "replace"),
            stream.until(b"\0").decode("utf-8", "surrogateescape"),
        ]
        _take(rows, listing, blobs)
    if stream.peek() == b"\0":
        stream.at += 1
    return listing


def _at_hand(stream: Stream) -> list[str]:
    """Take the records that are at hand to their end, as record and path in turns; nothing where none is."""
    data, at = stream.data, stream.at
    end = data.find(b"\0\0", at)  # no path is empty
    if end < 0:
        end = data.rfind(b"\0", at)
        if end < 0:
            return []
    rows = data[at:end].decode("utf-8", "surrogateescape").split("\0")
    if len(rows) % 2:
        end -= len(rows.pop().encode("utf-8", "surrogateescape")) + 1
    if not rows or not all(row[:1] == ":" for row in rows[::2]):
        return []
    stream.at = end + 1
    return rows


def _take(rows: list[str], listing: Listing, blobs: Blobs | None) -> None:
    changes = listing.changes
    for record, path in zip(rows[::2], rows[1::2], strict=True):
        fields = record[1:].split(" ")
        if len(fields) == 5 and fields[4] in _MARKS:
            old, new = fields[0], fields[1]
            old_mode, new_mode = _modes.get(old), _modes.get(new)
            if old_mode is None or new_mode is None:
                old_mode, new_mode = _mode(old), _mode(new)
            changes.append(
                Change(
                    path,
                    fields[4],  # type: ignore[arg-type]  # one of _MARKS
                    old_mode=old_mode,
                    new_mode=new_mode,
                    old_id=fields[2] if old_mode else "",
                    new_id=fields[3] if new_mode else "",
                    blobs=blobs,
                )
            )
        elif len(fields) == 5 and fields[4][:1] == "U":
            listing.unmerged.append(path)
        else:
            raise _unreadable()


def _mode(text: str) -> int:
    try:
        mode = _modes[text] = int(text, 8)
    except ValueError:
        raise _unreadable() from None
    return mode


def _unreadable() -> GitError:
    return GitError("git answered with a record that this version cannot read")
