"""Which project a call belongs to, and which file a path means."""

from __future__ import annotations

import os

from sinfonia.errors import SinfoniaError
from sinfonia.git.environment import scrubbed
from sinfonia.git.repo import Repository, discover

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Project:
    """The project of a call: its repository, and `found` False where there is none and `repo` stands for a folder."""

    __slots__ = ("cwd", "found", "home", "repo", "roots")

    def __init__(self, repo: Repository, cwd: str, home: str, *, found: bool) -> None:
        self.repo = repo
        self.cwd = cwd
        self.home = home
        self.found = found
        self.roots = tuple(dict.fromkeys((repo.root, os.path.realpath(repo.root)))) if repo.root else ()

    def below(self, path: str) -> str | None:
        """Give an absolute path from the project's root with `/`, None where it lies elsewhere."""
        for root in self.roots:
            size = len(root.rstrip(os.sep))
            if path == root:
                return ""
            if path[size : size + 1] == os.sep and _is_same(path[:size], root.rstrip(os.sep)):
                return path[size + 1 :].replace(os.sep, "/")
        for folder in dict.fromkeys((self.repo.git_dir, self.repo.common_dir)):
            if folder and (path == folder or path.startswith(folder + os.sep)):
                return ".git" + path[len(folder) :].replace(os.sep, "/")
        return None


def _is_same(folder: str, root: str) -> bool:
    """Compare two folders, also as a file system does that knows no case."""
    if folder == root:
        return True
    try:
        return folder.lower() == root.lower() and os.path.samefile(folder, root)
    except (OSError, ValueError):
        return False


class Place:
    """A file that a path means.

    `names` are its names for the rules: as written, and where links lead, each from the root where it lies inside
    and else absolute. `file` is where it is on disk, `own` tells that it belongs to the project's tree.
    """

    __slots__ = ("file", "names", "own")

    def __init__(self, file: str, names: tuple[str, ...], *, own: bool) -> None:
        self.file = file
        self.names = names
        self.own = own

    @property
    def name(self) -> str:
        """Give the name of the file itself, behind every link."""
        return self.names[-1]


def project_of(cwd: str, given: str, environ: Mapping[str, str]) -> Project:
    """Find the project: around the folder that the host names, the call's own, then ours.

    A call that runs in another worktree of the same repository belongs to that worktree. Without any repository
    the call's folder is judged by the user's own configuration and the defaults.
    """
    home = environ.get("HOME") or environ.get("USERPROFILE") or ""
    known = os.path.isdir(cwd)
    here = os.path.abspath(cwd) if known else _working_folder()
    repo = _around((given, here), environ)
    stays = here if known else cwd or here
    if repo is None:
        empty = Repository(here, "", "", scrubbed(environ))
        return Project(empty, stays, home, found=False)
    return Project(_worktree(repo, here, environ), stays, home, found=True)


def worktree_of(project: Project, path: str, environ: Mapping[str, str]) -> Project:
    """Give the project as the worktree sees it in which a file lies; without a project that of the file itself."""
    if not project.found:
        repo = _around((_existing(os.path.dirname(_on_disk(path, project))),), environ)
        return project if repo is None else Project(repo, project.cwd, project.home, found=True)
    repo = _worktree(project.repo, os.path.dirname(_on_disk(path, project)), environ)
    return project if repo is project.repo else Project(repo, project.cwd, project.home, found=True)


def place_of(path: str, project: Project) -> Place:
    """Find what a path means, relative to the call's folder; a Windows path where this is no Windows too."""
    file = _on_disk(path, project)
    try:
        real = os.path.realpath(file)
    except (OSError, ValueError):  # a loop of links, a NUL
        real = file
    written, meant = (project.below(name) for name in (os.path.normpath(file), real))
    names = (written if written is not None else _as_written(path, file), meant if meant is not None else real)
    own = meant is not None and project.found and not _is_foreign(real, project)
    return Place(real, tuple(dict.fromkeys(name for name in names if name)) or (".",), own=own)


def _on_disk(path: str, project: Project) -> str:
    if path.startswith("file:/"):
        from urllib.parse import unquote

        path = "/" + unquote(path[len("file:") :]).lstrip("/")
    if path.startswith("~/") and project.home:
        path = project.home + path[1:]
    elif "\\" in path and os.sep == "/" and not os.path.lexists(os.path.join(project.cwd, path.replace("\0", ""))):
        path = _from_windows(path, project.cwd)
    return os.path.join(project.cwd, path)


def _from_windows(path: str, cwd: str) -> str:
    r"""Read `src\a.py` and `C:\project\src\a.py`, the latter against a folder of Windows or its mount."""
    path = path.replace("\\", "/")
    if path[1:2] != ":":
        return path
    below = cwd.replace("\\", "/").rstrip("/") + "/"
    if path.lower().startswith(below.lower()):
        return path[len(below) :]
    mounts = (f"/mnt/{path[0].lower()}{path[2:]}", f"/{path[0].lower()}{path[2:]}")
    return next((mount for mount in mounts if os.path.lexists(os.path.dirname(mount))), path)


def _as_written(path: str, file: str) -> str:
    """Give an outside path as the tables of secret places know it: home variables, drives and URLs stay."""
    return path if path[:1] in ("~", "$", "%", "\\") or ":" in path else file


def _is_foreign(file: str, project: Project) -> bool:
    """Tell whether another repository, a submodule or a nested clone, lies between the root and the file."""
    folder = os.path.dirname(file)
    while project.below(folder):
        if os.path.lexists(os.path.join(folder, ".git")):
            return True
        folder = os.path.dirname(folder)
    return False


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "/"  # it is gone; the host's folder may still name the project


def _around(folders: Iterable[str], environ: Mapping[str, str]) -> Repository | None:
    outer = {key: value for key, value in environ.items() if not key.startswith("GIT_") or key.startswith("GIT_CONFIG")}
    for folder in folders:
        if folder and os.path.isdir(folder):
            try:
                repo = discover(folder, outer)  # git's own variables speak of another command than this call
            except SinfoniaError:
                continue
            if repo.root:
                return repo
    return None


def _existing(folder: str) -> str:
    """Give the folder, or the nearest one above it that exists, "" for none."""
    while folder and not os.path.isdir(folder):
        folder = os.path.dirname(folder) if os.path.dirname(folder) != folder else ""
    return folder


def _worktree(repo: Repository, folder: str, environ: Mapping[str, str]) -> Repository:
    other = _around((_existing(folder),), environ)
    if other is None or os.path.realpath(other.common_dir) != os.path.realpath(repo.common_dir):
        return repo
    return repo if other.root == repo.root else other
