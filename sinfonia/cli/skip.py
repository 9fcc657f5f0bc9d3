"""`sinfonia skip`: waive the current step."""

from __future__ import annotations

import click

from sinfonia.cli.decisions import run
from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision


@click.command(
    "skip",
    epilog="""\b
Examples:
  sinfonia skip -m "the story was analysed in the issue"
  sinfonia skip -m "no review is needed" --dry-run""",
)
@click.argument("step", default="", required=False)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_writing
def command(
    *, step: str, reason: str, yes: bool, session: str, no_commit: bool, dry_run: bool, format_name: str
) -> None:
    """Waive the current step: it counts as completed, with the reason on record."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    run(where, session, Decision(DecisionWord.WAIVE, need(reason, "-m", "the reason")), step=step, yes=yes)
