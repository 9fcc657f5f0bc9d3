"""What every benchmark shares: throw-away repositories, interleaved runs, one line of output.

Times wander from machine to machine; ratios of commands that ran in turns do not wander as far.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent
DOOR = f"import sys;sys.path.append({str(ROOT)!r});from sinfonia.door import main;main()"
HOOK = [PYTHON, "-I", "-S", "-c", DOOR]
BARE = [PYTHON, "-I", "-S", "-c", "pass"]
OPTIONS = [
    *("--raw", "-z", "--full-index", "--no-abbrev", "--no-renames"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=none"),
]
GIT_DIFF = ["git", "diff-index", "--cached", "-p", "-U0", "-a", "--ita-invisible-in-index", *OPTIONS, "HEAD"]

ENV = {
    "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.com",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
    "GIT_INDEX_FILE": ".git/index",
}


@contextmanager
def repository() -> Iterator[Path]:
    """Give an empty repository with one commit."""
    with tempfile.TemporaryDirectory(prefix="sinfonia-bench-") as folder:
        path = Path(folder) / "repo"
        path.mkdir()
        ENV["HOME"] = folder
        git(path, "init", "-q", "-b", "main")
        (path / "README.md").write_text("# Bench\n")
        git(path, "add", ".")
        git(path, "commit", "-q", "-m", "Begin")
        yield path


def git(path: Path, *args: str) -> None:
    """Run git, which must succeed."""
    subprocess.run(["git", *args], cwd=path, env=ENV, check=True, capture_output=True)


def source(index: int, lines: int = 20) -> str:
    """Give the text of a made-up module: comments and calls as people write them, no credential."""
    body = "".join(
        f"    value_{n} = compute(total, {n}, name='row {n} of {index}')  # keep the order of columns\n"
        for n in range(lines)
    )
    return f'"""Module {index}."""\n\n\ndef load_{index}(total):\n    """Load."""\n{body}    return value_0\n'


def wall(commands: dict[str, list[Sequence[str]]], path: Path, runs: int) -> dict[str, float]:
    """Run each list of commands in turns; gives the median of milliseconds by name."""
    return {name: statistics.median(times) for name, times in _turns(commands, path, runs, _wall).items()}


def cpu(commands: dict[str, list[Sequence[str]]], path: Path, runs: int) -> dict[str, float]:
    """As `wall`, in milliseconds of processor time, children included."""
    return {name: statistics.median(times) for name, times in _turns(commands, path, runs, _cpu).items()}


def peak_memory(args: Sequence[str], path: Path) -> float:
    """Give the peak resident memory of one run of the machines' door itself, without its children, in MB."""
    code = (
        f"import sys;sys.path.append({str(ROOT)!r});import gc;gc.disable();from sinfonia.door import answer\n"
        f"answer({list(args)!r})\n"
        "sys.stderr.write(next(row for row in open('/proc/self/status') if row.startswith('VmHWM')))"
    )
    if not sys.platform.startswith("linux"):
        return float("nan")  # elsewhere the peak includes that of whoever started the process
    done = subprocess.run(
        [PYTHON, "-I", "-S", "-c", code], cwd=path, env=ENV, capture_output=True, text=True, check=True
    )
    return int(done.stderr.split()[-2]) / 1024


def line(what: str, ratio: float, target: float, detail: str, unit: str = "x") -> None:
    """Print one row: what was measured, the figure, the target."""
    word = "ok  " if ratio <= target else "OVER"
    print(f"{word}  {what:<58} {ratio:7.2f} {unit:<2} (target {target:g})  {detail}", flush=True)


def _turns(commands, path, runs, measure):  # noqa: ANN001, ANN202
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, steps in commands.items():
            times[name].append(sum(measure(step, path) for step in steps))
    return times


def _wall(command: Sequence[str], path: Path) -> float:
    begin = time.perf_counter()
    _run(command, path)
    return (time.perf_counter() - begin) * 1000


def _cpu(command: Sequence[str], path: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command, path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _run(command: Sequence[str], path: Path) -> None:
    with open(os.devnull, "wb") as nowhere:
        subprocess.run(command, cwd=path, env=ENV, stdout=nowhere, stderr=nowhere, check=False)
