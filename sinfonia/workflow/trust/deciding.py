"""A decision in trusted mode: refused before anything is written where verification would not count it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.model.glob import matches_any
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import Gate
from sinfonia.workflow.commit import StateCommit
from sinfonia.workflow.identity import committer
from sinfonia.workflow.records.contributors import contributors
from sinfonia.workflow.records.signing import configured
from sinfonia.workflow.situation import Requirement
from sinfonia.workflow.trust.keys import GPG
from sinfonia.workflow.trust.policy import DEFAULT_ROLE, WAIVER, TrustPolicy, Unmapped, may, may_sign, requirement
from sinfonia.workflow.trust.source import trust_at

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from sinfonia.git.repo import Repository
    from sinfonia.workflow.deciding import Decision
    from sinfonia.workflow.situation import Situation
    from sinfonia.workflow.trust.source import Trust
    from sinfonia.workflow.work import Work

_OPENS = frozenset({DecisionWord.APPROVE, DecisionWord.WAIVE})


def trusted_decision(work: Work, situation: Situation, decision: Decision, base: str) -> Decision:
    """Fill in what trust asks for; raises `SinfoniaError` (exit 1) for a person who may not decide this.

    `base` is the commit from which trust is read.
    """
    trust, policy = _trust(work.repo, base)
    needed = requirement(policy, situation.step, situation.definition)
    role = WAIVER if decision.word is DecisionWord.WAIVE else needed.role
    index = work.session.index
    envelope = (f"{work.session.folder}/{situation.returned.name}", "") if situation.returned else None
    made = set(decision.contributors)
    made.update(contributors(work.repo, base, "HEAD", envelope=envelope, forges=trust.forges))
    filled = _filled(decision, trust, policy, role, made)
    _may_decide(work.repo, work.signing_env, policy, filled)
    if decision.word is DecisionWord.WAIVE and not decision.note.strip():
        raise SinfoniaError(
            "a waive needs its reason", hint=f"sinfonia waive {decision.gate or index.current_step} -m WHY"
        )
    counts = situation.step.gate is Gate.APPROVAL
    return replace(filled, requirement=Requirement(needed.count, needed.role) if counts else None)


def trusted_paths(
    repo: Repository, environ: Mapping[str, str] | os._Environ[str], paths: Sequence[str], decision: Decision, base: str
) -> Decision:
    """Fill in what trust asks for a decision about files, by the role that protects them."""
    trust, policy = _trust(repo, base)
    roles = {row.role for row in policy.protect if any(matches_any(path, row.paths) for path in paths)}
    if len(roles) > 1:
        raise SinfoniaError(
            f"these paths are protected by {', '.join(sorted(roles))}",
            hint="decide about those of each role by themselves",
        )
    made = {*decision.contributors, *contributors(repo, base, "HEAD", forges=trust.forges)}
    filled = _filled(decision, trust, policy, next(iter(roles), DEFAULT_ROLE), made)
    _may_decide(repo, StateCommit(repo, "", environ).env, policy, filled)
    return filled


def requirement_of(repo: Repository, situation: Situation, base: str) -> Requirement | None:
    """Give how many approvals of which role the current row takes in trusted mode, None in local mode."""
    objects = ObjectReader(repo)
    try:
        trust = trust_at(objects, base)
    finally:
        objects.close()
    if not trust.is_trusted or trust.policy is None or situation.step.gate is not Gate.APPROVAL:
        return None
    needed = requirement(trust.policy, situation.step, situation.definition)
    return Requirement(needed.count, needed.role)


def _trust(repo: Repository, base: str) -> tuple[Trust, TrustPolicy]:
    objects = ObjectReader(repo)
    try:
        trust = trust_at(objects, base)
    finally:
        objects.close()
    if trust.policy is None:
        if trust.problem:
            raise trust.problem
        raise SinfoniaError(
            "the configuration says `approvals.mode: trusted`, and the protected base has no policy of trust",
            hint="sinfonia trust init, and merge it; or name the base with `base:`",
        )
    return trust, trust.policy


def _filled(decision: Decision, trust: Trust, policy: TrustPolicy, role: str, made: set[str]) -> Decision:
    return replace(
        decision, repo=trust.project, base=trust.base, policy=policy.digest, role=role,
        contributors=tuple(sorted(made)), must_sign=True,
    )  # fmt: skip


def _may_decide(repo: Repository, env: Mapping[str, str], policy: TrustPolicy, decision: Decision) -> None:
    """Refuse who may not; raises `SinfoniaError` with the reason."""
    me = committer(repo, env).email
    signer = configured(repo, env)
    key = "" if signer is None else signer.public if signer.kind == "ssh" else f"{GPG}{signer.public}"
    opens = decision.word in _OPENS
    why = may(policy, me, key, decision.role) if opens else may_sign(policy, me, key)
    if why:
        raise SinfoniaError(f"{me} cannot {decision.word} this: {why}", hint="sinfonia trust list", exit_code=Exit.NO)
    person = policy.person(me)
    mine = sorted(set(decision.contributors) & set(person.emails)) if person else []
    if decision.word is DecisionWord.APPROVE and mine:
        raise SinfoniaError(
            f"{me} made some of the work ({mine[0]}) and cannot approve it",
            hint=f"a `{decision.role}` who did not work on it runs `sinfonia approve`",
            exit_code=Exit.NO,
        )
    unknown = [email for email in decision.contributors if policy.person(email) is None]
    if opens and unknown and policy.unmapped is Unmapped.REFUSE:
        raise SinfoniaError(
            f"`{unknown[0]}` made some of the work, and no person of the policy has that address",
            hint=f"sinfonia trust add NAME --email {unknown[0]}",
            exit_code=Exit.NO,
        )
