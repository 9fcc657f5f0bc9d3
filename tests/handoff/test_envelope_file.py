"""An envelope's file: written, read, and nothing lost in between."""

from __future__ import annotations

from contextlib import suppress

import pytest
from envelopes import AROUND, SESSION, envelope, written
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.handoff.envelope import bulleted, bullets, create, read
from sinfonia.handoff.validate import problems
from sinfonia.markdown.frontmatter import read_frontmatter
from sinfonia.markdown.sections import normalised
from sinfonia.markdown.text import ReadError, read_lines
from sinfonia.model.handoff import FIELDS, SECTIONS, Envelope, HandoffStatus, HandoffType

NASTY = st.text(alphabet=st.sampled_from(list("#`~\\ -|\n<>:'\"{}[]&*!%@0.1xe\u0085\u2028\u00e9\t")), max_size=40)
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(?:-[a-z0-9]{1,4})?", fullmatch=True)


@st.composite
def envelopes(draw: st.DrawFn) -> Envelope:
    """Draw any envelope that a command could write."""
    kind = draw(st.sampled_from(HandoffType))
    source, target = draw(st.lists(NAMES, min_size=2, max_size=2, unique=True))
    sequence = draw(st.integers(1, 999))
    return Envelope(
        handoff_id=f"{SESSION}-{sequence:03d}",
        session_id=SESSION,
        sequence=sequence,
        source_persona=source,
        target_persona=target,
        handoff_type=kind,
        status=draw(st.sampled_from(HandoffStatus)),
        created_at="2026-11-21T09:12:00.000Z",
        step=draw(st.sampled_from(["", "write-tests", "dev-story/write-tests", "007", "true"])),
        attempt=draw(st.integers(1, 99)),
        reply_to=draw(st.sampled_from(["", f"{SESSION}-001"])),
        sections=tuple((title, draw(NASTY.map(normalised))) for title in SECTIONS[kind]),
    )


@given(envelopes())
def test_what_is_written_is_read_back(made):
    back = read(create(made), made.file_name)
    filled = tuple((title, text if text.strip("\n") else "None.") for title, text in made.sections)
    assert back == Envelope(**{**{name: getattr(made, name) for name in made.__slots__}, "sections": filled})


@given(envelopes())
def test_no_text_adds_or_ends_a_section(made):
    found = problems(create(made), f"{SESSION}/{made.file_name}", AROUND)
    assert not {problem.code for problem in found} & {"HV-02", "HV-03", "HV-12", "HV-14", "HV-15"}


@given(envelopes())
def test_the_word_count_that_is_written_is_the_one_that_is_counted(made):
    found = problems(create(made), f"{SESSION}/{made.file_name}", AROUND)
    assert not [problem for problem in found if problem.code == "HV-11" and problem.severity == "warning"]


@given(envelopes())
def test_the_keys_stand_in_the_order_of_the_contract(made):
    keys = [entry.key for entry in read_frontmatter(read_lines(create(made), "x")).entries]
    assert keys == [key for key in FIELDS if key in keys]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_line(data):
    with suppress(ReadError):
        read(data, "001-a-to-b.md")
    assert all(problem.line >= 1 and problem.message for problem in problems(data, "001-a-to-b.md", AROUND))


@given(
    st.lists(st.text(alphabet="abc -*\n", max_size=12).map(str.strip).filter(lambda text: "\n" not in text and text))
)
def test_a_list_is_read_back(items):
    assert bullets(bulleted(items)) == tuple(items)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: completed", "status: done"),
        ("handoff_type: return", "handoff_type: reply"),
        ("sequence: 2", "sequence: two"),
        ("attempt: 1", "attempt: -1"),
        ("handoff_id: ", "handoff: "),
    ],
)
def test_what_cannot_be_used_is_not_read(old, new):
    data, path = written(HandoffType.RETURN)
    with pytest.raises(ReadError, match=r"002-coda-to-maestro\.md:\d+: "):
        read(data.replace(old.encode(), new.encode()), path)


def test_a_number_that_looks_like_one_stays_text():
    made = envelope(HandoffType.DIRECT, session_id="007", handoff_id="007-002", step="1e3")
    assert read(create(made), "x").session_id == "007"
    assert read(create(made), "x").step == "1e3"


def test_keys_of_old_files_are_read_and_count_for_nothing():
    data, path = written(HandoffType.RETURN)
    old = data.replace(b"attempt: 1\n", b"attempt: 1\napproval: approved\napproved_by: ana\n")
    assert read(old, path) == read(data, path)
    assert problems(old, path, AROUND) == ()
