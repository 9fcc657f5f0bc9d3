"""What is in a folder before `init`: git, the program that runs its hooks, its forge, its coding agents."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from typing import TYPE_CHECKING

from sinfonia.config.source import CONFIG, PYPROJECT
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import discover
from sinfonia.git.settings import git_settings
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

PRE_COMMIT_FILE = ".pre-commit-config.yaml"
LEFTHOOK_FILES = ("lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml")
_LEFTHOOK_OTHER = (
    *(f"{stem}.{end}" for stem in ("lefthook", ".lefthook") for end in ("toml", "json", "jsonc")),
    *(f".config/lefthook.{end}" for end in ("yml", "yaml", "toml", "json", "jsonc")),
)
_PREK_OTHER = ".pre-commit-config.yml"


class HookRunner(StrEnum):
    """Which program runs the hooks here."""

    PRE_COMMIT = "pre-commit"
    HUSKY = "husky"
    LEFTHOOK = "lefthook"
    BY_HAND = "by hand"  # a configuration that is not written to: prek.toml, lefthook.toml


class Forge(StrEnum):
    """Where CI runs."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"


# A sign is a file or folder from the root; the first column is the name that `--agents` takes.
_AGENTS = (
    ("claude-code", (".claude", "CLAUDE.md", ".mcp.json")),
    ("opencode", (".opencode", "opencode.json", "opencode.jsonc")),
    ("codex", (".codex",)),
    ("gemini", (".gemini", "GEMINI.md")),
    ("copilot", (".github/hooks", ".github/copilot-instructions.md")),
    ("cursor", (".cursor", ".cursorrules")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What `init` works from; `root` is an absolute path, `repo` is None where there is no repository.

    `head` is the newest commit ("" before the first one), `remote` the name of the first remote, `settings` the file
    that configures Sinfonia already ("" for none).
    """

    root: str
    repo: Repository | None
    worktree: bool
    head: str
    remote: str
    runner: HookRunner
    runner_file: str
    forges: tuple[Forge, ...]
    agents: tuple[str, ...]
    settings: str
    pnpm: bool
    user: str

    def signs(self) -> tuple[str, ...]:
        """Say what was found, one phrase each."""
        git = "a linked worktree" if self.worktree else "a git repository" if self.repo else "no git repository"
        old = ("with commits",) if self.head else ()
        runner = (self.runner.value,) if self.runner_file else ()
        pnpm = ("a pnpm workspace",) if self.pnpm else ()
        kept = (self.settings,) if self.settings else ()
        return (git, *old, *pnpm, *runner, *map(str, self.forges), *self.agents, *kept)


def detect(start: str, environ: Mapping[str, str]) -> Found:
    """Look around; raises `SinfoniaError` for a bare repository or a file that cannot be parsed."""
    here = os.path.abspath(start)
    try:
        repo = discover(here, environ)
    except SinfoniaError:
        if environ.get("GIT_DIR") or os.path.lexists(os.path.join(here, ".git")):
            raise
        repo = None
    if repo is not None and not repo.root:
        raise SinfoniaError("this repository is bare: it has no files to set up", hint="sinfonia install --server")
    root = repo.root if repo else here
    runner, runner_file = _runner(root)
    remote, url = _remote(repo)
    code, head, _ = repo.try_git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") if repo else (1, b"", "")
    return Found(
        root=root,
        repo=repo,
        worktree=repo is not None and repo.git_dir != repo.common_dir,
        head="" if code else head.decode("ascii").strip(),
        remote=remote,
        runner=runner,
        runner_file=runner_file,
        forges=_forges(root, url),
        agents=tuple(name for name, signs in _AGENTS if any(_there(root, sign) for sign in signs)),
        settings=_settings(root),
        pnpm=_there(root, "pnpm-workspace.yaml"),
        user=_user(repo),
    )


def hooks_path(repo: Repository, environ: Mapping[str, str]) -> str:
    """Give `core.hooksPath`, "" where it is not set."""
    return git_settings(repo, environ).get("core.hookspath", "")


def _runner(root: str) -> tuple[HookRunner, str]:
    if os.path.isdir(os.path.join(root, ".husky")):
        return HookRunner.HUSKY, ".husky"
    for name in LEFTHOOK_FILES:
        if _there(root, name):
            return HookRunner.LEFTHOOK, name
    for name in (*_LEFTHOOK_OTHER, "prek.toml"):
        if _there(root, name):
            return HookRunner.BY_HAND, name
    if _there(root, PRE_COMMIT_FILE):
        return HookRunner.PRE_COMMIT, PRE_COMMIT_FILE
    if _there(root, _PREK_OTHER):  # prek would read a `.yaml` in its place, and its hooks would run no more
        return HookRunner.BY_HAND, _PREK_OTHER
    return HookRunner.PRE_COMMIT, ""


def _remote(repo: Repository | None) -> tuple[str, str]:
    if repo is None:
        return "", ""
    code, printed, _ = repo.try_git("config", "-z", "--get-regexp", r"^remote\..*\.url$")
    rows = [row.split("\n", 1) for row in printed.decode("utf-8", "replace").split("\0") if "\n" in row]
    remotes = {key.removeprefix("remote.").removesuffix(".url"): value for key, value in rows}
    if code or not remotes:
        return "", ""
    name = "origin" if "origin" in remotes else next(iter(remotes))
    return name, remotes[name]


def _forges(root: str, url: str) -> tuple[Forge, ...]:
    address = url.lower()
    github = _there(root, ".github") or "github" in address
    gitlab = _there(root, ".gitlab-ci.yml") or _there(root, ".gitlab") or "gitlab" in address
    return ((Forge.GITHUB,) if github else ()) + ((Forge.GITLAB,) if gitlab else ())


def _settings(root: str) -> str:
    if _there(root, CONFIG):
        return CONFIG
    try:
        with open(os.path.join(root, PYPROJECT), "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SinfoniaError(f"cannot read `{PYPROJECT}`: {(error.strerror or '').lower()}", hint="mend it") from None
    if b"sinfonia" not in data:
        return ""
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except ValueError as error:
        raise SinfoniaError(f"`{PYPROJECT}` is not TOML: {error}", hint="mend it, then type the same again") from None
    return f"[tool.sinfonia] in {PYPROJECT}" if isinstance(table, dict) and "sinfonia" in table else ""


def _user(repo: Repository | None) -> str:
    if repo is None:
        return ""
    code, printed, _ = repo.try_git("config", "--get", "user.name")
    return "" if code else printed.decode("utf-8", "replace").strip()


def _there(root: str, name: str) -> bool:
    return os.path.lexists(os.path.join(root, name))


def project_name(root: str) -> str:
    """Guess the project's name: that of `package.json`, else the folder's."""
    try:
        with open(os.path.join(root, "package.json"), encoding="utf-8") as file:
            name = json.load(file).get("name")
    except (OSError, ValueError, AttributeError):
        name = None
    return name if isinstance(name, str) and name else os.path.basename(os.path.realpath(root))
