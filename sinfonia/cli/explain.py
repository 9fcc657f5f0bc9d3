"""`sinfonia explain`: what a rule wants, and how a decision about a command, a path or a change is taken."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli.options import answer, with_config, with_format
from sinfonia.cli.trace import Mask, Trace, lines, rows
from sinfonia.cli.trace_rules import told_here
from sinfonia.cli.usage import did_you_mean
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.policy import Policy
from sinfonia.rules import for_policy, names

if TYPE_CHECKING:
    from sinfonia.cli.trace_rules import Told
    from sinfonia.model.rule import Rule


@click.command(
    "explain",
    epilog="""\b
Examples:
  sinfonia explain ENF-001
  sinfonia explain --command 'sudo bash -c "rm -rf /"'
  sinfonia explain --path config/.env
  sinfonia explain --staged""",
)
@click.argument("code", required=False)
@click.option("--command", "shell", metavar="TEXT", help="Trace how a command of a coding agent is judged.")
@click.option("--path", metavar="PATH", help="Trace how a path is judged as it is staged.")
@click.option("--staged", is_flag=True, help="Trace what every rule makes of what is staged.")
@with_format
@with_config
def command(
    *, code: str | None, shell: str | None, path: str | None, staged: bool, format_name: str, config: str | None
) -> None:
    """Print the page of a rule, or trace a decision step by step.

    A trace tells what was decided and does not decide: the exit code is 0 also where the verdict is refused.
    """
    asked = [bool(code), shell is not None, bool(path), staged]
    if sum(asked) != 1:
        raise SinfoniaError(
            "name one of a rule, --command, --path and --staged",
            hint="sinfonia explain ENF-001, or: sinfonia explain --path FILE",
        )
    if code:
        _page(code, format_name, config)
    elif shell is not None:
        from sinfonia.cli.trace_command import trace_command

        _tell({"command": shell}, *trace_command(shell, config), format_name)
    elif path:
        from sinfonia.cli.trace_path import trace_path

        told = told_here(config)
        name = _from_root(told.setup.repo.root, path)
        _tell({"path": name}, trace_path(told, name), Mask(), format_name)
    else:
        from sinfonia.cli.trace_staged import trace_staged

        _tell({}, trace_staged(told_here(config)), Mask(), format_name)


def _tell(about: dict[str, str], trace: Trace, mask: Mask, format_name: str) -> None:
    trace = mask.trace(trace)
    if format_name == "json":
        document = {key: mask(value) for key, value in about.items()}
        answer({**document, "verdict": trace.verdict, "steps": rows(trace.steps)}, next_steps=trace.next_steps)
        return
    for line in lines(trace.steps):
        click.echo(line)
    for step in trace.next_steps:
        click.echo(f"next: {step}")


def _page(word: str, format_name: str, config: str | None) -> None:
    """Print the page of a rule, and in a repository the level that it has there."""
    known: Told | None = None
    try:
        known = told_here(config)
        rules = known.setup.rules
    except SinfoniaError:
        rules = for_policy(Policy({}))  # a page can be read anywhere
    code = names(rules).get(word.upper())
    if code is None:
        hint = did_you_mean(word, [name for rule in rules for name in (rule.code, rule.name)])
        hint = hint or "`sinfonia rules` lists them"
        raise SinfoniaError(f"`{word}` names no rule", hint=hint)
    rule = next(rule for rule in rules if rule.code == code)
    here = _here(rule, known) if known else {}
    if format_name == "json":
        answer({"code": rule.code, "name": rule.name, "page": rule.page, **here})
        return
    click.echo(f"{rule.code} {rule.name}\n\n{rule.page.strip()}")
    if here:
        moments, waived = ", ".join(rule.moments), ", ".join(rule.waived_by) or "nothing"
        click.echo(f"\n## Here\n\nLevel: {here['severity']} ({shown(str(here['origin']))}).")
        click.echo(f"Moments: {moments}.\nWaived by: {waived}.")


def _here(rule: Rule, known: Told) -> dict[str, object]:
    """Give what this repository makes of a rule."""
    from sinfonia.cli.trace_rules import origin_of
    from sinfonia.engine import level_of

    level = level_of(rule, known.setup.policy, rule.moments[0])
    return {"severity": level, "origin": origin_of(known, rule), "moments": list(rule.moments)}


def _from_root(root: str, path: str) -> str:
    """Give a path as git names it; it is typed from the working directory, or absolute."""
    inside = os.path.relpath(os.path.abspath(path), root) if root else path
    return path if inside.startswith("..") else inside.replace(os.sep, "/")
