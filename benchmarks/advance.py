"""`sinfonia advance`: a step is completed and committed; against a plain `git commit` and the start of click."""

from __future__ import annotations

import ledger
import measure


def main() -> None:
    with ledger.project() as path:
        ledger.run(path, "start", "long", "--goal", "A form")
        runs = {
            "advance": [[ledger.SINFONIA, "advance"]],
            "git": [
                ["git", "commit", "-q", "--allow-empty", "-m", "Go on"],
                [measure.PYTHON, "-c", "import click, yaml"],
            ],
        }
        times = measure.wall(runs, path, 21)
        detail = f"{times['advance']:.0f} ms / {times['git']:.0f} ms"
        what = "sinfonia advance / git commit + python -c 'import click, yaml'"
        measure.line(what, times["advance"] / times["git"], 2.5, detail)


if __name__ == "__main__":
    main()
