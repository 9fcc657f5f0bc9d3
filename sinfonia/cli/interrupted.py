"""What a killed command left to be done is done first; the same command typed again answers with it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import as_json
from sinfonia.errors import Exit

if TYPE_CHECKING:
    from sinfonia.cli.ledger import Place
    from sinfonia.workflow.change import Finished


def request_key() -> str:
    """Give a digest of the command as it was typed, "" where part of it comes from a file or an editor."""
    context = click.get_current_context(silent=True)
    if context is None or context.params.get("file") or context.params.get("edit"):
        return ""
    typed = repr((context.info_name, sorted(context.params.items())))
    return hashlib.sha256(typed.encode("utf-8", "surrogateescape")).hexdigest()


def settle(where: Place) -> None:
    """Finish what was interrupted, if anything was; ends the command when that is what it asks for."""
    from sinfonia.surfaces.state_judge import judge
    from sinfonia.workflow.work import finish_interrupted

    if where.settings.dry_run:
        return
    found = finish_interrupted(where.repo, os.environ, judge(where.repo, os.environ))
    if found is None:
        return
    if not where.settings.key or found.change.key != where.settings.key:
        click.echo(f"finished first what was interrupted: {found.change.what}", err=True)
        return
    _tell(where, found)
    leave(Exit.YES)


def _tell(where: Place, found: Finished) -> None:
    from sinfonia.workflow.commit import Committed

    commit = found.commit if isinstance(found.commit, Committed) else None
    written = [file.path for file in found.change.files]
    if where.as_json:
        document = {
            "version": 1,
            "verdict": "done",
            "dry_run": False,
            "interrupted": True,
            "written": written,
            "commit": commit.oid if commit else None,
            "next_steps": ["sinfonia status"],
            "diagnostics": [],
        }
        click.echo(as_json(document, indent=2))
        return
    click.echo(f"{found.change.what} (it was interrupted and is finished now)\n")
    for path in written:
        click.echo(f"  write   {path}")
    if commit:
        click.echo(f"  commit  {commit.oid[:7]}  {commit.subject}")
    click.echo("next: sinfonia status")
