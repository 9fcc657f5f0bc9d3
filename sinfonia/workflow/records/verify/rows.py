"""One session's rows: whether each gate that is closed may be, computed from envelopes, files and records alone."""

from __future__ import annotations

from dataclasses import field
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.handoff.validate import Around, first_error
from sinfonia.model.dataclass import dataclass
from sinfonia.model.handoff import HandoffStatus, HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import Gate
from sinfonia.workflow import completion
from sinfonia.workflow.artifacts import SCOPE, expanded
from sinfonia.workflow.records.verify.approvals import Approvals, Asked
from sinfonia.workflow.records.verify.place import where
from sinfonia.workflow.records.verify.report import Finding, RowAnswer, Weight, finding, lighter
from sinfonia.workflow.scope import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.workflow.records.verify.compared import Compared
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.records.verify.place import Place
    from sinfonia.workflow.records.verify.renewing import Renewals
    from sinfonia.workflow.session import Filed, Session

SKIPPED = ""  # the gate that a waive of the whole step names
PEOPLE = frozenset({SKIPPED, "approval", "rejection"})  # gates that are waived where they stand, and nowhere else
_ALWAYS = frozenset({"rejected"})  # what is worth saying of a row that is still open


@dataclass(slots=True)
class Rows:
    """Judges the rows of one session, from the last to the first: a later approval may renew an earlier one.

    `settled`: the session is over, and a decision under another definition than today's has effect.
    """

    session: Session
    files: Compared
    later: Renewals
    settled: bool
    _waived: dict[str, frozenset[str]] = field(default_factory=dict)
    _places: Sequence[Place] = ()

    def judge(self, places: Sequence[Place]) -> tuple[tuple[RowAnswer, ...], list[Finding]]:
        """Judge every row: gives the answers and what is wrong; a row that is not closed is only described."""
        answers: list[RowAnswer] = []
        found: list[list[Finding]] = []
        self._places = places
        waives = [self._waives(place) for place in places]
        for place, (names, _) in zip(places, waives, strict=True):
            self._waived[place.step.name] = names
        for place, (_, more) in reversed(list(zip(places, waives, strict=True))):
            answer, wrong = self._judge(place)
            wrong = [*more, *wrong]
            answers.append(answer)
            found.append(wrong if place.closed else [lighter(one) for one in wrong if one.code in _ALWAYS])
        return tuple(reversed(answers)), [one for wrong in reversed(found) for one in wrong]

    def _judge(self, place: Place) -> tuple[RowAnswer, list[Finding]]:
        found: list[Finding] = []
        own = self._waived[place.step.name]
        waived = own | self._let_be(place)
        counted: list[Decided] = []
        if SKIPPED not in own:
            returned = self._latest(place)
            wrong: list[Finding] = []
            if place.step.gate is Gate.APPROVAL:
                envelope = f"{self.session.folder}/{returned.name}" if returned else ""
                asked = Asked(place, envelope, self._attempt(place), waived, not self.settled, self._is_behind(place))
                counted, wrong = Approvals(self.session.id, self.files, self.later).judge(asked)
            if place.step.gate is not Gate.NONE and "return" not in waived:
                found += self._return(place, returned, counted)
            found += [*wrong, *self._products(place, waived), *self._completion(place, waived)]
        approved = tuple(sorted({decided.who for decided in counted}))
        met = all(one.weight is Weight.NOTE for one in found)
        if met:
            self.later.add(place, counted)
        if not self._is_behind(place):
            self.later.expect(place)
        needed = place.needed.count if place.step.gate is Gate.APPROVAL else 0
        names = tuple(sorted(name or "step" for name in own))
        return RowAnswer(place.step.name, str(place.step.gate), place.closed, met, approved, needed, names), found

    def _waives(self, place: Place) -> tuple[frozenset[str], list[Finding]]:
        names: set[str] = set()
        found: list[Finding] = []
        for decided in place.records:
            record = decided.entry.record
            if record.decision is not DecisionWord.WAIVE:
                continue
            if decided.faults or decided.doubts:
                found += map(lighter, decided.doubts)
                continue
            if not record.note.strip():
                found.append(finding("no-reason", f"{decided.who} waives without a reason", **where(decided)))
                continue
            names.add(record.gate)
        return frozenset(names), found

    def _let_be(self, place: Place) -> frozenset[str]:
        """Name the gates that were waived on the rows that one approval judges together: each counts for all of them.

        What was let be on a step is not asked for again at its approval, nor on the step what was let be there.
        """
        before = frozenset[str]().union(*(self._waived.get(step.name, frozenset()) for step in place.judged))
        after = frozenset[str]().union(
            *(self._waived[one.step.name] for one in self._places if place.step in one.judged)
        )
        return (before | (after - {"return"})) - PEOPLE

    def _is_behind(self, place: Place) -> bool:
        """Tell whether nobody can approve a row any more: the pointer is past it, or the workflow complete."""
        index = self.session.index
        return bool(index.steps[place.number - 1].completed_at) or place.number < index.current_step_index

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

    def _return(self, place: Place, returned: Filed | None, counted: Sequence[Decided]) -> Iterator[Finding]:
        """Yield what is wrong with a return; an artifact that is gone must be so by an approval."""
        name = place.step.name
        more = {"session": self.session.id, "step": name}
        if returned is None or returned.envelope is None:
            yield finding("unmet-return", f"step `{name}` has no return envelope", **more)
            return
        path = f"{self.session.folder}/{returned.name}"
        handoffs = frozenset(filed.envelope.handoff_id for filed in self.session.envelopes if filed.envelope)
        gone = {absent for decided in counted for absent in decided.entry.record.absent}
        exists = self.files.here.exists
        around = Around(handoffs, None, lambda name: exists(name) or name in gone or self.later.is_gone(name))
        problem = first_error(returned.data, path, around)
        if problem:
            message = f"`{path}` is not valid: {problem}"
            yield finding("unmet-return", message, command=f"sinfonia validate {quote(path)}", path=path, **more)
        elif returned.envelope.status is not HandoffStatus.COMPLETED:
            yield finding("unmet-return", f"`{path}` says `{returned.envelope.status}`", path=path, **more)

    def _products(self, place: Place, waived: frozenset[str]) -> Iterator[Finding]:
        for step in place.judged:
            if SKIPPED in self._waived.get(step.name, frozenset()):
                continue
            for pattern in expanded(step.produces, self.session.folder):
                if f"produces {pattern}" in waived or self.files.is_there(step, pattern):
                    continue
                what = f"a change in {told(step.scope)}" if pattern == SCOPE else f"`{pattern}`"
                message = f"{what}, which step `{step.name}` produces, is not there"
                yield finding("unmet-artifact", message, session=self.session.id, step=place.step.name, path=pattern)

    def _completion(self, place: Place, waived: frozenset[str]) -> Iterator[Finding]:
        """Yield the rules of completion that a step's document does not meet, read as the candidate has it."""
        if self.settled and self._was_other(place):
            return  # it was decided under the rules of then
        steps = [step for step in place.judged if step is place.step]  # others have rows of their own
        for gate in completion.open_gates(steps, self.session.folder, self.files.read):
            if gate.name not in waived:
                path = gate.why.partition(":")[0]
                more = {"session": self.session.id, "step": place.step.name, "path": path}
                yield finding("unmet-completion", gate.why, command=gate.command, **more)

    def _was_other(self, place: Place) -> bool:
        """Tell whether decisions of this session were taken under another definition of the workflow."""
        digest = place.definition.digest
        same = (one for one in self._places if one.definition.name == place.definition.name)
        return any(decided.entry.record.definition != digest for one in same for decided in one.records)
