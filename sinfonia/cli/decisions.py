"""What approve, reject, revoke, waive and skip share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.cli.ledger import confirm, leave_refused, refuse_agents, told
from sinfonia.cli.moving import after, now_at
from sinfonia.cli.screen import WIDTH, cut
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.cut_history import refuse_missing
from sinfonia.git.repo import shown
from sinfonia.git.settings import has_remotes
from sinfonia.handoff.validate import artifact_paths
from sinfonia.model.handoff import HandoffType
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.reporters.excerpt import columns
from sinfonia.workflow.advice import answer_to
from sinfonia.workflow.deciding import NO_REPO, Decision, answered, decide, decided_before, refuse
from sinfonia.workflow.records.contributors import contributors
from sinfonia.workflow.work import RefusedError

if TYPE_CHECKING:
    from sinfonia.cli.ledger import Place
    from sinfonia.model.record import DecisionWord
    from sinfonia.workflow.records import ledger
    from sinfonia.workflow.situation import Situation
    from sinfonia.workflow.work import Outcome, Work

_FEW = 6  # of what was made is named before a decision


def run(where: Place, session: str, decision: Decision, *, step: str = "", yes: bool = False) -> None:
    """Record a decision on the current step of a session, and tell what was done."""
    verb = "skip" if decision.word == "waive" and not decision.gate else str(decision.word)
    refuse_agents(verb)
    with where.work(session) as work:
        situation = work.situation()
        if before := _closed_before(work, situation, step, decision.word):
            told(where, f"{verb} {step}: decided already", answered(work, before), next_steps=("sinfonia status",))
            return
        check_target(work, situation, step, verb)
        lines = _facing(work, situation)
        try:
            refuse(work, situation, decision)
            decision = _filled(where, work, situation, decision)
            question = f"{verb} step {work.session.index.current_step_index} `{situation.step.name}`?"
            if decision.target:
                question = f"{_taken_back(situation, decision.target)}?"
            if confirm(where, question, yes=yes, about=lines):
                lines = ()
            outcome = decide(work, situation, decision)
        except RefusedError as error:
            leave_refused(where, error)
        at = work.session.index
    title = f"{verb} step {at.current_step_index} `{at.current_step}` of {at.workflow}"
    if decision.target:
        title = _taken_back(situation, decision.target)
    if not outcome.written:
        title += ": decided already"
    elif outcome.index.current_step_index != at.current_step_index:
        lines = (*lines[:-1], now_at(outcome.index), "")
    told(where, title, outcome, next_steps=_next(outcome, situation, where), lines=lines)


def check_target(work: Work, situation: Situation, target: str, verb: str) -> None:
    """Refuse a target that is not the current step or its return: a number, a name, a handoff id or a file's name."""
    if not target:
        return
    index = work.session.index
    row = index.current
    if target in {str(index.current_step_index), row.step, row.slug}:
        return
    name = target.rpartition("/")[2]
    filed = next(
        (f for f in work.session.envelopes if name in {f.name, f.name.removesuffix(".md"), f.name[:3]}), None
    ) or work.session.handoff(target)
    if filed:
        returned = situation.returned
        if returned and filed.name == returned.name:
            return
        made = filed.envelope
        if made is None:
            raise SinfoniaError(
                f"`{filed.name}` is not valid: {filed.reason}", hint="sinfonia validate", exit_code=Exit.NO
            )
        kind = "the return" if made.handoff_type is HandoffType.RETURN else f"a {made.handoff_type}, not the return"
        wanted = f"it judges `{returned.name}`" if returned else "nothing was returned yet"
        raise SinfoniaError(
            f"`{filed.name}` is {kind} that step `{row.step}` judges" if made.handoff_type is not HandoffType.RETURN
            else f"`{filed.name}` is not the return that step `{row.step}` judges",
            hint=wanted, exit_code=Exit.NO,
        )  # fmt: skip
    numbers = {str(n): other.step for n, other in enumerate(index.steps, 1)}
    steps = {other.step for other in index.steps} | {other.slug for other in index.steps}
    if target in numbers or target in steps:
        here = f"the current one is {index.current_step_index} `{row.step}`"
        raise SinfoniaError(
            f"cannot {verb} step `{numbers.get(target, target)}`: {here}", hint="sinfonia status", exit_code=Exit.NO
        )
    import difflib

    near = difflib.get_close_matches(target, sorted(steps), 1)
    hint = f"did you mean `{near[0]}`?" if near else f"the current step is {index.current_step_index} `{row.step}`"
    raise SinfoniaError(
        f"session `{work.id}` has no step and no envelope `{shown(target)}`", hint=hint, exit_code=Exit.NO
    )


def _taken_back(situation: Situation, target: str) -> str:
    """Say which decision a revoke takes back: it may be one on another step than the current one."""
    record = next(entry.record for entry in situation.entries if entry.oid == target)
    return f"revoke the {record.decision} of step {record.row} `{record.step}` by {shown(record.reviewer)}"


def _closed_before(work: Work, situation: Situation, target: str, word: DecisionWord) -> ledger.Entry | None:
    """Find this person's own decision where a target names a row that is completed: the command was typed twice."""
    for number, row in enumerate(work.session.index.steps, 1):
        if row.completed_at and target in {str(number), row.step, row.slug}:
            return decided_before(work, situation, row.step, word)
    return None


def _filled(where: Place, work: Work, situation: Situation, decision: Decision) -> Decision:
    """Add to a decision what the repository says: its id, trust, contributors."""
    index = work.session.index
    data = where.loaded.policy.data
    made = situation.returned
    writer = (f"{work.session.folder}/{made.name}", "") if made else None
    forges = tuple(where.loaded.policy.section("trust").get("forge_committers", ()))
    refuse_missing(work.repo, index.base_commit, work.objects)
    people = contributors(work.repo, index.base_commit, "HEAD", envelope=writer, forges=forges)
    filled = replace(
        decision,
        repo=str(data.get("project_id") or NO_REPO),
        contributors=people,
    )
    if where.loaded.policy.section("approvals").get("mode") == "trusted":
        from sinfonia.surfaces.trust_base import required_base
        from sinfonia.workflow.trust.deciding import trusted_decision

        base = required_base(work.repo, work.environ, before=lambda: index.base_commit)
        return trusted_decision(work, situation, filled, base)
    return filled


def _facing(work: Work, situation: Situation) -> tuple[str, ...]:
    """Show what is being decided: the commit, the envelope, the paths, who decides."""
    repo, index = work.repo, work.session.index
    lines = []
    base = index.base_commit
    since = ("diff", "--shortstat", base or "HEAD", "HEAD", "--", ".", ":!.sinfonia/handoffs")
    (code, printed, _), (no_counts, counted, _) = repo.at_once(("log", "-1", "--format=%h  %s%n%ae", "HEAD"), since)
    if not code:
        head, _, author = printed.decode("utf-8", "replace").strip().partition("\n")
        room = max(WIDTH - len("  commit  ") - columns(author) - 2, 30)
        lines.append(f"commit  {cut(shown(head), room)}  {shown(author)}")
    if situation.returned:
        lines.append(f"return  {situation.returned.name}")
        made = situation.returned.envelope
        lines += [f"        {shown(path)}" for path in artifact_paths(made.section("Artifacts") if made else "")[:_FEW]]
    counts = counted.decode("utf-8", "replace").strip()
    if base and not no_counts and counts:
        lines.append(f"paths   {counts}")
        lines.append(f"        git diff {base[:7]} HEAD")
    signer = work.signer
    who = work.person.email
    lines.append(f"as      {who}" + (f"  {signer.shown}" if signer else ""))
    return (*lines, "")


def _next(outcome: Outcome, situation: Situation, where: Place) -> tuple[str, ...]:
    """Say what to type next: push the record, then what the new state asks for."""
    index = outcome.index
    push = (f"git push origin HEAD 'refs/tags/sinfonia/{index.session_id}/*'",) if has_remotes(where.repo) else ()
    sent_back = next((path for path in outcome.written if "-to-" in path.rpartition("/")[2]), "")
    if index.status is WorkflowStatus.COMPLETE:
        return (*push, "sinfonia verify --complete")
    if sent_back:
        return (*push, answer_to(f"{index.session_id}-{sent_back.rpartition('/')[2][:3]}"), "sinfonia status")
    moved = index.current_step_index != situation.session.index.current_step_index
    revokes = outcome.record is not None and not moved and outcome.record.ref.split("/")[-2] == "revoke"
    advice = (after(index, situation),) if moved else ("sinfonia verify",) if revokes else ()
    return (*push, *advice, "sinfonia status")
