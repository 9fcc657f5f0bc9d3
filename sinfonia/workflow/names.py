"""Names of sessions, workflows and personas: nothing that leaves `.sinfonia/`."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown

if TYPE_CHECKING:
    from collections.abc import Callable

HANDOFFS = ".sinfonia/handoffs"

_NAME = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_SESSION = re.compile(r"s-(\d{8}-\d{6})(?:-[b-z]|-[1-9]\d*)?")
_MOST = 64


def check_name(kind: str, name: str) -> str:
    """Give a name back that is kebab-case and at most 64 characters; raises `SinfoniaError` for any other."""
    if len(name) > _MOST or not _NAME.fullmatch(name):
        raise SinfoniaError(
            f"`{shown(name)}` is no name of a {kind}", hint="lower-case letters, digits and single hyphens, at most 64"
        )
    return name


def check_session(name: str) -> str:
    """Give a session's id back; raises `SinfoniaError` for one that could leave its folder."""
    return check_name("session", name)


def is_generated(name: str) -> bool:
    """Tell whether an id has the form that `start` gives, with a date and time that exist."""
    match = _SESSION.fullmatch(name)
    if not match:
        return False
    try:
        time.strptime(match[1], "%Y%m%d-%H%M%S")
    except ValueError:
        return False
    return True


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
