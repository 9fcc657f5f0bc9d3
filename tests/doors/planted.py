"""What the door tests plant in repositories, assembled so that no scanner refuses these files themselves."""

from __future__ import annotations

import os
import subprocess
import sys

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
SECRET = f"token = '{TOKEN}'\n"
ENV = f"GITHUB_TOKEN={TOKEN}\n"
CODE = "def f(x):\n    return x + 1\n"
MORE_CODE = "def f(x):\n    return x + 2\n"
TEST = "from src.login import f\n\n\ndef test_f():\n    assert f(1) == 2\n"
HOOKS = ("pre-commit", "pre-merge-commit", "commit-msg", "prepare-commit-msg", "pre-applypatch", "pre-push")
AGENT = {"CLAUDECODE": "1"}


def write_hook(folder, name, *options):
    """Write one hook file that calls the machines' door."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    words = " ".join((name, *options))
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m sinfonia.door {words} \"$@\"\n")
    os.chmod(path, 0o755)


def hook_up(repo, *names):
    """Write hook files into a repository; gives the repository."""
    folder = repo.run("git", "rev-parse", "--git-path", "hooks").out.strip()
    for name in names or HOOKS:
        write_hook(repo.path / folder, name)
    return repo


def refused(result, *codes):
    """Hold a result against a refusal that names these rules and shows no secret."""
    assert result.code != 0, result.text
    for code in codes:
        assert f"error[{code}]" in result.text, result.text
    assert TOKEN not in result.text
    assert "Traceback" not in result.text


def passed(result):
    """Hold a result against a pass."""
    assert result.code == 0, result.text


def blob(repo, data):
    """Store bytes in the repository without a file; gives the id."""
    done = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=repo.path,
        env=repo.env,
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()
