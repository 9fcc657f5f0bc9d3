"""After the files: the hooks act. One kind for a moment: the runner's where there is one, else native."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from sinfonia.bounded import run_bounded
from sinfonia.git.environment import own_settings
from sinfonia.git.settings import git_settings, hooks_folder
from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold import git_hooks, init_pre_commit
from sinfonia.scaffold.detect import PRE_COMMIT_FILE, HookRunner, hooks_path
from sinfonia.scaffold.hook_runners import Runner, is_husky, runner_of
from sinfonia.scaffold.hook_steps import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sinfonia.git.repo import Repository
    from sinfonia.scaffold.git_hooks import Outcome

_LISTED = "pre-commit-stages"  # in our folder of the git directory: what we asked pre-commit to install
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Installed:
    """What became of the hooks; `problems` are sentences about what is still to be done."""

    outcome: Outcome
    problems: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


def activate(repo: Repository, environ: Mapping[str, str], runner: HookRunner) -> Installed:
    """Let the runner install its hooks, then write the native ones for the moments that it does not cover.

    When that ends half-way, what pre-commit installed for us is taken away again.
    """
    by_pre_commit = runner is HookRunner.PRE_COMMIT and not hooks_path(repo, environ)
    stages = _missing(repo, environ) if by_pre_commit else ()
    try:
        return _activate(repo, environ, runner, stages)
    except BaseException:
        _pre_commit(repo, environ, "uninstall", _by_pre_commit(repo, environ, stages))
        raise


def _activate(repo: Repository, environ: Mapping[str, str], runner: HookRunner, stages: tuple[str, ...]) -> Installed:
    problems: list[str] = []
    steps: list[str] = []
    match runner:
        case HookRunner.PRE_COMMIT if stages:
            problems += _pre_commit(repo, environ, "install", stages)
            _remember(repo, stages)
        case HookRunner.LEFTHOOK:
            lefthook = _lefthook_program(repo, environ)
            if lefthook:
                problems += _run(repo, environ, [lefthook, "install"], "lefthook install")
            else:
                steps.append("lefthook install  (it is not on PATH; until then the native hooks act)")
        case HookRunner.HUSKY if not _husky_acts(repo, environ):
            steps.append("husky is not active in this clone: its install (npm install, pnpm install) switches it on")
        case _:
            pass
    outcome = git_hooks.install(repo, environ)
    # The text of `install` speaks of lines that `init` has written already.
    return Installed(outcome, tuple(problems), (*steps, *outcome.next_steps), stages)


def deactivate(repo: Repository, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Let pre-commit take away the hooks that we had it install; gives what could not be done."""
    try:
        with open(_list_file(repo), encoding="ascii") as file:
            listed = tuple(file.read().split())
    except OSError:
        return ()
    return _pre_commit(repo, environ, "uninstall", _by_pre_commit(repo, environ, listed))


def _by_pre_commit(repo: Repository, environ: Mapping[str, str], stages: Sequence[str]) -> tuple[str, ...]:
    folder = hooks_folder(repo, git_settings(repo, environ))
    return tuple(stage for stage in stages if _runner_at(folder, stage) is Runner.PRE_COMMIT)


def _missing(repo: Repository, environ: Mapping[str, str]) -> tuple[str, ...]:
    """List the moments that the configuration has for us and no hook of pre-commit or prek serves."""
    try:
        with open(os.path.join(repo.root, PRE_COMMIT_FILE), encoding="utf-8") as file:
            configured = init_pre_commit.stages(file.read())
    except OSError:
        return ()
    folder = hooks_folder(repo, git_settings(repo, environ))
    return tuple(m for m in configured if _runner_at(folder, m) not in {Runner.PRE_COMMIT, Runner.PREK})


def _runner_at(folder: str, moment: str) -> Runner | None:
    data = read_file(os.path.join(folder, moment))
    return runner_of(data, moment) if data else None


def _pre_commit(repo: Repository, environ: Mapping[str, str], verb: str, stages: Sequence[str]) -> tuple[str, ...]:
    if not stages:
        return ()
    found = shutil.which("pre-commit", path=environ.get("PATH"))
    program = [found] if found else [sys.executable, "-m", "pre_commit"]
    types = [word for stage in stages for word in ("-t", stage)]
    return _run(repo, environ, [*program, verb, *types], f"pre-commit {verb} {' '.join(types)}")


def _lefthook_program(repo: Repository, environ: Mapping[str, str]) -> str:
    own = os.path.join(repo.root, "node_modules", ".bin")
    return shutil.which("lefthook", path=f"{own}{os.pathsep}{environ.get('PATH', '')}") or ""


def _run(repo: Repository, environ: Mapping[str, str], args: list[str], told: str) -> tuple[str, ...]:
    done = run_bounded(args, cwd=repo.root, env=own_settings(environ), timeout=_PATIENCE)
    if not done.code:
        return ()
    said = done.output.decode("utf-8", "replace").strip().splitlines()
    return (f"`{told}` ended with code {done.code}" + (f": {said[-1]}" if said else ""),)


def _husky_acts(repo: Repository, environ: Mapping[str, str]) -> bool:
    folder = hooks_folder(repo, git_settings(repo, environ))
    return is_husky(folder) or os.path.basename(folder) == ".husky"


def _remember(repo: Repository, stages: tuple[str, ...]) -> None:
    """Note the stages in the git directory: they are this clone's; without the note `uninstall` leaves them."""
    if not stages:
        return
    path = _list_file(repo)
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "a", encoding="ascii") as file:
            file.write("".join(f"{stage}\n" for stage in stages))


def _list_file(repo: Repository) -> str:
    return os.path.join(repo.common_dir, "sinfonia", _LISTED)
