"""What a range has to prove: the sources that run something new, and the changed tests that can be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.glob import matches
from sinfonia.rules.code import paths
from sinfonia.rules.code.judgement import Judgement
from sinfonia.rules.enf_001_untested_code import CODE, NAME, sources_and_tests
from sinfonia.rules.trailers import EVERY_PATH, waived_paths

if TYPE_CHECKING:
    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

PYTHON = ("py", "pyw", "pyx")
SCRIPTS = ("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte")
_NO_TEST_OF_ITS_OWN = ("conftest", "__init__")


@dataclass(frozen=True, slots=True)
class Question:
    """Paths of one net change.

    `sources` are to be proven and `waived` would be, but for a trailer or an ignore; `tests` can be run for them,
    `others` are changed tests that no runner takes.
    """

    sources: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def question(event: Event, policy: Policy, today: str) -> Question:
    """Give what is to be proven; raises `NotJudgedError`.

    Sources of Python, JavaScript and TypeScript count, less those that have no test: of these ENF-001 speaks
    itself. `today` is an ISO date.
    """
    if event.revert:
        return Question()
    sources, tests = sources_and_tests(event, policy)
    sources = [change for change in sources if extension(change.path) in (*PYTHON, *SCRIPTS)]
    if not sources:
        return Question()
    judgement = Judgement(event, policy, sources, tests)
    untested = {change.path for change, _ in judgement.untested()}
    running = [change.path for change in sources if change.path not in untested and judgement.line(change) is not None]
    if not running:
        return Question()
    trailers = waived_paths(event, CODE, NAME)
    entries = [entry for entry in policy.ignore if entry.code in (CODE, NAME)]
    globs = [entry.path for entry in entries if not (entry.until and entry.until < today)]
    waived = [
        path
        for path in running
        if path in trailers or EVERY_PATH in trailers or any(matches(path, glob) for glob in globs)
    ]
    counting = [test.path for test in tests if judgement.counts(test)]
    runnable = _runnable(counting)
    return Question(
        tuple(path for path in running if path not in waived),
        tuple(waived),
        tuple(runnable),
        tuple(path for path in counting if path not in runnable),
    )


def extension(path: str) -> str:
    """Give the extension of a path in small letters, "" without one."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def test_files(changes: tuple[Change, ...]) -> tuple[list[str], list[str]]:
    """Give the paths that belong to the tests of a net change: (with content after it, gone after it)."""
    present: list[str] = []
    absent: list[str] = []
    for change in changes:
        if _is_of_tests(change.path):
            (present if change.new_id else absent).append(change.path)
        if change.old_path and change.old_path != change.path and _is_of_tests(change.old_path):
            absent.append(change.old_path)
    return present, absent


def _is_of_tests(path: str) -> bool:
    if paths.kind(path) in (paths.TEST, paths.TEST_DATA):
        return True
    folder = path.rpartition("/")[0]
    return bool(folder) and paths.kind(f"{folder}/module.py") == paths.TEST  # settings and lists in a folder of tests


def _runnable(tests: list[str]) -> list[str]:
    """Pick the files that a runner collects tests from; Python modules beside them only where they are alone."""
    scripts = [path for path in tests if extension(path) in SCRIPTS and paths.kind(path) == paths.TEST]
    python = [path for path in tests if extension(path) in ("py", "pyw") and _stem(path) not in _NO_TEST_OF_ITS_OWN]
    python = [path for path in python if paths.kind(path) == paths.TEST]
    named = [path for path in python if paths.is_test_name(_stem(path), "py")]
    return scripts + (named or python)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
