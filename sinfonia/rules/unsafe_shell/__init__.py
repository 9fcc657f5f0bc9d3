"""What ENF-005 refuses, one module a family."""

from __future__ import annotations


def holds_shell(path: str) -> bool:
    """Tell by its name whether a file is a script or holds shell in pieces."""
    from sinfonia.shell.extract.script import kind_of

    return kind_of(path) is not None
