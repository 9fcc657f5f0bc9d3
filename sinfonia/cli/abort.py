"""`sinfonia abort`: give a session up."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import need, place, refuse_agents, with_writing
from sinfonia.cli.moving import run
from sinfonia.workflow.requests import Abort


@click.command(
    "abort",
    epilog="""\b
Examples:
  sinfonia abort -m "the feature was dropped"
  sinfonia abort --session s-20261121-091200 -m "a duplicate\"""",
)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@with_writing
def command(*, reason: str, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Give the session up; only `retry` brings it back."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    refuse_agents("abort")
    reason = need(reason, "-m", "the reason")
    run(where, session, "abort", lambda who: Abort(who, reason))
