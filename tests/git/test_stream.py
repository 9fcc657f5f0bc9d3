"""Bytes from git in any pieces are the same bytes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.errors import GitError
from sinfonia.git.stream import LONGEST_LINE, OVERLAP, Stream


def cut(data: bytes, places: list[int]) -> list[bytes]:
    bounds = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[a:b] for a, b in pairwise(bounds)]


hunks = st.lists(st.sampled_from((b"+", b"+a", b"++", b"+abc", b"+\r")), min_size=1, max_size=80)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(hunks, st.lists(st.integers(0, 300), max_size=20), st.integers(0, 80))
def test_lines_come_whole_however_the_pipe_cuts_them(lines, places, count):
    count = min(count, len(lines))
    data = b"".join(line + b"\n" for line in lines)
    stream = Stream(iter(cut(data + b"@@ rest\0", places)))
    pieces = list(stream.lines(count))
    assert b"".join(piece for piece, _ in pieces) == b"".join(line + b"\n" for line in lines[:count])
    assert all(begins and piece.endswith(b"\n") for piece, begins in pieces)
    assert stream.until(b"\0") == data[sum(len(line) + 1 for line in lines[:count]) :] + b"@@ rest"
    assert stream.peek() == b""


@pytest.mark.parametrize("over", [-1, 0, 1, OVERLAP, LONGEST_LINE, 3 * LONGEST_LINE])
@pytest.mark.parametrize("size", [1 << 12, 1 << 16, 1 << 23])
def test_a_long_line_comes_in_parts_that_overlap(over, size):
    line = b"+" + b"x" * (LONGEST_LINE + over) + b"END\n"
    data = b"+a\n" + line + b"+b\n@"
    stream = Stream(iter([data[at : at + size] for at in range(0, len(data), size)]))
    whole = b""
    for piece, begins in stream.lines(3):
        whole += piece if begins else piece[OVERLAP:]
    assert whole == data[:-1]
    assert stream.peek() == b"@"


def test_an_answer_that_stops_early_is_an_error():
    for ask in (lambda s: s.until(b"\0"), lambda s: s.skip(2), lambda s: list(s.lines(2))):
        with pytest.raises(GitError, match="stopped in the middle"):
            ask(Stream(iter([b"+a\n+b"])))


def test_a_very_long_field_is_read_without_end_of_work(patience):
    size = 1 << 28
    stream = Stream(iter([b"x" * 4096] * (size // 4096) + [b"\n"]))
    assert len(stream.until(b"\n")) == size
