"""`sinfonia env`: shell variables of the current session."""

from __future__ import annotations

import os
import shlex

import click

from sinfonia import __version__
from sinfonia.cli.ledger import place, with_session
from sinfonia.cli.options import as_json, with_format
from sinfonia.workflow.session import current, load


@click.command(
    "env",
    epilog="""\b
Examples:
  eval "$(sinfonia env)"
  sinfonia env --format json""",
)
@with_session
@with_format
def command(*, session: str, format_name: str) -> None:
    """Print the project's root, the version and the current session as variables, quoted for a shell."""
    where = place(format_name)
    values = {"SINFONIA_PROJECT_ROOT": where.repo.root, "SINFONIA_VERSION": __version__}
    identity = current(where.repo, os.environ, session)
    if identity:
        index = load(where.repo.root, identity).index
        values |= {
            "SINFONIA_SESSION_ID": index.session_id,
            "SINFONIA_WORKFLOW_ID": index.workflow_id,
            "SINFONIA_CURRENT_STEP": index.current_step,
        }
    if where.as_json:
        click.echo(as_json({"version": 1, "variables": values, "next_steps": [], "diagnostics": []}, indent=2))
        return
    for name, value in values.items():
        click.echo(f"export {name}={shlex.quote(value)}")
