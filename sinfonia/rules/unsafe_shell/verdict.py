"""A denial, and the place against which commands are judged."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Family = Literal[
        "deletion", "device", "git", "remote", "permissions", "bomb", "exfiltration", "unverified", "bypass", "approval"
    ]


class Verdict:
    """One denial: its family, a sentence about the command, the safer command, and the line in the text."""

    __slots__ = ("family", "help", "line", "message")

    def __init__(self, family: Family, message: str, help: str, line: int = 1) -> None:  # noqa: A002 - a finding's word
        self.family = family
        self.message = message
        self.help = help
        self.line = line

    def __repr__(self) -> str:
        return f"Verdict({self.family}: {self.message})"


class Place:
    """Absolute paths of the project's root and the user's home; `known` is False for a script that runs anywhere."""

    __slots__ = ("home", "known", "root")

    def __init__(self, root: str, home: str, *, known: bool = True) -> None:
        self.root = root.rstrip("/") or "/"
        self.home = home.rstrip("/") or "/"
        self.known = known
