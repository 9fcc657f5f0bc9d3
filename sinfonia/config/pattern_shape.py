"""Shapes of a repeated expression that keep its rounds apart, or that let two of them share one text."""

from __future__ import annotations

from typing import Any

_ANYTHING = {"(ANY, None)", "(LITERAL, 10)"}  # `(.|\n)*`: a dot is no line end


def begin_alike(body: Any) -> bool:
    """Tell alternatives under a repetition that can begin alike, as in `(x|xy)*`; the parser takes out prefixes."""
    for operator, argument in body:
        name = str(operator)
        if name == "SUBPATTERN" and begin_alike(argument[-1]):
            return True
        if name == "BRANCH":
            starts = [str(branch[0]) if len(branch) else "" for branch in argument[1]]
            if "" in starts or len(set(starts)) < len(starts):
                return True
            if any("ANY" in start for start in starts) and set(starts) != _ANYTHING:
                return True
    return False


def rounds_apart(body: Any) -> bool:
    """Tell a body whose rounds cannot be mistaken: a literal at one end that its repetitions cannot match."""
    while len(body) == 1 and str(body[0][0]) == "SUBPATTERN":
        body = body[0][1][-1]
    if len(body) < 2:
        return False
    edges = [argument for operator, argument in (body[0], body[len(body) - 1]) if str(operator) == "LITERAL"]
    inner = [item for item in body if str(item[0]) != "LITERAL"]
    return any(all(_never(item, edge) for item in inner) for edge in edges)


def _never(item: Any, char: int) -> bool:
    """Tell that an item of a pattern, or what it repeats, can never match a character."""
    operator, argument = item
    name = str(operator)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return len(argument[2]) == 1 and _never(argument[2][0], char)
    if name == "LITERAL":
        return bool(argument != char)
    if name == "NOT_LITERAL":
        return bool(argument == char)
    if name != "IN":
        return False
    negated = str(argument[0][0]) == "NEGATE"
    within = [_within(str(kind), value, char) for kind, value in argument if str(kind) != "NEGATE"]
    return any(answer is True for answer in within) if negated else all(answer is False for answer in within)


def _within(kind: str, value: Any, char: int) -> bool | None:
    """Tell whether a set's member holds a character; None where it is not known."""
    if kind == "LITERAL":
        return bool(value == char)
    if kind == "RANGE":
        return bool(value[0] <= char <= value[1])
    known = {"CATEGORY_DIGIT": str.isdigit, "CATEGORY_SPACE": str.isspace, "CATEGORY_WORD": _is_word}
    test = known.get(str(value).replace("_NOT_", "_"))
    return None if test is None else test(chr(char)) != ("_NOT_" in str(value))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
