"""A message file is read as git will: compared with `git stripspace`, and with real commits."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinfonia.git.message import SCISSORS, clean, parse

PIECES = (
    "", " ", "\t", "#", "# comment", "#\r", " # no comment", "subject", "word  ", "word\t\r", "\r", "a\rb", "\x0b",
    "\x0c", "x\x0c",
    "x\x1f", "x\u2028", "x\xa0", "x\x85", ";x", "é", "Key: value", "Key: value \r",
)  # fmt: skip
DIFF = "diff --git a/x b/x\n@@ -0,0 +1 @@\n+below\n"
EXPLAINED = f"# {SCISSORS}\n# Do not modify or remove the line above.\n# Everything below it will be ignored.\n"
messages = st.lists(st.sampled_from(PIECES), max_size=10).map("\n".join)
bounded = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def stripped(texts: list[str], *options: str) -> list[str]:
    """Ask git for the clean form of each text."""
    run = ["git", "stripspace", *options]
    done = [subprocess.run(run, input=text.encode(), capture_output=True, check=True).stdout for text in texts]
    return [out.decode().rstrip("\n") for out in done]


@bounded
@given(st.lists(messages, min_size=1, max_size=3))
def test_a_clean_message_is_what_git_stripspace_gives(texts):
    assert [clean(text).text for text in texts] == stripped(texts, "--strip-comments")
    assert [clean(text, mode="whitespace").text for text in texts] == stripped(texts)


SCISSOR_CASES = {
    "what `commit -v` put below is no message": (f"A\n\nbody\n{EXPLAINED}{DIFF}", "A\n\nbody"),
    "scissors that someone typed cut nothing": (f"A\n\n# {SCISSORS}\nbody\n", "A\n\nbody"),
    "scissors inside a line cut nothing": (f"A\n\n#x {SCISSORS}\n# y\nbody\n", "A\n\nbody"),
    "scissors with more behind them cut nothing": (f"A\n\n# {SCISSORS} x\n# y\nbody\n", "A\n\nbody"),
    "scissors of another comment character are text": (f"A\n\n; {SCISSORS}\n; y\n", f"A\n\n; {SCISSORS}\n; y"),
    "scissors first leave nothing": (f"{EXPLAINED}{DIFF}", ""),
    "a comment line does not part a paragraph": ("A\n\nb\n# c\nd\n", "A\n\nb\nd"),
    "CRLF ends are cleaned": ("A\r\n\r\nKey: v\r\n# c\r\n", "A\n\nKey: v"),
}


@pytest.mark.parametrize("case", SCISSOR_CASES)
def test_the_scissors_cut_where_git_cuts(case):
    text, expected = SCISSOR_CASES[case]
    assert clean(text).text == expected


def test_in_scissors_mode_they_always_cut():
    assert clean(f"A\n\n# kept\n# {SCISSORS}\nbody\n", mode="scissors").text == "A\n\n# kept"


def test_another_comment_character_is_heeded():
    assert clean("A\n\n; gone\n# kept\n", comment=";").text == "A\n\n# kept"
    assert clean("A\n\n// gone\n/ kept\n", comment="//").text == "A\n\n/ kept"


def test_verbatim_keeps_everything_but_what_is_below_the_scissors():
    assert clean(f"A \n\n\n\n# kept\n{EXPLAINED}{DIFF}", mode="verbatim").text == "A \n\n\n\n# kept"


@pytest.mark.parametrize(
    ("options", "mode"),
    [
        (("--cleanup=strip",), "strip"), (("--cleanup=whitespace",), "whitespace"), (("--cleanup=verbatim",),
        "verbatim"),
        (("--cleanup=scissors", "-e"), "scissors"), (("--cleanup=strip", "-v", "-e"), "strip"), (("-e",), "strip"),
        ((), "whitespace"),
    ],
)  # fmt: skip
def test_what_we_read_is_what_git_commits(repo, options, mode):
    """The message hook sees the file; `clean` must give what the commit holds afterwards."""
    repo.write({".git/hooks/commit-msg": '#!/bin/sh\ncp "$1" "$(git rev-parse --show-toplevel)/../seen"\n'})
    (repo.path / ".git/hooks/commit-msg").chmod(0o755)
    repo.stage({"a": "one\n"})
    text = "Subject  \n\n\n\n# comment\nbody \t\nKey: value\n# end"
    repo.git(
        "commit", "-qm", text, *options, env={"GIT_EDITOR": ":"} if "-e" not in options else {"GIT_EDITOR": "true"}
    )
    seen = (repo.path.parent / "seen").read_text()
    assert clean(seen, mode=mode).text == repo.git("log", "-1", "--format=%B").rstrip("\n")


TRAILERS = {
    "the subject is no trailer": ("Fix: a thing\n", ()),
    "one at the end": ("A\n\nKey: value\n", (("Key", "value"),)),
    "in the middle of a squash": ("A\n\n* one\n\nTests-Exempt: x\n\n* two\n", (("Tests-Exempt", "x"),)),
    "with CRLF": ("A\r\n\r\nKey: value\r\n", (("Key", "value"),)),
    "indented lines are none": ("A\n\n  Key: value\n", ()),
    "a sentence with a colon is none": ("A\n\nSee this: value\n", ()),
    "a key of other letters is none": ("A\n\nSchlüssel: value\n", ()),
    "a value may hold colons": ("A\n\nLink: https://example.com/a:b\n", (("Link", "https://example.com/a:b"),)),
}


@pytest.mark.parametrize("case", TRAILERS)
def test_trailers_are_found(case):
    text, expected = TRAILERS[case]
    assert parse(text).trailers == expected
