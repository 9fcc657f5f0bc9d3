"""The door of the package: a shell text to its `Command`."""

from __future__ import annotations

from sinfonia.shell.command import Command
from sinfonia.shell.parser import MAX_TEXT
from sinfonia.shell.scope import Scope
from sinfonia.shell.walk import LimitError, Walker

MAX_BOMB_TEXT = 20_000


def analyse(text: str, *, cwd: str, root: str, home: str, outside: bool = True, scope: Scope | None = None) -> Command:
    """Analyse a shell text. `cwd`, `root` (of the project) and `home` are absolute paths, `cwd` "" when unknown.

    Never raises and ends soon, whatever the text: `limit` of the answer names the bound that was met.
    With `outside` false the text is a script's, run from anywhere: nothing is known of its folder.
    `scope` is the state to start from in place of a fresh one.
    """
    walker = Walker(scope or Scope(cwd if outside else "", root, home))
    limit = ""
    if len(text) > MAX_TEXT:
        limit = "length"
        text = text[:MAX_TEXT]
    try:
        walker.run_text(text)
    except LimitError as error:
        limit = str(error)
    except RecursionError:
        limit = "depth"
    if limit:
        _rest_by_words(walker, text)
    if "fifo" in text:  # what is read from a pipe may be written by a later command
        for simple in walker.simples:
            simple.files = walker.scope.files
    bomb = walker.bomb
    if not bomb and walker.trees and ("&" in text or "|" in text or "()" in text) and len(text) <= MAX_BOMB_TEXT:
        from sinfonia.shell.bombs import find_bomb

        bomb = next((line for line in (find_bomb(tree) for tree in walker.trees[:20]) if line), 0)
    handed = {name: word.text for name in walker.scope.exported if (word := walker.scope.vars.get(name)) is not None}
    return Command(
        text, tuple(walker.simples), by_tokens=walker.by_tokens or bool(limit), limit=limit, bomb=bomb, exported=handed
    )


def _rest_by_words(walker: Walker, text: str) -> None:
    """Judge by words what the bounded walk did not reach."""
    from sinfonia.shell.tokens import run_tokens

    other = Walker(Scope(walker.scope.root, walker.scope.root, walker.scope.home))
    try:
        run_tokens(other, text)
    except (LimitError, RecursionError):
        return  # the limit is in the answer already
    finally:
        walker.simples.extend(other.simples)
