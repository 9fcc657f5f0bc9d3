"""A merge's own change: what no parent has (`diff --combined`, git-diff-tree(1), COMBINED DIFF FORMAT)."""

from __future__ import annotations

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git.repo import shown
from sinfonia.model.change import SUBMODULE, Change, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.stream import Stream
    from sinfonia.model.change import Blobs

_SIGNS = frozenset({b" ", b"+", b"-", b"\\"})  # every line of a hunk begins with one, nothing else does


class _Record:
    """One raw record: `ids` are those of the parents, then the result's; `modes` those of the parents."""

    __slots__ = ("change", "ids", "modes")

    def __init__(self, change: Change, ids: list[bytes], modes: list[int]) -> None:
        self.change = change
        self.ids = ids
        self.modes = modes

    def is_own(self) -> bool:
        """Tell whether the merge made, removed or changed the mode of this path by itself."""
        return self.change.status in {"A", "D"} or self.change.new_mode not in self.modes


def read_merge(stream: Stream, parents: int, blobs: Blobs | None) -> tuple[list[Change], list[Text]]:
    """Read records and patches of one merge; gives the changes that are its own, and their added text.

    A path that is only brought together from its parents (every line is in one of them) is left out.
    """
    records = _records(stream, parents, blobs)
    own: dict[int, list[tuple[bytes, int]]] = {}
    at = -1
    while _starts(stream, b"diff --c"):
        stream.until(b"\n")
        at, lines = _patch(stream, parents, records, at)
        if lines is None:
            own[at] = _compared(records[at], blobs)
        elif lines:
            own[at] = lines
    changes, texts = [], []
    for index, record in enumerate(records):
        if index in own or record.is_own():
            changes.append(record.change)
        if index in own:
            texts += _text(record.change, own[index])
    return changes, texts


def _records(stream: Stream, parents: int, blobs: Blobs | None) -> list[_Record]:
    records = []
    while stream.peek() == b":":
        fields = stream.until(b"\0").lstrip(b":").split(b" ")
        path = stream.until(b"\0").decode("utf-8", "surrogateescape")
        if len(fields) != 2 * (parents + 1) + 1:
            raise GitError("git answered with a merge that this version cannot read")
        modes = [int(field, 8) for field in fields[:parents]]
        new_mode = int(fields[parents], 8)
        ids = fields[parents + 1 : -1]
        marks = set(fields[-1].decode("ascii"))
        before = next((index for index, mode in enumerate(modes) if mode), 0)  # the first parent that has it
        change = Change(
            path,
            "A" if marks == {"A"} else "D" if marks == {"D"} else "M",
            old_mode=modes[before],
            new_mode=new_mode,
            old_id=ids[before].decode("ascii") if modes[before] else "",
            new_id=ids[parents].decode("ascii") if new_mode else "",
            blobs=blobs,
        )
        records.append(_Record(change, ids, modes))
    if stream.peek() == b"\0":
        stream.at += 1
    return records


def _patch(stream: Stream, parents: int, records: list[_Record], at: int) -> tuple[int, list[tuple[bytes, int]] | None]:
    """Read one patch; gives the index of its record and its own lines: (text, line) added, (b"", line) lost.

    None instead of lines where git gives none: a combined diff does not heed `-a`.
    """
    hunk = b"@" * (parents + 1) + b" "
    lines: list[tuple[bytes, int]] = []
    given = True
    found = at
    while True:
        if _starts(stream, hunk):
            lines += _hunk(stream, parents, stream.until(b"\n"))
        elif not stream.peek() or _starts(stream, b"diff --c") or stream.peek() in b"\x01\0":
            return found, lines if given else None
        else:
            header = stream.until(b"\n")
            if header.startswith(b"index "):
                found = _find(records, at, header[6:])
            elif header == b"Binary files differ":
                given = False


def _find(records: list[_Record], at: int, ids: bytes) -> int:
    """Find the record of a patch by its object ids: a change of mode alone has a record and no patch."""
    before, _, after = ids.partition(b" ")[0].partition(b"..")
    wanted = [*before.split(b","), after]
    for index in range(at + 1, len(records)):
        if records[index].ids == wanted:
            return index
    raise GitError("git's merge patches are not in the order of its records")


def _hunk(stream: Stream, parents: int, header: bytes) -> list[tuple[bytes, int]]:
    """Read the lines of a hunk, known by their signs: under `-U0` git miscounts the lines of a removed file."""
    number = int(header.split(b" ")[parents + 1].partition(b",")[0])
    own: list[tuple[bytes, int]] = []
    while stream.peek() in _SIGNS:
        line = stream.until(b"\n")
        signs, text = line[:parents], line[parents:]
        if b"-" in signs:
            if b" " not in signs:
                own.append((b"", number))
        elif not line.startswith(b"\\"):
            if b" " not in signs:
                own.append((text + b"\n", number))
            number += 1
    return own


def _compared(record: _Record, blobs: Blobs | None) -> list[tuple[bytes, int]]:
    """Give the lines that no parent has, from whole contents; raises `NotJudgedError`."""
    if blobs is None or not record.change.new_mode:
        return []
    known: set[bytes] = set()
    try:
        for oid, mode in zip(record.ids, record.modes, strict=False):
            if mode and mode != SUBMODULE:
                known.update(blobs.read(oid.decode("ascii")).split(b"\n"))
        lines = record.change.new().split(b"\n")
    except NotJudgedError as error:
        error.message = f"`{shown(record.change.path)}` of a merge: {error.message}"
        raise
    return [(line + b"\n", number) for number, line in enumerate(lines, 1) if line and line not in known]


def _text(change: Change, lines: list[tuple[bytes, int]]) -> list[Text]:
    pieces, spans, size = [], [], 0
    for text, number in lines:
        if text:
            spans.append((size, number))
            pieces.append(text)
            size += len(text)
    return [Text(b"".join(pieces), spans, path=change.path, change=change)] if pieces else []


def _starts(stream: Stream, word: bytes) -> bool:
    while len(stream.data) - stream.at < len(word):
        if not stream.more():
            break
    return stream.data.startswith(word, stream.at)
