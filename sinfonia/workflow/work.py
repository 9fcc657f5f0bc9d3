"""One change of a session's state, under the lock: read, decide, write, commit; what fails in between loses nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.handoff import envelope as envelopes
from sinfonia.model.workflow import ArtifactRow, WorkflowStatus
from sinfonia.workflow import clock, files, render, session
from sinfonia.workflow.commit import Committed, Left, NewRef, StateCommit
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.machine import move
from sinfonia.workflow.records import ledger
from sinfonia.workflow.requests import Moved, OpenGate, Refused
from sinfonia.workflow.situation import survey
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from sinfonia.git.repo import Repository
    from sinfonia.model.handoff import Envelope
    from sinfonia.model.workflow import Index
    from sinfonia.workflow.records.tag import Tag
    from sinfonia.workflow.requests import Request
    from sinfonia.workflow.session import Session
    from sinfonia.workflow.situation import Requirement, Situation


class RefusedError(SinfoniaError):
    """The machine said no: exit 1, with every open gate and what closes it."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason, hint=refused.hint, exit_code=Exit.NO)
        self.gates = refused.gates


@dataclass(frozen=True, slots=True)
class Settings:
    """How state is written: committed or left in files, its subject's template, or nothing at all for a dry run."""

    commit: bool = True
    subject: str = "chore(sinfonia): {what}"
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: the session's new index, the files written (from the root), the commit, the open gates."""

    index: Index
    written: tuple[str, ...]
    commit: Committed | Left | None
    gates: tuple[OpenGate, ...] = ()
    record: Tag | None = None


@dataclass(slots=True)
class Work:
    """Hold the lock and a session; `judge(tree, message)` may refuse the state commit by raising."""

    repo: Repository
    environ: Mapping[str, str]
    id: str
    settings: Settings = field(default_factory=Settings)
    judge: Callable[[str, str], None] = lambda _tree, _message: None
    now: str = field(default_factory=clock.now)
    _lock: Lock | None = None
    _session: Session | None = None

    def __enter__(self) -> Self:
        """Take the lock and read the session; raises `SinfoniaError`."""
        self._lock = Lock(self.repo)
        self._lock.__enter__()
        try:
            self._session = session.load(self.repo.root, self.id)
            files.sweep(os.path.join(self.repo.root, self._session.folder))
            files.sweep(os.path.join(self.repo.root, self._session.folder, ledger.FOLDER))
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the lock go."""
        if self._lock:
            self._lock.__exit__(kind, error, trace)

    @property
    def session(self) -> Session:
        """Give the session as it was when the lock was taken."""
        if self._session is None:
            raise SinfoniaError("the session was not opened")
        return self._session

    @property
    def signing_env(self) -> Mapping[str, str]:
        """Give the environment in which git writes in the user's name."""
        return StateCommit(self.repo, self.session.folder, self.environ).env

    def situation(
        self,
        more: Sequence[ledger.Entry] = (),
        *,
        requirement: Requirement | None = None,
        passed: frozenset[str] = frozenset(),
    ) -> Situation:
        """Say where the session stands, with records that are about to be written counted."""
        entries = ledger.read(self.repo.root, self.session.folder)
        return survey(
            self.repo, self.session, WorkingTree(self.repo.root), (*entries, *more),
            requirement=requirement, passed=passed, complete=lambda: complete_workflows(self.repo.root, self.session),
        )  # fmt: skip

    def envelope_row(self, made: Envelope, status: str) -> ArtifactRow:
        """Give the Artifacts row of an envelope."""
        return ArtifactRow(made.file_name, str(made.handoff_type), status, self.now, made.step)

    def apply(
        self,
        request: Request,
        situation: Situation,
        what: str,
        *,
        envelope: Envelope | None = None,
        tag: Tag | None = None,
    ) -> Outcome:
        """Ask the machine and write its answer; raises `RefusedError` when it refuses, before anything is written."""
        answer = move(self.session.index, request, situation.facts(self.now))
        if isinstance(answer, Refused):
            raise RefusedError(answer)
        return self._write(answer, what, envelope, tag)

    def _write(self, moved: Moved, what: str, envelope: Envelope | None, tag: Tag | None) -> Outcome:
        folder, root = self.session.folder, self.repo.root
        written = []
        if tag:
            path = f"{folder}/{ledger.FOLDER}/{tag.oid}{ledger.SUFFIX}"
            written.append(path)
            if not self.settings.dry_run:
                files.refuse_links(root, path)
                files.make_folder(os.path.join(root, folder, ledger.FOLDER))
                files.create(os.path.join(root, path), tag.data)
        if envelope:
            path = f"{folder}/{envelope.file_name}"
            written.append(path)
            if not self.settings.dry_run and not files.create(os.path.join(root, path), envelopes.create(envelope)):
                raise SinfoniaError(f"`{path}` exists already", hint="type the command again")
        path = f"{folder}/{session.INDEX}"
        written.append(path)
        data = render.render(self.session.document, moved.index)
        if self.settings.dry_run:
            return Outcome(moved.index, tuple(written), None, moved.gates, tag)
        files.replace(os.path.join(root, path), data)
        refs = [NewRef(tag.ref, tag.oid)] if tag else []
        state = StateCommit(self.repo, folder, self.environ)
        commit = commit_state(state, what, moved.index, self.settings, judge=self.judge, refs=refs)
        return Outcome(moved.index, tuple(written), commit, moved.gates, tag)


def commit_state(
    state: StateCommit,
    what: str,
    index: Index,
    settings: Settings,
    *,
    judge: Callable[[str, str], None],
    refs: Sequence[NewRef] = (),
) -> Committed | Left:
    """Commit a session's folder under the lock, or say how to."""
    if not settings.commit:
        state.make_refs(refs)
        return Left("the state is not committed", f"git add {state.folder} && git commit")
    subject = settings.subject.replace("{what}", what)
    trailers = (("Sinfonia-Session", index.session_id), ("Sinfonia-Step", index.current_step))
    return state.commit(subject, trailers, refs=refs, judge=judge)


def complete_workflows(root: str, here: Session) -> frozenset[str]:
    """Name the workflows that are complete in another session, for `needs`; read only where something needs them."""
    found: set[str] = set()
    for name in session.ids(root):
        if name == here.id:
            continue
        try:
            index = session.load(root, name).index
        except SinfoniaError:
            continue  # one that cannot be read closes no gate
        if index.status is WorkflowStatus.COMPLETE:
            found.update(index.workflows)
    return frozenset(found)
