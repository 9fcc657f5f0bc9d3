"""A word after expansion, and the text that flows between commands."""

from __future__ import annotations

HOLE = "\ue000"  # stands in a text for a part that is known only when the command runs
NO_TAINT: frozenset[str] = frozenset()

# Where unknown or dangerous text came from. "read:PATH" and "output:COMMAND" name more.
REMOTE = "remote"
DECODED = "decoded"
ENVIRONMENT = "environment"
VARIABLE = "variable"
INPUT = "input"
MAX_TAINT = 64


class Word:
    """One argument: `text` may hold `HOLE`; `glob`: a pattern in it is live; `plain`: it was written unquoted."""

    __slots__ = ("glob", "plain", "taint", "text")

    def __init__(self, text: str, *, glob: bool = False, taint: frozenset[str] = NO_TAINT, plain: bool = False) -> None:
        self.text = text
        self.glob = glob
        self.taint = taint
        self.plain = plain

    def __repr__(self) -> str:
        return f"Word({self.text!r})"

    @property
    def known(self) -> bool:
        """Tell whether nothing in the word is left to the moment of running."""
        return HOLE not in self.text


class Stream:
    """Text on its way: `text` is None when unknown; `taint` says what it may be made of."""

    __slots__ = ("taint", "text")

    def __init__(self, text: str | None, taint: frozenset[str] = NO_TAINT) -> None:
        self.text = text
        self.taint = taint

    def __repr__(self) -> str:
        return f"Stream({self.text!r}, {sorted(self.taint)})"


SILENCE = Stream("")
UNKNOWN = Stream(None)


def joined(*sets: frozenset[str]) -> frozenset[str]:
    """Unite origins, bounded so that a loop of assignments cannot grow them without end."""
    union = NO_TAINT.union(*sets)
    if len(union) > MAX_TAINT:
        return frozenset(sorted(union, key=lambda name: (":" in name, name))[:MAX_TAINT])
    return union


def both(first: Stream, second: Stream) -> Stream:
    """Concatenate two streams."""
    if second is SILENCE:
        return first
    if first is SILENCE:
        return second
    text = None if first.text is None or second.text is None else first.text + second.text
    return Stream(text, joined(first.taint, second.taint))
