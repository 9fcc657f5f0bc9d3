"""Steps on the files of a hooks folder: each leaves a whole hook in place, before and after."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, assert_never

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.scaffold.hook_plan import Move, Remove, Write

if TYPE_CHECKING:
    from sinfonia.scaffold.hook_plan import Step


def take(step: Step, folder: str, text: bytes) -> None:
    """Take one step; raises `SinfoniaError` and leaves the hook as it was when the system refuses."""
    try:
        match step:
            case Write(name, aside):
                _write(os.path.join(folder, name), os.path.join(folder, aside) if aside else "", text)
            case Move(source, target):
                os.replace(os.path.join(folder, source), os.path.join(folder, target))
            case Remove(name):
                os.unlink(os.path.join(folder, name))
            case _:
                assert_never(step)
    except OSError as error:
        raise cannot("write in", folder, error) from None


def make_folder(folder: str) -> bool:
    """Make the hooks folder; tells whether it was missing."""
    if os.path.isdir(folder):
        return False
    if os.path.lexists(folder):
        raise SinfoniaError(f"`{shown(folder)}` is no folder", hint="move it away and type: sinfonia install")
    try:
        os.makedirs(folder)
    except OSError as error:
        raise cannot("make", folder, error) from None
    return True


def read_file(path: str) -> bytes | None:
    """Give the content of a regular file, through links; b"" when a link leads nowhere, None for what is no file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read(1 << 20)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise cannot("read", path, error) from None


def cannot(verb: str, path: str, error: OSError) -> SinfoniaError:
    """Name what the system refused."""
    return SinfoniaError(
        f"cannot {verb} `{shown(path)}`: {(error.strerror or str(error)).lower()}",
        hint="mend that and type the same again: each hook is as it was, or finished",
    )


def _write(path: str, aside: str, text: bytes) -> None:
    """Write a file beside its place and rename it; the one that was there is put aside in between."""
    scratch = f"{path}.{os.getpid()}.sinfonia-new"
    try:
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777)  # less the umask, as git does
        with open(handle, "wb") as file:
            file.write(text)
        if aside:
            os.replace(path, aside)
        try:
            os.replace(scratch, path)
        except OSError:
            if aside:
                os.replace(aside, path)
            raise
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(scratch)
        raise
