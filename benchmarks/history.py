"""A range of 1,000 commits, every commit judged, against `git log -p -U0` alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from pathlib import Path

COMMITS = 1_000


def main() -> None:
    with measure.repository() as path:
        history(path, COMMITS)
        ours = [measure.PYTHON, "-I", "-m", "sinfonia", "check", "--from", "main~1000", "--to", "main"]
        log = ["git", "log", "-p", "-U0", "main~1000..main"]
        times = measure.wall({"ours": [ours], "git": [log]}, path, 5)
        detail = f"{times['ours']:.0f} ms / {times['git']:.0f} ms"
        measure.line("check, range of 1,000 commits / git log -p -U0", times["ours"] / times["git"], 1.6, detail)


def history(path: Path, count: int) -> None:
    """Write commits of two to four files with `git fast-import`."""
    import subprocess

    process = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=path, env=measure.ENV, stdin=subprocess.PIPE)
    write = process.stdin.write  # type: ignore[union-attr]
    for n in range(count):
        message = f"Change {n}\n\nTests come with it.\n".encode()
        write(b"commit refs/heads/main\ncommitter Ana <ana@example.com> %d +0000\n" % (1_700_000_000 + n))
        write(b"data %d\n%s\n" % (len(message), message))
        if n == 0:
            write(b"from refs/heads/main^0\n")
        for k in range(2):
            text = measure.source(n + k, 30).encode()
            write(b"M 100644 inline src/module%d.py\ndata %d\n%s\n" % ((n * 7 + k) % 200, len(text), text))
        test = f"def test_{n}():\n    assert {n} == {n}\n".encode()
        write(b"M 100644 inline tests/test_module%d.py\ndata %d\n%s\n" % (n * 7 % 200, len(test), test))
    process.communicate()
    if process.returncode:
        sys.exit("git fast-import failed")


if __name__ == "__main__":
    main()
