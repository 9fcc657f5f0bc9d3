"""Red proof as a rule: ENF-001 again, so that its trailers, ignores, paths and level hold here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import GitError, NotJudgedError, SinfoniaError
from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.proving.proof import Limits, Proof, prove
from sinfonia.proving.question import question
from sinfonia.rules.enf_001_untested_code import CODE, NAME
from sinfonia.rules.enf_001_untested_code import RULE as UNTESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy
    from sinfonia.proving.proof import Range
    from sinfonia.proving.question import Question

MOST = 5  # tests that are named
_WAIVE = "or end the message with `Tests-Exempt: reason`"


def red_proof(
    of: Range,
    environ: Mapping[str, str],
    today: str,
    *,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda _: None,
    show: Callable[[Proof], None] = lambda _: None,
) -> Rule:
    """Give the rule that runs the tests of one range.

    Unlike every other rule it acts: the surface adds it where running code was asked for by name. `tell` gets
    a few words of progress, `show` what came of it.
    """

    def judge(event: Event, policy: Policy) -> Iterator[Finding]:
        asked = question(event, policy, today)
        for path in asked.waived:
            yield _finding(f"`{path}` changes, and no test was run to prove it", path, "let a test prove it")
        if not asked.sources:
            return
        try:
            proof = prove(asked, of, environ, limits=limits or Limits(), tell=tell)
        except NotJudgedError as error:
            error.path = error.path or asked.sources[0]
            raise
        except SinfoniaError as error:
            raise _not_judged(error, asked) from None
        show(proof)
        yield from _findings(proof, asked)

    return Rule(
        CODE,
        NAME,
        UNTESTED.summary,
        moments=("range",),
        waived_by=UNTESTED.waived_by,
        page=UNTESTED.page,
        unit="net",
        about_change=True,
        judge=judge,
    )


def _findings(proof: Proof, asked: Question) -> Iterator[Finding]:
    """Give the findings, all at a source that is to be proven: `rules.ENF-001.paths` may leave the tests out."""
    source = asked.sources[0]
    match proof.verdict:
        case "proven":
            return
        case "not-red":
            help_ = f"change a test so that it fails on the source of the base, {_WAIVE}"
            yield _finding(f"`{source}` changes, and the changed tests pass without that", source, help_)
        case "no-runner":
            help_ = f"change a test that pytest, vitest or jest runs, {_WAIVE}"
            yield _finding(f"`{source}` changes, and no changed test can be run to prove it", source, help_)
        case "fails" | "no-tests":
            what = "does not pass" if proof.verdict == "fails" else "runs no test"
            for path in proof.tests[:MOST]:
                help_ = f"mend it, or what it tests, {_WAIVE}"
                yield _finding(f"`{path}` {what} at the head of the range", source, help_)


def _finding(message: str, path: str, help_: str) -> Finding:
    # Not that of a source without a test: who accepted that in a baseline has not accepted this.
    identity = b"red proof\0" + message.encode("utf-8", "surrogateescape")
    return Finding(CODE, NAME, message, Location(path), help=help_, identity=identity)


def _not_judged(error: SinfoniaError, asked: Question) -> NotJudgedError:
    message = f"no worktree for red proof: {error.message}" if isinstance(error, GitError) else error.message
    unjudged = NotJudgedError(message, hint=error.hint)
    unjudged.path = asked.sources[0]
    return unjudged
