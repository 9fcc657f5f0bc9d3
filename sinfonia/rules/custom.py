r"""A project's own rules: data in the configuration, never code.

## What

Each entry of `custom:` becomes a rule with its own code. `added` is a regular expression over added
lines, `path` a glob over added and changed paths, `command` a regular expression over an agent's
commands; exactly one of them is set. `paths` limits `added` to some files.

## Why

A project knows what must not come back: a forgotten debugger, a removed interface, a folder that moved.

## Instead

What the entry's own `help` says.

## Refused

    custom:
      - {id: ACME-001, message: "leaves a debugger call", added: '\bbreakpoint\(', paths: ["**/*.py"]}

    + breakpoint()

## Allowed

    + # see the page about breakpoints

## Options

`id`, `name`, `message`, `help`, `paths`, `added` | `command` | `path`, `severity`, `moments`.

## Known limits

A pattern sees one line at a time; a line over 10,000 characters is seen in overlapping pieces of that
length. A file that takes more than two seconds is reported as ENF-904 could-not-judge. A pattern that
repeats a repetition, such as `(a+)+`, is refused when the configuration is read.
"""

from __future__ import annotations

from sinfonia.model.finding import COMMAND_PATH
from sinfonia.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.event import Event, Moment
    from sinfonia.model.finding import Finding
    from sinfonia.model.policy import Custom, Policy


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Make one rule of each entry of `custom:`, in its order."""
    return tuple(_rule(custom) for custom in policy.custom)


def _rule(custom: Custom) -> Rule:
    # The schema has held both against the closed sets of the model.
    moments: tuple[Moment, ...] = custom.moments  # type: ignore[assignment]
    page = f"{custom.message}\n\n## Instead\n\n{custom.help}\n\n## From\n\n`custom:` in the configuration"
    return Rule(
        custom.code,
        custom.name,
        custom.message,
        moments=moments,
        waived_by=("inline", "baseline", "config"),
        page=page,
        severity=custom.severity,
        judge=_paths(custom) if custom.path else _commands(custom) if custom.command else None,
        read=_lines(custom) if custom.added else None,
    )


def _commands(custom: Custom) -> Callable[[Event, Policy], Iterator[Finding]]:
    def judge(event: Event, policy: Policy) -> Iterator[Finding]:  # noqa: ARG001 - the shape of `judge`
        if event.command is None:
            return iter(())
        from sinfonia.model.change import text_of
        from sinfonia.rules.custom_match import match_lines

        return match_lines(custom, text_of(event.command.encode("utf-8", "replace"), COMMAND_PATH))

    return judge


def _paths(custom: Custom) -> Callable[[Event, Policy], Iterator[Finding]]:
    def judge(event: Event, policy: Policy) -> Iterator[Finding]:  # noqa: ARG001 - the shape of `judge`
        from sinfonia.model.glob import matches, matches_any
        from sinfonia.rules.custom_match import finding_of

        for change in event.changes:
            path = change.path
            if change.new_mode and matches(path, custom.path) and (not custom.paths or matches_any(path, custom.paths)):
                yield finding_of(custom, path)

    return judge


def _lines(custom: Custom) -> Callable[[Text, Policy], Iterator[Finding]]:
    def read(text: Text, policy: Policy) -> Iterator[Finding]:  # noqa: ARG001 - the shape of `read`
        from sinfonia.model.glob import matches_any

        if text.path == COMMAND_PATH or (custom.paths and not matches_any(text.path, custom.paths)):
            return iter(())
        from sinfonia.rules.custom_match import match_lines

        return match_lines(custom, text)

    return read
