"""Which regular expressions of a project may run on every commit."""

import pytest

from sinfonia.config.pattern import check_pattern

REFUSED = [
    "(a+)+", "(a*)*$", r"(\w+\s?)*$", "(?:a{1,500})*", "((a+)b?)+", "(?:x|(a+))+", "(?=(a+)+)b", "(a+?)+?",
    "(a+){1,40}", "(?i:(a+)+)", "(?:x|xy)+z", "(?:.|a)*b", r"(\w+-?)+",
]  # fmt: skip
ALLOWED = [
    "a+", "(ab)+", "a+b+", "(a++)+", "(?>a+)+", "(a{3})+", "(a{1,3}b)+", "(a+){1,8}", "(a+)++", "(a|b)*c", r"x(?!a+)",
    r"\w+(?:\.\w+)*", "([^,]+,)+", r"(?:\w+\.)*x", r"(.|\n)*x",
]  # fmt: skip


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_repetition_of_a_repetition_is_refused(pattern):
    assert check_pattern(pattern).startswith("repeats a repetition")


@pytest.mark.parametrize("pattern", ALLOWED)
def test_a_repetition_beside_another_is_allowed(pattern):
    assert check_pattern(pattern) is None


@pytest.mark.parametrize(
    "pattern", ["(" * 5000 + ")" * 5000, "a{99999999999}", "[z-a]", "(?P<x>a)(?P<x>b)", ".*", "x*", "a" * 1001]
)
def test_an_expression_of_no_use_is_refused(pattern):
    assert check_pattern(pattern)


def test_a_warning_of_the_compiler_is_no_refusal():
    assert check_pattern("[[a]") is None
