"""Tests that are functions, by name or by attribute: Go, Rust, JUnit, NUnit, xUnit, PHPUnit, XCTest and kin."""

from __future__ import annotations

from sinfonia.rules.weakening.suite import CONDITIONAL, RUNS, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token

_DEFINES = frozenset(("func", "fn", "fun", "function", "void", "Task", "def"))
_TESTS = (
    "@ Test ", "@ ParameterizedTest ", "@ RepeatedTest ", "@ org . junit . Test ", "[ Fact ", "[ Theory ", "[ Test ",
    "[ TestMethod ", "[ DataTestMethod ", "[ TestCase ", "[ test ] ", ":: test ", "[ rstest ",
)  # fmt: skip
_SKIPS = (
    "@ Disabled ", "@ Ignore ", "[ Ignore ", "# [ ignore ", "[ Fact ( Skip ", "[ Theory ( Skip ", "[ Ignored ",
)  # fmt: skip
_CONDITIONS = ("@ DisabledOn", "@ DisabledIf", "@ EnabledOn", "@ EnabledIf", "@ IgnoreIf", "cfg_attr (")
_SURE = frozenset(("Skip", "Skipf", "SkipNow", "markTestSkipped", "markTestIncomplete", "XCTSkip", "skip"))
_CALLS = _SURE | {"assumeTrue", "assumeFalse"}
_BEFORE_CALL = frozenset((".", "->", "::", "throw", "{", ";"))
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


def tests(tokens: list[Token]) -> list[tuple[str, int, int, int]]:
    """Give (name, first token, one past the last, level) of each test, in order."""
    found: list[tuple[str, int, int, int]] = []
    groups: list[tuple[int, str, int]] = []  # where a class or module ends, its name, its level
    for at, (word, _) in enumerate(tokens):
        while groups and groups[-1][0] <= at:
            groups.pop()
        if word in ("class", "mod", "object", "struct") and at + 1 < len(tokens):
            opening = _opening(tokens, at)
            if opening is not None and (not at or tokens[at - 1][0] not in (".", "::")):
                level = max(_level(_header(tokens, at)), groups[-1][2] if groups else RUNS)
                groups.append((_close(tokens, opening), tokens[at + 1][0], level))
            continue
        if word not in _DEFINES or at + 2 >= len(tokens):
            continue
        name, behind = _name(tokens, at + 1)
        header = _header(tokens, at)
        opening = _opening(tokens, behind)
        if opening is None or not (name.startswith(("test", "Test")) or any(mark in header for mark in _TESTS)):
            continue
        end = _close(tokens, opening)
        level = max(_level(header), groups[-1][2] if groups else RUNS, _inner(tokens, opening, end))
        found.append((".".join([*(group[1] for group in groups), name]), at, end, level))
    return found


def _name(tokens: list[Token], at: int) -> tuple[str, int]:
    """Give the name behind a word that defines, and the place behind it; Kotlin's may stand in backticks."""
    if tokens[at][0] == "`":
        end = next((place for place in range(at + 1, len(tokens)) if tokens[place][0] == "`"), at)
        return " ".join(text for text, _ in tokens[at + 1 : end]), end + 1
    if tokens[at][0] == "(":  # the receiver of a Go method
        at = min(_close(tokens, at), len(tokens) - 1)
    if tokens[at][0] == "<":
        at = next((place + 1 for place in range(at, len(tokens) - 1) if tokens[place][0] == ">"), at)
    return tokens[at][0], at + 1


def _header(tokens: list[Token], at: int) -> str:
    """Give what stands before a definition up to the end of what comes before it: attributes and modifiers."""
    start = at
    while start and tokens[start - 1][0] not in (";", "{", "}"):
        start -= 1
    return " ".join(text for text, _ in tokens[start:at]) + " "


def _level(header: str) -> int:
    if any(mark in header for mark in _SKIPS):
        return SKIPPED
    return CONDITIONAL if any(mark in header for mark in _CONDITIONS) else RUNS


def _inner(tokens: list[Token], opening: int, end: int) -> int:
    """Give the level that calls in the body set: surely at its top, under a condition below."""
    depth, level = 0, RUNS
    for at in range(opening, end - 1):
        word = tokens[at][0]
        depth += (word in _OPENERS) - (word in _CLOSERS)
        if word in _CALLS and tokens[at + 1][0] == "(" and tokens[at - 1][0] in _BEFORE_CALL:
            level = max(level, SKIPPED if depth == 1 and word in _SURE else CONDITIONAL)
    return level


def _opening(tokens: list[Token], at: int) -> int | None:
    """Give the place of the brace that opens a body, None for a declaration without one."""
    depth = 0
    for place in range(at, min(at + 200, len(tokens))):
        word = tokens[place][0]
        if word == "{" and depth == 0:
            return place
        if word == ";" and depth == 0:
            return None
        depth += (word in "([") - (word in ")]")
    return None


def _close(tokens: list[Token], opening: int) -> int:
    """Give the place behind the bracket that closes the one at `opening`."""
    depth = 0
    for at in range(opening, len(tokens)):
        word = tokens[at][0]
        depth += (word in _OPENERS) - (word in _CLOSERS)
        if depth == 0:
            return at + 1
    return len(tokens)
