"""Approve, reject, revoke, waive and skip: a decision becomes a record."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import Exit, NotJudgedError, SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord, Record
from sinfonia.model.workflow import Gate, StepStatus
from sinfonia.workflow import handing
from sinfonia.workflow.blobs import blob
from sinfonia.workflow.identity import committer
from sinfonia.workflow.records import ledger, tag
from sinfonia.workflow.records.grammar import VERSION
from sinfonia.workflow.requests import Decide, Refused, Skip
from sinfonia.workflow.work import Outcome, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.model.record import Blob
    from sinfonia.model.workflow import ArtifactRow
    from sinfonia.workflow.situation import Requirement, Situation
    from sinfonia.workflow.work import Work

_WORK = ("return", "produces ", "completion ")  # gates that the work closes, before anybody decides on it

NO_REPO = "-"  # where the configuration has no `project_id`


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: the word, a note, the gate of a waive, the record that a revoke takes back.

    `repo` is the project's id, `base` the commit from which trust is read, `policy` its digest, `role` the role that is
    exercised, `contributors` e-mail addresses, `requirement` what trusted mode asks for instead of the definition.
    """

    word: DecisionWord
    note: str = ""
    gate: str = ""
    target: str = ""
    repo: str = NO_REPO
    base: str = ""
    policy: str = ""
    role: str = ""
    actor: str = "human"
    contributors: tuple[str, ...] = ()
    requirement: Requirement | None = None
    must_sign: bool = False


def refuse(work: Work, situation: Situation, decision: Decision) -> None:
    """Raise what the states do not allow before anybody is asked, unless it may be a decision that is typed twice."""
    said = (decision.word, situation.step.name, work.person.email)
    if any((e.record.decision, e.record.step, e.record.reviewer) == said for e in situation.entries):
        return
    _check(work, situation, decision)
    work.refuse(_request(decision, "", work.person.email, None), situation)


def decide(work: Work, situation: Situation, decision: Decision) -> Outcome:
    """Record a decision on the current step; raises `RefusedError` or `SinfoniaError` before anything is written."""
    _check(work, situation, decision)
    record = _record(work, situation, decision)
    before = _same(situation, record)
    if before and _is_counted(work, before):
        return answered(work, before)
    env = work.signing_env
    signer = work.signer
    if signer is None and decision.must_sign:
        raise SinfoniaError(
            "this decision must be signed, and git has no key to sign with", hint="git config user.signingKey KEY"
        )
    made = tag.make(work.repo, record, signer, env, tagger=work.person.ident) if before is None else _again(before)
    entry = ledger.parse(made.oid, made.data)
    after = work.situation([entry] if before is None else [], requirement=decision.requirement)
    handoff = situation.returned.envelope.handoff_id if situation.returned and situation.returned.envelope else ""
    revision = None
    if decision.word is DecisionWord.REJECT:
        revision = handing.revision_envelope(work, situation, decision.note or "no reason was given")
    row = work.envelope_row(revision, "pending") if revision else None
    request = _request(decision, handoff, record.reviewer, row)
    index = work.session.index
    what = f"{'skip' if isinstance(request, Skip) else decision.word} {index.workflow} step {index.current_step_index}"
    outcome = work.apply(request, after, what, envelope=revision, tag=made)
    own = record.decision is DecisionWord.APPROVE and record.reviewer.lower() in record.contributors
    return replace(outcome, self_approved=own)


def _request(decision: Decision, handoff: str, reviewer: str, row: ArtifactRow | None) -> Decide | Skip:
    if decision.word is DecisionWord.WAIVE and not decision.gate:
        return Skip(reviewer, decision.note)
    return Decide(decision.word, handoff, reviewer, decision.note, decision.gate, row)


def answered(work: Work, entry: ledger.Entry) -> Outcome:
    """Answer a decision that was typed twice with its first record; nothing is written."""
    first = tag.Tag("refs/tags/" + entry.header.tag, entry.oid, entry.data, entry.header.object)
    return Outcome(work.session.index, (), None, record=first)


def decided_before(work: Work, situation: Situation, step: str, word: DecisionWord) -> ledger.Entry | None:
    """Find this person's own decision on a step that is closed already."""
    email = committer(work.repo, work.signing_env).email
    found = [
        entry for entry in situation.entries
        if (entry.record.step, entry.record.decision, entry.record.reviewer) == (step, word, email)
    ]  # fmt: skip
    return found[-1] if found else None


def _again(entry: ledger.Entry) -> tag.Tag:
    """Give a record that is there as it was made."""
    return tag.Tag("refs/tags/" + entry.header.tag, entry.oid, entry.data, entry.header.object)


def _check(work: Work, situation: Situation, decision: Decision) -> None:
    """Refuse what could never be a decision; the machine refuses what the states do not allow."""
    step, row = situation.step, work.session.index.current
    if decision.word in {DecisionWord.APPROVE, DecisionWord.REJECT} and step.gate is Gate.APPROVAL:
        if row.status is not StepStatus.IN_PROGRESS:
            return
        if situation.returned is None:
            raise SinfoniaError(
                f"step `{row.step}` has no return envelope to judge",
                hint="sinfonia status says what is open",
                exit_code=Exit.NO,
            )
        if situation.found.problem:
            raise SinfoniaError(
                f"`{situation.returned.name}` is not valid: {situation.found.problem}",
                hint=f"sinfonia validate {work.session.folder}/{situation.returned.name}",
                exit_code=Exit.NO,
            )
        if decision.word is DecisionWord.APPROVE:
            undone = tuple(gate for gate in situation.gates if gate.name.startswith(_WORK))
            if undone:
                raise RefusedError(Refused(f"step `{row.step}` cannot be approved", "", undone))
    if decision.word is DecisionWord.WAIVE and decision.gate:
        names = [gate.name for gate in situation.gates]
        if decision.gate not in names:
            hint = f"open are {', '.join(f'`{name}`' for name in names)}" if names else "no gate is open"
            raise SinfoniaError(f"`{decision.gate}` is no open gate of step `{row.step}`", hint=hint)


def _record(work: Work, situation: Situation, decision: Decision) -> Record:
    index, step = work.session.index, situation.step
    commit = work.head
    person = work.person
    files: Mapping[str, str] = {}
    if decision.word in {DecisionWord.APPROVE, DecisionWord.REJECT}:
        files = work.subjects(situation)
    seen: list[Blob] = [blob(work.objects.read(oid), path, len(oid)) for path, oid in sorted(files.items()) if oid]
    returned = situation.returned
    judges = decision.word in {DecisionWord.APPROVE, DecisionWord.REJECT} and returned is not None
    if judges and returned:
        _committed(work, returned.name, returned.data)
    return Record(
        version=VERSION,
        repo=decision.repo or NO_REPO,
        session=work.id,
        step=step.name,
        row=index.current_step_index,
        attempt=situation.attempt,
        decision=decision.word,
        commit=commit,
        base=decision.base,
        reviewer=person.email,
        note=decision.note.strip(),
        role=decision.role,
        actor=decision.actor,
        nonce=os.urandom(16).hex(),
        envelope=blob(returned.data, f"{work.session.folder}/{returned.name}", len(commit))
        if judges and returned
        else None,
        subjects=tuple(seen),
        absent=tuple(path for path, oid in sorted(files.items()) if not oid),
        definition=situation.definition.digest,
        policy=decision.policy,
        previous=tuple(sorted(entry.oid for entry in situation.entries)),
        contributors=decision.contributors,
        target=decision.target,
        gate=decision.gate,
    )


def _committed(work: Work, name: str, data: bytes) -> None:
    """Refuse to judge a return that the reviewed commit does not hold: the record would be about nothing."""
    path = f"{work.session.folder}/{name}"
    try:
        have = work.objects.read_object(f"{work.head}:{path}")[1]
    except NotJudgedError as error:
        if not error.message.endswith("is missing"):
            raise
        have = None
    if have != data:
        raise SinfoniaError(
            f"`{path}` is not committed as it is", hint=f"git add {path} && git commit", exit_code=Exit.NO
        )


def _same(situation: Situation, record: Record) -> ledger.Entry | None:
    """Find the record that says the same already: typed twice, or left by a process that was killed."""
    wanted = _essence(record)
    return next((entry for entry in situation.entries if _essence(entry.record) == wanted), None)


def _essence(record: Record) -> tuple[object, ...]:
    """Give what makes two records the same decision: all but time, nonce, and what else was recorded meanwhile."""
    what = (record.decision, record.step, record.attempt, record.reviewer, record.gate, record.target)
    return (*what, record.envelope, record.subjects, record.absent)


def _is_counted(work: Work, entry: ledger.Entry) -> bool:
    """Tell whether the index knows of a record: it has a Decisions row of that word and reviewer at or after it."""
    rows = work.session.index.decisions
    stamp = entry.header.seconds
    return any(
        row.decision == str(entry.record.decision)
        and row.reviewer == entry.record.reviewer
        and _seconds(row.timestamp) >= stamp - 1
        for row in rows
    )


def _seconds(stamp: str) -> int:
    import calendar
    import time

    try:
        return calendar.timegm(time.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S"))
    except ValueError:
        return 0
