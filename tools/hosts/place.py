"""A repository, prepared as a person does it, in which the programs run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model import Model

if TYPE_CHECKING:
    from programs import Program, Turn

SECONDS = 150
BIN = Path(sys.executable).parent
OLD = "def total(rows):\n    return len(rows)\n"


@dataclass(frozen=True)
class Outcome:
    """What a run left: the results of tool calls in order, what the model was sent, what was printed."""

    results: list[str]
    sent: str
    printed: str


class Place:
    """A folder of its own: a project with one commit, a home, and the environment of the programs."""

    def __init__(self, top: Path) -> None:
        self.home = top / "home"
        self.project = top / "shop"
        self.home.mkdir(parents=True)
        for name, text in {
            "src/shop.py": OLD,
            "tests/.keep": "",
            "README.md": "hello readme\n",
            ".gitignore": ".env\n",
            ".env": "TOKEN=hunter2\n",
        }.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.env = {
            "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin:{os.path.dirname(shutil.which('node') or '/usr/bin/node')}",
            "HOME": str(self.home), "TERM": "dumb", "LANG": "C.UTF-8", "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"),
        }  # fmt: skip
        (self.home / "gitconfig").write_text(
            "[user]\n\tname = Ana\n\temail = ana@example.com\n[init]\n\tdefaultBranch = main\n"
        )
        self.shell("git", "init", "-q")
        self.shell("git", "add", "-A")
        self.shell("git", "commit", "-q", "-m", "Begin")

    def shell(self, *args: str) -> str:
        """Run a program in the project; gives what it prints."""
        done = subprocess.run(args, cwd=self.project, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{args}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def decisions(self, name: str) -> list[dict[str, object]]:
        """Give the lines of the log that are about tool calls of one agent."""
        rows = json.loads(self.shell("sinfonia", "log", "--decisions", "--format", "json"))["decisions"]
        return [row for row in rows if row["host"] == name and row["event"] == "tool"]

    def doctor(self, name: str) -> list[str]:
        """Give the states that `sinfonia doctor` sees of an agent."""
        command = ("sinfonia", "doctor", "--format", "json")
        done = subprocess.run(command, cwd=self.project, env=self.env, capture_output=True, text=True, check=False)
        return [row["state"] for row in json.loads(done.stdout)["checks"] if row["subject"] == name]

    def guards(self, name: str) -> list[Path]:
        """Give the files of the project that call an agent's hook."""
        files = self.shell("git", "ls-files", "-z").split("\0")
        places = [self.project / file for file in files if file.startswith(".") and file.endswith((".json", ".js"))]
        marks = (f"sinfonia-hook {name}", f'"sinfonia-hook", ["{name}"]')
        return [path for path in places if any(mark in path.read_text() for mark in marks)]

    def start(
        self,
        program: Program,
        folder: Path,
        turns: list[Turn],
        *,
        project: Path | None = None,
        usage: dict[int, int] | None = None,
        env: dict[str, str] | None = None,
        seconds: int = SECONDS,
    ) -> Outcome:
        """Run a program through a script, here or in another project."""
        model = Model(turns, usage)
        where = project or self.project
        command, own = program.start(program.path(folder), self.home, where, model.url)
        child = subprocess.Popen(
            command, cwd=where, env={**self.env, **own, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            printed, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            printed, _ = child.communicate()
            printed += f"\n(stopped after {seconds} seconds)"
        model.stop()
        return Outcome(list(model.results.values()), "\n".join(model.bodies), printed)
