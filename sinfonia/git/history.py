"""The commits that touched a folder, for people who ask: read with GitPython, by git's own plumbing where it cannot.

GitPython takes 80 ms to import and does not open SHA-256 repositories, so it stands here alone, inside a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.git.repo import Repository

MOST = 1000  # commits that are told


@dataclass(frozen=True, slots=True)
class Told:
    """One commit: full id, author as `Name <e-mail>`, seconds since 1970 of the commit, subject."""

    oid: str
    author: str
    seconds: int
    subject: str


def commits_of(repo: Repository, folder: str) -> tuple[Told, ...]:
    """List the commits of HEAD that touched a folder, the oldest first, at most the newest 1,000."""
    if not repo.has_head():
        return ()
    try:
        found = tuple(_by_library(repo, folder))
    except (ImportError, OSError, ValueError, UnicodeError):
        found = tuple(_by_plumbing(repo, folder))
    return found[::-1]


def _by_library(repo: Repository, folder: str) -> Iterator[Told]:
    """Walk with GitPython; raises `ValueError` where it cannot open the repository or read a commit."""
    import git

    try:
        opened = git.Repo(repo.root or repo.git_dir, odbt=git.GitCmdObjectDB)
        with opened:
            for commit in opened.iter_commits("HEAD", paths=folder, max_count=MOST):
                author = f"{commit.author.name} <{commit.author.email}>"
                yield Told(commit.hexsha, author, int(commit.committed_date), str(commit.summary))
    except (git.exc.GitError, git.exc.ODBError) as error:
        raise ValueError(str(error)) from error


def _by_plumbing(repo: Repository, folder: str) -> Iterator[Told]:
    printed = repo.git("log", f"-{MOST}", "-z", "--format=%H%n%an <%ae>%n%ct%n%s", "HEAD", "--", folder)
    for row in printed.decode("utf-8", "replace").split("\0"):
        if row.strip("\n"):
            oid, author, seconds, subject = row.strip("\n").split("\n", 3)
            yield Told(oid, author, int(seconds), subject)
