"""Commit messages: what is left after git's cleanup, and the trailers in it."""

from __future__ import annotations

from sinfonia.model.event import Message

SCISSORS = "------------------------ >8 ------------------------"  # wt-status.c, cut_line


def parse(text: str) -> Message:
    """Read a message that is already clean (a commit's own)."""
    return Message(text, tuple(_trailers(text)))


def clean(text: str, *, comment: str = "#", mode: str = "strip") -> Message:
    """Read a message file as git will (git-commit(1), `--cleanup`; git-stripspace(1)).

    `mode` is `strip`, `whitespace` (comment lines stay: what git does when no editor was open), `scissors`
    or `verbatim`. `git commit -v` puts the whole diff below the scissors, so what stands there is no message:
    a comment line follows them there. Scissors that someone typed cut nothing.
    """
    lines = text.split("\n")
    kept: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line == f"{comment} {SCISSORS}" and (mode == "scissors" or after.startswith(comment)):
            break
        if mode == "verbatim":
            kept.append(line)
        elif not (mode == "strip" and line.startswith(comment)):
            line = line.rstrip(" \t\r")  # noqa: PLW2901 - what `isspace` is to git, not to Unicode
            if line or (kept and kept[-1]):
                kept.append(line)
    return parse("\n".join(kept).rstrip("\n"))


def _trailers(text: str) -> list[tuple[str, str]]:
    """Find `Key: value` at the start of any line of the body: a squash moves trailers up (its own rule, not git's)."""
    found = []
    for line in text.split("\n")[1:]:
        key, colon, value = line.partition(":")
        if colon and key and key.replace("-", "").isalnum() and key.isascii() and key[0].isalpha():
            found.append((key, value.strip()))
    return found


def is_revert(message: Message | None) -> bool:
    """Tell whether git's own words say that a commit undoes another (git-revert(1))."""
    return message is not None and message.text.startswith('Revert "') and "This reverts commit " in message.text
