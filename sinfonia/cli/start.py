"""`sinfonia start`: a new session."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli.interrupted import settle
from sinfonia.cli.ledger import need, place, told, with_change
from sinfonia.errors import SinfoniaError
from sinfonia.workflow.advice import DISPATCH
from sinfonia.workflow.definition import names
from sinfonia.workflow.session import current
from sinfonia.workflow.sources import WorkingTree
from sinfonia.workflow.start import start

if TYPE_CHECKING:
    from sinfonia.model.workflow import Index


@click.command(
    "start",
    epilog="""\b
Examples:
  sinfonia start dev-story --goal "A login form"
  sinfonia start create-prd create-spec dev-story code-review --goal "Search\"""",
)
@click.argument("workflows", nargs=-1, metavar="WORKFLOW...")
@click.option("--goal", default="", metavar="TEXT", help="What the work is for.")
@click.option("--session", default="", metavar="ID", help="The id of the new session; else it is made from the time.")
@with_change
def command(
    *, workflows: tuple[str, ...], goal: str, session: str, no_commit: bool, dry_run: bool, format_name: str
) -> None:
    """Start a session of a workflow, or of several in a row."""
    from sinfonia.surfaces.state_judge import judge

    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    if not workflows:
        known = ", ".join(names(WorkingTree(where.repo.root)))
        raise SinfoniaError("the workflow is missing", hint=f"name one or more of {known} (sinfonia workflows)")
    settle(where)
    before = current(where.repo, os.environ) if not session else None
    outcome = start(
        where.repo,
        os.environ,
        workflows,
        need(goal, "--goal", "the goal"),
        wanted=session,
        settings=where.settings,
        judge=judge(where.repo, os.environ),
    )
    index = outcome.index
    first = index.current
    next_step = DISPATCH if first.persona else "sinfonia advance"
    told(
        where,
        f"start {index.workflow_id} as session {index.session_id}",
        outcome,
        next_steps=(next_step, "sinfonia status"),
        lines=(f"steps   {_told(index)}", *_beside(before), ""),
    )


def _beside(before: str | None) -> tuple[str, ...]:
    """Say that another session of this branch is no longer the one that commands mean."""
    return (f"note    `{before}` is active here too: from now on `--session {before}` names it",) if before else ()


def _told(index: Index) -> str:
    """Count the steps, and name them where they fit on a line."""
    names = ", ".join(row.step for row in index.steps)
    return f"{index.total_steps}: {names}" if len(names) <= 66 else f"{index.total_steps}, from {index.current_step} on"
