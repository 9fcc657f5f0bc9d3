"""One lock for the repository, shared by its worktrees and held by the kernel: it ends with its process.

Written here because `filelock`, which would do, costs as much to import as click does (30 ms).
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Self

from sinfonia.errors import SinfoniaError

if TYPE_CHECKING:
    from types import TracebackType

    from sinfonia.git.repo import Repository

NAME = "sinfonia.lock"  # below the git common directory
PATIENCE = 30.0  # seconds that one and the same process may hold it

if sys.platform == "win32":
    import msvcrt

    def _try(fd: int) -> bool:
        os.lseek(fd, 1 << 30, os.SEEK_SET)  # a byte past the text: what is locked cannot be read on Windows
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(fd: int) -> None:
        os.lseek(fd, 1 << 30, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


class Lock:
    """Hold the repository's lock; `with Lock(repo): …`. A dry run takes none: it only reads.

    Waits while others come and go; raises `SinfoniaError` (exit 2) when one process holds it for 30 seconds.
    """

    __slots__ = ("_dry_run", "_fd", "_path")

    def __init__(self, repo: Repository, *, dry_run: bool = False) -> None:
        self._path = os.path.join(repo.common_dir, NAME)
        self._dry_run = dry_run
        self._fd = -1

    def __enter__(self) -> Self:
        """Take it."""
        if self._dry_run:
            return self
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            self._fd = os.open(self._path, flags, 0o600)
            self._wait()
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, str(os.getpid()).encode())
        except OSError as error:
            self._close()
            raise SinfoniaError(f"cannot lock `{self._path}`: {(error.strerror or '').lower()}") from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go."""
        del kind, error, trace
        if self._fd >= 0:
            _free(self._fd)
            self._close()

    def _wait(self) -> None:
        holder, since, pause = self._holder(), time.monotonic(), 0.001
        while not _try(self._fd):
            now = time.monotonic()
            if (other := self._holder()) != holder:
                holder, since = other, now
            elif now - since > PATIENCE:
                who = f"process {holder or 'unknown'}"
                raise SinfoniaError(
                    f"another `sinfonia` ({who}) has held this repository's lock for {PATIENCE:.0f} s",
                    hint="let it finish or end it, then type the command again",
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)

    def _holder(self) -> str:
        """Give the number of the process that took it last."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        return os.read(self._fd, 20).decode("ascii", "replace")

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
