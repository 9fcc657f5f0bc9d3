"""A commit touches files that are not the business of the current step.

## What

Warns when a commit, or an agent's tool call, changes a path outside of the `scope` that the definition gives the
current step. A step without a `scope` may touch every path; what lies in `.sinfonia/handoffs/` always may change.

The current session is the one that `SINFONIA_SESSION_ID` names, else the newest active one of the branch. Without one
it says nothing.

## Why

A step that writes tests and changes the code as well proves nothing: the test was made for what was there. What a
reviewer approves is what the step was for.

## Instead

Commit it in the step that it belongs to; `sinfonia status` says which one is current. Where it has to go along, say
why at the end of the message: `Sinfonia-Ignore: ENF-013 the fixture needs it`.

## Refused

    src/login.py         in step `write-tests`, whose scope is `{tests}`
    tests/test_login.py  in step `implement`, whose scope is `**` without `{tests}`

## Allowed

    tests/test_login.py  in step `write-tests`
    src/login.py         in step `verify`, which has no scope
    src/login.py         on a branch without a session

## Options

None of its own. It warns; with `enforcement_strictness: high` it refuses.

## Known limits

A merge is judged by what none of its parents has. What an agent's shell command writes is not known before it runs; the
commit is judged.
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

CODE, NAME = "ENF-013", "step-scope"
MOST = 20  # findings of one event; who meets more has read enough


@warned_of(CODE, NAME)
def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each changed path outside of the current step's scope, at most `MOST`."""
    del policy
    if event.workflow is None or event.revert or not event.changes:
        return
    step = event.workflow.step()
    if step is None or not step.scope:
        return
    outside = [change for change in event.changes if not step.inside(change.path)]
    waive = "" if event.moment == "tool" else f", or say why in the message: `Sinfonia-Ignore: {CODE} reason`"
    for change in outside[:MOST]:
        yield Finding(
            CODE,
            NAME,
            f"`{change.path}` is outside of the scope of step `{step.name}`",
            Location(change.path),
            help=f"change it in the step that it belongs to (sinfonia status){waive}",
            severity="warning",
        )


RULE = Rule(
    CODE,
    NAME,
    "a changed path outside of the current step's scope",
    moments=("message", "tool"),
    waived_by=("trailer", "config"),
    page=__doc__,
    severity="warning",
    unit="net",
    about_change=True,
    strict={"high": "error"},
    judge=judge,
)
