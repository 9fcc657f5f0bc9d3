"""`sinfonia memory`: what a persona remembers across sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sinfonia.cli.ledger import place
from sinfonia.cli.options import as_json, with_format
from sinfonia.errors import SinfoniaError
from sinfonia.persona.catalog import source
from sinfonia.workflow.memory import LARGE, known, recall, remember

if TYPE_CHECKING:
    from sinfonia.cli.ledger import Place


@click.command(
    "memory",
    epilog="""\b
Examples:
  sinfonia memory coda
  sinfonia memory coda --add "the cart rounds half up: tests/test_cart.py\"""",
)
@click.argument("persona", default="", required=False)
@click.option("--add", "note", default="", metavar="TEXT", help="Add an entry.")
@click.option("--dry-run", is_flag=True, help="With --add: tell what would be written, and write nothing.")
@with_format
def command(*, persona: str, note: str, dry_run: bool, format_name: str) -> None:
    """Print a persona's memory, or add to it; without a name list those that have one."""
    where = place(format_name)
    if not persona and note:
        raise SinfoniaError("the persona is missing", hint="sinfonia memory PERSONA --add TEXT")
    if not persona:
        _list(where)
        return
    found = recall(where.repo, persona)
    if not found.text:
        source(persona, where.repo.root)  # refuses a name that is nobody's
    if note and not dry_run:
        found = remember(where.repo, persona, note)
    warning = f"{found.path} is larger than {LARGE} bytes: shorten it, it is read at every start" if found.large else ""
    add = f"sinfonia memory {persona} --add TEXT"
    if where.as_json:
        told = [{"code": "large-memory", "message": warning, "fix": f"edit {found.path}"}] if warning else []
        document = {"version": 1, "persona": persona, "path": found.path, "text": found.text}
        steps = [] if found.text else [add]
        click.echo(as_json({**document, "next_steps": steps, "diagnostics": told}, indent=2))
        return
    if note:
        click.echo(f"{'would write' if dry_run else 'write  '} {found.path}")
    elif found.text:
        click.echo(found.text, nl=False)
    else:
        click.echo(f"{persona} remembers nothing yet\nnext: {add}", err=True)
    if warning:
        click.echo(f"warning: {warning}", err=True)


def _list(where: Place) -> None:
    names = known(where.repo.root)
    if where.as_json:
        steps = ["sinfonia memory PERSONA"] if names else ["sinfonia memory PERSONA --add TEXT"]
        click.echo(as_json({"version": 1, "personas": list(names), "next_steps": steps, "diagnostics": []}, indent=2))
        return
    click.echo("\n".join(names) if names else "nobody remembers anything\nnext: sinfonia memory PERSONA --add TEXT")
