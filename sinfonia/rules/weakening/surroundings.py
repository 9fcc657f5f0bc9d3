"""What else an event changes: where a lost test may have gone, and whether what it tested is gone too."""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.rules.code import paths
from sinfonia.rules.code.tokens import decode
from sinfonia.rules.weakening.suite import name_parts, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.model.change import Change
    from sinfonia.rules.code.renames import Origins
    from sinfonia.rules.weakening.suite import Assertion, Suite, Unit

_TESTS = (paths.TEST, paths.TEST_DATA)
_PROSE = (".md", ".rst", ".lock", ".txt")
_LONGEST = 1_000_000  # bytes; what is longer is data
_MOST = 300  # files that are read for their words
_REPLACED = 0.5  # share of a test's words in lines that the event adds to tests: it was rewritten
_REPLACED_BY_NEW = 0.3  # the same where whole tests are new
_RUST_TESTS = "#[cfg(test)]"
_RENAMED = 0.6  # share of a test's words in one new test
_COMMON = frozenset(
    "and any args assert class def else elif except False finally for from func function has import kwargs len list "
    "None not open pass path print raise return self set static str super this True try void while with yield int "
    "bool dict tuple value name new old test tests data result type key null true false const let var".split()
)  # words of which code is made, whatever it is about


class Surroundings:
    """The words and tests that an event adds and takes out; texts are read on first use.

    `suites` are (before, after) of every test file of the event.
    """

    __slots__ = ("_added", "_bodies", "_changed", "_changes", "_gone", "_moved", "_new", "_origins")

    def __init__(self, changes: tuple[Change, ...], origins: Origins, suites: Iterable[tuple[Suite, Suite]]) -> None:
        self._changes = changes
        self._origins = origins
        self._changed: list[Unit] = []
        self._bodies: dict[str, Unit] = {}
        self._new: list[tuple[frozenset[str], Unit]] = []  # tests that were not there, with the parts of their names
        for old, new in suites:
            for name, unit in new.units.items():
                self._bodies[unit.body] = unit
                was = old.units.get(name)
                if was is None:
                    self._new.append((name_parts(name), unit))
                elif was.text != unit.text:
                    self._changed.append(unit)
        self._changed += [unit for _, unit in self._new]
        self._moved = frozenset(part.key for _, unit in self._new for part in unit.assertions)
        self._added: frozenset[str] | None = None
        self._gone: frozenset[str] | None = None

    def same(self, unit: Unit) -> Unit | None:
        """Give the test, in any changed file, that has the body of this one now."""
        return self._bodies.get(unit.body)

    def replaced(self, found: frozenset[str]) -> bool:
        """Tell whether lines that the event adds to tests say what these words said."""
        share = _REPLACED_BY_NEW if self._new else _REPLACED
        return bool(found) and len(found & self._added_words()) >= share * len(found)

    def moved(self, assertion: Assertion) -> bool:
        """Tell whether a new test makes this assertion."""
        return assertion.key in self._moved

    def renamed(self, unit: Unit, parts: frozenset[str]) -> bool:
        """Tell whether a new test is about these `parts` of a lost test's name, or a changed one says what it said."""
        every = name_parts(unit.name)
        wanted = _RENAMED * len(unit.words)
        if any(not parts.isdisjoint(named) or (every and every <= named) for named, _ in self._new):
            return True
        return any(len(unit.words & other.words) >= wanted for other in self._changed)

    def subject_is_gone(self, found: frozenset[str]) -> bool:
        """Tell whether the event takes one of these words out of code."""
        return not self._gone_words().isdisjoint(found)

    def _added_words(self) -> frozenset[str]:
        if self._added is None:
            found: set[str] = set()
            for old, new, kind in self._texts():
                if kind in _TESTS:
                    found |= words("\n".join(_beyond(new, old)))
            self._added = frozenset(found)
        return self._added

    def _gone_words(self) -> frozenset[str]:
        """Give the names in lines taken out of code that no line added to code has."""
        if self._gone is None:
            before: set[str] = set()
            after: set[str] = set()
            for old, new, kind in self._texts():
                if kind not in _TESTS and kind != paths.DOCUMENTATION:
                    before |= words("\n".join(_beyond(old, new)))
                    after |= words("\n".join(_beyond(new, old)))
            self._gone = frozenset(word for word in before - after - _COMMON if not word.isdigit())
        return self._gone

    def _texts(self) -> list[tuple[str, str, str]]:
        """Give text before, text after and kind of the changed files that are no prose."""
        out = []
        for change in self._changes[:_MOST]:
            kind = paths.kind(change.path)
            if kind in (paths.VENDORED, paths.GENERATED) or change.path.endswith(_PROSE):
                continue
            try:
                old, new = self._origins.old(change), change.new()
            except NotJudgedError:
                continue
            if len(old) < _LONGEST and len(new) < _LONGEST and b"\0" not in old[:8000] + new[:8000]:
                out += _parts(change.path, decode(old), decode(new), kind)
        return out


def _parts(path: str, old: str, new: str, kind: str) -> list[tuple[str, str, str]]:
    """Part the tests at the end of a Rust source from its code."""
    if kind != paths.SOURCE or not path.endswith(".rs"):
        return [(old, new, kind)]
    (was, _, was_tests), (now, _, now_tests) = old.partition(_RUST_TESTS), new.partition(_RUST_TESTS)
    return [(was, now, kind), (was_tests, now_tests, paths.TEST)]


def _beyond(these: str, those: str) -> list[str]:
    """Give the lines of one text that the other does not have."""
    known = {line.strip() for line in those.split("\n")}
    return [line for line in these.split("\n") if line.strip() not in known]
