"""`sinfonia explain`: what a rule wants, and why a path is judged as it is."""

from __future__ import annotations

import os

import click

from sinfonia.cli.options import answer, with_config, with_format
from sinfonia.cli.trace import Step, trace_path
from sinfonia.cli.usage import did_you_mean
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.model.policy import Policy
from sinfonia.reporters.escape import unicode_only
from sinfonia.rules import for_policy, names
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.setup import at_hand


@click.command(
    "explain",
    epilog="""\b
Examples:
  sinfonia explain ENF-001
  sinfonia explain --path config/.env""",
)
@click.argument("code", required=False)
@click.option("--path", metavar="PATH", help="Trace how a path is judged, step by step.")
@with_format
@with_config
def command(*, code: str | None, path: str | None, format_name: str, config: str | None) -> None:
    """Print the page of a rule, or trace the decision about a path as it is staged."""
    if bool(code) == bool(path):
        raise SinfoniaError("name a rule or a path", hint="sinfonia explain ENF-001, or: sinfonia explain --path FILE")
    if code:
        _page(code, format_name, config)
        return
    repo = discover()
    name = _from_root(repo.root, path or "")
    steps = trace_path(at_hand(repo, os.environ, Options("people", config=config)), name)
    if format_name == "json":
        answer({"path": unicode_only(name), "steps": [{"question": s.question, "answer": s.answer} for s in steps]})
        return
    _print(steps)


def _page(word: str, format_name: str, config: str | None) -> None:
    try:
        rules = at_hand(discover(), os.environ, Options("people", config=config)).rules
    except SinfoniaError:
        rules = for_policy(Policy({}))  # a page can be read anywhere
    code = names(rules).get(word.upper())
    if code is None:
        hint = did_you_mean(word, [name for rule in rules for name in (rule.code, rule.name)])
        hint = hint or "`sinfonia rules` lists them"
        raise SinfoniaError(f"`{word}` names no rule", hint=hint)
    rule = next(rule for rule in rules if rule.code == code)
    if format_name == "json":
        answer({"code": rule.code, "name": rule.name, "page": rule.page})
        return
    click.echo(f"{rule.code} {rule.name}\n\n{rule.page.strip()}")


def _from_root(root: str, path: str) -> str:
    """Give a path as git names it; it is typed from the working directory, or absolute."""
    inside = os.path.relpath(os.path.abspath(path), root) if root else path
    return path if inside.startswith("..") else inside.replace(os.sep, "/")


def _print(steps: tuple[Step, ...]) -> None:
    for number, step in enumerate(steps, 1):
        click.echo(f"{number:>2}  {shown(step.question)}\n      {shown(step.answer)}")
