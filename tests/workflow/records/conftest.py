"""A world with a session, made once and copied for each test that spoils it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import ledger_world as worlds

from sinfonia.cli import run


def _sealed(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n")
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    fixed = {"HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
    dates = {"GIT_AUTHOR_DATE": "2026-11-21T09:12:00Z", "GIT_COMMITTER_DATE": "2026-11-21T09:12:00Z"}
    return {**keep, **fixed, **dates}


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not here: no key can be made")
    return worlds.make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def template(tmp_path_factory, keys):
    folder = tmp_path_factory.mktemp("template")
    return worlds.build(folder / "repo", _sealed(folder / "home"), keys)


@pytest.fixture(scope="session")
def local_template(tmp_path_factory, keys):
    folder = tmp_path_factory.mktemp("local")
    return worlds.build(folder / "repo", _sealed(folder / "home"), keys, mode="local")


@pytest.fixture
def world(template, tmp_path):
    """A trusted project whose approval is open."""
    return template.copied(tmp_path / "open")


@pytest.fixture(scope="session")
def approved_template(template, tmp_path_factory):
    made = template.copied(tmp_path_factory.mktemp("approved") / "repo")
    made.approve("ben")
    return made


@pytest.fixture
def approved(approved_template, tmp_path):
    """A trusted project that ben has approved and completed."""
    return approved_template.copied(tmp_path / "approved")


@pytest.fixture
def local(local_template, tmp_path):
    """A project in local mode whose approval is open."""
    return local_template.copied(tmp_path / "local")


@pytest.fixture
def verify(monkeypatch, capsys, sealed):
    """Run `sinfonia verify --format json` somewhere; gives (exit code, document)."""
    del sealed

    def call(path, *args):
        monkeypatch.chdir(path)
        capsys.readouterr()
        code = run(["verify", "--format", "json", *args])
        printed = capsys.readouterr()
        document = json.loads(printed.out) if printed.out else {}
        return code, {**document, "error": printed.err} if printed.err else document

    return call
