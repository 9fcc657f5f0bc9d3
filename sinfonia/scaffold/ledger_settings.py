"""What the ledger asks of a clone's git configuration: its merge driver, and a line that fetches approval tags."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

DRIVER = "merge.sinfonia.driver"
NAME = ("merge.sinfonia.name", "the rows of a Sinfonia session")
FETCH = "refs/tags/sinfonia/*:refs/tags/sinfonia/*"  # no `+`: a record that moved must be seen


def driver_command() -> str:
    """Give the driver's command, with the interpreter that runs us: a merge has no virtual environment."""
    return f"{shlex.quote(sys.executable)} -I -m sinfonia.door merge-workflow %O %A %B %P"


def set_driver(repo: Repository) -> bool:
    """Write the merge driver into the clone's configuration; False when it stands there already."""
    if _value(repo, DRIVER) == driver_command():
        return False
    repo.git("config", "--local", NAME[0], NAME[1])
    repo.git("config", "--local", DRIVER, driver_command())
    return True


def remove_driver(repo: Repository) -> bool:
    """Take our merge driver out; False without one."""
    if "sinfonia" not in _value(repo, DRIVER):
        return False
    repo.git("config", "--local", "--remove-section", "merge.sinfonia")
    return True


def fetch_advice(repo: Repository) -> tuple[str, ...]:
    """Say what to type so that `git pull` brings the records of others, for each remote that lacks the line."""
    lines = []
    for remote in repo.try_git("remote")[1].decode("utf-8", "replace").split():
        code, printed, _ = repo.try_git("config", "--get-all", f"remote.{remote}.fetch")
        if FETCH not in ("" if code else printed.decode("utf-8", "replace")).split():
            lines.append(f"git config --add remote.{remote}.fetch '{FETCH}'")
    return tuple(lines)


def _value(repo: Repository, key: str) -> str:
    code, printed, _ = repo.try_git("config", "--local", "--get", key)
    return "" if code else printed.decode("utf-8", "surrogateescape").rstrip("\n")
