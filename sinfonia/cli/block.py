"""`sinfonia block`: pause a session."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.cli.moving import run
from sinfonia.workflow.requests import Block


@click.command(
    "block",
    epilog="""\b
Examples:
  sinfonia block -m "waits for the schema"
  sinfonia block -m "on holiday" --dry-run""",
)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@with_writing
def command(*, reason: str, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Pause the session until `unblock`."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    reason = need(reason, "-m", "the reason")
    run(where, session, "block", lambda who: Block(who, reason), next_steps=("sinfonia unblock",))
