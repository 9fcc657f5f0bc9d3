"""`sinfonia check` of a range, and how its report is printed: the part that needs no click.

CI asks for a range on every push. Of a thousand commits click's start would be a sixth of the time.
"""

from __future__ import annotations

import os
import sys

from sinfonia.errors import ConfigError, SinfoniaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.model.finding import Report

_ENDS = frozenset({"--from", "--to"})


def ends_of(args: Sequence[str]) -> tuple[str, str] | None:
    """Give both ends where the command line is `check --from A --to B` and nothing else; None leaves it to click."""
    if len(args) != 5 or args[0] != "check" or {args[1], args[3]} != _ENDS:
        return None
    ends = {args[1]: args[2], args[3]: args[4]}
    base, head = ends["--from"], ends["--to"]
    return None if not base or not head or base.startswith("-") or head.startswith("-") else (base, head)


def check_range(base: str, head: str) -> int:
    """Judge and print as the command does where nobody watches; gives the exit code, raises `SinfoniaError`."""
    from sinfonia.git.repo import discover
    from sinfonia.surfaces.ci_review import Review
    from sinfonia.surfaces.judging import exit_code, judge_range, unreadable
    from sinfonia.surfaces.options import Options

    repo = discover()
    try:
        report = judge_range(repo, os.environ, Options("people"), base, head, review=Review(os.environ))
    except ConfigError as error:
        report = unreadable(error, "commit")
    print_report(report)
    return exit_code(report)


def print_report(report: Report, format_name: str = "text", output: str | None = None, color: str = "auto") -> None:
    """Print a report on standard output or into a file, its notes on standard error; raises `SinfoniaError`."""
    from sinfonia.door import wants_color
    from sinfonia.reporters import render

    colored = output in {None, "-"} and wants_color(color, os.environ, sys.stdout.isatty())
    data = render(report, format_name, color=colored).encode("utf-8", "backslashreplace")
    for note in report.notes:
        sys.stderr.write(f"sinfonia: {note}\n")
    sys.stderr.flush()
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    fresh = not os.path.lexists(output)
    try:
        with open(output, "wb") as file:
            file.write(data)
    except OSError as error:
        from contextlib import suppress

        with suppress(OSError):
            if fresh:
                os.unlink(output)  # half a report is none
        raise SinfoniaError(f"cannot write `{output}`: {(error.strerror or '').lower()}") from None
