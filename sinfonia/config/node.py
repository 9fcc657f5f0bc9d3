"""A parsed value that knows its line: what both file formats, variables and flags become."""

from __future__ import annotations

import difflib
from os.path import commonprefix

from sinfonia.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal, NoReturn

    Kind = Literal["text", "number", "flag", "null", "date", "list", "map"]

MAX_DEPTH = 20
MAX_VALUES = 20_000


class Node:
    """One value: `text` is a scalar as written, `items` a list, `entries` a mapping in file order.

    `where` is `<path>:<line>`, `environment NAME` or `flag --name`; an entry is (where its key stands, value).
    `values` and `depth` count what is inside, aliases expanded.
    """

    __slots__ = ("depth", "entries", "items", "kind", "text", "value", "values", "where")

    def __init__(
        self,
        kind: Kind,
        where: str,
        *,
        text: str = "",
        value: str | float | bool | None = None,
        items: tuple[Node, ...] = (),
        entries: dict[str, tuple[str, Node]] | None = None,
    ) -> None:
        self.kind = kind
        self.where = where
        self.text = text
        self.value = value
        self.items = items
        self.entries = entries or {}
        inside = [*items, *(node for _, node in self.entries.values())]
        self.values: int = 1 + sum(node.values for node in inside)
        self.depth: int = 1 + max((node.depth for node in inside), default=0)
        if self.depth > MAX_DEPTH:
            fail(where, f"is nested more than {MAX_DEPTH} deep", "no key of the schema needs that")
        if self.values > MAX_VALUES:
            fail(where, f"holds more than {MAX_VALUES} values", "write fewer, or use globs")


def fail(where: str, what: str, hint: str) -> NoReturn:
    """Raise the one error of this package, with its place in front."""
    raise ConfigError(f"{where}: {what}", hint=hint)


def shown(name: str) -> str:
    """Make a name of the user's safe to print: one line, no control characters, at most 60 of them."""
    name = "".join(char if char.isprintable() else "?" for char in name[:61])
    return name if len(name) <= 60 else name[:59] + "…"


def nearest(word: str, names: Iterable[str]) -> str:
    """Give the name that was probably meant, or ""; the last part of a dotted name counts as much as the whole."""
    word = word[:100].lower()
    best, found = 0.6, ""  # the cutoff of difflib.get_close_matches
    for name in names:
        for part in {name.lower(), name.lower().rpartition(".")[2]}:
            likeness = 2.0 if part == word else difflib.SequenceMatcher(None, word, part).ratio()
            if likeness >= 0.6:
                # Of equals the one that begins alike: `ENF-015` is nearer to `ENF-014` than to `ENF-901`.
                likeness += len(commonprefix((word, part))) / 100  # noqa: RUF071 - character by character is meant
            if likeness > best:
                best, found = likeness, name
    return found


def suggest(word: str, names: Iterable[str], otherwise: str) -> str:
    """Make the hint for a wrong name: the nearest one, or `otherwise` followed by all of them."""
    known = tuple(names)
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else f"{otherwise}: {', '.join(known)}"
