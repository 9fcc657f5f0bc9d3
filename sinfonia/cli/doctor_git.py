"""The hooks of git, the configuration and what is compiled of it, and the programs that we need."""

from __future__ import annotations

import os
import re
import shutil
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia import __version__, proc
from sinfonia.cli.doctor_row import Row
from sinfonia.config import cache, source
from sinfonia.config.merge import compile_inputs
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.scaffold import git_hooks
from sinfonia.scaffold.hook_plan import Action
from sinfonia.surfaces.pass_mark import receipt_holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.cli.doctor_row import State
    from sinfonia.git.repo import Repository

_OLDEST = (2, 30)
_PRE_COMMIT = ".pre-commit-config.yaml"
_THERE = {Action.UNCHANGED, Action.LEFT}
_REV = re.compile(r"-\s+repo:\s*['\"]?(\S*sinfonia\S*?)['\"]?\s*\n\s+rev:\s*['\"]?v?([^'\"\s#]+)")


def git(repo: Repository, environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what is to be said of git and its hooks."""
    code, printed, _ = proc.output(("git", "--version"), environ)
    version = re.search(r"(\d+)\.(\d+)", printed.decode("ascii", "replace"))
    if code or version is None:
        yield Row("git", "problem", "git does not tell its version", "install git")
    elif (int(version[1]), int(version[2])) < _OLDEST:
        yield Row("git", "problem", f"git {version[0]} is too old", "install git 2.30 or newer")
    if repo.root:
        yield from _hooks(repo, environ)
        yield from _pre_commit(repo)


def installation(environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what is to be said of the two programs: the guards and the runners call one of them by name."""
    path = shutil.which("sinfonia-hook", path=environ.get("PATH"))
    if path is None:
        yield Row(
            "sinfonia", "problem", "`sinfonia-hook` is not on the PATH: agents and hook runners cannot call it",
            "python3 -m pip install sinfonia-hooks",
        )  # fmt: skip
        return
    code, printed, _ = proc.output((path, "--version"), environ)
    said = printed.decode("utf-8", "replace").strip().removeprefix("sinfonia/")
    if code or said != __version__:
        message = f"{path} is {shown(said) or 'broken'}, and this is {__version__}"
        yield Row("sinfonia", "problem", message, "python3 -m pip install --upgrade sinfonia-hooks")
    else:
        yield Row("sinfonia", "ok", f"sinfonia-hook {said} is on the PATH")


def policy(repo: Repository, environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what is to be said of the configuration; what is compiled of it is compiled again and compared."""
    inputs = list(source.repository(repo.root, None)) if repo.root else []
    own, note = source.personal(environ)
    if note:
        yield Row("configuration", "warning", note)
    inputs += [own] if own else []
    try:
        compiled = compile_inputs(tuple(inputs))
    except SinfoniaError as error:
        yield Row("configuration", "problem", f"{error.message}: everything is refused", error.hint)
        return
    if not inputs and (gone := _gone(repo)):
        yield gone
        return
    known = cache.read(repo.common_dir, tuple(inputs)) if inputs else None
    if known is not None and known != compiled:
        path = cache.path_of(repo.common_dir)
        yield Row("configuration", "problem", f"{path} is not what the configuration says", f"rm '{path}'")
        return
    for more in compiled[3]:
        yield Row("configuration", "warning", more)
    what = ", ".join(compiled[2]) or "the defaults"
    yield Row("configuration", "ok", f"the policy is that of {what}" + ("; its cache is right" if known else ""))


def _gone(repo: Repository) -> Row | None:
    """Say that a configuration is missing that the last commit has."""
    path = source.CONFIG
    if not repo.root or repo.try_git("cat-file", "-e", f"HEAD:{path}")[0]:
        return None
    return Row(
        "configuration", "problem", f"{path} is gone: the defaults judge in its place", f"git checkout -- {path}"
    )


def _hooks(repo: Repository, environ: Mapping[str, str]) -> Iterator[Row]:
    try:
        outcome = git_hooks.install(repo, environ, dry_run=True)
    except SinfoniaError as error:
        yield Row("git hooks", "problem", error.message, error.hint)
        return
    for row in outcome.rows:
        yield from _file(row.path)
    missing = [row for row in outcome.rows if row.action not in _THERE]
    if outcome.note:
        state: State = "problem" if any(row.name == "pre-commit" for row in missing) else "warning"
        yield Row("git hooks", state, outcome.note, _way_back(repo) or next(iter(outcome.next_steps), ""))
    elif not missing:
        yield Row("git hooks", "ok", "every hook of git calls Sinfonia")
    elif any(row.name == "pre-commit" for row in missing):
        who = "no hook of git calls" if len(missing) == len(outcome.rows) else "git's pre-commit hook does not call"
        yield Row("git hooks", "problem", f"{who} Sinfonia: nothing is judged at a commit", "sinfonia install")
    else:
        names = ", ".join(row.name for row in missing)
        yield Row(
            "git hooks", "warning", f"not installed, or not as this version writes them: {names}", "sinfonia install"
        )


def _way_back(repo: Repository) -> str:
    """Give the command that lets git run the hooks of its own folder again, "" where there are none."""
    own = os.path.exists(os.path.join(repo.common_dir, "hooks", "pre-commit"))
    moved = repo.try_git("config", "--local", "--get", "core.hooksPath")[0] == 0
    return "git config --local --unset-all core.hooksPath" if own and moved else ""


def _file(path: str) -> Iterator[Row]:
    """Say what keeps git, or a runner's own file, from running a hook that is there."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return
    if os.name == "posix" and not os.access(path, os.X_OK):
        yield Row("git hooks", "problem", f"{path} is not executable: git passes it over", f"chmod +x {quote(path)}")
    head, sign, _ = data.partition(b"# File generated by pre")
    if sign and any(line.strip() and not line.startswith(b"#") for line in head.split(b"\n")):
        message = f"{path} was changed: something runs in it before the hook runner"
        yield Row("git hooks", "problem", message, "pre-commit install --overwrite")


def _pre_commit(repo: Repository) -> Iterator[Row]:
    try:
        with open(os.path.join(repo.root, _PRE_COMMIT), encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return
    if "sinfonia" not in text:
        yield Row("pre-commit", "warning", f"{_PRE_COMMIT} does not call Sinfonia", "sinfonia install")
        return
    for match in _REV.finditer(text):
        if match[2] != __version__ and re.match(r"\d+\.\d", match[2]):
            message = f"{_PRE_COMMIT} names version {match[2]}, and this is {__version__}"
            yield Row("pre-commit", "warning", message, "pre-commit autoupdate")
    if "sinfonia-commit-msg" in text and not receipt_holds(repo):
        message = "the message hook has not run as it is installed now: a missing test is refused before the message"
        yield Row(
            "pre-commit", "warning", message, "pre-commit install -t commit-msg -t prepare-commit-msg -t pre-push"
        )
