"""`sinfonia rules`: what is enforced in this repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli.options import answer, with_config, with_format
from sinfonia.config import load
from sinfonia.engine import level_of
from sinfonia.git.repo import discover, shown
from sinfonia.rules import RULES, for_policy
from sinfonia.surfaces.setup import is_ci

if TYPE_CHECKING:
    from sinfonia.config import Loaded
    from sinfonia.model.rule import Rule

_BY_DEFAULT = "default"

# Which doors bring a moment to the rules.
DOORS = {
    "commit": ("pre-commit", "pre-merge-commit", "pre-applypatch", "prepare-commit-msg"),
    "message": ("commit-msg",),
    "push": ("pre-push",),
    "range": ("check --from --to", "pre-receive", "update"),
    "tool": ("claude-code", "opencode", "codex", "gemini", "copilot", "cursor"),
    "stop": ("claude-code", "opencode", "codex", "gemini", "copilot", "cursor"),
    "session-end": ("claude-code", "codex", "gemini"),
    "session-start": ("claude-code", "codex", "gemini", "copilot", "cursor"),
    "compact": ("opencode",),
}


@click.command(
    "rules",
    epilog="""\b
Examples:
  sinfonia rules
  sinfonia rules --format json""",
)
@with_format
@with_config
def command(*, format_name: str, config: str | None) -> None:
    """List the rules that are enforced here, with the level of each, and what set it when it is not the default."""
    repo = discover()
    loaded = load(
        repo.root, git_dir=repo.common_dir, environ=os.environ, door="people", config=config, ci=is_ci(os.environ)
    )
    rules = for_policy(loaded.policy)
    if format_name == "json":
        answer({"rules": [_row(rule, loaded) for rule in rules]}, next_steps=("sinfonia explain ENF-001",))
        return
    _print([_row(rule, loaded) for rule in rules])
    click.echo("\nWhat one wants, and why: sinfonia explain CODE")


def _print(rows: list[dict[str, object]]) -> None:
    """Print a table of 80 columns: code, name, level, what it finds, and who set the level when somebody did."""
    import textwrap

    code, name = (max(len(str(row[key])) for row in rows) for key in ("id", "name"))
    indent = code + name + len("warning") + 6
    for row in rows:
        told = [shown(str(row["description"]))]
        if not str(row["origin"]).startswith(_BY_DEFAULT):
            told.append(f"({row['severity']} by {shown(str(row['origin']))})")
        lines = [line for text in told for line in textwrap.wrap(text, max(80 - indent, 20))]
        click.echo(f"{row['id']:<{code}}  {row['name']:<{name}}  {row['severity']:<7}  {lines[0] if lines else ''}")
        for line in lines[1:]:
            click.echo(" " * indent + line)


def _row(rule: Rule, loaded: Loaded) -> dict[str, object]:
    level = level_of(rule, loaded.policy, rule.moments[0])
    doors = [door for moment in rule.moments for door in DOORS.get(moment, ())]
    return {
        "id": rule.code,
        "name": rule.name,
        "description": rule.summary,
        "severity": level,
        "hook": doors,
        "layer": "built-in" if rule in RULES else "project",
        "enabled": level != "off",
        "origin": loaded.origins.get(f"rules.{rule.code}.severity", _BY_DEFAULT + _why(rule, loaded)),
        "waived_by": list(rule.waived_by),
        "moments": list(rule.moments),
    }


def _why(rule: Rule, loaded: Loaded) -> str:
    """Add the strictness where it plays a part."""
    return f", strictness {loaded.policy.strictness}" if loaded.policy.strictness in rule.strict else ""
