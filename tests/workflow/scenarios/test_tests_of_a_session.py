"""Tests that were committed since a session began count for its code (ENF-001), and those of another session do not."""

from __future__ import annotations

import pytest
from scenario_people import CODE, SESSION, TEST, Person


@pytest.fixture
def ana(repo) -> Person:
    person = Person(repo, "ana")
    person.says("install")
    return person


def begin(ana: Person) -> None:
    """Start a session, and commit its tests."""
    ana.says("start", "dev-story", "--goal", "A cart", "--session", SESSION)
    ana.commit({"tests/test_cart.py": TEST}, "Test the cart")


def refused(ana: Person, **env: str) -> bool:
    """Try to commit code alone."""
    ana.repo.write({"src/cart.py": CODE})
    ana.git("add", "src")
    result = ana.repo.try_git("commit", "-m", "Add the cart", env={**ana.env, **env})
    assert (result.code != 0) == ("ENF-001" in result.text), result.text
    return result.code != 0


def test_a_session_of_another_branch_does_not_count_whatever_a_variable_says(ana):
    ana.commit({"README.md": "# Shop\n"}, "Begin")
    begin(ana)
    ana.git("switch", "-q", "-c", "other")
    assert refused(ana)
    assert refused(ana, SINFONIA_SESSION_ID=SESSION)
    ana.git("switch", "-q", "main")
    assert not refused(ana)


def test_a_session_that_is_over_does_not_count(ana):
    ana.commit({"README.md": "# Shop\n"}, "Begin")
    begin(ana)
    ana.says("abort", "-m", "not now")
    assert refused(ana)
    ana.says("retry")
    assert not refused(ana)


def test_a_session_older_than_any_commit_counts_from_the_beginning(ana):
    begin(ana)
    assert not refused(ana)
