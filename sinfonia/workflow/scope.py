"""Which paths a step may touch: globs from the root, `!` takes paths out again, `{tests}` is every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.glob import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

TESTS = "{tests}"  # tests and their data by the ecosystems' conventions, as ENF-001 knows them
NOT = "!"


def inside(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path from the root is within a scope; where all entries begin with `!`, the rest is within."""
    every = tuple(patterns)
    taken = [pattern for pattern in every if not pattern.startswith(NOT)]
    if any(_matches(path, pattern[len(NOT) :]) for pattern in every if pattern.startswith(NOT)):
        return False
    return any(_matches(path, pattern) for pattern in taken) or (bool(every) and not taken)


def told(patterns: Iterable[str]) -> str:
    """Say in words which paths a scope names: "`src/**` outside of test files"."""
    every = tuple(patterns)
    taken = ", ".join(_word(one) for one in every if not one.startswith(NOT))
    out = ", ".join(_word(one.removeprefix(NOT)) for one in every if one.startswith(NOT))
    return (taken or "any path") + (f" outside of {out}" if out else "")


def _word(pattern: str) -> str:
    return {TESTS: "test files", "**": "any path"}.get(pattern, f"`{pattern}`")


def _matches(path: str, pattern: str) -> bool:
    """Match as git's `:(glob)` does: a bare name matches at the root and nowhere else."""
    if pattern == TESTS:
        from sinfonia.rules.code.paths import TEST, TEST_DATA, kind  # with it comes every rule: 10 ms

        return kind(path) in {TEST, TEST_DATA}
    return matches(path, "/" + pattern)
