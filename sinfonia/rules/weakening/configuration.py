"""Which settings of an event let less be tested: coverage asked for, tests left out, failures that do not count."""

from __future__ import annotations

from sinfonia.rules.code.tokens import decode
from sinfonia.rules.weakening import settings, tolerated
from sinfonia.rules.weakening.compare import Weakening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.rules.code.renames import Origins

    Sides = tuple[Change, str, str]

THRESHOLD, NO_THRESHOLD, LEFT_OUT, TOLERATED = "threshold", "no threshold", "left out", "tolerated"
_LONGEST = 1_000_000


def weaker(changes: list[Change], origins: Origins) -> Iterator[tuple[Change, str, Weakening]]:
    """Yield (change, path, weakening) for the settings files of an event; raises `NotJudgedError`.

    What moves from one file to another is not lost: thresholds and names are compared over all files together.
    """
    sides = [row for change in changes if (row := _sides(change, origins)) is not None]
    olds, news = [old for _, old, _ in sides], [new for _, _, new in sides]
    for name, was, now in settings.lowered(olds, news):
        change, line = _place(sides, name, was)
        shown = (f"{was:g}", f"{now:g}") if now is not None else (f"{was:g}",)
        yield change, change.path, Weakening(THRESHOLD if now is not None else NO_THRESHOLD, shown, line)
    known = {name for change, old, _ in sides for name in settings.left_out(old, change.path)}
    for change, old, new in sides:
        fresh = sorted(settings.left_out(new, change.path) - known) if old else ()
        if fresh:
            yield change, change.path, Weakening(LEFT_OUT, fresh, _line_of(new, fresh[0]))
        yield from _tolerated(change, old, new)


def _tolerated(change: Change, old: str, new: str) -> Iterator[tuple[Change, str, Weakening]]:
    counted, _ = tolerated.commands(old)
    still, free = tolerated.commands(new)
    names = [command for command in free if command in counted and command not in still]
    if names:
        yield change, change.path, Weakening(TOLERATED, names, free[names[0]])


def _sides(change: Change, origins: Origins) -> tuple[Change, str, str] | None:
    old, new = origins.old(change), change.new()
    if old == new or max(len(old), len(new)) > _LONGEST:
        return None
    return change, decode(old), decode(new)


def _place(sides: list[Sides], name: str, was: float) -> tuple[Change, int | None]:
    """Give the file that asked for the old threshold, and the line of its new one."""
    for change, old, new in sides:
        if settings.thresholds(old).get(name) == was:
            words = ("fail_under", "fail-under", "minimum_coverage") if name == "coverage" else (name,)
            return change, next(filter(None, (_line_of(new, word) for word in words)), None)
    return sides[0][0], None


def _line_of(text: str, part: str) -> int | None:
    at = text.find(part)
    return text.count("\n", 0, at) + 1 if at >= 0 else None
