"""The levels of strictness, each by its effect on real commits."""

from __future__ import annotations

import json

import pytest
from planted import CODE, ENV, SECRET, TEST, passed, refused

VERSION = 'version: "0.1"\n'


@pytest.fixture
def started(hooked):
    hooked.commit({"README.md": "# x\n"})
    return hooked


def commit(repo, files):
    repo.stage(files)
    return repo.try_git("commit", "-qm", "Change")


def configure(repo, text):
    repo.commit({".sinfonia/config.yaml": VERSION + text}, "Configure")


def strict(repo, level):
    configure(repo, f"enforcement_strictness: {level}\n")


@pytest.mark.parametrize("level", ["low", "medium", "high"])
def test_no_strictness_lets_a_secret_through(started, level):
    strict(started, level)
    started.stage({".env": ENV, "a.txt": SECRET})
    refused(started.hook("pre-commit"), "ENF-002", "ENF-008")


@pytest.mark.parametrize(
    ("level", "code", "word"), [("low", 0, "warning"), ("medium", 1, "error"), ("high", 1, "error")]
)
def test_untested_code_is_a_warning_at_a_commit_where_strictness_is_low(started, level, code, word):
    strict(started, level)
    result = commit(started, {"src/login.py": CODE})
    assert result.code == code
    assert f"{word}[ENF-001]" in result.text


@pytest.mark.parametrize("level", ["low", "medium", "high"])
def test_untested_code_is_refused_in_a_range_at_every_strictness(started, level):
    strict(started, level)
    started.commit({"src/login.py": CODE})
    result = started.sinfonia("check", "--from", "HEAD~1", "--to", "HEAD", "--format", "json")
    assert [(f["code"], f["severity"]) for f in json.loads(result.out)["findings"]] == [("ENF-001", "error")]


def test_low_strictness_warns_at_the_message_too(started):
    strict(started, "low")
    passed(started.try_git("commit", "-q", "--allow-empty", "-m", "Leave the receipt"))
    result = commit(started, {"src/login.py": CODE})
    passed(result)
    assert "warning[ENF-001]" in result.text


def test_high_strictness_wants_the_test_that_matches(started):
    other = {"src/login.py": CODE, "tests/test_other.py": TEST.replace("login", "other")}
    strict(started, "high")
    refused(commit(started, other), "ENF-001")
    strict_again = VERSION + "enforcement_strictness: medium\n"
    started.write({".sinfonia/config.yaml": strict_again})
    passed(started.try_git("commit", "-qm", "Change"))


STRICT_ONLY = {
    "a migration": {"app/migrations/0002_add_name.py": CODE},
    "code without coverage": {"src/login.py": "def f(x):  # pragma: no cover\n    return x + 1\n"},
}


@pytest.mark.parametrize("what", STRICT_ONLY)
def test_high_strictness_counts_what_medium_lets_pass(started, what):
    strict(started, "high")
    refused(commit(started, STRICT_ONLY[what]), "ENF-001")
    started.write({".sinfonia/config.yaml": VERSION})
    passed(started.try_git("commit", "-qm", "Change"))


def test_a_severity_wins_over_strictness(started):
    configure(started, "enforcement_strictness: low\nrules: {ENF-001: {severity: error}}\n")
    refused(commit(started, {"src/login.py": CODE}), "ENF-001")
