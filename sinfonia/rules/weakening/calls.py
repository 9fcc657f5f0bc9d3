"""Tests that are calls with a name and a function: jest, vitest, mocha, jasmine, playwright, ava, node:test."""

from __future__ import annotations

from sinfonia.rules.weakening.suite import CONDITIONAL, MAY_FAIL, RUNS, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token

_TESTS = frozenset(("it", "test", "specify", "fit", "xit", "xtest", "xspecify"))
_GROUPS = frozenset(("describe", "context", "suite", "fdescribe", "xdescribe", "fcontext", "xcontext", "xsuite"))
_LATER = {
    "skip": SKIPPED, "todo": SKIPPED, "fixme": SKIPPED, "fails": MAY_FAIL, "failing": MAY_FAIL, "fail": MAY_FAIL,
    "skipIf": CONDITIONAL, "runIf": CONDITIONAL,
}  # fmt: skip
_FOCUSED = frozenset(("fit", "fdescribe", "fcontext"))
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


def tests(tokens: list[Token]) -> tuple[list[tuple[str, int, int, int]], tuple[int, ...]]:
    """Give (name, first token, one past the last, level) of each test, and the lines that focus on some.

    A name holds those of the groups around it, joined by ` > `.
    """
    found: list[tuple[str, int, int, int]] = []
    focused: list[int] = []
    groups: list[tuple[int, str, int]] = []  # where it ends, its name, its level
    for at, (word, line) in enumerate(tokens):
        while groups and groups[-1][0] <= at:
            groups.pop()
        if word not in _TESTS and word not in _GROUPS:
            continue
        if at and tokens[at - 1][0] in (".", "function", "const", "let", "import", "?."):
            continue
        level, focus, opening = _modifiers(tokens, at)
        if opening is None:
            continue
        focus = focus or word in _FOCUSED
        level = max(level, SKIPPED if word[0] == "x" else RUNS, groups[-1][2] if groups else RUNS)
        end = _close(tokens, opening)
        name = _name(tokens, opening)
        if name is None:
            continue  # `test.skip(condition)` is read with the test around it
        if focus:
            focused.append(line)
        path = " > ".join([*(group[1] for group in groups), name])
        if word in _GROUPS or _is_group(tokens, at):
            groups.append((end, name, level))
        else:
            found.append((path, at, end, _inner(tokens, opening, end, level)))
    return found, tuple(focused)


def _modifiers(tokens: list[Token], at: int) -> tuple[int, bool, int | None]:
    """Read `.skip`, `.only`, `.each(...)` behind the first word: the level, focus, and the parenthesis of the call."""
    level, focus = RUNS, False
    at += 1
    while at + 1 < len(tokens):
        word = tokens[at][0]
        if word == ".":
            name = tokens[at + 1][0]
            level, focus = max(level, _LATER.get(name, RUNS)), focus or name == "only"
            at += 2
        elif word == "(":
            end = _close(tokens, at)
            if end < len(tokens) and tokens[end][0] == "(" and tokens[at - 1][0] in ("each", "skipIf", "runIf", "for"):
                at = end
            else:
                return level, focus, at
        elif word[0] == "`":
            at += 1
        else:
            break
    return level, focus, None


def _name(tokens: list[Token], opening: int) -> str | None:
    """Give the title of a test: the string behind the parenthesis, without its quotes."""
    text = tokens[opening + 1][0] if opening + 1 < len(tokens) else ""
    return text[1:-1] if text[:1] in ("'", '"', "`") else None


def _is_group(tokens: list[Token], at: int) -> bool:
    """Recognise playwright's `test.describe(...)` in a call whose title was read: two tokens follow at least."""
    return tokens[at + 1][0] == "." and tokens[at + 2][0] == "describe"


def _inner(tokens: list[Token], opening: int, end: int, level: int) -> int:
    """Add what a call in the body says: `this.skip()`, `test.skip(browser === "x")`, `pending()`."""
    depth = 0
    for at in range(opening, end - 3):
        word = tokens[at][0]
        depth += (word in _OPENERS) - (word in _CLOSERS)
        if word in ("this", "t", "ctx", "test") and tokens[at + 1][0] == "." and tokens[at + 2][0] in ("skip", "fixme"):
            asked = tokens[at + 3][0] == "(" and tokens[at + 4][0] != ")" and word == "test"
            level = max(level, CONDITIONAL if asked or depth > 2 else SKIPPED)
        elif word == "pending" and tokens[at + 1][0] == "(" and tokens[at - 1][0] in (";", "{"):
            level = max(level, CONDITIONAL if depth > 2 else SKIPPED)
    return level


def _close(tokens: list[Token], opening: int) -> int:
    """Give the place behind the bracket that closes the one at `opening`."""
    depth = 0
    for at in range(opening, len(tokens)):
        word = tokens[at][0]
        if word in _OPENERS:
            depth += 1
        elif word in _CLOSERS:
            depth -= 1
            if depth == 0:
                return at + 1
    return len(tokens)
