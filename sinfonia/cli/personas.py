"""`sinfonia personas`: who there is."""

from __future__ import annotations

import click

from sinfonia.cli.options import answer, with_format
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.persona import catalog


@click.command(
    "personas",
    epilog="""\b
Examples:
  sinfonia personas
  sinfonia personas coda""",
)
@click.argument("name", default="", required=False)
@with_format
def command(*, name: str, format_name: str) -> None:
    """List the personas, the project's and the built-in ones; with a name, print its file.

    A file `.sinfonia/agents/<id>.md` is a persona; one with the name of a built-in one takes its place.
    """
    root = discover().root
    if name:
        _one(name, root, format_name)
        return
    rows, notes = [], []
    for one in catalog.names(root):
        try:
            persona = catalog.find(one, root)
        except SinfoniaError as error:
            notes.append(error.message)
            continue
        rows.append(
            {
                "id": persona.id,
                "name": persona.name,
                "role": persona.role,
                "description": persona.description,
                "mode": persona.mode,
                "tools": list(persona.tools),
                "capabilities": list(persona.capabilities),
                "source": persona.source,
            }
        )
    if format_name == "json":
        answer({"personas": rows}, next_steps=("sinfonia personas NAME",), diagnostics=tuple(notes))
        return
    width = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        own = "" if row["source"] == "built-in" else f"  ({shown(str(row['source']))})"
        click.echo(f"{row['id']:<{width}}  {shown(str(row['role']))}{own}")
        click.echo(f"{'':<{width}}  {shown(str(row['description']))}")
    for note in notes:
        click.echo(f"cannot be read: {shown(note)}")
    click.echo("\nIts text: sinfonia personas NAME. One of your own: sinfonia new persona NAME")


def _one(name: str, root: str, format_name: str) -> None:
    persona = catalog.find(name, root)
    source, data = catalog.source(name, root)
    if format_name == "json":
        answer({"persona": {"id": persona.id, "mode": persona.mode, "source": source, "text": persona.body}})
        return
    click.echo(data.decode("utf-8", "replace"), nl=not data.endswith(b"\n"))
