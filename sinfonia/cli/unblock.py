"""`sinfonia unblock`: go on after a pause."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import place, with_writing
from sinfonia.cli.moving import run
from sinfonia.workflow.requests import Unblock


@click.command(
    "unblock",
    epilog="""\b
Examples:
  sinfonia unblock
  sinfonia unblock -m "the schema is there\"""",
)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@with_writing
def command(*, reason: str, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Go on after a pause; a rejection is answered by a return instead."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    run(where, session, "unblock", lambda who: Unblock(who, reason))
