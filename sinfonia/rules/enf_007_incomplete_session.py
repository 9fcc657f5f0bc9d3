"""A session of work ends while its workflow is not complete.

## What

Warns at the end of an agent's or a person's session, and counts: the steps of the current session that are not
completed, those that failed, and the returns on which nobody has decided.

The current session is the one that `SINFONIA_SESSION_ID` names, else the newest active one of the branch. Without one,
and for a complete workflow, it says nothing. Where ENF-004 would speak as well, only this rule does.

## Why

What is open when the window is closed is what the next one has to find again.

## Instead

Close what can be closed: the finding names the next command. `sinfonia resume` goes on from the same place later,
`sinfonia abort` gives the session up.

## Refused

    the end of a session    with 3 of 5 steps open, 1 of them failed
    the end of a session    with a return that waits for `sinfonia approve`

## Allowed

    the end of a session    whose workflow is complete
    the end of a session    on a branch without one

## Options

None of its own. It warns; with `enforcement_strictness: low` it is off.

## Known limits

It looks at the files at hand. A host that does not tell when a session ends never asks.
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

CODE, NAME = "ENF-007", "incomplete-session"


@warned_of(CODE, NAME)
def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield one finding where the current session is not complete."""
    del policy
    state = event.workflow.state() if event.workflow else None
    if state is None or not state.remaining:
        return
    step = state.step
    counts = [f"{len(state.remaining)} of {step.total} steps open"]
    if state.failed:
        counts.append(f"{len(state.failed)} failed")
    if state.undecided:
        counts.append(f"{len(state.undecided)} {'return' if len(state.undecided) == 1 else 'returns'} without decision")
    yield Finding(
        CODE,
        NAME,
        f"session `{step.session}` ends with {', '.join(counts)}",
        Location(step.path, state.line),
        help=state.next,
        severity="warning",
        identity=f"{step.session}\0{','.join(counts)}".encode(),
    )


RULE = Rule(
    CODE,
    NAME,
    "a session that ends before its workflow is complete",
    moments=("session-end",),
    waived_by=("config",),
    page=__doc__,
    severity="warning",
    unit="net",
    about_change=True,
    strict={"low": "off"},
    judge=judge,
)
