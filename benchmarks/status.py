"""`sinfonia status` in a repository with one session, and with a thousand."""

from __future__ import annotations

import shutil

import ledger
import measure


def main() -> None:
    with ledger.project() as path:
        ledger.run(path, "start", "judged", "--goal", "A form", "--session", "first")
        click = [[measure.PYTHON, "-c", "import click"]]
        for sessions in (1, 1000):
            top = path / ".sinfonia/handoffs"
            for number in range(sessions - 1):
                name = f"s-20260102-{number:06d}"
                shutil.copytree(top / "first", top / name)
                file = top / name / "workflow.md"
                text = (
                    file.read_text()
                    .replace("session_id: first", f"session_id: {name}")
                    .replace("| first |", f"| {name} |")
                )
                file.write_text(text.replace("workflow_status: created", "workflow_status: complete"))
            times = measure.wall({"status": [[ledger.SINFONIA, "status"]], "click": click}, path, 21)
            detail = f"{times['status']:.0f} ms / {times['click']:.0f} ms"
            what = f"sinfonia status, {sessions} session{'s' if sessions > 1 else ''} / python -c 'import click'"
            measure.line(what, times["status"] / times["click"], 2, detail)


if __name__ == "__main__":
    main()
