"""Who decided, and whether the policy lets them: persons, not keys."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.contributors import history, normal, of
from sinfonia.workflow.records.verify.history import shallow, was_before
from sinfonia.workflow.records.verify.report import Finding, finding
from sinfonia.workflow.records.verify.signatures import State
from sinfonia.workflow.session import APPROVALS, folder_of
from sinfonia.workflow.trust.keys import PRESENCE, fingerprint
from sinfonia.workflow.trust.policy import Kind, Person, TrustPolicy, Unmapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.contributors import Made
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.signatures import Signature
    from sinfonia.workflow.trust.source import Trust


@dataclass(frozen=True, slots=True)
class Decided:
    """A record with who took it: a person's name in trusted mode, else an address; "" for nobody that is known.

    `faults` keep it from counting at all; `doubts` keep an approval from counting, and matter only where it is needed.
    """

    entry: Entry
    who: str
    faults: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Workers:
    """Finds the contributors of reviewed commits; a history is read once for all records that share a base."""

    repo: Repository
    objects: ObjectReader
    forges: tuple[str, ...]
    _made: dict[str, dict[str, Made]] = field(default_factory=dict)
    _read: set[tuple[str, str]] = field(default_factory=set)
    _cut: frozenset[str] | None = None

    def read(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read the histories of (base, commit) pairs, those of one base together; what is not here is left out."""
        by_base: dict[str, list[str]] = {}
        for base, commit in dict.fromkeys(wanted):
            if (base, commit) not in self._read and self._knows(commit) and (not base or self._knows(base)):
                by_base.setdefault(base, []).append(commit)
        for base, commits in by_base.items():
            try:
                made = history(self.repo, self.objects, base, commits)
            except GitError:
                continue  # a parent is missing: it cannot be told from history
            self._made.setdefault(base, {}).update(made)
            self._read.update((base, commit) for commit in commits)

    def of(self, entry: Entry, since: str | None) -> tuple[frozenset[str], bool]:
        """Give the addresses of a record's contributors, and whether history was there to tell."""
        record = entry.record
        found = set(map(normal, record.contributors))
        envelope = (record.envelope.path, record.envelope.oid) if record.envelope else None
        told = False
        for base in {record.base, since} - {None}:
            made = self._made.get(base or "", {})
            if (base, record.commit) not in self._read or not self._cuts().isdisjoint(made):
                continue
            told = True
            found.update(of(self.repo, made, record.commit, envelope, self.forges))
        return frozenset(found), told

    def _knows(self, oid: str) -> bool:
        try:
            return self.objects.read_object(oid)[0] == "commit"
        except NotJudgedError:
            return False

    def _cuts(self) -> frozenset[str]:
        if self._cut is None:
            self._cut = shallow(self.repo)
        return self._cut


@dataclass(frozen=True, slots=True)
class Court:
    """Judges records by a base's trust."""

    repo: Repository
    objects: ObjectReader
    trust: Trust
    workers: Workers

    def decided(self, entry: Entry, signature: Signature, role: str, since: str | None) -> Decided:
        """Say who took a decision and what keeps it from counting; `role` is the one that its gate names."""
        policy = self.trust.policy
        if not self.trust.is_trusted or policy is None:
            return self._local(entry, signature, since)
        faults = [*self._key(entry, signature, policy)]
        owner = _owner(policy, signature)
        doubts, notes = self._standing(entry, signature, policy, owner, role, since) if owner else ([], [])
        return Decided(entry, owner.name if owner else "", tuple(faults), tuple(doubts), tuple(notes))

    def _local(self, entry: Entry, signature: Signature, since: str | None) -> Decided:
        record, more = entry.record, _where(entry)
        notes, doubts = [], []
        if record.actor == "agent" and record.decision in {DecisionWord.APPROVE, DecisionWord.WAIVE}:
            doubts.append(
                finding("agent-decision", f"an agent decided `{record.decision}` for {record.reviewer}", **more)
            )
        people, _ = self.workers.of(entry, since)
        if record.decision is DecisionWord.APPROVE and record.reviewer.lower() in people:
            message = f"{record.reviewer} approved work that they made"
            notes.append(finding("self-approved", message, **more))
        if signature.state is State.EXPIRED:
            doubts.append(finding("expired-key", f"the signature does not count: {signature.why}", **more))
        return Decided(entry, record.reviewer.lower(), (), tuple(doubts), tuple(notes))

    def _key(self, entry: Entry, signature: Signature, policy: TrustPolicy) -> Iterator[Finding]:
        """Yield what is wrong with key and signature."""
        more = _where(entry)
        record = entry.record
        match signature.state:
            case State.NONE:
                yield finding("unsigned", f"the `{record.decision}` of {record.reviewer} is not signed", **more)
                return
            case State.UNCHECKED:
                yield finding("unchecked-signature", f"a signature could not be checked: {signature.why}", **more)
                return
            case State.EXPIRED:
                yield finding("expired-key", f"the signature does not count: {signature.why}", **more)
                return
            case State.BAD:
                return  # said where the record's origin is checked
            case State.GOOD:
                pass
        owner = _owner(policy, signature)
        if owner is None:
            message = f"nobody in the policy has the key {signature.keys[0]}, which signed for {record.reviewer}"
            yield finding("unknown-key", message, command="sinfonia trust list", **more)
            return
        named = policy.person(record.reviewer)
        if named is None or named.name != owner.name:
            message = f"the key is `{owner.name}`'s, and the record says {record.reviewer}"
            yield finding("other-signer", message, **more)
        revoked = next((one for key in signature.keys if (one := policy.revocation(key))), None)
        if revoked is not None:
            path = f"{folder_of(record.session)}/{APPROVALS}/{entry.oid}{ledger.SUFFIX}"
            if not was_before(self.repo, self.objects, self.trust.base, path, revoked.since):
                message = f"the key of `{owner.name}` is revoked since policy version {revoked.since}"
                yield finding("revoked-key", message, command="sinfonia trust list", **more)

    def _standing(
        self, entry: Entry, signature: Signature, policy: TrustPolicy, owner: Person, role: str, since: str | None
    ) -> tuple[list[Finding], list[Finding]]:
        """List what keeps a person from deciding here, and what is only worth a note."""
        record, more = entry.record, _where(entry)
        if record.decision not in {DecisionWord.APPROVE, DecisionWord.WAIVE}:
            return [], []
        doubts, notes = [], []
        if owner.kind is Kind.AGENT or record.actor == "agent":
            doubts.append(
                finding("agent-decision", f"`{owner.name}` decided as an agent, and people decide here", **more)
            )
        given = policy.role(role)
        if given is None or owner.name not in given.members:
            doubts.append(
                finding("not-in-role", f"`{owner.name}` is no `{role}`", command="sinfonia trust list", **more)
            )
        elif given.presence and not (signature.touched and _is_presence(owner, signature)):
            message = f"role `{role}` asks for a touched security key, and `{owner.name}` signed without"
            doubts.append(finding("no-presence", message, **more))
        people, told = self.workers.of(entry, since)
        if not told:
            message = f"{record.commit[:12]} is not here: the record's own list of contributors counts"
            command = f"git fetch origin 'refs/tags/sinfonia/{record.session}/*:refs/tags/sinfonia/{record.session}/*'"
            notes.append(finding("recorded-contributors", message, command=command, **more))
        mine = sorted(people & set(owner.emails))
        if mine and record.decision is DecisionWord.APPROVE:
            message = f"`{owner.name}` made some of the work ({mine[0]}) and cannot approve it"
            doubts.append(finding("contributor", message, **more))
        for email in sorted(email for email in people if policy.person(email) is None):
            message = f"`{email}` made some of the work, and no person of the policy has that address"
            if policy.unmapped is Unmapped.REFUSE:
                doubts.append(finding("unmapped", message, **more))
            else:
                notes.append(finding("unmapped-address", message, **more))
        return doubts, notes


def _owner(policy: TrustPolicy, signature: Signature) -> Person | None:
    if signature.state is not State.GOOD:
        return None
    return next((person for key in signature.keys if (person := policy.owner(key))), None)


def _is_presence(owner: Person, signature: Signature) -> bool:
    return any(key.startswith(PRESENCE) and fingerprint(key) in signature.keys for key in owner.keys)


def _where(entry: Entry) -> dict[str, str]:
    return {"session": entry.record.session, "step": entry.record.step, "record": entry.oid}
