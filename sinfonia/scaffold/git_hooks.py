"""Native git hooks: installed, refreshed, and taken away again so that what was there before is back.

Every state comes from the files themselves, so that a second run finds what the first one left and a run
after another program's `install` mends what that one moved.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.git.settings import git_settings, hooks_folder
from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold import hook_file
from sinfonia.scaffold.hook_file import CHAINED, COMMIT_HOOKS, SERVER_HOOKS
from sinfonia.scaffold.hook_plan import Action, Found, Place, to_install, to_uninstall
from sinfonia.scaffold.hook_runners import Runner, calls_us, covers, is_husky, needs_its_name, runner_of
from sinfonia.scaffold.hook_steps import cannot, make_folder, read_file, take

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.scaffold.hook_plan import Plan

_PUT_ASIDE = (".legacy", ".old")  # what pre-commit and prek, and lefthook, append to the name of a file they move
_STATE = "sinfonia"
_MADE = "made-hooks-folder"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one hook: its name, the absolute path of its file, and what to know and do."""

    name: str
    path: str
    action: Action
    note: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did, or would do: hooks in git's order, further steps for the user, whether nothing is left."""

    rows: tuple[Row, ...]
    next_steps: tuple[str, ...] = ()
    note: str = ""
    complete: bool = True
    state: tuple[str, ...] = ()


def install(
    repo: Repository, environ: Mapping[str, str], names: tuple[str, ...] = COMMIT_HOOKS, *, dry_run: bool = False
) -> Outcome:
    """Write the hooks of these moments; raises `SinfoniaError` when the system refuses.

    Where git runs hooks from outside of its own directory nothing is written and `complete` is false.
    """
    folder = _folder(repo, environ)
    if not _inside(repo, folder):
        return _by_hand(repo, folder, names)
    if not hook_file.this_interpreter():
        raise SinfoniaError("this interpreter does not know its own path", hint="run Sinfonia from a normal install")
    texts = {name: _text(name) for name in names}
    if os.path.lexists(folder) and not os.path.isdir(folder):
        make_folder(folder)  # says what is wrong
    found = [_find(folder, name, texts[name], repo.root) for name in names]
    plans = [to_install(one) for one in found]
    if not dry_run:
        made = make_folder(folder)
        _take_all(folder, plans, names, texts)
        if made:
            _note_folder(repo)
    steps = tuple(dict.fromkeys(filter(None, (plan.fix for plan in plans)))) + _lefthook_advice(found)
    return Outcome(
        _rows(folder, names, plans), steps, complete=all(plan.action is not Action.BLOCKED for plan in plans)
    )


def uninstall(repo: Repository, environ: Mapping[str, str], *, dry_run: bool = False) -> Outcome:
    """Take our hooks away, put the chained ones back, and delete our state in the git directory."""
    names = COMMIT_HOOKS + SERVER_HOOKS
    configured = _folder(repo, environ)
    own = os.path.join(repo.common_dir, "hooks")
    folders = [folder for folder in dict.fromkeys((configured, own)) if _inside(repo, folder)]
    rows: list[Row] = []
    steps: list[str] = []
    for folder in filter(os.path.isdir, folders):
        plans = [to_uninstall(_find(folder, name, b"", repo.root, strict=False)) for name in names]
        if not dry_run:
            _take_all(folder, plans, names, {})
        rows += [row for row in _rows(folder, names, plans) if row.action is not Action.ABSENT]
        steps += [plan.fix for plan in plans if plan.fix]
    if configured not in folders:
        rest = [row for row in _outside(configured, names) if row.action is Action.UNCHANGED]
        rows += [replace(row, action=Action.BY_HAND, note="calls sinfonia-hook") for row in rest]
        steps += [f"take the line with sinfonia-hook out of {shown(row.path)}" for row in rest]
    state = _state_folders(repo)
    if not dry_run:
        _forget(repo, own, state)
    complete = all(row.action not in {Action.EDITED, Action.BLOCKED} for row in rows)
    return Outcome(tuple(rows), tuple(dict.fromkeys(steps)), complete=complete, state=state)


def _folder(repo: Repository, environ: Mapping[str, str]) -> str:
    repo.git("rev-parse", "--git-dir")  # a repository that git will not open is said so here
    return hooks_folder(repo, git_settings(repo, environ))


def _inside(repo: Repository, folder: str) -> bool:
    """Tell whether a folder is in the git directory, links followed: what is elsewhere serves others too."""
    place = os.path.realpath(folder)
    return any(
        place.startswith(os.path.realpath(home).rstrip(os.sep) + os.sep) for home in (repo.common_dir, repo.git_dir)
    )


def _text(name: str) -> bytes:
    return hook_file.hook_text(name, hook_file.this_interpreter(), hook_file.this_package())


def _find(folder: str, name: str, text: bytes, root: str, *, strict: bool = True) -> Found:
    """Look at one moment; without `strict` a runner's broken configuration counts as one that does not call us."""
    path = os.path.join(folder, name)
    place, data = _look(path)
    beside, older = _look(path + CHAINED)
    aside = tuple(ending for ending in _PUT_ASIDE if _look(path + ending)[0] is Place.OURS)
    chained = beside is not Place.ABSENT
    # Under our own file it is the chained one that may call us too.
    there, runner = (
        (older, runner_of(older, name) if chained else None)
        if place is Place.OURS
        else (data, runner_of(data, name) if place is Place.FOREIGN else None)
    )
    if place is Place.FOREIGN and hook_file.is_ours(data):
        runner = Runner.ITSELF  # a link to one of our files
    try:
        covered = runner is not None and covers(runner, there, root, name)
    except SinfoniaError:
        if strict:
            raise
        covered = False
    return Found(
        name,
        place,
        current=place is Place.OURS and data == text and os.access(path, os.X_OK),
        chained=chained,
        superseded=chained and place is Place.FOREIGN and _superseded(older, data, name),
        runner=runner,
        covered=covered,
        put_aside=aside,
        fixed_name=place is Place.FOREIGN and needs_its_name(data),
    )


def _look(path: str) -> tuple[Place, bytes]:
    if not os.path.lexists(path):
        return Place.ABSENT, b""
    data = read_file(path)
    if data is None:
        return Place.ODD, b""
    if os.path.islink(path) or not hook_file.is_ours(data):
        return Place.FOREIGN, data
    return (Place.OURS if hook_file.is_sealed(data) else Place.EDITED), data


def _superseded(older: bytes, newer: bytes, name: str) -> bool:
    runner = runner_of(older, name)
    return older == newer or (runner not in {None, Runner.ITSELF} and runner is runner_of(newer, name))


def _take_all(folder: str, plans: list[Plan], names: tuple[str, ...], texts: Mapping[str, bytes]) -> None:
    for name, plan in zip(names, plans, strict=True):
        for step in plan.steps:
            take(step, folder, texts.get(name, b""))


def _rows(folder: str, names: tuple[str, ...], plans: list[Plan]) -> tuple[Row, ...]:
    return tuple(
        Row(name, os.path.join(folder, name), plan.action, plan.note, plan.fix)
        for name, plan in zip(names, plans, strict=True)
    )


def _lefthook_advice(found: list[Found]) -> tuple[str, ...]:
    """Say that lefthook writes its files anew, over ours, whenever its configuration changes (seen with 2.2)."""
    if any(one.runner is Runner.LEFTHOOK and not one.covered for one in found):
        return ("call sinfonia-hook in lefthook.yml: lefthook writes its hook files anew when that changes, over ours",)
    return ()


def _by_hand(repo: Repository, folder: str, names: tuple[str, ...]) -> Outcome:
    """Say which line to add to which file of a hooks folder that is not the repository's own."""
    rows = _outside(folder, names)
    husky = is_husky(folder)
    steps = []
    for row in rows:
        if row.action is Action.BY_HAND:
            new = "" if husky or os.path.exists(row.path) else " (a new executable file that begins with #!/bin/sh)"
            steps.append(f'{_short(repo, row.path)}{new}: sinfonia-hook {row.name} "$@" || exit $?')
    reads = next((row for row in rows if row.name == "pre-push" and os.path.exists(row.path)), None)
    if reads is not None and reads.action is Action.BY_HAND:
        steps.append("in pre-push what is pushed comes once, on standard input: a second reader needs a copy")
    why = "a link leads there" if os.path.islink(folder) else "core.hooksPath says so"
    note = f"git runs hooks from `{shown(folder)}`, outside of the git directory ({why}): nothing is written there"
    return Outcome(rows, tuple(steps), note=note, complete=not steps)


def _outside(folder: str, names: tuple[str, ...]) -> tuple[Row, ...]:
    home = os.path.dirname(folder) if is_husky(folder) else folder

    def row(name: str) -> Row:
        path = os.path.join(home, name)
        try:
            data = read_file(path) or b""
        except SinfoniaError:
            data = b""
        there = calls_us(data.decode("utf-8", "replace"), name) or hook_file.is_ours(data)
        return Row(name, path, Action.UNCHANGED if there else Action.BY_HAND)

    return tuple(map(row, names))


def _short(repo: Repository, path: str) -> str:
    inside = repo.root and path.startswith(repo.root.rstrip(os.sep) + os.sep)
    return shown(os.path.relpath(path, repo.root) if inside else path)


def _note_folder(repo: Repository) -> None:
    """Remember that there was no hooks folder; where that cannot be written, an empty folder stays behind."""
    state = os.path.join(repo.common_dir, _STATE)
    with contextlib.suppress(OSError):
        os.makedirs(state, mode=0o700, exist_ok=True)
        with open(os.path.join(state, _MADE), "wb"):
            pass


def _state_folders(repo: Repository) -> tuple[str, ...]:
    """List the folders where the hooks keep marks and caches: the common one and that of each worktree."""
    trees = os.path.join(repo.common_dir, "worktrees")
    try:
        others = [os.path.join(trees, name) for name in sorted(os.listdir(trees))]
    except OSError:
        others = []
    homes = dict.fromkeys((repo.common_dir, repo.git_dir, *others))
    folders = (os.path.join(home, _STATE) for home in homes)
    return tuple(folder for folder in folders if os.path.isdir(folder) and not os.path.islink(folder))


def _forget(repo: Repository, hooks: str, state: tuple[str, ...]) -> None:
    made = os.path.exists(os.path.join(repo.common_dir, _STATE, _MADE))

    def fail(_: Callable[..., object], path: str, about: tuple[type[BaseException], BaseException, object]) -> None:
        if isinstance(about[1], OSError):
            raise cannot("remove", path, about[1])

    for folder in state:
        shutil.rmtree(folder, onerror=fail)
    if made:
        with contextlib.suppress(OSError):  # not empty: someone else uses it by now
            os.rmdir(hooks)
