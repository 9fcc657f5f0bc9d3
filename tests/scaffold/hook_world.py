"""What the tests of native hooks share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.git.repo import discover
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_file import COMMIT_HOOKS

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "#!/bin/sh\n"


def tree(folder: Path, *, times: bool = False) -> dict[str, tuple[object, ...]]:
    """Everything below a folder: kind and mode, content or where a link leads, and when it was changed."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (about.st_mode, content, about.st_mtime_ns if times else 0)
    return found


def put(path: Path, text: str, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCRIPT + text)
    path.chmod(mode)
    return path


def install(repo, names=COMMIT_HOOKS, **more):
    return git_hooks.install(discover(str(repo.path)), os.environ, names, **more)


def uninstall(repo, **more):
    return git_hooks.uninstall(discover(str(repo.path)), os.environ, **more)


def actions(outcome) -> dict[str, str]:
    return {row.name: row.action.value for row in outcome.rows}
