"""The analysis of an agent's command, made once for all the rules that judge it."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.surroundings import surroundings
from sinfonia.rules.unsafe_shell.verdict import Place
from sinfonia.shell.analysis import analyse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.event import Event
    from sinfonia.shell.command import Command

# The last one: rules ask one after another for the same command, and nothing that judges an analysis changes it.
_last: list[tuple[tuple[str, ...], Command]] = []


def analysed(event: Event) -> tuple[Command, Place]:
    """Give the command of an event, analysed in its folder, and the place against which it is judged."""
    place = surroundings(event)
    key = (event.command or "", place.cwd, place.root, place.home)
    if not _last or _last[0][0] != key:
        _last[:] = [(key, analyse(key[0], cwd=place.cwd, root=place.root, home=place.home))]
    return _last[0][1], Place(place.root, place.home)
