"""Runs commands of the people's door in forks of one process, each of which may be hurt at one chosen system call.

A request is a line of JSON: `args`, `cwd`, `env`, `at` (the number of the call, 0 for none), `how`: `kill`, the name of
an errno, or one with `+` behind it for that call and every one after it. The answer: `code`, `out`, `err`, `calls`.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
from importlib import import_module
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Injector:
    """Counts the calls that touch state, and hurts one of them."""

    def __init__(self, at: int, how: str) -> None:
        self.at = at
        self.kill = how == "kill"
        self.stays = how.endswith("+")
        self.errno = getattr(errno, how.rstrip("+"), 0) if how and not self.kill else 0
        self.calls: list[str] = []

    def hurt(self, name: str) -> bool:
        """Count one call; True when it must fail."""
        self.calls.append(name)
        number = len(self.calls)
        if self.kill and number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return bool(self.errno and self.at and (number == self.at or (self.stays and number > self.at)))

    def fail(self, path: object) -> OSError:
        """Give the error of a call."""
        name = os.fsdecode(path) if isinstance(path, str | bytes) else None
        return OSError(self.errno, os.strerror(self.errno), name)

    def install(self) -> None:
        """Put every counted call in the place of its own."""
        for name in ("fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate", "truncate"):
            setattr(os, name, self._counted(name, getattr(os, name)))
        os.open = self._open(os.open)
        os.write = self._write(os.write)
        os.posix_spawnp = self._spawn(os.posix_spawnp)

    def _counted(self, name: str, call):
        def run(*args, **more):
            if self.hurt(f"{name} {_about(args[0])}"):
                raise self.fail(args[0])
            return call(*args, **more)

        return run

    def _open(self, call):
        def run(path, flags, *args, **more):
            if flags & WRITING and not str(path).startswith("/dev/") and self.hurt(f"open {_about(path)}"):
                raise self.fail(path)
            return call(path, flags, *args, **more)

        return run

    def _write(self, call):
        def run(fd, data):
            place = os.readlink(f"/proc/self/fd/{fd}")
            if not place.startswith("/") or "memfd" in place:
                return call(fd, data)
            if self.hurt(f"write {_about(fd)}"):
                raise self.fail(place)
            if len(data) > 1:
                done = call(fd, data[: len(data) // 2])
                if self.hurt(f"write half {_about(fd)}"):
                    raise self.fail(place)
                return done
            return call(fd, data)

        return run

    def _spawn(self, call):
        def run(program, args, env, **more):
            name = " ".join(os.fsdecode(part) for part in args if part not in {"git", "-C"})[-60:]
            if self.hurt(f"spawn {name}"):
                reason = f"fatal: unable to write: {os.strerror(self.errno)}"
                return call("sh", ["sh", "-c", f"echo '{reason}' >&2; exit 128"], env, **more)
            pid = call(program, args, env, **more)
            if self.kill:
                self.hurt(f"spawned {name}")
            return pid

        return run


def _about(what: object) -> str:
    if isinstance(what, int):
        what = os.readlink(f"/proc/self/fd/{what}")
    return os.path.basename(os.fsdecode(what))  # type: ignore[arg-type]  # a path of either kind


def answer(request: dict) -> dict:
    """Run one command in a fork."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as log:
        pid = os.fork()
        if pid == 0:
            _child(request, out.fileno(), err.fileno(), log.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        read = []
        for file in (out, err, log):
            file.seek(0)
            read.append(file.read().decode("utf-8", "replace"))
    return {"code": code, "out": read[0], "err": read[1], "calls": json.loads(read[2] or "[]")}


def _child(request: dict, out: int, err: int, log: int) -> None:
    code = 99
    try:
        write = os.write
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        nothing = os.open(os.devnull, os.O_RDONLY)
        for ours, theirs in ((nothing, 0), (out, 1), (err, 2)):
            os.dup2(ours, theirs)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        injector = Injector(request.get("at", 0), request.get("how", ""))
        injector.install()
        from sinfonia.cli import run

        code = run(request["args"])
        sys.stdout.flush()
        sys.stderr.flush()
        write(log, json.dumps(injector.calls).encode())
    finally:
        os._exit(code)


def main() -> None:
    """Answer one request after another."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # the package that these tests stand beside
    for name in ("advance", "approve", "block", "decisions", "dispatch", "ledger", "moving", "reject", "start"):
        import_module(f"sinfonia.cli.{name}")  # what every fork would import for itself
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
