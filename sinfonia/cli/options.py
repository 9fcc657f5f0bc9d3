"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from sinfonia.reporters.escape import unicode_only

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

FORMATS = ("text", "json")


def with_format(function: F) -> F:
    """Add `--format text|json` for a command that answers a question."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="Form of the answer.",
    )(function)


def with_color(function: F) -> F:
    """Add `--color`."""
    return click.option(
        "--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True, help="Use colour."
    )(function)


def with_config(function: F) -> F:
    """Add `--config`."""
    return click.option("--config", metavar="FILE", help="Read this configuration and no other.")(function)


def words(values: tuple[str, ...]) -> tuple[str, ...]:
    """Split option values at commas."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def answer(document: dict[str, object], *, next_steps: tuple[str, ...] = (), diagnostics: tuple[str, ...] = ()) -> None:
    """Print one JSON document, in ASCII, in the form of every command that answers a question."""
    told = [{"code": "note", "message": unicode_only(note), "fix": None} for note in diagnostics]
    whole = {"version": 1, **document, "next_steps": list(next_steps), "diagnostics": told}
    click.echo(as_json(whole, indent=2))


def as_json(value: object, *, indent: int | None = None, ascii_only: bool = True) -> str:
    """Write plain data as JSON; in ASCII every reader takes it, also a path that is not UTF-8."""
    import json

    return json.dumps(value, indent=indent, ensure_ascii=ascii_only)
