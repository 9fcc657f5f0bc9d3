"""Brace expansion: `{a,b}` and `{1..3}`."""

from __future__ import annotations

MAX_WORDS = 4000


def braces(encoded: str) -> list[str]:
    """Expand `{a,b}` and `{1..3}` of an encoded text, at most `MAX_WORDS` words."""
    done: list[str] = []
    open_ones = [encoded]
    while open_ones and len(done) + len(open_ones) < MAX_WORDS:
        current = open_ones.pop()
        found = _first_brace(current)
        if found is None:
            done.append(current)
            continue
        start, end, options = found
        open_ones.extend(current[:start] + option + current[end:] for option in reversed(options))
    return done + open_ones


def _first_brace(encoded: str) -> tuple[int, int, list[str]] | None:
    start = encoded.find("{")
    while start >= 0:
        depth, cuts = 0, [start]
        for index in range(start, len(encoded)):
            char = encoded[index]
            if char == "{":
                depth += 1
            elif char == "," and depth == 1:
                cuts.append(index)
            elif char == "}":
                depth -= 1
                if not depth:
                    options = _options(encoded, cuts, index)
                    if options:
                        return start, index + 1, options
                    break
        start = encoded.find("{", start + 1)
    return None


def _options(encoded: str, cuts: list[int], end: int) -> list[str]:
    if len(cuts) > 1:
        return [encoded[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    low, dots, high = encoded[cuts[0] + 1 : end].partition("..")
    if dots and low.isdecimal() and high.isdecimal() and 0 <= int(high) - int(low) < 200:
        return [str(number) for number in range(int(low), int(high) + 1)]
    if dots and len(low) == len(high) == 1 and low <= high:
        return [chr(code) for code in range(ord(low), ord(high) + 1)]
    return []
