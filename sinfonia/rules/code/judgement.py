"""Which changed sources no test goes with."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import REGULAR, SUBMODULE, SYMLINK
from sinfonia.rules.code import paths
from sinfonia.rules.code.changes import changed_line
from sinfonia.rules.code.matching import imports, manifest_folders, named_for, same_package
from sinfonia.rules.code.meaning import tests_more
from sinfonia.rules.code.renames import Origins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy
    from sinfonia.rules.code.moves import Moves

    Test = tuple[str, bytes]

_INLINE = (".rs", ".py", ".pyx")  # sources that may hold their own tests


class Judgement:
    """Judges the sources of one event; reads a blob only when a verdict hangs on it.

    `level` is any, package or matched. `sources` and `tests` are the changes with content of that kind.
    """

    __slots__ = (
        "_branch",
        "_event",
        "_manifests",
        "_moves",
        "_origins",
        "_own",
        "_strict",
        "_unit",
        "level",
        "sources",
        "tests",
    )

    def __init__(self, event: Event, policy: Policy, sources: list[Change], tests: list[Change]) -> None:
        options = policy.section("tests")
        self._strict = policy.strictness == "high"
        self._unit = "branch" if event.moment == "tool" else options.get("unit", "branch")
        self.level: str = "matched" if self._strict else options.get("level", "any")
        self.sources = sources
        self.tests = tests
        self._event = event
        self._origins = Origins(event.changes)
        self._manifests = manifest_folders((change.path for change in event.changes), event.before)
        self._moves: Moves | None = None
        self._own: tuple[Test, ...] | None = None
        self._branch: tuple[Test, ...] | None = None

    def untested(self) -> Iterator[tuple[Change, int]]:
        """Yield each source that runs something new and has no test, with the line; raises `NotJudgedError`."""
        if self.level == "any" and any(self._counts(test) for test in self.tests):
            return
        for change in self.sources:
            line = self._line(change)
            if line is None:
                continue
            if self.level == "any" and self._own_tests():
                return
            if not self._served(change):
                yield change, line

    def line(self, change: Change) -> int | None:
        """Give what `untested` asks of a source: the first line that runs something new, None where none does."""
        return self._line(change)

    def counts(self, test: Change) -> bool:
        """Give what `untested` asks of a test: whether it changed in a way that counts."""
        return self._counts(test)

    def serving(self, source: Change) -> tuple[str, ...]:
        """Name the tests of its package, or that match it, which satisfy the rule for a source.

        Those of the branch are named where none of this event's does; at level `any` every test that counts serves.
        """
        staged = [test[0] for test in self._own_tests() if self._serves(test, source.path, self.level)]
        if staged or not self._served(source):
            return tuple(staged)
        return tuple(test[0] for test in self._branch_tests() if self._serves(test, source.path, self.branch_level))

    @property
    def branch_level(self) -> str:
        """Give how close a test of an earlier commit of the branch must be."""
        return "package" if self.level == "any" and self._event.moment != "tool" else self.level

    def _line(self, change: Change) -> int | None:
        """Give the first line that runs something new, None where nothing does or the file is generated."""
        if self._origins.is_pure(change):
            return None
        old = b"" if change.old_mode in (SYMLINK, SUBMODULE) else self._origins.old(change)
        new = change.new()
        line = changed_line(old, new, change.path, strict=self._strict)
        if line is None:
            return None
        from sinfonia.rules.code.generated import has_attribute, has_header

        if (has_header(new) and (not old or has_header(old))) or has_attribute(change.path, self._event.before):
            return None
        return None if not self._strict and self._is_moved(change) else line

    def _is_moved(self, change: Change) -> bool:
        """Tell whether all that is new in a file only moved there; asked when it would be refused."""
        if self._moves is None:
            from sinfonia.rules.code.moves import Moves

            self._moves = Moves(self._event.changes, self._origins.old)
        return self._moves.explain(change)

    def _counts(self, change: Change) -> bool:
        """Tell whether a test changed in a way that counts; one that cannot be read does not."""
        try:
            if self._origins.is_pure(change):
                return False
            return tests_more(self._origins.old(change), change.new(), change.path, paths.kind(change.path))
        except NotJudgedError:
            return False

    def _served(self, source: Change) -> bool:
        if any(self._serves(test, source.path, self.level) for test in self._own_tests()):
            return True
        if self._unit != "branch":
            return False
        return any(self._serves(test, source.path, self.branch_level) for test in self._branch_tests())

    def _serves(self, test: Test, source: str, level: str) -> bool:
        path, content = test
        if level == "any" or path == source:
            return True
        near = same_package(path, source, self._manifests)
        if level == "package":
            return near
        return paths.kind(path) == paths.TEST and ((near and named_for(path, source)) or imports(content, source))

    def _own_tests(self) -> tuple[Test, ...]:
        """Give the tests of this event that count, those inside sources too; at `any` there are none left."""
        if self._own is None:
            wanted = () if self.level == "any" else [test for test in self.tests if paths.kind(test.path) == paths.TEST]
            found = [(test.path, test.new()) for test in wanted if self._counts(test)]
            found += [(change.path, b"") for change in self.sources if self._has_inline(change)]
            self._own = tuple(found)
        return self._own

    def _has_inline(self, change: Change) -> bool:
        if not change.path.endswith(_INLINE):
            return False
        from sinfonia.rules.code.inline_tests import inline_tests_more

        return inline_tests_more(self._origins.old(change), change.new(), change.path)

    def _branch_tests(self) -> tuple[Test, ...]:
        """Give the tests that the branch (or, for an agent, the working tree) already brings and this event keeps."""
        if self._branch is None:
            here = {change.path: change for change in self._event.changes}
            moved = {origin.path: test for test in self.tests if (origin := self._origins.of(test)) is not None}
            self._branch = tuple(
                (latest.path, latest.new())
                for change in self._event.branch()
                if (latest := self._kept(change, here, moved)) is not None and self._branch_counts(change, latest)
            )
        return self._branch

    def _kept(self, change: Change, here: dict[str, Change], moved: dict[str, Change]) -> Change | None:
        """Give what is left of a branch's change after this event."""
        latest = moved.get(change.path) or here.get(change.path, change)
        return None if latest.status == "D" or not is_file(latest) else latest

    def _branch_counts(self, change: Change, latest: Change) -> bool:
        kind = paths.kind(latest.path)
        try:
            if kind == paths.TEST or (kind == paths.TEST_DATA and self.level == "any"):
                return tests_more(change.old(), latest.new(), latest.path, kind)
            if kind == paths.SOURCE and latest.path.endswith(_INLINE):
                from sinfonia.rules.code.inline_tests import inline_tests_more

                return inline_tests_more(change.old(), latest.new(), latest.path)
        except NotJudgedError:
            pass
        return False


def is_file(change: Change) -> bool:
    """Tell whether a change leaves a regular file: no deletion, link or submodule."""
    return change.new_mode & 0o170000 == REGULAR & 0o170000
