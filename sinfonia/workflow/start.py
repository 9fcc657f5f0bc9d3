"""A new session."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.head import current_branch, head_commit
from sinfonia.markdown.sections import normalised
from sinfonia.model.workflow import Index, SessionRow, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow import clock, definition, files, names, render, session
from sinfonia.workflow.change import finish, perform
from sinfonia.workflow.journal import NewFile
from sinfonia.workflow.lock import Lock
from sinfonia.workflow.sources import WorkingTree
from sinfonia.workflow.work import Outcome, state_change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sinfonia.git.repo import Repository
    from sinfonia.workflow.settings import Settings


def start(
    repo: Repository,
    environ: Mapping[str, str],
    workflows: Sequence[str],
    goal: str,
    *,
    wanted: str = "",
    settings: Settings,
    judge: Callable[[str, str], None] = lambda _tree, _message: None,
) -> Outcome:
    """Make a session of one workflow, or of several in a row; raises `SinfoniaError`."""
    if not repo.root:
        raise SinfoniaError("a bare repository has no working tree for a session", hint="work in a clone of it")
    source = WorkingTree(repo.root)
    for at, name in enumerate(workflows):
        if name in workflows[:at]:
            raise SinfoniaError(f"workflow `{name}` is named twice", hint="a session runs each once")
    steps = definition.chain(definition.find(name, source) for name in workflows)
    with Lock(repo, dry_run=settings.dry_run):
        if not settings.dry_run:
            finish(repo, environ, judge)
        now = clock.now()
        taken = (
            frozenset(os.listdir(os.path.join(repo.root, names.HANDOFFS))) if _has_sessions(repo.root) else frozenset()
        )
        identity = names.check_new_session(wanted) if wanted else names.new_session(now, taken.__contains__)
        if identity in taken:
            raise SinfoniaError(f"there is a session `{identity}` already", hint="give it another name")
        index = Index(
            workflow_id="+".join(workflows),
            status=WorkflowStatus.CREATED,
            current_step=steps[0].name,
            current_step_index=1,
            session_id=identity,
            created_at=now,
            updated_at=now,
            revision=1,
            goal=normalised(goal),
            steps=tuple(StepRow(step.name, step.persona, StepStatus.PENDING) for step in steps),
            branch=current_branch(repo),
            base_commit=head_commit(repo),
            sessions=(SessionRow(identity, now, now, str(WorkflowStatus.CREATED)),),
        )
        folder = session.folder_of(identity)
        path = f"{folder}/{session.INDEX}"
        new = NewFile(path, render.create(index))
        change = state_change(index, f"start {index.workflow_id}", (new,), settings)
        done = None if settings.dry_run else perform(repo, environ, change, judge)
        return Outcome(index, (path,), done)


def _has_sessions(root: str) -> bool:
    files.refuse_links(root, names.HANDOFFS)
    return os.path.isdir(os.path.join(root, names.HANDOFFS))
