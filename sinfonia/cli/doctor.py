"""`sinfonia doctor`: whether what is installed does what it should, tried out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.doctor_agents import agents
from sinfonia.cli.doctor_git import git, installation, policy
from sinfonia.cli.options import as_json, with_format
from sinfonia.errors import Exit
from sinfonia.git.repo import discover, shown

if TYPE_CHECKING:
    from sinfonia.cli.doctor_row import Row

_MARKS = {"ok": "ok", "warning": "note", "problem": "FAIL"}


@click.command(
    "doctor",
    epilog="""\b
Examples:
  sinfonia doctor
  sinfonia doctor --format json""",
)
@with_format
def command(*, format_name: str) -> None:
    """Check what is installed here, and say what to type.

    A call that must be refused and one that must pass are sent through each installed guard of a coding agent.
    git's hooks, the hook runner, the configuration and its cache are compared with what they should be. Nothing is
    changed. The exit code is 1 when something does not work.
    """
    repo = discover()
    found = [
        *installation(os.environ),
        *git(repo, os.environ),
        *policy(repo, os.environ),
        *(agents(repo, os.environ) if repo.root else ()),
    ]
    if format_name == "json":
        click.echo(as_json(_document(found), indent=2))
    else:
        _print(found)
    leave(Exit.NO if any(row.state == "problem" for row in found) else Exit.YES)


def _print(found: list[Row]) -> None:
    width = max(len(row.subject) for row in found)
    for row in found:
        click.echo(f"{_MARKS[row.state]:<4}  {row.subject:<{width}}  {shown(row.message)}")
        if row.fix and row.state != "ok":
            click.echo(f"      {'':<{width}}  type: {shown(row.fix)}")


def _document(found: list[Row]) -> dict[str, object]:
    wrong = [row for row in found if row.state != "ok"]
    return {
        "version": 1,
        "checks": [{"subject": row.subject, "state": row.state, "message": shown(row.message)} for row in found],
        "next_steps": list(dict.fromkeys(shown(row.fix) for row in wrong if row.fix)),
        "diagnostics": [
            {"code": f"doctor-{row.state}", "message": shown(f"{row.subject}: {row.message}"), "fix": shown(row.fix)}
            for row in wrong
        ],
    }
