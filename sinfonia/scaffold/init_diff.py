"""A row as a unified diff that `git apply` takes."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sinfonia.scaffold.init_files import Row

_NO_END = "\\ No newline at end of file\n"


def unified(row: Row) -> str:
    """Give the diff of one file, "" where nothing changes."""
    if not row.writes:
        return ""
    old, new = _lines(row.before), _lines(row.after)
    head = f"diff --git a/{row.path} b/{row.path}\n"
    if row.before is None:
        head += f"new file mode 100{row.mode:o}\n"
    if row.after is None:
        head += "deleted file mode 100644\n"
    before = "/dev/null" if row.before is None else f"a/{row.path}"
    after = "/dev/null" if row.after is None else f"b/{row.path}"
    body = "".join(
        line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in difflib.unified_diff(old, new, before, after)
    )
    return head + body


def _lines(data: bytes | None) -> list[str]:
    """Split at line feeds only, as git does."""
    text = (data or b"").decode("utf-8", "surrogateescape")
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
