"""Find credentials in bytes: the prefilter says where to look, the table and the generic rules decide."""

from __future__ import annotations

from sinfonia.rules.secrets.needles import WORDS
from sinfonia.rules.secrets.prefilter import places, places_in_each

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Seen
    from sinfonia.rules.secrets.format import Format

BLOCK = 1 << 19  # bytes that are filtered at a time: memory stays small however long a line is
OVERLAP = 256  # bytes that two blocks share, so that a prefix is whole in one of them
_DEPTH = 2  # encodings inside encodings that are opened
_SMALL = 2_000  # bytes of decoded text that are read as settings; more is read as code
_STEP = 256  # bytes between two counts of NULs
_ROOM = 128  # bytes behind a needle in the middle of a credential
_pem = b"private key"
_address = b"://"
_vowels = frozenset("AEIOaeio")
_words = frozenset(WORDS)
_word_bytes = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class Hit:
    """One credential: offsets in the data that was searched, its format, what may be shown of it, and itself.

    `label` names it in a sentence, for example "a GitHub personal access token". `rank` tells which of
    two that overlap is kept: 0 a provider's format, 1 a format of nobody's own, 2 a generic rule.
    """

    __slots__ = ("end", "format_id", "label", "prefix", "rank", "start", "value")

    def __init__(  # noqa: PLR0917 - the fields of a find
        self,
        start: int,
        end: int,
        format_id: str,
        prefix: str,
        value: bytes,
        label: str = "a credential",
        rank: int = 0,
    ) -> None:
        self.start = start
        self.end = end
        self.format_id = format_id
        self.prefix = prefix
        self.value = value
        self.label = label
        self.rank = rank

    def __repr__(self) -> str:
        return f"Hit({self.start}..{self.end} {self.format_id})"


def look(texts: list[bytes]) -> list[Seen | None]:
    """Tell where `find` would look in each text, for all of them at once; None where it would find nothing.

    No text may be longer than `BLOCK`.
    """
    return [
        seen if seen[0] or seen[1] or b"%" in data or b"\0" in data else None
        for data, seen in zip(texts, places_in_each(texts), strict=True)
    ]


def find(data: bytes, path: str = "", *, entropy: bool = True, seen: Seen | None = None) -> Iterator[Hit]:
    """Yield the credentials in a text, by rising offset, none inside another.

    `entropy=False` leaves out the generic rule (a name such as `password` that is given a value).
    NUL bytes are read as they stand and as if they were not there, so UTF-16 hides nothing. `seen` is what
    `look` gave of the text.
    """
    hits = _hits(data, path, entropy=entropy, seen=seen)
    if b"\0" in data:
        hits += _between_nuls(data, path, entropy=entropy)
    if not hits:
        return
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.rank, -hit.end, hit.format_id)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.rank < kept[-1].rank:
            kept[-1] = hit
    yield from kept


def _hits(data: bytes, path: str, *, entropy: bool, depth: int = 0, seen: Seen | None = None) -> list[Hit]:
    found: dict[tuple[int, int, str], Hit] = {}
    given: Callable[[bytes, int, bytes, str], Hit | None] | None = None
    for begin in range(0, max(len(data) - OVERLAP, 1), BLOCK - OVERLAP):
        block = data[begin : begin + BLOCK]
        found_places, runs = seen or places(block.lower())
        for at, needle in found_places:
            place = begin + at
            if needle in _words and needle != _address:
                if not entropy:
                    continue
                given = given or _assigned(path)  # a text without a keyword does not load the rule
                if (hit := given(data, place, needle, path)) is not None:
                    found[hit.start, hit.end, hit.format_id] = hit
            else:
                for hit in _judge(data, place, needle):
                    found[hit.start, hit.end, hit.format_id] = hit
        if depth < _DEPTH and (runs or b"%" in block):
            for hit in _inside(block, begin, runs, entropy=entropy, depth=depth + 1):
                found[hit.start, hit.end, hit.format_id] = hit
    return list(found.values())


def _inside(block: bytes, begin: int, runs: list[tuple[int, int]], *, entropy: bool, depth: int) -> Iterator[Hit]:
    """Find what is in Base64, hex or URL-encoding: each hit is the whole encoded text."""
    from sinfonia.rules.secrets.encoded import decoded

    for start, end, text, name in decoded(block, runs):
        for hit in _hits(text, "" if len(text) < _SMALL else "decoded.js", entropy=entropy, depth=depth):
            label = hit.label if hit.label.endswith(name) else f"{hit.label} in {name}"
            yield Hit(begin + start, begin + end, hit.format_id, "", block[start:end], label, max(hit.rank, 1))


def _assigned(path: str) -> Callable[[bytes, int, bytes, str], Hit | None]:
    """Give the generic rule, or one that finds nothing for a file that it does not read."""
    from sinfonia.rules.secrets.assigned import find, judged

    if not judged(path):
        return lambda *_: None

    def given(data: bytes, place: int, word: bytes, path: str) -> Hit | None:
        found = find(data, place, word, path)
        if found is None:
            return None
        start, end, kind = found
        label = f"{'an' if kind[0] in _vowels else 'a'} {kind}"
        return Hit(start, end, "assigned", "", data[start:end], label, 3)

    return given


def _between_nuls(data: bytes, path: str, *, entropy: bool) -> list[Hit]:
    hits = _hits(data.translate(None, b"\0"), path, entropy=entropy)
    if hits:
        before = _without_nuls(data)
        for hit in hits:
            hit.start = _with_nuls(data, before, hit.start)
            hit.end = _with_nuls(data, before, hit.end - 1) + 1
    return hits


def _without_nuls(data: bytes) -> list[int]:
    """Count, at the start of each step, the bytes before it that are no NULs."""
    before = [0]
    for at in range(0, len(data), _STEP):
        step = data[at : at + _STEP]
        before.append(before[-1] + len(step) - step.count(0))
    return before


def _with_nuls(data: bytes, before: list[int], offset: int) -> int:
    """Give the offset of the byte that has so many others, without NULs, before it."""
    low, high = 0, len(before)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if before[middle] <= offset else (low, middle)
    left = offset - before[low]
    at = low * _STEP
    while left or not data[at]:
        left -= data[at] != 0
        at += 1
    return at


def _judge(data: bytes, place: int, needle: bytes) -> Iterator[Hit]:
    if needle == _address:
        if data.find(b"@", place, place + 320) < 0:
            return
        from sinfonia.rules.secrets import urls

        if (found := urls.find(data, place)) is not None:
            start, end = found
            yield Hit(start, end, "url-password", "", data[start:end], "a password in an address", 2)
    elif needle == _pem:
        from sinfonia.rules.secrets import pem

        if (found := pem.find(data, place)) is not None:
            start, end = found
            yield Hit(start, end, "private-key", "", data[start:end], "a private key", 0)
    else:
        for row, expression in _formats(needle):
            hit = _match(data, place, needle, row, expression)
            if hit is not None:
                yield hit


def _match(data: bytes, place: int, needle: bytes, row: Format, expression: re.Pattern[bytes]) -> Hit | None:
    if row.back or row.ahead:
        match = expression.search(data, max(place - row.back, 0), place + len(needle) + row.ahead + _ROOM)
    else:
        match = expression.match(data, place)
    if match is None or not (row.free or starts(data, match.start())):
        return None
    group = 1 if expression.groups else 0
    value = match[group]
    from sinfonia.rules.secrets.values import drawn

    if not drawn(value if group else value[len(row.prefix) :], row.entropy, words=row.words):
        return None
    return Hit(match.start(group), match.end(group), row.id, "" if group else row.prefix, value, row.label, row.rank)


def starts(data: bytes, at: int) -> bool:
    r"""Tell whether a word starts here: after no letter or digit, or after an escape such as `\n` or `%3D`."""
    if at == 0 or data[at - 1] not in _word_bytes:
        return True
    before = data[max(at - 6, 0) : at]
    return before[-2:] in (b"\\n", b"\\r", b"\\t") or before[-3:-2] == b"%" or before[:2] == b"\\u"


_table: dict[bytes, tuple[tuple[Format, re.Pattern[bytes]], ...]] = {}
_rows: dict[bytes, tuple[Format, ...]] = {}


def _formats(needle: bytes) -> tuple[tuple[Format, re.Pattern[bytes]], ...]:
    """Give the formats of a needle, their expressions compiled when one is first needed."""
    known = _table.get(needle)
    if known is None:
        import re

        if not _rows:
            from sinfonia.rules.secrets.formats import by_needle

            _rows.update(by_needle())
        known = _table[needle] = tuple((row, re.compile(row.pattern)) for row in _rows.get(needle, ()))
    return known
