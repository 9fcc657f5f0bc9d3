"""The hooks that a runner's configuration wants and git does not run: `pre-commit install` alone writes one file."""

from __future__ import annotations

import os

from sinfonia.git.settings import git_settings, hooks_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

_FILES = ("prek.toml", ".pre-commit-config.yaml", ".pre-commit-config.yml")
_BESIDE = ("commit-msg", "prepare-commit-msg", "pre-push")


def install_hint(repo: Repository, environ: Mapping[str, str]) -> str:
    """Give the command that installs what is configured; "" when nothing is missing or no runner made the commit."""
    if not environ.get("PRE_COMMIT") or not environ.get("GIT_INDEX_FILE"):
        return ""  # `pre-commit run`, as CI does it, needs no hook files
    text = next((text for name in _FILES if (text := _read(os.path.join(repo.root, name)))), "")
    wanted = [name for name in _BESIDE if _asks_for(text, name)]
    if not wanted:
        return ""
    folder = hooks_folder(repo, git_settings(repo, environ))
    missing = [name for name in wanted if not os.path.exists(os.path.join(folder, name))]
    if not missing:
        return ""
    if not os.path.exists(os.path.join(folder, "pre-merge-commit")):
        missing.append("pre-merge-commit")
    runner = "prek" if environ.get("PREK_HOOK_STAGE") else "pre-commit"
    types = " ".join(f"-t {name}" for name in missing)
    return f"hooks of ours are configured that git does not run yet; type:\n  {runner} install {types}"


def _asks_for(text: str, name: str) -> bool:
    """Tell whether a line that is no comment names our id, or our door, for a hook."""
    words = (f"sinfonia-{name}", f"sinfonia-hook {name}", f"sinfonia.door {name}")
    return any(word in line for line in text.split("\n") if not line.lstrip().startswith("#") for word in words)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(1 << 20)
    except OSError:
        return ""
