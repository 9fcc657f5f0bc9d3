"""Which reader knows the tests of a file."""

from __future__ import annotations

from sinfonia.rules.code.tokens import extension

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.rules.weakening.suite import Suite

    Reader = Callable[[bytes, str], Suite]


_BRACES = frozenset(
    "js jsx mjs cjs ts tsx mts cts go rs java kt cs php swift scala dart groovy".split()  # noqa: SIM905
)
_BY_LINE = frozenset(("rb", "bats", "exs", "ex", "lua"))


def reader(path: str, data: bytes) -> Reader | None:
    """Give the reader for a path, None where no convention is known."""
    ext = extension(path)
    if ext in ("py", "pyw"):
        from sinfonia.rules.weakening import python

        return python.read
    if ext in _BRACES:
        if ext == "rs" and b"test]" not in data and b"test(" not in data:
            return None
        from sinfonia.rules.weakening import braces

        return braces.read
    if ext in _BY_LINE:
        from sinfonia.rules.weakening import indented

        return indented.read
    return None
