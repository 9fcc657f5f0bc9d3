from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def hooks(repo) -> Path:
    return repo.path / ".git" / "hooks"
