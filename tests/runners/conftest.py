"""The hook ids of this project under the real pre-commit and prek, without an environment to build."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IDS = ("sinfonia", "sinfonia-commit-msg", "sinfonia-prepare-commit-msg", "sinfonia-pre-push")
TYPES = ("pre-commit", "commit-msg", "pre-push", "prepare-commit-msg", "pre-merge-commit")


@dataclass
class Runner:
    """pre-commit or prek, with its own cache, and a configured repository."""

    name: str
    repo: object
    hooks: Path
    rev: str

    def __call__(self, *args: str, env: dict[str, str] | None = None):
        return self.repo.run(self.name, *args, env=env)

    def git(self, *args: str, env: dict[str, str] | None = None):
        """Run git, whose hooks start the runner; it may refuse."""
        return self.repo.run("git", *args, env=env)

    def configure(self, *ids: str) -> None:
        rows = "".join(f"      - id: {name}\n" for name in ids)
        head = f"repos:\n  - repo: {self.hooks}\n    rev: {self.rev}\n    hooks:\n"
        self.repo.commit({".pre-commit-config.yaml": head + rows, "README.md": "# x\n"}, "Begin")

    def install(self, *types: str) -> None:
        result = self("install", *(part for name in types for part in ("-t", name)))
        assert result.code == 0, result.text


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory) -> tuple[Path, str]:
    """A repository that offers our ids as they are published, but from the interpreter's own folder."""
    place = tmp_path_factory.mktemp("hooks")
    text = (ROOT / ".pre-commit-hooks.yaml").read_text()
    (place / ".pre-commit-hooks.yaml").write_text(text.replace("language: python", "language: system"))
    identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"]
    for args in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "Hooks"]):
        subprocess.run(["git", *args], cwd=place, check=True)
    rev = subprocess.run(["git", "rev-parse", "HEAD"], cwd=place, check=True, capture_output=True, text=True)
    return place, rev.stdout.strip()


@pytest.fixture(scope="session")
def caches(tmp_path_factory) -> dict[str, str]:
    """The runners' own folders, shared by the tests of one process."""
    place = tmp_path_factory.mktemp("caches")
    return {"PRE_COMMIT_HOME": str(place / "pre-commit"), "PREK_HOME": str(place / "prek")}


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request, repo, hook_repository, caches) -> Runner:
    """A runner in a repository of its own; nothing is configured or installed yet."""
    if not (Path(sys.executable).parent / request.param).exists():
        pytest.skip(f"{request.param} is not installed")
    repo.env.update(caches)
    return Runner(request.param, repo, *hook_repository)


@pytest.fixture
def installed(runner) -> Runner:
    """Every id configured, every type installed."""
    runner.configure(*IDS)
    runner.install(*TYPES)
    return runner
