"""Scopes: which paths a step may touch."""

from __future__ import annotations

import pytest

from sinfonia.workflow.scope import inside

CASES = [
    ("src/a.py", ("src/**",), True),
    ("src/a.py", ("docs/**",), False),
    ("docs/src/a.py", ("src/**",), False),
    ("a.py", ("a.py",), True),
    ("src/a.py", ("a.py",), False),
    ("src/gen/a.py", ("src/**", "!src/gen/**"), False),
    ("src/a.py", ("src/**", "!src/gen/**"), True),
    ("src/a.py", ("!docs/**",), True),
    ("docs/a.md", ("!docs/**",), False),
    ("docs/a.md", (), False),
    ("tests/test_a.py", ("{tests}",), True),
    ("tests/data/a.json", ("{tests}",), True),
    ("src/a.test.ts", ("{tests}",), True),
    ("pkg/a_test.go", ("{tests}",), True),
    ("src/a.py", ("{tests}",), False),
    ("src/latest.py", ("{tests}",), False),
    ("src/a.py", ("**", "!{tests}"), True),
    ("README.md", ("**", "!{tests}"), True),
    ("tests/test_a.py", ("**", "!{tests}"), False),
    (".sinfonia/handoffs/s/x.md", (".sinfonia/handoffs/s/**",), True),
]


@pytest.mark.parametrize(("path", "patterns", "expected"), CASES)
def test_a_path_is_inside_or_not(path, patterns, expected):
    assert inside(path, patterns) is expected
