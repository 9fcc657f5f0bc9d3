"""An entry of `ignore:` is past its date.

## What

Names an entry whose `until` has passed: it no longer silences anything.

## Why

A date on an exception is a promise to look at it again. What nobody looks at stays for ever.

## Instead

Mend what was ignored and remove the entry, or give it a new date with a reason that still holds.

## Refused

    ignore:
      - {code: ENF-001, path: "scripts/**", reason: "one-off migration", until: 2020-01-31}

## Allowed

    ignore:
      - {code: ENF-001, path: "scripts/**", reason: "one-off migration", until: 2999-01-31}

## Options

`rules.ENF-902.severity`: `warning` (default), `error` or `off`.

## Known limits

The day is that of the machine that judges; the entry holds through the whole of its last day.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.policy import Ignore

CODE = "ENF-902"
NAME = "expired-ignore"


def finding(entry: Ignore, path: str, line: int | None = None) -> Finding:
    """Say that an entry of the configuration at `path` has expired."""
    message = f"the ignore of {entry.code} for `{entry.path}` ended on {entry.until}"
    hint = "remove the entry, or give it a new date and a reason that still holds"
    return Finding(CODE, NAME, message, Location(path, line), help=hint, severity="warning")


RULE = Rule(
    CODE,
    NAME,
    "an entry of `ignore:` past its date",
    moments=("commit", "message", "push", "range", "tool"),
    waived_by=("config",),
    page=__doc__,
    severity="warning",
)
