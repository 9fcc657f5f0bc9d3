"""The tests of a file read by line: RSpec, minitest, bats, ExUnit, busted; a test ends where its indentation does."""

from __future__ import annotations

from sinfonia.rules.code.tokens import decode
from sinfonia.rules.weakening.rows import is_idle
from sinfonia.rules.weakening.suite import CONDITIONAL, RUNS, SKIPPED, Assertion, Suite, Unit, comments, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_OPENS = (
    r"(?:RSpec\.)?(?P<word>[xf]?(?:it|specify|example|scenario|test|describe|context|feature)|@test|def|should|pending"
    r"|skip)[ (]+(?:(?P<quote>[\"'])(?P<title>.*?)(?P=quote)|(?P<name>test_\w+[?!]?|[A-Z][\w:]*))(?P<rest>.*)"
)
_GROUPS = frozenset(("describe", "context", "feature", "xdescribe", "xcontext", "fdescribe", "fcontext"))
_SKIPPING = r"[, ](?::skip|:pending|skip: (?!false)|pending: (?!false))"
_SKIP = r"(?:skip|pending)\b(?! *[=.:])"
_GUARDED = r"\b(?:if|unless)\b|^\w.* (?:&&|\|\|) "
_ASSERT = (
    r"^(?:assert|expect|refute|is_expected|must_|flunk|\[\[? |\(\( |run -)|\.should\b|\.must_|\.wont_|\bis\.|\bassert\."
)
_CALL = r"\b([a-z_]\w*[?!]?)"
_patterns: dict[str, re.Pattern[str]] = {}


def read(source: bytes, path: str) -> Suite:
    """Read a test file of Ruby, bats, Elixir or Lua."""
    text = decode(source)
    lines = text.split("\n")
    hashes = ("--",) if path.endswith(".lua") else ("#",)
    units: dict[str, Unit] = {}
    focused: list[int] = []
    groups: list[tuple[int, str, int]] = []  # indentation, title, level
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        found = _pattern(_OPENS).match(bare)
        indent = len(line) - len(line.lstrip())
        while bare and groups and indent <= groups[-1][0]:
            groups.pop()
        if found is None or (found["word"] in ("skip", "pending", "should", "describe") and " do" not in bare + " "):
            continue
        word, title = found["word"], found["title"] or found["name"]
        level = max(SKIPPED if _is_off(word, found["rest"], lines, number) else RUNS, groups[-1][2] if groups else RUNS)
        if (word[0] == "f" and word != "feature") or ":focus" in found["rest"] or "focus: true" in found["rest"]:
            focused.append(number)
        if word in _GROUPS:
            groups.append((indent, title, level))
            continue
        name = " > ".join([*(group[1] for group in groups), title])
        body = _body(lines, number, indent)
        units[name] = _unit(name, number, max(level, _inner(body, indent)), [line, *body], hashes)
    return Suite(units, focused=tuple(focused), functions=_defined(text), comments=comments(text, hashes))


def _defined(text: str) -> frozenset[str]:
    pairs = _pattern(r"(\w+) ?\(\) ?\{|def (\w+)").findall(text)
    return frozenset(name for pair in pairs for name in pair if name)


def _is_off(word: str, rest: str, lines: list[str], number: int) -> bool:
    """Tell whether a test is switched off where it opens, or by the tag above it (`@tag :skip`)."""
    if word[0] == "x" or word in ("skip", "pending") or _pattern(_SKIPPING).search(rest):
        return True
    above = lines[number - 2].strip() if number > 1 else ""
    return above.startswith("@tag") and ("skip" in above)


def _body(lines: list[str], number: int, indent: int) -> list[str]:
    """Give the lines below an opening that are indented further."""
    out = []
    for line in lines[number:]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        out.append(line)
    return out


def _inner(body: list[str], indent: int) -> int:
    """Give the level that `skip` and `pending` in a body set: at its own indentation surely, deeper maybe."""
    level = RUNS
    own = next((len(line) - len(line.lstrip()) for line in body if line.strip()), indent)
    for line in body:
        bare = line.strip()
        if not bare or not _pattern(rf"(?:{_SKIP}|.*(?:&&|\|\||then) {_SKIP})").match(bare):
            continue
        sure = len(line) - len(line.lstrip()) == own and not _pattern(_GUARDED).search(bare)
        level = max(level, SKIPPED if sure else CONDITIONAL)
    return level


def _unit(name: str, number: int, level: int, lines: list[str], hashes: tuple[str, ...]) -> Unit:
    code = [(number + at, line.strip()) for at, line in enumerate(lines)]
    code = [(at, line) for at, line in code if line and not line.startswith(hashes)]
    made = [Assertion(line, at, line, words(line)) for at, line in code[1:] if _pattern(_ASSERT).search(line)]
    text = "\n".join(lines)
    return Unit(
        name,
        number,
        level,
        body=" ".join(line for _, line in code[1:]) or code[0][1],
        text=text,
        words=words(text) - words(name.rpartition(" > ")[2]),
        assertions=tuple(part for part in made if not is_idle(part.key)),
        idle=sum(is_idle(part.key) for part in made),
        calls=frozenset(_pattern(_CALL).findall(" ".join(line for _, line in code[1:]))),
    )


def _pattern(text: str) -> re.Pattern[str]:
    import re

    if text not in _patterns:
        _patterns[text] = re.compile(text)
    return _patterns[text]
