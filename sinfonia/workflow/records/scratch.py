"""A private folder for as long as a program needs files; `tempfile` would do, and loads modules for 10 ms."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def scratch() -> Iterator[str]:
    """Give an empty folder that only this user can read; it is gone afterwards, with what is in it."""
    folder = _made()
    try:
        yield folder
    finally:
        try:
            for name in os.listdir(folder):
                os.unlink(os.path.join(folder, name))
            os.rmdir(folder)
        except OSError:  # a program left more than files in it
            import shutil

            shutil.rmtree(folder, ignore_errors=True)


def _made() -> str:
    """Make it where `tempfile` looks first; where that cannot be done `tempfile` finds another place."""
    place = os.environ.get("TMPDIR") or "/tmp"  # noqa: S108 - the name below is random, and must not exist
    if os.name == "posix":
        folder = os.path.abspath(os.path.join(place, f"sinfonia-{os.urandom(8).hex()}"))
        with suppress(OSError):
            os.mkdir(folder, 0o700)
            return folder
    import tempfile

    return tempfile.mkdtemp(prefix="sinfonia-")
