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

_MARKS = ("'", '"', "`", ";", "|", "&", "<", ">", "(", ")", "{", "}", "=", ",", "\0")  # beside blanks, around a word
_LONGEST = 4096
_MOST = 200


def accesses(part: Part, project: Project, setup: Setup) -> list[Access]:
    """Give what a reading or searching part looks into: the path, where its links lead, and its pattern."""
    found: list[Access] = []
    if part.path:
        place = place_of(part.path, project)
        kind: Kind = "file"
        if os.path.isdir(place.file):
            kind = "tree" if part.action == "search" else "folder"
        found += [_access(name, kind, place, project, setup) for name in place.names]
    below = part.path.rstrip("/\\")
    patterns = _split(part.text) if part.action == "search" else [part.text]
    found += [
        Access(name if not below or name[0] in "/~$%" else f"{below}/{name}", "pattern")
        for pattern in patterns
        if pattern and pattern[0] != "!"
        for name in _alternatives(pattern)
        if name
    ]
    return found


def linked(command: str, project: Project, setup: Setup) -> list[Access]:
    """Give where the links lead that a command names, and its files whose name alone says too little.

    The rules see the words of a command and no file.
    """
    found: list[Access] = []
    for mark in _MARKS:
        command = command.replace(mark, " ")
    try:
        top = os.path.realpath(project.cwd)
    except (OSError, ValueError):
        return found  # a folder that no system has holds no link
    for word in dict.fromkeys(command.split()):
        if len(word) > _LONGEST:
            continue
        path = project.home + word[1:] if word[:2] == "~/" else os.path.join(top, word)
        if not os.path.lexists(path):
            name = word.partition(":")[2]  # `REVISION:PATH` of git
            if name and os.path.isfile(os.path.join(top, name)) and _is_ambiguous(name, project):
                found.append(_access(name, "named", place_of(name, project), project, setup))
            continue
        place = place_of(word, project)
        if place.file == os.path.normpath(path):
            if _is_ambiguous(word, project):
                found.append(_access(word, "named", place, project, setup))
            continue
        kind: Kind = "folder" if os.path.isdir(place.file) else "file"
        found.append(_access(place.name, kind, place, project, setup))
    return found


def _is_ambiguous(path: str, project: Project) -> bool:
    from sinfonia.rules.secret_names import judge_path

    return judge_path(path, home=project.home).decision == "ambiguous"


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


def _split(patterns: str) -> list[str]:
    """Split a list of patterns at commas and blanks outside of braces, as Claude Code hands them to its search."""
    found, depth = [""], 0
    for char in patterns:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth <= 0 and (char == "," or char.isspace()):
            found.append("")
        else:
            found[-1] += char
    return found


def _alternatives(pattern: str) -> list[str]:
    """Give the patterns that one with braces stands for; raises `NotJudgedError` for more than can be judged."""
    waiting, found = [pattern], list[str]()
    while waiting:
        before, opened, rest = waiting.pop().partition("{")
        inside, closed, behind = rest.partition("}")
        if opened and closed:
            outer, again, last = inside.rpartition("{")  # the innermost group first
            waiting += [f"{before}{opened if again else ''}{outer}{word}{behind}" for word in last.split(",")]
        else:
            found.append(before + opened + rest)
        if len(waiting) + len(found) > _MOST:
            raise NotJudgedError(f"the pattern stands for more than {_MOST} names")
    return found
