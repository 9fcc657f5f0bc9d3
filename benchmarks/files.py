"""Commits of 100, 1,000 and 10,000 files, and 50 MB: processor time against git alone, and peak memory."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from pathlib import Path

OURS = [*measure.HOOK, "pre-commit"]
SCRIPT = [str(measure.SCRIPTS / "sinfonia-hook"), "pre-commit"]  # native hooks run without site packages


def main() -> None:
    sizes = {100: 2.6, 1_000: 2.3, 10_000: 2.2}
    for count, target in sizes.items():
        with measure.repository() as path:
            grow(path, 50_000)
            fill(path, count)
            measure.git(path, "add", ".")
            runs = 9 if count < 10_000 else 5
            times = measure.cpu({"ours": [OURS], "git": [measure.GIT_DIFF]}, path, runs)
            detail = f"{times['ours']:.0f} ms / {times['git']:.0f} ms of processor time"
            measure.line(f"pre-commit, {count} files / git diff-index", times["ours"] / times["git"], target, detail)
            if count == 10_000:
                measure.line("peak memory, 10,000 files", measure.peak_memory(["pre-commit"], path), 64, "", unit="MB")
    megabytes()


def megabytes() -> None:
    """Judge 50 MB of added text: in many files, and in one."""
    for name, count in (("1,000 files", 1_000), ("1 file", 1)):
        with measure.repository() as path:
            rows = 30_000 // count
            for n in range(count):
                place = path / f"docs/part{n % 50}/text{n}.txt"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text("".join(measure.source(n * rows + row) for row in range(rows)))
            measure.git(path, "add", ".")
            size = sum(file.stat().st_size for file in path.rglob("text*.txt")) / 1e6
            commands = {"plain": [OURS], "with [fast]": [SCRIPT], "git": [measure.GIT_DIFF]}
            times = measure.wall(commands, path, 5)
            for kind, target in (("plain", 3), ("with [fast]", 1.6)):
                if kind != "plain" and not importlib.util.find_spec("ahocorasick_rs"):
                    print("skip  with [fast]: ahocorasick_rs is not installed")
                    continue
                what = f"{size:.0f} MB in {name}, {kind} / git diff-index"
                detail = f"{times[kind]:.0f} ms / {times['git']:.0f} ms"
                measure.line(what, times[kind] / times["git"], target, detail)
            measure.line(
                f"peak memory, {size:.0f} MB in {name}", measure.peak_memory(["pre-commit"], path), 64, "", unit="MB"
            )


def fill(path: Path, count: int) -> None:
    """Write modules with their tests, in folders of fifty."""
    for n in range(count // 2):
        for folder, name in (("src", f"load{n}.py"), ("tests", f"test_load{n}.py")):
            place = path / folder / f"part{n // 50}" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(measure.source(n) if folder == "src" else f"def test_load():\n    assert {n} == {n}\n")


def grow(path: Path, count: int) -> None:
    """Commit files that stay as they are: what git has to walk in a large repository."""
    import subprocess

    files = "".join(f"M 100644 :1 old/part{n // 100}/file{n}.txt\n" for n in range(count))
    stream = (
        "blob\nmark :1\ndata 4\nold\n\n"
        "commit refs/heads/main\ncommitter Ana <ana@example.com> 1700000000 +0000\ndata 4\nGrow\n"
        f"from refs/heads/main^0\n{files}"
    )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=path, env=measure.ENV, input=stream.encode(), check=True)
    measure.git(path, "reset", "-q", "--hard")


if __name__ == "__main__":
    main()
