"""What an agent must still know of a session when its context begins again.

## What

Adds, and refuses nothing. When an agent's session starts, goes on after a compaction, or is about to be compacted, the
agent is told where the current session of work stands: its goal, the step at hand, the steps that remain, the last
decisions and artifacts, in at most 200 words. A commit that passes gets the trailers of the session and its step.

The current session is the one that `SINFONIA_SESSION_ID` names, else the newest active one of the branch. Without one,
and for a complete workflow, it says nothing.

## Why

An agent whose context was cut remembers a summary of a summary. It begins a finished step again, or takes a return for
an approval. What the files say is short, and it is true.

## Instead

Nothing is wrong when it speaks. `sinfonia context` prints the same block at any time, `sinfonia resume --from-text`
holds one against the files.

## Refused

    nothing

## Allowed

    [sinfonia session]    at the start of an agent's session, and after a compaction
    Sinfonia-Session: s-20261121-091200    among the trailers of a commit

## Options

`rules.ENF-003.severity: "off"` leaves both out. `warning` and `error` are one and the same here.

## Known limits

A host that tells nobody of a compaction is not helped: the agent has to ask with `sinfonia context`. The block holds
the first words of long texts and says how many entries it left out.
"""

from __future__ import annotations

from sinfonia.model.rule import Rule

RULE = Rule(
    "ENF-003",
    "continuity",
    "tells an agent where its session stands when its context begins again",
    moments=("session-start", "compact", "message"),
    waived_by=("config",),
    page=__doc__,
    severity="warning",
    unit="net",
    about_change=True,
)
"""Nothing here judges: the surfaces of the hosts and the message hook do what the page says."""
