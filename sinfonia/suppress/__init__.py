"""What makes a finding not count: a mark in the file, a trailer, the configuration, the baseline."""

from __future__ import annotations

from sinfonia.model.finding import Ignored
from sinfonia.model.glob import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sinfonia.model.event import Event
    from sinfonia.model.finding import Finding
    from sinfonia.model.policy import Policy
    from sinfonia.model.rule import Rule
    from sinfonia.suppress.baseline import Baseline
    from sinfonia.suppress.inline import Marks

_NEVER = ("ENF-903", "ENF-904")  # what could not be judged is not known to be what was accepted


class Suppressor:
    """Applies every kind of ignore to the findings of one event; `ignored` and `used_entries` grow."""

    __slots__ = ("_baseline", "_marks", "_policy", "_rules", "_today", "ignored", "used_entries")

    def __init__(
        self,
        policy: Policy,
        rules: Mapping[str, Rule],
        *,
        today: str,
        baseline: Baseline | None,
        marks: Marks,
    ) -> None:
        self._policy = policy
        self._rules = rules
        self._today = today
        self._baseline = baseline
        self._marks = marks
        self.ignored: list[Ignored] = []
        self.used_entries: set[int] = set()

    def keep(self, event: Event, findings: Iterable[Finding]) -> list[Finding]:
        """Give the findings that count, in order."""
        return [finding for finding in findings if not self._ignored(event, finding)]

    def _ignored(self, event: Event, finding: Finding) -> bool:
        rule = self._rules.get(finding.code)
        waived_by = rule.waived_by if rule else ()
        if "approval" in waived_by or finding.code in _NEVER:
            return False  # a judged change may not waive the rules that guard it
        for by in dict.fromkeys((*waived_by, "baseline")):
            reason = self._reason(by, event, finding)
            if reason is not None:
                from sinfonia.rules.secrets.mask import mask_line

                shown = mask_line(reason.encode("utf-8", "surrogateescape"))  # anyone writes it, and CI prints it
                self.ignored.append(Ignored(finding, by, shown))
                return True
        return False

    def _reason(self, by: str, event: Event, finding: Finding) -> str | None:
        if by == "inline":
            return self._marks.reason(event, finding)
        if by == "trailer":
            from sinfonia.rules.trailers import EVERY_PATH, waived_paths

            waived = waived_paths(event, finding.code, finding.name)
            return waived.get(finding.location.path) or waived.get(EVERY_PATH)
        if by == "config":
            return self._entry(finding)
        if by == "baseline" and self._baseline is not None:
            return self._baseline.reason(finding)
        return None

    def _entry(self, finding: Finding) -> str | None:
        for index, entry in enumerate(self._policy.ignore):
            if entry.code not in {finding.code, finding.name} or (entry.until and entry.until < self._today):
                continue
            if matches(finding.location.path, entry.path):
                self.used_entries.add(index)
                return entry.reason
        return None
