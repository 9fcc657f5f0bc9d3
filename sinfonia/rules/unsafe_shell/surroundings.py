"""Where an agent's command would run: folder, project, home."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.event import Event


class Surroundings:
    """Absolute paths for the judgement of one command; `cwd` is the project's root where the event has none."""

    __slots__ = ("cwd", "home", "root")

    def __init__(self, cwd: str, root: str, home: str) -> None:
        self.cwd = cwd
        self.root = root
        self.home = home


def surroundings(event: Event) -> Surroundings:
    """Read them from the event; a home that nobody names is `/root`, so that `~` is still no folder of the project."""
    root = event.root or event.cwd or "/project"
    return Surroundings(event.cwd or root, root, event.home or "/root")
