"""One change of a session's state, under the lock: read, decide, write, commit; what fails in between loses nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal, Self

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.handoff import envelope as envelopes
from sinfonia.markdown.text import write_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import ArtifactRow, WorkflowStatus
from sinfonia.workflow import clock, files, journal, render, sequence, session
from sinfonia.workflow.change import finish, perform
from sinfonia.workflow.commit import Committed, Left, NewRef, StateCommit
from sinfonia.workflow.identity import committer
from sinfonia.workflow.journal import Change, NewFile
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.machine import move
from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.signing import configured
from sinfonia.workflow.requests import Moved, OpenGate, Refused
from sinfonia.workflow.settings import Settings
from sinfonia.workflow.situation import Asked, survey
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from sinfonia.git.repo import Repository
    from sinfonia.model.handoff import Envelope
    from sinfonia.model.workflow import Index
    from sinfonia.workflow.change import Finished
    from sinfonia.workflow.identity import Person
    from sinfonia.workflow.records.signing import Signer
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
class Outcome:
    """What was done: the session's new index, the files written (from the root), the commit, the open gates.

    `self_approved` says that the reviewer of `record` is a contributor to what was reviewed.
    """

    index: Index
    written: tuple[str, ...]
    commit: Committed | Left | None
    gates: tuple[OpenGate, ...] = ()
    record: Tag | None = None
    self_approved: bool = False


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
    _objects: ObjectReader | None = None
    _asked: Asked = field(default_factory=Asked)
    _person: Person | None = None
    _signer: Signer | Literal[False] | None = False

    def __enter__(self) -> Self:
        """Take the lock and read the session; raises `SinfoniaError`."""
        dry_run = self.settings.dry_run
        self._lock = Lock(self.repo, dry_run=dry_run)
        self._lock.__enter__()
        try:
            if not dry_run:
                finish(self.repo, self.environ, self.judge)
            self._session = session.load(self.repo.root, self.id)
            for folder in () if dry_run else (self._session.folder, f"{self._session.folder}/{ledger.FOLDER}"):
                files.sweep(os.path.join(self.repo.root, folder))
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the lock go."""
        if self._objects:
            self._objects.close()
        if self._lock:
            self._lock.__exit__(kind, error, trace)

    @property
    def session(self) -> Session:
        """Give the session as it was when the lock was taken."""
        if self._session is None:
            raise SinfoniaError("the session was not opened")
        return self._session

    @property
    def objects(self) -> ObjectReader:
        """Give what reads objects, the same one for as long as the session is held."""
        if self._objects is None:
            self._objects = ObjectReader(self.repo)
        return self._objects

    @property
    def signing_env(self) -> Mapping[str, str]:
        """Give the environment in which git writes in the user's name."""
        return StateCommit(self.repo, self.session.folder, self.environ).env

    @property
    def person(self) -> Person:
        """Give who acts; raises `GitError` when git does not know."""
        if self._person is None:
            self._person = committer(self.repo, self.signing_env)
        return self._person

    @property
    def signer(self) -> Signer | None:
        """Give the key that git would sign with; raises `SinfoniaError` for one that is gone."""
        if self._signer is False:
            self._signer = configured(self.repo, self.signing_env)
        return self._signer or None

    @property
    def head(self) -> str:
        """Give the commit that is judged: HEAD as the first situation found it; raises `GitError` without one."""
        if not self._asked.head:
            self._asked.head = self.repo.resolve("HEAD")
        return self._asked.head

    def subjects(self, situation: Situation) -> Mapping[str, str]:
        """Map the paths that a decision is about to their blob ids at `head` ("" for one that is gone)."""
        return self._asked.about(self.repo, situation.judged, self.session, self.head)

    def situation(
        self,
        more: Sequence[ledger.Entry] = (),
        *,
        requirement: Requirement | None = None,
        passed: frozenset[str] = frozenset(),
    ) -> Situation:
        """Say where the session stands, with records that are about to be written counted."""
        entries = ledger.read(self.repo.root, self.session.folder)
        if passed:  # checks ran, and may have written files
            self._asked = Asked()
        self._asked.objects = self.objects
        return survey(
            self.repo, self.session, WorkingTree(self.repo.root), (*entries, *more),
            requirement=requirement, passed=passed, complete=lambda: complete_workflows(self.repo.root, self.session),
            asked=self._asked,
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

    def refuse(self, request: Request, situation: Situation) -> None:
        """Raise the `RefusedError` of a request that the states do not allow, before its envelope is written."""
        answer = move(self.session.index, request, situation.facts(self.now))
        if isinstance(answer, Refused):
            raise RefusedError(answer)

    def note(self, index: Index, what: str) -> Outcome:
        """Write what no machine decides: the branch that a session belongs to, its context."""
        now = self.session.index
        return self._write(Moved(replace(index, updated_at=self.now, revision=now.revision + 1)), what, None, None)

    def _write(self, moved: Moved, what: str, envelope: Envelope | None, tag: Tag | None) -> Outcome:
        folder = self.session.folder
        new = []
        if tag:
            new.append(NewFile(f"{folder}/{ledger.FOLDER}/{tag.oid}{ledger.SUFFIX}", tag.data))
        if envelope:
            new.append(NewFile(f"{folder}/{envelope.file_name}", envelopes.create(envelope)))
        before = write_lines(self.session.document.lines)
        data = render.render(self.session.document, moved.index)
        new.append(NewFile(f"{folder}/{session.INDEX}", data, journal.digest(before)))
        change = state_change(moved.index, what, new, self.settings, (NewRef(tag.ref, tag.oid),) if tag else ())
        done = None
        if not self.settings.dry_run:
            try:
                done = perform(self.repo, self.environ, change, self.judge, first=lambda: self._number(envelope, 0))
            except Exception:
                with suppress(SinfoniaError):  # a gap in the numbers is all that it would leave
                    self._number(envelope, 1)
                raise
        return Outcome(moved.index, tuple(file.path for file in new), done, moved.gates, tag)

    def _number(self, envelope: Envelope | None, back: int) -> None:
        """Note the number of an envelope as given, or with 1 as not given after all."""
        if envelope:
            sequence.give(self.repo, self.session, envelope.sequence - back)


def state_change(
    index: Index, what: str, new: Sequence[NewFile], settings: Settings, refs: Sequence[NewRef] = ()
) -> Change:
    """Give the change that brings a session to an index, with the message of its commit."""
    trailers = f"Sinfonia-Session: {index.session_id}\nSinfonia-Step: {index.current_step}\n"
    return Change(
        folder=session.folder_of(index.session_id),
        files=tuple(new),
        refs=tuple(refs),
        message=settings.subject.replace("{what}", what) + "\n\n" + trailers,
        what=what,
        commit=settings.commit,
        key=settings.key,
    )


def finish_interrupted(
    repo: Repository, environ: Mapping[str, str], judge: Callable[[str, str], None]
) -> Finished | None:
    """Do the rest of what a killed command began, if any; takes the lock; raises `SinfoniaError`."""
    if not journal.is_there(repo):
        return None
    with Lock(repo):
        return finish(repo, environ, judge)


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
