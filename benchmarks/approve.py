"""`sinfonia approve` with an ssh key, against `git tag -s` with the same key and the start of click and YAML."""

from __future__ import annotations

import statistics
import subprocess
import time

import ledger
import measure

RUNS = 15


def main() -> None:
    with ledger.project() as path:
        ledger.run(path, "start", "judged", "--goal", "A form")
        ledger.run(path, "dispatch", "--task", "Make it", "--context", "See the story")
        ledger.run(path, "return", "--summary", "Made", "--assessment", "It is complete")
        ledger.run(path, "advance")
        ours, theirs = [], []
        for number in range(RUNS):  # each time another person, as one and the same cannot approve twice
            env = {**measure.ENV, "GIT_COMMITTER_EMAIL": f"person{number}@example.com"}
            ours.append(_wall([ledger.SINFONIA, "approve", "-m", "read it", "-y"], path, env))
            tag = _wall(["git", "tag", "-s", "-m", "read it", f"tag-{number}"], path, env)
            theirs.append(tag + _wall([measure.PYTHON, "-c", "import click, yaml"], path, env))
        mine, other = statistics.median(ours), statistics.median(theirs)
        what = "sinfonia approve (ssh) / git tag -s + python -c 'import click, yaml'"
        measure.line(what, mine / other, 2.5, f"{mine:.0f} ms / {other:.0f} ms")


def _wall(command, path, env) -> float:  # noqa: ANN001
    begin = time.perf_counter()
    subprocess.run(command, cwd=path, env=env, check=True, capture_output=True)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
