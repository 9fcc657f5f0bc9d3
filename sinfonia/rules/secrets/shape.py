"""What the credentials of one provider look like when nothing but the name beside them tells whose they are."""

from __future__ import annotations


class Shape:
    """A provider and the values that it hands out.

    `words` are parts of an identifier, in lower case and without separators, behind `^` where it must begin with
    one; `pattern` is a regular expression over a whole value, every quantifier bounded. Under such a name a value
    of another shape is an example, a reference or cut short. `source` is public documentation.
    """

    __slots__ = ("pattern", "provider", "source", "words")

    def __init__(self, provider: str, pattern: bytes, source: str, *words: bytes) -> None:
        self.provider = provider
        self.pattern = pattern
        self.source = source
        self.words = words or (provider.replace(" ", "").lower().encode(),)

    def __repr__(self) -> str:
        return f"Shape({self.provider})"
