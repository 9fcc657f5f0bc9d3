"""Decisions about files without a session: `approve --path`, by which ENF-010 and ENF-012 are satisfied."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.record import DecisionWord, Record
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.workflow import session
from sinfonia.workflow.blobs import blob
from sinfonia.workflow.change import finish, perform
from sinfonia.workflow.commit import NewRef, StateCommit
from sinfonia.workflow.identity import committer
from sinfonia.workflow.journal import Change, NewFile
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records import ledger, tag
from sinfonia.workflow.records.grammar import PATHS, VERSION, RecordError
from sinfonia.workflow.records.signing import configured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.commit import Committed, Left
    from sinfonia.workflow.deciding import Decision
    from sinfonia.workflow.records.tag import Tag
    from sinfonia.workflow.settings import Settings

FOLDER = f"{HANDOFFS}/{PATHS}"


def decide_paths(
    repo: Repository,
    environ: Mapping[str, str],
    objects: ObjectReader,
    paths: Sequence[str],
    decision: Decision,
    *,
    settings: Settings,
    judge: Callable[[str, str], None],
) -> tuple[Tag, tuple[str, ...], Committed | Left | None]:
    """Record a decision on files as HEAD has them; gives the record, the files written and the commit.

    Raises `SinfoniaError` for a path that HEAD does not have as it is on disk, unless it is gone in both.
    """
    state = StateCommit(repo, FOLDER, environ)
    commit = repo.resolve("HEAD")
    subjects, absent = [], []
    for path in dict.fromkeys(paths):
        oid = _blob_of(repo, commit, path)
        if oid:
            subjects.append(blob(objects.read(oid), path, len(oid)))
        else:
            absent.append(path)
    with Lock(repo, dry_run=settings.dry_run):
        if not settings.dry_run:
            finish(repo, environ, judge)
        entries = ledger.read(repo.root, FOLDER)
        record = Record(
            version=VERSION,
            repo=decision.repo,
            session=PATHS,
            step=PATHS,
            row=0,
            attempt=1,
            decision=decision.word,
            commit=commit,
            base=decision.base,
            reviewer=committer(repo, state.env).email,
            note=decision.note.strip(),
            role=decision.role,
            actor=decision.actor,
            nonce=os.urandom(16).hex(),
            subjects=tuple(subjects),
            absent=tuple(absent),
            policy=decision.policy,
            previous=tuple(sorted({entry.oid for entry in entries} | _seen(repo, frozenset(paths)))),
            contributors=decision.contributors,
            target=decision.target,
        )
        for entry in entries:
            if _essence(entry.record) == _essence(record):
                raise SinfoniaError(
                    f"{record.reviewer} has decided `{record.decision}` on this already", exit_code=Exit.YES
                )
        signer = configured(repo, state.env)
        if signer is None and decision.must_sign:
            raise SinfoniaError(
                "this decision must be signed, and git has no key to sign with", hint="git config user.signingKey KEY"
            )
        made = tag.make(repo, record, signer, state.env)
        path = f"{FOLDER}/{ledger.FOLDER}/{made.oid}{ledger.SUFFIX}"
        if settings.dry_run:
            return made, (path,), None
        what = f"{record.decision} {len(subjects) + len(absent)} paths"
        message = settings.subject.replace("{what}", what) + "\n"
        refs = (NewRef(made.ref, made.oid),)
        change = Change(FOLDER, (NewFile(path, made.data),), refs, message, what, settings.commit, settings.key)
        return made, (path,), perform(repo, environ, change, judge)


def _seen(repo: Repository, paths: frozenset[str]) -> frozenset[str]:
    """Give the approvals for which this decision may stand: those of the branch's session, and all of these paths.

    Whoever looks at a file now has them before them; a decision that was taken before an approval renews nothing of it.
    """
    mine = session.newest(repo, frozenset(WorkflowStatus))
    found: set[str] = set()
    for name in session.ids(repo.root):
        try:
            entries = ledger.read(repo.root, session.folder_of(name))
        except RecordError:
            continue  # what cannot be read is not seen
        approvals = (entry for entry in entries if entry.record.decision is DecisionWord.APPROVE)
        found.update(entry.oid for entry in approvals if name == mine or not paths.isdisjoint(_named(entry.record)))
    return frozenset(found)


def _named(record: Record) -> Iterator[str]:
    yield from (subject.path for subject in record.subjects)
    yield from record.absent


def _blob_of(repo: Repository, commit: str, path: str) -> str:
    """Give the blob of a path in a commit, "" where it is gone; what is on disk must be the same."""
    loose = repo.git(
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", f":(literal){path}"
    )
    if loose:
        raise SinfoniaError(
            f"`{shown(path)}` is not committed as it is", hint=f"git add {path} && git commit", exit_code=Exit.NO
        )
    row = repo.git("ls-tree", "-z", commit, "--", path).rstrip(b"\0")
    if not row:
        if repo.git("log", "-1", "--format=%h", commit, "--", f":(literal){path}").strip():
            return ""
        raise SinfoniaError(f"git knows no file `{shown(path)}`", hint="name it from the repository's root")
    kind, oid = row.split(b"\t")[0].split(b" ")[1:3]
    if kind != b"blob":
        raise SinfoniaError(f"`{shown(path)}` is no file", hint="name each file")
    return oid.decode("ascii")


def _essence(record: Record) -> tuple[object, ...]:
    return (record.decision, record.reviewer, record.subjects, record.absent, record.target)
