"""The tests of a file in a language with braces, by its tokens: JavaScript's calls, other languages' functions."""

from __future__ import annotations

from itertools import pairwise

from sinfonia.rules.code.scan import JAVASCRIPT, NEWLINE
from sinfonia.rules.code.tokens import decode, extension
from sinfonia.rules.code.tokens import read as read_tokens
from sinfonia.rules.weakening import calls, functions
from sinfonia.rules.weakening.rows import assertions, is_idle
from sinfonia.rules.weakening.suite import Suite, Unit, comments, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from sinfonia.rules.code.scan import Token

    Found: TypeAlias = tuple[str, int, int, int]  # name, first token, one past the last, level


def read(source: bytes, path: str) -> Suite:
    """Read a test file of JavaScript, TypeScript, Go, Rust, Java, Kotlin, C#, PHP, Swift, Scala and kin."""
    ext = extension(path)
    text = decode(source)
    tokens = [token for token in read_tokens(source, ext) if token[0] != NEWLINE]
    lines = text.split("\n")
    if ext in JAVASCRIPT:
        found, focused = calls.tests(tokens)
    else:
        found, focused = functions.tests(tokens), ()
    units = {name: _unit(tokens, lines, name, start, end, level) for name, start, end, level in found}
    return Suite(units, focused=focused, functions=_defined(tokens), comments=comments(text, ("//", "#", "*")))


def _unit(tokens: list[Token], lines: list[str], name: str, start: int, end: int, level: int) -> Unit:
    first, last = tokens[start][1], tokens[end - 1][1]
    text = "\n".join(lines[first - 1 : last])
    inner = tokens[_body(tokens, start, end) : end]
    made = tuple(assertions(inner, lines))
    return Unit(
        name,
        first,
        level,
        body=" ".join(part for part, _ in inner),
        text=text,
        words=words(text) - words(name.rpartition(" > ")[2]),
        assertions=tuple(part for part in made if not is_idle(part.key)),
        idle=sum(is_idle(part.key) for part in made),
        calls=_called(inner),
    )


def _body(tokens: list[Token], start: int, end: int) -> int:
    """Give where the body of a test starts: behind its first opening brace."""
    return next((at + 1 for at in range(start, end) if tokens[at][0] == "{"), start + 3)


def _called(tokens: list[Token]) -> frozenset[str]:
    return frozenset(name for (name, _), (after, _) in pairwise(tokens) if after == "(" and name[0].isalpha())


def _defined(tokens: Iterable[Token]) -> frozenset[str]:
    """Give the names that follow a word which defines a function or a value that may be one."""
    found = set()
    before = ""
    for text, _ in tokens:
        if before in ("function", "const", "let", "func", "fn", "fun", "void", "def"):
            found.add(text)
        before = text
    return frozenset(found)
