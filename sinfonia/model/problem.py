"""The noun of validation: one thing that is wrong with a file."""

from __future__ import annotations

from typing import Literal

from sinfonia.model.dataclass import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: a permanent code, how bad, where (line 1-based), a sentence, and what to do."""

    code: str
    severity: Severity
    path: str
    line: int
    message: str
    fix: str = ""
