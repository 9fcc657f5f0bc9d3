"""A failure as a JSON document: what a program reads that asked for `--format json`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sinfonia.cli.options import as_json
from sinfonia.isolation import give_up_output
from sinfonia.reporters.escape import unicode_only

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTION = "--format"


def asks_for_json(args: Sequence[str]) -> bool:
    """Tell whether a command line asks for JSON, also one that could not be understood."""
    form = ""
    for word, following in zip(args, [*args[1:], ""], strict=False):
        if word == "--":
            break
        if word == _OPTION:
            form = following
        elif word.startswith(_OPTION + "="):
            form = word.removeprefix(_OPTION + "=")
    return form == "json"


def failure(message: str, hint: str, code: int) -> dict[str, object]:
    """Give the keys by which every command says that it failed (`sinfonia schema error`)."""
    return {"error": unicode_only(message), "hint": unicode_only(hint) or None, "exit": int(code)}


def print_failure(message: str, hint: str, code: int) -> None:
    """Print the document of a failure; where nobody reads, the exit code stands."""
    told = failure(message, hint, code)
    steps = [told["hint"]] if hint else []
    document = {"version": 1, **told, "next_steps": steps, "diagnostics": []}
    try:
        sys.stdout.write(as_json(document, indent=2) + "\n")
        sys.stdout.flush()
    except OSError:
        give_up_output()
