"""`sinfonia schema`: the published JSON schemas."""

from __future__ import annotations

import json
import os

import click

from sinfonia import reporters

SCHEMAS = ("check", "config", "error")


@click.command(
    "schema",
    epilog="""\b
Examples:
  sinfonia schema check > check.schema.json
  sinfonia schema config > config.schema.json
  sinfonia schema error""",
)
@click.argument("name", type=click.Choice(SCHEMAS))
def command(*, name: str) -> None:
    """Print the schema of `check --format json`, of the configuration, or of a failure under `--format json`."""
    if name == "config":
        from sinfonia.config.schema import json_schema

        click.echo(json.dumps(json_schema(), indent=2))
        return
    path = os.path.join(os.path.dirname(reporters.__file__), "schema", f"{name}.schema.json")
    with open(path, encoding="utf-8") as file:
        click.echo(file.read().rstrip("\n"))
