"""A session's files change in a way that no command makes.

## What

Compares what a commit or a range makes of `.sinfonia/handoffs/` with what was there, by what the files say:

- `workflow.md` can be read, does not contradict itself or its folder, its `revision` does not fall, and every step
  and the workflow itself can have come from their old state by any number of moves;
- each step that is completed has what closes its gate: a return, an approval, or a waive;
- an envelope or a record that was committed is still there and says the same;
- a new file among the records is a record of that session.

Line ends, column widths and free text (Goal, Context, Notes, keys and sections that Sinfonia does not know) may
change.

## Why

A step that says `completed` is believed by people and agents, in another clone too. A row is one word in a text file:
whoever types it by hand has closed a gate that nobody looked at.

## Instead

Let a command make the move: `sinfonia status` says which one and what keeps the step open. To give up a session, type
`sinfonia abort`. Where a file has to be changed by hand, a record over exactly that file lets it pass:
`sinfonia approve --path FILE`.

## Refused

    .sinfonia/handoffs/s-20261121-091200/workflow.md      `pending` becomes `completed`, with no record
    .sinfonia/handoffs/s-20261121-091200/workflow.md      `current_step_index` moves past an open step
    .sinfonia/handoffs/s-20261121-091200/002-coda-to-maestro.md    another `status`, or deleted
    .sinfonia/handoffs/s-20261121-091200/approvals/<id>.tag        edited or deleted

## Allowed

    .sinfonia/handoffs/s-20261121-091200/workflow.md      a note, another line end, a squash of ten moves
    .sinfonia/handoffs/s-20261121-091200/story.md         whatever else lies in the folder
    what `sinfonia advance`, `approve` and the other commands write

## Options

None. Nothing in the change itself can waive this rule: it yields to an approval only.

## Known limits

Who may approve, and whether the approved files changed since, is judged by ENF-012 and `sinfonia verify`. In a range
the net change is judged: what one of its commits does and another takes back is not seen. Rows of Artifacts, Decisions
and Sessions are prose here: gates are computed from records.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

CODE, NAME = "ENF-009", "workflow-integrity"
MOST = 20  # findings of one event; who meets more has read enough
_FOLDER = ".sinfonia/handoffs"


def concerns(changes: Iterable[Change]) -> bool:
    """Tell whether a change touches a session, or takes the place of their folder where case does not count."""
    for change in changes:
        path = change.path
        if path[:1] == "." and path[:18].lower() == _FOLDER:
            return True
    return False


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each change of a session's files that no command makes, at most `MOST`."""
    del policy
    if event.workflow is None:
        return
    for wrong in event.workflow.edits()[:MOST]:
        place = Location(wrong.path, wrong.line)
        yield Finding(CODE, NAME, wrong.message, place, help=wrong.help, intent="ask-human")


RULE = Rule(
    CODE,
    NAME,
    "a change of a session's files that no command makes",
    moments=("commit", "range"),
    waived_by=("approval",),
    page=__doc__,
    unit="net",
    about_change=True,
    judge=judge,
)
