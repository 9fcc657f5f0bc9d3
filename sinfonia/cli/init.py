"""`sinfonia init`: everything that a project needs, merged into what is there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import answer, with_format, words
from sinfonia.cli.usage import did_you_mean
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.scaffold.detect import Found, HookRunner, detect, project_name
from sinfonia.scaffold.init_config import Answers
from sinfonia.scaffold.init_plan import Choices, InitPlan, Planner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.scaffold.init_files import Row
    from sinfonia.scaffold.init_hooks import Installed


@click.command(
    "init",
    epilog="""\b
Examples:
  sinfonia init                 # look around, ask, show the plan, write
  sinfonia init --yes --dry-run # the same as a diff; nothing is written""",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; take the defaults.")
@click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")
@click.option("--force", is_flag=True, help="Refresh Sinfonia's own files; an edited one is kept as .bak.")
@click.option("--agents", "agents", metavar="NAMES", help="Set up these coding agents, `none` for none.")
@click.option("--no-ci", is_flag=True, help="Write no CI file.")
@click.option("--source", default="", metavar="URL", help="Where Sinfonia is kept: pre-commit fetches it from there.")
@click.option("--rev", default="", metavar="REV", help="The tag or commit of --source.")
@with_format
def command(
    *, yes: bool, dry_run: bool, force: bool, agents: str | None, no_ci: bool, source: str, rev: str, format_name: str
) -> None:
    """Set a project up: settings, personas, workflows, hooks, CI, coding agents.

    What is there already is kept: our part is merged in. A target that cannot be read or merged into ends it
    before the first write. Typing it again changes nothing.
    """
    if bool(source) != bool(rev):
        missing = "--rev REV" if source else "--source URL"
        raise SinfoniaError("`--source` and `--rev` go together", hint=f"add {missing}")
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and format_name == "text"
    if not (yes or dry_run or terminal):
        raise SinfoniaError("there is no terminal to ask on", hint="sinfonia init --yes, or see first: --dry-run")
    found = detect(os.getcwd(), os.environ)
    choices = Choices(_agents(agents, found), not no_ci, force, source, rev, _direct_url())
    planner = Planner(found, choices)
    answers = Answers(project_name(found.root), found.user)
    planner.plan(answers)  # what stops it is said before the first question
    if terminal and not yes and not dry_run:
        from sinfonia.cli.init_wizard import ask

        answers = ask(found, answers)
    plan = planner.plan(answers)
    if dry_run:
        _show_diff(found, plan, format_name)
        return
    if terminal and not yes:
        from sinfonia.cli.init_wizard import agree

        agree(found, plan)
    _do(found, plan, format_name)


def _do(found: Found, plan: InitPlan, format_name: str) -> None:
    from sinfonia.scaffold.init_apply import Transaction, check_writable
    from sinfonia.scaffold.init_hooks import activate
    from sinfonia.scaffold.init_repository import make_repository

    check_writable(found.root, plan.rows)
    transaction = Transaction(found.root)
    transaction.write(plan.rows)
    try:
        repo = found.repo or make_repository(found.root, os.environ)
        installed = activate(repo, os.environ, found.runner)
    except BaseException:
        transaction.undo()
        raise
    steps = _next_steps(found, plan, installed)
    if format_name == "json":
        _document(found, plan, installed, steps)
    else:
        _show(found, plan, installed, steps)
    leave(Exit.NO if installed.problems or not installed.outcome.complete else Exit.YES)


def _show(found: Found, plan: InitPlan, installed: Installed, steps: tuple[str, ...]) -> None:
    if found.repo is None:
        click.echo("git        a new repository")
    for row in plan.rows:
        click.echo(row_line(row))
    if installed.stages:
        click.echo(_hooks("pre-commit", installed.stages))
    native = [row.name for row in installed.outcome.rows if row.action in {"written", "chained", "refreshed"}]
    if native:
        click.echo(_hooks("native", native))
    for note in (*plan.notes, *installed.problems, *filter(None, (installed.outcome.note,))):
        click.echo(f"note: {shown(note)}", err=True)
    click.echo("next:")
    for step in steps:
        click.echo(f"  {shown(step)}")


def _hooks(kind: str, names: Iterable[str]) -> str:
    from textwrap import fill

    text = f"hooks      {kind}: {', '.join(names)}"
    return fill(text, 80, subsequent_indent=" " * 11, break_on_hyphens=False)


def row_line(row: Row) -> str:
    """Give one file as a line, with its note below where 80 columns do not hold both."""
    line = f"{row.action:9}  {shown(row.path)}"
    note = f"  ({shown(row.note)})" if row.note else ""
    return line + note if len(line + note) <= 80 else f"{line}\n          {note}"


def _next_steps(found: Found, plan: InitPlan, installed: Installed) -> tuple[str, ...]:
    steps = list(installed.next_steps)
    if any(row.writes for row in plan.rows):
        steps.append('git add -A && git commit -m "Bring in Sinfonia"')
    if found.settings.startswith("[tool"):
        from sinfonia.scaffold.init_config import new_project_id

        if not _has_identity():
            steps.append(f'add to {found.settings}: project_id = "{new_project_id()}"')
    if not found.forges:
        steps.append("no forge is known: after `git remote add`, sinfonia init writes the CI file")
    if found.remote:
        fetch = "'refs/tags/sinfonia/*:refs/tags/sinfonia/*'"
        steps.append(f"git config --add remote.{found.remote}.fetch {fetch}")
    steps.append("sinfonia start create-prd --goal TEXT")
    return tuple(steps)


def _has_identity() -> bool:
    from sinfonia.cli.ledger import place

    return bool(place().loaded.policy.data.get("project_id"))


def _document(found: Found, plan: InitPlan, installed: Installed | None, steps: tuple[str, ...]) -> None:
    hooks = [] if installed is None else [
        {"name": row.name, "path": shown(row.path), "action": row.action.value} for row in installed.outcome.rows
    ]  # fmt: skip
    notes = (*plan.notes, *(installed.problems if installed else ()))
    answer(
        {
            "found": list(found.signs()),
            "runner": str(found.runner),
            "files": [
                {"path": row.path, "action": str(row.action), "note": row.note, "backup": row.backup or None}
                for row in plan.rows
            ],
            "hooks": hooks,
        },
        next_steps=steps,
        diagnostics=notes,
    )


def _show_diff(found: Found, plan: InitPlan, format_name: str) -> None:
    if format_name == "json":
        _document(found, plan, None, ("sinfonia init --yes",))
        return
    from sinfonia.scaffold.init_diff import unified

    for row in plan.rows:
        click.echo(unified(row), nl=False)
    if found.repo is None:
        click.echo("git init would make a repository here", err=True)
    for note in plan.notes:
        click.echo(f"note: {shown(note)}", err=True)
    runner = "pre-commit" if found.runner is HookRunner.PRE_COMMIT else str(found.runner)
    click.echo(f"hooks would be run by: {runner}; nothing was changed: this was --dry-run", err=True)


def _agents(given: str | None, found: Found) -> tuple[str, ...]:
    """Give the agents to set up: those that are named, else those that are used here, else OpenCode."""
    if given is None:
        return found.agents or ("opencode",)
    names = words((given,))
    if names == ("none",):
        return ()
    from sinfonia.scaffold.agents import AGENTS

    for name in names:
        if name not in AGENTS:
            hint = did_you_mean(name, AGENTS) or f"one of: {', '.join(AGENTS)}, none"
            raise SinfoniaError(f"there is no agent `{name}`", hint=hint)
    return tuple(dict.fromkeys(names))


def _direct_url() -> str:
    """Read where this installation came from, "" for an index (PEP 610)."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution("sinfonia-hooks").read_text("direct_url.json") or ""
    except PackageNotFoundError:
        return ""
