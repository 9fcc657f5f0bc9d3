"""What `install --agents` and `uninstall --agents` do: the guards in coding agents' own settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import as_json
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.scaffold import init_manifest
from sinfonia.scaffold.agents import AGENTS, Edit, apply, plan, removal
from sinfonia.scaffold.agents.edit import present

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ", ".join(AGENTS)
_NEXT = ("commit what was written", "sinfonia doctor")


def chosen(text: str) -> tuple[str, ...]:
    """Part a list of names, `all` being every one; raises `SinfoniaError` for an empty one."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise SinfoniaError("`--agents` names no agent", hint=f"one or more of {NAMES}, or all")
    return tuple(AGENTS) if names == ("all",) else names


def install(root: str, names: Sequence[str], *, dry_run: bool, format_name: str) -> None:
    """Write the guards and say what was done; ends the command. Raises `SinfoniaError`."""
    _carry_out(root, plan(root, names), dry_run=dry_run, format_name=format_name, steps=_NEXT)


def uninstall(root: str, names: Sequence[str], *, dry_run: bool, format_name: str) -> None:
    """Take the guards out and say what was done; ends the command. Raises `SinfoniaError`."""
    known = init_manifest.read(present(root, init_manifest.PATH))
    edits = (*removal(root, names, known.found), *_forgotten(root, names))
    _carry_out(root, edits, dry_run=dry_run, format_name=format_name, steps=())


def _forgotten(root: str, names: Sequence[str]) -> tuple[Edit, ...]:
    """Take the agents off the list of what `init` set up: what a person removed is missed by nobody."""
    data = present(root, init_manifest.PATH)
    known = init_manifest.read(data)
    rest = tuple(name for name in known.agents if name not in names)
    if rest == known.agents:
        return ()
    after = init_manifest.write(replace(known, agents=rest))
    return (Edit("sinfonia", init_manifest.PATH, after, "merged"),)


def _carry_out(root: str, edits: Sequence[Edit], *, dry_run: bool, format_name: str, steps: tuple[str, ...]) -> None:
    if not root:
        raise SinfoniaError("there is no working tree here", hint="type this in the folder of a repository")
    if not dry_run:
        apply(root, edits)
    if format_name == "json":
        rows = [{"agent": edit.agent, "path": edit.path, "action": edit.what} for edit in edits]
        notes = [{"code": "agent-note", "message": edit.note, "fix": ""} for edit in edits if edit.note]
        document = {"version": 1, "agents": rows, "next_steps": list(steps), "diagnostics": notes}
        click.echo(as_json(document, indent=2))
        leave(Exit.YES)
    if not edits:
        click.echo("there is no guard of ours here")
    for edit in edits:
        click.echo(f"{edit.agent:<11}  {edit.what:<9}  {edit.path}{f'  ({edit.note})' if edit.note else ''}")
    if steps and edits:
        click.echo("next:")
    for step in steps if edits else ():
        click.echo(f"  {step}")
    if dry_run:
        click.echo("nothing was changed: this was --dry-run")
    leave(Exit.YES)
