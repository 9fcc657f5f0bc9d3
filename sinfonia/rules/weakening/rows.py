"""Assertions among the tokens of a test in another language than Python."""

from __future__ import annotations

from sinfonia.rules.code.tokens import by_line
from sinfonia.rules.weakening.suite import Assertion, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from sinfonia.rules.code.scan import Token

_ASSERTS = (
    r"\bassert\w*\b|\bexpect\w*\b|\bXCTAssert\w*|\brefute\w*|\bverify\b|\bAssert \.|\bshould\b|\bmust_\w+"
    r"|\bt \. (?:Error|Errorf|Fatal|Fatalf|Fail|FailNow|is|not|true|false|deepEqual|equal|throws|like|ok)\b"
    r"|\brequire \. \w|\b(?:REQUIRE|CHECK|EXPECT_\w+|ASSERT_\w+) ?\(|\bStringAssert\b|\bCollectionAssert\b"
)
_IDLE = (
    r"expect \( true \) \. (?:to ?Be|toBe|toEqual|toStrictEqual) ?\( true \)|expect \( true \) \. toBeTruthy"
    r"|expect \( (\d+) \) \. (?:toBe|toEqual) \( \1 \)|\bassert\w*(?: \. \w+)? !? ?\( true \)"
    r"|\bAssert \. (?:True|IsTrue) \( true \)|XCTAssertTrue \( true \)|expect \( true \) \. to \. be \. true"
    r"|\bassert (?:true|\(true\))$|expect\(true\)\.to (?:be|eq) ?\(?true"
)
_patterns: dict[str, re.Pattern[str]] = {}


def assertions(tokens: Iterable[Token], lines: list[str]) -> Iterator[Assertion]:
    """Yield the lines of code that assert."""
    for number, row in by_line(tokens):
        key = " ".join(row)
        if _search(_ASSERTS, key):
            yield Assertion(key.rstrip(" ;"), number, lines[number - 1].strip(), words(key))


def is_idle(key: str) -> bool:
    """Tell whether an assertion always holds: `expect(true).toBe(true)`."""
    return _search(_IDLE, key)


def _search(pattern: str, text: str) -> bool:
    import re

    if pattern not in _patterns:
        _patterns[pattern] = re.compile(pattern)
    return _patterns[pattern].search(text) is not None
