"""A sealed world for every test: private home, no system configuration, fixed names and dates."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("SINFONIA_CORPORA") or ROOT.parent / "shared" / "corpora")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Under `nohup`, or behind `&` in a script, children would inherit that an interrupt is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of measured data; tests that read it are skipped where it is absent."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here")
    return CORPORA


@pytest.fixture
def sealed(tmp_path, monkeypatch) -> dict[str, str]:
    """The environment in which git and Sinfonia run, also for code under test in this process."""
    home = tmp_path / "home"
    home.mkdir()
    keep = {
        "PATH",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "TMPDIR",
        "PATHEXT",
        "COMSPEC",
        "VIRTUAL_ENV",
        "COVERAGE_PROCESS_START",
    }
    for name in list(os.environ):
        if name not in keep and not name.startswith(("PYTEST_", "COV_")):
            monkeypatch.delenv(name)
    scripts = Path(sys.executable).parent
    fixed = {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_EDITOR": "false",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Ana",
        "GIT_AUTHOR_EMAIL": "ana@example.com",
        "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
        "GIT_COMMITTER_NAME": "Ana",
        "GIT_COMMITTER_EMAIL": "ana@example.com",
        "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    }
    for name, value in fixed.items():
        monkeypatch.setenv(name, value)
    (home / ".gitconfig").write_text('[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n')
    return dict(os.environ)


@pytest.fixture
def patience():
    """Fail a test that hangs: a guard against work without end, not a measurement (those are in `benchmarks/`)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def hangs(*_):
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.setitimer(signal.ITIMER_REAL, 90)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@dataclass
class Result:
    """What a program printed, and its exit code."""

    code: int
    out: str
    err: str
    args: list[str] = field(repr=False, default_factory=list)

    @property
    def text(self) -> str:
        """Everything that a person would see."""
        return self.out + self.err


@dataclass
class Repo:
    """A real repository in a temporary folder."""

    path: Path
    env: dict[str, str]

    def run(
        self, *args: str | Path, stdin: str | bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> Result:
        """Run a program here; never fails by itself."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [str(a) for a in args],
            cwd=cwd or self.path,
            env={**self.env, **(env or {})},
            input=data,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Result(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
            [str(a) for a in args],
        )

    def git(self, *args: str, env: dict[str, str] | None = None, stdin: str | bytes = b"") -> str:
        """Run git, which must succeed; gives what it printed."""
        result = self.run("git", *args, env=env, stdin=stdin)
        assert result.code == 0, f"git {args}: {result.text}"
        return result.out

    def try_git(self, *args: str, env: dict[str, str] | None = None) -> Result:
        """Run git, which may refuse."""
        return self.run("git", *args, env=env)

    def sinfonia(self, *args: str, **more) -> Result:
        """Run the people's door."""
        return self.run(sys.executable, "-m", "sinfonia", *args, **more)

    def hook(self, *args: str, **more) -> Result:
        """Run the machines' door."""
        return self.run(sys.executable, "-m", "sinfonia.door", *args, **more)

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files; None removes one."""
        for name, content in files.items():
            path = self.path / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def stage(self, files: dict[str, str | bytes | None]) -> None:
        """Write files and stage everything."""
        self.write(files)
        self.git("add", "-A")

    def commit(self, files: dict[str, str | bytes | None], message: str = "Change") -> str:
        """Commit files without any hook; gives the id."""
        self.stage(files)
        self.git("commit", "--no-verify", "--allow-empty", "-m", message, "-q")
        return self.git("rev-parse", "HEAD").strip()


def new_repo(path: Path, env: dict[str, str], *options: str) -> Repo:
    """Make a repository."""
    path.mkdir(parents=True, exist_ok=True)
    made = Repo(path, env)
    made.git("init", "-q", *options)
    return made


@pytest.fixture
def repo(tmp_path, sealed) -> Repo:
    """An empty repository on branch `main`."""
    return new_repo(tmp_path / "repo", sealed)


@pytest.fixture
def make_repo(tmp_path, sealed):
    """A maker of further repositories: `make_repo("name", "--bare")`."""
    return lambda name, *options: new_repo(tmp_path / name, sealed, *options)
