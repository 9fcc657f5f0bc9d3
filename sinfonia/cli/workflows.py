"""`sinfonia workflows`: what can be started."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from sinfonia.cli.options import answer, with_format
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.workflow import definition
from sinfonia.workflow.sources import BuiltIn, WorkingTree

if TYPE_CHECKING:
    from sinfonia.model.workflow import Definition, StepDefinition
    from sinfonia.workflow.sources import Source


@click.command(
    "workflows",
    epilog="""\b
Examples:
  sinfonia workflows
  sinfonia workflows dev-story --format json""",
)
@click.argument("name", default="", required=False)
@with_format
def command(*, name: str, format_name: str) -> None:
    """List the workflows, the project's and the built-in ones, with their steps; with a name, that one and its texts.

    A folder `.sinfonia/workflows/<name>/` is a workflow; one with the name of a built-in one takes its place.
    """
    root = discover().root
    source: Source = WorkingTree(root) if root else BuiltIn()
    found, notes = [], []
    for one in (name,) if name else definition.names(source):
        try:
            found.append(definition.find(one, source))
        except SinfoniaError as error:
            if name:
                raise
            notes.append(error.message)
    if format_name == "json":
        rows = [_row(one, texts=bool(name)) for one in found]
        answer({"workflows": rows}, next_steps=("sinfonia start WORKFLOW --goal TEXT",), diagnostics=tuple(notes))
        return
    for workflow in found:
        _print(workflow)
    for note in notes:
        click.echo(f"cannot be read: {shown(note)}")
    if name:
        for step in found[0].steps:
            click.echo(f"\n{shown(step.path)}\n\n{textwrap.indent(step.body, '  ')}")
    else:
        click.echo("\nBegin one: sinfonia start WORKFLOW --goal TEXT. One of your own: sinfonia new workflow NAME")


def _print(one: Definition) -> None:
    click.echo(f"{one.name}  ({shown(one.source)})")
    click.echo(f"  {shown(one.description)}")
    steps = ", ".join(f"{step.name} ({step.persona})" if step.persona else step.name for step in one.steps)
    for line in textwrap.wrap(shown(steps), 76):
        click.echo(f"  {line}")


def _row(one: Definition, *, texts: bool) -> dict[str, object]:
    return {
        "name": one.name,
        "description": one.description,
        "persona": one.persona,
        "needs": list(one.needs),
        "revise": one.revise or None,
        "source": one.source,
        "digest": one.digest,
        "steps": [_step(step, texts=texts) for step in one.steps],
    }


def _step(step: StepDefinition, *, texts: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "name": step.name,
        "title": step.title,
        "persona": step.persona or None,
        "gate": str(step.gate),
        "produces": list(step.produces),
        "scope": list(step.scope),
        "checks": list(step.checks),
        "completion": step.completion or None,
        "approvals": step.approvals,
        "role": step.role or None,
        "path": step.path,
    }
    return {**row, "text": step.body} if texts else row
