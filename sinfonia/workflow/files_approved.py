"""Whether a record about files (`approve --path`) covers exactly what a change brings. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.model.change import Change
    from sinfonia.workflow.records.ledger import Entry


@dataclass(frozen=True, slots=True)
class Approvals:
    """The records of the session `paths`, those that count where that was established."""

    entries: Sequence[Entry]

    def cover(self, change: Change) -> bool:
        """Tell whether a change is approved, and nobody rejected it."""
        return any(True for _ in self.of(change.path, change.new_id))

    def of(self, path: str, oid: str) -> Iterator[Entry]:
        """Yield the approvals of a path with this blob ("" where it is gone) that nobody revoked or rejected."""
        revoked = {entry.record.target for entry in self.entries if entry.record.decision is DecisionWord.REVOKE}
        alive = [entry for entry in self.entries if entry.oid not in revoked and _is_about(entry, path, oid)]
        if any(entry.record.decision is DecisionWord.REJECT for entry in alive):
            return
        yield from (entry for entry in alive if entry.record.decision is DecisionWord.APPROVE)


def _is_about(entry: Entry, path: str, oid: str) -> bool:
    if not oid:
        return path in entry.record.absent
    return any(subject.path == path and subject.oid == oid for subject in entry.record.subjects)
