"""Work stops or is pushed while steps of the current session are open.

## What

Warns when an agent's turn ends, or commits are pushed, and the current session has steps that are not completed.
It names the step at hand, how many are left, what keeps it open and the next command.

The current session is the one that `SINFONIA_SESSION_ID` names, else the newest active one of the branch. Without one,
and for a complete workflow, it says nothing.

## Why

A turn that ends in the middle of a step leaves a state that nobody closes: the work is there, and the next person or
agent begins it again, or takes it for done.

## Instead

Type the command that it names, such as `sinfonia return` or `sinfonia advance`. Work that has to wait is marked with
`sinfonia block`, work that nobody needs is ended with `sinfonia abort`.

## Refused

    git push            while step `implement` of `dev-story` is in progress
    an agent's stop     while `approval` waits for a decision

## Allowed

    git push            after the workflow is complete
    git push            on a branch that has no session

## Options

None of its own. It warns; with `enforcement_strictness: high` it refuses, with `low` it is off.

## Known limits

It looks at the files at hand, not at what the pushed commits hold, and at one session: others of the same branch are
listed by `sinfonia list`.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.unreadable_session import warned_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

CODE, NAME = "ENF-004", "open-steps"


@warned_of(CODE, NAME)
def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield one finding where the current session has open steps."""
    del policy
    state = event.workflow.state() if event.workflow else None
    if state is None or not state.remaining:
        return
    step = state.step
    message = f"session `{step.session}` stands at step {step.number} of {step.total}, `{step.name}` (`{state.status}`)"
    if state.gates:
        message += f": {state.gates[0]}"
    yield Finding(
        CODE,
        NAME,
        message,
        Location(step.path, state.line),
        help=state.next,
        severity="warning",
        identity=f"{step.session}\0{step.name}\0{state.status}".encode(),
    )


RULE = Rule(
    CODE,
    NAME,
    "steps of the current session that are open when work stops",
    moments=("stop", "push"),
    waived_by=("config",),
    page=__doc__,
    severity="warning",
    unit="net",
    about_change=True,
    strict={"low": "off", "high": "error"},
    judge=judge,
)
