"""A commit of one file: the machines' door against a bare interpreter and git's own answer."""

from __future__ import annotations

import measure


def main() -> None:
    with measure.repository() as path:
        (path / "README.md").write_text("# Bench\n\nOne more line.\n")
        (path / "notes.txt").write_text("A note.\n")
        measure.git(path, "add", "README.md")
        floor = [measure.BARE, measure.GIT_DIFF]
        times = measure.wall({"ours": [[*measure.HOOK, "pre-commit"]], "floor": floor}, path, 40)
        measure.line(
            "pre-commit, 1 file / bare Python + git diff-index",
            times["ours"] / times["floor"],
            1.8,
            f"{times['ours']:.1f} ms / {times['floor']:.1f} ms",
        )


if __name__ == "__main__":
    main()
