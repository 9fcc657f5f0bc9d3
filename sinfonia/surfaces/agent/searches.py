"""Which secret files of the tree at hand a command's search would show lines of."""

from __future__ import annotations

import os

from sinfonia.errors import NotJudgedError
from sinfonia.model.access import Access
from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.secret_searches import search_of
from sinfonia.surfaces.agent.contents import contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.event import Event
    from sinfonia.rules.secret_searches import Search
    from sinfonia.shell.command import Command
    from sinfonia.surfaces.agent.places import Project
    from sinfonia.surfaces.setup import Setup

_WORDS = ("grep", "rg", "ag ", "find")
_FOREIGN = frozenset((".git", "node_modules", ".venv", "venv", "__pycache__", "site-packages"))
_TESTS = frozenset(("fixtures", "testdata", "__fixtures__"))
_MOST = 20_000  # names that are looked at for one search
_LARGEST = 1 << 20


def at_hand(event: Event, project: Project, setup: Setup) -> list[Access]:
    """Give what the tree at hand tells of an event's command: where its links lead, and what it would show lines of."""
    from sinfonia.surfaces.agent.accesses import linked

    command = event.command or ""
    return linked(command, project, setup) + searched_by(event, project, setup)


def searched_by(event: Event, project: Project, setup: Setup) -> list[Access]:
    """Give the trees that an event's command searches, and the secret files of which it would show a line."""
    if event.command is None or not any(word in event.command for word in _WORDS):
        return []
    from sinfonia.rules.command_analysis import analysed

    return searched(analysed(event)[0], project, setup)


def searched(command: Command, project: Project, setup: Setup) -> list[Access]:
    """Give the trees that a command searches, and the secret files of which it would show a line."""
    found: dict[str, Access] = {}
    for simple in command.simples:
        search = search_of(simple)
        if search is None:
            continue
        for folder in search.folders:
            path = os.path.normpath(os.path.join(simple.cwd or project.cwd, os.path.expanduser(folder)))
            if not os.path.isdir(path):
                continue
            inside = project.below(path)
            if inside is None:
                found.setdefault(path, Access(path, "tree"))
            elif project.found:
                for name in _shown(search, path, inside, project, setup):
                    found.setdefault(name, _access(name, project))
    return list(found.values())


def _shown(search: Search, top: str, inside: str, project: Project, setup: Setup) -> Iterator[str]:
    """Yield the paths, from the root, of secret files that hold a line for which is searched."""
    from sinfonia.surfaces.agent.pending import committed

    names = [f"{inside}/{name}" if inside else name for name in _secret_names(search, top)]
    if names and not search.ignored:
        names = _not_ignored(names, project)
    for name in names:
        try:
            data = contents(os.path.join(project.repo.root, name))
        except NotJudgedError:
            continue
        if data and search.finds(data[:_LARGEST]) and not committed(setup.objects, name, data):
            yield name


def _secret_names(search: Search, top: str) -> list[str]:
    found = []
    seen = 0
    for where, folders, files in os.walk(top):
        folders[:] = [
            name
            for name in folders
            if name not in _FOREIGN and name not in _TESTS and search.enters(name) and (search.hidden or name[0] != ".")
        ]
        seen += len(files) + len(folders)
        below = os.path.relpath(where, top).replace(os.sep, "/")
        for name in files:
            path = name if below == "." else f"{below}/{name}"
            if (search.hidden or name[0] != ".") and judge_path(path).decision == "deny" and search.takes(name):
                found.append(path)
        if seen > _MOST:
            break
    return found


def _not_ignored(names: list[str], project: Project) -> list[str]:
    asked = b"\0".join(os.fsencode(name) for name in names)
    _, printed, _ = project.repo.try_git("check-ignore", "-z", "--stdin", stdin=asked)
    out = {os.fsdecode(name) for name in printed.split(b"\0")}
    return [name for name in names if name not in out]


def _access(name: str, project: Project) -> Access:
    return Access(name, "searched", content=lambda: contents(os.path.join(project.repo.root, name)))
