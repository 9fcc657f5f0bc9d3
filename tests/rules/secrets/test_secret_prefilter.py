"""Several texts that are looked over at once, and the accelerator, give what a look at each gives."""

from __future__ import annotations

import random

import pytest

from sinfonia.engine import Judge
from sinfonia.model.change import Text, change_in_memory
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_008_secret_content import RULE
from sinfonia.rules.secrets import prefilter
from sinfonia.rules.secrets.needles import GATES, HEADS, INSIDE, WORDS

BITS = (
    *WORDS, *GATES, *INSIDE, *(needle for row in [*HEADS.values(), *GATES.values()] for needle in row),
    b" ", b"\n", b"a" * 22, b"x9" * 12, b"A" * 40, b"\\n", b"%3d", b"\\u003d", b"=", b'"', b"\\", b"_", b".", b"-",
    b"secretoken", b"passsecret", b"$1$8$", b"$1$1$", b"n", b"1", b"\0",
)  # fmt: skip
ACCELERATED = pytest.mark.skipif(prefilter._automaton() is None, reason="the accelerator is not installed")


def some_text(rng: random.Random) -> bytes:
    return b"".join(rng.choice(BITS) for _ in range(rng.randint(0, 12)))


@pytest.mark.parametrize("fast", [False, pytest.param(True, marks=ACCELERATED)])
def test_a_look_at_many_texts_sees_what_a_look_at_each_sees(fast, monkeypatch):
    monkeypatch.setattr(prefilter, "_known", [prefilter._automaton() if fast else None])
    monkeypatch.setattr(prefilter, "_read", [prefilter.LARGE])
    rng = random.Random(4)
    seen = 0
    for _ in range(2_000):
        texts = [some_text(rng) for _ in range(rng.randint(1, 6))]
        each = prefilter.places_in_each(texts)
        assert len(each) == len(texts)
        for text, (found, runs) in zip(texts, each, strict=True):
            alone, own_runs = prefilter.places(text.lower())
            assert (sorted(found), runs) == (sorted(alone), own_runs), (texts, text)
            seen += len(alone)
    assert seen > 10_000


@ACCELERATED
def test_both_searches_find_every_word_everywhere():
    fast = prefilter._automaton()
    assert fast is not None
    rng = random.Random(6)
    for _ in range(1_000):
        low = (some_text(rng) + some_text(rng)).lower()
        every = sorted((at, word) for word in {*WORDS, *GATES} for at in range(len(low)) if low.startswith(word, at))
        assert sorted(prefilter._everywhere(low)) == every
        assert sorted(fast(low)) == every


def test_a_text_full_of_a_rare_byte_hides_no_word():
    low = b"$~" * 400 + b"$8$ q~ $1$"
    found = prefilter._everywhere(low)
    assert {(800, b"$8$"), (804, b"q~"), (807, b"$1$")} <= set(found)


def test_words_have_no_line_end_and_one_part_at_most():
    for word in BITS[: len(WORDS) + len(GATES)]:
        assert sum(part in word for part in prefilter.PARTS) < 2, word
    assert not any(b"\n" in needle for needle in (*WORDS, *GATES, *INSIDE, *(n for row in HEADS.values() for n in row)))


TOKEN = b"gh" + b"p_" + b"16C7e42F292c6912E7710c838347Ae178B4a"


def findings(contents: dict[str, bytes]):
    changes = [change_in_memory(path, None, data) for path, data in contents.items()]
    texts = [Text(c.new(), [(0, 1)], path=c.path, change=c) for c in changes]
    judge = Judge(Policy({}), (RULE,), today="2026-01-01")
    judge.add(Event("commit", tuple(changes), texts=lambda: texts))
    return [(f.location.path, f.location.line) for f in judge.report("commit").findings]


@pytest.mark.parametrize(
    "hidden",
    [
        b"x = 1\nt = '" + TOKEN + b"'\n",
        b"x = 1\n" + TOKEN,
        b"x = 1\n" + bytes(byte for pair in zip(TOKEN, bytes(len(TOKEN)), strict=True) for byte in pair),
        b"x = 1\nu = 'a%20" + TOKEN.replace(b"_", b"%5F") + b"%20'\n",
    ],
)
@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_credential_is_found_among_many_small_files(hidden, place):
    contents = {f"f{n}.txt": b"value = %d\n" % n for n in range(8)} | {f"f{place}.txt": hidden}
    assert findings(contents) == [(f"f{place}.txt", 2)]


def test_a_credential_is_found_beside_a_large_file():
    large = b"some words that say nothing at all\n" * 4_000
    contents = {"a.txt": large, "b.txt": b"t = " + TOKEN, "c.txt": large + TOKEN, "d.txt": b"x\n", "e.txt": TOKEN}
    assert findings(contents) == [("b.txt", 1), ("c.txt", 4_001), ("e.txt", 1)]


def test_nothing_is_found_where_a_neighbour_ends_what_it_begins():
    half = len(TOKEN) // 2
    assert findings({"a.txt": b"t = " + TOKEN[:half], "b.txt": TOKEN[half:]}) == []
