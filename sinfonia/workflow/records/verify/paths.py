"""Decisions about files without a session, and the paths that a policy protects."""

from __future__ import annotations

import os
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.git.repo import shown
from sinfonia.model.glob import matches_any
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.files_approved import Approvals
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records.verify.report import Finding, finding, lighter
from sinfonia.workflow.records.verify.revoking import revoked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.records.verify.sessions import Judge
    from sinfonia.workflow.trust.policy import TrustPolicy


def judge_paths(judge: Judge, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield the protected paths that the branch changes without enough approvals; nothing in local mode."""
    policy = judge.court.trust.policy
    if policy is None or not judge.court.trust.is_trusted:
        return
    judge.court.workers.read(pairs(entries, judge.merge_base))
    changed = _changed(judge)
    for number, protected in enumerate(policy.protect):
        paths = [path for path in changed if matches_any(path, protected.paths)]
        if paths:
            decided = [
                judge.court.decided(e, judge.signatures[e.oid], protected.role, judge.merge_base) for e in entries
            ]
            yield from _protected(judge, policy, number, paths, decided)


def _protected(
    judge: Judge, policy: TrustPolicy, number: int, paths: Sequence[str], decided: Sequence[Decided]
) -> Iterator[Finding]:
    protected = policy.protect[number]
    role = policy.role(protected.role)
    needed = role.count if role else 1
    for path in paths:
        people = {one.who for one in approvals_of(decided, path, judge.tree.blobs.get(path, ""))}
        if len(people) < needed:
            message = f"`{shown(path)}` changes with {len(people)} of {needed} approvals by `{protected.role}`"
            yield finding(
                "unapproved-path", message, command=f"sinfonia approve --path {quote(path)} -m NOTE", path=path
            )
            for one in decided:
                if any(subject.path == path for subject in one.entry.record.subjects):
                    yield from map(lighter, (*one.faults, *one.doubts))


def approvals_of(decided: Sequence[Decided], path: str, oid: str) -> tuple[Decided, ...]:
    """Give the approvals of a path with this blob ("" where it is gone) that count, none where somebody rejected it."""
    taken = revoked(decided)
    sound = {one.entry.oid: one for one in decided if one.entry.oid not in taken and _counts(one)}
    approvals = Approvals([one.entry for one in sound.values()])
    return tuple(sound[entry.oid] for entry in approvals.of(path, oid))


def pairs(entries: Iterable[Entry], since: str | None) -> list[tuple[str, str]]:
    """Give the (base, commit) pairs between which the contributors of reviewed commits are looked for.

    What a record says of its base is its writer's word: `since` holds in any case.
    """
    return [
        (base, entry.record.commit)
        for entry in entries
        for base in (entry.record.base or None, since)
        if base is not None
    ]


def _counts(one: Decided) -> bool:
    """Tell whether a decision has effect: a rejection blocks whoever took it; what a revoke did is done already."""
    word = one.entry.record.decision
    return not one.faults and (word is DecisionWord.REJECT or (word is DecisionWord.APPROVE and not one.doubts))


def _changed(judge: Judge) -> tuple[str, ...]:
    if not judge.merge_base:
        return ()
    shape = ("-r", "-z", "--no-renames", "--name-only")
    tip = judge.tree.commit
    if tip:
        raw = judge.repo.git("diff-tree", *shape, "--no-commit-id", judge.merge_base, tip, "--")
    else:
        raw = judge.repo.git("diff-index", "--cached", *shape, judge.merge_base, "--")
    paths = (os.fsdecode(name) for name in raw.split(b"\0") if name)
    return tuple(path for path in paths if not path.startswith(HANDOFFS + "/"))
