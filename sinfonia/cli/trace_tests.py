"""What ENF-001 makes of each changed file, asked of the rule's own functions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sinfonia.cli.trace_meaning import changed, nothing_new
from sinfonia.errors import NotJudgedError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.event import Event
from sinfonia.model.glob import matches_any
from sinfonia.rules.code import paths
from sinfonia.rules.code.judgement import Judgement
from sinfonia.rules.enf_001_untested_code import sources_and_tests

if TYPE_CHECKING:
    from sinfonia.cli.trace_rules import Told
    from sinfonia.model.change import Change

MOST = 3  # tests that are named for one source
_COUNTS = {
    "any": "one changed test that counts is enough (`tests.level: any`)",
    "package": "a test of the same package must change (`tests.level: package`)",
    "matched": "a test that names or imports the source must change (`tests.level: matched`)",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What one changed file is to the rule: its kind, what its change means, and what that rests on."""

    path: str
    kind: str
    meaning: str
    because: tuple[str, ...] = ()
    executable: bool = False


class Tested:
    """Asks ENF-001 about the files of one staged change."""

    def __init__(self, told: Told, changes: tuple[Change, ...]) -> None:
        self._told = told
        self._changes = changes

    @cached_property
    def event(self) -> Event:
        """Give the net change, less what is excluded, as the rule gets it."""
        from sinfonia.surfaces.events import staged_net
        from sinfonia.surfaces.git_hook import merge_heads

        setup = self._told.setup
        base = setup.policy.data.get("base")
        net = staged_net(setup.repo, setup.objects, self._changes, base=base, merging=merge_heads(setup.repo))
        left = tuple(c for c in net.changes if not matches_any(c.path, setup.policy.exclude))
        return Event(
            "commit", left, units=("net",), branch=net.branch, before=net.before, merge=net.merge, revert=net.revert
        )

    @cached_property
    def judgement(self) -> Judgement:
        """Give the rule's judgement of it."""
        policy = self._told.setup.policy
        return Judgement(self.event, policy, *sources_and_tests(self.event, policy))

    @cached_property
    def counting(self) -> tuple[str, ...]:
        """Name the staged tests that changed in a way that counts."""
        return tuple(test.path for test in self.judgement.tests if self.judgement.counts(test))

    @property
    def needed(self) -> str:
        """Say how close a test must be."""
        return _COUNTS.get(self.judgement.level, _COUNTS["any"])

    def package_of(self, path: str) -> str:
        """Say which package a path belongs to."""
        from sinfonia.rules.code.matching import manifest_folders, package

        home = package(path, manifest_folders(change.path for change in self._changes))
        return f"its package: `{home}`" if home else "its package: the root of the repository"

    def row(self, change: Change) -> Row:
        """Say what a changed file is and what its change means."""
        kind = paths.kind(change.path)
        judgement = self.judgement
        if any(c.path == change.path for c in judgement.sources):
            try:
                return self._source(change, kind)
            except NotJudgedError as error:
                return Row(change.path, kind, f"could not be judged: {error.message}")
        if any(c.path == change.path for c in judgement.tests):
            counts = change.path in self.counting
            why = () if counts else ("comments, layout, deletions, a skip, a removed assertion do not count",)
            return Row(change.path, kind, "it counts as a test" if counts else "it does not count as a test", why)
        return Row(change.path, kind, _no_test(change, kind))

    def _source(self, change: Change, kind: str) -> Row:
        line = self.judgement.line(change)
        if line is None:
            return Row(change.path, kind, f"nothing new runs: {nothing_new(change)}")
        meaning = f"executable: {changed(change, line)}"
        by = (self.judgement.level == "any" and self.counting) or self.judgement.serving(change)
        if by:
            names = ", ".join(f"`{path}`" for path in by[:MOST])
            names += f" and {len(by) - MOST} more" if len(by) > MOST else ""
            return Row(change.path, kind, meaning, (f"satisfied by {names}",), executable=True)
        return Row(change.path, kind, meaning, (f"no test goes with it: {self.needed}",), executable=True)


def _no_test(change: Change, kind: str) -> str:
    if change.status == "D":
        return "deleted: needs no test"
    if change.old_id == change.new_id:
        return "only its mode changes: needs no test"
    return f"{kind}: needs no test" if kind != paths.SOURCE else "no file with new content: needs no test"
