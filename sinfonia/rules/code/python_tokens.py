"""Python that this interpreter cannot parse (the syntax of Python 2, or of a later Python), by its tokens."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from tokenize import TokenInfo


def same_tokens(old: bytes, new: bytes) -> bool:
    """Tell whether two sources differ in comments, layout and strings that nobody reads only."""
    before, after = _tokens(old), _tokens(new)
    return before is not None and before == after


def _tokens(source: bytes) -> list[tuple[int, str]] | None:
    """Give the tokens that mean something; None for what is no Python of any age."""
    import tokenize
    from io import BytesIO

    try:
        found = list(tokenize.tokenize(BytesIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return None
    if any(token.type == tokenize.ERRORTOKEN and token.string.strip() not in ("", "`") for token in found):
        return None
    return [row for statement in _statements(found) if not _is_string(statement) for row in statement]


def _statements(found: list[TokenInfo]) -> Iterator[list[tuple[int, str]]]:
    """Split at the ends of statements; a deeper and a shallower line begins with a mark of its own."""
    from token import COMMENT, DEDENT, ENCODING, INDENT, NEWLINE, NL

    statement: list[tuple[int, str]] = []
    for token in found:
        if token.type in (COMMENT, NL, ENCODING):
            continue
        if token.type in (INDENT, DEDENT):
            yield [(token.type, "")]
            continue
        statement.append((token.type, "" if token.type == NEWLINE else token.string))
        if token.type == NEWLINE:
            yield statement
            statement = []
    yield statement


def _is_string(statement: list[tuple[int, str]]) -> bool:
    """Recognise a docstring, and a string that stands alone."""
    from token import NEWLINE, STRING

    return len(statement) > 1 and all(kind == STRING for kind, _ in statement[:-1]) and statement[-1][0] == NEWLINE
