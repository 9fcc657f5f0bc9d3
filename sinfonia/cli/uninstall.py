"""`sinfonia uninstall`: what was there before the native git hooks."""

from __future__ import annotations

import os

import click

from sinfonia.cli import leave
from sinfonia.cli.install import show
from sinfonia.cli.options import with_format
from sinfonia.errors import Exit
from sinfonia.git.repo import discover
from sinfonia.scaffold import git_hooks


@click.command(
    "uninstall",
    epilog="""\b
Examples:
  sinfonia uninstall
  sinfonia uninstall --dry-run    # say what would be removed and put back""",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done.")
@with_format
def command(*, dry_run: bool, format_name: str) -> None:
    """Remove the native git hooks and put back those that were there before.

    A hook file of ours that was edited since is kept, and the exit code is 1. The files of other programs
    are not touched.
    """
    repo = discover()
    outcome = git_hooks.uninstall(repo, os.environ, dry_run=dry_run)
    if format_name == "text" and not outcome.rows:
        click.echo("there is no hook of ours here")
    show(outcome, format_name, root=repo.root, dry_run=dry_run)
    leave(Exit.YES if outcome.complete else Exit.NO)
