"""Why a path is judged as it is: the questions that the engine asks, in its order, with their answers."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sinfonia.cli.trace import Step, Trace, count
from sinfonia.cli.trace_rules import by_content, configured, found, level_step, needs, unmerged
from sinfonia.cli.trace_tests import Tested
from sinfonia.errors import NotJudgedError
from sinfonia.git.changes import staged
from sinfonia.git.hunks import staged_hunks
from sinfonia.model.glob import matches, matches_any
from sinfonia.surfaces.git_hook import merge_heads
from sinfonia.surfaces.judging import judge_staged

if TYPE_CHECKING:
    from sinfonia.cli.trace_rules import Told
    from sinfonia.git.hunks import Hunk
    from sinfonia.model.change import Change
    from sinfonia.model.rule import Rule

_SHOWN = 6  # places that fit a line
_READ = 1 << 20  # bytes of a file of the working tree that are looked into
_STATUS = {"A": "added", "M": "modified", "D": "deleted", "T": "changed in type", "R": "renamed", "C": "copied"}


def trace_path(told: Told, path: str) -> Trace:
    """Trace the decision about a path, relative to the root, as it is staged; raises `GitError`."""
    setup = told.setup
    path = path.replace("\\", "/").removeprefix("./")
    reading = staged(setup.repo, setup.objects)
    if reading.listing.unmerged:
        return unmerged(told, reading)
    changes = tuple(reading.listing.changes)
    change = next((c for c in changes if c.path == path), None)
    steps = [configured(told), Step("is it part of the change?", _staged(change))]
    if change is not None:
        steps.append(Step("which lines does it change?", _lines(staged_hunks(setup.repo, path))))
    glob = next((glob for glob in setup.policy.exclude if matches(path, glob)), None)
    where = told.origins.get("exclude", "")
    answer = f"yes, by `exclude: {glob}` ({where}): no rule sees it" if glob else "no"
    steps.append(Step("is it excluded?", answer))
    tested = Tested(told, changes)
    for rule in setup.rules:
        about = _ABOUT.get(rule.code)
        if about is not None:
            steps.append(about(told, path, change, tested))
    if change is not None and not glob:
        steps.append(_readers(setup.rules, path))
    steps += _ignores(told, path)
    report = judge_staged(setup, reading, merging=merge_heads(setup.repo))
    findings = [] if glob else [f for f in report.findings if f.location.path == path]
    ignored = [] if glob else [row for row in report.ignored if row.finding.location.path == path]
    if change is not None and not glob:
        steps += found(findings, ignored)
    refused = any(finding.severity == "error" for finding in findings)
    verdict = "refused" if refused else "passed"
    steps.append(Step("what is the verdict?", _verdict(change, refused=refused, excluded=bool(glob))))
    return Trace(tuple(steps), verdict, needs(findings))


def _verdict(change: Change | None, *, refused: bool, excluded: bool) -> str:
    if excluded:
        return "it passes: it is excluded"
    if change is None:
        return "none: it is not part of the change"
    return "it is refused" if refused else "it passes"


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
        return "no: nothing is staged under this name"
    return f"yes, it is {_STATUS[change.status]} ({change.old_mode:06o} to {change.new_mode:06o})"


def _untested(told: Told, path: str, change: Change | None, tested: Tested) -> Step:
    """Say what a path is to ENF-001: its kind, its package, and what its change means."""
    from sinfonia.rules.code.paths import SOURCE, kind

    what = kind(path)
    details = []
    if what == SOURCE:
        details.append(tested.package_of(path))
    limits = told.setup.policy.paths("ENF-001")
    if limits and not matches_any(path, limits):
        details.append(f"left out by `rules.ENF-001.paths` ({told.origins.get('rules.ENF-001.paths', '')})")
    if change is not None:
        row = tested.row(change)
        details.append(f"its change: {row.meaning.removeprefix(f'{what}: ')}")
        details += row.because
    return Step("ENF-001: what is it, and what does its change mean?", what, tuple(details))


def _secret(told: Told, path: str, change: Change | None, tested: Tested) -> Step:
    """Say what the tables of names say of a path, and what its content says where that decides."""
    del tested
    from sinfonia.rules.secret_names import judge_path

    verdict = judge_path(path)
    question = "ENF-002: is it a secret by its name?"
    link = ("it is a link: where it points is judged too",) if change and stat.S_ISLNK(change.new_mode) else ()
    if verdict.decision == "allow":
        return Step(question, "no: no table has its name", link)
    details = [*link, f"table entry `{verdict.entry}`: {verdict.what}"]
    data, whence = _content(told, path, change)
    if data is None:
        answer = "yes" if verdict.decision == "deny" else "it may be: its content decides"
        seen = "refused" if verdict.refused_unseen else "let pass"
        details.append(f"there is no content to look into; unseen it is {seen} where an agent reads it")
        return Step(question, answer, tuple(details))
    entropy = bool(told.setup.policy.section("secrets").get("entropy", True))
    details.append(f"its content ({whence}): {by_content(data, path, verdict, entropy=entropy)}")
    return Step(question, "yes" if verdict.decision == "deny" else "it may be: its content decides", tuple(details))


def _content(told: Told, path: str, change: Change | None) -> tuple[bytes | None, str]:
    """Give the staged bytes of a regular file, else those of the working tree; None where there are none."""
    if change is not None:
        if not change.new_mode or stat.S_IFMT(change.new_mode) != stat.S_IFREG:
            return None, ""
        try:
            return change.new(), "staged"
        except NotJudgedError:
            return None, ""
    whole = os.path.join(told.setup.repo.root, path)
    try:
        if stat.S_ISREG(os.lstat(whole).st_mode):
            with open(whole, "rb") as file:
                return file.read(_READ), "in the working tree"
    except (OSError, ValueError):
        pass  # not there, or not readable: nothing to look into
    return None, ""


def _policy_change(told: Told, path: str, change: Change | None, tested: Tested) -> Step:
    """Say whether a path is part of the policy."""
    del told, tested
    from sinfonia.model.change import change_in_memory
    from sinfonia.rules.enf_010_policy_change import touches

    try:
        what = touches(change or change_in_memory(path, None, b"sinfonia"))
    except NotJudgedError as error:
        what = f"unknown: {error.message}"
    question = "ENF-010: is it part of the policy?"
    if change is None:
        return Step(question, f"it may be: {what}" if what else "no")
    return Step(question, f"yes: its change touches {what}" if what else "no")


def _readers(rules: tuple[Rule, ...], path: str) -> Step:
    """Name the rules that read what is added to a path."""
    from sinfonia.rules.unsafe_shell import holds_shell

    readers = [rule for rule in rules if rule.read and (rule.reads is None or rule.reads(path))]
    details = [f"{rule.code} {rule.name}: {rule.summary}" for rule in readers]
    if not holds_shell(path):
        details.append("it holds no shell by its name: no rule about commands reads it")
    return Step("which rules read the lines that it adds?", count(len(readers), "rule"), tuple(details))


def _ignores(told: Told, path: str) -> list[Step]:
    from sinfonia.surfaces.setup import today

    steps = []
    for entry in told.setup.policy.ignore:
        if matches(path, entry.path):
            over = bool(entry.until) and entry.until < today()
            until = f" until {entry.until}" if entry.until else ""
            answer = "no longer" if over else "yes"
            steps.append(Step(f"{entry.code}: is it ignored?", f"{answer}{until}, {entry.where}: {entry.reason}"))
    return steps + [step for rule in told.setup.rules if (step := level_step(told, rule, "commit")) is not None]


_ABOUT = {"ENF-001": _untested, "ENF-002": _secret, "ENF-010": _policy_change}
