"""`sinfonia log`: what happened in a session, in order."""

from __future__ import annotations

import os

import click

from sinfonia.cli.ledger import place, with_session
from sinfonia.cli.options import as_json, with_format
from sinfonia.cli.screen import table
from sinfonia.git.repo import shown
from sinfonia.workflow.clock import iso
from sinfonia.workflow.records import ledger
from sinfonia.workflow.session import load, required


@click.command(
    "log",
    epilog="""\b
Examples:
  sinfonia log
  sinfonia log --session s-20261121-091200 --format json
  sinfonia log --decisions        # what agents asked for, and were told""",
)
@click.option("--decisions", is_flag=True, help="Show the calls of coding agents in this clone instead.")
@click.option("--commits", is_flag=True, help="Show the commits that carry the session's state too.")
@with_session
@with_format
def command(*, decisions: bool, commits: bool, session: str, format_name: str) -> None:
    """Show a session's handoffs, decisions and records, the oldest first."""
    where = place(format_name)
    if decisions:
        from sinfonia.cli.agent_decisions import show

        show(where.repo, as_document=where.as_json)
        return
    opened = load(where.repo.root, required(where.repo, os.environ, session))
    events = [_event(opened.index.created_at, "start", "", opened.id, opened.index.goal)]
    for filed in opened.envelopes:
        if made := filed.envelope:
            note = f"{made.step} to {made.target_persona}, attempt {made.attempt}, {made.status}"
            events.append(_event(made.created_at, str(made.handoff_type), made.source_persona, made.handoff_id, note))
    records = ledger.read(where.repo.root, opened.folder)
    by_record = {(str(entry.record.decision), entry.record.reviewer) for entry in records}
    for entry in records:
        record = entry.record
        note = f"{record.step}: {record.note}" if record.note else record.step
        stamp = iso(entry.header.seconds * 1000)
        events.append(_event(stamp, str(record.decision), record.reviewer, entry.oid[:12], note))
    events += [
        _event(row.timestamp, row.decision, row.reviewer, row.handoff_id, row.note)
        for row in opened.index.decisions
        if (row.decision, row.reviewer) not in by_record
    ]
    if commits:
        from sinfonia.git.history import commits_of

        events += [
            _event(iso(told.seconds * 1000), "commit", told.author, told.oid[:12], told.subject)
            for told in commits_of(where.repo, opened.folder)
        ]
    events.sort(key=lambda event: event["at"])
    if where.as_json:
        document = {
            "version": 1,
            "session": opened.id,
            "events": events,
            "next_steps": ["sinfonia show ID"],
            "diagnostics": [],
        }
        click.echo(as_json(document, indent=2))
        return
    for line in table([_cells(event) for event in events], indent="", whole=True):
        click.echo(line)


def _cells(event: dict[str, str]) -> tuple[str, ...]:
    note = shown(event["note"].split("\n", 1)[0])
    return f"{event['at'][:19]}Z", event["what"], shown(event["who"]), shown(event["id"]), note


def _event(at: str, what: str, who: str, identity: str, note: str) -> dict[str, str]:
    return {"at": at, "what": what, "who": who, "id": identity, "note": note}
