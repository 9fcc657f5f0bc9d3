"""Names of sessions, workflows and personas: nothing that leaves `.sinfonia/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.date import exists

if TYPE_CHECKING:
    from collections.abc import Callable

HANDOFFS = ".sinfonia/handoffs"

_NAME = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_SESSION = re.compile(r"s-(\d{8}-\d{6})(?:-[b-z]|-[1-9]\d*)?")
_DATED = re.compile(r"(?:s-)?(\d{4}-\d\d-\d\d)(?:-.*)?|s-(\d{8}(?:-\d{6})?)(?:-.*)?")
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_MOST = 64


def check_name(kind: str, name: str) -> str:
    """Give a name back that is kebab-case and at most 64 characters; raises `SinfoniaError` for any other."""
    if len(name) > _MOST or not _NAME.fullmatch(name):
        raise SinfoniaError(
            f"`{shown(name)}` is no name of a {kind}", hint="lower-case letters, digits and single hyphens, at most 64"
        )
    if name in _DEVICES:
        raise SinfoniaError(
            f"`{name}` is a device on Windows, and no file or folder there can have its name",
            hint=f"name the {kind} otherwise, for example `{name}-1`",
        )
    return name


def check_session(name: str) -> str:
    """Give a session's id back; raises `SinfoniaError` for one that could leave its folder."""
    return check_name("session", name)


def check_new_session(name: str) -> str:
    """Give the id of a session that does not exist yet back; raises `SinfoniaError` for one that would mislead."""
    from sinfonia.workflow.records.grammar import PATHS

    match = _DATED.fullmatch(check_session(name))
    if match and not exists((match[1] or match[2]).replace("-", "")):
        raise SinfoniaError(
            f"`{name}` begins with a date that does not exist",
            hint="leave --session out for an id of now, or give a name such as `login-form`",
        )
    if name == PATHS:
        raise SinfoniaError(
            f"`{name}` is where decisions about files are kept", hint="give another name: --session login-form"
        )
    return name


def is_generated(name: str) -> bool:
    """Tell whether an id has the form that `start` gives, with a date and time that exist."""
    match = _SESSION.fullmatch(name)
    return bool(match and exists(match[1].replace("-", "")))


def new_session(now: str, taken: Callable[[str], bool]) -> str:
    """Make an id from the time (ISO 8601 UTC); a second one in the same second ends in `-b`, the next in `-c`."""
    base = "s-" + now[:19].replace("-", "").replace(":", "").replace("T", "-")
    if not taken(base):
        return base
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if not taken(f"{base}-{letter}"):
            return f"{base}-{letter}"
    number = 27
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"
