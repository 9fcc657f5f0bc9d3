"""The start of the people's door, and how many programs a hook starts."""

from __future__ import annotations

import shutil
import subprocess

import measure


def main() -> None:
    with measure.repository() as path:
        sinfonia = str(measure.SCRIPTS / "sinfonia")
        python = [measure.PYTHON, "-c"]
        runs = {
            "version": [[sinfonia, "--version"]],
            "pass": [[*python, "pass"]],
            "help": [[sinfonia, "check", "--help"]],
            "click": [[*python, "import click"]],
        }
        times = measure.wall(runs, path, 25)
        detail = f"{times['version']:.0f} ms / {times['pass']:.0f} ms"
        measure.line("sinfonia --version / python -c pass", times["version"] / times["pass"], 1.3, detail)
        detail = f"{times['help']:.0f} ms / {times['click']:.0f} ms"
        measure.line("sinfonia check --help / python -c 'import click'", times["help"] / times["click"], 1.3, detail)
        children(path)


def children(path) -> None:  # noqa: ANN001
    """Count the git processes of a hook run, by strace."""
    if shutil.which("strace") is None:
        print("skip  git children per hook run: strace is not installed")
        return
    cases = {
        "without source": ({"notes.txt": "a note\n"}, 1),
        "with source and its test": ({"src/a.py": "A = 1\n", "tests/test_a.py": "def test_a():\n    assert 1\n"}, 2),
        "refusing": ({"src/b.py": "def b():\n    return 1\n", "tests/test_a.py": None}, 3),
    }
    for name, (files, target) in cases.items():
        measure.git(path, "reset", "-q", "--hard")
        for file, text in files.items():
            place = path / file
            place.parent.mkdir(exist_ok=True)
            if text is not None:
                place.write_text(text)
        measure.git(path, "add", ".")
        trace = ["strace", "-f", "-qq", "-e", "trace=execve", "-e", "status=successful", *measure.HOOK, "pre-commit"]
        done = subprocess.run(trace, cwd=path, env=measure.ENV, capture_output=True, text=True, check=False)
        count = sum("execve(" in row and '/git"' in row for row in done.stderr.splitlines())
        measure.line(f"git processes of pre-commit, {name}", count, target, "", unit="")


if __name__ == "__main__":
    main()
