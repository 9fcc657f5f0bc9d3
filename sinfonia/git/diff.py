"""Added text from `--raw -p -z`: it is in the patches, behind the raw records that name its files.

Grammar (git-diff-tree(1), "RAW OUTPUT FORMAT"; tried with git 2.34 to 2.53): after the records and one more
NUL a patch for each record, in the same order. A changed type has two patches. Patch headers are never asked
for a name: git quotes and prefixes those.
"""

from __future__ import annotations

from sinfonia.errors import GitError
from sinfonia.model.change import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.git.listing import Listing
    from sinfonia.git.stream import Stream
    from sinfonia.model.change import Change

# Every option that makes the answer the same whatever the user, the attributes or the host have set.
OPTIONS = (
    "--raw",
    "-z",
    "--full-index",
    "--no-abbrev",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=none",
    "-O/dev/null",  # no order of the user's own (diff.orderFile)
)
PATCH = (
    "-p",
    "-U0",
    "--inter-hunk-context=0",
    "--diff-algorithm=default",
    "--indent-heuristic",
    "--submodule=short",
    "-a",
)
TEXT_SIZE = 1 << 20
_FEW = 64  # lines of a hunk that are taken in one step
_USUAL = 96  # bytes in which a line of code ends


def read_texts(stream: Stream, listing: Listing) -> Iterator[tuple[int, Text]]:
    """Yield (index of the change, added text), reading the patches behind a listing once, in order."""
    unmerged = iter(listing.unmerged)
    _skip_notes(stream, unmerged)
    for index, change in enumerate(listing.changes):
        if change.status == "A" and (whole := _new_file(stream, change)) is not None:
            listing.at, listing.whole = index, True
            yield index, whole  # behind it stands the next patch
            continue
        pending = _Builder(change)
        for _ in range(2 if change.status == "T" else 1):
            _begin_patch(stream)
            listing.at, listing.whole = index, False
            for text in _read_patch(stream, change, pending, listing):
                yield index, text
            _skip_notes(stream, unmerged)
        for text in pending.flush():
            yield index, text


def _begin_patch(stream: Stream) -> None:
    if not stream.until(b"\n").startswith(_PATCH):
        raise GitError("git answered with a patch that this version cannot read")


def _read_patch(stream: Stream, change: Change, pending: _Builder, listing: Listing) -> Iterator[Text]:
    _skip_headers(stream, change)
    while True:
        start = _peek_word(stream)
        if start == b"@@ ":
            if (small := _small_hunk(stream)) is not None:
                added, first = small
                if added and pending.add(added, first, begins=True):
                    yield from pending.flush()
                listing.whole = True
                continue
            listing.whole = False
            before, after, first = _hunk(stream.until(b"\n"))
            stream.skip(before)
            _skip_no_newline(stream)
            for piece, begins in stream.lines(after):
                if pending.add(piece, first, begins=begins):
                    yield from pending.flush()
                first += piece.count(b"\n")
            _skip_no_newline(stream)
            listing.whole = True
        elif start in _HEADERS:
            line = stream.until(b"\n")
            if start == b"ind":
                _check(line, change)
        else:
            return


def _skip_headers(stream: Stream, change: Change) -> None:
    """Pass over the lines before the first hunk in one step, where they and no other patch are at hand."""
    data, at = stream.data, stream.at
    start = data.find(b"\n@@ ", at)
    if start >= 0 and _same_patch(data, at, start):
        ids = data.find(b"index ", at, start)
        if ids == at or data[ids - 1 : ids] == b"\n":
            _check(data[ids : data.find(b"\n", ids)], change)
            stream.at = start + 1


def _small_hunk(stream: Stream) -> tuple[bytes, int] | None:
    """Take a hunk of few lines in one step; gives its added lines with their signs, and the number of the first.

    None: it is large, or not all of it is at hand with the byte behind it; read it piece by piece.
    """
    data = stream.data
    end = data.find(b"\n", stream.at)
    if end < 0:
        return None
    before, after, first = _hunk(data[stream.at : end])
    if before + after > _FEW:
        return None
    end += 1
    begin = stop = end
    for count in (before, after):
        begin = end
        end = _behind(data, end, count)
        if not end:
            return None
        stop = end
        if data.startswith(b"\\", end):
            end = data.find(b"\n", end) + 1
        if not end or end >= len(data):
            return None
    stream.at = end
    return data[begin:stop], first


def _behind(data: bytes, at: int, count: int) -> int:
    """Give where the line behind `count` lines begins, 0 where these are not all at hand."""
    while count:
        near = data[at : at + count * _USUAL]
        parts = near.split(b"\n", count)
        if len(parts) == 1:
            at = data.find(b"\n", at) + 1  # a long line
            if not at:
                return 0
            count -= 1
        else:
            at += len(near) - len(parts[-1])
            count -= len(parts) - 1
    return at


def _new_file(stream: Stream, change: Change) -> Text | None:
    """Take the patch of an added file in one step, where it and the beginning of the next one are at hand.

    A line of a hunk begins with its sign, so `diff --git` at the beginning of a line is the next patch; the
    headers, their ids and the number of lines must be the expected ones all the same. None: read it line by line.
    """
    while (end := _next_patch(stream.data, stream.at)) < 0:
        if len(stream.data) - stream.at > TEXT_SIZE or not stream.more():
            return None
    data, at = stream.data, stream.at
    mode = data.find(b"\n", at) + 1
    index = mode + len(_NEW_MODE) + 7  # six digits and the end of the line
    new = change.new_id.encode("ascii")
    headers = b"index %s..%s\n--- /dev/null\n+++ " % (b"0" * len(new), new)
    if not (data.startswith(_PATCH, at) and data.startswith(_NEW_MODE, mode) and data.startswith(headers, index)):
        return None
    start = data.find(b"\n", index + len(headers)) + 1
    if not data.startswith(_WHOLE, start):
        return None
    first = data.find(b"\n", start) + 1
    after = int(data[start + len(_WHOLE) : first].partition(b" ")[0][1:] or 1)  # `,20 @@`, or ` @@` for one line
    stop = end + 1
    if data.startswith(_NO_NEWLINE, stop - len(_NO_NEWLINE)):
        stop -= len(_NO_NEWLINE)
    if data.count(b"\n", first, stop) != after:
        return None
    stream.at = end + 1
    return Text(_without_signs(data[first + 1 : stop]), [(0, 1)], path=change.path, change=change)


def _next_patch(data: bytes, at: int) -> int:
    stop = data.find(_NEXT, at, at + _NEAR)  # CPython prepares a search in much text for a microsecond
    return stop if stop >= 0 else data.find(_NEXT, at + _NEAR - len(_NEXT))


def _same_patch(data: bytes, at: int, start: int) -> bool:
    """Tell whether only headers stand between: no other patch, and no commit, whose message may quote a hunk."""
    return data.find(_PATCH, at, start) < 0 and data.find(b"\x01", at, start) < 0


_PATCH = b"diff --git "  # behind raw records no line end stands before it
_NEXT = b"\n" + _PATCH
_NEW_MODE = b"new file mode "
_WHOLE = b"@@ -0,0 +1"
_NEAR = 2_048
_NO_NEWLINE = b"\\ No newline at end of file\n"
# The first three bytes of every line that may stand between `diff --git` and the first hunk.
_HEADERS = frozenset({b"ind", b"new", b"old", b"del", b"---", b"+++"})


class _Builder:
    """Collects pieces of one change until they make a text."""

    __slots__ = ("_change", "_pieces", "_size", "_spans")

    def __init__(self, change: Change) -> None:
        self._change = change
        self._pieces: list[bytes] = []
        self._spans: list[tuple[int, int]] = []
        self._size = 0

    def add(self, piece: bytes, line: int, *, begins: bool) -> bool:
        """Take a piece with its `+` signs; tells whether a text is full."""
        if begins:
            piece = piece[1:]
        piece = _without_signs(piece)
        self._spans.append((self._size, line))
        self._pieces.append(piece)
        self._size += len(piece)
        return self._size >= TEXT_SIZE

    def flush(self) -> Iterator[Text]:
        if self._pieces:
            yield Text(b"".join(self._pieces), self._spans, path=self._change.path, change=self._change)
            self._pieces, self._spans, self._size = [], [], 0


def _without_signs(lines: bytes) -> bytes:
    """Take the `+` from each line but the first."""
    return b"\n".join(lines.split(b"\n+"))  # a third faster than `replace`, which searches twice


def _hunk(line: bytes) -> tuple[int, int, int]:
    """Read `@@ -a,b +c,d @@`: gives (b, d, c)."""
    fields = line.split(b" ", 3)
    _, _, before = fields[1].partition(b",")
    first, _, after = fields[2].partition(b",")
    return int(before or 1), int(after or 1), int(first)


def _peek_word(stream: Stream) -> bytes:
    while len(stream.data) - stream.at < 3:
        if not stream.more():
            break
    return stream.data[stream.at : stream.at + 3]


def _skip_no_newline(stream: Stream) -> None:
    if stream.peek() == b"\\":
        stream.until(b"\n")


def _skip_notes(stream: Stream, unmerged: Iterator[str]) -> None:
    """Pass over `* Unmerged path`, which stands in the order of paths; git does not quote the path there."""
    while stream.peek() == b"*":
        for _ in range(next(unmerged, "").count("\n") + 1):
            stream.until(b"\n")


def _check(line: bytes, change: Change) -> None:
    """Compare `index OLD..NEW` with the record: a patch judged under another name would hide its text."""
    old, _, new = line[6:].partition(b" ")[0].partition(b"..")
    ids = (change.old_id.encode("ascii"), change.new_id.encode("ascii"))
    if change.status != "T" and ((ids[0] and old != ids[0]) or (ids[1] and new != ids[1])):
        raise GitError("git's patches are not in the order of its records")
