"""The shop with a policy that asks for red proof, and a check of it as CI does it."""

from __future__ import annotations

import json
import os

import pytest
from proving_world import BEFORE, POLICY, SOURCE, Checked


@pytest.fixture
def shop(repo, tmp_path):
    """The shop at its base; what programs put aside goes to a folder of this test's own."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    repo.env["TMPDIR"] = str(scratch)
    repo.commit({".sinfonia/config.yaml": POLICY, "src/shop/__init__.py": "", SOURCE: BEFORE}, "Begin")
    repo.git("tag", "base")
    return repo


@pytest.fixture
def check(repo):
    """Check what follows a tag, as CI."""

    def call(*args, env=None, base="base"):
        result = repo.sinfonia("check", "--from", base, "--format", "json", *args, env={"CI": "true", **(env or {})})
        assert "Traceback" not in result.text
        assert result.out, result.err
        return Checked(result.code, json.loads(result.out), result.err)

    return call


@pytest.fixture
def left_behind(shop):
    """List what a proof may leave: worktrees that git knows, and folders."""

    def rows():
        known = shop.git("worktree", "list", "--porcelain").count("worktree ") - 1
        return known, os.listdir(shop.env["TMPDIR"])

    return rows
