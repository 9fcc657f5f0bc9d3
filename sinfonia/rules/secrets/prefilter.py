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

    Places = list[tuple[int, bytes]]

RUN = 20  # no format has a shorter run from its prefix on, except those with a gate
BEFORE = 64  # bytes in front of a run in which a prefix may start, for example `SG.` or `$5$salt$`
LONG = 32  # bytes of a run from which it may be encoded text
AROUND = 96  # bytes on both sides of a gate in which its needles stand
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
_rare = {b"q~": (b"~", 1), b"$1$": (b"$", 0), b"$8$": (b"$", 0)}  # words with a byte that few texts have, and where
_shared = ((b"cre", ((b"secret", 2), (b"cred", 0))),)  # words with a part in common, so many bytes into each
_alone = tuple(word for word in _sought if word not in {b"secret", b"cred"})


def places(low: bytes) -> tuple[Places, list[tuple[int, int]]]:
    """Give every (offset, needle) of a lower-case text that is worth a look, and start and end of the long runs.

    Neither list is in order.
    """
    _read[0] += len(low)
    fast = _accelerator() if _read[0] >= LARGE else None
    runs: list[tuple[int, int]] = []
    found = fast(low) if fast else _beside_runs(low, runs) + _everywhere(low)
    return found + _around_gates(low, found), runs if not fast else _long_runs(low)


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


def _everywhere(low: bytes) -> Places:
    found = []
    find = low.find
    for part, words in _shared:
        at = find(part)
        while at >= 0:
            for word, into in words:
                if low[at - into : at + len(word) - into] == word:
                    found.append((at - into, word))
            at = find(part, at + 1)
    for word in _alone:
        mark, into = _rare.get(word, (word, 0))
        if mark is not word and low.count(mark) > len(low) >> 8:
            mark, into = word, 0
        at = find(mark)
        while at >= 0:
            if mark is word or low[at - into : at + len(word) - into] == word:
                found.append((at - into, word))
            at = find(mark, at + 1)
    return found


def _long_runs(low: bytes) -> list[tuple[int, int]]:
    find = low.translate(_run).find
    runs = []
    at = find(_long)
    while at >= 0:
        end = find(b" ", at + LONG)
        end = end if end >= 0 else len(low)
        runs.append((at, end))
        at = find(_long, end)
    return runs


def _beside_runs(low: bytes, long: list[tuple[int, int]]) -> Places:
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
    """Give the same answer by one automaton, where `ahocorasick_rs` is installed."""
    if not _known:
        _known.append(_automaton())
    return _known[0]


def _automaton() -> Callable[[bytes], Places] | None:
    try:
        from ahocorasick_rs import BytesAhoCorasick
    except ImportError:
        return None
    needles = (*dict.fromkeys(needle for row in HEADS.values() for needle in row), *INSIDE, *_sought)
    automaton = BytesAhoCorasick(needles)

    def fast(low: bytes) -> Places:
        return [(start, needles[index]) for index, start, _ in automaton.find_matches_as_indexes(low, overlapping=True)]

    return fast
