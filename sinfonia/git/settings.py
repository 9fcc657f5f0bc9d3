"""The few settings of the user's git that a hook needs: how a message is cleaned, where hooks are."""

from __future__ import annotations

import os

from sinfonia import proc
from sinfonia.git.environment import own_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

_PATTERN = r"^(core\.(commentchar|commentstring|hookspath)|commit\.cleanup)$"


def git_settings(repo: Repository, environ: Mapping[str, str]) -> dict[str, str]:
    """Read them as the user's git would, keys in lower case, the last value of each."""
    args = repo.command("config", "-z", "--get-regexp", _PATTERN)
    _, printed, _ = proc.output(args, own_settings({**environ, **places(repo)}))
    rows = (row.split("\n", 1) for row in printed.decode("utf-8", "surrogateescape").split("\0") if "\n" in row)
    return {key.lower(): value for key, value in rows}


def hooks_folder(repo: Repository, settings: Mapping[str, str]) -> str:
    """Give the folder from which git runs hooks here (`core.hooksPath`, relative to the top of the tree)."""
    path = settings.get("core.hookspath")
    if not path:
        return os.path.join(repo.common_dir, "hooks")
    return os.path.normpath(os.path.join(repo.root or repo.git_dir, os.path.expanduser(path)))


def places(repo: Repository) -> dict[str, str]:
    """Give the variables of this repository's environment that say where it is."""
    return {key: value for key, value in repo.env.items() if key in {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"}}
