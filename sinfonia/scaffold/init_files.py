"""The files that `init` is about: what it wants of each, what it found, and what becomes of it. Pure."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

CRLF = b"\r\n"


class Kind(StrEnum):
    """Whose a file is once it is written.

    `OWNED`: ours, refreshed by `--force`. `DERIVED`: made from other files, refreshed while nobody has edited it.
    `SEED`: the project's from its first byte on. `MERGED`: somebody else's, with a part of ours in it.
    """

    OWNED = "owned"
    DERIVED = "derived"
    SEED = "seed"
    MERGED = "merged"


class Action(StrEnum):
    """What becomes of a file; the words are part of the JSON output."""

    WRITTEN = "written"
    MERGED = "merged"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Added:
    """One part put into a file: its text as it stands there, and the text that stood in its place ("" for none)."""

    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that `init` wants: its path from the root with `/`, its whole content, and whose it will be."""

    path: str
    data: bytes
    kind: Kind
    added: tuple[Added, ...] = ()
    mode: int = 0o644
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one file: its bytes `before` (None: absent) and `after` (None: removed).

    `backup` is the path that keeps the old bytes ("" for none).
    """

    path: str
    action: Action
    before: bytes | None
    after: bytes | None
    note: str = ""
    backup: str = ""
    mode: int = 0o644

    @property
    def writes(self) -> bool:
        """Tell whether the file changes."""
        return self.before != self.after


def digest(data: bytes) -> str:
    """Give the SHA-256 of a text, its line ends as LF: a checkout may have changed them."""
    return hashlib.sha256(data.replace(CRLF, b"\n")).hexdigest()


def settle(wanted: Wanted, before: bytes | None, known: str, *, force: bool, taken: Mapping[str, object]) -> Row:
    """Decide about one file; `known` is the digest of what was written there last ("" for never).

    `taken` holds the paths of backups that exist already.
    """
    path, data, mode = wanted.path, wanted.data, wanted.mode
    if before is None:
        return Row(path, Action.WRITTEN, None, data, wanted.note, mode=mode)
    if before == data or (wanted.kind is not Kind.MERGED and digest(before) == digest(data)):
        return Row(path, Action.UNCHANGED, before, before, wanted.note)
    if wanted.kind is Kind.MERGED:
        return Row(path, Action.MERGED, before, data, wanted.note)
    if wanted.kind is Kind.SEED:
        return Row(path, Action.KEPT, before, before, "the project's own")
    untouched = digest(before) == known
    if force or (untouched and wanted.kind is Kind.DERIVED):
        backup = "" if untouched else _backup(path, taken)
        note = f"the old one is {backup.rpartition('/')[2]}" if backup else ""
        return Row(path, Action.REFRESHED, before, data, note, backup)
    why = "of another version; --force refreshes it" if untouched else "edited; --force refreshes it, with a .bak"
    return Row(path, Action.KEPT, before, before, why)


def take_out(text: str, added: Added) -> str | None:
    """Give a file's text without a part of ours; None when the part was edited or stands there twice."""
    if not added.text or text.count(added.text) != 1:
        return None
    return text.replace(added.text, added.instead)


def _backup(path: str, taken: Mapping[str, object]) -> str:
    name, count = f"{path}.bak", 1
    while name in taken:
        count += 1
        name = f"{path}.{count}.bak"
    return name
