"""What a source says of itself: its own tests, its place in a message, the line of a part of it."""

from __future__ import annotations

import pytest
from code_scenarios import findings

from sinfonia.rules.code.changes import changed_line

OWN = "#[test]\nfn t() { assert!(f() == 1) }\npub fn f() -> i32 { 1 }\n"
EXAMPLE = 'def f(x):\n    """Doc.\n\n    >>> f(1)\n    2\n    """\n    return x + 1\n'
OTHER = "pub fn g() -> i32 { 1 }\n"
COMPONENT = "\n<template><p>a</p></template>\n<script>\nf(1)\n</script>\n"


def test_code_behind_an_inline_test_is_no_part_of_it():
    changed = OWN.replace("{ 1 }", "{ 2 }")
    assert len(findings({"src/a.rs": OWN}, {"src/a.rs": changed})) == 1
    assert findings({"src/a.rs": OWN}, {"src/a.rs": changed.replace("== 1", "== 2")}) == []


@pytest.mark.parametrize("ext", ["py", "pyx"])
def test_a_changed_example_in_a_docstring_is_a_test(ext):
    before = {f"src/a.{ext}": EXAMPLE}
    changed = EXAMPLE.replace("x + 1", "x + 2")
    assert len(findings(before, {f"src/a.{ext}": changed})) == 1
    assert findings(before, {f"src/a.{ext}": changed.replace("    2\n", "    3\n")}) == []


def test_an_inline_test_of_one_source_serves_another():
    before = {"src/a.rs": OWN, "src/b.rs": OTHER}
    other = OTHER.replace("1", "2")
    assert len(findings(before, {"src/a.rs": OWN, "src/b.rs": other})) == 1
    assert findings(before, {"src/a.rs": OWN.replace("== 1", "== 2"), "src/b.rs": other}) == []


@pytest.mark.parametrize(
    ("moment", "verb"), [("commit", "stage"), ("range", "add"), ("push", "add"), ("tool", "write")]
)
def test_the_help_says_what_can_be_done_at_that_moment(moment, verb):
    (found,) = findings({"src/a.py": "a()\n"}, {"src/a.py": "b()\n"}, moment=moment)
    assert found.help.startswith(f"{verb} a test too")


def test_a_changed_part_of_a_component_is_told_by_its_line():
    def line(old, new, text=COMPONENT):
        return changed_line(text.encode(), text.replace(old, new).encode(), "src/a.vue")

    assert (line("f(1)", "f(2)"), line("<p>a", "<p>b")) == (4, 2)
    assert line("<p>a", "<p>b", COMPONENT[1:]) == 1
    assert line("<p>a", "<p>a<!-- n -->") is None
