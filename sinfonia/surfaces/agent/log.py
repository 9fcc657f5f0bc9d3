"""The decision log: what agents asked for and what they were told, one JSON object a line, in the git directory.

It is for people who want to know afterwards. Lines are only added; a file that is full becomes the older one, and
the older one goes, so that the two never hold more than `2 * LARGEST` bytes and a line. Nothing is locked: a line
is one `write`. Credentials are masked, contents of files are not written down at all.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.surfaces.agent.tool_call import ToolCall

FOLDER = "sinfonia"
NAME = "decisions.jsonl"
OLDER = "decisions.1.jsonl"
LARGEST = 1 << 20
TRIAL = "sinfonia_trial"  # a field beside the host's own, which no model writes: the call is not written down
_LONGEST = 300  # characters of a path or a command
_LEAST = 16  # characters of the shortest credential that has a format
_MOST = 8  # things of one call


class Entry:
    """A line: what is known of the call so far, filled in on the way."""

    __slots__ = ("call", "codes", "decision", "event", "folder", "host", "note", "tool", "trial")

    def __init__(self, host: str) -> None:
        self.host = host
        self.folder = ""
        self.event = "tool"
        self.tool = ""
        self.call: ToolCall | None = None
        self.decision = "passed"
        self.codes: tuple[str, ...] = ()
        self.note = ""
        self.trial = False  # a call that nobody's agent makes: `sinfonia doctor` tries the guard


def record(entry: Entry) -> None:
    """Add a line; a git directory that cannot be written has no log. Nothing is raised for it."""
    if not entry.folder or entry.trial:
        return
    line = _line(entry).encode("utf-8", "backslashreplace")
    folder = os.path.join(entry.folder, FOLDER)
    try:
        if not os.path.isdir(folder):
            os.mkdir(folder)
        _append(folder, line)
    except OSError:
        return


def rows(git_dir: str) -> Iterator[Mapping[str, object]]:
    """Yield what was written down, the oldest first; a line that cannot be read is passed over."""
    import json

    for name in (OLDER, NAME):
        try:
            with open(os.path.join(git_dir, FOLDER, name), "rb") as file:
                lines = file.read().split(b"\n")
        except OSError:
            continue
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                yield row


def _append(folder: str, line: bytes) -> None:
    path = os.path.join(folder, NAME)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        full = os.fstat(handle)
        if full.st_size >= LARGEST and _is_at(path, full):  # else another call has moved it, and this line goes there
            os.replace(path, os.path.join(folder, OLDER))
            os.close(handle)
            handle = os.open(path, flags, 0o600)
        os.write(handle, line)
    finally:
        os.close(handle)


def _is_at(path: str, about: os.stat_result) -> bool:
    try:
        return os.path.samestat(about, os.stat(path))
    except OSError:
        return False


def _line(entry: Entry) -> str:
    import json
    import time

    from sinfonia import __version__

    row: dict[str, object] = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "version": __version__,
        "host": entry.host,
        "event": entry.event,
        "decision": entry.decision,
    }
    if entry.tool:
        row["tool"] = _cut(entry.tool)
    if entry.codes:
        row["codes"] = list(entry.codes)
    if entry.call is not None and entry.call.parts:
        row["what"] = list(_what(entry.call))
    if entry.note:
        row["note"] = _masked(entry.note)
    return json.dumps(row, ensure_ascii=True) + "\n"


def _what(call: ToolCall) -> Iterator[dict[str, str]]:
    for part in call.parts[:_MOST]:
        if part.action == "command":
            yield {"action": "command", "text": _masked(part.text)}
        else:
            path = part.path or part.text
            yield {"action": part.action, "path": _masked(path) if _may_hold_a_credential(path) else _cut(path)}


def _may_hold_a_credential(path: str) -> bool:
    """Tell whether a part of a path is long and mixed; masking costs more than the rest of a read."""
    parts = path.replace("\\", "/").replace("=", "/").replace(":", "/").split("/")
    return any(len(part) >= _LEAST and not part.isalpha() and any(char.isdigit() for char in part) for part in parts)


def _masked(text: str) -> str:
    """Mask what is secret in the beginning of a text; a line of a file is cut, not its middle."""
    if not text:
        return ""
    from sinfonia.rules.secrets.mask import mask_line

    # A little more than is kept: a credential that the cut would halve is masked first.
    return _cut(mask_line(text[: _LONGEST * 4].encode("utf-8", "replace")))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
