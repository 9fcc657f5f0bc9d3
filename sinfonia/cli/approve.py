"""`sinfonia approve`: record that the current step's work is good, or that paths are."""

from __future__ import annotations

import click

from sinfonia.cli.decisions import run
from sinfonia.cli.ledger import place, with_writing
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision


@click.command(
    "approve",
    epilog="""\b
Examples:
  sinfonia approve -m "read the diff, ran it"
  sinfonia approve --path .sinfonia/config.yaml -m "the new limit is right\"""",
)
@click.argument("step", default="", required=False)
@click.option(
    "--path", "paths", multiple=True, metavar="PATH", help="Approve files as HEAD has them, without a session."
)
@click.option("-m", "--note", default="", metavar="NOTE", help="Why.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_writing
def command(
    *, step: str, paths: tuple[str, ...], note: str, yes: bool, session: str, no_commit: bool, dry_run: bool,
    format_name: str,
) -> None:  # fmt: skip
    """Approve the current step (by its number, its name or its return), or files."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    if paths:
        from sinfonia.cli.path_decisions import run_paths

        run_paths(where, paths, Decision(DecisionWord.APPROVE, note), step=step, yes=yes)
        return
    run(where, session, Decision(DecisionWord.APPROVE, note), step=step, yes=yes)
