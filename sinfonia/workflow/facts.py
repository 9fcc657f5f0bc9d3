"""What the rules ask of sessions, found out in git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.git.changes import net
from sinfonia.rules.enf_009_workflow_integrity import concerns
from sinfonia.workflow.edits import Edits, unless_approved
from sinfonia.workflow.files_approved import Approvals
from sinfonia.workflow.records.grammar import PATHS
from sinfonia.workflow.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Change
    from sinfonia.model.workflow_facts import Wrong


def illegal_edits(
    repo: Repository,
    objects: ObjectReader,
    before: str,
    after: str,
    changes: Iterable[Change],
    *,
    approves: Callable[[Change], bool] | None = None,
) -> tuple[Wrong, ...]:
    """Give what no command makes of sessions between two commits or trees, "" for the index; raises `SinfoniaError`.

    `approves` says which changes a record about files covers; without it, any such record of the state after does.
    """
    every = tuple(changes)
    old, new = Snapshot(repo, objects, _known(repo, before)), Snapshot(repo, objects, after)
    return _unless_approved(Edits(old, new).all(every), new, every, approves)


def merged_edits(repo: Repository, objects: ObjectReader, parents: Sequence[str], tree: str = "") -> tuple[Wrong, ...]:
    """Give what no command makes of sessions in a merge, held against each of its parents; "" is the index.

    What comes from one parent as it was there has been judged before: it is compared only with the other's.
    """
    tree = tree or repo.git("write-tree").decode("ascii").strip()
    new = Snapshot(repo, objects, tree)
    by_parent = [[change for change in net(repo, objects, parent, tree) if concerns((change,))] for parent in parents]
    own = set.intersection(*({change.path for change in changes} for changes in by_parent))
    found: list[Wrong] = []
    for parent, changes in zip(parents, by_parent, strict=True):
        known = frozenset(change.new_id for change in changes if change.new_id and change.path not in own)
        found += Edits(Snapshot(repo, objects, parent), new, known=known).all(changes)
    return _unless_approved(found, new, [change for changes in by_parent for change in changes], None)


def _unless_approved(
    found: Iterable[Wrong], new: Snapshot, changes: Iterable[Change], approves: Callable[[Change], bool] | None
) -> tuple[Wrong, ...]:
    wrongs = tuple(found)
    if not wrongs:
        return ()
    by_path = {change.path: change for change in changes}
    covers = approves or Approvals(new.records(PATHS)).cover
    return unless_approved(wrongs, lambda path: path in by_path and covers(by_path[path]))


def _known(repo: Repository, revision: str) -> str:
    """Give a revision, or the empty tree for a HEAD that is not born yet."""
    return repo.empty_tree() if revision == "HEAD" and not repo.has_head() else revision
