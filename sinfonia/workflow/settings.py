"""How state is written."""

from __future__ import annotations

from sinfonia.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How state is written: committed or left in files, its subject's template, or nothing at all for a dry run.

    `key` tells one request from another (see `journal.Change`).
    """

    commit: bool = True
    subject: str = "chore(sinfonia): {what}"
    dry_run: bool = False
    key: str = ""
