"""`sinfonia revoke`: take a decision back."""

from __future__ import annotations

import os

import click

from sinfonia.cli.decisions import run
from sinfonia.cli.ledger import need, place, with_writing
from sinfonia.errors import SinfoniaError
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.deciding import Decision
from sinfonia.workflow.records import ledger
from sinfonia.workflow.session import folder_of, required


@click.command(
    "revoke",
    epilog="""\b
Examples:
  sinfonia revoke 8d2b41c7a9e0 -m "decided on the wrong branch"
  sinfonia revoke 8d2b41c7a9e0 -m "meant the other step" --dry-run""",
)
@click.argument("record")
@click.option("-m", "--note", default="", metavar="NOTE", help="Why.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_writing
def command(
    *, record: str, note: str, yes: bool, session: str, no_commit: bool, dry_run: bool, format_name: str
) -> None:
    """Take a decision back: RECORD is its id, or the beginning of it (`sinfonia log` shows them)."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    identity = required(where.repo, os.environ, session)
    entries = ledger.read(where.repo.root, folder_of(identity))
    name = record.rpartition("/")[2].rpartition("-")[2]
    found = [entry for entry in entries if entry.oid.startswith(name) or entry.header.tag.endswith("-" + name)]
    if len(found) != 1 or len(name) < 4:
        what = f"{len(found)} records begin with" if found else "no record of this session is"
        raise SinfoniaError(f"{what} `{record}`", hint="sinfonia log shows their ids")
    target = found[0]
    if target.record.decision is DecisionWord.REVOKE:
        raise SinfoniaError("a revoke is not taken back", hint="decide anew: sinfonia approve, or sinfonia reject")
    if any(entry.record.target == target.oid for entry in entries):
        raise SinfoniaError(f"`{record}` is taken back already", hint="sinfonia log")
    decision = Decision(DecisionWord.REVOKE, need(note, "-m", "the reason"), target=target.oid)
    run(where, identity, decision, yes=yes)
