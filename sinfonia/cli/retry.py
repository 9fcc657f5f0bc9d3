"""`sinfonia retry`: try again after a failure."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import place, with_writing
from sinfonia.cli.moving import run_with
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.workflow.handing import retry
from sinfonia.workflow.session import newest


@click.command(
    "retry",
    epilog="""\b
Examples:
  sinfonia retry
  sinfonia retry -m "with the other library\"""",
)
@click.option("-m", "--reason", default="", metavar="REASON", help="Why.")
@with_writing
def command(*, reason: str, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Try the failed step again, with a new dispatch to its persona."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    session = session or newest(where.repo, {WorkflowStatus.FAILED}) or ""
    run_with(
        where, session, "retry",
        lambda work, situation, who: retry(work, situation, who, reason, orchestrator=where.orchestrator),
    )  # fmt: skip
