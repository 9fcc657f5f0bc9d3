"""Run the changed tests on the source after a change, then on the source before it."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Literal

from sinfonia.bounded import KILLED, run_bounded
from sinfonia.errors import NotJudgedError
from sinfonia.git.changes import net
from sinfonia.model.dataclass import dataclass
from sinfonia.proving.question import test_files
from sinfonia.proving.runners import runners
from sinfonia.proving.surroundings import variables
from sinfonia.proving.trees import Overlay, ended_by_request, working_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.proving.question import Question
    from sinfonia.proving.runners import Runner

    Verdict = Literal["proven", "not-red", "fails", "no-tests", "no-runner"]

_FAILED = (b"FAILED ", b"ERROR ", b"FAIL ")  # how pytest, jest and vitest begin a line that names a file


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one run, for all of them, and bytes of output that are kept."""

    run: float = 600.0
    whole: float = 1200.0
    output: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: `tests` are the paths that it is about, `output` what a run that refuses printed last."""

    verdict: Verdict
    tests: tuple[str, ...] = ()
    output: bytes = b""


@dataclass(frozen=True, slots=True)
class Range:
    """The trees to compare: `before` may be any tree, `after` is a commit."""

    repo: Repository
    objects: ObjectReader
    before: str
    after: str


def prove(
    asked: Question,
    of: Range,
    environ: Mapping[str, str],
    *,
    limits: Limits,
    tell: Callable[[str], None] = lambda _: None,
) -> Proof:
    """Answer a question; raises `NotJudgedError` for what cannot be run, `GitError` when git refuses.

    At the head first: where the tests do not pass, that they fail at the base says nothing. One run that
    fails at the base is enough.
    """
    if not asked.tests:
        return Proof("no-runner", asked.others)
    with ended_by_request(), tempfile.TemporaryDirectory(prefix="sinfonia-proof-", ignore_cleanup_errors=True) as place:
        place = os.path.realpath(place)  # noqa: PLW2901 - git and Python would name it by its real path anyway
        env = variables(environ, place)
        chosen, left = runners(of.repo.root or place, environ, env, asked.sources, asked.tests)
        if not chosen:
            return Proof("no-runner", tuple(left))
        clock = Clock(limits)
        with working_tree(of.repo, os.path.join(place, "head"), of.after, commit=of.after) as tree:
            for runner in chosen:
                verdict, output = _run(runner, tree, env, clock, tell, at="the head")
                if verdict != "passed":
                    return Proof("no-tests" if verdict == "none" else "fails", _named(runner, output), output)
        overlay = Overlay(of.after, *test_files(net(of.repo, of.objects, of.before, of.after)))
        with working_tree(of.repo, os.path.join(place, "base"), of.before, commit=of.after, overlay=overlay) as tree:
            output = b""
            for runner in chosen:
                verdict, output = _run(runner, tree, env, clock, tell, at="the base")
                if verdict == "failed":
                    return Proof("proven", _named(runner, output))
        return Proof("not-red", asked.tests, output)


class Clock:
    """Gives each run its time, less when all of them together have used theirs."""

    __slots__ = ("_left", "limits")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._left = limits.whole

    def time(self) -> float:
        """Give the seconds that the next run may take."""
        return max(min(self.limits.run, self._left), 0.0)

    def spend(self, seconds: float) -> None:
        """Count what a run took."""
        self._left -= seconds


def _run(
    runner: Runner, tree: str, env: Mapping[str, str], clock: Clock, tell: Callable[[str], None], *, at: str
) -> tuple[str, bytes]:
    """Run some tests in a tree; gives the verdict and what was printed."""
    import time

    what = f"red proof: {runner.name} at {at}"
    tell(what)
    runner.prepare(tree)
    allowed, began = clock.time(), time.monotonic()
    outcome = run_bounded(
        runner.command(tree, first=at == "the base"),
        cwd=runner.folder(tree),
        env={**env, **runner.variables(tree)},
        timeout=allowed,
        cap=clock.limits.output,
        tick=lambda seconds: tell(f"{what}, {seconds:.0f} s"),
    )
    clock.spend(time.monotonic() - began)
    verdict = runner.verdict(outcome.code)
    if outcome.timed_out:
        reason = f"{runner.name} did not end within {allowed:.0f} s at {at} of the range"
    elif outcome.code == KILLED:
        reason = f"{runner.name} was killed at {at} of the range"
    elif verdict == "broken":
        reason = f"{runner.name} ended with code {outcome.code} at {at} of the range"
    else:
        return verdict, outcome.output
    error = NotJudgedError(reason, hint="run it by hand to see why; red proof needs tests that end")
    error.path = runner.tests[0]
    raise error


def _named(runner: Runner, output: bytes) -> tuple[str, ...]:
    """Pick the tests that a line about a failure names, all of them where none is named."""
    lines = [line.strip() for line in output.split(b"\n")]
    failed = [line for line in lines if line.startswith(_FAILED)]
    found = tuple(
        path for path in runner.tests if any(path.encode("utf-8", "surrogateescape") in line for line in failed)
    )
    return found or runner.tests
