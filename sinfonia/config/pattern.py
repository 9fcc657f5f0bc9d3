"""Whether a project's regular expression may run on every commit."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from sinfonia.config.pattern_shape import begin_alike, rounds_apart

if TYPE_CHECKING:
    from typing import Any

MANY = 16
"""A repetition that may run more often than this counts as unbounded."""

LONGEST = 1000


def check_pattern(pattern: str) -> str | None:
    """Say why a pattern is refused, in words that go after its name; None where it may be used."""
    if len(pattern) > LONGEST:
        return f"has more than {LONGEST} characters"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "possible nested set" and kin are the author's taste
            compiled = re.compile(pattern)
            nested = _repeats_a_repetition(pattern)
    except re.error as error:
        return f"is no regular expression: {error.msg}"
    except (OverflowError, RecursionError):
        return "is too large a regular expression"
    if nested:
        return "repeats a repetition, which can take hours on one line"
    if compiled.search("") and compiled.search("x = 1"):
        return "matches every line"
    return None


def _repeats_a_repetition(pattern: str) -> bool:
    """Look for `(a+)+` in the parse tree of `re`; say no where this Python hides its parser."""
    try:
        from re import _parser  # type: ignore[attr-defined]  # private, hence the guard
    except ImportError:
        return False
    return _walk(_parser.parse(pattern), within=False)


def _walk(tree: Any, *, within: bool) -> bool:
    """Tell whether a repetition of variable length stands inside an unbounded one."""
    for operator, argument in tree:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, body = argument
            many = int(high) > MANY
            if many and ((within and low != high) or begin_alike(body)):
                return True
            if _walk(body, within=within or (many and not rounds_apart(body))):
                return True
        elif name in ("ATOMIC_GROUP", "POSSESSIVE_REPEAT"):
            # It gives nothing back, so what is around it multiplies nothing.
            body = argument[2] if name == "POSSESSIVE_REPEAT" else argument
            if _walk(body, within=False):
                return True
        elif any(_walk(part, within=within) for part in _parts(name, argument)):
            return True
    return False


def _parts(name: str, argument: Any) -> list[Any]:
    """Give the sub-patterns of an operator, as `re._parser` of Python 3.11 to 3.14 lays them out."""
    if name == "SUBPATTERN":
        return [argument[3]]
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if name == "GROUPREF_EXISTS":
        return [part for part in argument[1:] if part is not None]
    return []
