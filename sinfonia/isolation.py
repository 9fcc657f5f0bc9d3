"""Make the process safe from where it was started, before anything else is imported.

Two things come from outside: the import path (under `PYTHONPATH=.` a repository that ships a `click.py`
would run it in our process) and the standard streams, which may be closed. Nothing but `sys` and `os` is
imported here and nothing from `__future__`: that is a module too, and a repository may ship one.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TextIO


def isolate(*folders: str) -> None:
    """Drop every entry of `sys.path` that is empty, relative or inside the repository around the working directory.

    The entry that holds this package stays: it was chosen by whoever started us. `folders` are others that a
    command line names (`-C`).
    """
    ours = _real(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for folder in (".", *folders):
        root = repository_root(folder)
        sys.path[:] = [entry for entry in sys.path if _is_safe(entry, root, ours)]


def open_streams() -> None:
    """Give every standard stream that was closed a descriptor: else the next file opened would get its number.

    Reading then ends at once, an error message goes nowhere, and writing a report fails as on a full disk.
    """
    if sys.stdin is None:
        sys.stdin = _fill(0, os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _fill(1, os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _fill(2, os.O_WRONLY, "w")


def give_up_output() -> None:
    """Send what is left in standard output nowhere: the interpreter flushes it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def end(code: int) -> "NoReturn":
    """End the process now: taking the interpreter down module by module would cost a tenth of a short run."""
    for stream in (sys.stdout, sys.stderr):
        try:  # noqa: SIM105 - contextlib costs 3 ms
            stream.flush()
        except (OSError, ValueError):
            pass  # nobody listens; the exit code stands
    os._exit(code)


def enable_site_packages() -> None:
    """Add the interpreter's own packages where a hook file started it with `-S`: PyYAML and tree-sitter live there."""
    if not sys.flags.no_site or "site" in sys.modules:
        return
    import site

    site.main()
    isolate()


def repository_root(start: str = ".") -> str:
    """Give the folder at or above one, the working directory by default, that has a `.git`; else that one itself."""
    try:
        here = os.path.abspath(start)
    except OSError:
        return ""  # the working directory is gone
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


def _fill(number: int, flags: int, mode: str) -> "TextIO":
    opened = os.open(os.devnull, flags)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    # It lives as long as the process.
    return open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)  # type: ignore[return-value]  # text mode
