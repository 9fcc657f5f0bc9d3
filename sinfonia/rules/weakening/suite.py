"""The tests of one file, whatever its language: what each asserts, and whether it runs."""

from __future__ import annotations

RUNS, CONDITIONAL, MAY_FAIL, SKIPPED = range(4)
"""How much of a test is left: it runs; under a condition only; its failure passes; it never runs."""


class Assertion:
    """One assertion: `key` is equal for equal code, `text` its first line in the file, without blanks around."""

    __slots__ = ("key", "line", "text", "words")

    def __init__(self, key: str, line: int, text: str, words: frozenset[str]) -> None:
        self.key = key
        self.line = line
        self.text = text
        self.words = words


class Unit:
    """One test. `body` is equal for equal code; `words` are those of its code, its own name left out.

    `idle` counts assertions that always hold, `swallowed` are those whose failure is caught and dropped,
    `calls` the functions that it calls.
    """

    __slots__ = ("assertions", "body", "calls", "idle", "level", "line", "name", "swallowed", "text", "words")

    def __init__(  # noqa: PLR0913 - what is known of one test
        self,
        name: str,
        line: int,
        level: int,
        *,
        body: str,
        text: str,
        words: frozenset[str],
        assertions: tuple[Assertion, ...] = (),
        swallowed: tuple[Assertion, ...] = (),
        idle: int = 0,
        calls: frozenset[str] = frozenset(),
    ) -> None:
        self.name = name
        self.line = line
        self.level = level
        self.body = body
        self.text = text
        self.words = words
        self.assertions = assertions
        self.swallowed = swallowed
        self.idle = idle
        self.calls = calls


class Suite:
    """The tests of one file by qualified name; `focused` are the lines that leave all other tests out.

    `functions` are the names that the file defines, `comments` the text of its comment lines.
    """

    __slots__ = ("comments", "focused", "functions", "units")

    def __init__(
        self,
        units: dict[str, Unit],
        *,
        focused: tuple[int, ...] = (),
        functions: frozenset[str] = frozenset(),
        comments: frozenset[str] = frozenset(),
    ) -> None:
        self.units = units
        self.focused = focused
        self.functions = functions
        self.comments = comments


NO_TESTS = Suite({})


def words(text: str) -> frozenset[str]:
    """Give the words of three characters and more, and the numbers, of a piece of code."""
    import re

    return frozenset(re.findall(r"[^\W\d]\w{2,}|\d+", text))


def name_parts(name: str) -> frozenset[str]:
    """Give the words of which the name of a test is made, in small letters."""
    import re

    found = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return frozenset(part.lower() for part in found if len(part) > 2) - {"test", "tests", "should", "with", "when"}


def comments(text: str, marks: tuple[str, ...]) -> frozenset[str]:
    """Give the comment lines of a source text, less the mark and blanks around."""
    found = set()
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(marks):
            found.add(bare.lstrip("#/*-% ").strip())
    return frozenset(found)
