"""A change needs an approval that it does not have.

## What

Once `approvals.mode` is `trusted` and the base has `.sinfonia/trust/policy.yaml`, a push or a range is refused when

- a path under `protect` of that policy differs from the merge base, and no record of the role that it names approves
  exactly this blob;
- a session that the range touches has a step that is completed, without the records that its gate asks for.

Signers, roles and the count of approvals are those of the protected base, definitions those of the merge base.

## Why

A protected branch protects against a push. It does not say who looked at the change of the rules themselves, and
keeps nothing of it that can be verified later.

## Instead

Let a person who has the role look at it: `sinfonia approve --path FILE`, or `sinfonia approve STEP` for a step. Those
who made the change do not count. Commit the record with the branch: it is a file below `.sinfonia/handoffs/`.

## Refused

    .github/workflows/ci.yml     below `protect`, changed since it was approved
    src/pay.py                   below `protect`, approved by who wrote it
    .sinfonia/handoffs/s-…       step `approval` is completed, and its record has an unknown key

## Allowed

    .github/workflows/ci.yml     with a record over this blob, signed by a member of the role
    src/other.py                 below no entry of `protect`

## Options

None. Nothing in the change itself can waive this rule: it yields to an approval only.

## Known limits

What no ref and no copy in the ledger holds any more cannot be missed offline: protect `refs/tags/sinfonia/**` as
create-only. `sinfonia verify` tells more of the same.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

CODE, NAME = "ENF-012", "unapproved-change"
MOST = 50  # findings of one event; who meets more has read enough


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each change, and each closed gate, that lacks its approval, at most `MOST`."""
    del policy
    if event.workflow is None:
        return
    for wrong in event.workflow.unapproved()[:MOST]:
        place = Location(wrong.path, wrong.line)
        yield Finding(CODE, NAME, wrong.message, place, help=wrong.help, intent="ask-human")


RULE = Rule(
    CODE,
    NAME,
    "a protected path or a closed step without its approval",
    moments=("push", "range"),
    waived_by=("approval",),
    page=__doc__,
    unit="net",
    about_change=True,
    judge=judge,
)
