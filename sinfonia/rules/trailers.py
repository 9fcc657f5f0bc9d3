"""Trailers in commit messages that waive a rule, with the reason that they must give."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.event import Event, Message

EVERY_PATH = "*"
_OF_TESTS = frozenset(("ENF-001", "ENF-014"))  # what `Tests-Exempt:` answers
_NO_REASON = frozenset(("", "reason", "<reason>"))  # what the help shows, copied as it stands


def reason_in(message: Message, code: str, name: str) -> str | None:
    """Give the reason of `Tests-Exempt: reason` or `Sinfonia-Ignore: CODE reason`, None without one.

    A trailer may start any line of the body (a squash moves trailers up), never the subject.
    """
    for key, value in message.trailers:
        reason = value
        if key.lower() == "sinfonia-ignore":
            word, _, reason = value.partition(" ")
            if word.strip("[]:").upper() not in (code, name.upper()):
                continue
        elif key.lower() != "tests-exempt" or code not in _OF_TESTS:
            continue
        if reason.strip().lower() not in _NO_REASON and any(map(str.isalnum, reason)):
            return reason.strip()
    return None


def waived_paths(event: Event, code: str, name: str) -> dict[str, str]:
    """Give path to reason; one entry `*` where the message at hand waives everything.

    In the net change of a range, a commit's trailer waives the paths that no other commit touches.
    """
    if not event.commits:
        message = event.message or (event.commit.message if event.commit else None)
        reason = reason_in(message, code, name) if message else None
        return {EVERY_PATH: reason} if reason else {}
    waived: dict[str, str | None] = {}
    for path, reason in _touched(event, code, name):
        waived[path] = reason if waived.get(path, reason) else None
    return {path: reason for path, reason in waived.items() if reason}


def _touched(event: Event, code: str, name: str) -> Iterator[tuple[str, str | None]]:
    for commit in event.commits:
        reason = reason_in(commit.message, code, name)
        for change in commit.changes:
            yield change.path, reason
            if change.old_path:
                yield change.old_path, reason
