"""Whether enough people approved a gate, and whether what they approved is what is there."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.git.repo import shown
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.records.verify.place import where
from sinfonia.workflow.records.verify.report import Finding, Weight, finding, lighter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.workflow.records.verify.compared import Compared
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.records.verify.place import Place
    from sinfonia.workflow.records.verify.renewing import Renewals


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gate asks of its approvals.

    `envelope` is the path of the latest return ("" without one), `attempt` its number. `digest_counts`: a decision
    under another definition has no effect. `is_behind`: the pointer is past the step, and nobody can approve it again.
    """

    place: Place
    envelope: str
    attempt: int
    waived: frozenset[str]
    digest_counts: bool
    is_behind: bool


@dataclass(frozen=True, slots=True)
class Approvals:
    """Judges the approvals of one session's gates."""

    session: str
    files: Compared
    later: Renewals

    def judge(self, gate: Asked) -> tuple[list[Decided], list[Finding]]:
        """Give the approvals that count, and what is wrong with a gate."""
        place, waived = gate.place, gate.waived
        mine = [decided for decided in place.records if decided.entry.record.attempt == gate.attempt]
        about = self.files.about(place)
        found: list[Finding] = []
        doubts: list[Finding] = []
        counted: list[Decided] = []
        for decided in mine:
            record = decided.entry.record
            if record.decision is DecisionWord.REJECT and not decided.faults and "rejection" not in waived:
                message = f"{decided.who} rejected step `{place.step.name}`: {shown(record.note) or 'no reason given'}"
                command = "sinfonia return, or sinfonia revoke by the same person"
                found.append(finding("rejected", message, command=command, **where(decided)))
            if record.decision is not DecisionWord.APPROVE or decided.faults:
                continue
            differs = list(self._differs(gate, decided, about))
            renewed = [one for one in differs if one.weight is Weight.NOTE]
            why = [*decided.doubts, *(one for one in differs if one.weight is not Weight.NOTE)]
            if why:
                doubts += why
            else:
                counted.append(decided)
                found += [*decided.notes, *renewed]
        missing = place.needed.count - len({decided.who for decided in counted})
        unsure = {one.entry.record.reviewer for one in mine if _is_unsure(one)}
        if 0 < missing <= len(unsure) and "approval" not in waived:
            found += doubts  # with what could not be told it may be enough: that is said, and is no pass
        elif missing > 0 and "approval" not in waived:
            found += [self._too_few(gate, place.needed.count - missing, doubts), *doubts]
        else:
            found += map(lighter, doubts)
        return counted, found

    def _differs(self, gate: Asked, decided: Decided, about: frozenset[str]) -> Iterator[Finding]:
        """Yield why an approval is not about what is there now; a note for what a later gate approved."""
        record, more, place = decided.entry.record, where(decided), gate.place
        if record.definition != place.definition.digest and gate.digest_counts:
            message = f"{decided.who} approved under another definition of `{place.definition.name}`"
            command = "git log -- .sinfonia/workflows"
            yield finding("definition-changed", message, command=command, **more)
        if record.envelope is None or record.envelope.path != gate.envelope:
            judged = f"`{shown(record.envelope.path)}`" if record.envelope else "no return"
            message = f"{decided.who} approved {judged}, and the latest return is `{gate.envelope or 'missing'}`"
            yield finding("stale", message, path=gate.envelope, **more)
        elif not self.files.is_same(record.envelope, self.files.here):
            yield self._stale(decided, record.envelope.path)
        changed = [subject.path for subject in record.subjects if not self.files.is_same(subject)]
        changed += [path for path in record.absent if self.files.blob_of(path)]
        for path in changed:
            yield self._renewed(place, decided, path) or self._stale(decided, path)
        named = {subject.path for subject in record.subjects} | set(record.absent)
        for path in sorted(about - named):
            yield self._renewed(place, decided, path) or _uncovered(decided, path)

    def _renewed(self, place: Place, decided: Decided, path: str) -> Finding | None:
        again = self.later.of(place, decided.entry.oid, path)
        if not again:
            return None
        message = f"`{shown(path)}` has changed since {decided.who} approved it, and was approved again: `{again}`"
        return finding("superseded", message, path=path, **where(decided))

    def _too_few(self, gate: Asked, have: int, doubts: Sequence[Finding]) -> Finding:
        place = gate.place
        message = f"step `{place.step.name}` has {have} of {place.needed.count} approvals" + (
            f" by `{place.needed.role}`" if place.needed.role else ""
        )
        command = f"sinfonia approve {quote(place.step.name)} -m NOTE"
        if gate.is_behind:
            command = self._instead(gate, doubts)
        return finding("unmet-approval", message, command=command, session=self.session, step=place.step.name)

    def _instead(self, gate: Asked, doubts: Sequence[Finding]) -> str:
        """Say what to type where the step itself cannot be approved any more."""
        paths = dict.fromkeys(one.path for one in doubts if one.code in {"stale", "uncovered-path"} and one.path)
        paths.pop(gate.envelope, None)
        following = self.later.next_gate(gate.place, paths)
        if following:
            return f"sinfonia approve {quote(following)} -m NOTE"
        named = " ".join(f"--path {quote(path)}" for path in paths)
        return f"sinfonia approve {named} -m NOTE" if named else f"sinfonia status {self.session}"

    def _stale(self, decided: Decided, path: str) -> Finding:
        commit = decided.entry.record.commit
        message = f"`{shown(path)}` has changed since {decided.who} approved {commit[:12]}"
        command = " ".join(["git diff", commit[:12], *filter(None, [self.files.tree.commit[:12]]), "--", quote(path)])
        return finding("stale", message, command=command, path=path, **where(decided))


def _uncovered(decided: Decided, path: str) -> Finding:
    """Say that a gate is about a path which the record does not name."""
    message = f"`{shown(path)}` is not among what {decided.who} approved"
    command = f"git diff {decided.entry.record.commit[:12]} -- {quote(path)}"
    return finding("uncovered-path", message, command=command, path=path, **where(decided))


def _is_unsure(decided: Decided) -> bool:
    """Tell whether nothing but what could not be told keeps an approval from counting."""
    weights = {one.weight for one in decided.faults}
    return decided.entry.record.decision is DecisionWord.APPROVE and weights == {Weight.UNKNOWN}
