r"""Bytes from git while it still runs: fields, lines and blocks of lines, split on `\n` and NUL only."""

from __future__ import annotations

from sinfonia.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1 << 20
OVERLAP = 1 << 12  # what two pieces of a longer line share, so that no token is cut in two
_FEW = 32
_USUAL = 64  # bytes of a line


class Stream:
    """A window over the output of a program; `data[at:]` is what has been read and not used."""

    __slots__ = ("_chunks", "at", "data")

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.at = 0

    def more(self) -> bool:
        """Read the next chunk; False at the end."""
        chunk = next(self._chunks, b"")
        if not chunk:
            return False
        self.data = self.data[self.at :] + chunk
        self.at = 0
        return True

    def peek(self) -> bytes:
        """Give the next byte without using it, b"" at the end."""
        if self.at >= len(self.data) and not self.more():
            return b""
        return self.data[self.at : self.at + 1]

    def until(self, end: bytes) -> bytes:
        """Give the bytes up to a separator, one byte, and use both; raises `GitError` when the output stops before."""
        stop = self.data.find(end, self.at)
        if stop >= 0:
            field = self.data[self.at : stop]
            self.at = stop + 1
            return field
        pieces = []
        while stop < 0:
            pieces.append(self.data[self.at :])
            self.at = len(self.data)
            if not self.more():
                raise cut_short()
            stop = self.data.find(end)
        self.at = stop + 1
        return b"".join((*pieces, self.data[:stop]))

    def skip(self, count: int) -> None:
        """Pass over `count` lines."""
        for _ in self.lines(count):
            pass

    def lines(self, count: int) -> Iterator[tuple[bytes, bool]]:
        r"""Yield `count` lines as few large pieces, each with whether it begins a line.

        Pieces are whole lines with their `\n`, but for lines over 1 MB: these come in parts that overlap by
        4 KB. No line is searched for by its look: an added line may contain anything.
        """
        begins = True
        while count:
            data, at = self.data, self.at
            stop, found = _reach(data, at, count)
            if found:
                self.at = stop
                yield data[at:stop], begins
                count -= found
                begins = True
            elif len(data) - at > LONGEST_LINE:
                self.at = len(data) - OVERLAP
                yield data[at:], begins
                begins = False
            elif not self.more():
                raise cut_short()


def cut_short() -> GitError:
    """Name the failure of a program whose output ends in the middle."""
    return GitError("git stopped in the middle of its answer", hint="git fsck shows what is damaged")


def _reach(data: bytes, at: int, count: int) -> tuple[int, int]:
    """Give (end of the last whole line, how many lines) for at most `count` lines from `at`.

    A line of a hunk has two bytes at least, its sign and its end, so that `2 * count` bytes never hold
    more than `count` lines: large hunks are taken by counting, which runs at the speed of memory.
    """
    if count > _FEW:
        width = _USUAL
        while (found := data.count(b"\n", at, at + width * count)) > count:
            width = max(width * count // found, 2)
        if found:
            return data.rfind(b"\n", at, at + width * count) + 1, found
    found = 0
    for _ in range(min(count, _FEW)):
        end = data.find(b"\n", at)
        if end < 0:
            break
        at = end + 1
        found += 1
    return at, found
