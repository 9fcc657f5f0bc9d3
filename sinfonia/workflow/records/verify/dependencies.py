"""The workflows that a definition needs: complete in another session of the judged files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError, SinfoniaError
from sinfonia.model.workflow import Gate, WorkflowStatus
from sinfonia.workflow.records.verify.candidate import open_session
from sinfonia.workflow.records.verify.report import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.workflow.records.verify.candidate import Tree
    from sinfonia.workflow.records.verify.place import Place
    from sinfonia.workflow.records.verify.report import RowAnswer

_SKIPPED = "step"  # what `RowAnswer.waived` calls a waive of the whole step


def unmet(session: str, tree: Tree, places: Sequence[Place], answers: Sequence[RowAnswer]) -> Iterator[Finding]:
    """Yield what each workflow of a chain needs and lacks, at its first closed step; raises `NotJudgedError`."""
    earlier: set[str] = set()
    complete: frozenset[str] | None = None
    told: set[str] = set()
    for place, answer in zip(places, answers, strict=True):
        name = place.definition.name
        lacking = [need for need in place.definition.needs if need not in earlier - {name}]
        earlier.add(name)
        if not place.closed or name in told or not lacking or _SKIPPED in answer.waived:
            continue
        if place.step.gate is Gate.NONE:
            continue  # nobody is dispatched to it, and only that waits
        told.add(name)
        complete = _complete(tree, session) if complete is None else complete
        for need in lacking:
            if need not in complete:
                message = f"workflow `{name}` needs `{need}`, which is complete in no session"
                yield finding(
                    "unmet-needs", message, command=f"sinfonia start {need}", session=session, step=answer.step
                )


def _complete(tree: Tree, session: str) -> frozenset[str]:
    """Name the workflows that are complete in another session; one that cannot be read closes no gate."""
    found: set[str] = set()
    for name in tree.sessions():
        if name == session:
            continue
        try:
            index = open_session(tree, name).index
        except NotJudgedError:
            raise
        except SinfoniaError:
            continue
        if index.status is WorkflowStatus.COMPLETE:
            found.update(index.workflows)
    return frozenset(found)
