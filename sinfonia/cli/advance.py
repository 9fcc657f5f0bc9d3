"""`sinfonia advance`: close the current step when nothing keeps it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sinfonia.cli.ledger import leave_refused, place, told, with_writing
from sinfonia.cli.moving import after, now_at
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.workflow.requests import Advance
from sinfonia.workflow.work import RefusedError

if TYPE_CHECKING:
    from sinfonia.workflow.situation import Situation
    from sinfonia.workflow.work import Work


@click.command(
    "advance",
    epilog="""\b
Examples:
  sinfonia advance
  sinfonia advance --run-checks""",
)
@click.option("--run-checks", is_flag=True, help="Run the checks that the step names.")
@with_writing
def command(*, run_checks: bool, session: str, no_commit: bool, dry_run: bool, format_name: str) -> None:
    """Close the current step and move to the next, or tell every gate that is open (exit 1)."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    with where.work(session) as work:
        situation = work.situation()
        asked = where.requirement(situation)
        if asked:
            situation = work.situation(requirement=asked)
        if situation.step.checks and not where.as_json:
            _announce(situation, ran=run_checks)
        if run_checks and not dry_run:
            passed = _run(work, situation)
            situation = work.situation(requirement=asked, passed=passed)
        before = work.session.index
        what = f"advance {before.workflow} step {before.current_step_index}"
        try:
            outcome = work.apply(Advance(), situation, what)
        except RefusedError as error:
            leave_refused(where, error)
    index = outcome.index
    done = index.status is WorkflowStatus.COMPLETE
    told(
        where,
        f"complete step {before.current_step_index} `{before.current_step}` of {before.workflow}",
        outcome,
        next_steps=("sinfonia verify --complete",) if done else (after(index, situation), "sinfonia status"),
        lines=() if done else (now_at(index), ""),
    )


def _announce(situation: Situation, *, ran: bool) -> None:
    names = ", ".join(f"`{name}`" for name in situation.step.checks)
    click.echo(f"checks of this step: {names}" + ("" if ran else " (run them: sinfonia advance --run-checks)"))


def _run(work: Work, situation: Situation) -> frozenset[str]:
    """Run the step's checks as the base's configuration names them; gives those that passed."""
    from sinfonia.surfaces.step_checks import commands_at_base, run_check

    known = commands_at_base(work.repo, work.session.index.base_commit)
    passed = set()
    for name in situation.step.checks:
        if name not in known:
            hint = f"checks: {{{name}: [program, argument]}} in .sinfonia/config.yaml, on the base"
            raise SinfoniaError(f"the configuration of the base names no check `{name}`", hint=hint)
        click.echo(f"run {name}: {shown(' '.join(known[name]))}", err=True)
        if run_check(work.repo, name, known[name]):
            passed.add(name)
    return frozenset(passed)
