"""What the commands that move the machine without a record share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.cli.ledger import leave_refused, told
from sinfonia.workflow.work import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sinfonia.cli.ledger import Place
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
        what = f"{verb} {index.workflow_id} step {index.current_step_index}"
        try:
            outcome = work.apply(request(who), situation, what)
        except RefusedError as error:
            leave_refused(where, error)
    title = f"{verb} step {index.current_step_index} `{index.current_step}` of {index.workflow_id}"
    told(where, title, outcome, next_steps=next_steps)


def run_with(where: Place, session: str, verb: str, act: Callable[[Work, Situation, str], Outcome]) -> None:
    """Run an act that writes an envelope, given who asks, and tell what was done."""
    with where.work(session) as work:
        situation = work.situation()
        index = work.session.index
        try:
            outcome = act(work, situation, work.person.email)
        except RefusedError as error:
            leave_refused(where, error)
    title = f"{verb} step {index.current_step_index} `{index.current_step}` of {index.workflow_id}"
    told(where, title, outcome, next_steps=("sinfonia status",))
