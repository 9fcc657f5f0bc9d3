"""`sinfonia install`: native git hooks, and the guards of coding agents."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import with_format
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_file import COMMIT_HOOKS, SERVER_HOOKS
from sinfonia.scaffold.hook_plan import Action
from sinfonia.scaffold.ledger_settings import fetch_advice, set_driver
from sinfonia.surfaces.pass_mark import leave_receipt
from sinfonia.workflow.names import HANDOFFS

if TYPE_CHECKING:
    from sinfonia.scaffold.git_hooks import Outcome, Row

_OURS = {Action.WRITTEN, Action.CHAINED, Action.REFRESHED, Action.UNCHANGED}


@click.command(
    "install",
    epilog="""\b
Examples:
  sinfonia install                # write the hooks, chained with yours
  sinfonia install --dry-run      # say what would be written
  sinfonia install --agents claude-code,opencode""",
)
@click.option("--agents", metavar="NAMES", help="Write the guards of these coding agents instead, or `all`.")
@click.option("--server", is_flag=True, help="Write pre-receive, for a repository that is pushed to.")
@click.option("--dry-run", is_flag=True, help="Say what would be done.")
@with_format
def command(*, agents: str | None, server: bool, dry_run: bool, format_name: str) -> None:
    """Install the native git hooks, or the guards of coding agents.

    A hook that is already there runs before ours. A moment for which pre-commit, prek or lefthook calls
    Sinfonia is left to it. Where `core.hooksPath` names a folder outside of the git directory nothing is
    written: the lines to add are printed, and the exit code is 1. The clone also learns how two branches'
    `workflow.md` are merged (`merge.sinfonia.driver`). With `--agents` the agents' own settings are merged with
    ours and nothing else is touched.
    """
    repo = discover()
    if agents is not None:
        from sinfonia.cli import agent_hooks

        agent_hooks.install(repo.root, agent_hooks.chosen(agents), dry_run=dry_run, format_name=format_name)
    if not repo.root and not server:
        raise SinfoniaError(
            "this repository is bare: nobody commits here, it is pushed to", hint="sinfonia install --server"
        )
    outcome = git_hooks.install(repo, os.environ, SERVER_HOOKS if server else COMMIT_HOOKS, dry_run=dry_run)
    if not dry_run and not outcome.note:
        for row in outcome.rows:
            if row.name == "commit-msg" and row.action in _OURS:
                leave_receipt(repo, row.path)
    if not server:
        steps = fetch_advice(repo) if os.path.isdir(os.path.join(repo.root, HANDOFFS)) else ()
        outcome = replace(outcome, next_steps=(*outcome.next_steps, *steps))
        if not dry_run:
            set_driver(repo)
    show(outcome, format_name, root=repo.root, dry_run=dry_run)
    leave(Exit.YES if outcome.complete else Exit.NO)


def show(outcome: Outcome, format_name: str, *, root: str, dry_run: bool) -> None:
    """Print what became of each hook, as text or as one JSON document."""
    if format_name == "json":
        click.echo(json.dumps(document(outcome), indent=2))
        return
    if outcome.note:
        click.echo(outcome.note)
    width = max((len(row.name) for row in outcome.rows), default=0)
    for row in outcome.rows:
        where = f"  ({row.note})" if row.note else ""
        click.echo(f"{row.name:{width}}  {row.action:9}  {_short(row.path, root)}{where}")
    for folder in outcome.state:
        click.echo(f"{'state':{width}}  {'removed':9}  {_short(folder, root)}")
    if outcome.next_steps:
        click.echo("next:")
    for step in outcome.next_steps:
        click.echo(f"  {shown(step)}")
    if dry_run:
        click.echo("nothing was changed: this was --dry-run")


def document(outcome: Outcome) -> dict[str, object]:
    """Give the JSON document of what became of the hooks."""
    notes = [{"code": "hooks-elsewhere", "message": shown(outcome.note), "fix": ""}] if outcome.note else []
    rows = [
        {"code": f"hook-{row.action}", "message": f"{row.name}: {shown(row.note)}", "fix": shown(row.fix)}
        for row in outcome.rows
        if row.note and row.action in {Action.EDITED, Action.BLOCKED, Action.BY_HAND, Action.LEFT}
    ]
    return {
        "version": 1,
        "hooks": [_row(row) for row in outcome.rows],
        "next_steps": [shown(step) for step in outcome.next_steps],
        "diagnostics": notes + rows,
    }


def _row(row: Row) -> dict[str, str]:
    return {"name": row.name, "path": shown(row.path), "action": row.action.value}


def _short(path: str, root: str) -> str:
    return shown(os.path.relpath(path, root) if root and path.startswith(root.rstrip(os.sep) + os.sep) else path)
