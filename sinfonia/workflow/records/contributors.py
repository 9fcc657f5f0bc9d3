"""Who made the work that an approval is about: nobody of them may approve it.

Counted are authors, co-authors and committers of every commit between a base and the reviewed commit that touches
anything but the state of sessions, of merges only what no parent has, and whoever wrote the return envelope. A document
in a session's folder is work: a step produces it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.git.changes import walk
from sinfonia.git.head import head_commit
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import git_error
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.names import HANDOFFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sinfonia.git.repo import Repository

FORGES = ("noreply@github.com",)
"""Committers that stand for a person's click (docs.github.com, "About commit signature verification")."""

_CO_AUTHOR = re.compile(r"^[ \t>*-]*co-authored-by[ \t]*:.*?<([^<>\n]+)>", re.IGNORECASE | re.MULTILINE)
_STATE = re.compile(
    rf"{re.escape(HANDOFFS)}/(?:[^/]+/(?:workflow\.md|\d{{3}}-[a-z0-9-]+-to-[a-z0-9-]+\.md|approvals/[^/]+)|[^/]+)"
)
_BATCH = 200  # tips on one command line


@dataclass(frozen=True, slots=True)
class Made:
    """What one commit says: its parents, its people, whether it is work, the session files (path, blob) it set."""

    parents: tuple[str, ...]
    author: str
    committer: str
    coauthors: tuple[str, ...]
    works: bool
    filed: frozenset[tuple[str, str]]

    def people(self, forges: Collection[str]) -> set[str]:
        """Give its e-mail addresses, less a forge that only pressed the button."""
        found = {self.author, *self.coauthors}
        if self.committer not in forges:
            found.add(self.committer)
        return found - {""}


def normal(email: str) -> str:
    """Give an address as it is compared: without case, as every large host treats it."""
    return email.strip().strip("<>").lower()


def contributors(
    repo: Repository,
    base: str,
    commit: str,
    *,
    envelope: tuple[str, str] | None = None,
    forges: Iterable[str] = (),
) -> tuple[str, ...]:
    """List the e-mail addresses, in lower case and sorted, of whoever made `base..commit`.

    `commit` is any revision. An empty `base` means from the beginning. `envelope` is (path, blob id) of the return,
    whose writer counts too. `forges` are further forge committers. Raises `GitError` when the history is not here.
    """
    commit = (head_commit(repo) if commit == "HEAD" else "") or repo.resolve(commit)
    objects = ObjectReader(repo)
    try:
        made = history(repo, objects, base, (commit,))
    finally:
        objects.close()
    return of(repo, made, commit, envelope, (*FORGES, *map(normal, forges)))


def of(
    repo: Repository,
    made: Mapping[str, Made],
    commit: str,
    envelope: tuple[str, str] | None,
    forges: Collection[str],
) -> tuple[str, ...]:
    """List the contributors of one commit, from a history that reaches it."""
    found: set[str] = set()
    written = envelope is None
    for oid in _reached(made, commit):
        one = made[oid]
        filed = envelope in one.filed
        written = written or filed
        if one.works or filed:
            found |= one.people(forges)
    if envelope is not None and not written:
        last = _last_writer(made, commit, envelope[0])
        found |= {last.author, last.committer} - {"", *forges} if last else _writer(repo, commit, envelope[0], forges)
    return tuple(sorted(found))


def history(repo: Repository, objects: ObjectReader, base: str, tips: Iterable[str]) -> dict[str, Made]:
    """Read the commits that the tips reach and the base does not; raises `GitError`."""
    every = tuple(dict.fromkeys(tips))
    found: dict[str, Made] = {}
    for at in range(0, len(every), _BATCH):
        revisions = (*every[at : at + _BATCH], *([f"^{base}"] if base else []))
        for reading in walk(repo, objects, *revisions):
            commit = reading.commit
            inside = [change for change in commit.changes if change.path.startswith(HANDOFFS + "/")]
            found[commit.oid] = Made(
                commit.parents,
                normal(commit.author.rpartition("<")[2].rpartition(">")[0]),
                normal(reading.committer),
                tuple(normal(email) for email in _CO_AUTHOR.findall(commit.message.text)),
                not all(_STATE.fullmatch(change.path) for change in commit.changes),
                frozenset((change.path, change.new_id) for change in inside),
            )
    return found


def _reached(made: Mapping[str, Made], commit: str) -> set[str]:
    found: set[str] = set()
    waiting = [commit]
    while waiting:
        oid = waiting.pop()
        if oid in made and oid not in found:
            found.add(oid)
            waiting += made[oid].parents
    return found


def _last_writer(made: Mapping[str, Made], commit: str, path: str) -> Made | None:
    """Find the last commit that touched a path, None where it lies before the history that was read, or a merge."""
    while (one := made.get(commit)) is not None and len(one.parents) < 2:
        if any(name == path for name, _ in one.filed):
            return one
        commit = one.parents[0] if one.parents else ""
    return None


def _writer(repo: Repository, commit: str, path: str, forges: Collection[str]) -> set[str]:
    """Give the people of the last commit that touched a return which lies before the base."""
    args = ("rev-list", "-1", "--full-history", "--encoding=UTF-8", "--format=%ae%n%ce", commit, "--", path)
    code, printed, errors = repo.try_git(*args)
    if code:
        raise git_error(args, code, errors)
    rows = printed.decode("utf-8", "surrogateescape").split("\n")[1:3]
    return {normal(row) for row in rows} - {"", *forges}
