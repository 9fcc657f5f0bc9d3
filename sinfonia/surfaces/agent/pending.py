"""What a working tree holds that the branch's base does not: commits of the branch, changed and untracked files."""

from __future__ import annotations

import os

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git.changes import Started
from sinfonia.git.repo import git_error
from sinfonia.model.change import EXECUTABLE, REGULAR, SYMLINK, Change
from sinfonia.surfaces.agent.contents import contents
from sinfonia.surfaces.branch import branch_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository

_HERE = "tree:"  # before a path in place of an object id: the bytes are those on disk


class _Blobs:
    """Reads from disk what is not in the object database."""

    __slots__ = ("_objects", "_root")

    def __init__(self, root: str, objects: ObjectReader) -> None:
        self._root = root
        self._objects = objects

    def read(self, oid: str) -> bytes:
        """Give the bytes of a file or an object; raises `NotJudgedError`."""
        if not oid.startswith(_HERE):
            return self._objects.read(oid)
        data = contents(os.path.join(self._root, oid[len(_HERE) :]))
        if data is None:
            raise NotJudgedError("the file is gone")
        return data


def pending(repo: Repository, objects: ObjectReader, base: str | None) -> tuple[Change, ...]:
    """List what the branch and its working tree change, untracked files that are not ignored included."""
    blobs = _Blobs(repo.root, objects)
    found = {change.path: change for change in branch_changes(repo, objects, base)}
    for change in (*_changed(repo, blobs), *_untracked(repo, blobs)):
        before = found.get(change.path)
        found[change.path] = change if before is None else _joined(before, change, blobs)
    return tuple(found.values())


def _changed(repo: Repository, blobs: _Blobs) -> list[Change]:
    """List tracked files whose bytes on disk are not those of HEAD, staged or not."""
    against = "HEAD" if repo.has_head() else repo.empty_tree()
    reading = Started(repo, against, text=False, cached=False).read(blobs)
    if reading is None:
        code, _, errors = repo.try_git("diff-index", "--quiet", against, "--")
        raise git_error(("diff-index",), code, errors)
    changes = [_on_disk(change, blobs) for change in reading.listing.changes]
    reading.close()
    return changes


def _on_disk(change: Change, blobs: _Blobs) -> Change:
    """Let a changed file be read from disk: git gives no id for it."""
    if not change.new_mode:
        return change
    return _change(change, change, blobs, _HERE + change.path)


def _untracked(repo: Repository, blobs: _Blobs) -> list[Change]:
    code, printed, errors = repo.try_git("ls-files", "-z", "--others", "--exclude-standard")
    if code:
        raise git_error(("ls-files",), code, errors)
    names = (name for name in printed.decode("utf-8", "surrogateescape").split("\0") if name and name[-1] != "/")
    return [
        Change(name, "A", new_mode=_mode(os.path.join(repo.root, name)), new_id=_HERE + name, blobs=blobs)
        for name in names
    ]


def _mode(file: str) -> int:
    try:
        mode = os.lstat(file).st_mode
    except OSError:
        return 0
    return SYMLINK if mode & 0o170000 == SYMLINK else EXECUTABLE if mode & 0o100 else REGULAR


def _joined(first: Change, then: Change, blobs: _Blobs) -> Change:
    return _change(first, then, blobs, then.new_id)


def _change(first: Change, then: Change, blobs: _Blobs, new_id: str) -> Change:
    """Make one change of two that follow each other."""
    return Change(
        then.path,
        "D" if not then.new_mode else "M" if first.old_mode else "A",
        old_mode=first.old_mode,
        new_mode=then.new_mode,
        old_id=first.old_id,
        new_id=new_id,
        blobs=blobs,
    )


def committed(objects: ObjectReader, path: str, data: bytes) -> bool:
    """Tell whether the last commit has a file with exactly these bytes."""
    if "\n" in path:
        return False
    try:
        kind, known = objects.read_object(f"HEAD:{path}")
    except (NotJudgedError, GitError):
        return False
    return kind == "blob" and known == data
