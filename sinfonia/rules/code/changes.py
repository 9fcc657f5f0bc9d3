"""What a change of one source file means, whatever its language."""

from __future__ import annotations

SCRIPTS = {b"python": ".py", b"node": ".js", b"ruby": ".rb", b"perl": ".pl", b"lua": ".lua", b"Rscript": ".r"}


def changed_line(old: bytes, new: bytes, path: str, *, strict: bool = False) -> int | None:
    """Give the first line of `new` that runs and did not before; None when the change needs no test."""
    if old == new or not new.strip():
        return None
    named = with_extension(path, new)
    if named is None:
        return None
    if named.endswith(".ipynb"):
        return _notebook(old, new, strict=strict)
    if named.endswith((".py", ".pyw")):
        from sinfonia.rules.code import python

        return python.changed_line(old, new, named, strict=strict)
    if named.endswith(".ts") and new.startswith(b"G") and b"\0" in new[:188]:
        return None  # a packet of an MPEG transport stream
    from sinfonia.rules.code import tokens

    return tokens.changed_line(old, new, named, strict=strict)


def with_extension(path: str, data: bytes) -> str | None:
    """Give the path with the extension that its first line (`#!`) calls for; None for what is no script."""
    if "." in path.rpartition("/")[2]:
        return path
    first = data.partition(b"\n")[0]
    if not first.startswith(b"#!"):
        return None
    return path + next((ext for word, ext in SCRIPTS.items() if word in first), ".sh")


def _notebook(old: bytes, new: bytes, *, strict: bool) -> int | None:
    from sinfonia.rules.code import notebook

    try:
        (before, _), (after, ext) = notebook.source(old), notebook.source(new)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return 1  # what cannot be read is code
    line = changed_line(before, after, f"cells.{ext}", strict=strict)
    return None if line is None else 1  # cells have no lines of their own in the file
