"""A repository with a session in it, made by the commands themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from sinfonia.cli import run

if TYPE_CHECKING:
    from pathlib import Path

DEFINITION = {
    ".sinfonia/workflows/mini/workflow.md": "---\nname: mini\ndescription: Two steps.\npersona: coda\n---\n\n# mini\n",
    ".sinfonia/workflows/mini/steps/step-01-write.md": '---\nscope: ["docs/**", "!docs/old/**"]\n---\n\n# Write\n',
    ".sinfonia/workflows/mini/steps/step-02-approval.md": "# Approval\n",
}
CONFIG = 'version: "0.1"\nbase: main\n'


@dataclass
class World:
    """A hooked repository, commands that run in this process, and the session that `start` made."""

    repo: object
    capfd: object
    session: str = ""

    @property
    def folder(self) -> str:
        return f".sinfonia/handoffs/{self.session}"

    @property
    def index(self) -> Path:
        return self.repo.path / self.folder / "workflow.md"

    def type(self, *args: str, code: int = 0) -> str:
        """Run a command, which must end with a code; gives what it printed."""
        self.capfd.readouterr()
        ended = run([str(arg) for arg in args])
        printed = self.capfd.readouterr()
        text = printed.out + printed.err
        assert ended == code, text
        return text

    def start(self, *workflows: str) -> None:
        """Start a session."""
        self.type("start", *workflows, "--goal", "A login form")
        (self.session,) = (p.name for p in (self.repo.path / ".sinfonia/handoffs").iterdir() if p.name != "paths")

    def work(self) -> None:
        """Dispatch and return the current step, with a file of work between them."""
        self.type("dispatch", "--task", "Write it", "--context", "The page is empty")
        self.repo.commit({"docs/page.md": "# Page\n"}, "Write the page")
        self.type("return", "--summary", "It is written", "--assessment", "All of it")

    def edit(self, old: str, new: str, name: str = "workflow.md") -> None:
        """Change a file of the session by hand."""
        path = self.repo.path / self.folder / name
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    def drop(self, start: str) -> None:
        """Take the line out of `workflow.md` that begins so."""
        lines = self.index.read_text().splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) == len(lines) - 1
        self.index.write_text("".join(kept))

    def envelope(self, number: int) -> str:
        """Give the name of an envelope's file."""
        (found,) = (self.repo.path / self.folder).glob(f"{number:03d}-*.md")
        return found.name

    def record(self) -> str:
        """Give the path of the session's only record, from the root."""
        (found,) = (self.repo.path / self.folder / "approvals").iterdir()
        return f"{self.folder}/approvals/{found.name}"

    def commit(self, message: str = "By hand"):
        """Stage everything and commit it with the hooks."""
        self.repo.git("add", "-A")
        return self.repo.try_git("commit", "-m", message)


@pytest.fixture
def world(hooked, monkeypatch, capfd):
    """A session of the workflow `mini` on branch `feature`, nothing dispatched yet."""
    monkeypatch.chdir(hooked.path)
    hooked.commit({".sinfonia/config.yaml": CONFIG, "README.md": "# x\n", **DEFINITION}, "Start")
    hooked.git("switch", "-qc", "feature")
    made = World(hooked, capfd)
    made.start("mini")
    return made


@pytest.fixture
def returned(world):
    """The same at its approval: the work is returned, and step 1 is closed."""
    world.work()
    world.type("advance")
    return world


@pytest.fixture
def approved(returned):
    """The same after its approval: the workflow is complete."""
    returned.type("approve", "approval", "-m", "good")
    return returned
