"""What the proofs share: a small workflow, repositories at each stage of it, and what can be seen of their state."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FULL = os.environ.get("SINFONIA_PROOF") == "full"
"""Set by `make proof`; `make test` takes a sample."""

HURTS = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="calls are named by /proc")
"""For what runs commands that are hurt at one call."""

DEFINITION = {
    ".sinfonia/workflows/mini/workflow.md": "---\nname: mini\npersona: coda\n---\n\n# Mini\n",
    ".sinfonia/workflows/mini/steps/step-01-make.md": "---\ngate: return\n---\n\n# Make\n",
    ".sinfonia/workflows/mini/steps/step-02-look.md": "---\ngate: return\n---\n\n# Look\n",
    ".sinfonia/workflows/mini/steps/step-03-approval.md": "# Approval\n",
}
BEGIN = ["start", "mini", "--goal", "A form", "--session", "s-20260102-030405"]
DISPATCH = ["dispatch", "--task", "Make it", "--context", "See the story"]
RETURN = ["return", "--summary", "Made", "--assessment", "It is complete"]
ADVANCE = ["advance"]
APPROVE = ["approve", "-m", "read it", "-y"]
REJECT = ["reject", "-m", "no test", "-y"]

SUBJECTS = {
    "start": ([], ["start", "mini", "--goal", "A form"]),
    "return": ([BEGIN, DISPATCH], RETURN),
    "advance": ([BEGIN, DISPATCH, RETURN], ADVANCE),
    "approve": ([BEGIN, DISPATCH, RETURN, ADVANCE, DISPATCH, RETURN, ADVANCE], APPROVE),
    "reject": ([BEGIN, DISPATCH, RETURN, ADVANCE, DISPATCH, RETURN, ADVANCE], REJECT),
}
"""A command, and those that come before it."""


@dataclass
class Ran:
    """How a command ended: its exit code, what it printed, the calls that it made."""

    code: int
    out: str
    err: str
    calls: list[str] = field(repr=False)


class Server:
    """The process that runs commands; see `server.py`."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "server.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )

    def run(self, path: Path, *args: str, at: int = 0, how: str = "", env: dict[str, str] | None = None) -> Ran:
        """Run one command in a repository."""
        request = {"args": list(args), "cwd": str(path), "env": {**self.env, **(env or {})}, "at": at, "how": how}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Ran(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def git(path: Path, env: dict[str, str], *args: str, code: int = 0) -> str:
    """Run git, which must end so; gives what it printed."""
    done = subprocess.run(["git", *args], cwd=path, env=env, capture_output=True, check=False)
    assert done.returncode == code, (args, done.stderr)
    return done.stdout.decode("utf-8", "surrogateescape")


def begin(path: Path, env: dict[str, str], *options: str, key: Path | None = None) -> None:
    """Make a repository with the small workflow, and with an ssh key when there is one."""
    path.mkdir(parents=True)
    git(path, env, "init", "-q", *options)
    for name, text in {**DEFINITION, "src/a.py": "A = 1\n", "notes.txt": "one\ntwo\nthree\n"}.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    git(path, env, "add", "-A")
    git(path, env, "commit", "-q", "-m", "Begin")
    if key:
        git(path, env, "config", "gpg.format", "ssh")
        git(path, env, "config", "user.signingKey", str(key))


def make_key(folder: Path) -> Path | None:
    """Make an ssh key, None where there is no ssh-keygen."""
    if shutil.which("ssh-keygen") is None:
        return None
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, capture_output=True)
    return key


def disturb(path: Path, env: dict[str, str]) -> None:
    """Leave work of the user's in the tree: staged, partly staged, changed, untracked."""
    (path / "staged.txt").write_text("staged\n")
    (path / "notes.txt").write_text("one\n2\nthree\n")
    git(path, env, "add", "staged.txt", "notes.txt")
    (path / "notes.txt").write_text("one\n2\n3\n")
    (path / "src/a.py").write_text("A = 2\n")
    (path / "loose.txt").write_text("loose\n")


def users(path: Path, env: dict[str, str]) -> tuple[str, ...]:
    """Give all that can be seen of the user's own work: status, what is staged, what is changed."""
    rest = ("--", ".", ":!.sinfonia/handoffs")
    return (
        git(path, env, "status", "--porcelain=v2", "--untracked-files=all", *rest),
        git(path, env, "diff", "--cached", "--binary", "HEAD", *rest),
        git(path, env, "diff", "--binary", *rest),
    )


_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_SESSION = re.compile(r"s-\d{8}-\d{6}(?:-[b-z])?")
_OBJECT = re.compile(r"\b[0-9a-f]{40,64}\b")


def state(path: Path, env: dict[str, str]) -> dict[str, object]:
    """Give all that a command makes, without what differs between two runs of it: times, ids, signatures."""
    top = path / ".sinfonia/handoffs"
    found = {}
    for file in sorted(top.rglob("*")) if top.is_dir() else []:
        if file.is_file():
            name = _OBJECT.sub("OBJECT", _SESSION.sub("SESSION", str(file.relative_to(top))))
            data = "" if file.suffix == ".tag" else file.read_text()
            found.setdefault(name, []).append(_OBJECT.sub("OBJECT", _SESSION.sub("SESSION", _STAMP.sub("TIME", data))))
    refs = git(path, env, "for-each-ref", "--format=%(refname:strip=2) %(objectname)", "refs/tags/sinfonia").split("\n")
    git_dir = Path(git(path, env, "rev-parse", "--absolute-git-dir").strip())
    return {
        "files": found,
        "records": sorted(ref.split(" ")[1] for ref in refs if ref) == sorted(f.stem for f in top.rglob("*.tag")),
        "subjects": git(path, env, "log", "--format=%s%n%(trailers:only,unfold)").replace(
            (_SESSION.search(git(path, env, "log", "--format=%b")) or ["SESSION"])[0], "SESSION"
        ),
        "leftovers": [str(f) for f in (*top.rglob(".sinfonia-*"), *git_dir.glob(".sinfonia-*"))],
        "journal": any(file.stat().st_size for file in git_dir.glob("sinfonia-journal")),
        "users": users(path, env),
        "uncommitted": git(path, env, "status", "--porcelain", "--untracked-files=all", "--", ".sinfonia/handoffs"),
    }


def copy(template: Path, place: Path) -> Path:
    """Copy a repository, times of files included: git's index knows them."""
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(template, place, symlinks=True)
    return place


def told(text: str) -> None:
    """Print a figure of the proof, which `make proof` shows."""
    if FULL:
        sys.stderr.write(f"proof: {text}\n")  # what a worker of pytest-xdist writes elsewhere is not seen
