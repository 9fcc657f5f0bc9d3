"""An ignore silences nothing.

## What

Names a mark `sinfonia: ignore[CODE] reason` in a judged file whose rule no longer finds anything on its
line, one with an unknown code or without a reason, and an entry of `ignore:` that no path needs.

## Why

An exception that is not needed will hide the next mistake on the same line.

## Instead

Remove the mark or the entry.

## Refused

    timeout = 30  # sinfonia: ignore[ENF-008] test key

## Allowed

    a mark whose rule finds something on its line or on the line below

## Options

`rules.ENF-901.severity`: `warning` (default), `error` or `off`.

## Known limits

Only lines that are judged count: a mark in an untouched file is not looked for.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

CODE = "ENF-901"
NAME = "unused-ignore"


def finding(code: str, path: str, line: int | None = None, *, why: str = "") -> Finding:
    """Say that an ignore of `code` has no effect; `why` replaces the usual reason (unknown code, no reason)."""
    message = f"the ignore of {code} silences nothing" + (f": {why}" if why else "")
    return Finding(CODE, NAME, message, Location(path, line), help="remove it", severity="warning")


RULE = Rule(
    CODE,
    NAME,
    "an ignore that silences nothing",
    moments=("commit", "message", "push", "range", "tool"),
    waived_by=("config",),
    page=__doc__,
    severity="warning",
)
