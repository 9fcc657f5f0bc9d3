"""`sinfonia list`: the sessions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli.ledger import place
from sinfonia.cli.options import as_json, with_format
from sinfonia.cli.screen import table
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.workflow import ACTIVE
from sinfonia.workflow.session import current, ids, load

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command(
    "list",
    epilog="""\b
Examples:
  sinfonia list
  sinfonia list --active --format json""",
)
@click.option("--active", is_flag=True, help="Only sessions that ask for work.")
@with_format
def command(*, active: bool, format_name: str) -> None:
    """List the sessions, the newest first; `*` marks the current one."""
    where = place(format_name)
    here = current(where.repo, os.environ)
    rows: list[dict[str, object]] = []
    broken: list[dict[str, object]] = []
    for name in reversed(ids(where.repo.root)):
        try:
            index = load(where.repo.root, name).index
        except SinfoniaError as error:
            broken.append({"code": "unreadable", "message": error.message, "fix": error.hint or None})
            continue
        if active and index.status not in ACTIVE:
            continue
        rows.append(
            {
                "session": name,
                "workflow": index.workflow_id,
                "status": str(index.status),
                "step": index.current_step,
                "step_index": index.current_step_index,
                "total_steps": index.total_steps,
                "branch": index.branch,
                "goal": index.goal,
                "updated_at": index.updated_at,
                "current": name == here,
            }
        )
    if where.as_json:
        steps = [] if rows else ["sinfonia start WORKFLOW --goal TEXT"]
        click.echo(as_json({"version": 1, "sessions": rows, "next_steps": steps, "diagnostics": broken}, indent=2))
        return
    for line in table([_cells(row) for row in rows], indent=""):
        click.echo(line)
    for one in broken:
        click.echo(f"! {shown(str(one['message']))}", err=True)
    if not rows and not broken:
        click.echo("there is no session\nnext: sinfonia start WORKFLOW --goal TEXT")


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    first, *others = str(row["workflow"]).split("+")
    workflow = f"{first} and {len(others)} more" if others else first
    mark = "*" if row["current"] else " "
    step = f"{row['step_index']}/{row['total_steps']}"
    goal = shown(str(row["goal"]).split("\n", maxsplit=1)[0])
    return f"{mark} {row['session']}", workflow, str(row["status"]), step, goal
