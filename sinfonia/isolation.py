"""Keep the repository's own files out of the import path (nothing but `sys` and `os` is imported here).

Under `PYTHONPATH=.` a repository that ships a `click.py` would otherwise run it in our process.
"""

from __future__ import annotations

import os
import sys


def isolate() -> None:
    """Drop every entry of `sys.path` that is empty, relative or inside the repository around the working directory.

    The entry that holds this package stays: it was chosen by whoever started us.
    """
    ours = _real(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    root = repository_root()
    sys.path[:] = [entry for entry in sys.path if _is_safe(entry, root, ours)]


def enable_site_packages() -> None:
    """Add the interpreter's own packages when the hook started it with `-S` (PyYAML lives there)."""
    import site

    site.main()
    isolate()


def repository_root() -> str:
    """Give the folder at or above the working directory that has a `.git`, or the working directory."""
    try:
        here = os.getcwd()
    except OSError:
        return ""
    folder = here
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return _real(folder)
        parent = os.path.dirname(folder)
        if parent == folder:
            return _real(here)
        folder = parent


def _is_safe(entry: str, root: str, ours: str) -> bool:
    if not entry or not os.path.isabs(entry):
        return False
    place = _real(entry)
    if place == ours:
        return True
    # A virtual environment inside the project is the interpreter's own: its prefix says so.
    for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix):
        home = _real(prefix)
        if home != root and _inside(place, home):
            return True
    return not (root and _inside(place, root))


def _inside(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
