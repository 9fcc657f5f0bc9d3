"""Verification from beginning to end: gather, check each record, judge each session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.changes import merge_base
from sinfonia.git.head import head_commit
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.commit import IN_PROGRESS
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records.grammar import PATHS
from sinfonia.workflow.records.verify import signatures
from sinfonia.workflow.records.verify.gather import gather
from sinfonia.workflow.records.verify.history import lost, rollback
from sinfonia.workflow.records.verify.origin import Origins
from sinfonia.workflow.records.verify.paths import judge_paths
from sinfonia.workflow.records.verify.people import Court, Workers
from sinfonia.workflow.records.verify.report import Answer, Finding, SessionAnswer, Weight, finding
from sinfonia.workflow.records.verify.sessions import Judge, TreeSource
from sinfonia.workflow.sources import AtCommit
from sinfonia.workflow.trust.source import Trust, trust_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.candidate import Tree
    from sinfonia.workflow.records.verify.gather import Gathered
    from sinfonia.workflow.records.verify.signatures import Signature


def verify(
    repo: Repository,
    objects: ObjectReader,
    tree: Tree,
    base: str,
    *,
    sessions: Iterable[str] | None = None,
    complete: bool = False,
    require_trust: bool = False,
    landed: frozenset[str] = frozenset(),
) -> Answer:
    """Judge sessions of a candidate by a base ("" where there is nothing before it).

    Without `sessions` those that the branch changes are judged, all where base and candidate are the same commit;
    `landed` names further ones whose approvals are compared with the commit by which they came. Raises `SinfoniaError`
    where base and candidate have no common history, and for a session that does not exist.
    """
    trust = trust_at(objects, base)
    tip = tree.commit or repo.resolve("HEAD")
    start = merge_base(repo, base, tip) if base else ""
    gathered = gather(repo, objects, tree)
    merged = _settled(repo, tree, start)
    settled = landed | merged
    known = [name for name in tree.sessions() if name != PATHS]
    chosen = _chosen(known, sessions, settled, gathered, whole=start == tip)
    every = {name: gathered.of(name) for name in (*chosen, PATHS)}
    checked = signatures.check((entry for entries in every.values() for entry in entries), repo.env)
    found = [*gathered.findings, *_trust(trust, require_trust=require_trust)]
    found += _unfinished(repo, tree)
    found += lost(repo, start, tree, frozenset(gathered.in_refs))
    found += rollback(repo, objects, base, start, tree)
    origins = Origins(repo, objects, trust.project)
    court = Court(repo, objects, trust, Workers(repo, objects, trust.forges))
    source = AtCommit(objects, start) if start else TreeSource(tree)
    by_files = _sound(every[PATHS], origins, checked, found)
    judge = Judge(repo, objects, tree, court, source, start, settled, merged, complete, checked, by_files)
    answers: list[SessionAnswer] = []
    for name in chosen:
        entries = every[name]
        found += _previous(entries, gathered)
        sound = _sound(entries, origins, checked, found)
        answer, more = judge.session(name, sound)
        answers.append(answer)
        found += more
        found += _absent(name, entries, gathered)
    found += _previous([entry for entry in every[PATHS] if entry.oid in gathered.in_ledger], gathered)
    found += judge_paths(judge, by_files)
    if not trust.is_trusted and any(every.values()):
        found.append(finding("untrusted-record", "`approvals.mode` is `local`: a record does not prove who decided"))
    return Answer(trust.mode, base, tree.commit, tuple(answers), _once(found))


def _trust(trust: Trust, *, require_trust: bool) -> Iterator[Finding]:
    if trust.is_trusted and trust.policy is None:
        problem = trust.problem
        yield finding(
            "no-policy",
            problem.message if problem else "there is no policy of trust on the base",
            command=problem.hint if problem else "sinfonia trust init",
        )
    elif require_trust and not trust.is_trusted:
        message = "the base does not say `approvals.mode: trusted`"
        yield finding("no-trust", message, command="sinfonia trust init")


def _unfinished(repo: Repository, tree: Tree) -> Iterator[Finding]:
    """Say that something is going on whose result is not what is judged."""
    what = next((text for name, text in IN_PROGRESS.items() if repo.in_progress(name)), "")
    if what and tree.commit and tree.commit == head_commit(repo):
        message = f"{what} is not finished: {tree.commit[:12]} is judged, and nothing of what it brings"
        yield finding("unfinished", message, command="git status")


def _settled(repo: Repository, tree: Tree, start: str) -> frozenset[str]:
    """Name the sessions that the candidate has exactly as the merge base."""
    if not start:
        return frozenset()
    raw = repo.git("ls-tree", "-r", "-z", "--full-tree", start, f"{HANDOFFS}/")
    there: dict[str, str] = {}
    for row in raw.decode("utf-8", "surrogateescape").split("\0"):
        meta, _, path = row.partition("\t")
        if path:
            there[path] = meta.split(" ")[2]
    names = {path[len(HANDOFFS) + 1 :].partition("/")[0] for path in there}
    here = {path: tree.blobs.get(path, "") for path in (*there, *tree.below(HANDOFFS))}
    differs = {path[len(HANDOFFS) + 1 :].partition("/")[0] for path, oid in here.items() if there.get(path) != oid}
    return frozenset(names - differs)


def _chosen(
    known: Sequence[str], wanted: Iterable[str] | None, settled: frozenset[str], gathered: Gathered, *, whole: bool
) -> tuple[str, ...]:
    if wanted is None:
        return tuple(known) if whole else tuple(name for name in known if name not in settled)
    asked = tuple(wanted)
    for name in asked:
        if name not in known:
            held = "its records have refs, and the candidate has no folder of it" if gathered.of(name) else ""
            raise SinfoniaError(f"there is no session `{name}` here", hint=held or "sinfonia list")
    return asked


def _previous(entries: Sequence[Entry], gathered: Gathered) -> Iterator[Finding]:
    """Yield the records that another record has seen and that are gone."""
    have = gathered.in_refs | gathered.in_ledger
    told: set[str] = set()
    for entry in entries:
        for oid in entry.record.previous:
            if oid not in have and oid not in told:
                told.add(oid)
                record = entry.record
                message = f"the `{record.decision}` of {record.reviewer} has seen record {oid[:12]}, which is gone"
                command = f"git log --all -- '*{oid}.tag'"
                yield finding("missing-record", message, command=command, session=record.session, record=oid)


def _sound(
    entries: Sequence[Entry], origins: Origins, checked: dict[str, Signature], found: list[Finding]
) -> tuple[Entry, ...]:
    """Leave out the records that are not what they say; a rejection stays, since it closes nothing.

    One of which that cannot be told stays too: what it needs is found missing where it is compared.
    """
    sound = []
    for entry in entries:
        wrong = tuple(origins.check(entry, checked[entry.oid]))
        found += wrong
        told = [one for one in wrong if one.weight is not Weight.UNKNOWN]
        if not told or entry.record.decision is DecisionWord.REJECT:
            sound.append(entry)
    return tuple(sound)


def _absent(session: str, entries: Sequence[Entry], gathered: Gathered) -> Iterator[Finding]:
    """Say which half of the union was not there."""
    no_ref = [entry.oid for entry in entries if entry.oid not in gathered.in_refs]
    no_copy = [entry.oid for entry in entries if entry.oid not in gathered.in_ledger]
    if no_ref:
        spec = f"refs/tags/sinfonia/{session}/*"
        message = f"{len(no_ref)} of {len(entries)} records are in the ledger only: their refs are not here"
        yield finding("refs-absent", message, command=f"git fetch origin '{spec}:{spec}'", session=session)
    for oid in no_copy:
        message = f"record {oid[:12]} has a ref and no copy in the ledger of `{session}`"
        yield finding("copy-absent", message, session=session, record=oid)


def _once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(found))
