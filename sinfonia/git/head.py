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
    if found := _loose(repo):
        return found
    args = ("rev-parse", "--verify", "--quiet", "HEAD")
    code, printed, errors = repo.try_git(*args)
    if code not in {0, 1}:  # 1 says that there is none (git-rev-parse(1), `--verify --quiet`)
        from sinfonia.git.repo import git_error

        raise git_error(args, code, errors)
    return printed.decode("ascii").strip()


def _loose(repo: Repository) -> str:
    """Give the id that the file of the branch at HEAD holds, "" where git must be asked (gitrepository-layout(5))."""
    branch = current_branch(repo)
    if not branch or ".." in branch:
        return ""
    try:
        with open(os.path.join(repo.common_dir, "refs/heads", branch), encoding="ascii", errors="replace") as file:
            text = file.read().strip()
    except OSError:
        return ""
    return text if len(text) in {40, 64} and not text.strip("0123456789abcdef") else ""
