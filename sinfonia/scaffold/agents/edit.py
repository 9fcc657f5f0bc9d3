"""What is done to one file of an agent's settings, and what an agent is to the installation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

What = Literal["written", "merged", "unchanged", "removed", "left"]

MISSING = "sinfonia is not installed: python3 -m pip install sinfonia-hooks"
SECONDS = 60  # Sinfonia answers within 20; past the limit of a host the call runs
_FOUND = "command -v sinfonia-hook >/dev/null 2>&1"


@dataclass(frozen=True)
class Edit:
    """One file: `path` from the root with `/`, its bytes afterwards (None: it goes), and what that is called.

    For `unchanged` and `left` there is nothing to write. `note` is a sentence for the person, "" for none. `found`
    names what was there before us and has to stay without us: "" for the file, `hooks` and `hooks.EVENT` for members
    that were empty.
    """

    agent: str
    path: str
    data: bytes | None
    what: What
    note: str = ""
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hook:
    """A command of ours as a host's file has it, and the host's name of the event for which it runs."""

    event: str
    command: str
    seconds: float | None = None


@dataclass(frozen=True)
class Agent:
    """A host: its name in `sinfonia-hook NAME`, its own name, and what is done for it in a repository.

    `plan` gets the root and the names that are installed together, `removal` the root and what was found before, by
    path; both only read and raise `SinfoniaError` for a file that cannot be edited. `installed` lists the hooks that
    are there.
    """

    name: str
    title: str
    marks: tuple[str, ...]
    plan: Callable[[str, tuple[str, ...]], tuple[Edit, ...]]
    removal: Callable[[str, Mapping[str, tuple[str, ...]]], tuple[Edit, ...]]
    installed: Callable[[str], tuple[Hook, ...]]


def before_tool(name: str, printed: str = "") -> str:
    """Give the command that asks before a tool call; `printed` is what a host reads that takes no standard error.

    Where Sinfonia is missing or damaged the call is refused: hosts let it run for any other code.
    """
    also = f"echo '{printed}'; " if printed else ""
    return f"{_FOUND} || {{ echo '{MISSING}' >&2; {also}exit 2; }}; sinfonia-hook {name} || exit 2"


def at_moment(name: str) -> str:
    """Give the command for a moment at which nothing is refused; where Sinfonia is missing nothing happens."""
    return f"{_FOUND} || exit 0; sinfonia-hook {name} || exit 0"


def is_ours(command: object, name: str) -> bool:
    """Tell a command that calls our hook, however somebody has changed it."""
    return isinstance(command, str) and f"sinfonia-hook {name}" in command


def present(root: str, path: str) -> bytes | None:
    """Give a file's bytes, None where there is none; raises `SinfoniaError` for a path that leads elsewhere."""
    file = os.path.join(root, *path.split("/"))
    real, top = os.path.realpath(file), os.path.realpath(root)
    if os.path.commonpath((real, top)) != top:
        raise SinfoniaError(f"{path} is a link that leads out of the repository", hint="put a file in its place")
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SinfoniaError(f"cannot read {path}: {reason}", hint="mend it, then type this again") from None


def compared(
    agent: str, path: str, before: bytes | None, after: bytes, note: str = "", found: tuple[str, ...] = ()
) -> Edit:
    """Name what becomes of a file that is written or merged."""
    what: What = "written" if before is None else "unchanged" if before == after else "merged"
    return Edit(agent, path, after, what, note, found)
