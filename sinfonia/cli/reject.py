"""`sinfonia reject`: record that the current step's work is not good, and send it back."""

from __future__ import annotations

import click

from sinfonia.cli.decisions import run
from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision


@click.command(
    "reject",
    epilog="""\b
Examples:
  sinfonia reject -m "no test for an empty password"
  sinfonia reject 5 -m "the report names no risk" --dry-run""",
)
@click.argument("step", default="", required=False)
@click.option(
    "--path", "paths", multiple=True, metavar="PATH", help="Reject files as HEAD has them, without a session."
)
@click.option("-m", "--note", default="", metavar="NOTE", help="What must change.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_writing
def command(
    *, step: str, paths: tuple[str, ...], note: str, yes: bool, session: str, no_commit: bool, dry_run: bool,
    format_name: str,
) -> None:  # fmt: skip
    """Reject the current step's work: a revision goes to who returned it."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    decision = Decision(DecisionWord.REJECT, need(note, "-m", "what must change"))
    if paths:
        from sinfonia.cli.path_decisions import run_paths

        run_paths(where, paths, decision, step=step, yes=yes)
        return
    run(where, session, decision, step=step, yes=yes)
