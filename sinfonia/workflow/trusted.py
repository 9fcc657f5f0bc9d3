"""What trust asks of a range (ENF-012), and which records about files count in it (ENF-009, ENF-010)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError
from sinfonia.git.changes import merge_base
from sinfonia.model.glob import matches_any
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow_facts import HANDOFFS, Wrong
from sinfonia.workflow.files_approved import Approvals
from sinfonia.workflow.records.grammar import PATHS
from sinfonia.workflow.records.verify import signatures
from sinfonia.workflow.records.verify.candidate import Tree, at_commit
from sinfonia.workflow.records.verify.gather import gather
from sinfonia.workflow.records.verify.origin import Origins
from sinfonia.workflow.records.verify.paths import approvals_of, pairs
from sinfonia.workflow.records.verify.people import Court, Workers
from sinfonia.workflow.records.verify.report import Weight
from sinfonia.workflow.records.verify.run import verify
from sinfonia.workflow.session import INDEX
from sinfonia.workflow.trust.policy import DEFAULT_ROLE
from sinfonia.workflow.trust.source import Trust, trust_at

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Change
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.report import Finding
    from sinfonia.workflow.records.verify.signatures import Signature


class Range:
    """A range by its ends: `base` the tip of the protected branch ("" where there is none), `head` what is judged."""

    def __init__(self, repo: Repository, objects: ObjectReader, base: str, head: str) -> None:
        self._repo = repo
        self._objects = objects
        self._base = base
        self._head = head

    def unapproved(self) -> tuple[Wrong, ...]:
        """Give what lacks its approval in trusted mode; raises `NotJudgedError` where only that could not be told."""
        if not self._trust.is_trusted:
            return ()
        answer = verify(self._repo, self._objects, self._tree, self._base)
        wrongs = tuple(_wrong(one) for one in answer.findings if one.weight in {Weight.TAMPERED, Weight.UNMET})
        unknown = next((one for one in answer.findings if one.weight is Weight.UNKNOWN), None)
        if unknown is not None and not wrongs:
            raise NotJudgedError(unknown.message, hint=unknown.command)
        return wrongs

    def approves(self, change: Change) -> bool:
        """Tell whether records about files cover a change: in trusted mode those of its role, else any."""
        if not self._records:
            return False
        if not self._trust.is_trusted:
            return Approvals(self._records).cover(change)
        policy = self._trust.policy
        if policy is None:
            return False
        roles = [row.role for row in policy.protect if matches_any(change.path, row.paths)] or [DEFAULT_ROLE]
        return all(self._enough(change, name) for name in roles)

    def _enough(self, change: Change, name: str) -> bool:
        policy = self._trust.policy
        role = policy.role(name) if policy else None
        decided = [
            self._court.decided(entry, self._signatures[entry.oid], name, self._since) for entry in self._records
        ]
        people = {one.who for one in approvals_of(decided, change.path, change.new_id)}
        return role is not None and len(people) >= role.count

    @cached_property
    def _trust(self) -> Trust:
        return trust_at(self._objects, self._base)

    @cached_property
    def _since(self) -> str:
        """Give where the range begins: who made it may not approve its files, whatever base a record names."""
        return merge_base(self._repo, self._base, self._head) if self._base else ""

    @cached_property
    def _tree(self) -> Tree:
        return at_commit(self._repo, self._objects, self._head)

    @cached_property
    def _signatures(self) -> dict[str, Signature]:
        return signatures.check(self._gathered, self._repo.env)

    @cached_property
    def _gathered(self) -> tuple[Entry, ...]:
        return gather(self._repo, self._objects, self._tree).of(PATHS)

    @cached_property
    def _records(self) -> tuple[Entry, ...]:
        """Give the records about files that are what they say; a rejection stands in any case."""
        origins = Origins(self._repo, self._objects, self._trust.project)
        return tuple(
            entry for entry in self._gathered
            if entry.record.decision is DecisionWord.REJECT
            or not any(True for _ in origins.check(entry, self._signatures[entry.oid]))
        )  # fmt: skip

    @cached_property
    def _court(self) -> Court:
        workers = Workers(self._repo, self._objects, self._trust.forges)
        workers.read(pairs(self._records, self._since))
        return Court(self._repo, self._objects, self._trust, workers)


def _wrong(one: Finding) -> Wrong:
    path = one.path or (f"{HANDOFFS}{one.session}/{INDEX}" if one.session else HANDOFFS.rstrip("/"))
    step = f" (step `{one.step}`)" if one.step else ""
    return Wrong(path, f"{one.message}{step}", help=one.command or "sinfonia verify tells more")
