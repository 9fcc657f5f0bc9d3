"""What a file holds now, what it will hold after a call, and what the call adds."""

from __future__ import annotations

import os
import stat

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import EXECUTABLE, REGULAR, Text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.change import Change
    from sinfonia.surfaces.agent.tool_call import Cell, Edit, Part

LARGEST = 64 << 20
_MOST = 500  # files of a folder that are looked into
_PART = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def contents(file: str) -> bytes | None:
    """Give the bytes of a regular file, None where there is none; raises `NotJudgedError` above 64 MB."""
    try:
        handle = os.open(file, _FLAGS)  # a named pipe must not hold the call
    except (OSError, ValueError):
        return None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        return None
    with open(handle, "rb") as opened:
        if about.st_size > LARGEST:
            raise NotJudgedError(f"the file has {about.st_size >> 20} MB, more than can be judged")
        return opened.read()


def all_below(folder: str) -> bytes:
    """Give what the files of a folder hold, one behind another; of a folder with very many only the first."""
    found: list[bytes] = []
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            found.append((contents(os.path.join(where, name)) or b"")[:_PART])
            if len(found) >= _MOST:
                return b"\n".join(found)
    return b"\n".join(found)


def mode_of(file: str) -> int:
    """Give git's mode of a file, that of a regular one where it does not exist."""
    try:
        return EXECUTABLE if os.stat(file).st_mode & 0o100 else REGULAR
    except (OSError, ValueError):
        return REGULAR


class After:
    """What a part leaves behind.

    `data` is the new content, None where the file goes. `sure` is False where the tool will probably refuse: then
    only what it would add is judged. `added` is the text that the part brings where the bytes do not show it.
    """

    __slots__ = ("added", "data", "sure")

    def __init__(self, data: bytes | None, *, sure: bool = True, added: str | None = None) -> None:
        self.data = data
        self.sure = sure
        self.added = added


def after(part: Part, now: bytes | None) -> After:
    """Tell what a writing part makes of the content at hand (None: there is no file)."""
    if part.action == "write":
        return After(encoded(part.text))
    if part.action == "edit":
        return _edited(part.edits, now)
    if part.action == "cell" and part.cell is not None:
        return _with_cell(part.cell, now)
    return After(None)


def encoded(text: str) -> bytes:
    """Give text as a host writes it: UTF-8, what UTF-8 has no form for replaced."""
    return text.encode("utf-8", "replace")


def _edited(edits: tuple[Edit, ...], now: bytes | None) -> After:
    """Apply replacements; what is not found as written is taken to be added at the end.

    A host may find it all the same, since some compare without regard to quotes, spaces and line ends.
    """
    data, sure = now, now is not None
    for edit in edits:
        old, new = encoded(edit.old), encoded(edit.new)
        if not old:
            sure = sure or data is None
            data = new if not data else data + new
            continue
        have = data or b""
        if old not in have and b"\r\n" in have:
            old, new = (part.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for part in (old, new))
        if old in have:
            data = have.replace(old, new, -1 if edit.every else 1)
        else:
            data = have + (b"" if not have or have.endswith(b"\n") else b"\n") + new
    return After(data or b"", sure=sure)


def _with_cell(cell: Cell, now: bytes | None) -> After:
    """Change one cell of a notebook (nbformat 4: `cells[].id`, `source` as text or list of lines)."""
    import json

    try:
        book = json.loads(now or b"")
        cells = list(book["cells"])
        ids = [str(row.get("id", "")) for row in cells]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return After(encoded(cell.source), sure=False, added=cell.source)
    at = _cell_index(cell.where, ids)
    fresh: dict[str, object] = {"cell_type": cell.kind, "metadata": {}, "source": cell.source}
    if cell.kind == "code":
        fresh |= {"outputs": [], "execution_count": None}
    sure = True
    if cell.mode == "insert":
        cells.insert(at + 1 if at is not None else 0, fresh)
    elif at is None:
        cells.append(fresh)
        sure = cell.mode != "delete"
    elif cell.mode == "delete":
        del cells[at]
    else:
        cells[at] = {**cells[at], "source": cell.source}
    text = json.dumps({**book, "cells": cells}, ensure_ascii=False, indent=1)
    return After(encoded(text), sure=sure, added="" if cell.mode == "delete" else cell.source)


def _cell_index(where: str, ids: list[str]) -> int | None:
    if where in ids:
        return ids.index(where)
    number = where.removeprefix("cell-")
    if number.isascii() and number.isdigit() and len(number) < 7 and int(number) < len(ids):
        return int(number)
    return None


def added_text(change: Change, old: bytes, new: bytes, added: str | None) -> Text:
    """Give the lines that a write adds; lines that the file has already, wherever, are not new."""
    if added is not None:
        return text_of(encoded(added), change.path, change=change)
    if not old:
        return text_of(new, change.path, change=change)
    known = set(old.split(b"\n"))
    kept: list[bytes] = []
    spans: list[tuple[int, int]] = []
    size, last = 0, 0
    for number, line in enumerate(new.split(b"\n"), 1):
        if line in known:
            continue
        if number != last + 1 or not spans:
            spans.append((size, number))
        kept.append(line + b"\n")
        size += len(line) + 1
        last = number
    return Text(b"".join(kept), spans or [(0, 1)], path=change.path, change=change)
