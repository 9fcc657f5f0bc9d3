"""One session's rows: whether each gate that is closed may be, computed from envelopes, files and records alone."""

from __future__ import annotations

from dataclasses import field
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.git.repo import shown
from sinfonia.handoff.validate import Around, first_error
from sinfonia.model.dataclass import dataclass
from sinfonia.model.glob import matches_any
from sinfonia.model.handoff import HandoffStatus, HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import APPROVAL, Gate
from sinfonia.workflow.artifacts import SCOPE, expanded
from sinfonia.workflow.blobs import blob
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records.verify.report import Finding, RowAnswer, Weight, finding, lighter
from sinfonia.workflow.scope import inside
from sinfonia.workflow.situation import previous_gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.errors import NotJudgedError
    from sinfonia.model.record import Blob, Record
    from sinfonia.model.workflow import Definition, StepDefinition
    from sinfonia.workflow.records.verify.candidate import Tree
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.session import Filed, Session
    from sinfonia.workflow.trust.policy import Needed

SKIPPED = ""  # the gate that a waive of the whole step names


@dataclass(frozen=True, slots=True)
class Place:
    """One row with all that decides about it.

    `judged` are the steps whose work it judges, `records` the decisions about it that nobody took back.
    """

    number: int
    step: StepDefinition
    definition: Definition
    judged: tuple[StepDefinition, ...]
    needed: Needed
    records: tuple[Decided, ...]
    closed: bool


@dataclass(slots=True)
class Rows:
    """Judges the rows of one session.

    `tree` holds the files that approvals are compared with, `here` those of the session. `changed` are the paths that
    changed since the session began, None where that is not asked. `digest_counts`: a decision under another definition
    has no effect.
    """

    session: Session
    tree: Tree
    here: Tree
    changed: frozenset[str] | None
    digest_counts: bool
    _digests: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    _skipped: set[str] = field(default_factory=set)  # steps that were waived whole: an approval asks nothing of them

    def judge(self, place: Place) -> tuple[RowAnswer, list[Finding]]:
        """Judge one row: gives the answer and what is wrong; a row that is not closed is only described."""
        found: list[Finding] = []
        waived = self._waived(place, found)
        if SKIPPED in waived:
            self._skipped.add(place.step.name)
        approved: tuple[str, ...] = ()
        if SKIPPED not in waived and place.step.gate is not Gate.NONE:
            returned = self._latest(place)
            if "return" not in waived:
                found += self._return(place, returned)
            if place.step.gate is Gate.APPROVAL:
                approved, more = self._approvals(place, returned, waived)
                found += more
        if SKIPPED not in waived:
            found += self._products(place, waived)
        met = all(one.weight == "note" for one in found)
        answer = RowAnswer(
            place.step.name, str(place.step.gate), place.closed, met, approved,
            place.needed.count if place.step.gate is Gate.APPROVAL else 0, tuple(sorted(w or "step" for w in waived)),
        )  # fmt: skip
        return answer, found if place.closed else [lighter(one) for one in found if one.code in _ALWAYS]

    def _waived(self, place: Place, found: list[Finding]) -> frozenset[str]:
        names = set()
        for decided in place.records:
            record = decided.entry.record
            if record.decision is not DecisionWord.WAIVE:
                continue
            if decided.faults or decided.doubts:
                found += map(lighter, decided.doubts)
                continue
            if not record.note.strip():
                found.append(finding("no-reason", f"{decided.who} waives without a reason", **_where(decided)))
                continue
            names.add(record.gate)
        return frozenset(names)

    def _latest(self, place: Place) -> Filed | None:
        names = {step.name for step in place.judged}
        return next(
            (
                filed
                for filed in reversed(self.session.envelopes)
                if filed.envelope and filed.envelope.handoff_type is HandoffType.RETURN and filed.envelope.step in names
            ),
            None,
        )

    def _attempt(self, place: Place) -> int:
        names = {step.name for step in place.judged}
        made = (filed.envelope for filed in self.session.envelopes if filed.envelope and filed.envelope.step in names)
        return max((one.attempt for one in made if one.handoff_type is not HandoffType.REVISION), default=1)

    def _return(self, place: Place, returned: Filed | None) -> Iterator[Finding]:
        name = place.step.name
        more = {"session": self.session.id, "step": name}
        if returned is None or returned.envelope is None:
            yield finding("unmet-return", f"step `{name}` has no return envelope", **more)
            return
        path = f"{self.session.folder}/{returned.name}"
        handoffs = frozenset(filed.envelope.handoff_id for filed in self.session.envelopes if filed.envelope)
        problem = first_error(returned.data, path, Around(handoffs, None, self.here.exists))
        if problem:
            message = f"`{path}` is not valid: {problem}"
            yield finding("unmet-return", message, command=f"sinfonia validate {quote(path)}", path=path, **more)
        elif returned.envelope.status is not HandoffStatus.COMPLETED:
            yield finding("unmet-return", f"`{path}` says `{returned.envelope.status}`", path=path, **more)

    def _products(self, place: Place, waived: frozenset[str]) -> Iterator[Finding]:
        for step in place.judged:
            if step.name in self._skipped:
                continue
            for pattern in expanded(step.produces, self.session.folder):
                if f"produces {pattern}" in waived or self._is_there(step, pattern):
                    continue
                what = f"a change within {' '.join(step.scope)}" if pattern == SCOPE else f"`{pattern}`"
                message = f"{what}, which step `{step.name}` produces, is not there"
                yield finding("unmet-artifact", message, session=self.session.id, step=place.step.name, path=pattern)

    def _is_there(self, step: StepDefinition, pattern: str) -> bool:
        if pattern == SCOPE:
            return self.changed is None or bool(self._in_scope(step))
        return bool(self._matches(pattern))

    def _in_scope(self, step: StepDefinition) -> set[str]:
        scope = expanded(step.scope, self.session.folder)
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

    def _approvals(
        self, place: Place, returned: Filed | None, waived: frozenset[str]
    ) -> tuple[tuple[str, ...], list[Finding]]:
        attempt = self._attempt(place)
        mine = [decided for decided in place.records if decided.entry.record.attempt == attempt]
        about = self._about(place)
        found: list[Finding] = []
        doubts: list[Finding] = []
        people: list[str] = []
        for decided in mine:
            record = decided.entry.record
            if record.decision is DecisionWord.REJECT and not decided.faults and "rejection" not in waived:
                message = f"{decided.who} rejected step `{place.step.name}`: {shown(record.note) or 'no reason given'}"
                command = "sinfonia return, or sinfonia revoke by the same person"
                found.append(finding("rejected", message, command=command, **_where(decided)))
            if record.decision is not DecisionWord.APPROVE or decided.faults:
                continue
            why = [*decided.doubts, *self._differs(place, decided, returned, about)]
            if why:
                doubts += why
            else:
                people.append(decided.who)
                found += decided.notes
        approved = tuple(sorted(set(people)))
        missing = place.needed.count - len(approved)
        unsure = {one.entry.record.reviewer for one in mine if _is_unsure(one)}
        if 0 < missing <= len(unsure) and "approval" not in waived:
            found += doubts  # with what could not be told it may be enough: that is said, and is no pass
        elif missing > 0 and "approval" not in waived:
            message = f"step `{place.step.name}` has {len(approved)} of {place.needed.count} approvals" + (
                f" by `{place.needed.role}`" if place.needed.role else ""
            )
            more = {"session": self.session.id, "step": place.step.name}
            found.append(
                finding("unmet-approval", message, command=f"sinfonia approve {quote(place.step.name)} -m NOTE", **more)
            )
            found += doubts
        else:
            found += map(lighter, doubts)
        return approved, found

    def _differs(
        self, place: Place, decided: Decided, returned: Filed | None, about: frozenset[str]
    ) -> Iterator[Finding]:
        """Yield why an approval is not about what is there now."""
        record, more = decided.entry.record, _where(decided)
        if record.definition != place.definition.digest and self.digest_counts:
            message = f"{decided.who} approved under another definition of `{place.definition.name}`"
            command = "git log -- .sinfonia/workflows"
            yield finding("definition-changed", message, command=command, **more)
        envelope = f"{self.session.folder}/{returned.name}" if returned else ""
        if record.envelope is None or record.envelope.path != envelope:
            judged = f"`{shown(record.envelope.path)}`" if record.envelope else "no return"
            message = f"{decided.who} approved {judged}, and the latest return is `{envelope or 'missing'}`"
            yield finding("stale", message, path=envelope, **more)
        elif not self._same(record.envelope, self.here):
            yield self._stale(decided, record.envelope.path)
        for subject in record.subjects:
            if not self._same(subject, self.tree):
                yield self._stale(decided, subject.path)
        for path in record.absent:
            if path in self.tree.blobs or path in self.tree.links:
                yield self._stale(decided, path)
        yield from self._uncovered(record, decided, about)

    def _about(self, place: Place) -> frozenset[str]:
        """Name every path that a gate is about: what its steps produce, and what changed within their scope."""
        every: set[str] = set()
        for step in place.judged:
            every |= self._in_scope(step)
            for pattern in expanded(step.produces, self.session.folder):
                every.update(self._matches(pattern) if pattern != SCOPE else ())
        return frozenset(every)

    def _uncovered(self, record: Record, decided: Decided, about: frozenset[str]) -> Iterator[Finding]:
        """Yield what the gate is about and the record does not name."""
        named = {subject.path for subject in record.subjects} | set(record.absent)
        for path in sorted(about - named):
            message = f"`{shown(path)}` is not among what {decided.who} approved"
            command = f"git diff {record.commit[:12]} -- {quote(path)}"
            yield finding("uncovered-path", message, command=command, path=path, **_where(decided))

    def _stale(self, decided: Decided, path: str) -> Finding:
        commit = decided.entry.record.commit
        message = f"`{shown(path)}` has changed since {decided.who} approved {commit[:12]}"
        command = " ".join(["git diff", commit[:12], *filter(None, [self.tree.commit[:12]]), "--", quote(path)])
        return finding("stale", message, command=command, path=path, **_where(decided))

    def _same(self, subject: Blob, tree: Tree) -> bool:
        """Compare a digest with the candidate's file, whose digests are counted from its bytes."""
        if tree.blobs.get(subject.path) != subject.oid:
            return False
        key = f"{subject.path}\0{subject.oid}"
        if key not in self._digests:
            counted = blob(tree.read(subject.path), subject.path, len(subject.oid))
            self._digests[key] = (counted.sha256, counted.oid)
        return self._digests[key] == (subject.sha256, subject.oid)


def _is_unsure(decided: Decided) -> bool:
    """Tell whether nothing but what could not be told keeps an approval from counting."""
    weights = {one.weight for one in decided.faults}
    return decided.entry.record.decision is DecisionWord.APPROVE and weights == {Weight.UNKNOWN}


_ALWAYS = frozenset({"rejected"})  # what is worth saying of a row that is still open


def judged_by(steps: Sequence[StepDefinition], at: int) -> tuple[StepDefinition, ...]:
    """Give the steps that a row judges: itself, or for an approval step all since the one before."""
    if steps[at].name.rpartition("/")[2] != APPROVAL:
        return (steps[at],)
    return tuple(steps[previous_gate(steps, at) + 1 : at]) or (steps[at],)


def unreadable(error: NotJudgedError, session: str) -> Finding:
    """Say that an object which a row needs is not here."""
    return finding("missing-object", error.message, command=error.hint or "git fetch --unshallow", session=session)


def _where(decided: Decided) -> dict[str, str]:
    record = decided.entry.record
    return {"session": record.session, "step": record.step, "record": decided.entry.oid}
