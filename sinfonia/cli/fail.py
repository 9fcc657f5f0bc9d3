"""`sinfonia fail`: give the current step up."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.cli.moving import run
from sinfonia.workflow.requests import Fail


@click.command(
    "fail",
    epilog="""\b
Examples:
  sinfonia fail -m "the library cannot do it"
  sinfonia fail -m "wrong approach" --no-commit""",
)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@with_writing
def command(*, reason: str, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Give the current step up, until `retry`."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    reason = need(reason, "-m", "the reason")
    run(where, session, "fail", lambda who: Fail(who, reason), next_steps=("sinfonia retry",))
