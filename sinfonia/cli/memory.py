"""`sinfonia memory`: what a persona remembers across sessions."""

from __future__ import annotations

import click

from sinfonia.cli.ledger import place
from sinfonia.cli.options import as_json, with_format
from sinfonia.workflow.memory import LARGE, known, recall, remember


@click.command(
    "memory",
    epilog="""\b
Examples:
  sinfonia memory coda
  sinfonia memory coda --add "the cart rounds half up: tests/test_cart.py\"""",
)
@click.argument("persona", default="", required=False)
@click.option("--add", "note", default="", metavar="TEXT", help="Add an entry.")
@with_format
def command(*, persona: str, note: str, format_name: str) -> None:
    """Print a persona's memory, or add to it; without a name list those that have one."""
    where = place(format_name)
    if not persona:
        names = known(where.repo.root)
        if where.as_json:
            steps = ["sinfonia memory PERSONA"]
            click.echo(
                as_json({"version": 1, "personas": list(names), "next_steps": steps, "diagnostics": []}, indent=2)
            )
            return
        click.echo("\n".join(names) if names else "nobody remembers anything\nnext: sinfonia memory PERSONA --add TEXT")
        return
    found = remember(where.repo, persona, note) if note else recall(where.repo, persona)
    warning = f"{found.path} is larger than {LARGE} bytes: shorten it, it is read at every start" if found.large else ""
    if where.as_json:
        told = [{"code": "large-memory", "message": warning, "fix": f"edit {found.path}"}] if warning else []
        document = {"version": 1, "persona": persona, "path": found.path, "text": found.text}
        click.echo(as_json({**document, "next_steps": [], "diagnostics": told}, indent=2))
        return
    if note:
        click.echo(f"write   {found.path}")
    else:
        click.echo(found.text, nl=False)
    if warning:
        click.echo(f"warning: {warning}", err=True)
