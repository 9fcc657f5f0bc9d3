"""A damaged or missing `workflow.md`, rebuilt from what else is known; what is not known is said.

First the newest committed version that can be read; without one, the envelopes and the ledger. The pointer is never
moved past the newest handoff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.handoff import envelope as envelopes
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.handoff import HandoffType
from sinfonia.model.workflow import (
    ArtifactRow,
    DecisionRow,
    Index,
    SessionRow,
    StepRow,
    StepStatus,
    WorkflowStatus,
)
from sinfonia.workflow import clock, definition, document, files, render, session
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.records import ledger
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.git.repo import Repository
    from sinfonia.model.handoff import Envelope
    from sinfonia.workflow.records.ledger import Entry

HISTORY = 50  # committed versions that are tried


@dataclass(frozen=True, slots=True)
class Repaired:
    """The rebuilt index, the copy that was kept ("" when the file was missing), and what could not be known."""

    index: Index
    copy: str
    unknown: tuple[str, ...]


def repair(repo: Repository, identity: str, *, dry_run: bool = False) -> Repaired:
    """Rebuild a session's index; raises `SinfoniaError` where it is whole, or where nothing is left of the session."""
    folder = session.folder_of(identity)
    path = f"{folder}/{session.INDEX}"
    full = os.path.join(repo.root, path)
    with Lock(repo, dry_run=dry_run):
        files.refuse_links(repo.root, path)
        if not os.path.isdir(os.path.join(repo.root, folder)):
            raise SinfoniaError(f"there is no session `{identity}`", hint="`sinfonia list` shows the sessions")
        data = files.read(full)
        if data is not None and _reads(data, path, identity):
            raise SinfoniaError(f"`{path}` can be read: there is nothing to repair", hint="sinfonia resume")
        handoffs = _handoffs(repo.root, folder)
        records = ledger.read(repo.root, folder)
        now = clock.now()
        known = _committed(repo, path, identity)
        index, unknown = _from_committed(known, handoffs, records) if known else _from_parts(
            repo, identity, handoffs, records, now
        )  # fmt: skip
        copy = ""
        if data is not None:
            copy = f"{path}.damaged-{now[:19].replace(':', '').replace('-', '')}"
        index = replace(index, updated_at=now, revision=index.revision + 1)
        if not dry_run:
            if data is not None:
                files.create(os.path.join(repo.root, copy), data)
            files.replace(full, render.create(index))
    return Repaired(index, copy, unknown)


def _reads(data: bytes, path: str, identity: str) -> bool:
    try:
        return document.read(data, path).index.session_id == identity
    except ReadError:
        return False


def _committed(repo: Repository, path: str, identity: str) -> Index | None:
    """Give the newest committed version that can be read."""
    code, printed, _ = repo.try_git("log", f"-{HISTORY}", "--format=%H", "HEAD", "--", path)
    for commit in [] if code else printed.decode("ascii").split():
        code, data, _ = repo.try_git("cat-file", "blob", f"{commit}:{path}")
        if not code and _reads(data, path, identity):
            return document.read(data, path).index
    return None


def _from_committed(
    index: Index, handoffs: Sequence[Envelope], records: Sequence[Entry]
) -> tuple[Index, tuple[str, ...]]:
    listed = {row.name for row in index.artifacts}
    newer = [made for made in handoffs if made.file_name not in listed]
    counted = {(row.decision, row.reviewer, row.note) for row in index.decisions}
    more = [_decision(entry) for entry in records]
    fresh = [row for row in more if (row.decision, row.reviewer, row.note) not in counted]
    unknown = [f"`{made.file_name}` is newer than the committed index: its step's status was left" for made in newer]
    unknown += [f"a decision `{row.decision}` of {row.reviewer} is newer: its step's status was left" for row in fresh]
    index = replace(
        index,
        artifacts=(*index.artifacts, *(_artifact(made) for made in newer)),
        decisions=(*index.decisions, *fresh),
    )
    return index, tuple(unknown)


def _from_parts(
    repo: Repository, identity: str, handoffs: Sequence[Envelope], records: Sequence[Entry], now: str
) -> tuple[Index, tuple[str, ...]]:
    names = tuple(dict.fromkeys([made.step for made in handoffs if made.step] + [e.record.step for e in records]))
    if not names:
        raise SinfoniaError(
            f"nothing is left of session `{identity}`: no committed index, no envelope, no record",
            hint="sinfonia start a new one",
        )
    workflows, steps = _workflows(repo.root, names)
    at = max(position for position, name in enumerate(steps) if name in names)
    rows = []
    for position, (name, persona) in enumerate(steps.items()):
        status = StepStatus.COMPLETED if position < at else StepStatus.PENDING
        started = next((made.created_at for made in handoffs if made.step == name), "")
        if position == at:
            status = StepStatus.IN_PROGRESS
        rows.append(StepRow(name, persona, status, started, "", "rebuilt" if position <= at else ""))
    first = min((made.created_at for made in handoffs), default=now)
    index = Index(
        workflow_id="+".join(workflows),
        status=WorkflowStatus.IN_PROGRESS,
        current_step=rows[at].step,
        current_step_index=at + 1,
        session_id=identity,
        created_at=first,
        updated_at=now,
        revision=len(handoffs) + len(records),
        goal="",
        steps=tuple(rows),
        branch=current_branch(repo),
        artifacts=tuple(_artifact(made) for made in handoffs),
        decisions=tuple(_decision(entry) for entry in records),
        sessions=(SessionRow(identity, first, now, str(WorkflowStatus.IN_PROGRESS)),),
    )
    unknown = (
        "the goal, the base commit and the times of completion are not known",
        f"the pointer stands on `{rows[at].step}`, the step of the newest handoff: it may have been closed",
    )
    return index, unknown


def _workflows(root: str, names: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Find the workflow, or the chain, that has all of these steps; gives its names, and its steps with personas."""
    source = WorkingTree(root)
    if any("/" in name for name in names):
        chained = tuple(dict.fromkeys(name.partition("/")[0] for name in names))
        found = definition.chain(definition.find(name, source) for name in chained)
        return chained, {step.name: step.persona for step in found}
    fits = []
    for name in definition.names(source):
        steps = {step.name: step.persona for step in definition.find(name, source).steps}
        if set(names) <= set(steps):
            fits.append((name, steps))
    if len(fits) != 1:
        several = ", ".join(f"`{name}`" for name, _ in fits) or "none"
        raise SinfoniaError(
            f"the workflow cannot be told from the steps {', '.join(names)}: {several} has them",
            hint="git log --all -- .sinfonia/handoffs shows where an index was last committed",
        )
    return (fits[0][0],), fits[0][1]


def _handoffs(root: str, folder: str) -> tuple[Envelope, ...]:
    found = []
    for name in sorted(os.listdir(os.path.join(root, folder))):
        if not name.endswith(".md") or name == session.INDEX:
            continue
        try:
            found.append(envelopes.read(files.read(os.path.join(root, folder, name)) or b"", name))
        except ReadError:
            continue  # `validate` tells what is wrong with it
    return tuple(sorted(found, key=lambda made: made.sequence))


def _artifact(made: Envelope) -> ArtifactRow:
    status = "pending" if made.handoff_type is not HandoffType.RETURN else str(made.status)
    return ArtifactRow(made.file_name, str(made.handoff_type), status, made.created_at, made.step)


def _decision(entry: Entry) -> DecisionRow:
    record = entry.record
    handoff = ""
    if record.envelope:
        handoff = f"{record.session}-{record.envelope.path.rpartition('/')[2][:3]}"
    return DecisionRow(
        clock.iso(entry.header.seconds * 1000), handoff, str(record.decision), record.reviewer, record.note
    )
