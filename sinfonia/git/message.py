"""Commit messages: what is left after git's cleanup, and the trailers in it."""

from __future__ import annotations

from sinfonia.model.event import Message

SCISSORS = "------------------------ >8 ------------------------"  # wt-status.c, cut_line


def parse(text: str) -> Message:
    """Read a message that is already clean (a commit's own)."""
    return Message(text, tuple(_trailers(text)))


def clean(text: str, *, comment: str = "#") -> Message:
    """Read a message file as git will: cut at the scissors, comment lines dropped.

    `git commit -v` puts the whole diff below the scissors, so what stands there is no message.
    """
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith(comment):
            if SCISSORS in line:
                break
            continue
        kept.append(line.rstrip())
    return parse("\n".join(kept).strip("\n"))


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
