"""What `sinfonia log --decisions` shows: the calls of coding agents, and what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sinfonia.cli.options import as_json
from sinfonia.git.repo import shown
from sinfonia.surfaces.agent.log import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository


def show(repo: Repository, *, as_document: bool) -> None:
    """Print the decision log, the oldest call first."""
    found = list(rows(repo.common_dir))
    if as_document:
        document = {"version": 1, "decisions": found, "next_steps": [], "diagnostics": []}
        click.echo(as_json(document, indent=2))
        return
    if not found:
        click.echo("no agent has asked here yet")
    for row in found:
        click.echo(_line(row))


def _line(row: Mapping[str, object]) -> str:
    codes = row.get("codes")
    what = row.get("what")
    first = what[0] if isinstance(what, list) and what and isinstance(what[0], dict) else {}
    parts = [
        str(row.get("at", "")),
        f"{row.get('decision', '')!s:<15}",
        f"{row.get('host', '')!s:<11}",
        str(row.get("tool") or row.get("event", "")),
        " ".join(str(code) for code in codes) if isinstance(codes, list) else "",
        str(first.get("text") or first.get("path") or row.get("note") or "").split("\n")[0],
    ]
    return shown("  ".join(part for part in parts if part)).rstrip()
