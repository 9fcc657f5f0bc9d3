"""`sinfonia.model.date` knows the dates that `time.strptime` knows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.model.date import exists

TWO = st.integers(0, 99).map("{:02d}".format)


def known(digits: str) -> bool:
    try:
        time.strptime(digits, "%Y%m%d%H%M%S" if len(digits) == 14 else "%Y%m%d")
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "digits",
    ["20260230", "20250229", "19000229", "20260431", "20261301", "20260001", "20260100", "00000101", "2026010", "",
     "20260101240000", "20260101006000", "20260101000062", "2026010100000", "2026-101"],
)  # fmt: skip
def test_a_date_that_is_in_no_calendar_does_not_exist(digits):
    assert not exists(digits)


@pytest.mark.parametrize(
    "digits", ["20260228", "20240229", "20000229", "20260430", "00010101", "20260101235959", "20260101000060"]
)
def test_a_date_of_the_calendar_exists(digits):
    assert exists(digits)


@given(st.integers(0, 9999).map("{:04d}".format), TWO, TWO, st.just("") | st.tuples(TWO, TWO, TWO).map("".join))
def test_it_agrees_with_the_standard_library(year, month, day, clock):
    assert exists(year + month + day + clock) == known(year + month + day + clock)
