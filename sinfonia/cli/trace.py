"""Why a path is judged as it is: the questions that the engine asks, in its order, with their answers."""

from __future__ import annotations

from sinfonia.git.changes import staged
from sinfonia.git.hunks import staged_hunks
from sinfonia.model.glob import matches
from sinfonia.surfaces.git_hook import merge_heads
from sinfonia.surfaces.judging import judge_staged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.hunks import Hunk
    from sinfonia.model.change import Change
    from sinfonia.model.finding import Report
    from sinfonia.rules.secret_names import Verdict
    from sinfonia.surfaces.setup import Setup

_SHOWN = 6  # places that fit a line
_STATUS = {"A": "added", "M": "modified", "D": "deleted", "T": "changed in type", "R": "renamed", "C": "copied"}


class Step:
    """One question and its answer."""

    __slots__ = ("answer", "question")

    def __init__(self, question: str, answer: str) -> None:
        self.question = question
        self.answer = answer


def trace_path(setup: Setup, path: str) -> tuple[Step, ...]:
    """Trace the decision about a path, relative to the root, as it is staged; raises `GitError`."""
    path = path.replace("\\", "/").removeprefix("./")
    reading = staged(setup.repo, setup.objects)
    change = next((c for c in reading.listing.changes if c.path == path), None)
    steps = [Step("is it part of the change?", _staged(change))]
    if change is not None:
        steps.append(Step("which lines does it change?", _lines(staged_hunks(setup.repo, path))))
    excluded = next((glob for glob in setup.policy.exclude if matches(path, glob)), None)
    steps.append(Step("is it excluded?", f"yes, by `exclude: {excluded}`: no rule sees it" if excluded else "no"))
    steps += _names(path, setup)
    report = judge_staged(setup, reading, merging=merge_heads(setup.repo))
    if change is not None and not excluded:
        steps += _findings(path, report)
    return tuple(steps)


def _lines(hunks: tuple[Hunk, ...]) -> str:
    if not hunks:
        return "none: its mode or its bytes change, no line of text"
    added = [f"{h.first}" if h.first == h.last else f"{h.first} to {h.last}" for h in hunks if h.first]
    removed = sum(hunk.removed for hunk in hunks)
    told = ", ".join(added[:_SHOWN]) + (f" and {len(added) - _SHOWN} more" if len(added) > _SHOWN else "")
    return "; ".join(
        filter(
            None,
            (
                f"it adds {'line' if told.isdigit() else 'lines'} {told}" if added else "",
                f"it removes {removed} in all" if removed else "",
            ),
        )
    )


def _staged(change: Change | None) -> str:
    if change is None:
        return "no: nothing is staged under this name, only its name can be judged"
    return f"yes, it is {_STATUS[change.status]} ({change.old_mode:06o} to {change.new_mode:06o})"


def _names(path: str, setup: Setup) -> list[Step]:
    from sinfonia.rules.code.paths import kind
    from sinfonia.rules.secret_names import judge_path

    verdict = judge_path(path)
    steps = [
        Step("ENF-001: what is it by its name?", kind(path)),
        Step("ENF-002: is its name that of a secret?", _secret(verdict)),
    ]
    for entry in setup.policy.ignore:
        if matches(path, entry.path):
            until = f" until {entry.until}" if entry.until else ""
            steps.append(Step(f"{entry.code}: is it ignored?", f"yes{until}, {entry.where}: {entry.reason}"))
    return steps


def _secret(verdict: Verdict) -> str:
    if verdict.decision == "allow":
        return "no"
    if verdict.decision == "deny":
        return f"yes: it is {verdict.what} (`{verdict.entry}`)"
    return f"it may be: it is {verdict.what} (`{verdict.entry}`), and its content decides"


def _findings(path: str, report: Report) -> list[Step]:
    steps = []
    for finding in report.findings:
        if finding.location.path == path:
            where = f" in line {finding.location.line}" if finding.location.line else ""
            steps.append(
                Step(
                    f"{finding.code} {finding.name}: what does it find?",
                    f"{finding.severity}{where}: {finding.message}",
                )
            )
    for ignored in report.ignored:
        if ignored.finding.location.path == path:
            finding = ignored.finding
            steps.append(Step(f"{finding.code} {finding.name}: does it count?", f"no, {ignored.by}: {ignored.reason}"))
    if not steps:
        steps.append(Step("what do the rules find?", "nothing: it passes"))
    return steps
