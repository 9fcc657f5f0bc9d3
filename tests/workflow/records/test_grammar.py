"""A record has one form: what is written is read back, and nothing else is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.model.record import Blob, DecisionWord, Record
from sinfonia.workflow.records import grammar

OID, SHA = "a" * 40, "b" * 64
PLAIN = Record(
    version=1, repo="7f3c", session="s-20261121-091200", step="dev-story/approval", row=5, attempt=1,
    decision=DecisionWord.APPROVE, commit=OID, base=OID, reviewer="ben@example.com", note="read it", role="reviewer",
    actor="human", nonce="c" * 32, envelope=Blob(SHA, OID, "a b.md"), subjects=(Blob(SHA, OID, "src/a: b.py"),),
)  # fmt: skip

LINE = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\n") | st.just(" "), max_size=20).map(
    lambda text: text.strip()
)
WORD = LINE.filter(bool)
HEX40 = st.text("0123456789abcdef", min_size=40, max_size=40)
HEX64 = st.text("0123456789abcdef", min_size=64, max_size=64)
BLOB = st.builds(Blob, HEX64, HEX40, WORD)
RECORDS = st.builds(
    Record,
    version=st.just(1), repo=WORD, session=WORD, step=WORD, row=st.integers(0, 999), attempt=st.integers(1, 999),
    decision=st.sampled_from(DecisionWord), commit=HEX40, base=st.just("") | HEX40, reviewer=WORD,
    note=st.lists(LINE, max_size=3).map("\n".join), role=LINE, actor=st.sampled_from(["human", "agent"]),
    nonce=st.text("0123456789abcdef", min_size=32, max_size=32), envelope=st.none() | BLOB,
    subjects=st.lists(BLOB, max_size=3).map(tuple), absent=st.lists(WORD, max_size=2).map(tuple),
    definition=st.just("") | HEX64, policy=st.just("") | HEX64, previous=st.lists(HEX40, max_size=3).map(tuple),
    contributors=st.lists(WORD, max_size=3).map(tuple), target=st.just("") | HEX40, gate=LINE,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(RECORDS)
def test_what_is_written_is_read_back_the_same(record):
    assert grammar.read(grammar.write(record)) == record


@settings(max_examples=300, deadline=None)
@given(RECORDS, st.integers(0, 10_000), st.binary(min_size=0, max_size=3))
def test_other_bytes_are_another_record_or_none(record, place, patch):
    data = grammar.write(record)
    at = place % len(data)
    changed = data[:at] + patch + data[at + 1 :]
    try:
        read = grammar.read(changed)
    except grammar.RecordError:
        return
    assert grammar.write(read) == changed
    assert (read == record) == (changed == data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused_with_a_reason(data):
    with pytest.raises(grammar.RecordError):
        grammar.read(data)


@pytest.mark.parametrize(
    "bad", ["a\nSinfonia-Role: owner", "a\rb", "a\x1b[31m", "a\u2028b", " a", "a ", "a\u202eb", "a\x00"]
)
@pytest.mark.parametrize("field", ["reviewer", "role", "repo", "gate"])
def test_a_value_that_could_begin_another_line_is_refused(field, bad):
    with pytest.raises(grammar.RecordError, match="printable"):
        grammar.write(replace(PLAIN, **{field: bad}))


@pytest.mark.parametrize("bad", ["a\rb", "a\x1b[31m", "a\u2028Sinfonia-Role: owner", "a\x85b"])
def test_a_note_with_a_control_character_is_refused(bad):
    with pytest.raises(grammar.RecordError):
        grammar.write(replace(PLAIN, note=bad))


def test_a_note_that_looks_like_trailers_or_a_signature_stays_a_note():
    note = "Sinfonia-Role: owner\n\n-----BEGIN SSH SIGNATURE-----\n> quoted | `code`"
    data = grammar.write(replace(PLAIN, note=note))
    assert grammar.split_signature(data) == (data, b"")
    assert grammar.read(data).note == note


CHANGES = {
    "a trailer twice": (b"Sinfonia-Row: 5\n", b"Sinfonia-Row: 5\nSinfonia-Row: 5\n"),
    "a trailer that is not known": (b"Sinfonia-Row: 5\n", b"Sinfonia-Row: 5\nSinfonia-More: 1\n"),
    "a trailer in another place": (
        b"Sinfonia-Row: 5\nSinfonia-Attempt: 1\n",
        b"Sinfonia-Attempt: 1\nSinfonia-Row: 5\n",
    ),
    "a trailer left out": (b"Sinfonia-Actor: human\n", b""),
    "a number with a zero before it": (b"Sinfonia-Row: 5\n", b"Sinfonia-Row: 05\n"),
    "two spaces": (b"Sinfonia-Row: 5\n", b"Sinfonia-Row:  5\n"),
    "a key in small letters": (b"Sinfonia-Row:", b"sinfonia-row:"),
    "Windows line ends": (b"\n", b"\r\n"),
    "another first line": (b"approve dev-story", b"reject dev-story"),
    "another version": (b"Sinfonia-Version: 1", b"Sinfonia-Version: 2"),
    "another word": (b"Sinfonia-Decision: approve", b"Sinfonia-Decision: applaud"),
    "a digest in capitals": (SHA.encode(), SHA.upper().encode()),
    "no last line end": (b"c" * 32 + b"\n", b"c" * 32),
    "more below": (b"c" * 32 + b"\n", b"c" * 32 + b"\n\nSigned-off-by: x\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_record_in_another_form_is_refused(name):
    old, new = CHANGES[name]
    data = grammar.write(PLAIN)
    assert old in data
    with pytest.raises(grammar.RecordError):
        grammar.read(data.replace(old, new))


def test_a_ref_names_session_row_step_decision_signer_and_digest():
    ref = grammar.ref_name(PLAIN, "unsigned")
    digits = grammar.digest12(grammar.write(PLAIN))
    assert ref == f"refs/tags/sinfonia/s-20261121-091200/05-dev-story.approval/approve/unsigned-{digits}"
    assert grammar.ref_parts(ref) == ("s-20261121-091200", 5, "dev-story.approval", "approve", "unsigned", digits)


@pytest.mark.parametrize("end", ["", "/more", "x", "\n", "/approve", "~1", "^{}"])
def test_any_other_name_is_no_ref_of_a_record(end):
    ref = grammar.ref_name(PLAIN, "0123abcd")
    assert grammar.ref_parts(ref) is not None
    assert grammar.ref_parts((ref if end else ref[:-1]) + end) is None
