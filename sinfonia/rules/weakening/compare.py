"""What the tests of one file lost, whatever its language."""

from __future__ import annotations

from sinfonia.rules.weakening.suite import CONDITIONAL, MAY_FAIL, RUNS, SKIPPED, name_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.rules.weakening.suite import Assertion, Suite, Unit
    from sinfonia.rules.weakening.surroundings import Surroundings

LOST, COMMENTED_OUT, TEST_COMMENTED_OUT, FOCUSED = "lost", "commented out", "test commented out", "focused"
ASSERTIONS, IDLE, SWALLOWED = "assertions", "idle", "swallowed"
LEVELS = {CONDITIONAL: "conditional", MAY_FAIL: "may fail", SKIPPED: "skipped"}

_CHECKS = ("assert", "check", "verify", "expect", "validate", "ensure", "compare", "should", "require", "matches")
_FEW = 2  # tests of one file that may share what is called a part of their own names


class Weakening:
    """One way in which a file's tests got weaker: its kind, the tests it concerns, and the first line, if any."""

    __slots__ = ("kind", "line", "names")

    def __init__(self, kind: str, names: Iterable[str], line: int | None) -> None:
        self.kind = kind
        self.names = tuple(names)
        self.line = line


def compare(old: Suite, new: Suite, around: Surroundings) -> list[Weakening]:
    """Give each kind of weakening once, in the order of the file."""
    found: dict[str, list[tuple[str, int | None]]] = {}
    for name, was in old.units.items():
        now = new.units.get(name) or around.same(was)
        if now is None:
            kind = _loss(was, old, new, around)
            if kind:
                found.setdefault(kind, []).append((name, None))
            continue
        if now.level > was.level:
            found.setdefault(LEVELS[now.level], []).append((now.name, now.line))
            continue
        for kind, line in _within(was, now, old, new, around):
            found.setdefault(kind, []).append((now.name, line))
    if len(new.focused) > len(old.focused):
        found[FOCUSED] = [("", new.focused[0])]
    out = []
    for kind, rows in found.items():
        lines = [line for _, line in rows if line]
        out.append(Weakening(kind, dict.fromkeys(name for name, _ in rows), min(lines) if lines else None))
    return out


def _loss(was: Unit, old: Suite, new: Suite, around: Surroundings) -> str:
    """Say what became of a test that is not there any more: "" where nothing got weaker."""
    if was.level == SKIPPED or not was.words:
        return ""
    first = was.text.strip().split("\n")[0].strip()
    head = next((line.strip() for line in was.text.split("\n") if was.name.rpartition(".")[2] in line), first)
    if head in new.comments:
        return TEST_COMMENTED_OUT
    if around.replaced(was.words) or around.renamed(was, _own_parts(was, old)):
        return ""
    return "" if around.subject_is_gone(was.words | name_parts(was.name)) else LOST


def _own_parts(was: Unit, old: Suite) -> frozenset[str]:
    """Give the parts of a test's name that few other tests of its file have."""
    rivals = [name_parts(name) for name in old.units]
    return frozenset(part for part in name_parts(was.name) if sum(part in parts for parts in rivals) <= _FEW)


def _within(was: Unit, now: Unit, old: Suite, new: Suite, around: Surroundings) -> Iterator[tuple[str, int]]:
    """Yield what a test lost that is still there and runs as before."""
    if was.body == now.body or was.level == SKIPPED:
        return
    removed, gained = _beyond(was.assertions, now.assertions), _beyond(now.assertions, was.assertions)
    if not removed:
        return
    swallowed = {part.key for part in now.swallowed}
    if any(part.key in swallowed for part in removed):
        yield SWALLOWED, now.line
        return
    if now.idle > was.idle and len(now.assertions) < len(was.assertions):
        yield IDLE, now.line
        return
    said = new.comments - old.comments
    if any(part.text in said for part in removed):
        yield COMMENTED_OUT, now.line
        return
    if gained or _asks_others(was, now, new):
        return
    kept = {part.key for part in now.assertions}
    if any(
        not (part.key in kept or around.moved(part) or around.replaced(part.words))
        and not around.subject_is_gone(part.words)
        for part in removed
    ):
        yield ASSERTIONS, now.line


def _beyond(these: Iterable[Assertion], those: Iterable[Assertion]) -> list[Assertion]:
    """Give the assertions of the first that the second do not have as often."""
    counts: dict[str, int] = {}
    for part in those:
        counts[part.key] = counts.get(part.key, 0) + 1
    out = []
    for part in these:
        if counts.get(part.key, RUNS):
            counts[part.key] -= 1
        else:
            out.append(part)
    return out


def _asks_others(was: Unit, now: Unit, new: Suite) -> bool:
    """Tell whether a test calls a function of its file, or one that checks by its name, that it did not call."""
    return any(name in new.functions or name.lower().lstrip("_").startswith(_CHECKS) for name in now.calls - was.calls)
