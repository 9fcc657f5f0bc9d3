"""The one place that starts programs: list arguments, bytes out, one error type.

On POSIX a child is started by `os.posix_spawn` (0.5 ms; importing `subprocess` costs 10), elsewhere
and where a time limit or a working directory is asked for by `subprocess`.
"""

from __future__ import annotations

import os
import sys

from sinfonia.errors import SinfoniaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHUNK = 1 << 18
LOST = -255  # the exit code of a program that ended unseen: no success
_POSIX = sys.platform != "win32"


class Child:
    """A running program whose standard output is read by `chunks`, its standard error kept for `finish`."""

    __slots__ = ("_errors", "_fd", "_pid", "_popen", "code")

    def __init__(self, args: Sequence[str | bytes], env: Mapping[str, str], *, stdin: int | None = None) -> None:
        self.code: int | None = None
        self._errors = _scratch()
        self._popen = None
        if _POSIX:
            self._pid, self._fd = _spawn(args, env, stdin, self._errors)
        else:
            import subprocess

            try:
                self._popen = subprocess.Popen(
                    [os.fsdecode(part) for part in args],
                    env=dict(env),
                    stdin=subprocess.DEVNULL if stdin is None else stdin,
                    stdout=subprocess.PIPE,
                    stderr=self._errors,
                )
            except OSError as error:
                os.close(self._errors)
                raise _cannot_start(args, error) from None
            if self._popen.stdout is not None:
                self._fd = os.dup(self._popen.stdout.fileno())
                self._popen.stdout.close()

    @property
    def stdout(self) -> int:
        """Give the reading end of the child's standard output, for another child to take as its input."""
        return self._fd

    def chunks(self) -> Iterator[bytes]:
        """Yield what the program prints, as it prints it."""
        while chunk := os.read(self._fd, CHUNK):
            yield chunk

    def finish(self) -> tuple[int, str]:
        """Wait, and give exit code and standard error; the second call answers the same code and ""."""
        if self.code is not None:
            return self.code, ""
        self.hang_up()
        if self._popen is not None:
            self.code = self._popen.wait()
        else:
            self.code = _wait(self._pid)
        os.lseek(self._errors, 0, os.SEEK_SET)
        errors = os.read(self._errors, CHUNK)
        os.close(self._errors)
        return self.code, errors.decode("utf-8", "replace").strip()

    def hang_up(self) -> None:
        """Close our end of the output: a program that still prints gets a broken pipe and ends."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def output(
    args: Sequence[str | bytes], env: Mapping[str, str], *, stdin: bytes | None = None
) -> tuple[int, bytes, str]:
    """Run to the end and give (exit code, standard output, standard error)."""
    source = None
    if stdin is not None:
        source = _scratch()
        _write_all(source, stdin)
        os.lseek(source, 0, os.SEEK_SET)
    try:
        child = Child(args, env, stdin=source)
    finally:
        if source is not None:
            os.close(source)
    printed = b"".join(child.chunks())
    code, errors = child.finish()
    return code, printed, errors


class Conversation:
    """A program that answers each line on its standard input (`git cat-file --batch`)."""

    __slots__ = ("_buffer", "_child", "_to")

    def __init__(self, args: Sequence[str | bytes], env: Mapping[str, str]) -> None:
        theirs, self._to = map(_high, os.pipe())
        try:
            self._child = Child(args, env, stdin=theirs)
        except SinfoniaError:
            os.close(self._to)
            raise
        finally:
            os.close(theirs)
        self._buffer = b""

    def ask(self, line: bytes) -> bytes:
        """Send one line and give the first line of the answer without its end, b"" when the program has ended."""
        try:
            _write_all(self._to, line + b"\n")
        except BrokenPipeError:
            return b""
        while (end := self._buffer.find(b"\n")) < 0:
            chunk = os.read(self._child.stdout, CHUNK)
            if not chunk:
                return b""
            self._buffer += chunk
        answer, self._buffer = self._buffer[:end], self._buffer[end + 1 :]
        return answer

    def take(self, size: int) -> bytes:
        """Give the next `size` bytes of the answer; fewer when the program has ended."""
        pieces, have = [self._buffer], len(self._buffer)
        while have < size:
            chunk = os.read(self._child.stdout, max(CHUNK, min(size - have, 1 << 24)))
            if not chunk:
                break
            pieces.append(chunk)
            have += len(chunk)
        whole = b"".join(pieces)
        self._buffer = whole[size:]
        return whole[:size]

    def close(self) -> tuple[int, str]:
        """End the conversation; gives exit code and standard error."""
        if self._to >= 0:
            os.close(self._to)
            self._to = -1
        return self._child.finish()


def _spawn(args: Sequence[str | bytes], env: Mapping[str, str], stdin: int | None, errors: int) -> tuple[int, int]:
    ours, theirs = map(_high, os.pipe())
    _widen(ours)
    actions: list[tuple[object, ...]] = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0) if stdin is None else (os.POSIX_SPAWN_DUP2, stdin, 0),
        (os.POSIX_SPAWN_DUP2, theirs, 1),
        (os.POSIX_SPAWN_DUP2, errors, 2),
    ]
    try:
        # CPython ignores SIGPIPE; a child that kept that would not end when we hang up.
        pid = os.posix_spawnp(os.fsdecode(args[0]), list(args), env, file_actions=actions, setsigdef=[13])
    except OSError as error:
        os.close(ours)
        os.close(errors)
        raise _cannot_start(args, error) from None
    finally:
        os.close(theirs)
    return pid, ours


def _wait(pid: int) -> int:
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        # Whoever started us ignores SIGCHLD: the system has thrown the exit code away.
        return LOST


def _high(fd: int) -> int:
    """Move a descriptor off 0, 1 and 2, which it takes when we were started with one of these closed."""
    if fd > 2 or not _POSIX:
        return fd
    from fcntl import F_DUPFD_CLOEXEC, fcntl

    moved: int = fcntl(fd, F_DUPFD_CLOEXEC, 3)
    os.close(fd)
    return moved


def _widen(pipe: int) -> None:
    """Let a child run ahead of us by 1 MB where the system can (Linux, F_SETPIPE_SZ); 64 KB is usual."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)
    except (ImportError, AttributeError, OSError):
        return  # elsewhere, or over the user's limit: it is only slower


def _cannot_start(args: Sequence[str | bytes], error: OSError) -> SinfoniaError:
    name = os.fsdecode(args[0])
    hint = f"install {name}, or put it on PATH" if isinstance(error, FileNotFoundError) else ""
    return SinfoniaError(f"cannot start `{name}`: {(error.strerror or str(error)).lower()}", hint=hint)


def _scratch() -> int:
    """Open a nameless file: a pipe could fill up and stop the child."""
    if hasattr(os, "memfd_create"):  # Linux
        return _high(os.memfd_create("sinfonia"))
    import tempfile

    fd, name = tempfile.mkstemp(prefix="sinfonia-")
    if _POSIX:
        os.unlink(name)
        return _high(fd)
    os.close(fd)
    return os.open(name, os.O_RDWR | os.O_TEMPORARY | os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]  # Windows only


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
