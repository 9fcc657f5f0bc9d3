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
        calls = {(host, name): payload for host in HOSTS for name, payload in payloads(host, path).items()}
        times: dict[tuple[str, str], list[float]] = {key: [] for key in (("", ""), *calls)}
        for _ in range(RUNS):
            times["", ""].append(run(FLOOR, b"", path))
            for (host, name), payload in calls.items():
                times[host, name].append(run([*measure.HOOK, host], payload, path))
        floor = median(times["", ""])
        for host, name in calls:
            ours = median(times[host, name])
            what = f"{host}, a {name} / python -c 'import json'"
            measure.line(what, ours / floor, TARGETS[name], f"{ours:.1f} ms / {floor:.1f} ms")
        children(path, calls["claude-code", "read"])


COMMAND = "cd src && python -m pytest -q tests | tail -n 5 && git status --short"
# Event and field of the path, then the names of the tools that read, write and run; the fields of `write`.
HOSTS = {
    "claude-code": ("PreToolUse", "file_path", "Read", "Write", "Bash", "content"),
    "opencode": ("tool.execute.before", "filePath", "read", "write", "bash", "content"),
    "codex": ("PreToolUse", "path", "view_image", "apply_patch", "Bash", ""),
    "gemini": ("BeforeTool", "file_path", "read_file", "write_file", "run_shell_command", "content"),
    "copilot": ("", "path", "view", "create", "bash", "file_text"),
    "cursor": ("preToolUse", "file_path", "Read", "Write", "Shell", "contents"),
}


def payloads(host: str, path: Path) -> dict[str, bytes]:
    """Give the standard input of a read, a write of source with a pending test, and a shell command."""
    event, field, reads, writes, runs, content = HOSTS[host]
    load = str(path / "src" / "load.py")
    new = measure.source(2)
    patch = "".join(f"+{line}\n" for line in new.splitlines())
    written = (
        {field: load, content: new}
        if content
        else {"command": f"*** Begin Patch\n*** Add File: src/load.py\n{patch}*** End Patch"}
    )
    tools = {
        "read": (reads, {field: load}),
        "write": (writes, written),
        "shell command": (runs, {"command": COMMAND}),
    }
    return {name: json.dumps(payload(host, event, str(path), *call)).encode() for name, call in tools.items()}


def payload(host: str, event: str, cwd: str, tool: str, fields: dict[str, str]) -> dict[str, object]:
    """Give a payload as the host sends it."""
    if host == "opencode":
        return {"hook": event, "directory": cwd, "input": {"tool": tool}, "output": {"args": fields}}
    if host == "copilot":
        return {"cwd": cwd, "toolName": tool, "toolArgs": fields}
    return {"hook_event_name": event, "cwd": cwd, "workspace_roots": [cwd], "tool_name": tool, "tool_input": fields}


def run(command: list[str], payload: bytes, path: Path) -> float:
    """Run once; gives milliseconds. A call that is refused ends with 2 and would measure something else."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=path, env=measure.ENV, input=payload, capture_output=True, check=True)
    spent = (time.perf_counter() - begin) * 1000
    if b"deny" in done.stdout:
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
