"""Something could not be judged, so it is refused.

## What

Names a file, a commit or a rule that could not be judged: an object that git cannot read, a file over
the limits, an unmerged entry, a pattern that takes too long, a mistake of ours inside a rule.

## Why

A policy that cannot judge says no, and says that it could not judge. A guard that lets through what it
cannot read is passed by what cannot be read.

## Instead

Mend the cause that the message names; then the file is judged as any other. A mistake inside a rule is
ours: report it.

## Refused

    data/dump.bin    git cannot read its object
    conflict.txt     has unmerged entries

## Allowed

    data/image.png   binary, and read

## Options

None. `exclude` and `.gitattributes` say which files need no judgement.

## Known limits

A verdict of only such findings is "could not judge" (exit 2), not "refused" (exit 1).
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

CODE = "ENF-904"
NAME = "could-not-judge"
HELP = "mend what the message names; if it is a mistake in Sinfonia, report it"


def finding(path: str, reason: str, *, line: int | None = None, help: str = HELP) -> Finding:  # noqa: A002 - as in Finding
    """Say that a path could not be judged; `reason` is a sentence without a full stop."""
    return Finding(
        CODE, NAME, f"`{path}` could not be judged: {reason}", Location(path, line), help=help, intent="stop"
    )


RULE = Rule(
    CODE,
    NAME,
    "something that could not be judged, and is refused for it",
    moments=("commit", "message", "push", "range", "tool"),
    waived_by=(),
    page=__doc__,
)
