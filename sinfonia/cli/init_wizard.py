"""The questions of `sinfonia init` on a terminal: an unknown answer asks again, ^C writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.errors import Exit
from sinfonia.git.repo import shown
from sinfonia.scaffold.init_config import STRICTNESS, Answers

if TYPE_CHECKING:
    from sinfonia.scaffold.detect import Found
    from sinfonia.scaffold.init_plan import InitPlan


def ask(found: Found, defaults: Answers) -> Answers:
    """Ask what the configuration needs; nothing where there is one already."""
    click.echo(f"found: {', '.join(found.signs())}\n")
    if found.repo is None and not click.confirm("This is no git repository. Make one", default=True):
        _stop()
    if found.settings:
        return defaults
    name = click.prompt("Name of the project", default=defaults.project_name)
    user = click.prompt("Your name", default=defaults.user_name or "", show_default=bool(defaults.user_name))
    return Answers(name.strip(), user.strip(), _level(defaults.skill_level))


def agree(found: Found, plan: InitPlan) -> None:
    """Show what would be done, and ask."""
    from sinfonia.cli.init import row_line

    click.echo("\nplan:")
    if found.repo is None:
        click.echo("git        a new repository")
    for row in plan.rows:
        if row.writes:
            click.echo(row_line(row))
    click.echo(f"hooks      by {found.runner}\n")
    for note in plan.notes:
        click.echo(f"note: {shown(note)}\n")
    if not click.confirm("Do it", default=True):
        _stop()


def _level(default: str) -> str:
    """Ask for the skill level until the answer is one, or the beginning of one."""
    told = ", ".join(f"{level} ({strictness})" for level, strictness in STRICTNESS.items())
    click.echo(f"How strict: {told}")
    while True:
        given = click.prompt("Skill level", default=default).strip().lower()
        near = [level for level in STRICTNESS if given and level.startswith(given)]
        if len(near) == 1:
            return near[0]
        click.echo(f"`{given}` is none of them")


def _stop() -> None:
    click.echo("nothing was changed")
    leave(Exit.NO)
