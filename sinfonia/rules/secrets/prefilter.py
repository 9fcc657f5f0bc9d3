r"""Tell, on bytes and without `re`, where a credential may stand.

Nearly every format is a prefix in front of a long unbroken run of token characters. So the text is
mapped to two symbols, the long runs are found with `bytes.find`, and only those with a digit or with a
known start (and the bytes before them, where a prefix may end in a dot) are compared with the table:
first the heads of their words, then the needles that have such a head. What has no long run is sought
by a few words in all of the text.
"""

from __future__ import annotations

from sinfonia.rules.secrets.needles import GATES, HEADS, INSIDE, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    Places = list[tuple[int, bytes]]
    Runs = list[tuple[int, int]]
    Rest = TypeVar("Rest", bytes, int)

RUN = 20  # no format has a shorter run from its prefix on, except those with a gate
BEFORE = 64  # bytes in front of a run in which a prefix may start, for example `SG.` or `$5$salt$`
LONG = 32  # bytes of a run from which it may be encoded text
AROUND = 96  # bytes on both sides of a gate in which its needles stand
PARTS = (b"cre", b"~", b"$")  # no word has two of them
LARGE = 200_000  # bytes, of all texts of a run, from which the optional accelerator pays for its automaton
_read = [0]

_digits = b"0123456789"
_word_bytes = b"abcdefghijklmnopqrstuvwxyz_" + _digits
_run = bytes(97 if byte in _word_bytes + b"-+/" else 32 for byte in range(256))
_word = bytes(byte if byte in _word_bytes else 32 for byte in range(256))
_needle = b"a" * RUN
_long = b"a" * LONG
_starts = {needle[:3] for row in HEADS.values() for needle in row}
_escapes = (rb"\n", rb"\r", rb"\t", rb"\u003d", rb"\u0022", b"%3d", b"%20", b"%22", b"%2f", b"%3a", b"%0a")
_sought = tuple(dict.fromkeys(WORDS + tuple(GATES)))
# A part that words have in common, or a byte that few texts have, and how far into each word it stands.
_parts = tuple((part, tuple((word, word.index(part)) for word in _sought if part in word)) for part in PARTS)
_alone = tuple(word for word in _sought if not any(part in word for part in PARTS))


def places(low: bytes) -> tuple[Places, Runs]:
    """Give every (offset, needle) of a lower-case text that is worth a look, and start and end of the long runs.

    The places are in no order.
    """
    _read[0] += len(low)
    runs: Runs = []
    found = _beside_runs(low, runs) + _words(low)
    return found + _around_gates(low, found), runs


def places_in_each(texts: list[bytes]) -> list[tuple[Places, Runs]]:
    """Give what `places` gives of each text in small letters, asking once for all of them: for many small texts.

    No needle has a line end in it, so that a text holds none that they do not hold together.
    """
    low = b"\n".join(texts).lower()
    _read[0] += len(low)
    long: Runs = []
    beside = _beside_runs(low, long)
    words = _words(low)
    if not (words or beside or long):
        return [([], [])] * len(texts)
    begins = [0]
    for text in texts:
        begins.append(begins[-1] + len(text) + 1)
    each = []
    parts = (_by_text(rows, begins) for rows in (words, beside, long))
    for begin, text, own, near, runs in zip(begins, texts, *parts, strict=False):
        found = [(at - begin, word) for at, word in own]
        if own or near:
            small = text.lower()
            if near:  # what stands in front of a run may belong to the text before
                found = _beside_runs(small, []) + found
            found += _around_gates(small, found)
        each.append((found, [(start - begin, end - begin) for start, end in runs]))
    return each


def _by_text(rows: list[tuple[int, Rest]], begins: list[int]) -> list[list[tuple[int, Rest]]]:
    parts: list[list[tuple[int, Rest]]] = [[] for _ in begins]
    index = 0
    for row in sorted(rows):
        while row[0] >= begins[index + 1]:
            index += 1
        parts[index].append(row)
    return parts


def _around_gates(low: bytes, found: Places) -> Places:
    near = set()
    for place, gate in found:
        for needle in GATES.get(gate, ()):
            if needle != gate:
                at = low.find(needle, max(place - AROUND, 0), place + AROUND)
                while at >= 0:
                    near.add((at, needle))
                    at = low.find(needle, at + 1, place + AROUND)
    return list(near)


def _words(low: bytes) -> Places:
    """Give every place of a word that is sought in all of a text."""
    fast = _accelerator() if _read[0] >= LARGE else None
    return fast(low) if fast else _everywhere(low)


def _everywhere(low: bytes) -> Places:
    found: Places = []
    for part, words in _parts:
        _find_parts(low, part, words, found)
    for word in _alone:
        _find_all(low, word, found)
    return found


def _find_all(low: bytes, word: bytes, found: Places) -> None:
    find = low.find
    at = find(word)
    while at >= 0:
        found.append((at, word))
        at = find(word, at + 1)


def _find_parts(low: bytes, part: bytes, words: tuple[tuple[bytes, int], ...], found: Places) -> None:
    find = low.find
    own: Places = []
    left = len(low) >> 8 if len(part) == 1 else len(low)  # a single byte is sought as fast as it is rare
    at = find(part)
    while at >= 0:
        for word, into in words:
            if low[at - into : at + len(word) - into] == word:
                own.append((at - into, word))
        left -= 1
        if left < 0:
            for word, _ in words:
                _find_all(low, word, found)
            return
        at = find(part, at + 1)
    found += own


def _beside_runs(low: bytes, long: Runs) -> Places:
    find = low.translate(_run).find
    starts = []
    runs = []
    at = find(_needle)
    while at >= 0:
        end = find(b" ", at + RUN)
        if end < 0:
            end = len(low)
        run = low[at:end]
        if end - at >= LONG:
            long.append((at, end))
        if (
            len(run.translate(None, _digits)) != end - at
            or run[:3] in _starts
            or (low[at - 1 : at] == b"\\" and run[1:4] in _starts)
        ):
            begin = at - BEFORE if at > BEFORE else 0
            starts.append(begin)
            runs.append(low[begin:end])
        at = find(_needle, end)
    if not runs:
        return []
    beside = b"\n".join(runs)
    for escape in _escapes:  # `\nghp_` and `%3Dghp_`: an escape would join the word
        if escape in beside:
            beside = beside.replace(escape, b"      "[: len(escape)])
    return [
        (starts[index] + offset, needle)
        for needle in _needles_in(beside)
        for index, offset in _each(beside, needle, runs)
    ]


def _needles_in(beside: bytes) -> list[bytes]:
    words = set(beside.translate(_word).split())
    heads = HEADS.keys() & words
    heads |= HEADS.keys() & {word[:4] for word in words}
    heads |= HEADS.keys() & {word[:3] + b"*" for word in words}
    needles = [needle for head in heads for needle in HEADS[head] if needle in beside]
    return needles + [needle for needle in INSIDE if needle in beside]


def _each(beside: bytes, needle: bytes, runs: list[bytes]) -> Iterator[tuple[int, int]]:
    index = begin = 0
    end = len(runs[0])
    word = needle[0] in _word_bytes and needle not in INSIDE
    at = beside.find(needle)
    while at >= 0:
        if not (word and at and beside[at - 1] in _word_bytes):
            while at > end:
                index += 1
                begin = end + 1
                end = begin + len(runs[index])
            yield index, at - begin
        at = beside.find(needle, at + 1)


_known: list[Callable[[bytes], Places] | None] = []


def _accelerator() -> Callable[[bytes], Places] | None:
    """Give what answers as `_everywhere` does by one automaton, where `ahocorasick_rs` is installed."""
    if not _known:
        _known.append(_automaton())
    return _known[0]


def _automaton() -> Callable[[bytes], Places] | None:
    try:
        from ahocorasick_rs import BytesAhoCorasick, MatchKind
    except ImportError:
        return None
    # This kind of search compares many bytes at a time; it passes over a word that begins inside another.
    automaton = BytesAhoCorasick(_sought, matchkind=MatchKind.LeftmostLongest)
    within = [
        [
            (into, word)
            for into in range(1, len(outer))
            for word in _sought
            if word.startswith(outer[into:]) or outer.startswith(word, into)
        ]
        for outer in _sought
    ]

    def fast(low: bytes) -> Places:
        found = []
        for index, start, _ in automaton.find_matches_as_indexes(low):
            found.append((start, _sought[index]))
            for into, word in within[index]:
                if low.startswith(word, start + into):
                    found.append((start + into, word))
        return found

    return fast
