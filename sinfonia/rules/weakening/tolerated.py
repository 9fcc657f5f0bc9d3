"""Commands that run tests in CI files and Makefiles, and which of them may fail unseen."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_RUNS_TESTS = (
    r"\b(?:pytest|py\.test|tox|nox|python3? -m unittest|(?:npm|yarn|pnpm|bun)(?: run)? (?:test|t)\b|go test|cargo"
    r" (?:nextest|test)|mvnw?\b.* (?:test|verify)|gradlew?\b.* (?:test|check)|jest|vitest|rspec|rake (?:test|spec)"
    r"|phpunit|dotnet test|make (?:test|check)|ctest|bats|mix test|swift test|playwright test)(?![\w.-])"
)
_DROPPED = r"\s*\|\|\s*(?:true|:|exit 0|echo\b.*|/bin/true)\s*['\"]?\s*$"
_MAY_FAIL = r"^(?:- +)?(?:continue-on-error|allow_failure|continueOnError): *true\b"
_SETUP = r"\b(?:pip|pipx|uv|npm|apt-get|brew|gem|conda|poetry) (?:add|install|ci|tool install)\b|\buses:|\bname:|^\s*#"
_patterns: dict[str, re.Pattern[str]] = {}


def commands(text: str) -> tuple[dict[str, int], dict[str, int]]:
    """Give the commands that run tests with their lines: those whose failure counts, and those where it does not."""
    lines = text.split("\n")
    free = _free(lines)
    counts: dict[str, int] = {}
    dropped: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not _search(_RUNS_TESTS, line) or _search(_SETUP, line):
            continue
        plain = _command(line)
        command = _pattern(_DROPPED).sub("", plain).strip("'\" ")
        (dropped if number in free or _search(_DROPPED, plain) else counts)[command] = number
    return counts, dropped


def _command(line: str) -> str:
    """Give a line less what marks it as a step or recipe: `- run: pytest` is `pytest`."""
    bare = line.strip().removeprefix("- ").strip()
    for key in ("run:", "script:", "- script:"):
        bare = bare.removeprefix(key).strip()
    return bare.lstrip("@-").strip()


def _free(lines: list[str]) -> frozenset[int]:
    """Give the numbers of the lines in steps and jobs of which a file says that they may fail."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        bare = line.lstrip()
        if not _pattern(_MAY_FAIL).match(bare):
            continue
        depth = _depth(line)
        first = at
        while first and not line.lstrip().startswith("- ") and _inside(lines[first - 1], depth):
            first -= 1
            if lines[first].lstrip().startswith("- ") and _depth(lines[first]) == depth:
                break
        last = at
        while last + 1 < len(lines) and _inside(lines[last + 1], depth) and not _starts_item(lines[last + 1], depth):
            last += 1
        found.update(range(first + 1, last + 2))
    return frozenset(found)


def _depth(line: str) -> int:
    """Give the column of the key of a line; that of `- name: x` is two further."""
    bare = line.lstrip()
    return len(line) - len(bare) + (len(bare) - len(bare[1:].lstrip()) if bare.startswith("- ") else 0)


def _inside(line: str, depth: int) -> bool:
    return not line.strip() or _depth(line) >= depth


def _starts_item(line: str, depth: int) -> bool:
    return line.lstrip().startswith("- ") and _depth(line) == depth


def _search(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


def _pattern(text: str) -> re.Pattern[str]:
    import re

    if text not in _patterns:
        _patterns[text] = re.compile(text)
    return _patterns[text]
