"""The variables that tests see: an allow-list, so that no token of the job is among them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = frozenset(
    {
        "PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "CI",
        "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONUSERBASE", "PYENV_ROOT", "PYENV_VERSION",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBRARY_PATH", "CPATH",
        "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMFILES", "PROGRAMDATA",
    }
)  # fmt: skip


def variables(environ: Mapping[str, str], scratch: str) -> dict[str, str]:
    """Give what tests see: where programs are, how text is written, and a home and a temporary folder of their own.

    `scratch` is a folder that will be removed. `PATH` loses relative entries: they would name other folders there.
    """
    env = {name: value for name, value in environ.items() if name.upper() in _KEPT}
    env["PATH"] = absolute_path(environ)
    home = environ.get("HOME")
    if home and "PYTHONUSERBASE" not in env and sys.platform not in {"win32", "darwin"}:
        env["PYTHONUSERBASE"] = os.path.join(home, ".local")  # what `pip install --user` put there stays to be found
    for name, folder in (("HOME", "home"), ("USERPROFILE", "home"), ("TMPDIR", "tmp"), ("TEMP", "tmp"), ("TMP", "tmp")):
        env[name] = os.path.join(scratch, folder)
        os.makedirs(env[name], exist_ok=True)
    env |= {
        "GIT_TERMINAL_PROMPT": "0",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TERM": "dumb",
    }
    return env


def absolute_path(environ: Mapping[str, str]) -> str:
    """Give `PATH` without relative entries."""
    return os.pathsep.join(entry for entry in environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(entry))
