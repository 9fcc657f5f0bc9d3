"""A repository where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.errors import GitError
from sinfonia.git.environment import own_settings
from sinfonia.git.repo import Repository, discover, git_reason

if TYPE_CHECKING:
    from collections.abc import Mapping


def make_repository(root: str, environ: Mapping[str, str]) -> Repository:
    """Run `git init` as the user's git does it; raises `GitError`."""
    args = ["git", "-C", root, "init", "--quiet"]
    code, _, errors = proc.output(args, own_settings(environ))
    if code:
        raise GitError(f"git init: {git_reason(code, errors)}", stderr=errors, code=code)
    return discover(root, environ)
