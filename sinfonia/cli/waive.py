"""`sinfonia waive`: let one gate of the current step be."""

from __future__ import annotations

import click

from sinfonia.cli.decisions import run
from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision


@click.command(
    "waive",
    epilog="""\b
Examples:
  sinfonia waive "check tests" -m "the runner is down, ran by hand"
  sinfonia waive approval -m "nobody else is here" --dry-run""",
)
@click.argument("gate")
@click.option("-m", "--note", default="", metavar="REASON", help="Why.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_writing
def command(*, gate: str, note: str, yes: bool, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Waive one open gate of the current step, by the name that `status --format json` gives it."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    run(where, session, Decision(DecisionWord.WAIVE, need(note, "-m", "the reason"), gate=gate), yes=yes)
