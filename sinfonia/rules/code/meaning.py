"""Whether a change of a test file tests more or something else than before.

Comments, layout, deletions, moved or renamed tests, an added skip, xfail or `.only` and a removed
assertion do not count.
"""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

from sinfonia.rules.code.paths import TEST_DATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


# Words of test frameworks that keep a test from running, or all others, or let it fail.
_FIRST = {
    "xit": "it",
    "fit": "it",
    "xtest": "test",
    "xdescribe": "describe",
    "fdescribe": "describe",
    "xcontext": "context",
}
_LATER = frozenset(("skip", "only", "todo", "fails", "failing", "fixme"))
_OPENERS = frozenset(
    ("it", "test", "describe", "context", "suite", "specify", "func", "fn", "void", "fun", "@test", "def")
)
_ALONE = (
    "# [ ignore", "@ Ignore", "@ Disabled", "@ Skip", "[ Ignore", "t . Skip", "b . Skip", "skip ", "pending ",
    "@tag :skip", "throw XCTSkip", "$this -> markTestSkipped", "$this -> markTestIncomplete", "this . skip",
)  # fmt: skip
_ASSERTIONS = frozenset(
    "assert expect should require verify Error Errorf Fatal Fatalf Fail FailNow fail Assert Expect XCTAssert "
    "assertEqual assertThat assert_eq assert_ne is_expected refute check CHECK REQUIRE ok run status".split()
)
_IDLE = frozenset(
    ("import", "package", "use", "using", "require", "from", "export", "#", "namespace", "library", "mod")
)


def tests_more(old: bytes, new: bytes, path: str, kind: str) -> bool:
    """Tell whether the file at `path` (of kind test or test data) changed in a way that counts."""
    if kind == TEST_DATA:
        return bool(new.strip()) and new.split() != old.split()
    if path.endswith(".py"):
        from sinfonia.rules.code.python_tests import python_tests_more

        return python_tests_more(old, new, path)
    return _tokens_test_more(old, new, path)


def _tokens_test_more(old: bytes, new: bytes, path: str) -> bool:
    """Compare the lines of code of a test in another language than Python."""
    from sinfonia.rules.code.tokens import by_line, extension, read

    ext = extension(path)
    before, after = (by_line(read(side, ext)) for side in (old, new))
    return lines_test_more([_words(row) for _, row in before], [_words(row) for _, row in after])


def _words(row: tuple[str, ...]) -> tuple[str, ...]:
    """Split a line that was read as one token."""
    return tuple(row[0].split()) if len(row) == 1 else row


def lines_test_more(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> bool:
    """Tell whether lines of test code, as tokens, were added that do something."""
    was, skipped_before, asserted_before = _measure(before)
    now, skipped, asserted = _measure(after)
    added = _beyond(now, was)
    if skipped < skipped_before:
        return True
    if skipped > skipped_before:
        marked = _unskipped(after)
        return any(_opens_test(row) and row not in marked for row in added)
    doing = [row for row in added if row[0] not in _IDLE and not _only_opens(row)]
    return bool(doing) and (asserted >= asserted_before or any(_asserts(row) for row in doing))


def _measure(rows: Iterable[tuple[str, ...]]) -> tuple[dict[tuple[str, ...], int], int, int]:
    """Count each line less its skip marks, the marks, and the lines that assert."""
    counts: dict[tuple[str, ...], int] = {}
    skipped = asserted = 0
    for row in rows:
        plain = _plain(row)
        skipped += plain != row
        asserted += _asserts(row)
        if plain:
            counts[plain] = counts.get(plain, 0) + 1
    return counts, skipped, asserted


def _plain(row: tuple[str, ...]) -> tuple[str, ...]:
    """Take skip and focus marks out of a line: `it.only("x")` is `it("x")`."""
    if f"{' '.join(row)} ".startswith(_ALONE):
        return ()
    if row[0] in _FIRST:
        return (_FIRST[row[0]], *row[1:])
    if len(row) > 2 and row[0] in _OPENERS and row[1] == "." and row[2] in _LATER:
        return (row[0], *row[3:])
    return row


def _unskipped(rows: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Give the plain form of the lines that carry a skip mark."""
    return frozenset(plain for row in rows if (plain := _plain(row)) != row)


def _beyond(now: dict[tuple[str, ...], int], was: dict[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    return [row for row, count in now.items() if count > was.get(row, 0)]


def _only_opens(row: tuple[str, ...]) -> bool:
    """Tell whether a line opens or closes a block and does nothing else (`test("a", () => {`)."""
    at = max((at for at, word in enumerate(row) if word in ("{", "do")), default=-1)
    rest = row[at + 1 :] if at >= 0 and _opens_test(row) else row
    return not any(word[0].isalnum() or len(word) > 1 for word in rest) or rest == ("end",)


def _asserts(row: tuple[str, ...]) -> bool:
    starts = ("assert", "expect", "XCTAssert", "require_", "refute")
    return row[0] in ("[", "[[") or any(
        word in _ASSERTIONS or word.startswith(starts) or ".should" in word for word in row
    )


def _opens_test(row: tuple[str, ...]) -> bool:
    return row[0] in _OPENERS
