"""A coding agent's tool calls: the guard against a bare interpreter that imports `json`, and its git processes."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from statistics import median
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from pathlib import Path

GUARD = [*measure.HOOK, "claude-code"]
FLOOR = [measure.PYTHON, "-I", "-S", "-c", "import json"]
RUNS = 40
TARGETS = {"read": 1.6, "write": 3, "shell command": 3}


def main() -> None:
    with measure.repository() as path:
        (path / "src").mkdir()
        (path / "src" / "load.py").write_text(measure.source(1))
        measure.git(path, "add", ".")
        measure.git(path, "commit", "-q", "-m", "Load")
        test = path / "tests" / "test_load.py"
        test.parent.mkdir()
        test.write_text("def test_load():\n    assert load_1(1)\n")
        calls = payloads(path)
        times: dict[str, list[float]] = {name: [] for name in ("floor", *calls)}
        for _ in range(RUNS):
            times["floor"].append(run(FLOOR, b"", path))
            for name, payload in calls.items():
                times[name].append(run(GUARD, payload, path))
        floor = median(times["floor"])
        for name, target in TARGETS.items():
            ours = median(times[name])
            what = f"claude-code, a {name} / python -c 'import json'"
            measure.line(what, ours / floor, target, f"{ours:.1f} ms / {floor:.1f} ms")
        children(path, calls["read"])


def payloads(path: Path) -> dict[str, bytes]:
    """Give the standard input of a read, a write of source with a pending test, and a shell command."""
    load = str(path / "src" / "load.py")
    tools = {
        "read": ("Read", {"file_path": load}),
        "write": ("Write", {"file_path": load, "content": measure.source(2)}),
        "shell command": ("Bash", {"command": "cd src && python -m pytest -q tests | tail -n 5 && git status --short"}),
    }
    return {
        name: json.dumps(
            {"hook_event_name": "PreToolUse", "cwd": str(path), "tool_name": tool, "tool_input": fields}
        ).encode()
        for name, (tool, fields) in tools.items()
    }


def run(command: list[str], payload: bytes, path: Path) -> float:
    """Run once; gives milliseconds. A call that is refused would measure something else."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=path, env=measure.ENV, input=payload, capture_output=True, check=True)
    spent = (time.perf_counter() - begin) * 1000
    if done.stdout:
        raise SystemExit(f"the guard refused: {done.stderr.decode()}")
    return spent


def children(path: Path, payload: bytes) -> None:
    """Count the git processes of a read, by strace."""
    if shutil.which("strace") is None:
        print("skip  git processes of an agent's read: strace is not installed")
        return
    trace = ["strace", "-f", "-qq", "-e", "trace=execve", "-e", "status=successful", *GUARD]
    done = subprocess.run(trace, cwd=path, env=measure.ENV, input=payload, capture_output=True, check=False)
    count = sum(b"execve(" in row and b'/git"' in row for row in done.stderr.splitlines())
    measure.line("git processes of an agent's read", count, 0, "", unit="")


if __name__ == "__main__":
    main()
