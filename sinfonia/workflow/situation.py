"""Where a session stands: its rows with their definitions, what was returned and decided, what is still open."""

from __future__ import annotations

import os
from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.head import head_commit
from sinfonia.handoff.validate import Around, first_error
from sinfonia.model.dataclass import dataclass
from sinfonia.model.handoff import HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.workflow import artifacts, completion, definition, files
from sinfonia.workflow.blobs import blob_id
from sinfonia.workflow.gates import Found, open_gates
from sinfonia.workflow.records.ledger import Standing, standing
from sinfonia.workflow.requests import Facts, OpenGate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.workflow import Definition, StepDefinition
    from sinfonia.workflow.gates import Produced
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.session import Filed, Session
    from sinfonia.workflow.sources import Source

DECIDED = frozenset({"approval", "rejection"})  # gates that a person closes, after all others


@dataclass(frozen=True, slots=True)
class Requirement:
    """How many approvals a row needs, from which role ("" for anybody)."""

    count: int
    role: str


@dataclass(slots=True)
class Asked:
    """What git has said in this command already: a situation that is gathered again asks only for what is new."""

    head: str | None = None
    objects: ObjectReader | None = None
    subjects: dict[tuple[StepDefinition, ...], dict[str, str]] = field(default_factory=dict)
    produced: dict[tuple[StepDefinition, ...], tuple[Produced, ...]] = field(default_factory=dict)

    def about(
        self, repo: Repository, judged: tuple[StepDefinition, ...], session: Session, commit: str
    ) -> dict[str, str]:
        """Give the subjects of steps in a commit, see `artifacts.subjects`."""
        if judged not in self.subjects:
            base = session.index.base_commit
            found = artifacts.subjects(repo, judged, session.folder, commit, base, objects=self.objects)
            self.subjects[judged] = found
        return self.subjects[judged]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of a session now.

    `steps` has one definition for each row, `judged` are those that the current row judges, `returned` is
    the return that counts for the current row, `revision` the revision that nobody has answered.
    """

    session: Session
    definitions: tuple[Definition, ...]
    steps: tuple[StepDefinition, ...]
    judged: tuple[StepDefinition, ...]
    returned: Filed | None
    revision: Filed | None
    attempt: int
    entries: tuple[Entry, ...]
    standing: Standing
    found: Found
    gates: tuple[OpenGate, ...]
    dependencies: tuple[OpenGate, ...]

    @property
    def step(self) -> StepDefinition:
        """Give the definition of the current row."""
        return self.steps[self.session.index.current_step_index - 1]

    @property
    def definition(self) -> Definition:
        """Give the definition that the current row belongs to."""
        name = self.step.name
        if len(self.definitions) == 1:
            return self.definitions[0]
        return next(one for one in self.definitions if one.name == name.partition("/")[0])

    def facts(self, now: str) -> Facts:
        """Give what the machine must be told."""
        revision = self.revision.envelope.handoff_id if self.revision and self.revision.envelope else ""
        return Facts(now, self.step, self.gates, self.dependencies, revision, self.attempt)


def survey(
    repo: Repository,
    session: Session,
    source: Source,
    entries: Sequence[Entry],
    *,
    requirement: Requirement | None = None,
    passed: frozenset[str] = frozenset(),
    complete: Callable[[], frozenset[str]] = frozenset,
    asked: Asked | None = None,
) -> Situation:
    """Gather what is true of a session; raises `SinfoniaError` where that cannot be established.

    `requirement` overrides the definition's own (trusted mode), `passed` names the checks that passed just now,
    `complete` gives, when a definition needs others, the workflows that are complete.
    """
    index = session.index
    definitions = tuple(definition.find(name, source) for name in index.workflows)
    steps = definition.chain(definitions)
    _same_rows(session, steps)
    at = index.current_step_index - 1
    step = steps[at]
    judged = _judged(steps, at)
    returned = _latest_return(session, judged)
    revision = _open_revision(session, judged, entries)
    attempt = _attempt(session, judged)
    asked = asked or Asked()
    if asked.head is None:
        asked.head = head_commit(repo)
    commit = asked.head
    blobs: dict[str, str] = {}
    if commit and any(entry.record.decision is DecisionWord.APPROVE for entry in entries):
        blobs = asked.about(repo, judged, session, commit)
    envelope = blob_id(returned.data, len(commit) or 40) if returned else ""
    stands = standing(entries, step.name, attempt, envelope, blobs)
    needs = requirement or Requirement(step.approvals, step.role)
    owed = tuple(one for one in judged if one is step or not _is_skipped(entries, one))
    if owed not in asked.produced:
        asked.produced[owed] = artifacts.produced_by(repo, owed, session.folder, index.base_commit)
    found = Found(
        returned=returned.envelope if returned else None,
        problem=_problem(repo, session, returned),
        produced=asked.produced[owed],
        checks=tuple((name, "has not been run") for name in step.checks if name not in passed),
        approved_by=tuple(dict.fromkeys(entry.record.reviewer for entry in stands.approved)),
        disputes=tuple(dict.fromkeys(entry.record.reviewer for entry in stands.disputes)) if not revision else (),
        waived=stands.waived | _waived_before(entries, owed),
        needed=needs.count,
        role=needs.role,
    )
    lacks = completion.open_gates(owed, session.folder, lambda path: files.read(os.path.join(repo.root, path)))
    every = [*open_gates(step, found), *(gate for gate in lacks if gate.name not in found.waived)]
    still_open = tuple(sorted(every, key=lambda gate: gate.name in DECIDED))  # a person decides on what is complete
    gates = () if index.status is WorkflowStatus.COMPLETE else still_open
    return Situation(
        session, definitions, steps, judged, returned, revision, attempt, tuple(entries), stands, found, gates,
        _dependencies(definitions, steps, at, complete),
    )  # fmt: skip


def previous_gate(steps: Sequence[StepDefinition], at: int) -> int:
    """Give the place of the approval step before a place, -1 without one."""
    return next((n for n in range(at - 1, -1, -1) if steps[n].name.rpartition("/")[2] == "approval"), -1)


def _judged(steps: tuple[StepDefinition, ...], at: int) -> tuple[StepDefinition, ...]:
    """Give the steps that a row judges: itself, or every step since the last approval for one of that name."""
    if steps[at].name.rpartition("/")[2] != "approval":
        return (steps[at],)
    return steps[previous_gate(steps, at) + 1 : at] or (steps[at],)


def _waived_before(entries: Sequence[Entry], judged: Iterable[StepDefinition]) -> frozenset[str]:
    """Name the gates waived on the judged rows: what was let be there is not asked again at their approval."""
    names = {step.name for step in judged}
    revoked = {entry.record.target for entry in entries if entry.record.decision is DecisionWord.REVOKE}
    waives = (e for e in entries if e.record.decision is DecisionWord.WAIVE and e.oid not in revoked)
    return frozenset(e.record.gate for e in waives if e.record.step in names and e.record.gate not in {"", "approval"})


def _is_skipped(entries: Sequence[Entry], step: StepDefinition) -> bool:
    """Tell whether a record that nobody took back waives a whole step: then it owes nothing."""
    return "" in standing(entries, step.name, 0, "", {}).waived


def _same_rows(session: Session, steps: tuple[StepDefinition, ...]) -> None:
    rows = session.index.steps
    for number in range(max(len(rows), len(steps))):
        have = rows[number].step if number < len(rows) else ""
        want = steps[number].name if number < len(steps) else ""
        if have != want:
            where = session.document.step_line(min(number + 1, len(rows)))
            what = f"row {number + 1} is `{have}`" if have else f"row {number + 1} is missing"
            path = f"{session.folder}/workflow.md"
            raise SinfoniaError(
                f"{path}:{where}: {what}, and the definition has `{want or 'no such step'}`",
                hint="the definition changed under the session: git log -- .sinfonia/workflows",
            )


def _latest_return(session: Session, judged: Iterable[StepDefinition]) -> Filed | None:
    names = {step.name for step in judged}
    found = [
        filed for filed in session.envelopes
        if filed.envelope and filed.envelope.handoff_type is HandoffType.RETURN and filed.envelope.step in names
    ]  # fmt: skip
    return found[-1] if found else None


def _open_revision(session: Session, judged: Iterable[StepDefinition], entries: Sequence[Entry]) -> Filed | None:
    """Find the newest revision of these steps without an answer, unless every rejection behind it is revoked."""
    names = {step.name for step in judged}
    answered = {filed.envelope.reply_to for filed in session.envelopes if filed.envelope}
    revoked = {entry.record.target for entry in entries if entry.record.decision is DecisionWord.REVOKE}
    for filed in reversed(session.envelopes):
        made = filed.envelope
        if not made or made.handoff_type is not HandoffType.REVISION or made.step not in names:
            continue
        if made.handoff_id in answered:
            return None
        judged_return = session.handoff(made.reply_to)
        rejects = [
            entry for entry in entries
            if entry.record.decision is DecisionWord.REJECT and entry.record.envelope
            and judged_return and entry.record.envelope.path.endswith("/" + judged_return.name)
        ]  # fmt: skip
        return None if rejects and all(entry.oid in revoked for entry in rejects) else filed
    return None


def _attempt(session: Session, judged: Iterable[StepDefinition]) -> int:
    names = {step.name for step in judged}
    made = (filed.envelope for filed in session.envelopes if filed.envelope and filed.envelope.step in names)
    return max((one.attempt for one in made if one.handoff_type is not HandoffType.REVISION), default=1)


def _problem(repo: Repository, session: Session, returned: Filed | None) -> str:
    if returned is None:
        return ""
    handoffs = frozenset(filed.envelope.handoff_id for filed in session.envelopes if filed.envelope)
    around = Around(handoffs, None, lambda path: os.path.lexists(os.path.join(repo.root, path)))
    return first_error(returned.data, f"{session.folder}/{returned.name}", around)


def _dependencies(
    definitions: Sequence[Definition], steps: Sequence[StepDefinition], at: int, complete: Callable[[], frozenset[str]]
) -> tuple[OpenGate, ...]:
    """List the workflows that the current one needs, unless they are complete or come earlier in this chain."""
    if len(definitions) == 1:
        here, earlier = definitions[0], frozenset[str]()
    else:
        names = [one.name for one in definitions]
        place = names.index(steps[at].name.partition("/")[0])
        here, earlier = definitions[place], frozenset(names[:place])
    if not set(here.needs) - earlier:
        return ()
    closed = complete() | earlier
    return tuple(
        OpenGate(f"needs {name}", f"workflow `{name}` is not complete in any session", f"sinfonia start {name}")
        for name in here.needs
        if name not in closed
    )
