from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secret_examples import FORMATS, examples

from sinfonia.rules.secrets import prefilter, scan
from sinfonia.rules.secrets.mask import mask, mask_line
from sinfonia.rules.secrets.scan import find

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = b"ghp_" + b"a9Bk3LmQ7x" * 3 + b"Zt5Rw8"
BODY = b"MIIEpQIBAAKCAQEAn6O8li" + b"SX4m98LLYtPKSzEmQ7x9"
EXAMPLES = [text for _, text in examples()]


def pem(kind: bytes = b"RSA ", line: bytes = b"\n") -> bytes:
    dashes = b"-" * 5
    begin, end = dashes + b"BEGIN " + kind, dashes + b"END " + kind
    return line.join((begin + b"PRIVATE KEY" + dashes, BODY, BODY, end + b"PRIVATE KEY" + dashes))


def values(data: bytes, **options) -> list[bytes]:
    return [hit.value for hit in find(data, **options)]


@pytest.mark.parametrize(
    "between",
    [
        b"\r",
        b"\x0c",
        b"\0",
        "\u2028".encode(),
        "\u0085".encode(),
        b"\xff\xfe",
        b"\\r\\n",
        b"\t",
        b"\x1b[0m ",
        b"\\u003d",
    ],
)
def test_no_strange_byte_hides_a_token(between):
    assert TOKEN in values(b"one" + between + TOKEN + between + b"two")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-le"])
def test_wide_characters_hide_nothing_and_offsets_are_of_the_bytes(codec):
    text = "nothing here\nkey: " + TOKEN.decode() + "\n"
    data = text.encode(codec)
    (hit,) = find(data)
    assert hit.value == TOKEN
    assert data[hit.start : hit.end].replace(b"\0", b"") == TOKEN


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b"\\n", b"\\r\\n", b"\n    ", b'\\n" +\n  "'])
@pytest.mark.parametrize("kind", [b"RSA ", b"", b"EC ", b"OPENSSH ", b"ENCRYPTED "])
def test_a_private_key_is_found_on_many_lines_and_on_one(kind, line):
    (hit,) = find(b'{"k": "' + pem(kind, line) + b'"}')
    assert hit.format_id == "private-key"
    assert BODY in hit.value


def test_a_private_key_without_its_end_is_found():
    assert [hit.format_id for hit in find(pem()[:90])] == ["private-key"]


@pytest.mark.parametrize("text", [b"-----BEGIN PRIVATE " + b"KEY-----\n...\n", b"the PRIVATE " + b"KEY----- marker"])
def test_the_marker_of_a_private_key_alone_is_not_one(text):
    assert values(text) == []


def test_a_provider_wins_over_the_generic_rule():
    (hit,) = find(b'api_key = "' + TOKEN + b'"')
    assert (hit.format_id, hit.prefix) == ("github-pat", "ghp_")


def test_offsets_are_those_of_the_whole_text_across_blocks():
    filler = (b"word " * 50 + b"\n") * 8_000
    data = filler + TOKEN + b"\n" + filler + TOKEN + b"\n"
    hits = list(find(data))
    assert [data[hit.start : hit.end] for hit in hits] == [TOKEN, TOKEN]


@pytest.mark.parametrize("shift", range(-60, 61, 7))
def test_a_token_on_the_edge_of_a_block_is_found_once(shift):
    data = b"; " * ((scan.BLOCK + shift) // 2) + TOKEN + b"; " * 400
    assert values(data) == [TOKEN]


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.binary(max_size=300),
    st.sampled_from(EXAMPLES),
    st.sampled_from([b" ", b"\n", b'"', b"\0"]),
)
def test_a_planted_example_is_found_anywhere_and_never_shown(before, after, example, edge):
    data = before + edge + example + edge + after
    start = len(before) + 1
    hits = [hit for hit in find(data) if hit.start < start + len(example) and hit.end > start]
    assert hits
    for hit in hits:
        rest = hit.value[len(hit.prefix) :].decode("latin-1")
        assert rest not in mask(hit)
        if b"\0" not in example:
            assert rest not in mask_line(data.replace(b"\n", b" "))


@pytest.mark.skipif(prefilter._automaton() is None, reason="the accelerator is not installed")
def test_the_accelerator_finds_the_same(monkeypatch):
    rng = random.Random(3)
    words = [
        b"self.value",
        b"import",
        b"task_name",
        b"password",
        b"=",
        b"token:",
        b"https://a.b/c",
        b"\n",
        b"key",
        b"sk-1",
    ]
    rows = [rng.choice(EXAMPLES) if rng.random() < 0.02 else rng.choice(words) for _ in range(60_000)]
    data = b" ".join(rows)
    assert len(data) > prefilter.LARGE
    fast = [(hit.start, hit.end, hit.format_id) for hit in find(data)]
    monkeypatch.setattr(prefilter, "_known", [None])
    assert [(hit.start, hit.end, hit.format_id) for hit in find(data)] == fast
    assert len(fast) > 500


HOSTILE = (
    b"eyJ" + b"a" * 30 + b".", b"password=", b'token: "', b"://a:", b"://" + b"a" * 90, b"curl -u a:",
    b"authorization: bearer ", b"-----BEGIN RSA PRIVATE KEY-----", b"-----BEGIN PRIVATE KEY-----\n" + b"A" * 64,
    b"a", b"-", b"api_key=" + b"a" * 40, b"%3d", b"\\n", b"\0k\0e\0y", b"secret: str = ", b"aKey=", b"sk-", b"A-",
    b"bundle___contribsys__com", b"Endpoint=azconfig.io;Id=a;Secret=", b"${", b'"', b"=",
    b"the password for user is ", b"machine a login a password ",
)  # fmt: skip
PARTS = 8  # of the table: two workers share them, and each part has its own patience


def repeated(piece: bytes, size: int) -> Iterator[bytes]:
    """Give a piece over and over, with nothing, a blank and a dash between."""
    for joint in (b"", b" ", b"-"):
        yield ((piece + joint) * (size // len(piece + joint) + 1))[:size]


def stretched(text: bytes) -> Iterator[bytes]:
    """Give texts that begin as a credential does, go on with one of its bytes, and end as none does."""
    for at in range(1, len(text), max(len(text) // 12, 1)):
        yield text[:at] + text[at - 1 : at] * 200 + b"\x01"
        yield text[:at] * 8 + text[at - 1 : at] * 60 + b"\x01" + text[at:]


@pytest.mark.parametrize("part", [*range(PARTS), "code"])
def test_hostile_repetition_does_not_hang(part, patience, monkeypatch):
    if part == "code":
        ids = set()
        texts = [text for piece in HOSTILE for text in repeated(piece, 20_000)]
    else:
        rows = FORMATS[part::PARTS]
        ids = {row.id for row in rows}
        texts = [text for row in rows for needle in row.needles for text in repeated(needle, 3_000)]
        texts += [text for name, example in examples() if name in ids for text in stretched(example)]
    tried = set()
    match = scan._match
    monkeypatch.setattr(scan, "_match", lambda *given: tried.add(given[3].id) or match(*given))
    for text in texts:
        list(find(text))
    assert ids <= tried  # every expression was asked


def test_one_line_of_many_megabytes_does_not_hang(patience):
    data = b"var a=function(b){return b.c(d)};" * 90_000 + TOKEN
    assert values(data) == [TOKEN]
