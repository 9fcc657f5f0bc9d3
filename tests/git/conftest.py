"""One sealed environment and one torture repository for all tests of the reading of git."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import torture

from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover


@pytest.fixture(scope="session")
def quiet_env(tmp_path_factory) -> dict[str, str]:
    """Variables for git that nothing outside of the tests steers; shared, so never changed in place."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text('[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n')
    keep = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PATHEXT") if key in os.environ}
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Ana"), ("EMAIL", "ana@example.com"), ("DATE", "2026-01-02T03:04:05Z"))
    }
    return {
        **keep,
        **who,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_EDITOR": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture(scope="session")
def tortured(tmp_path_factory, quiet_env) -> torture.Planted:
    """The torture repository; read it, do not change it."""
    return torture.build(tmp_path_factory.mktemp("torture") / "repo", quiet_env)


@pytest.fixture(scope="session")
def field_repo(tmp_path_factory, quiet_env) -> torture.Planted:
    """One repository in which properties plant their trees, each with an index of its own."""
    path = tmp_path_factory.mktemp("field") / "repo"
    path.mkdir()
    planted = torture.Planted(path, quiet_env)
    planted.git("init", "-q")
    return planted


@pytest.fixture
def opened():
    """Open repositories as a hook would, and end their git afterwards: `opened(path, env)` gives (repo, objects)."""
    readers = []

    def open_one(path, env):
        repo = discover(str(path), env)
        readers.append(ObjectReader(repo))
        return repo, readers[-1]

    yield open_one
    for reader in readers:
        reader.close()
