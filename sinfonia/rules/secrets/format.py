"""One credential format: a row of the pattern table."""

from __future__ import annotations

_vowels = frozenset("AEIO")  # letters read with "an"; a U is read "you"


class Format:
    r"""What one kind of credential looks like.

    `prefix` is public and is shown before the stars; `body` is a regular expression over bytes that
    follows it. A credential starts at one of `needles` (lower case), so the expression is only ever
    tried there; `back` and `ahead` widen the place where it is searched: so many bytes before the
    needle and behind it. A group, if there is one, is the secret; otherwise all of it is. Every
    quantifier is bounded. `entropy` is the least Shannon entropy, in bits per byte, of what follows the
    prefix; 0 asks for nothing. `words` formats may lack a digit: their alphabet is short of them. `free`
    formats may follow a letter or digit. `inside` formats have their needle in the middle of a long run.

    A format with a `gate` need not stand beside a long run of token characters: its needles are sought
    around that word, which is sought in all of the text; a needle that is its own gate is sought itself.
    Of two finds that overlap the one with the lower `rank` is kept. `note` says what else is known, for
    example a checksum; `source` is public documentation.
    """

    __slots__ = (
        "ahead",
        "back",
        "entropy",
        "free",
        "gate",
        "id",
        "inside",
        "kind",
        "needles",
        "note",
        "pattern",
        "prefix",
        "provider",
        "rank",
        "source",
        "words",
    )

    def __init__(  # noqa: PLR0913 - a row of a table
        self,
        id: str,  # noqa: A002 - the field's own word
        provider: str,
        kind: str,
        prefix: str,
        body: bytes,
        source: str,
        *,
        needles: tuple[bytes, ...] = (),
        entropy: float = 2.8,
        free: bool = False,
        inside: bool = False,
        gate: bytes = b"",
        back: int = 0,
        ahead: int = 0,
        words: bool = False,
        rank: int = 0,
        note: str = "",
    ) -> None:
        self.id = id
        self.provider = provider
        self.kind = kind
        self.prefix = prefix
        self.pattern = "".join(f"\\{mark}" if mark in ".$+" else mark for mark in prefix).encode() + body
        self.source = source
        self.needles = needles or (prefix.lower().encode(),)
        self.entropy = entropy
        self.free = free
        self.inside = inside
        self.gate = gate
        self.back = back
        self.ahead = ahead
        self.words = words
        self.rank = rank
        self.note = note

    def __repr__(self) -> str:
        return f"Format({self.id})"

    @property
    def label(self) -> str:
        """Name a credential of this format, with its article."""
        name = f"{self.provider} {self.kind}".strip()
        return f"{'an' if name[0] in _vowels else 'a'} {name}"
