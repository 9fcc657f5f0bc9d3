"""One session, whole: its definitions, its records by step, its rows."""

from __future__ import annotations

import os
from dataclasses import field, replace
from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError, SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import Definition, Gate, StepDefinition, StepStatus, WorkflowStatus
from sinfonia.workflow import definition
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records.verify.candidate import Tree, at_commit, open_session
from sinfonia.workflow.records.verify.compared import Compared
from sinfonia.workflow.records.verify.dependencies import unmet
from sinfonia.workflow.records.verify.history import landing, parent
from sinfonia.workflow.records.verify.paths import pairs
from sinfonia.workflow.records.verify.place import Place, judged_by
from sinfonia.workflow.records.verify.renewing import Renewals
from sinfonia.workflow.records.verify.report import Finding, RowAnswer, SessionAnswer, finding, lighter
from sinfonia.workflow.records.verify.revoking import revoked
from sinfonia.workflow.records.verify.rows import Rows
from sinfonia.workflow.trust.policy import WAIVER, Needed, requirement
from sinfonia.workflow.trust.source import LOCAL, trust_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.people import Court, Decided
    from sinfonia.workflow.records.verify.signatures import Signature
    from sinfonia.workflow.session import Session
    from sinfonia.workflow.sources import Source


@dataclass(slots=True)
class Judge:
    """Judges sessions of one candidate by one base.

    `source` gives the definitions of the merge base. `settled` names the sessions that are over: their approvals are
    compared with the commit by which they landed. Of these `merged` are as the base has them: one that landed before
    the base asked for trust is judged as it was then. `by_files` are the records about files.
    """

    repo: Repository
    objects: ObjectReader
    tree: Tree
    court: Court
    source: Source
    merge_base: str
    settled: frozenset[str]
    merged: frozenset[str]
    complete: bool
    signatures: Mapping[str, Signature]
    by_files: Sequence[Entry] = ()
    _trees: dict[str, Tree] = field(default_factory=dict)

    def session(self, name: str, entries: Sequence[Entry]) -> tuple[SessionAnswer, list[Finding]]:
        """Judge one session; what cannot be read is a finding, never an error."""
        try:
            session = open_session(self.tree, name)
        except NotJudgedError as error:
            return SessionAnswer(name, "", "", (), len(entries)), [_unreadable(error, name)]
        except SinfoniaError as error:
            command = f"git log -- {HANDOFFS}/{name}"
            broken = finding("unreadable-session", error.message, command=command, session=name)
            return SessionAnswer(name, "", "", (), len(entries)), [broken]
        found: list[Finding] = []
        judge = self
        if self.court.trust.is_trusted and name in self.merged and not self._was_trusted(session):
            judge = replace(self, court=replace(self.court, trust=replace(self.court.trust, mode=LOCAL)))
            message = f"session `{name}` landed before the base asked for trusted decisions"
            found.append(finding("untrusted-record", message, session=name))
        try:
            rows = judge._rows(session, entries, found)  # noqa: SLF001 - its own, by another trust
        except NotJudgedError as error:
            found.append(_unreadable(error, name))
            rows = ()
        index = session.index
        if self.complete and index.status is not WorkflowStatus.COMPLETE:
            where = f"step {index.current_step_index} of {index.total_steps}"
            message = f"workflow `{index.workflow_id}` is `{index.status}`, {where}"
            found.append(finding("incomplete", message, command=f"sinfonia status {name}", session=name))
        return SessionAnswer(name, index.workflow_id, str(index.status), rows, len(entries)), found

    def _was_trusted(self, session: Session) -> bool:
        """Tell whether the base asked for trust when a session landed; where history does not say, it did."""
        commit = landing(self.repo, self.tree.commit or "HEAD", session.folder)
        return not commit or trust_at(self.objects, parent(self.repo, commit)).is_trusted

    def _rows(self, session: Session, entries: Sequence[Entry], found: list[Finding]) -> tuple[RowAnswer, ...]:
        definitions = self._definitions(session, found)
        if definitions is None:
            return ()
        steps = definition.chain(definitions)
        names = tuple(row.step for row in session.index.steps)
        if names != tuple(step.name for step in steps):
            message = f"the steps are {', '.join(names)}, and the definition has {', '.join(s.name for s in steps)}"
            found.append(finding("rows-changed", message, session=session.id))
            return ()
        since = self._since(session)
        needs = [self._needed(step, _definition_of(step, definitions), found, session.id) for step in steps]
        self.court.workers.read(pairs(entries, since))
        decided = self._decided(session, entries, steps, needs, since, found)
        tree, changed = self._compared(session, since)
        files = Compared(session.folder, tree, self.tree, changed)
        later = Renewals(files, lambda role: self._about_files(role, since))
        places = tuple(
            Place(
                at + 1, step, _definition_of(step, definitions), judged_by(steps, at), needs[at],
                tuple(one for one in decided if one.entry.record.step == step.name), self._is_closed(session, at),
            )
            for at, step in enumerate(steps)
        )  # fmt: skip
        answers, more = Rows(session, files, later, settled=session.id in self.settled).judge(places)
        found += more
        if session.id not in self.settled:  # where it landed, what it needed may have been put away since
            found += unmet(session.id, self.tree, places, answers)
        for place in places:
            step = place.step
            if place.closed and step.checks:
                message = f"step `{step.name}` has checks ({', '.join(step.checks)}), which are not run here"
                found.append(finding("checks-not-run", message, session=session.id, step=step.name))
        return answers

    def _about_files(self, role: str, since: str | None) -> tuple[Decided, ...]:
        """Judge the decisions about files, by the role that a gate asks for."""
        self.court.workers.read(pairs(self.by_files, since))
        return tuple(self.court.decided(entry, self.signatures[entry.oid], role, since) for entry in self.by_files)

    def _definitions(self, session: Session, found: list[Finding]) -> tuple[Definition, ...] | None:
        made = []
        for name in session.index.workflows:
            try:
                made.append(definition.find(name, self.source))
            except NotJudgedError:
                raise
            except SinfoniaError as error:
                own = None if self.court.trust.is_trusted else self._own_definition(name)
                if own is None:
                    found.append(finding("unknown-definition", error.message, command=error.hint, session=session.id))
                    return None
                message = f"the base has no workflow `{name}`: the branch's own was read"
                found.append(finding("branch-definition", message, session=session.id))
                made.append(own)
        return tuple(made)

    def _own_definition(self, name: str) -> Definition | None:
        try:
            return definition.find(name, TreeSource(self.tree))
        except SinfoniaError:
            return None

    def _needed(self, step: StepDefinition, whole: Definition, found: list[Finding], session: str) -> Needed:
        policy = self.court.trust.policy
        if policy is None or not self.court.trust.is_trusted:
            return Needed(step.approvals, "")
        needed = requirement(policy, step, whole)
        if step.gate is Gate.APPROVAL and policy.role(needed.role) is None:
            message = f"step `{step.name}` takes approvals of `{needed.role}`, and the policy has no such role"
            found.append(finding("no-role", message, command="sinfonia trust list", session=session, step=step.name))
        return needed

    def _decided(
        self, session: Session, entries: Sequence[Entry], steps: Sequence[StepDefinition], needs: Sequence[Needed],
        since: str | None, found: list[Finding],
    ) -> list[Decided]:  # fmt: skip
        """Judge every record, take out what was revoked, and say what is wrong with the rest."""
        every = []
        for entry in entries:
            record = entry.record
            at = record.row - 1
            if not 0 <= at < len(steps) or steps[at].name != record.step:
                message = f"the record is about row {record.row} `{record.step}`, and there is no such row"
                found.append(finding("other-step", message, session=session.id, step=record.step, record=entry.oid))
                continue
            role = WAIVER if record.decision is DecisionWord.WAIVE else needs[at].role
            every.append(self.court.decided(entry, self.signatures[entry.oid], role, since))
        taken = revoked(every)
        kept = []
        for decided in every:
            if decided.entry.oid in taken:
                found += map(lighter, decided.faults)
                continue
            found += decided.faults
            kept.append(decided)
        return kept

    def _compared(self, session: Session, since: str | None) -> tuple[Tree, frozenset[str] | None]:
        """Give the files that approvals are compared with, and what changed since the session began."""
        if session.id not in self.settled:
            return self.tree, self._changed(since)
        commit = landing(self.repo, self.tree.commit or "HEAD", session.folder)
        if not commit or commit == self.tree.commit:
            return self.tree, None
        if commit not in self._trees:
            self._trees[commit] = at_commit(self.repo, self.objects, commit)
        return self._trees[commit], None

    def _changed(self, since: str | None) -> frozenset[str]:
        start = since or self.repo.empty_tree()
        shape = ("-r", "-z", "--no-renames", "--name-only")
        if self.tree.commit:
            raw = self.repo.git("diff-tree", *shape, "--no-commit-id", start, self.tree.commit, "--")
        else:
            raw = self.repo.git("diff-index", "--cached", *shape, start, "--")
        return frozenset(os.fsdecode(name) for name in raw.split(b"\0") if name)

    def _since(self, session: Session) -> str | None:
        """Find where the work of a session began: before its first commit, never further back than the merge base.

        What the index says of it is prose, which the branch could have changed. "" means from the beginning, None that
        it is not asked, as the session has landed.
        """
        if session.id in self.settled:
            return None
        path = f"{session.folder}/workflow.md"
        if self.merge_base and self.objects_at(self.merge_base, path):
            return self.merge_base
        tip = self.tree.commit or "HEAD"
        revisions = (tip, f"^{self.merge_base}") if self.merge_base else (tip,)
        printed = self.repo.git("rev-list", "--first-parent", "--reverse", *revisions, "--", path)
        oids = printed.decode("ascii").split()
        return parent(self.repo, oids[0]) if oids else self.merge_base

    def objects_at(self, commit: str, path: str) -> bool:
        """Tell whether a commit has a path."""
        return bool(self.repo.git("ls-tree", "-z", "--full-tree", commit, path))

    def _is_closed(self, session: Session, at: int) -> bool:
        index = session.index
        whole = self.complete or index.status is WorkflowStatus.COMPLETE
        passed = at + 1 < index.current_step_index
        return whole or passed or index.steps[at].status is StepStatus.COMPLETED


class TreeSource:
    """Definitions as the candidate has them."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def read(self, path: str) -> bytes | None:
        """Read a file."""
        return self._tree.read(path) if path in self._tree.blobs else None

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder."""
        start = len(folder.rstrip("/")) + 1
        return tuple(sorted({p[start:].partition("/")[0] for p in self._tree.below(folder.rstrip("/"))}))


def _unreadable(error: NotJudgedError, session: str) -> Finding:
    """Say that an object which a row needs is not here."""
    return finding("missing-object", error.message, command=error.hint or "git fetch --unshallow", session=session)


def _definition_of(step: StepDefinition, definitions: Sequence[Definition]) -> Definition:
    if len(definitions) == 1:
        return definitions[0]
    name = step.name.partition("/")[0]
    return next(one for one in definitions if one.name == name)
