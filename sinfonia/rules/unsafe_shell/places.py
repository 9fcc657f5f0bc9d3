"""What a path is, seen from the project: its root, git's own files, a home, the system, a scratch folder."""

from __future__ import annotations

from sinfonia.shell.scope import normal
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.word import Word

    Kind = Literal[
        "root", "home", "system", "git", "project", "inside", "scratch", "outside", "unknown", "variable", "input"
    ]

SYSTEM = frozenset(
    [
        "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "media", "mnt", "opt", "proc", "root", "run",
        "sbin", "srv", "sys", "usr", "var", "Applications", "Library", "System", "Users", "Volumes", "private",
        "cores",
    ]
)  # fmt: skip
_system_below = frozenset(
    ("usr", "var", "etc", "boot", "lib", "lib64", "bin", "sbin", "sys", "proc", "System", "Library", "dev")
)
_scratch = ("/tmp", "/var/tmp", "/private/tmp", "/private/var/tmp")  # noqa: S108 - a folder that commands name
CORE_OF_GIT = frozenset(
    ("objects", "refs", "logs", "hooks", "packed-refs", "worktrees", "HEAD", "config", "modules", "info")
)


def kind_of(word: Word, cwd: str, place: Place) -> Kind:
    """Tell what a word names for a command that runs in `cwd` ("" when that is not known)."""
    text = word.text
    if HOLE in text:
        before = text[: text.index(HOLE)]
        if not before.strip("./") or "/" not in before:
            whole = text.removeprefix("./").strip("/") == HOLE
            return "input" if "input" in word.taint and whole else "variable"
        text = before + "x"
    if text[:1] == "~":
        name, _, rest = text[1:].partition("/")
        text = f"{place.home}/{rest}" if not name else f"{place.home.rpartition('/')[0]}/{name}/{rest}"
    relative = text[:1] != "/"
    if relative:
        if not cwd:
            return _relative(text, word, place)
        text = f"{cwd}/{text}"
    return _absolute(normal(text), word, place)


def _relative(text: str, word: Word, place: Place) -> Kind:
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if parts[:1] == [".git"] and (len(parts) < 2 or parts[1] in CORE_OF_GIT or "*" in parts[1]):
        return "git"
    if not place.known:
        return "inside" if parts or word.glob else "variable"
    return "unknown"


def _absolute(path: str, word: Word, place: Place) -> Kind:  # noqa: C901, PLR0911 - one case a form
    parts = path.strip("/").split("/") if path != "/" else []
    swept_up = word.glob or "glob" in word.taint
    while parts and swept_up and parts[-1].strip("*.?") == "" and parts[-1] not in (".", ".."):
        parts.pop()  # `x/*` is what is in x
    swept = "/" + "/".join(parts)
    if not parts:
        return "root"
    if swept_up:
        parts = [".git" if _may_be_git(part) else part for part in parts]
    in_git = _git(parts, path, place)
    if in_git:
        return in_git
    if place.root != "/" and (swept == place.root or place.root.startswith(swept + "/")):
        return "home" if swept == place.home else "project" if swept == place.root else _above(parts)
    if place.root != "/" and path.startswith(place.root + "/"):
        return "inside"
    if swept == place.home:
        return "home"
    if any(swept.startswith(folder + "/") or (path != swept and swept == folder) for folder in _scratch):
        return "scratch"
    if len(parts) == 1 and not word.glob and any(char in parts[0] for char in "?*["):
        return "inside"  # a quoted pattern names itself, and nothing is called so
    if len(parts) == 1:
        from fnmatch import fnmatchcase

        if parts[0] in SYSTEM or (word.glob and any(fnmatchcase(name, parts[0]) for name in SYSTEM)):
            return "system"
        return "outside"
    if parts[0] in ("home", "Users") and len(parts) == 2:
        return "home"
    return "system" if parts[0] in _system_below else "outside"


def _may_be_git(part: str) -> bool:
    from fnmatch import fnmatchcase

    return part[:1] in ".[?" and any(char in part for char in "?*[") and fnmatchcase(".git", part)


def _above(parts: list[str]) -> Kind:
    return "system" if len(parts) == 1 and parts[0] in SYSTEM else "project"


def _git(parts: list[str], path: str, place: Place) -> Kind | None:
    for index, part in enumerate(parts):
        if part == ".git" or part.endswith(".git"):
            below = parts[index + 1 : index + 2]
            if not below:
                mine = "/" + "/".join(parts[: index + 1]) == f"{place.root}/.git"
                return "git" if mine else None
            name = below[0]
            if (name == "hooks" and path.endswith(".sample")) or (path.endswith(".lock") and "*" not in path):
                return "inside"  # a lock that a killed git left behind is for people to remove: git(1) says so itself
            if name in CORE_OF_GIT or name[0] in "{*":
                return "git"
            return "inside" if path.startswith(place.root + "/") else None
    return None
