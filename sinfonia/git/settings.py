"""Settings of the user's git: the few that a hook needs, and for the ledger all of them, asked for once."""

from __future__ import annotations

import os

from sinfonia import proc
from sinfonia.git.environment import own_settings
from sinfonia.git.repo import git_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off", ""})
_PATTERN = r"^(core\.(commentchar|commentstring|hookspath)|commit\.cleanup)$"


def git_settings(repo: Repository, environ: Mapping[str, str]) -> dict[str, str]:
    """Read them as the user's git would, keys in lower case, the last value of each."""
    args = repo.command("config", "-z", "--get-regexp", _PATTERN)
    _, printed, _ = proc.output(args, own_settings({**environ, **places(repo)}))
    rows = (row.split("\n", 1) for row in printed.decode("utf-8", "surrogateescape").split("\0") if "\n" in row)
    return {key.lower(): value for key, value in rows}


def all_settings(repo: Repository) -> Mapping[str, str | None]:
    """Read every setting once, keys in lower case, the last value of each (None without `=`); raises `GitError`."""
    if repo.known_settings is None:
        args = ("config", "-z", "--list")
        code, printed, errors = repo.try_git(*args)
        if code:
            raise git_error(args, code, errors)
        rows = (row.partition("\n") for row in printed.decode("utf-8", "surrogateescape").split("\0") if row)
        repo.known_settings = {key.lower(): value if is_set else None for key, is_set, value in rows}
    return repo.known_settings


def is_on(repo: Repository, name: str) -> bool:
    """Tell whether a setting, by its key in lower case, is true; raises `GitError` for what is neither true nor false.

    The words are those of git-config(1), "Values"; of numbers git itself is asked.
    """
    settings = all_settings(repo)
    value = settings.get(name, "")
    if value is None or value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    return repo.git("config", "--type=bool", "--get", name).strip() == b"true"


def has_remotes(repo: Repository) -> bool:
    """Tell whether a remote is set up, as `git remote` lists them; raises `GitError`."""
    return any(key.startswith("remote.") and key.count(".") > 1 for key in all_settings(repo))


def hooks_folder(repo: Repository, settings: Mapping[str, str]) -> str:
    """Give the folder from which git runs hooks here (`core.hooksPath`, relative to the top of the tree)."""
    path = settings.get("core.hookspath")
    if not path:
        return os.path.join(repo.common_dir, "hooks")
    return os.path.normpath(os.path.join(repo.root or repo.git_dir, os.path.expanduser(path)))


def places(repo: Repository) -> dict[str, str]:
    """Give the variables of this repository's environment that say where it is."""
    return {key: value for key, value in repo.env.items() if key in {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"}}
