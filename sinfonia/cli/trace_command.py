"""Why a command of a coding agent is judged as it is."""

from __future__ import annotations

import os
import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sinfonia.cli.trace import Step, Trace, count, tells
from sinfonia.cli.trace_rules import Told, configured, needs, origin_of, told_here
from sinfonia.cli.trace_shell import data_of, how, line_of, parsed, told
from sinfonia.engine import Judge, level_of
from sinfonia.model.event import Event
from sinfonia.rules import enf_005_unsafe_shell, enf_011_hook_bypass
from sinfonia.rules.hook_bypass import judge as bypass
from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.secret_reads import reads_of
from sinfonia.rules.secrets.mask import STARS
from sinfonia.rules.unsafe_shell import judge as unsafe
from sinfonia.rules.unsafe_shell.surroundings import surroundings
from sinfonia.rules.unsafe_shell.verdict import Place
from sinfonia.shell.command import Command
from sinfonia.shell.word import HOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.cli.trace import Mask
    from sinfonia.cli.trace_shell import Parsed
    from sinfonia.model.finding import Report
    from sinfonia.model.rule import Rule
    from sinfonia.rules.unsafe_shell.verdict import Verdict
    from sinfonia.shell.command import Simple

    Denials = Callable[[Command, Place], tuple[Verdict, ...]]

MOST = 20  # commands, texts or twins that one step tells
_SHOWN = 50  # characters of data that are told
_JUDGES: dict[str, Denials] = {"ENF-005": unsafe.judge, "ENF-011": bypass.judge}
_PAGES = {"ENF-005": enf_005_unsafe_shell.__doc__, "ENF-011": enf_011_hook_bypass.__doc__}
_QUESTIONS = {
    "ENF-002": "does it read a secret file?",
    "ENF-005": "does it destroy, leak or run what nobody read?",
    "ENF-011": "does it go around the hooks?",
}


def trace_command(text: str, config: str | None) -> tuple[Trace, Mask]:
    """Trace the decision about a command; gives it with the mask for its credentials."""
    known = _told(config)
    root = known.setup.repo.root if known else os.getcwd()
    event = Event("tool", (), actor="agent", command=text, cwd=os.getcwd(), root=root, home=os.path.expanduser("~"))
    if known:
        from sinfonia.surfaces.agent.judging import before
        from sinfonia.surfaces.agent.places import project_of
        from sinfonia.surfaces.agent.searches import at_hand

        project = project_of(event.cwd, root, os.environ)
        event.reads = tuple(at_hand(event, project, known.setup))
        event.before = partial(before, project=project, setup=known.setup)
    around = surroundings(event)
    place = Place(around.root, around.home)
    read = parsed(text, around)
    report = _report(event, known)
    steps = [configured(known)] if known else []
    steps += [_where(around.cwd, around.root), Step("is it shell that can be parsed?", how(read)), _runs(read)]
    if read.known or read.unknown:
        steps.append(_variables(read))
    data = tuple(data_of(read))
    if data:
        rows = [_datum(text, where, read, place) for text, where in data[:MOST]]
        rows += [f"and {len(data) - MOST} more"] * (len(data) > MOST)
        steps.append(Step("what is only data?", f"{count(len(data), 'text')}: no command runs from it", tuple(rows)))
    steps += [_rule(rule, read, place, report, known) for rule in _rules(known) if rule.code in _QUESTIONS]
    steps += _others(report)
    steps.append(_verdict(report))
    return Trace(tuple(steps), report.verdict, needs(report.findings)), read.mask


def _told(config: str | None) -> Told | None:
    """Give the policy of the repository at hand; None outside of one: the defaults judge there."""
    from sinfonia.errors import SinfoniaError
    from sinfonia.git.repo import discover

    try:
        discover()
    except SinfoniaError:
        return None
    return told_here(config)


def _rules(known: Told | None) -> tuple[Rule, ...]:
    from sinfonia.rules import RULES

    return known.setup.rules if known else RULES


def _report(event: Event, known: Told | None) -> Report:
    """Judge the command as the guard of an agent would."""
    from sinfonia.model.policy import Policy
    from sinfonia.surfaces.setup import today

    judge = known.setup.judge() if known else Judge(Policy({}), _rules(None), today=today())
    judge.add(event)
    return judge.report("tool")


def _where(cwd: str, root: str) -> Step:
    inside = os.path.relpath(cwd, root)
    return Step("where would it run?", "in the project's root" if inside == "." else f"in `{inside}` of the project")


def _runs(read: Parsed) -> Step:
    rows = []
    for simple in read.leaves:
        more = f", line {simple.line}" if "\n" in read.command.text.strip() else ""
        rows.append(told(simple, read.mask) + more)
    return Step("which commands would run?", count(len(rows), "command") if rows else "none", _cut(tuple(rows)))


def _variables(read: Parsed) -> Step:
    values = {name: STARS if tells(name) and value else value for name, value in read.known.items()}
    rows = [
        f"`{name}` is `{read.mask.short(value.replace(HOLE, '…'), _SHOWN)}`"
        for name, value in values.items()
        if name.isidentifier()
    ]
    rows += [f"`{name}` is known only when the command runs" for name in read.unknown]
    return Step("which variables does it use?", count(len(rows), "variable"), _cut(tuple(rows)))


def _datum(text: str, where: str, read: Parsed, place: Place) -> str:
    """Tell a text that is data, and what would be said of it if it ran."""
    shown = read.mask.short(text.replace(HOLE, "…"), _SHOWN)
    inner = parsed(text, surroundings(Event("tool", (), cwd=place.root, root=place.root, home=place.home)))
    codes = [code for code, judge in _JUDGES.items() if judge(inner.command, place)]
    would = f"; as a command {' and '.join(codes)} would refuse it" if codes else ""
    return f"`{shown}`, {where}{would}"


def _rule(rule: Rule, read: Parsed, place: Place, report: Report, known: Told | None) -> Step:
    """Say what one rule makes of each command."""
    question = f"{rule.code} {rule.name}: {_QUESTIONS[rule.code]}"
    if known and level_of(rule, known.setup.policy, "tool") == "off":
        return Step(question, f"it is not asked: it is off, by {origin_of(known, rule)}")
    mine = [finding for finding in report.findings if finding.code == rule.code]
    ignored = [row for row in report.ignored if row.finding.code == rule.code]
    why = tuple(_secret_reads(read, place) if rule.code == "ENF-002" else _denials(rule.code, read, place))
    rows = [
        *(why or [finding.message for finding in mine]),
        *(f"ignored by {row.by} ({row.reason}): {row.finding.message}" for row in ignored),
    ]
    rows += [f"do this instead: {help_}" for help_ in dict.fromkeys(finding.help for finding in mine)]
    if not mine:
        answer = "what it finds does not count" if ignored else "no: it allows it"
        return Step(question, answer, _cut(tuple(rows)))
    refuses = any(finding.severity == "error" for finding in mine)
    return Step(question, "yes: it refuses it" if refuses else "yes: it warns", _cut(tuple(rows)))


def _denials(code: str, read: Parsed, place: Place) -> Iterator[str]:
    """Tell what a rule says of each command, and of those it allows the twins on its page."""
    judge, command = _JUDGES[code], read.command
    said: set[str] = set()
    for simple in command.simples:
        for verdict in judge(Command(command.text, (simple,)), place):
            if verdict.message not in said:
                said.add(verdict.message)
                yield f"{told(simple, read.mask)}: {verdict.message}"
    for verdict in judge(command, place):  # what only the whole shows: bounds, bombs
        if verdict.message not in said:
            said.add(verdict.message)
            yield verdict.message
    if not said:
        yield from dict.fromkeys(row for simple in read.leaves if (row := _twins(code, simple, read)))


def _secret_reads(read: Parsed, place: Place) -> Iterator[str]:
    """Tell which secret files are read, and which secret names are only named."""
    reads = reads_of(read.command, place)
    by: dict[str, Simple] = {}
    for simple in read.leaves if reads else ():
        for path in reads_of(Command("", (simple,)), place):
            by.setdefault(path, simple)
    for path in reads:
        through = told(by[path], read.mask) if path in by else "the text, by its words"
        yield f"{through}: it reads `{path.removeprefix(place.root + '/')}`, {_what(path, place)}"
    for simple in read.leaves:
        for word in simple.argv[1:]:
            name = word.text
            if name in reads or HOLE in name or any(char.isspace() for char in name):
                continue
            verdict = judge_path(name, home=place.home)
            if verdict.refused_unseen:
                yield f"`{name}` is {verdict.what}, but `{simple.name}` does not read it"
            elif verdict.decision == "allow" and _beside(name, place):
                yield f"`{name}` is in no table of secret names"


def _what(path: str, place: Place) -> str:
    verdict = judge_path(path, home=place.home)
    return f"{verdict.what} (`{verdict.entry}`)" if verdict.what else "a place of secrets"


def _beside(name: str, place: Place) -> bool:
    """Tell whether a harmless name is a secret one's look-alike: without its last part it is in a table."""
    stem, dot, _ = name.rpartition(".")
    return bool(dot and stem) and judge_path(stem, home=place.home).refused_unseen


def _twins(code: str, simple: Simple, read: Parsed) -> str:
    """Tell what the rule's page allows and refuses of the same program, "" where it has none."""
    key = _key(simple)
    refused = [line for kind, line, keys in _examples(code) if kind == "Refused" and key in keys]
    allowed = [line for kind, line, keys in _examples(code) if kind == "Allowed" and key in keys]
    if not refused and not allowed:
        return ""
    parts = [f"allowed, as `{line}` is" for line in allowed[:1]] + [
        f"refused would be `{line}`" for line in refused[:1]
    ]
    return f"`{line_of(simple, read.mask)}`: {'; '.join(parts)}"


def _key(simple: Simple) -> tuple[str, str]:
    from sinfonia.shell.git_call import git_call

    return simple.name, git_call(simple).sub if simple.name == "git" else ""


@lru_cache(maxsize=4)
def _examples(code: str) -> tuple[tuple[str, str, frozenset[tuple[str, str]]], ...]:
    """Give the examples on a rule's page as (Refused or Allowed, the line, what it runs)."""
    found = []
    for part in (_PAGES[code] or "").split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        if heading not in ("Refused", "Allowed"):
            continue
        for line in body.splitlines():
            for example in re.split(r"\s{2,}", line.strip()) if line.startswith("    ") else ():
                read = parsed(example, surroundings(Event("tool", (), cwd="/project", root="/project")))
                found.append((heading, example, frozenset(map(_key, read.command.simples))))
    return tuple(found)


def _others(report: Report) -> list[Step]:
    rows = [f"{f.code} {f.name}: {f.message}" for f in report.findings if f.code not in _QUESTIONS]
    return [Step("what do the other rules find?", count(len(rows), "finding"), tuple(rows))] if rows else []


def _verdict(report: Report) -> Step:
    codes = ", ".join(dict.fromkeys(f"{f.code} {f.name}" for f in report.findings if f.severity == "error"))
    said = {
        "passed": "allowed",
        "refused": f"refused by {codes}",
        "could-not-judge": f"refused: it could not be judged ({codes})",
    }
    return Step("what is the verdict?", said[report.verdict])


def _cut(rows: tuple[str, ...]) -> tuple[str, ...]:
    return rows if len(rows) <= MOST else (*rows[:MOST], f"and {len(rows) - MOST} more")
