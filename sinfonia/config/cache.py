"""The compiled policy, kept in the git directory: `marshal` of plain data, compared by bytes.

Layout: 8 bytes magic, 4 bytes checksum of the rest, then the marshal of
(interpreter, version of Sinfonia, inputs, compiled). Deleting it is always safe, and any trouble
with it is a rebuild.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys

from sinfonia import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sinfonia.config.source import Input

    Compiled = tuple[dict[str, Any], dict[str, str], tuple[str, ...], tuple[str, ...]]

FORMAT = 1
_MAGIC = b"SNFPOL%02d" % FORMAT
_PRIME = 1073741789  # the largest prime below 2**30: long division by one digit is linear
_LIMIT = 8 * 1024 * 1024
_WHO = (sys.implementation.cache_tag, __version__)


def path_of(git_dir: str) -> str:
    """Name the cache below the common git directory."""
    return os.path.join(git_dir, "sinfonia", "policy.cache")


def read(git_dir: str, inputs: tuple[Input, ...]) -> Compiled | None:
    """Give what was compiled from exactly these inputs, or None."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path_of(git_dir), flags)
    except (OSError, ValueError):
        return None
    try:
        about = os.fstat(handle)
        raw = os.read(handle, about.st_size) if _ours(about) else b""
    except OSError:
        return None
    finally:
        os.close(handle)
    body = raw[12:]
    if raw[:8] != _MAGIC or raw[8:12] != _checksum(body):
        return None
    try:
        interpreter, version, known, compiled = marshal.loads(body)  # noqa: S302 - ours: owner, mode and sum were checked
    except (EOFError, ValueError, TypeError, MemoryError):
        return None
    if (interpreter, version) != _WHO or known != inputs:
        return None
    result: Compiled = compiled
    return result


def write(git_dir: str, inputs: tuple[Input, ...], compiled: Compiled) -> None:
    """Keep it for the next time; whatever prevents that is no error."""
    path = path_of(git_dir)
    fresh = f"{path}.{os.getpid()}"
    try:
        body = marshal.dumps((*_WHO, inputs, compiled))
        if not os.path.isdir(os.path.dirname(path)):
            os.mkdir(os.path.dirname(path))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(fresh, flags, 0o600)
    except (OSError, ValueError):
        return
    try:
        with open(handle, "wb") as file:
            file.write(_MAGIC + _checksum(body) + body)
        os.replace(fresh, path)
    except OSError:
        try:
            os.unlink(fresh)
        except OSError:
            return


def _ours(about: os.stat_result) -> bool:
    """Tell whether it is a file of this user that nobody else may touch."""
    if not stat.S_ISREG(about.st_mode) or not 12 < about.st_size <= _LIMIT:
        return False
    if not hasattr(os, "getuid"):
        return True
    return about.st_uid == os.getuid() and not about.st_mode & 0o077


def _checksum(body: bytes) -> bytes:
    """Notice accidents; `zlib` and `hashlib` would have to be imported."""
    return (int.from_bytes(body, "little") % _PRIME).to_bytes(4, "little")
