"""People who work on a project through the public commands, and documents for them to write."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Repo

DATA = Path(__file__).parent / "data"
SESSION = "cart"
FOLDER = f".sinfonia/handoffs/{SESSION}"
BODY = ("--summary", "It is done", "--assessment", "As the step asks")
TEST = """\
import pytest

from src.cart import Cart


def test_a_cart_adds_prices():
    cart = Cart()
    cart.put(3)
    assert cart.total() == 3


def test_a_price_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        Cart().put(-1)
"""
CODE = """\
class Cart:
    def __init__(self):
        self.prices = []

    def put(self, price):
        if price < 0:
            raise ValueError("a price below zero")
        self.prices.append(price)

    def total(self):
        return sum(self.prices)
"""


@dataclass
class Person:
    """Somebody at a clone of their own: a name, an e-mail address and perhaps a key to sign with."""

    repo: Repo
    name: str
    email: str = ""
    key: Path | None = None
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Tell git who it is."""
        self.email = self.email or f"{self.name}@example.com"
        for role in ("AUTHOR", "COMMITTER"):
            self.env |= {f"GIT_{role}_NAME": self.name.title(), f"GIT_{role}_EMAIL": self.email}
        if self.key:
            self.git("config", "gpg.format", "ssh")
            self.git("config", "user.signingKey", str(self.key))

    def says(self, *args: str, code: int = 0, stdin: str = "", env: dict[str, str] | None = None) -> str:
        """Run a command that must end with a code, and give what it printed."""
        result = self.repo.sinfonia(*args, stdin=stdin, env={**self.env, **(env or {})})
        assert result.code == code, f"sinfonia {args}: {result.code}\n{result.text}"
        assert "Traceback" not in result.text
        return result.text

    def read(self, *args: str) -> dict:
        """Give a command's document."""
        return json.loads(self.says(*args, "--format", "json"))

    def git(self, *args: str) -> str:
        """Run git with the hooks that are installed; it must succeed."""
        return self.repo.git(*args, env=self.env)

    def push(self) -> None:
        """Push the branch and the records, as the commands say."""
        self.git("push", "-q", "origin", "HEAD", "refs/tags/sinfonia/*:refs/tags/sinfonia/*")

    def pull(self) -> None:
        """Bring the branch up to date."""
        self.git("pull", "-q", "--ff-only", "origin", self.git("branch", "--show-current").strip())

    def commit(self, files: dict[str, str], message: str) -> None:
        """Write files and commit them as anybody does: the hooks judge it."""
        self.repo.write(dict(files))
        self.git("add", *files)
        self.git("commit", "-q", "-m", message)

    def document(self, name: str, to: str = "") -> str:
        """Write a sample document into the session's folder; gives its path."""
        path = f"{FOLDER}/{to or name}"
        self.repo.write({path: (DATA / name).read_text(encoding="utf-8")})
        return path

    def dispatch(self, task: str) -> None:
        """Hand the current step over."""
        self.says("dispatch", "--task", task, "--context", "The goal", "--constraint", "nothing new")

    def hand_back(self, *paths: str) -> None:
        """Return the current step, and close it."""
        said = self.says("return", *BODY, *(word for path in paths for word in ("--artifact", path)))
        assert "still open" not in said, said  # its commit took the step's documents along
        assert "next: sinfonia advance" in said
        self.says("advance")

    def write_up(self, name: str) -> None:
        """Do a step whose work is one document."""
        self.dispatch(f"Write {name}")
        self.hand_back(self.document(name))

    def stands(self) -> tuple[str, str, int]:
        """Give status, step and its number."""
        status = self.read("status", "--session", SESSION)
        return status["status"], status["current_step"], status["current_step_index"]


def make_key(folder: Path, name: str) -> Path:
    """Make an ssh key; gives the private file."""
    key = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
    subprocess.run(command, check=True, capture_output=True)
    return key
