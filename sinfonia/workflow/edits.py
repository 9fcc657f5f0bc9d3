"""The changes of a session's files that no command makes (ENF-009), between a state that was and one that shall be."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError, SinfoniaError
from sinfonia.handoff import envelope
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow_facts import HANDOFFS, Wrong
from sinfonia.workflow import definition
from sinfonia.workflow.closing import missing
from sinfonia.workflow.integrity import contradictions, moves, newly_completed
from sinfonia.workflow.names import check_session
from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.grammar import RecordError
from sinfonia.workflow.session import ENVELOPE, INDEX
from sinfonia.workflow.snapshot import unix
from sinfonia.workflow.sources import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.workflow import StepDefinition
    from sinfonia.workflow.document import Document
    from sinfonia.workflow.snapshot import Snapshot

KEEP = "put it back: git restore --source=HEAD --staged --worktree -- {path}"


@dataclass(frozen=True, slots=True)
class Edits:
    """Compares what a change makes of sessions: `old` is the state before, `new` the one after.

    `known` are blob ids that history has already, on the other side of a merge: they are compared with what was, and
    not validated again.
    """

    old: Snapshot
    new: Snapshot
    known: frozenset[str] = field(default=frozenset())

    def all(self, changes: Iterable[Change]) -> Iterator[Wrong]:
        """Yield what is wrong with changes (others than of sessions' files are passed over)."""
        sessions: dict[str, list[Change]] = {}
        for change in changes:
            if change.path.startswith(HANDOFFS):
                sessions.setdefault(change.path[len(HANDOFFS) :].partition("/")[0], []).append(change)
            elif change.path.lower().startswith(HANDOFFS) or change.path.rstrip("/").lower() == HANDOFFS[:-1]:
                yield Wrong(change.path, f"`{change.path}` takes the place of `{HANDOFFS}`", help=_put_back(change))
        for session, touched in sessions.items():
            yield from self._session(session, touched)

    def _session(self, session: str, changes: list[Change]) -> Iterator[Wrong]:
        folder = f"{HANDOFFS}{session}/"
        if not any(change.path.startswith(folder) for change in changes):
            return  # a file beside the sessions
        try:
            check_session(session)
        except SinfoniaError as error:
            yield Wrong(changes[0].path, error.message, help=error.hint)
            return
        index = next((change for change in changes if change.path == folder + INDEX), None)
        if index is not None and not index.new_id:
            what = f"the session `{session}` is gone: its `{INDEX}` is removed"
            yield Wrong(index.path, what, help=f"{_put_back(index)}; `sinfonia abort` ends one that nobody needs")
            return
        for change in changes:
            name = change.path[len(folder) :]
            if change.new_id and change.new_mode not in PLAIN:
                yield Wrong(
                    change.path,
                    f"`{name}` of session `{session}` is no plain file",
                    help=f"remove it: git rm {change.path}",
                )
            elif name.startswith(f"{ledger.FOLDER}/"):
                yield from self._record(session, name, change)
            elif ENVELOPE.fullmatch(name):
                yield from self._envelope(change)
        if index is not None and index.new_mode in PLAIN:
            yield from self._index(session, index)

    def _envelope(self, change: Change) -> Iterator[Wrong]:
        """Hold an envelope that was committed against what became of it."""
        if not change.old_id:
            return
        name = change.path.rpartition("/")[2]
        if not change.new_id:
            yield Wrong(change.path, f"the committed envelope `{name}` is gone", help=_put_back(change))
        elif not _says_the_same(change):
            message = f"the committed envelope `{name}` says something else now"
            yield Wrong(change.path, message, help=_put_back(change))

    def _record(self, session: str, name: str, change: Change) -> Iterator[Wrong]:
        path = change.path
        stem = name[len(ledger.FOLDER) + 1 :]
        if change.old_id:
            if not change.new_id:
                yield Wrong(path, f"the record `{stem[:12]}…` is gone", help=_put_back(change))
            elif unix(change.old()) != unix(change.new()):
                yield Wrong(path, f"the record `{stem[:12]}…` is not the one that was made", help=_put_back(change))
            return
        if not stem.endswith(ledger.SUFFIX):
            message = f"`{name}` is no record: its name is not `<tag id>.tag`"
            yield Wrong(path, message, help=f"remove it: git rm --cached {path}")
            return
        try:
            entry = ledger.parse(stem.removesuffix(ledger.SUFFIX), unix(change.new()))
        except RecordError as error:
            yield Wrong(path, f"`{stem}` is no record: {error.message}", help=f"remove it: git rm --cached {path}")
            return
        if entry.record.session != session:
            message = f"the record `{stem[:12]}…` belongs to `{entry.record.session}`, not to `{session}`"
            yield Wrong(path, message, help=f"remove it: git rm --cached {path}")

    def _index(self, session: str, change: Change) -> Iterator[Wrong]:
        path = change.path
        try:
            after = self.new.index(session)
        except ReadError as error:
            yield Wrong(
                path,
                _without_place(error.message, path),
                line=_line(error.message, path),
                help=error.hint or f"sinfonia validate {path}",
            )
            return
        if after is None:
            return
        fresh = change.new_id not in self.known
        for wrong in contradictions(after, session) if fresh else ():
            yield Wrong(path, wrong.message, line=wrong.line, help=wrong.help)
        before = self._before(session)
        wrongs = tuple(moves(before, after)) if before else ()
        if wrongs and before:
            wrongs = tuple(moves(before, after, self._rejected(session)))
        for wrong in wrongs:
            yield Wrong(path, wrong.message, line=wrong.line, help=wrong.help)
        if fresh:
            yield from self._gates(session, before, after, path)

    def _rejected(self, session: str) -> frozenset[str]:
        """Name the steps that a record rejects which was not there before: a merge may bring one to a closed step."""
        had = {entry.oid for entry in self.old.records(session)}
        return frozenset(
            entry.record.step
            for entry in self.new.records(session)
            if entry.record.decision is DecisionWord.REJECT and entry.oid not in had
        )

    def _before(self, session: str) -> Document | None:
        """Read the state before; one that could not be read then is no state to compare with."""
        try:
            return self.old.index(session)
        except ReadError:
            return None

    def _gates(self, session: str, before: Document | None, after: Document, path: str) -> Iterator[Wrong]:
        """Yield the rows that were completed without what their gate asks for."""
        completed = newly_completed(before, after)
        if not completed:
            return
        try:
            steps = self._steps(after)
        except SinfoniaError as error:
            line = after.step_line(completed[0])
            message = f"nothing says what closes step `{after.index.steps[completed[0] - 1].step}`: {error.message}"
            yield Wrong(path, message, line=line, help=error.hint or f"sinfonia validate {path}")
            return
        envelopes, entries = self.new.envelopes(session), self.new.records(session)
        for number in completed:
            lacks = missing(steps, number, envelopes, entries, lambda name: self.new.oid(session, name))
            if lacks:
                row = after.index.steps[number - 1]
                message = f"step `{row.step}` is `completed`, and {lacks}"
                help_ = "undo it and let a command close the step: sinfonia status says what is open"
                yield Wrong(path, message, line=after.step_line(number), help=help_)

    def _steps(self, after: Document) -> tuple[StepDefinition, ...]:
        """Find the definition that fits the rows: as it was before the change, else as the change brings it."""
        names = [row.step for row in after.index.steps]
        problem: SinfoniaError | None = None
        for source in (self.old, self.new):
            try:
                steps = definition.chain(definition.find(name, source) for name in after.index.workflows)
            except NotJudgedError:
                raise
            except SinfoniaError as error:
                problem = problem or error
                continue
            if [step.name for step in steps] == names:
                return steps
        hint = "the definition changed under the session: git log -- .sinfonia/workflows"
        raise problem or SinfoniaError("its steps are not those of the definition", hint=hint)


def unless_approved(wrongs: Iterable[Wrong], approved: Callable[[str], bool]) -> tuple[Wrong, ...]:
    """Leave out what a record about files covers, and what is told twice."""
    told: dict[tuple[str, str], Wrong] = {}
    for wrong in wrongs:
        if not approved(wrong.path):
            told.setdefault((wrong.path, wrong.message), wrong)
    return tuple(told.values())


def _says_the_same(change: Change) -> bool:
    old, new = change.old(), change.new()
    if unix(old) == unix(new):
        return True
    try:
        return envelope.read(old, change.path) == envelope.read(new, change.path)
    except ReadError:
        return False


def _put_back(change: Change) -> str:
    return KEEP.format(path=change.path)


def _line(message: str, path: str) -> int | None:
    number = message.removeprefix(f"{path}:").partition(":")[0] if message.startswith(f"{path}:") else ""
    return int(number) if number.isdigit() else None


def _without_place(message: str, path: str) -> str:
    """Take file and line off the front of a message: the finding has them."""
    if not message.startswith(f"{path}:"):
        return message
    place, _, rest = message.partition(": ")
    return f"`{path}` cannot be read: {rest}" if rest else place
