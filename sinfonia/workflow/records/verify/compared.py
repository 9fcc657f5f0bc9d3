"""The files that a session's gates are about, as the candidate has them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.glob import matches_any
from sinfonia.workflow.artifacts import SCOPE, expanded
from sinfonia.workflow.blobs import blob
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.scope import inside

if TYPE_CHECKING:
    from sinfonia.model.record import Blob
    from sinfonia.model.workflow import StepDefinition
    from sinfonia.workflow.records.verify.candidate import Tree
    from sinfonia.workflow.records.verify.place import Place


@dataclass(slots=True)
class Compared:
    """What approvals of one session are compared with.

    `tree` holds the files, `here` those of the session. `changed` are the paths that changed since the session began,
    None where that is not asked.
    """

    folder: str
    tree: Tree
    here: Tree
    changed: frozenset[str] | None
    _digests: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """Give a file's bytes, None where there is no plain file; raises `NotJudgedError` for a missing object."""
        return self.tree.read(path) if path in self.tree.blobs else None

    def is_there(self, step: StepDefinition, pattern: str) -> bool:
        """Tell whether something is there that an entry of `produces` names."""
        if pattern == SCOPE:
            return self.changed is None or bool(self._in_scope(step))
        return bool(self._matches(pattern))

    def about(self, place: Place) -> frozenset[str]:
        """Name every path that a gate is about: what its steps produce, and what changed within their scope."""
        every: set[str] = set()
        for step in place.judged:
            every |= self._in_scope(step)
            for pattern in expanded(step.produces, self.folder):
                every.update(self._matches(pattern) if pattern != SCOPE else ())
        return frozenset(every)

    def blob_of(self, path: str) -> str:
        """Give the blob id of a path, "" where it is gone, its own name where it is no plain file."""
        return path if path in self.tree.links else self.tree.blobs.get(path, "")

    def is_same(self, subject: Blob, tree: Tree | None = None) -> bool:
        """Compare a digest with the candidate's file, whose digests are counted from its bytes."""
        tree = tree or self.tree
        if tree.blobs.get(subject.path) != subject.oid:
            return False
        key = f"{subject.path}\0{subject.oid}"
        if key not in self._digests:
            counted = blob(tree.read(subject.path), subject.path, len(subject.oid))
            self._digests[key] = (counted.sha256, counted.oid)
        return self._digests[key] == (subject.sha256, subject.oid)

    def _in_scope(self, step: StepDefinition) -> set[str]:
        scope = expanded(step.scope, self.folder)
        if not scope or self.changed is None:
            return set()
        return {path for path in self.changed if not path.startswith(HANDOFFS + "/") and inside(path, scope)}

    def _matches(self, pattern: str) -> tuple[str, ...]:
        if pattern in self.tree.blobs:
            return (pattern,)
        if not any(mark in pattern for mark in "*?["):
            return ()
        globs = ("/" + pattern,)
        return tuple(path for path in self.tree.blobs if matches_any(path, globs))
