"""The screen for people, and the two line-by-line forms."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import AT_COMMIT, MIXED, PASSED, PASSED_WITH_IGNORED, RANGE, WAIVED_RANGE, WARNED

import sinfonia
from sinfonia.model.finding import Finding, Location, Report
from sinfonia.reporters import render
from sinfonia.reporters.escape import path_bytes, shown, unicode_only
from sinfonia.reporters.excerpt import columns, excerpt, wrap

ROOT = str(Path(sinfonia.__file__).parents[1])
SCREEN = """\
error[ENF-008]: a credential would enter history
 --> config/prod.yaml:2:19
  |
2 | AWS_ACCESS_KEY_ID=AKIA****************
  |                   ^^^^^^^^^^^^^^^^^^^^
  = help: read it from the environment; revoke it if it was ever pushed

error[ENF-001]: `src/login.py` changes but no test does
 --> src/login.py:14
  = help: stage a test too, for example `tests/test_login.py`

2 files, 14 rules: 2 errors. Why? `sinfonia explain ENF-001`
"""


def one(message="it is wrong", path="a.py", line=1, column=None, end=None, source=None, **more):
    location = Location(path, line, column, end)
    finding = Finding("ENF-008", "secret-content", message, location, source=source, **({"help": "mend it"} | more))
    return Report("commit", (finding,), files=1, rules=1)


def test_the_screen_is_the_one_that_was_promised():
    assert render(AT_COMMIT, "text") == SCREEN


@pytest.mark.parametrize("report", [AT_COMMIT, MIXED, RANGE, WAIVED_RANGE, WARNED])
def test_colour_adds_nothing_but_colour(report):
    for name in ("text", "concise"):
        colored = render(report, name, color=True)
        assert "\x1b[" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(report, name)


def test_a_warning_is_shown_but_what_passed_or_was_ignored_is_silent():
    assert "warning[ENF-010]" in render(WARNED, "text")
    for name in ("text", "concise", "github"):
        assert render(PASSED, name) == ""
        assert render(PASSED_WITH_IGNORED, name) == ""


def test_a_waiver_is_listed_in_a_range_only():
    for name in ("text", "concise", "github"):
        said = render(WAIVED_RANGE, name)
        assert "made by the protocol compiler" in said
        assert "one-off migration" not in said
        assert "made by the protocol compiler" not in render(MIXED, name)


@pytest.mark.parametrize(
    ("report", "ending"),
    [
        (Report("commit", one().findings, files=1, rules=1), "1 file, 1 rule: 1 error."),
        (Report("commit", one().findings * 2, files=2, rules=14), "2 files, 14 rules: 2 errors."),
        (RANGE, "12 commits, 30 files, 14 rules: 2 errors, 2 ignored"),
        (WARNED, "1 file, 1 rule: 1 warning."),
        (WAIVED_RANGE, "1 commit, 1 file, 14 rules: 2 ignored\n"),
        (MIXED, "10 files, 14 rules: 5 errors, 1 warning, 4 ignored\n"),
    ],
)
def test_the_summary_counts_in_the_right_number(report, ending):
    assert "\n" + ending in render(report, "text")


def test_the_gutter_is_as_wide_as_the_line_number():
    lines = render(one(line=1234, column=1, end=2, source="x"), "text").splitlines()
    assert lines[1:6] == ["    --> a.py:1234:1", "     |", "1234 | x", "     | ^", "     = help: mend it"]


@pytest.mark.parametrize(
    ("source", "column", "end", "expected"),
    [
        ('名前 = "abc"', 7, 10, ('名前 = "abc"', 8, 3)),  # two columns each
        ("e\u0301 = abc", 6, 9, ("e\u0301 = abc", 4, 3)),  # an accent of its own takes none
        ("a\x1b[2Jb", 6, 7, ("a\\x1b[2Jb", 8, 1)),  # what is escaped is wider
        ("short", 9, 12, ("short", 5, 1)),  # past the end
        ("short", 2, None, ("short", 1, 1)),
        ("short", 3, 2, ("short", 2, 1)),
        ("", 1, 1, ("", 0, 1)),
    ],
)
def test_the_caret_stands_under_its_character(source, column, end, expected):
    last = column if end is None else end - 1
    assert excerpt(source, column - 1, last, 77) == expected


def test_a_long_line_is_cut_around_the_place():
    source = "x" * 1_000_000 + "SECRET" + "y" * 1_000_000
    line, indent, length = excerpt(source, 1_000_000, 1_000_006, 76)
    assert len(line) <= 76
    assert line[0] == line[-1] == "…"
    assert line[indent : indent + length] == "SECRET"


def test_a_place_near_the_start_of_a_long_line_keeps_the_start():
    line, indent, length = excerpt("key = SECRET" + "y" * 200, 6, 12, 40)
    assert line == "key = SECRET" + "y" * 26 + "…"
    assert (indent, length) == (6, 6)


def test_a_place_at_the_end_of_a_long_line_uses_the_room():
    line, indent, length = excerpt("x" * 200 + "SECRET", 200, 206, 40)
    assert line == "…" + "x" * 32 + "SECRET"
    assert (indent, length) == (33, 6)


@given(st.text(max_size=200), st.integers(0, 220), st.integers(0, 60), st.integers(20, 90))
def test_an_excerpt_never_exceeds_its_room(source, first, length, room):
    line, indent, mark = excerpt(source, first, first + length, room)
    assert columns(line) <= room
    assert mark >= 1
    assert indent < room
    assert indent + mark <= room + 1  # a mark behind the last character


def test_long_help_is_wrapped_at_words_and_a_command_stays_whole():
    command = "`git config --global --add safe.directory /srv/project`"
    said = render(one(help=f"the folder belongs to another user, so type {command} and then try it again"), "text")
    assert "  = help: the folder belongs to another user, so type\n          " + command + " and then try\n" in said
    assert said.count(command) == 1


def test_help_of_several_lines_keeps_them():
    assert "  = help: one\n          two\n" in render(one(help="one\ntwo"), "text")


@given(st.text(alphabet=st.sampled_from("ab `é名 "), max_size=300), st.integers(20, 100))
def test_wrapping_loses_no_word_and_stays_in_the_width(text, width):
    lines = wrap(text, 10, width)
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width - 10 or " " not in line for line in lines)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_screen_keeps_to_its_width(width):
    for report in (AT_COMMIT, MIXED, RANGE):
        for line in render(report, "text", width=width).splitlines():
            assert columns(line) <= width or line.lstrip().startswith("-->")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é 名", "plain é 名"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\udcff", "\\xff"),
        ("right\u202eleft", "right\\u202eleft"),
        ("\x9b31m", "\\x9b31m"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text, expected):
    assert shown(text) == expected


@given(st.binary(max_size=60))
def test_the_bytes_of_a_path_come_back(raw):
    path = raw.decode("utf-8", "surrogateescape")
    assert path_bytes(path) == raw
    unicode_only(path).encode("utf-8")


@pytest.mark.parametrize("path", ["::stop-commands::x", "  ::error::x", "##[group]x"])
def test_a_file_name_is_no_command_to_a_runner(path):
    for name in ("concise", "text", "github"):
        for line in render(one(path=path), name).splitlines():
            assert not line.lstrip().startswith(("::stop", "::error::", "##["))


def test_a_refusal_loads_nothing_that_costs_a_start():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from sinfonia.model.finding import Finding, Location, Report; before = set(sys.modules);"
        "from sinfonia.reporters import render;"
        "f = Finding('ENF-008', 'n', 'm', Location('a', 1, 1, 2), help='h ' * 90, source='x' * 300);"
        "render(Report('commit', (f,)), 'text');"
        "print(*sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.run([sys.executable, "-I", "-c", code, ROOT], capture_output=True, text=True, check=True).stdout
    assert [name for name in loaded.split() if not name.startswith("sinfonia")] == []


@pytest.mark.parametrize("name", ["text", "concise", "github", "json", "sarif", "gitlab"])
def test_nothing_from_the_repository_is_a_command_to_a_ci_runner(name):
    path = "src/" + "a" * 60 + " ::add-mask::x ##[add-mask]y ##vso[task.setvariable variable=v]z.py"
    said = render(one(f"`{path}` is wrong", path, source=f"x {path}", help=f"mend {path}"), name)
    ours = "::error" if name == "github" else "\0"
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::") and not line.startswith(ours)]
    assert "##[" not in said
    assert "##vso[" not in said
    if name in {"json", "gitlab"}:
        assert path in str(json.loads(said))


def test_a_heading_is_shown_as_it_is():
    assert "1 | ## A::b" in render(one(source="## A::b"), "text")


def test_a_screen_shows_a_hundred_findings_errors_first():
    warnings = [Finding("ENF-901", "n", "w", Location("a", n), help="h", severity="warning") for n in range(1, 150)]
    error = Finding("ENF-001", "n", "e", Location("z", 1), help="h")
    said = render(Report("commit", (*warnings, error), files=1, rules=1), "text")
    assert said.count("= help:") == 100
    assert "error[ENF-001]: e" in said
    assert "50 more; `--format concise` shows each on one line\n" in said
    assert "more;" not in render(Report("commit", tuple(warnings[:100]), files=1, rules=1), "text")
