"""A project's own rules: data in, findings with places out, in bounded time."""

from __future__ import annotations

import threading

import pytest

from sinfonia.model.change import change_in_memory, text_of
from sinfonia.model.event import Event
from sinfonia.model.finding import COMMAND_PATH
from sinfonia.model.policy import Policy
from sinfonia.rules.custom import rules
from sinfonia.rules.custom_match import match_lines


def policy(**keys):
    return Policy({"custom": [{"id": "ACME-001", "message": "leaves a debugger call", **keys}]})


def read(data, path="a.py", **keys):
    given = policy(**keys)
    (rule,) = rules(given)
    return list(rule.read(text_of(data, path), given))


ADDED = {"added": r"\bbreakpoint\("}


def test_a_match_is_found_with_its_place():
    (finding,) = read("x = 1\n  é breakpoint()\n".encode(), **ADDED)
    where = finding.location
    assert (where.path, where.line, where.column, where.end_column) == ("a.py", 2, 5, 16)
    assert (finding.code, finding.message, finding.source) == ("ACME-001", "leaves a debugger call", None)
    assert not read(b"x = 1\n# breakpoints\n", **ADDED)


def test_paths_limit_a_pattern():
    assert read(b"breakpoint()", "src/a.py", paths=["src/**"], **ADDED)
    assert not read(b"breakpoint()", "docs/a.py", paths=["src/**"], **ADDED)


def test_a_line_end_of_windows_is_no_part_of_the_line():
    assert read(b"x;\r\n", added=";$")


def test_a_match_behind_ten_thousand_characters_is_found():
    (finding,) = read(b"x" * 31_000 + b" breakpoint()" + b"y" * 20_000, **ADDED)
    assert finding.location.column == 31_002


def test_severity_comes_from_the_entry():
    assert read(b"breakpoint()", severity="warning", **ADDED)[0].severity == "warning"
    assert read(b"breakpoint()", **ADDED)[0].severity == "error"


def test_a_glob_over_paths_refuses_what_exists_afterwards():
    given = policy(path="legacy/**")
    (rule,) = rules(given)
    changes = tuple(
        change_in_memory(path, old, new)
        for path, old, new in (("legacy/a.py", None, b""), ("src/a.py", None, b""), ("legacy/b.py", b"", None))
    )
    assert [finding.location.path for finding in rule.judge(Event("commit", changes), given)] == ["legacy/a.py"]


def test_a_command_pattern_judges_an_agents_command_and_no_text():
    given = policy(command=r"\brm\b")
    (rule,) = rules(given)
    assert rule.read is None
    (finding,) = rule.judge(Event("tool", (), command="cd x\nrm -rf build"), given)
    assert (finding.location.path, finding.location.line) == (COMMAND_PATH, 2)
    assert not list(rule.judge(Event("tool", (), command="ls"), given))
    assert not list(rule.judge(Event("commit", (change_in_memory("rm", None, b"rm"),)), given))


def test_a_pattern_over_added_lines_says_nothing_about_a_command():
    assert read(b"breakpoint()", COMMAND_PATH, **ADDED) == []


def test_every_entry_becomes_a_rule_with_a_page():
    given = policy(moments=["commit"], name="no-debugger", help="remove it", **ADDED)
    (rule,) = rules(given)
    assert (rule.code, rule.name, rule.moments) == ("ACME-001", "no-debugger", ("commit",))
    assert "remove it" in rule.page
    assert rules(Policy({})) == ()


SLOW = policy(added="(a+)+$").custom[0]  # the configuration layer refuses it; the timer is the second line
HOSTILE = text_of(b"x\n" + b"a" * 60 + b"!\n", "a.py")


def test_a_pattern_that_would_take_hours_is_cut_off_and_reported():
    (finding,) = match_lines(SLOW, HOSTILE, budget=0.1)
    assert (finding.code, finding.location.line) == ("ENF-904", 2)


def test_without_a_timer_the_clock_is_read_between_lines():
    out = []
    many = text_of(b"b\n" * 2000, "a.py")
    worker = threading.Thread(target=lambda: out.extend(match_lines(policy(added="x").custom[0], many, budget=-1.0)))
    worker.start()
    worker.join()
    assert [finding.code for finding in out] == ["ENF-904"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\n\n", b"x"])
def test_any_bytes_can_be_read(data):
    assert read(data, **ADDED) == []
