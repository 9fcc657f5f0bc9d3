"""Run a program of somebody else's within bounds: time, output, environment, and nothing left behind.

For code that was asked for by name: `tests.prove` in CI, and a step's checks. git is started by
`sinfonia.proc`, which needs none of this.

What holds: the program starts with the variables that are given and no others, in a session of its own;
when it ends, is late or we are interrupted, its process group is killed. On Linux processes that left the
group are found by a variable that they inherit (`/proc/PID/environ`), unless they took it away. What does
not: the program may read every file that we may, and use the network.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CAP = 1 << 20  # bytes of output that are kept: its end
_CHUNK = 1 << 16
_STEP = 0.2  # seconds between two looks at the clock
_GRACE = 2.0  # seconds between the request to end and the end
_ROUNDS = 5  # a process may fork while the list of processes is read
_MARK = "_SINFONIA_RUN"
_POSIX = sys.platform != "win32"
KILLED = -9


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a bounded run came to.

    `code` is the exit code, negative for a signal. `output` is the end of standard output and error as they
    came, at most `cap` bytes; `truncated` tells that there was more.
    """

    code: int
    output: bytes
    timed_out: bool = False
    truncated: bool = False


def run_bounded(
    args: Sequence[str],
    *,
    cwd: str,
    env: Mapping[str, str],
    timeout: float,
    cap: int = CAP,
    tick: Callable[[float], None] = lambda _: None,
) -> Outcome:
    """Run a program to its end or to `timeout` seconds, and end what it started; raises `SinfoniaError`.

    `tick` is told a few times a second for how long it has been running.
    """
    mark = secrets.token_hex(16)
    try:
        child = subprocess.Popen(
            list(args),
            cwd=cwd,
            env={**env, _MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise SinfoniaError(f"cannot start `{args[0]}`: {(error.strerror or str(error)).lower()}") from None
    tail = _Tail(child, cap)
    ended = False
    try:
        ended = _wait(child, timeout, tick)
    finally:
        if not ended:
            _ask_to_end(child)
        _end_all(child, mark)
        tail.finish()
    return Outcome(child.wait(), bytes(tail.kept), timed_out=not ended, truncated=tail.truncated)


class _Tail:
    """Reads what a program prints, in a thread, so that it never waits for us, and keeps the end."""

    __slots__ = ("_cap", "_child", "_thread", "kept", "truncated")

    def __init__(self, child: subprocess.Popen[bytes], cap: int) -> None:
        self.kept = bytearray()
        self.truncated = False
        self._cap = cap
        self._child = child
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        pipe = self._child.stdout
        while pipe is not None and (chunk := os.read(pipe.fileno(), _CHUNK)):
            self.kept += chunk
            if len(self.kept) > self._cap:
                del self.kept[: len(self.kept) - self._cap]
                self.truncated = True

    def finish(self) -> None:
        """Take what is left; a process that escaped and holds the pipe is not waited for."""
        self._thread.join(_GRACE)
        if self._child.stdout is not None and not self._thread.is_alive():
            self._child.stdout.close()


def _wait(child: subprocess.Popen[bytes], timeout: float, tick: Callable[[float], None]) -> bool:
    """Wait for the end; False when the time is over."""
    began = time.monotonic()
    while (left := timeout - (time.monotonic() - began)) > 0:
        try:
            child.wait(min(left, _STEP))
        except subprocess.TimeoutExpired:
            tick(time.monotonic() - began)
        else:
            return True
    return False


def _ask_to_end(child: subprocess.Popen[bytes]) -> None:
    """Send SIGTERM to the group and give it a moment."""
    if not _POSIX:
        return
    _signal_group(child.pid, signal.SIGTERM)
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        return


def _end_all(child: subprocess.Popen[bytes], mark: str) -> None:
    """Kill the group, and on Linux what left it."""
    if not _POSIX:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
        child.kill()
        return
    _signal_group(child.pid, signal.SIGKILL)
    for _ in range(_ROUNDS):
        left = _marked(mark)
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                continue  # it has ended by itself
        if not left:
            return


def _signal_group(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except OSError:
        return  # nobody is left in it


def _marked(mark: str) -> list[int]:
    """List the processes that inherited the mark; none where there is no `/proc` (proc(5), `environ`)."""
    wanted = f"{_MARK}={mark}".encode()
    found: list[int] = []
    try:
        names = os.listdir("/proc")
    except OSError:
        return found
    for name in names:
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                if wanted in file.read():
                    found.append(int(name))
        except OSError:
            continue  # another user's, or gone
    return found
