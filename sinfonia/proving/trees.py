"""Working trees of a commit, made for one run and removed after it."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.git.repo import git_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

    from sinfonia.git.repo import Repository

# No hook runs, nothing is left out, no submodule is fetched.
_SETTINGS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.sparseCheckout=false"),
    *("-c", "submodule.recurse=false"),
    *("-c", "advice.detachedHead=false"),
)
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE")  # of the repository that we judge


class Overlay:
    """Files that replace those of a tree: `present` are taken from `revision`, `absent` are removed."""

    __slots__ = ("absent", "present", "revision")

    def __init__(self, revision: str, present: Sequence[str] = (), absent: Sequence[str] = ()) -> None:
        self.revision = revision
        self.present = tuple(present)
        self.absent = tuple(absent)


@contextmanager
def working_tree(
    repo: Repository, path: str, tree: str, *, commit: str, overlay: Overlay | None = None
) -> Iterator[str]:
    """Give `path` as a linked worktree that holds a tree, with an overlay; raises `GitError`.

    `commit` is what its HEAD says: a tree, the empty one too, need not have a commit.
    """
    env = {key: value for key, value in repo.env.items() if key not in _PLACES}
    try:
        repo.git(*_SETTINGS, "worktree", "add", "--quiet", "--force", "--detach", "--no-checkout", path, commit)
        _git(path, env, "read-tree", "--reset", "-u", tree)
        if overlay is not None:
            _lay_over(path, env, overlay)
        yield path
    finally:
        _remove(path)
        repo.try_git("worktree", "remove", "--force", path)  # what git knows of it


@contextmanager
def ended_by_request() -> Iterator[None]:
    """Let SIGTERM, with which CI ends a job, leave the blocks around it as ^C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _lay_over(path: str, env: Mapping[str, str], overlay: Overlay) -> None:
    for name in overlay.absent:
        with suppress(OSError):
            os.unlink(os.path.join(path, name))
    if overlay.present:
        names = "\0".join(overlay.present).encode("utf-8", "surrogateescape")
        _git(
            path,
            {**env, "GIT_LITERAL_PATHSPECS": "1"},
            "checkout",
            "--quiet",
            "--pathspec-from-file=-",
            "--pathspec-file-nul",
            overlay.revision,
            stdin=names,
        )


def _git(path: str, env: Mapping[str, str], *args: str, stdin: bytes | None = None) -> None:
    code, _, errors = proc.output(["git", "-C", path, *_SETTINGS, *args], env, stdin=stdin)
    if code:
        raise git_error(args, code, errors)


def _remove(path: str) -> None:
    """Remove a folder, also what its tests made read-only."""
    for folder, below, _ in os.walk(path):
        for name in below:
            place = os.path.join(folder, name)
            if not os.path.islink(place):
                with suppress(OSError):
                    os.chmod(place, stat.S_IRWXU)
    shutil.rmtree(path, ignore_errors=True)
