"""Code that was counted and that a comment now takes out of the measure of coverage."""

from __future__ import annotations

from sinfonia.rules.code.tokens import decode
from sinfonia.rules.weakening.compare import Weakening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.rules.code.renames import Origins

UNCOVERED = "uncovered"
_MARK = r"\s*(?:#|//|/\*)\s*(?:pragma: ?no ?cover|istanbul ignore|v8 ignore|c8 ignore|:nocov:)"


def weaker(sources: list[Change], origins: Origins) -> Iterator[tuple[Change, str, Weakening]]:
    """Yield (change, path, weakening) for each source in which a line of before is marked; raises `NotJudgedError`."""
    import re

    mark = re.compile(_MARK)
    for change in sources:
        old, new = origins.old(change), change.new()
        if not old or not any(word in new for word in (b"cover", b"ignore", b":nocov:")):
            continue
        known = {line.strip() for line in decode(old).split("\n")}
        for number, line in enumerate(decode(new).split("\n"), 1):
            found = mark.search(line)
            if found and line.strip() not in known and line[: found.start()].strip() in known - {""}:
                yield change, change.path, Weakening(UNCOVERED, (), number)
                break
