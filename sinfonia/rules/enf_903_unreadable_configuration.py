"""The configuration cannot be used, so nothing is judged by it.

## What

Names the file, line and key of a configuration that does not parse or does not fit the schema, with the
nearest key that exists.

## Why

A broken configuration must not switch the policy off: whoever can break the file could pass any rule.

## Instead

Mend the key that the message names. `sinfonia schema` prints what is allowed; an editor can check
against it.

## Refused

    enforcment_strictness: high      (nearest key: `enforcement_strictness`)

## Allowed

    enforcement_strictness: high
    no configuration at all          (the defaults judge)

## Options

None.

## Known limits

The first error of a file that does not parse hides the ones behind it.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule

CODE = "ENF-903"
NAME = "unreadable-configuration"
HELP = "mend the file; `sinfonia schema` prints what is allowed"


def finding(path: str, reason: str, *, line: int | None = None, column: int | None = None, hint: str = "") -> Finding:
    """Say that a configuration cannot be used; `reason` and `hint` are those of the `ConfigError`."""
    return Finding(CODE, NAME, reason, Location(path, line, column), help=hint or HELP, intent="ask-human")


RULE = Rule(
    CODE,
    NAME,
    "a configuration that cannot be used",
    moments=("commit", "message", "push", "range", "tool"),
    waived_by=(),
    page=__doc__,
)
