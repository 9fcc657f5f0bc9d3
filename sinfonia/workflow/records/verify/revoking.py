"""Which decisions are taken back, and by whom they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.record import DecisionWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sinfonia.workflow.records.verify.people import Decided


def revoked(every: Sequence[Decided]) -> frozenset[str]:
    """Give the ids that a revoke takes back: what opens a gate by anyone who is known, a rejection by its reviewer."""
    by_id = {decided.entry.oid: decided for decided in every}
    return frozenset(_taken(every, by_id))


def _taken(every: Sequence[Decided], by_id: Mapping[str, Decided]) -> Iterator[str]:
    for decided in every:
        record = decided.entry.record
        target = by_id.get(record.target)
        if record.decision is not DecisionWord.REVOKE or decided.faults or target is None:
            continue
        word = target.entry.record.decision
        if word is DecisionWord.REVOKE:
            continue
        if word is not DecisionWord.REJECT or target.faults or target.who == decided.who:
            yield record.target
