"""Settings that decide how much is tested: thresholds of coverage, and which tests a run leaves out.

Read as text: keys and options are told by their names, so the format of the file does not matter. The names are
those of coverage.py, pytest-cov, jest, vitest, nyc, simplecov; of pytest (`--ignore`, `--deselect`, `-k`,
`collect_ignore`) and jest (`testPathIgnorePatterns`), as their references spell them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = frozenset(
    (
        "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", ".pytest.ini", "pytest.toml", ".coveragerc",
        "coveragerc", "package.json", ".nycrc", ".nycrc.json", ".nycrc.yml", ".nycrc.yaml", ".simplecov", "makefile",
        "noxfile.py", "conftest.py", "spec_helper.rb", "test_helper.rb", "justfile", "taskfile.yml",
    )
)  # fmt: skip
_STARTS = ("jest.config.", "vitest.config.", "vite.config.", "nyc.config.")
_CI = (
    ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".circleci/config.yml",
    "jenkinsfile",
)  # fmt: skip
_THRESHOLD = r"(?:\bfail_under|-fail-under)\b['\"]?[ \t]*[= \t:][ \t'\"]*(\d+(?:\.\d+)?)"
_MINIMUM = r"\bminimum_coverage\b[^\n]*?(\d+(?:\.\d+)?)"
_BLOCK = r"(?:coverageThreshold|thresholds?)['\"]?[ \t]*:[ \t]*\{"
_LIMIT = r"\b(branches|functions|lines|statements)['\"]?[ \t]*:[ \t]*(-?\d+(?:\.\d+)?)"
_FLAG = r"--(?:ignore|ignore-glob|deselect)(?:=|['\"], *['\"]|[ \t]+)['\"]?"
_LEFT_OUT = (
    _FLAG + r"((?:[^\s'\",]*test[^\s'\",]*|[^\s'\",]+\.py)(?:::[^\s'\",]+)?)",
    r"\bpytest\b[^\n]*[ \t]-k[ \t=]*['\"]?(not[ \t][^'\"\n]+)",
    r"\baddopts\b[^\n]*-k[ \t=]*\\?['\"]?(not[ \t][^'\"\n]+)",
)
_COLLECTED = r"\bcollect_ignore(?:_glob)?\b[ \t]*(?:\+?=|\.(?:append|extend)\()([^\n\])]*(?:\n[^\])]*)?)"
_JEST = r"\btestPathIgnorePatterns['\"]?[ \t]*:[ \t]*\[([^\]]*)\]"
_STRING = r"\"([^\"\n]+)\"|'([^'\n]+)'"
_BUILT = ("node_modules", "dist", "build", "lib", "out", "coverage", ".next", "esm", "cjs", "e2e", "fixture", "utils")


def is_settings(path: str) -> bool:
    """Tell by its name whether a file may say how much is tested."""
    name = path.rpartition("/")[2].lower()
    return name in _NAMES or name.startswith(_STARTS) or is_ci(path)


def is_ci(path: str) -> bool:
    """Tell whether a file describes what a CI service runs."""
    small = path.lower()
    return small.endswith(_CI) or (
        small.startswith((".github/workflows/", ".gitlab/")) and small.endswith(("yml", "yaml"))
    )


def thresholds(text: str) -> dict[str, float]:
    """Give the lowest coverage that is asked for, by the name of the limit."""
    import re

    found: dict[str, float] = {}
    plain = "\n".join(_code(text))
    rows = [("coverage", number) for pattern in (_THRESHOLD, _MINIMUM) for number in re.findall(pattern, plain)]
    for block in re.finditer(_BLOCK, plain):
        rows += re.findall(_LIMIT, _braced(plain, block.end() - 1))
    if "covdefaults" in plain:
        rows.append(("coverage", "100"))  # what this plugin of coverage.py asks for
    for name, number in rows:
        found[name] = max(found.get(name, float(number)), float(number))
    return found


def left_out(text: str, path: str) -> frozenset[str]:
    """Give what a run of the tests leaves out by name."""
    import re

    plain = "\n".join(_code(text))
    found = {part.strip() for pattern in _LEFT_OUT for part in re.findall(pattern, plain)}
    if path.endswith("conftest.py"):
        for part in re.findall(_COLLECTED, plain):
            found |= {one or other for one, other in re.findall(_STRING, part)}
    for part in re.findall(_JEST, plain):
        entries = {one or other for one, other in re.findall(_STRING, part)}
        found |= {entry for entry in entries if not any(word in entry for word in _BUILT)}
    return frozenset(found)


def lowered(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[str, float, float | None]]:
    """Yield (limit, was, is now or None) for each threshold that fell in some files together."""
    old, new = _merged(before), _merged(after)
    for name, was in old.items():
        now = new.get(name)
        if now is None or now < was:
            yield name, was, now


def _merged(texts: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        for name, number in thresholds(text).items():
            found[name] = max(found.get(name, number), number)
    return found


def _code(text: str) -> Iterator[str]:
    """Yield the lines that are no comments."""
    for line in text.split("\n"):
        if not line.lstrip().startswith(("#", "//", ";")):
            yield line


def _braced(text: str, opening: int) -> str:
    """Give the text from a brace to the one that closes it."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return text[opening:at]
    return text[opening:]
