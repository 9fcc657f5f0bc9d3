"""`sinfonia uninstall`: what was there before the hooks, and before `init`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.init import row_line
from sinfonia.cli.install import document, show
from sinfonia.cli.options import as_json, with_format
from sinfonia.errors import Exit
from sinfonia.git.repo import discover, shown
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_plan import Action as HookAction
from sinfonia.scaffold.init_files import Action
from sinfonia.scaffold.init_remove import removal

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.scaffold.git_hooks import Outcome
    from sinfonia.scaffold.init_files import Row


@click.command(
    "uninstall",
    epilog="""\b
Examples:
  sinfonia uninstall
  sinfonia uninstall --dry-run    # say what would be removed and put back
  sinfonia uninstall --agents all""",
)
@click.option("--agents", metavar="NAMES", help="Remove the guards of these coding agents instead, or `all`.")
@click.option("--dry-run", is_flag=True, help="Say what would be done.")
@with_format
def command(*, agents: str | None, dry_run: bool, format_name: str) -> None:
    """Remove the hooks and what `init` wrote, and put back what was there before.

    A file of ours that was edited since is kept, and the exit code is 1. Sessions and their records stay. The
    files of other programs lose our part and nothing else. With `--agents` only the guards of these agents go.
    """
    repo = discover()
    if agents is not None:
        from sinfonia.cli import agent_hooks

        agent_hooks.uninstall(repo.root, agent_hooks.chosen(agents), dry_run=dry_run, format_name=format_name)
    rows, problems = _files(repo, dry_run=dry_run)
    outcome = git_hooks.uninstall(repo, os.environ, dry_run=dry_run)
    if dry_run and rows:
        outcome = _less_by_hand(outcome)
    if format_name == "json":
        whole = document(outcome)
        if rows:
            whole["files"] = [{"path": row.path, "action": str(row.action), "note": row.note} for row in rows]
        click.echo(as_json(whole, indent=2))
    else:
        for row in rows:
            click.echo(row_line(row))
        for problem in problems:
            click.echo(f"note: {shown(problem)}", err=True)
        if not outcome.rows and not rows:
            click.echo("there is no hook of ours here")
        show(outcome, format_name, root=repo.root, dry_run=dry_run)
    kept = any(row.action is Action.KEPT for row in rows)
    leave(Exit.YES if outcome.complete and not kept and not problems else Exit.NO)


def _files(repo: Repository, *, dry_run: bool) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Take out what `init` wrote; first the files, since a runner's hooks are for the configuration that is left."""
    from sinfonia.scaffold.init_apply import Transaction, check_writable
    from sinfonia.scaffold.init_hooks import deactivate

    if not repo.root:
        return (), ()
    rows, manifest = removal(repo.root)
    if dry_run:
        return rows, ()
    check_writable(repo.root, rows)
    problems = deactivate(repo, os.environ)  # pre-commit refuses to go once its configuration is gone
    transaction = Transaction(repo.root)
    transaction.write(rows)
    transaction.remove_folders(manifest.folders)
    return rows, problems


def _less_by_hand(outcome: Outcome) -> Outcome:
    """Leave out what a dry run still sees: runners that call us by the entries that would go."""
    rows = tuple(row for row in outcome.rows if row.action is not HookAction.BY_HAND)
    fixes = {row.fix for row in outcome.rows if row.action is HookAction.BY_HAND}
    return replace(outcome, rows=rows, next_steps=tuple(step for step in outcome.next_steps if step not in fixes))
