"""`sinfonia: ignore[CODE] reason` in a comment, on the line of the finding or the line above."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.model.finding import MESSAGE_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change, Text
    from sinfonia.model.event import Event
    from sinfonia.model.finding import Finding

WORD = b"sinfonia: ignore["
_CLOSERS = ("*/", "-->", "#}", "%>", "--%>", "*)", "-}", "}}", '"', "'")
_HEAD = 5  # a finding about a whole file is answered by a mark in its first lines


class Mark:
    """One ignore as written: place, codes or names in capitals, reason ("" where it is missing)."""

    __slots__ = ("codes", "line", "path", "reason")

    def __init__(self, path: str, line: int, codes: tuple[str, ...], reason: str) -> None:
        self.path = path
        self.line = line
        self.codes = codes
        self.reason = reason


def read_mark(line: bytes, *, path: str = "", number: int = 0) -> Mark | None:
    """Read the ignore in a line, if there is one; between backticks it is quoted, as in a document."""
    at = line.find(WORD)
    if at < 0 or line.count(b"`", 0, at) % 2:
        return None
    inside, bracket, rest = line[at + len(WORD) :].decode("utf-8", "replace").partition("]")
    if not bracket:
        return None
    codes = tuple(part.strip().upper() for part in inside.split(",") if part.strip())
    reason = rest.strip()
    for closer in _CLOSERS:
        reason = reason.removesuffix(closer).rstrip()
    reason = reason.strip(" :-")
    return Mark(path, number, codes, reason if any(map(str.isalnum, reason)) else "")


class Marks:
    """The ignores of one judgement: those that added text carries, and which of all were used."""

    __slots__ = ("_lines", "added", "used")

    def __init__(self) -> None:
        self.added: list[Mark] = []
        self.used: set[tuple[str, int]] = set()
        self._lines: dict[tuple[str, str], list[bytes]] = {}

    def collect(self, text: Text) -> None:
        """Remember the ignores that a text adds (call it only where `WORD` is in the data)."""
        for number, line in text.lines():
            mark = read_mark(line, path=text.path, number=number)
            if mark is not None:
                self.added.append(mark)

    def reason(self, event: Event, finding: Finding) -> str | None:
        """Give the reason of the ignore that answers a finding; None when there is none, or it gives no reason."""
        path = finding.location.path
        change = next((c for c in event.changes if c.path == path and c.new_id), None)
        if change is None or path == MESSAGE_PATH:  # a file may bear that name
            return None
        for number, line in self._around(change, finding.location.line):
            mark = read_mark(line)
            if mark and mark.reason and {finding.code, finding.name.upper()} & set(mark.codes):
                self.used.add((change.path, number))
                return mark.reason
        return None

    def _around(self, change: Change, line: int | None) -> Iterator[tuple[int, bytes]]:
        key = (change.path, change.new_id)
        if key not in self._lines:
            try:
                self._lines = {key: change.new().split(b"\n")}  # one file at a time: findings come in its order
            except NotJudgedError:
                return
        lines = self._lines[key]
        numbers = range(1, _HEAD + 1) if line is None else (line, line - 1)
        for number in numbers:
            if 0 < number <= len(lines):
                yield number, lines[number - 1]
