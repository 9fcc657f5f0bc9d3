"""What is checked out."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

_REFTABLE = "ref: refs/heads/.invalid"  # what HEAD says where refs are kept in tables (gitrepository-layout(5))


def current_branch(repo: Repository) -> str:
    """Give the short name of the branch that is checked out, "" on a detached HEAD."""
    try:
        with open(os.path.join(repo.git_dir, "HEAD"), encoding="utf-8", errors="surrogateescape") as file:
            text = file.read().strip()
    except OSError:
        return ""
    if text == _REFTABLE:
        code, printed, _ = repo.try_git("symbolic-ref", "-q", "HEAD")
        text = "" if code else "ref: " + printed.decode("utf-8", "surrogateescape").strip()
    return text.removeprefix("ref: refs/heads/") if text.startswith("ref: refs/heads/") else ""


def head_commit(repo: Repository) -> str:
    """Give the id of the commit at HEAD, "" before the first one; raises `GitError` when git cannot tell."""
    args = ("rev-parse", "--verify", "--quiet", "HEAD")
    code, printed, errors = repo.try_git(*args)
    if code not in {0, 1}:  # 1 says that there is none (git-rev-parse(1), `--verify --quiet`)
        from sinfonia.git.repo import git_error

        raise git_error(args, code, errors)
    return printed.decode("ascii").strip()
