"""The hunks of one staged path, read by unidiff: for people, where a few lines are told, never for a verdict.

unidiff reads hunks well and names badly (git quotes and prefixes those), so it is given the patch of a
path that is known already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unidiff.errors import UnidiffParseError
from unidiff.patch import PatchSet

from sinfonia.git.diff import OPTIONS, PATCH

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository


class Hunk:
    """One hunk: how many lines it removes, and the first and last line number that it adds (0 where it adds none)."""

    __slots__ = ("first", "last", "removed")

    def __init__(self, first: int, last: int, removed: int) -> None:
        self.first = first
        self.last = last
        self.removed = removed


def staged_hunks(repo: Repository, path: str) -> tuple[Hunk, ...]:
    """Give the hunks of a staged path in order; nothing where git prints none, or none that can be read."""
    against = "HEAD" if repo.has_head() else repo.empty_tree()
    patch = (part for part in PATCH if part != "-a")
    options = (part for part in OPTIONS if part not in {"--raw", "-z"})
    printed = repo.git("diff-index", "--cached", *patch, *options, against, "--", f":(top,literal){path}")
    try:
        files = PatchSet(printed.decode("utf-8", "surrogateescape"))
    except UnidiffParseError:
        return ()
    found = []
    for hunk in (hunk for file in files for hunk in file):
        added = [line.target_line_no or 0 for line in hunk if line.is_added]
        found.append(Hunk(min(added, default=0), max(added, default=0), int(hunk.removed)))
    return tuple(found)
