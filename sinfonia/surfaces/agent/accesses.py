"""What the reading parts of a call look into."""

from __future__ import annotations

import os

from sinfonia.errors import NotJudgedError
from sinfonia.model.access import Access
from sinfonia.surfaces.agent.contents import contents
from sinfonia.surfaces.agent.places import place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.access import Kind
    from sinfonia.surfaces.agent.places import Place, Project
    from sinfonia.surfaces.agent.tool_call import Part
    from sinfonia.surfaces.setup import Setup


def accesses(part: Part, project: Project, setup: Setup) -> list[Access]:
    """Give what a reading or searching part looks into: the path, where its links lead, and its pattern."""
    found: list[Access] = []
    if part.path:
        place = place_of(part.path, project)
        kind: Kind = "file"
        if os.path.isdir(place.file):
            kind = "tree" if part.action == "search" else "folder"
        found += [_access(name, kind, place, project, setup) for name in place.names]
    pattern = part.text
    if pattern and pattern[0] != "!":
        below = part.path.rstrip("/\\")
        found += [
            Access(name if not below or name[0] in "/~$%" else f"{below}/{name}", "pattern")
            for name in _alternatives(pattern)
        ]
    return found


def _access(name: str, kind: Kind, place: Place, project: Project, setup: Setup) -> Access:
    def committed() -> bool:
        from sinfonia.surfaces.agent.pending import committed as is_committed

        inside = project.below(place.file)
        data = contents(place.file)
        return bool(project.found and inside and data is not None and is_committed(setup.objects, inside, data))

    def content() -> bytes | None:
        try:
            return contents(place.file)
        except NotJudgedError as error:
            error.path = name
            raise

    return Access(name, kind, content=content, committed=committed)


def _alternatives(pattern: str) -> list[str]:
    """Give the patterns that one with braces stands for, the first group only."""
    before, opened, rest = pattern.partition("{")
    inside, closed, behind = rest.partition("}")
    if not (opened and closed):
        return [pattern]
    return [f"{before}{word}{behind}" for word in inside.split(",")][:50]
