"""Files written all or none: everything is checked, then written to a folder of its own, then moved to its place."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import signal
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sinfonia.scaffold.init_files import Row

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MOST = 4_000_000
_NOTHING = "nothing was changed"
_STAGING = ".sinfonia-{}.tmp"
_LEFT = re.compile(r"\.sinfonia-[0-9a-f]{16}\.tmp")


def read(root: str, path: str) -> bytes | None:
    """Read a target, None where there is none; raises `SinfoniaError` for a link, a folder, what cannot be read."""
    full = root
    for part in path.split("/"):
        full = os.path.join(full, part)
        if os.path.islink(full):
            where = shown(os.path.relpath(full, root))
            raise SinfoniaError(f"`{where}` is a link: `{path}` could lie elsewhere", hint=f"remove it; {_NOTHING}")
    try:
        handle = os.open(full, _FLAGS)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise SinfoniaError(f"`{path}` cannot be there: a file is where its folder should be", hint=_NOTHING) from None
    except OSError as error:
        raise _cannot("read", path, error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise SinfoniaError(f"`{path}` is no file", hint=f"move it away; {_NOTHING}")
    with open(handle, "rb") as file:
        data = file.read(_MOST + 1)
    if len(data) > _MOST:
        raise SinfoniaError(f"`{path}` is larger than {_MOST} bytes", hint=_NOTHING)
    return data


def text_of(data: bytes | None, path: str) -> str:
    """Decode a target that is to be merged; raises `SinfoniaError`."""
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        line = (data or b"").count(b"\n", 0, error.start) + 1
        raise SinfoniaError(f"`{path}:{line}` is not UTF-8", hint=f"save it as UTF-8; {_NOTHING}") from None


def check_writable(root: str, rows: Iterable[Row]) -> None:
    """Find what the system or the file's owner would refuse, before the first byte; raises `SinfoniaError`."""
    for row in rows:
        if not row.writes:
            continue
        full = os.path.join(root, row.path)
        if row.before is not None and not os.stat(full).st_mode & stat.S_IWUSR:
            raise SinfoniaError(f"`{row.path}` is read-only", hint=f"chmod u+w {shown(row.path)}; {_NOTHING}")
        folder = os.path.dirname(full)
        while not os.path.isdir(folder):
            if os.path.lexists(folder):
                where = shown(os.path.relpath(folder, root))
                raise SinfoniaError(f"`{where}` is no folder", hint=f"move it away; {_NOTHING}")
            folder = os.path.dirname(folder)
        if not os.access(folder, os.W_OK | os.X_OK) or not os.stat(folder).st_mode & stat.S_IWUSR:
            where = shown(os.path.relpath(folder, root))
            raise SinfoniaError(f"the folder `{where}` is read-only", hint=f"chmod u+w {where}; {_NOTHING}")


class Transaction:
    """The writing of some files; `undo` brings back every byte, and takes away every folder that was made."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._done: list[tuple[str, bytes | None, int]] = []
        self.folders: list[str] = []

    def write(self, rows: Sequence[Row]) -> None:
        """Write the rows; on any failure everything is as before, and `SinfoniaError` says what was refused."""
        staged: list[tuple[Row, str, str]] = []
        path = "."
        self._sweep()
        if not any(row.writes for row in rows):
            return
        folder = os.path.join(self._root, _STAGING.format(secrets.token_hex(8)))
        try:
            with _ended_as_interrupted():
                os.mkdir(folder, 0o700)
                for row in rows:
                    path = row.path
                    if row.backup and row.before is not None:
                        staged.append((row, row.backup, self._stage(folder, len(staged), row.before, self._mode(row))))
                    if row.writes and row.after is not None:
                        staged.append((row, row.path, self._stage(folder, len(staged), row.after, self._mode(row))))
                for row, path, temporary in staged:
                    self._make(os.path.dirname(path))
                    self._move(row, path, temporary)
                for row in rows:
                    if row.writes and row.after is None:
                        path = row.path
                        self._remove(row)
        except BaseException as error:
            self.undo()
            if isinstance(error, OSError):
                raise _cannot("write", path, error) from None
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def remove_folders(self, folders: Iterable[str]) -> None:
        """Remove folders that are empty by now, the deepest first."""
        for folder in sorted(folders, key=lambda name: -name.count("/")):
            with suppress(OSError):
                os.rmdir(os.path.join(self._root, folder))

    def undo(self) -> None:
        """Bring everything back."""
        for path, before, mode in reversed(self._done):
            full = os.path.join(self._root, path)
            if before is None:
                with suppress(OSError):
                    os.unlink(full)
            else:
                with open(full, "wb") as file:
                    file.write(before)
                os.chmod(full, mode)
        self._done.clear()
        self.remove_folders(self.folders)
        self.folders.clear()

    def _mode(self, row: Row) -> int:
        if row.before is None:
            return row.mode
        return stat.S_IMODE(os.stat(os.path.join(self._root, row.path)).st_mode)

    def _sweep(self) -> None:
        """Take away what a killed run left."""
        for name in os.listdir(self._root):
            full = os.path.join(self._root, name)
            if _LEFT.fullmatch(name) and os.path.isdir(full) and not os.path.islink(full):
                shutil.rmtree(full, ignore_errors=True)

    def _stage(self, folder: str, number: int, data: bytes, mode: int) -> str:
        temporary = os.path.join(folder, str(number))
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        return temporary

    def _make(self, folder: str) -> None:
        missing = []
        while folder and not os.path.isdir(os.path.join(self._root, folder)):
            missing.append(folder)
            folder = os.path.dirname(folder)
        for name in reversed(missing):
            os.mkdir(os.path.join(self._root, name))
            self.folders.append(name)

    def _move(self, row: Row, path: str, temporary: str) -> None:
        full = os.path.join(self._root, path)
        before = read(self._root, path)
        if before != (row.before if path == row.path else None):
            raise SinfoniaError(f"`{path}` changed meanwhile", hint="type the same again")
        mode = self._mode(row)
        if before is not None:
            os.chmod(temporary, mode)
        self._done.append((path, before, mode))
        try:
            os.replace(temporary, full)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.copy(temporary, full)  # a folder of the project is mounted from elsewhere

    def _remove(self, row: Row) -> None:
        if read(self._root, row.path) != row.before:
            raise SinfoniaError(f"`{row.path}` changed meanwhile", hint="type the same again")
        self._done.append((row.path, row.before, self._mode(row)))
        os.unlink(os.path.join(self._root, row.path))


def _cannot(verb: str, path: str, error: OSError) -> SinfoniaError:
    reason = (error.strerror or str(error)).lower()
    return SinfoniaError(f"cannot {verb} `{shown(path)}`: {reason}", hint=_NOTHING)


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """Let a closed terminal and `kill` end the block as ^C does, so that what was written is taken back."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    try:
        for number in numbers:
            before[number] = signal.signal(number, _interrupt)
    except ValueError:
        pass  # not the main thread, which alone may set handlers
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:
    del frame
    raise KeyboardInterrupt(number)
