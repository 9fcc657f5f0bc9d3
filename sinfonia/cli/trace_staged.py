"""Why what is staged is judged as it is: every rule in its order, asked or not, and what it made of each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.cli.trace import Step, Trace, count
from sinfonia.cli.trace_rules import by_content, configured, needs, origin_of, unmerged
from sinfonia.cli.trace_tests import Tested
from sinfonia.engine import level_of
from sinfonia.errors import NotJudgedError
from sinfonia.git.changes import staged
from sinfonia.model.change import SUBMODULE, SYMLINK
from sinfonia.model.glob import matches, matches_any
from sinfonia.surfaces.git_hook import merge_heads
from sinfonia.surfaces.judging import judge_staged
from sinfonia.surfaces.pass_mark import receipt_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.cli.trace_rules import Told
    from sinfonia.model.change import Change
    from sinfonia.model.finding import Report
    from sinfonia.model.rule import Rule

MOST = 40  # files that one step tells
_STATUS = {"A": "added", "M": "modified", "D": "deleted", "T": "changed in type", "R": "renamed", "C": "copied"}
_ABOUT_IGNORES = ("ENF-901", "ENF-902")


def trace_staged(told: Told) -> Trace:
    """Trace what every rule makes of the index; raises `GitError`."""
    setup = told.setup
    reading = staged(setup.repo, setup.objects)
    if reading.listing.unmerged:
        return unmerged(told, reading)
    changes = tuple(reading.listing.changes)
    steps = [configured(told), _changes(changes)]
    left = tuple(c for c in changes if not matches_any(c.path, setup.policy.exclude))
    if len(left) < len(changes):
        where = told.origins.get("exclude", "default")
        out = [change.path for change in changes if change not in left]
        rows = [f"{path}: `{next(g for g in setup.policy.exclude if matches(path, g))}`" for path in out[:MOST]]
        steps.append(Step("what is excluded?", f"{count(len(out), 'file')}, by `exclude` ({where})", tuple(rows)))
    report = judge_staged(setup, reading, merging=merge_heads(setup.repo))
    tested = Tested(told, changes)
    receipt = receipt_holds(setup.repo)
    steps += [_rule(told, rule, left, report, tested, receipt=receipt) for rule in setup.rules]
    steps += _outside(told, report)
    steps.append(_verdict(report))
    return Trace(tuple(steps), report.verdict, needs(report.findings) or _go_on(changes))


def _changes(changes: tuple[Change, ...]) -> Step:
    rows = tuple(f"{c.path}: {_STATUS[c.status]}" for c in changes)
    return Step("what is staged?", count(len(changes), "file") if changes else "nothing", _cut(rows))


def _rule(
    told: Told, rule: Rule, changes: tuple[Change, ...], report: Report, tested: Tested, *, receipt: bool
) -> Step:
    """Say whether a rule is asked, and what it answers."""
    question = f"{rule.code} {rule.name}: is it asked?"
    level = level_of(rule, told.setup.policy, "commit")
    if level == "off":
        return Step(question, f"no: it is off, by {origin_of(told, rule)}")
    if rule.judge is None and rule.read is None:
        return Step(question, _by_itself(rule), tuple(_found(rule, report)))
    if "commit" not in rule.moments:
        return Step(question, f"no: not at a commit, but at: {', '.join(rule.moments)}")
    rows = list(_limits(told, rule))
    if not changes:
        return Step(question, "no: there is no file to judge", tuple(rows))
    if rule.reads is not None and not any(rule.reads(change.path) for change in changes):
        return Step(question, "no: nothing is staged that it reads", tuple(rows))
    rows += list(_seen(told, rule, changes, tested))
    if receipt and "trailer" in rule.waived_by and "message" in rule.moments:
        rows.append("`git commit` leaves it to the message hook, which runs here: a trailer may waive it there")
    rows += _found(rule, report)
    errors = sum(f.code == rule.code and f.severity == "error" for f in report.findings)
    warnings = sum(f.code == rule.code and f.severity == "warning" for f in report.findings)
    answer = "; it refuses" if errors else "; it warns" if warnings else "; it has nothing to say"
    if not (errors or warnings) and any(row.finding.code == rule.code for row in report.ignored):
        answer = "; what it finds does not count"
    if level != rule.severity:
        answer += f" (its level is {level}, by {origin_of(told, rule)})"
    return Step(question, "yes" + answer, tuple(rows))


def _by_itself(rule: Rule) -> str:
    if rule.code in _ABOUT_IGNORES:
        return "yes, of the ignores that the others met"
    return "it speaks where something cannot be read or judged"


def _limits(told: Told, rule: Rule) -> Iterator[str]:
    globs = told.setup.policy.paths(rule.code)
    if globs:
        where = told.origins.get(f"rules.{rule.code}.paths", "")
        yield f"only for {', '.join(f'`{glob}`' for glob in globs)} ({where})"


def _seen(told: Told, rule: Rule, changes: tuple[Change, ...], tested: Tested) -> Iterator[str]:
    """Say what a rule sees in each file."""
    if rule.code == "ENF-001":
        yield from _untested(tested)
    elif rule.code == "ENF-002":
        yield from _cut(tuple(_secret_names(told, changes)))
    elif rule.code == "ENF-010":
        yield from _cut(tuple(_policy(changes)))
    elif rule.read is not None:
        yield from _cut(tuple(_read(rule, changes)))


def _untested(tested: Tested) -> Iterator[str]:
    if tested.event.revert:
        yield "the commit is a revert: it passes"
    changes = tested.event.changes
    for change in changes[:MOST]:
        row = tested.row(change)
        because = f"; {'; '.join(row.because)}" if row.because else ""
        meaning = row.meaning if row.meaning.startswith(row.kind) else f"{row.kind}: {row.meaning}"
        yield f"{row.path}: {row.meaning if row.executable else meaning}{because}"
    if len(changes) > MOST:
        yield f"and {len(changes) - MOST} more"


def _secret_names(told: Told, changes: tuple[Change, ...]) -> Iterator[str]:
    from sinfonia.rules.secret_names import judge_tree

    entropy = bool(told.setup.policy.section("secrets").get("entropy", True))
    plain = 0
    for change in changes:
        if change.status == "D" or not change.new_mode or change.new_mode == SUBMODULE:
            continue
        verdict = judge_tree(change.path)
        if verdict.decision == "allow":
            plain += 1
            continue
        name = f"{change.path}: {'a secret' if verdict.decision == 'deny' else 'perhaps a secret'} by its name"
        if change.new_mode == SYMLINK:
            yield f"{name} (`{verdict.entry}`); it is a link, judged by where it points too"
            continue
        try:
            said = by_content(change.new(), change.path, verdict, entropy=entropy)
        except NotJudgedError as error:
            said = error.message
        yield f"{name} (`{verdict.entry}`); its content: {said}"
    if plain:
        yield f"{count(plain, 'name')} in no table"


def _policy(changes: tuple[Change, ...]) -> Iterator[str]:
    from sinfonia.rules.enf_010_policy_change import touches

    touched = 0
    for change in changes:
        try:
            what = touches(change)
        except NotJudgedError as error:
            what = f"what cannot be read: {error.message}"
        if what:
            touched += 1
            yield f"{change.path}: {what}"
    if not touched:
        yield "no file is part of the policy"


def _read(rule: Rule, changes: tuple[Change, ...]) -> Iterator[str]:
    from sinfonia.shell.extract.script import kind_of

    mine = [c for c in changes if c.status != "D" and (rule.reads is None or rule.reads(c.path))]
    if rule.reads is None:
        yield f"it reads the added lines of {count(len(mine), 'file')}"
        return
    for change in mine:
        yield f"{change.path}: it reads the shell in it ({kind_of(change.path)})"


def _found(rule: Rule, report: Report) -> list[str]:
    rows = []
    for finding in report.findings:
        if finding.code == rule.code:
            rows.append(f"{finding.severity} at {finding.location!r}: {finding.message}")
            rows.append(f"instead: {finding.help}")
    mine = [row for row in report.ignored if row.finding.code == rule.code]
    rows += [f"ignored by {row.by} ({row.reason}): {row.finding.message}" for row in mine]
    return rows


def _outside(told: Told, report: Report) -> list[Step]:
    """Tell findings of rules that are not in the registry, such as what git could not read."""
    known = {rule.code for rule in told.setup.rules}
    rows = [f"{f.code} at {f.location!r}: {f.message}" for f in report.findings if f.code not in known]
    return [Step("what else was found?", count(len(rows), "finding"), tuple(rows))] if rows else []


def _verdict(report: Report) -> Step:
    said = {"passed": "it passes", "refused": "it is refused", "could-not-judge": "it could not be judged: refused"}
    counts = [count(report.errors, "error"), count(report.warnings, "warning"), f"{len(report.ignored)} ignored"]
    return Step("what is the verdict?", f"{said[report.verdict]} ({', '.join(counts)})")


def _go_on(changes: tuple[Change, ...]) -> tuple[str, ...]:
    return () if changes else ("git add FILE",)


def _cut(rows: tuple[str, ...]) -> tuple[str, ...]:
    return rows if len(rows) <= MOST else (*rows[:MOST], f"and {len(rows) - MOST} more")
