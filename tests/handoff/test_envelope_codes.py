"""HV-02 to HV-23: what is refused, each beside its allowed twin."""

from __future__ import annotations

import re

import pytest
from envelopes import AROUND, SESSION, envelope, written

from sinfonia.handoff.envelope import create
from sinfonia.handoff.validate import Around, artifact_paths, first_error, problems
from sinfonia.model.handoff import HandoffStatus, HandoffType

DISPATCH, RETURN, REVISION, DIRECT = HandoffType


def judged(data: bytes, path: str, around: Around = AROUND) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in problems(data, path, around)]


def edited(kind: HandoffType, old: str, new: str) -> list[tuple[str, str]]:
    """Judge a right envelope in whose text something was changed by hand; a wrong word count is not the point."""
    data, path = written(kind)
    assert old.encode() in data
    changed = data.replace(old.encode(), new.encode(), 1)
    return [one for one in judged(changed, path) if one != ("HV-11", "warning")]


@pytest.mark.parametrize("kind", list(HandoffType))
def test_an_envelope_that_we_write_has_no_problem(kind):
    assert judged(*written(kind)) == []


# type, what stands there, what is refused, its code, and the twin that is allowed
EDITS = [
    (RETURN, "---\nhandoff_id", "handoff_id", "HV-02", "---\n# by hand\nhandoff_id"),
    (RETURN, "sequence: 2", "sequence: 2\nsequence: 2", "HV-02", "sequence: 2 # two"),
    (RETURN, "step: write-tests", "step: write-tests\n\tx: 1", "HV-02", "step: write-tests\nnote: mine"),
    (RETURN, "session_id: s-20261121-091200\n", "", "HV-03", "session_id: 's-20261121-091200'\n"),
    (RETURN, "status: completed\n", "status:\n", "HV-03", 'status: "completed"\n'),
    (RETURN, f"handoff_id: {SESSION}-002", f"handoff_id: {SESSION}-2", "HV-04", f'handoff_id: "{SESSION}-002"'),
    (RETURN, "created_at: 2026-11-21T09:12:00.000Z", "created_at: 2026-02-30T09:12:00.000Z", "HV-10",
     "created_at: 2028-02-29T09:12:00Z"),
    (RETURN, "created_at: 2026-11-21T09:12:00.000Z", "created_at: 2026-11-21 09:12", "HV-10",
     'created_at: "2026-11-21T09:12:00.000Z"'),
    (RETURN, "sequence: 2", "sequence: 0", "HV-06", 'sequence: "2"'),
    (RETURN, "sequence: 2", "sequence: 1000", "HV-06", "sequence: 002"),
    (RETURN, "sequence: 2", "sequence: two", "HV-06", "sequence:  2"),
    (RETURN, "target_persona: maestro", "target_persona: Maestro", "HV-07", "target_persona: 'maestro'"),
    (RETURN, "target_persona: maestro", "target_persona: coda", "HV-07", 'target_persona: "maestro"'),
    (RETURN, "handoff_type: return", "handoff_type: answer", "HV-08", "handoff_type: 'return'"),
    (RETURN, "status: completed", "status: complete", "HV-09", "status: blocked"),
    (RETURN, "## Summary", "## Sumary", "HV-12", "## Summary ##"),
    (RETURN, "Four tests, all of them fail", "", "HV-13", "None."),
    (RETURN, "## Recommendations", "## Summary\n\nAgain\n\n## Recommendations", "HV-14",
     "## Evidence\n\n`pytest`: 4 failed\n\n## Recommendations"),
    (RETURN, "sequence: 2", "sequence: 3", "HV-15", "sequence: 2"),
    (RETURN, f"handoff_id: {SESSION}-002", f"handoff_id: {SESSION}-003", "HV-15", f"handoff_id: '{SESSION}-002'"),
    (RETURN, "source_persona: coda", "source_persona: rondo", "HV-15", "source_persona: 'coda'"),
    (RETURN, "attempt: 1\n", f"reply_to: {SESSION}-099\n", "HV-16", f"reply_to: {SESSION}-001\n"),
    (RETURN, "attempt: 1\n", "attempt: 1\nreply_to: s-20200101-000000-001\n", "HV-16", "attempt: 2\n"),
    (RETURN, "attempt: 1\n", f"reply_to: {SESSION}-002\n", "HV-16", f"reply_to: {SESSION}-003\n"),
    (RETURN, "attempt: 1\n", "attempt: none\n", "HV-02", "attempt: 3\n"),
    (RETURN, "None.", "The schema is missing", "HV-17", "No blockers."),
    (RETURN, "None.", "- None\n\nBut the database is down", "HV-17", "- None"),
    (RETURN, "None.", "1. no schema", "HV-17", "**None**"),
    (RETURN, "- `src/login.py`", "- `src/logon.py`", "HV-18", "- `src/login.py` with `==` and `v1.2`"),
    (RETURN, "- `src/login.py`", "- src/logon.py", "HV-18", "- src/login.py"),
    (DISPATCH, "Write the tests that the story names", "None.", "HV-20", "Nothing but tests"),
    (DISPATCH, "The story is S-01 of the session's `prd.md`", "n/a", "HV-21", "S-01"),
    (DISPATCH, "- no new dependency\n- only tests, since the code\n  is the next step", "no new dependency", "HV-23",
     "- no new dependency, which\n  also means no new tool"),
    (DISPATCH, "- no new dependency\n", "Please:\n- no new dependency\n", "HV-23", "* no new dependency\n"),
    (DISPATCH, "- no new dependency\n- only tests, since the code\n  is the next step", "", "HV-13", "None."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "refused", "code", "allowed"), EDITS)
def test_what_an_envelope_may_not_say(kind, old, refused, code, allowed):
    assert (code, "error") in edited(kind, old, refused)
    assert edited(kind, old, allowed) == []


def test_a_session_whose_date_does_not_exist_is_refused():
    data, path = written(RETURN, session_id="s-20261332-091200", handoff_id="s-20261332-091200-002")
    assert {("HV-04", "error"), ("HV-05", "error")} <= set(judged(data, path))
    data, path = written(RETURN, session_id="s-20280229-235959-b", handoff_id="s-20280229-235959-b-002")
    assert judged(data, path) == []


def test_a_session_of_any_other_name_may_be_given():
    assert judged(*written(RETURN, session_id="spike-7", handoff_id="spike-7-002")) == []


def test_a_dispatch_to_nobody_is_refused():
    assert judged(*written(DISPATCH, target_persona="cod")) == [("HV-22", "error")]
    assert judged(*written(DISPATCH, target_persona="rondo")) == []


def test_personas_are_not_judged_where_nobody_knows_them():
    data, path = written(DISPATCH, target_persona="cod")
    assert judged(data, path, Around(AROUND.handoffs, None)) == []


@pytest.mark.parametrize("name", ["dispatch-02-coda.md", "return-02-coda.md", "2-coda-to-maestro.md", "notes.md"])
def test_a_file_of_another_name_is_told_apart(name):
    data, _ = written(RETURN)
    assert judged(data, f".sinfonia/handoffs/{SESSION}/{name}") == [("HV-15", "error")]


def test_a_file_in_the_folder_of_another_session_is_refused():
    data, path = written(RETURN)
    assert judged(data, path.replace(SESSION, "s-20261121-091201")) == [("HV-15", "error")]


def test_the_body_has_at_most_500_words_wherever_they_stand():
    fits = envelope(RETURN, texts={"Summary": "word " * 470})
    long = envelope(RETURN, texts={"Summary": "word " * 500})
    path = f"{SESSION}/{fits.file_name}"
    assert judged(create(fits), path) == []
    assert judged(create(long), path) == [("HV-11", "error")]
    hidden = create(envelope(RETURN)).replace(b"## Artifacts", b"word " * 600 + b"\n\n## Artifacts", 1)
    assert ("HV-11", "error") in judged(hidden, path)


def test_a_wrong_word_count_is_a_warning_with_the_right_one():
    data, path = written(RETURN)
    data = re.sub(rb"word_count: \d+", b"word_count: 7", data)
    (found,) = problems(data, path, AROUND)
    assert (found.code, found.severity, found.fix) == ("HV-11", "warning", "sinfonia validate --fix")


def test_a_section_of_our_own_making_is_a_warning():
    assert edited(DIRECT, "## Message", "## Mood\n\nGood\n\n## Message") == [("HV-14", "warning")]


def test_blockers_are_fine_in_a_return_that_is_blocked():
    changed = {"status": HandoffStatus.BLOCKED, "texts": {"Blockers": "- no schema"}}
    assert judged(*written(RETURN, **changed)) == []


def test_artifacts_of_a_dispatch_may_not_exist_yet():
    assert judged(*written(DISPATCH, texts={"Artifacts": "- `src/new.py`"})) == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("- `src/a.py`\n- `docs/b.md`: new", ("src/a.py", "docs/b.md")),
        ("- src/a.py", ("src/a.py",)),
        ("- `README.md`, and `v1.2` in `src/a.py`", ("README.md", "src/a.py")),
        ("- the whole of it", ()),
        ("- None.", ()),
        ("None.", ()),
        ("- `git add src/a.py`", ()),
        ("- `src/**/*.py`", ()),
    ],
)
def test_the_paths_of_a_list_of_artifacts(text, paths):
    assert artifact_paths(text) == paths


def test_line_and_first_error_are_told():
    data, path = written(RETURN)
    data = data.replace(b"status: completed", b"status: complete")
    found = [problem for problem in problems(data, path, AROUND) if problem.severity == "error"]
    assert found[0].line == data.split(b"\n").index(b"status: complete") + 1
    assert first_error(data, path, AROUND) == "HV-09 `complete` is no status"
    assert first_error(*written(RETURN), AROUND) == ""


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_line_ends_and_a_byte_order_mark_are_no_problem(end, mark):
    data, path = written(RETURN)
    assert judged(mark + data.replace(b"\n", end), path) == []


HOSTILE = {
    "empty": b"",
    "ten megabytes": b"---\n" + b"a" * 10_000_000,
    "a NUL": b"---\nhandoff_id: a\0b\n---\n",
    "not UTF-8": b"---\nhandoff_id: \xff\n---\n",
    "no end": b"---\nhandoff_id: a\n",
    "a million keys": b"---\n" + b"".join(b"k%d: v\n" % n for n in range(300_000)) + b"---\n",
    "a line without end": b"---\nx: " + b"[" * 2_000_000 + b"\n---\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(name, patience):
    found = problems(HOSTILE[name], "001-a-to-b.md", AROUND)
    assert [problem.code for problem in found] == ["HV-02"]
    assert found[0].message


def test_many_sections_and_items_take_time_by_their_size_only(patience):
    data, path = written(RETURN)
    many = data + b"## Summary\n\n- x\n  y\n" * 20_000
    assert ("HV-14", "error") in judged(many, path)
