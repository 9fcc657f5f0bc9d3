"""`sinfonia context`: the continuity block of the current session."""

from __future__ import annotations

import os

import click

from sinfonia.cli.ledger import place, with_session
from sinfonia.cli.options import as_json, with_format
from sinfonia.cli.status import next_steps, situation
from sinfonia.workflow.continuity import written
from sinfonia.workflow.session import required


@click.command(
    "context",
    epilog="""\b
Examples:
  sinfonia context
  sinfonia context | sinfonia resume --from-text -""",
)
@with_session
@with_format
def command(*, session: str, format_name: str) -> None:
    """Print what must survive a compaction: at most 200 words, readable by `resume --from-text`."""
    where = place(format_name)
    found = situation(where.repo, required(where.repo, os.environ, session))
    text = written(found.session.index, next_steps(found)[0])
    if where.as_json:
        document = {"version": 1, "session": found.session.id, "text": text}
        click.echo(as_json({**document, "next_steps": list(next_steps(found)), "diagnostics": []}, indent=2))
        return
    click.echo(text, nl=False)
