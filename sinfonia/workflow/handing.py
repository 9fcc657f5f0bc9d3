"""Dispatch and return: the envelopes of the current step."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.handoff import envelope as envelopes
from sinfonia.handoff.validate import Around, artifact_paths, problems
from sinfonia.model.handoff import MAX_SEQUENCE, OPTIONAL_SECTIONS, SECTIONS, Envelope, HandoffStatus, HandoffType
from sinfonia.model.workflow import ArtifactRow
from sinfonia.workflow.requests import Dispatch, Retry, Return
from sinfonia.workflow.sequence import upcoming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.workflow.situation import Situation
    from sinfonia.workflow.work import Outcome, Work

ORCHESTRATOR = "maestro"
PERSON = "person"  # the other end where the orchestrator itself does the work


def dispatch(
    work: Work, situation: Situation, texts: Mapping[str, str], *, orchestrator: str = ORCHESTRATOR
) -> Outcome:
    """Hand the current step to its persona; raises `RefusedError`, or `SinfoniaError` for a body that is not valid."""
    refuse_dispatch(work, situation)
    for path in artifact_paths(texts.get("Artifacts", "")):
        if not os.path.lexists(os.path.join(work.repo.root, path)):
            message = f"the envelope would not be valid: HV-18 the artifact `{shown(path)}` does not exist"
            raise SinfoniaError(message, hint="name a file that there is to work from", exit_code=Exit.NO)
    made = dispatch_envelope(work, situation, texts, orchestrator=orchestrator, attempt=situation.attempt)
    request = Dispatch(work.envelope_row(made, "pending"))
    return work.apply(request, situation, _what("dispatch", work), envelope=made)


def refuse_dispatch(work: Work, situation: Situation) -> None:
    """Raise `RefusedError` where the current step cannot be dispatched, whatever its envelope would say."""
    work.refuse(Dispatch(ArtifactRow("", "", "", work.now)), situation)


def retry(work: Work, situation: Situation, who: str, reason: str, *, orchestrator: str = ORCHESTRATOR) -> Outcome:
    """Try a failed step again: a new dispatch to its persona, attempt + 1."""
    step = situation.step
    row = work.session.index.current
    if not row.persona:
        return work.apply(Retry(who, reason), situation, _what("retry", work))
    texts = {
        "Task": step.title,
        "Context": f"The attempt before failed: {reason or row.notes or 'no reason was given'}",
        "Constraints": "",
        "Artifacts": "",
    }
    made = dispatch_envelope(work, situation, texts, orchestrator=orchestrator, attempt=situation.attempt + 1)
    request = Retry(who, reason, work.envelope_row(made, "pending"))
    return work.apply(request, situation, _what("retry", work), envelope=made)


def hand_back(
    work: Work,
    situation: Situation,
    texts: Mapping[str, str],
    *,
    status: HandoffStatus = HandoffStatus.COMPLETED,
    reply_to: str = "",
    persona: str = "",
    orchestrator: str = ORCHESTRATOR,
) -> Outcome:
    """Return the current step's work, or answer an open revision; raises `RefusedError` or `SinfoniaError`."""
    revision = situation.revision.envelope if situation.revision else None
    if revision and not reply_to:
        reply_to = revision.handoff_id  # there is one thing to answer
    answers = revision is not None and reply_to == revision.handoff_id
    source = persona or (revision.target_persona if answers and revision else situation.step.persona)
    step = revision.step if answers and revision else situation.step.name
    attempt = revision.attempt if answers and revision else situation.attempt
    if not reply_to:
        reply_to = _dispatch_of(work, step)
    work.refuse(Return(ArtifactRow("", "", "", work.now), status, reply_to, ""), situation)
    made = _envelope(
        work, HandoffType.RETURN, _pair(source or orchestrator, orchestrator), status, texts,
        step=step, attempt=attempt, reply_to=reply_to,
    )  # fmt: skip
    reasons = envelopes.bullets(texts.get("Blockers", "")) if status is HandoffStatus.BLOCKED else ()
    request = Return(work.envelope_row(made, str(status)), status, reply_to, "; ".join(reasons))
    return work.apply(request, situation, _what("return", work), envelope=made)


def revision_envelope(work: Work, situation: Situation, feedback: str, *, orchestrator: str = ORCHESTRATOR) -> Envelope:
    """Write the revision that follows a rejection: to who wrote the return, or to the definition's `revise`."""
    returned = situation.returned.envelope if situation.returned else None
    if returned is None:
        raise SinfoniaError("there is no return to revise", hint="sinfonia status says what is missing")
    target = situation.definition.revise or returned.source_persona
    texts = {
        "Artifacts": returned.section("Artifacts"),
        "Revision Required": f"`{returned.file_name}` was rejected",
        "Feedback": feedback,
        "Next Steps": envelopes.bulleted(("mend what the feedback names", "sinfonia return --reply-to this envelope")),
    }
    return _envelope(
        work, HandoffType.REVISION, _pair(target, orchestrator)[::-1], HandoffStatus.PENDING, texts,
        step=returned.step, attempt=returned.attempt + 1, reply_to=returned.handoff_id,
    )  # fmt: skip


def dispatch_envelope(
    work: Work, situation: Situation, texts: Mapping[str, str], *, orchestrator: str, attempt: int
) -> Envelope:
    """Write the dispatch of the current step."""
    step = situation.step
    ends = _pair(step.persona or PERSON, orchestrator)[::-1]
    return _envelope(
        work, HandoffType.DISPATCH, ends, HandoffStatus.PENDING, texts, step=step.name, attempt=attempt, reply_to="",
    )  # fmt: skip


def _envelope(
    work: Work,
    kind: HandoffType,
    ends: tuple[str, str],
    status: HandoffStatus,
    texts: Mapping[str, str],
    *,
    step: str,
    attempt: int,
    reply_to: str,
) -> Envelope:
    sequence = upcoming(work.repo, work.session)
    if sequence > MAX_SEQUENCE:
        raise SinfoniaError(
            f"the session has {MAX_SEQUENCE} handoffs, and no more fit", hint="sinfonia start a new one"
        )
    titles = (*SECTIONS[kind], *(title for title in OPTIONAL_SECTIONS.get(kind, ()) if texts.get(title)))
    made = Envelope(
        handoff_id=f"{work.id}-{sequence:03d}",
        session_id=work.id,
        sequence=sequence,
        source_persona=ends[0],
        target_persona=ends[1],
        handoff_type=kind,
        status=status,
        created_at=work.now,
        step=step,
        attempt=attempt,
        reply_to=reply_to,
        sections=tuple((title, texts.get(title, "")) for title in titles),
    )
    handoffs = frozenset(filed.envelope.handoff_id for filed in work.session.envelopes if filed.envelope)
    around = Around(handoffs, None, lambda path: os.path.lexists(os.path.join(work.repo.root, path)))
    path = f"{work.session.folder}/{made.file_name}"
    wrong = next((p for p in problems(envelopes.create(made), path, around) if p.severity == "error"), None)
    if wrong:
        message = f"the envelope would not be valid: {wrong.code} {wrong.message}"
        raise SinfoniaError(message, hint=wrong.fix, exit_code=Exit.NO)
    return made


def _pair(worker: str, orchestrator: str) -> tuple[str, str]:
    """Give a worker and to whom it answers."""
    return worker, orchestrator if worker != orchestrator else PERSON


def _dispatch_of(work: Work, step: str) -> str:
    """Give the handoff id of the newest dispatch of a step, or an empty text."""
    made = [
        filed.envelope.handoff_id
        for filed in work.session.envelopes
        if filed.envelope and filed.envelope.handoff_type is HandoffType.DISPATCH and filed.envelope.step == step
    ]
    return made[-1] if made else ""


def _what(verb: str, work: Work) -> str:
    index = work.session.index
    return f"{verb} {index.workflow} step {index.current_step_index}"
