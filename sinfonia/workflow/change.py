"""A change of state, whole or not at all: files, the user's index, branch and tags.

It is noted in a journal first. A failure puts the files back; after a kill the next command does the rest.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow import files, journal
from sinfonia.workflow.commit import Left, StateCommit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.workflow.commit import Committed
    from sinfonia.workflow.journal import Change, NewFile


@dataclass(frozen=True, slots=True)
class Finished:
    """What a killed command had begun and is done now."""

    change: Change
    commit: Committed | Left


def perform(
    repo: Repository,
    environ: Mapping[str, str],
    change: Change,
    judge: Callable[[str, str], None],
    *,
    first: Callable[[], None] = lambda: None,
) -> Committed | Left:
    """Make a change, under the lock; raises `SinfoniaError`, and then everything is as it was.

    `first` is what must have been done before a file is there.
    """
    state = StateCommit(repo, change.folder, environ)
    for file in change.files:
        files.refuse_links(repo.root, file.path)
    if any(not file.before and os.path.lexists(os.path.join(repo.root, file.path)) for file in change.files):
        change = replace(change, refs=state.missing(change.refs))  # a record that is written again
    left = _obstacle(state, change)
    planned = None if left else state.plan({file.path: file.data for file in change.files}, change.message, judge)
    undo: list[Callable[[], None]] = []
    kept: list[str] = []
    folders = _missing_folders(repo.root, change)
    try:
        journal.write(repo, replace(change, branch=current_branch(repo)))
        first()
        for file in change.files:
            _put(repo.root, file, undo, kept)
        done = state.publish(planned, change.refs, judge) if planned else left
        if left:
            state.make_refs(change.refs)
    except Exception:  # whatever failed; an interrupt (^C) may have missed git, and is finished as after a kill
        _take_back(repo, undo, kept, folders)
        raise
    for name in kept:
        files.drop(name)
    journal.clear(repo)
    return done or Left("nothing changed", "git status")


def finish(repo: Repository, environ: Mapping[str, str], judge: Callable[[str, str], None]) -> Finished | None:
    """Do the rest of what a killed command began, under the lock; None where nothing was; raises `SinfoniaError`."""
    files.sweep(repo.git_dir)
    change = journal.read(repo)
    if change is None:
        return None
    for file in change.files:
        files.refuse_links(repo.root, file.path)
        files.sweep(os.path.join(repo.root, os.path.dirname(file.path)))
    if not _is_untouched(repo, change):  # another branch, a reset: what is there now was not ours to change
        journal.clear(repo)
        return None
    state = StateCommit(repo, change.folder, environ)
    for file in change.files:
        path = os.path.join(repo.root, file.path)
        if files.read(path) != file.data:
            files.make_folder(os.path.dirname(path))
            files.replace(path, file.data)
    refs = state.missing(change.refs)
    left = _obstacle(state, change)
    if left:
        state.make_refs(refs)
        journal.clear(repo)
        return Finished(change, left)
    done = state.publish(state.plan({}, change.message, judge), refs, judge)
    journal.clear(repo)
    return Finished(change, done)


def _obstacle(state: StateCommit, change: Change) -> Left | None:
    if not change.commit:
        return Left("the state is not committed", f"git add {change.folder} && git commit")
    return state.obstacle()


def _put(root: str, file: NewFile, undo: list[Callable[[], None]], kept: list[str]) -> None:
    path = os.path.join(root, file.path)
    if not file.before:
        files.make_folder(os.path.dirname(path))
        undo.append(lambda: _forget(path, file.data))
        if not files.create(path, file.data):
            undo.pop()
            if files.read(path) != file.data:  # the same bytes are there when a record is written again
                raise SinfoniaError(f"`{file.path}` exists already", hint="type the command again")
        return
    old = files.read(path)
    if old is None or journal.digest(old) != file.before:
        raise SinfoniaError(f"`{file.path}` was changed by somebody else meanwhile", hint="type the command again")
    second = files.keep(path)
    if second:
        kept.append(second)
    undo.append(lambda: files.put_back(path, second, old))
    files.replace(path, file.data)


def _forget(path: str, data: bytes) -> None:
    if files.read(path) == data:
        files.put_back(path, "", None)


def _take_back(repo: Repository, undo: list[Callable[[], None]], kept: list[str], folders: list[str]) -> None:
    """Put the files back, the newest first; the journal stays where that fails, and the next command goes on."""
    try:
        for step in reversed(undo):
            step()
    except (OSError, SinfoniaError):
        return
    for name in kept:
        files.drop(name)
    journal.clear(repo)
    for folder in folders:
        with suppress(OSError):  # somebody else put a file there
            os.rmdir(folder)


def _missing_folders(root: str, change: Change) -> list[str]:
    """List the folders that the change will make, the deepest first."""
    found = set()
    for file in change.files:
        folder = os.path.dirname(file.path)
        while folder and not os.path.isdir(os.path.join(root, folder)):
            found.add(folder)
            folder = os.path.dirname(folder)
    return [os.path.join(root, folder) for folder in sorted(found, key=len, reverse=True)]


def _is_untouched(repo: Repository, change: Change) -> bool:
    """Tell whether each file is as it was before the change, or as it is after it, on the same branch."""
    if current_branch(repo) != change.branch:
        return False
    for file in change.files:
        data = files.read(os.path.join(repo.root, file.path))
        now = "" if data is None else journal.digest(data)
        if now not in {file.before, journal.digest(file.data)}:
            return False
    return True
