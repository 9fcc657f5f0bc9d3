"""`sinfonia show`: a session, or one of its envelopes or records."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from typing import TYPE_CHECKING

import click

from sinfonia.cli.ledger import place, with_session
from sinfonia.cli.options import as_json, with_format
from sinfonia.cli.screen import table
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.workflow.document import cells
from sinfonia.workflow.records import ledger
from sinfonia.workflow.session import load, required

if TYPE_CHECKING:
    from sinfonia.model.workflow import ArtifactRow, DecisionRow, StepRow
    from sinfonia.workflow.session import Filed, Session

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


@click.command(
    "show",
    epilog="""\b
Examples:
  sinfonia show
  sinfonia show 004""",
)
@click.argument("name", default="", required=False)
@with_session
@with_format
def command(*, name: str, session: str, format_name: str) -> None:
    """Show a session's steps, artifacts and decisions, or the envelope or record that NAME begins."""
    where = place(format_name)
    opened = load(where.repo.root, required(where.repo, os.environ, session))
    entries = ledger.read(where.repo.root, opened.folder)
    if name:
        _one(opened, entries, name)
        return
    if where.as_json:
        click.echo(as_json(_document(opened, entries), indent=2))
        return
    index = opened.index
    click.echo(f"{index.workflow_id}  {index.session_id}  {index.status}  revision {index.revision}")
    first, *more = index.goal.split("\n")
    click.echo("\n".join((f"goal: {shown(first)}", *(f"      {shown(line)}".rstrip() for line in more))).rstrip())
    records = [(e.oid[:12], str(e.record.decision), e.record.step, e.record.reviewer) for e in entries]
    for title, rows in (
        ("steps", [cells(row) for row in index.steps]),
        ("artifacts", [cells(row) for row in index.artifacts]),
        ("decisions", [cells(row) for row in index.decisions]),
        ("envelopes", [_told(filed) for filed in opened.envelopes]),
        ("records", records),
    ):
        click.echo(f"\n{title}")
        for line in table([[_short(cell) for cell in row] for row in rows], whole=True) or ["  none"]:
            click.echo(line)


def _told(filed: Filed) -> tuple[str, str]:
    return filed.name, str(filed.envelope.status) if filed.envelope else f"not valid: {filed.reason}"


def _short(cell: str) -> str:
    """Make a cell safe to print, and a time one that is read at a glance."""
    return f"{cell[:10]} {cell[11:16]}" if _TIME.fullmatch(cell) else shown(cell)


def _one(opened: Session, entries: tuple[ledger.Entry, ...], name: str) -> None:
    found = [
        filed for filed in opened.envelopes if filed.name.startswith(name) or name == f"{opened.id}-{filed.name[:3]}"
    ]
    records = [entry for entry in entries if entry.oid.startswith(name) and len(name) >= 4]
    if len(found) + len(records) != 1:
        many = "more than one thing begins" if found or records else "nothing begins"
        raise SinfoniaError(f"{many} with `{shown(name)}` in session `{opened.id}`", hint="sinfonia show")
    data = found[0].data if found else records[0].data
    click.echo(data.decode("utf-8", "replace").rstrip("\n"))


def _document(opened: Session, entries: tuple[ledger.Entry, ...]) -> dict[str, object]:
    index = opened.index
    return {
        "version": 1,
        "session": index.session_id,
        "workflow": index.workflow_id,
        "status": str(index.status),
        "revision": index.revision,
        "goal": index.goal,
        "context": index.context,
        "steps": [_named(row) for row in index.steps],
        "artifacts": [_named(row) for row in index.artifacts],
        "decisions": [_named(row) for row in index.decisions],
        "envelopes": [{"name": filed.name, "valid": filed.envelope is not None} for filed in opened.envelopes],
        "records": [{"id": entry.oid, "ref": "refs/tags/" + entry.header.tag, "decision": str(entry.record.decision),
                     "step": entry.record.step, "reviewer": entry.record.reviewer} for entry in entries],
        "next_steps": ["sinfonia status"],
        "diagnostics": [],
    }  # fmt: skip


def _named(row: StepRow | ArtifactRow | DecisionRow) -> dict[str, str]:
    return dict(zip((field.name for field in fields(row)), cells(row), strict=True))
