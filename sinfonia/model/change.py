"""One changed path, and the text that it adds."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, Protocol

    Status = Literal["A", "M", "D", "R", "C", "T"]
    Seen = tuple[list[tuple[int, bytes]], list[tuple[int, int]]]  # places of words, and start and end of runs

    class Blobs(Protocol):
        """Where the bytes behind an object id come from."""

        def read(self, oid: str) -> bytes:
            """Give the whole blob, or raise `NotJudgedError`."""


REGULAR = 0o100644
EXECUTABLE = 0o100755
SYMLINK = 0o120000
SUBMODULE = 0o160000
_SMALL, _BATCH = 1 << 16, 1 << 17  # bytes: of a text that is looked over with others, and of these together


class Change:
    """One path of an event.

    `path` and `old_path` are relative to the repository root, with `/`, never quoted, bytes that are
    not UTF-8 kept as surrogates. Modes are git's octal numbers, 0 where the side does not exist.
    Object ids are full hexadecimal names, "" where the side does not exist or is not a blob.
    """

    __slots__ = ("_blobs", "new_id", "new_mode", "old_id", "old_mode", "old_path", "path", "status")

    def __init__(
        self,
        path: str,
        status: Status,
        *,
        old_path: str | None = None,
        old_mode: int = 0,
        new_mode: int = 0,
        old_id: str = "",
        new_id: str = "",
        blobs: Blobs | None = None,
    ) -> None:
        self.path = path
        self.status = status
        self.old_path = old_path
        self.old_mode = old_mode
        self.new_mode = new_mode
        self.old_id = old_id
        self.new_id = new_id
        self._blobs = blobs

    def __repr__(self) -> str:
        return f"Change({self.status} {self.path!r} {self.old_mode:o}..{self.new_mode:o})"

    def old(self) -> bytes:
        """Give the bytes before, b"" where there were none; raises `NotJudgedError`."""
        return self._read(self.old_id, self.old_mode)

    def new(self) -> bytes:
        """Give the bytes after, b"" where there are none; raises `NotJudgedError`."""
        return self._read(self.new_id, self.new_mode)

    def _read(self, oid: str, mode: int) -> bytes:
        if not oid or mode == SUBMODULE or self._blobs is None:
            return b""
        try:
            return self._blobs.read(oid)
        except NotJudgedError as error:
            error.path = self.path
            raise


class MemoryBlobs:
    """Blobs that are at hand: an agent's unwritten edit, a test's case."""

    __slots__ = ("_by_id",)

    def __init__(self, by_id: dict[str, bytes]) -> None:
        self._by_id = by_id

    def read(self, oid: str) -> bytes:
        """Give the blob; the caller made the id, so a missing one is our bug."""
        return self._by_id[oid]


def change_in_memory(path: str, old: bytes | None, new: bytes | None, *, mode: int = REGULAR) -> Change:
    """Build a change from whole contents; None means that the side does not exist."""
    blobs = MemoryBlobs({"old": old or b"", "new": new or b""})
    status: Status = "A" if old is None else "D" if new is None else "M"
    return Change(
        path,
        status,
        old_mode=0 if old is None else mode,
        new_mode=0 if new is None else mode,
        old_id="" if old is None else "old",
        new_id="" if new is None else "new",
        blobs=blobs,
    )


class Text:
    r"""Added text of one change (or of a commit message), in the order of the file.

    `data` holds whole lines, each ended by `\n` except perhaps the last; only `\n` ends a line.
    `spans` are pairs (offset in `data`, line number there), rising; `path` is what to show.
    A very large change comes in several texts of at most a few megabytes. `seen` is what a rule noted when it
    looked over several texts at once: where to look closer.
    """

    __slots__ = ("change", "data", "path", "seen", "spans")

    def __init__(self, data: bytes, spans: list[tuple[int, int]], *, path: str, change: Change | None = None) -> None:
        self.data = data
        self.spans = spans
        self.path = path
        self.change = change
        self.seen: Seen | None = None

    def line_at(self, offset: int) -> int:
        """Give the 1-based line number, in the new file, of a byte of `data`."""
        start, first = self.spans[0]
        for at, line in self.spans:
            if at > offset:
                break
            start, first = at, line
        return first + self.data.count(b"\n", start, offset)

    def lines_at(self, offsets: Iterable[int]) -> Iterator[int]:
        """Yield the line number of each of some rising offsets, as `line_at`, in one pass over `data`."""
        index = 0
        at, number = self.spans[0]
        for offset in offsets:
            while index + 1 < len(self.spans) and self.spans[index + 1][0] <= offset:
                index += 1
                at, number = self.spans[index]
            number += self.data.count(b"\n", at, offset)
            at = offset
            yield number

    def bounds(self, offset: int) -> tuple[int, int]:
        r"""Give start and end, in `data`, of the line around a byte, without its `\n`."""
        start = self.data.rfind(b"\n", 0, offset) + 1
        end = self.data.find(b"\n", offset)
        return start, len(self.data) if end < 0 else end

    def lines(self) -> Iterator[tuple[int, bytes]]:
        r"""Yield (line number, line without its `\n`)."""
        bounds = [*self.spans[1:], (len(self.data), 0)]
        for (at, number), (until, _) in zip(self.spans, bounds, strict=True):
            piece = self.data[at:until]
            yield from enumerate(piece[: -1 if piece.endswith(b"\n") else None].split(b"\n"), number)


def text_of(data: bytes, path: str, *, change: Change | None = None) -> Text:
    """Make one text of a whole file or message."""
    return Text(data, [(0, 1)], path=path, change=change)


def message_text(message: str) -> Text:
    """Give a commit message as a text that rules can read."""
    from sinfonia.model.finding import MESSAGE_PATH

    return text_of(message.encode("utf-8", "surrogateescape"), MESSAGE_PATH)


def batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Put small texts together, in their order, for who looks over several at once; a large one comes alone."""
    batch: list[Text] = []
    size = 0
    for text in texts:
        length = len(text.data)
        if batch and (size + length > _BATCH or length > _SMALL):
            yield batch
            batch, size = [], 0
        if length > _SMALL:
            yield [text]
        else:
            batch.append(text)
            size += length
    if batch:
        yield batch
