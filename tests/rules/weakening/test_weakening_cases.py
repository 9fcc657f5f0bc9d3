"""What is a weakened test, in each language and kind of settings, and what only looks like one."""

from __future__ import annotations

import pytest
from weakening_cases import CASES
from weakening_scenarios import kinds


@pytest.mark.parametrize(("title", "before", "after", "strictness", "expected"), CASES, ids=[row[0] for row in CASES])
def test_a_change_is_found_to_weaken_what_it_weakens(title, before, after, strictness, expected):
    assert kinds(before, after, strictness=strictness) == expected


@pytest.mark.parametrize(("title", "before", "after", "strictness", "expected"), CASES, ids=[row[0] for row in CASES])
def test_nothing_is_weakened_by_no_change(title, before, after, strictness, expected):
    assert kinds(after, after, strictness=strictness) == []
    assert kinds({}, after, strictness=strictness) in ([], ["focused"])
