"""Files of the ledger on disk: written whole or not at all, never through a link."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_PREFIX, _SUFFIX = ".sinfonia-", ".tmp"  # what a killed process may leave; the next command takes it away
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})  # exFAT, some network file systems


def read(path: str) -> bytes | None:
    """Read a file, None where there is none; raises `SinfoniaError` for a link or what cannot be read."""
    try:
        fd = os.open(path, os.O_RDONLY | _NOFOLLOW | _BINARY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot("read", path, error) from None
    if not stat.S_ISREG(os.fstat(fd).st_mode):  # before `open`, which names a folder by the number of its descriptor
        os.close(fd)
        raise SinfoniaError(f"`{shown(path)}` is no plain file", hint="put a file in its place")
    with open(fd, "rb") as file:
        return file.read()


def replace(path: str, data: bytes) -> None:
    """Write a file whole: a kill or a full disk leaves the old one; raises `SinfoniaError`."""
    refuse_link(path)
    temporary = _temporary(path, data)
    try:
        os.replace(temporary, path)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        drop(temporary)
        raise _cannot("write", path, error) from None


def create(path: str, data: bytes) -> bool:
    """Write a file that must not exist yet; False when it does; raises `SinfoniaError`."""
    temporary = _temporary(path, data)
    try:
        _name(temporary, path)
        sync_folder(os.path.dirname(path))
    except FileExistsError:
        drop(temporary)
        return False
    except OSError as error:
        drop(temporary)
        raise _cannot("write", path, error) from None
    return True


def keep(path: str) -> str:
    """Give the file a second name, under which `put_back` finds it; "" where the file system knows no such thing."""
    second = _temporary_name(path)
    try:
        os.link(path, second, follow_symlinks=False)
    except OSError:
        return ""
    return second


def put_back(path: str, kept: str, data: bytes | None) -> None:
    """Undo a write: the file as `keep` left it, else its bytes, else no file; raises `OSError` or `SinfoniaError`."""
    if kept:
        os.replace(kept, path)
        sync_folder(os.path.dirname(path))
    elif data is not None:
        replace(path, data)
    else:
        os.unlink(path)
        sync_folder(os.path.dirname(path))


def drop(path: str) -> None:
    """Take a file of ours away, if that can be done."""
    with suppress(OSError):  # the next command's sweep takes it
        os.unlink(path)


def make_folder(path: str) -> None:
    """Make a folder and those above it; raises `SinfoniaError`."""
    try:
        os.makedirs(path, exist_ok=True)
        sync_folder(os.path.dirname(path))
    except OSError as error:
        raise _cannot("make", path, error) from None


def refuse_links(root: str, path: str) -> None:
    """Refuse a path (relative, `/`) of which any part below the root is a link."""
    at = root
    for part in path.split("/"):
        at = os.path.join(at, part)
        refuse_link(at)


def refuse_link(path: str) -> None:
    """Refuse a link, as a repository could carry one that leads out of it."""
    try:
        mode = os.lstat(path)
    except OSError:
        return
    if stat.S_ISLNK(mode.st_mode) or getattr(mode, "st_reparse_tag", False):  # a junction on Windows
        raise SinfoniaError(f"`{shown(path)}` is a link, and nothing below `.sinfonia/` may be one", hint="remove it")


def sync_folder(path: str) -> None:
    """Make a folder's entries durable, where the platform can (Windows cannot open one)."""
    if sys.platform == "win32":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def is_leftover(name: str) -> bool:
    """Tell whether a name is that of an unfinished write."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def sweep(folder: str) -> None:
    """Take away what killed processes left; call it under the lock."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if is_leftover(name):
            drop(os.path.join(folder, name))


def _temporary(path: str, data: bytes) -> str:
    """Write the bytes next to their place, durable, and give the name."""
    temporary = _temporary_name(path)
    try:
        mode = os.lstat(path).st_mode & 0o777 if os.path.lexists(path) else 0o666
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY, mode)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(fd, rest) :]
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        drop(temporary)
        raise _cannot("write", path, error) from None
    return temporary


def _temporary_name(path: str) -> str:
    return os.path.join(os.path.dirname(path), f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")


def _name(temporary: str, path: str) -> None:
    """Give a finished file its name, unless that is taken: raises `FileExistsError`."""
    if sys.platform == "win32":
        os.rename(temporary, path)  # refuses there to write over another
        return
    try:
        os.link(temporary, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        os.rename(temporary, path)  # whoever else writes here holds the lock
        return
    os.unlink(temporary)


def _cannot(verb: str, path: str, error: OSError) -> SinfoniaError:
    if error.errno == errno.ELOOP or os.path.islink(path):  # O_NOFOLLOW met a link
        return SinfoniaError(f"`{shown(path)}` is a link, and nothing below `.sinfonia/` may be one", hint="remove it")
    return SinfoniaError(
        f"cannot {verb} `{shown(path)}`: {(error.strerror or str(error)).lower()}", hint="nothing was changed there"
    )
