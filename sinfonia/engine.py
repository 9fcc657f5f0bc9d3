"""Event + rules + policy -> Report. No input or output: what is read comes in the event."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import batches
from sinfonia.model.event import Event
from sinfonia.model.finding import MESSAGE_PATH, Report
from sinfonia.model.glob import matches_any
from sinfonia.suppress import Suppressor
from sinfonia.suppress.inline import WORD, Marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from sinfonia.model.change import Text
    from sinfonia.model.finding import Finding, Severity
    from sinfonia.model.policy import Ignore, Level, Policy
    from sinfonia.model.rule import Read, Rule
    from sinfonia.suppress.baseline import Baseline

    Seen = TypeVar("Seen")
    Reader = tuple[Rule, Level, Read]

_UNUSED, _EXPIRED = "ENF-901", "ENF-902"
_THOROUGH = ("commit", "range")  # moments at which a reader may take its time
_LONGEST = 28  # characters of a code or name that is shown as it was written


class Judge:
    """Judges the events of one run by one policy, and gives one report.

    `rules` are the registry and the project's own, already limited to what was selected. `today` is an ISO date.
    `baseline` is called when the first finding is there. `tree` is true when files are judged, not a
    change: rules about a change say nothing then.
    """

    __slots__ = (
        "_active",
        "_asked",
        "_baseline",
        "_commits",
        "_files",
        "_findings",
        "_marks",
        "_policy",
        "_ran",
        "_rules",
        "_suppressor",
        "_today",
        "_tree",
    )

    def __init__(
        self,
        policy: Policy,
        rules: Iterable[Rule],
        *,
        today: str,
        baseline: Callable[[], Baseline | None] = lambda: None,
        tree: bool = False,
    ) -> None:
        self._policy = policy
        self._rules = tuple(rules)
        self._today = today
        self._baseline = baseline
        self._tree = tree
        self._findings: list[Finding] = []
        self._marks = Marks()
        self._suppressor: Suppressor | None = None
        self._active: dict[tuple[str, tuple[str, ...]], tuple[tuple[Rule, Level], ...]] = {}
        self._asked: dict[Callable[[str], bool], dict[str, bool]] = {}
        self._files = 0
        self._commits = 0
        self._ran: set[str] = set()

    def add(self, event: Event) -> None:
        """Judge one event; raises what reading its text raises (`SinfoniaError`)."""
        active = self._rules_for(event)
        if not active:
            return
        self._ran.update(rule.code for rule, _ in active)
        if self._policy.exclude:
            event = event.without(lambda path: matches_any(path, self._policy.exclude))
        # The net change of a range is made of the commits that were counted before it.
        self._files = max(self._files, len(event.changes)) if event.commits else self._files + len(event.changes)
        self._commits += event.commit is not None
        found = list(self._findings_of(event, active))
        if found:
            self._findings += self._kept(event, found)

    def refuse(self, finding: Finding) -> None:
        """Take a finding from outside the rules: something could not be judged."""
        self._findings.append(finding)

    def report(self, moment: str, notes: tuple[str, ...] = ()) -> Report:
        """Close the judgement: unused and expired ignores are told, everything is counted."""
        findings = sorted(
            self._findings + self._about_ignores(moment),
            key=lambda f: (f.location.path, f.location.line or 0, f.location.column or 0, f.code),
        )
        ignored = tuple(self._suppressor.ignored) if self._suppressor else ()
        if findings or ignored:
            from sinfonia.rules.secrets.mask import hide_names

            for finding in (*findings, *(row.finding for row in ignored)):
                hide_names(finding)
        return Report(
            moment,
            tuple(findings),
            ignored,
            files=self._files,
            rules=len(self._ran),
            commits=self._commits,
            notes=notes,
        )

    def _rules_for(self, event: Event) -> tuple[tuple[Rule, Level], ...]:
        key = (event.moment, event.units)
        if key not in self._active:
            self._active[key] = tuple(
                (rule, level)
                for rule in self._rules
                if event.moment in rule.moments
                and rule.unit in event.units
                and (rule.judge or rule.read)
                and not (self._tree and rule.about_change)
                and (level := level_of(rule, self._policy, event.moment)) != "off"
            )
        return self._active[key]

    def _findings_of(self, event: Event, active: tuple[tuple[Rule, Level], ...]) -> Iterator[Finding]:
        slow = event.moment in _THOROUGH
        readers = [(rule, level, (slow and rule.thorough) or rule.read) for rule, level in active if rule.read]
        for rule, level in active:
            if rule.judge:
                yield from self._guarded(rule, level, event, rule.judge, event)
        out = self._policy.exclude
        read = (text for text in event.texts() if not (out and text.change is not None and matches_any(text.path, out)))
        for texts in batches(read) if readers else ():
            wanted: dict[int, list[Reader]] = {}
            for reader in readers:
                for index in self._wanted(reader[0], texts):
                    wanted.setdefault(index, []).append(reader)
            for text in (text for text in texts if WORD in text.data):
                self._marks.collect(text)
            for index in sorted(wanted):
                yield from self._read(event, texts[index], wanted[index])

    def _wanted(self, rule: Rule, texts: list[Text]) -> Iterable[int]:
        """Give the indexes of the texts of which a rule may have something to say; it is asked once about a path."""
        if rule.reads is not None:
            known = self._asked.setdefault(rule.reads, {})  # rules share it, and so do the commits of a range
            try:
                return [index for index, text in enumerate(texts) if known[text.path]]
            except KeyError:
                known.update({path: rule.reads(path) for path in {text.path for text in texts} - known.keys()})
            return [index for index, text in enumerate(texts) if known[text.path]]
        if rule.sift is not None and len(texts) > 1:
            return [index for index, wanted in enumerate(rule.sift(texts, self._policy)) if wanted]
        return range(len(texts))

    def _read(self, event: Event, text: Text, readers: list[Reader]) -> Iterator[Finding]:
        lines: dict[int, bytes] = {}
        for rule, level, read in readers:
            for finding in self._guarded(rule, level, event, read, text):
                if finding.source is None:
                    lines = lines or dict(text.lines())
                    _show_line(finding, lines)
                yield finding

    def _guarded(
        self, rule: Rule, level: Level, event: Event, ask: Callable[[Seen, Policy], Iterable[Finding]], seen: Seen
    ) -> Iterator[Finding]:
        """Set severity and commit on what a rule finds; what it cannot judge refuses, and the others go on."""
        try:
            for finding in ask(seen, self._policy):
                paths = self._policy.paths(rule.code)
                path = finding.location.path  # a message has no path that globs could leave out
                if paths and path != MESSAGE_PATH and not matches_any(path, paths):
                    continue
                if level != rule.severity or level == "warning" or rule.code in self._policy.severities:
                    finding.severity = _severity(level)
                if event.commit is not None:
                    finding.commit = event.commit.oid
                yield finding
        except NotJudgedError as error:
            from sinfonia.rules.enf_904_could_not_judge import finding as could_not_judge

            what = f"{error.message} (`{rule.name}`)"
            yield (
                could_not_judge(error.path, what, help=error.hint) if error.hint else could_not_judge(error.path, what)
            )

    def _kept(self, event: Event, found: list[Finding]) -> list[Finding]:
        if self._suppressor is None:
            self._suppressor = Suppressor(
                self._policy,
                {rule.code: rule for rule in self._rules},
                today=self._today,
                baseline=self._baseline(),
                marks=self._marks,
            )
        return self._suppressor.keep(event, found)

    def _about_ignores(self, moment: str) -> list[Finding]:
        """Give what ENF-901 and ENF-902 say, where they were selected, at their level, less what is ignored."""
        found = []
        for rule, findings in ((_UNUSED, self._unused), (_EXPIRED, self._expired)):
            levels = [level_of(r, self._policy, moment) for r in self._rules if r.code == rule]
            for finding in findings() if levels and levels[0] != "off" else ():
                finding.severity = _severity(levels[0])
                found.append(finding)
        return self._kept(Event("commit", ()), found) if found else found

    def _unused(self) -> Iterator[Finding]:
        entries = self._unused_entries() if self._tree and self._policy.ignore else ()
        if not (self._marks.added or entries):
            return
        from sinfonia.rules import names
        from sinfonia.rules.enf_901_unused_ignore import finding as unused

        for entry in entries:
            yield unused(entry.code, *_place(entry))
        # A rule that was not selected exists all the same.
        known = {**names(), **names(self._rules)}
        known |= {word: custom.code for custom in self._policy.custom for word in (custom.code, custom.name.upper())}
        for mark in self._marks.added:
            codes = ", ".join(_short(code) for code in mark.codes)
            if not mark.codes:
                yield unused("`[]`", mark.path, mark.line, why="it names no rule")
            elif any(code not in known for code in mark.codes):
                yield unused(codes, mark.path, mark.line, why="it names a rule that does not exist")
            elif not mark.reason:
                yield unused(codes, mark.path, mark.line, why="it gives no reason")
            elif (mark.path, mark.line) not in self._marks.used and all(
                known[code] in self._ran for code in mark.codes
            ):
                yield unused(codes, mark.path, mark.line)

    def _expired(self) -> Iterator[Finding]:
        for entry in self._policy.ignore:
            if entry.until and entry.until < self._today:
                from sinfonia.rules.enf_902_expired_ignore import finding as expired

                yield expired(entry, *_place(entry))

    def _unused_entries(self) -> list[Ignore]:
        """Give the entries of the configuration that no file needed, of the rules that ran over all of them."""
        used = self._suppressor.used_entries if self._suppressor else frozenset()
        return [
            entry
            for index, entry in enumerate(self._policy.ignore)
            if index not in used
            and not (entry.until and entry.until < self._today)
            and any(rule.code in self._ran and entry.code in {rule.code, rule.name} for rule in self._rules)
        ]


def _show_line(finding: Finding, lines: dict[int, bytes]) -> None:
    """Give a finding the line that it speaks of, masked: a rule of the project may point at a secret."""
    from sinfonia.rules.secrets.mask import mask_line, readable

    place = finding.location
    line = lines.get(place.line) if place.line else None
    if line is not None:
        finding.source = mask_line(line)
        if finding.source != readable(line):
            place.column = place.end_column = None  # they counted in the line before it was masked


def level_of(rule: Rule, policy: Policy, moment: str) -> Level:
    """Give the level of a rule: what the configuration says, else what the strictness makes of it.

    Low strictness loosens what a person meets at a commit, never what a range is judged by.
    """
    if rule.code in policy.severities:
        return policy.severities[rule.code]
    if policy.strictness == "low" and moment == "range" and rule.severity == "error":
        return rule.severity
    return rule.strict.get(policy.strictness, rule.severity)


def _place(entry: Ignore) -> tuple[str, int | None]:
    """Give file and line of an entry of the configuration."""
    path, _, line = entry.where.rpartition(":")
    return path or entry.where, int(line) if line.isdigit() else None


def _short(code: str) -> str:
    """Give a code as written in a mark; what is too long for one may be anything, a secret too."""
    from sinfonia.rules.secrets.mask import mask_line

    return code[:4] + "..." if len(code) > _LONGEST else mask_line(code.encode("utf-8", "surrogateescape"))


def _severity(level: Level) -> Severity:
    return "warning" if level == "warning" else "error"
