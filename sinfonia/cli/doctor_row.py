"""What `sinfonia doctor` says of one thing."""

from __future__ import annotations

from typing import Literal

from sinfonia.model.dataclass import dataclass

State = Literal["ok", "warning", "problem"]


@dataclass(frozen=True)
class Row:
    """One thing that was looked at: whose it is, how it stands, a sentence, and what to type ("" for nothing)."""

    subject: str
    state: State
    message: str
    fix: str = ""
