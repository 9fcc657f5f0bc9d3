"""Repositories whose hooks call the machines' door of this source tree."""

from __future__ import annotations

import pytest
from planted import hook_up


@pytest.fixture
def hooked(repo):
    """An empty repository with every client-side hook."""
    return hook_up(repo)


@pytest.fixture
def feature(hooked):
    """A hooked repository on branch `feature`, whose base `main` has a README, source and its test."""
    hooked.commit(
        {
            ".sinfonia/config.yaml": 'version: "0.1"\nbase: main\n',
            "README.md": "# x\n",
            "src/old.py": "def old():\n    return 1\n",
            "tests/test_old.py": "from src.old import old\n\n\ndef test_old():\n    assert old() == 1\n",
        },
        "Start",
    )
    hooked.git("switch", "-qc", "feature")
    return hooked
