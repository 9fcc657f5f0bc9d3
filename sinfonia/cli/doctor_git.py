"""The hooks of git, the configuration and what is compiled of it, and the programs that we need."""

from __future__ import annotations

import os
import re
import shutil
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
    known = cache.read(repo.common_dir, tuple(inputs)) if inputs else None
    if known is not None and known != compiled:
        path = cache.path_of(repo.common_dir)
        yield Row("configuration", "problem", f"{path} is not what the configuration says", f"rm '{path}'")
        return
    for more in compiled[3]:
        yield Row("configuration", "warning", more)
    what = ", ".join(compiled[2]) or "the defaults"
    yield Row("configuration", "ok", f"the policy is that of {what}" + ("; its cache is right" if known else ""))


def _hooks(repo: Repository, environ: Mapping[str, str]) -> Iterator[Row]:
    try:
        outcome = git_hooks.install(repo, environ, dry_run=True)
    except SinfoniaError as error:
        yield Row("git hooks", "problem", error.message, error.hint)
        return
    if outcome.note:
        yield Row("git hooks", "warning", outcome.note, outcome.next_steps[0] if outcome.next_steps else "")
        return
    missing = [row for row in outcome.rows if row.action not in _THERE]
    if not missing:
        yield Row("git hooks", "ok", "every hook of git calls Sinfonia")
    elif len(missing) == len(outcome.rows):
        yield Row(
            "git hooks", "problem", "no hook of git calls Sinfonia: nothing is judged at a commit", "sinfonia install"
        )
    else:
        names = ", ".join(row.name for row in missing)
        yield Row(
            "git hooks", "warning", f"not installed, or not as this version writes them: {names}", "sinfonia install"
        )


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
