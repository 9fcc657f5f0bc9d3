"""The people's door, called in this process: a start of the interpreter less for each case."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from sinfonia.cli import run


@dataclass
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)

    @property
    def text(self) -> str:
        return self.out + self.err


@pytest.fixture
def cli(repo, monkeypatch, capfd):
    """Run a command in `repo`, with further variables if the case names some."""
    monkeypatch.chdir(repo.path)

    def call(*args: str, env: dict[str, str] | None = None) -> Answer:
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            capfd.readouterr()
            code = run([str(arg) for arg in args])
            printed = capfd.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Answer(code, printed.out, printed.err)

    return call
