"""What the commands that move the machine without a record share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.cli.ledger import leave_refused, told
from sinfonia.workflow.advice import next_for
from sinfonia.workflow.requests import Facts
from sinfonia.workflow.work import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sinfonia.cli.ledger import Place
    from sinfonia.model.workflow import Index
    from sinfonia.workflow.requests import Request
    from sinfonia.workflow.situation import Situation
    from sinfonia.workflow.work import Outcome, Work


def run(
    where: Place,
    session: str,
    verb: str,
    request: Callable[[str], Request],
    *,
    next_steps: Sequence[str] = ("sinfonia status",),
) -> None:
    """Ask the machine for a move, given who asks, and tell what was done."""
    with where.work(session) as work:
        situation = work.situation()
        who = work.person.email
        index = work.session.index
        what = f"{verb} {index.workflow} step {index.current_step_index}"
        try:
            outcome = work.apply(request(who), situation, what)
        except RefusedError as error:
            leave_refused(where, error)
    title = f"{verb} step {index.current_step_index} `{index.current_step}` of {index.workflow}"
    told(where, title, outcome, next_steps=_steps(outcome, next_steps))


def after(index: Index, situation: Situation) -> str:
    """Say what to type once the row before is closed."""
    return next_for(index.current, Facts("", situation.steps[index.current_step_index - 1]))


def now_at(index: Index) -> str:
    """Say which row is the current one, and whose it is."""
    row = index.current
    whose = f"for {row.persona}" if row.persona else "to be approved" if row.is_approval else "for nobody"
    return f"now     step {index.current_step_index} of {index.total_steps}, `{row.step}`, {whose}"


def run_with(where: Place, session: str, verb: str, act: Callable[[Work, Situation, str], Outcome]) -> None:
    """Run an act that writes an envelope, given who asks, and tell what was done."""
    with where.work(session) as work:
        situation = work.situation()
        index = work.session.index
        try:
            outcome = act(work, situation, work.person.email)
        except RefusedError as error:
            leave_refused(where, error)
    title = f"{verb} step {index.current_step_index} `{index.current_step}` of {index.workflow}"
    told(where, title, outcome, next_steps=_steps(outcome, ("sinfonia status",)))


def _steps(outcome: Outcome, otherwise: Sequence[str]) -> tuple[str, ...]:
    """Put before a command's own advice what closes the gates that are open."""
    return tuple(dict.fromkeys((*(gate.command for gate in outcome.gates if gate.command), *otherwise)))
