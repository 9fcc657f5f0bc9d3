"""What is about to be written, noted in the git directory: after a kill the next command finishes it.

One file, there only while a change is under way; written whole (see `files`) before the first file of the session is.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from contextlib import suppress
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow import files
from sinfonia.workflow.commit import NewRef

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

NAME = "sinfonia-journal"  # below the git directory of the worktree whose files it is about
_VERSION = 1


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file (path from the root, `/`) as it is to be; `before` is the SHA-256 of what it replaces, "" for nothing."""

    path: str
    data: bytes
    before: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state on a branch: its files in the order in which they are written, its refs, its message.

    `key` tells one request from another: the same command typed again after a kill has the same; "" is like no other.
    """

    folder: str
    files: tuple[NewFile, ...]
    refs: tuple[NewRef, ...]
    message: str
    what: str
    commit: bool = True
    key: str = ""
    branch: str = ""


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def write(repo: Repository, change: Change) -> None:
    """Note a change; raises `SinfoniaError`."""
    import json

    document = {
        "version": _VERSION,
        "folder": change.folder,
        "files": [[file.path, b64encode(file.data).decode("ascii"), file.before] for file in change.files],
        "refs": [[ref.name, ref.oid] for ref in change.refs],
        "message": change.message,
        "what": change.what,
        "commit": change.commit,
        "key": change.key,
        "branch": change.branch,
    }
    files.replace(_place(repo), json.dumps(document).encode("ascii"))


def is_there(repo: Repository) -> bool:
    """Tell whether a change is under way, or was when its process was killed."""
    try:
        return os.stat(_place(repo)).st_size > 0
    except OSError:
        return False


def read(repo: Repository) -> Change | None:
    """Give what a killed process noted, None where there is nothing; call it under the lock; raises `SinfoniaError`."""
    data = files.read(_place(repo))
    if not data:
        return None
    import json

    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            raise SinfoniaError(
                f"`{_place(repo)}` is another version's note of an unfinished change",
                hint="finish with the version of Sinfonia that began it, or remove the file",
            )
        return Change(
            folder=found["folder"],
            files=tuple(NewFile(path, b64decode(text), before) for path, text, before in found["files"]),
            refs=tuple(NewRef(name, oid) for name, oid in found["refs"]),
            message=found["message"],
            what=found["what"],
            commit=found["commit"],
            key=found["key"],
            branch=found["branch"],
        )
    except (ValueError, KeyError, TypeError):
        raise SinfoniaError(
            f"`{_place(repo)}` is damaged", hint="remove it; `git status` shows what was unfinished"
        ) from None


def clear(repo: Repository) -> None:
    """Say that a change is done."""
    place = _place(repo)
    try:
        os.unlink(place)
    except OSError:
        with suppress(OSError):  # where that fails as well the next command finds nothing left to do
            os.truncate(place, 0)


def _place(repo: Repository) -> str:
    return os.path.join(repo.git_dir, NAME)
