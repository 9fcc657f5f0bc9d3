"""What a branch had brought before one of its commits, from the commits of a range: git is not asked again."""

from __future__ import annotations

from itertools import chain

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import Change
from sinfonia.rules.code import paths
from sinfonia.rules.code.meaning import tests_more

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.model.change import Blobs
    from sinfonia.model.event import Commit

_INLINE = {".rs": (b"#[test]", b"#[cfg(test)]", b"::test]"), ".py": (b">>>",), ".pyx": (b">>>",)}


class Branches:
    """Knows the commits of a range, oldest first, and gives for each the tests that its ancestors there bring.

    At the levels `any` and `package` one test of a folder says as much as all of them: only one that counts is
    given, so that a long branch is not read again for each of its commits. `every` gives all that count.
    """

    __slots__ = ("_at", "_blobs", "_counted", "_every", "_net", "_parents", "_proven", "_tests")

    def __init__(self, commits: Iterable[Commit], blobs: Blobs, *, every: bool) -> None:
        self._parents: dict[str, tuple[str, ...]] = {}
        self._tests: dict[str, tuple[Change, ...]] = {}
        for commit in commits:
            self._parents[commit.oid] = commit.parents
            self._tests[commit.oid] = tuple(change for change in commit.changes if _may_hold_tests(change.path))
        self._blobs = blobs
        self._every = every
        self._counted: dict[tuple[str, str, str], bool] = {}
        self._proven: dict[str, None] = {}  # paths of tests that satisfied a commit, in that order
        self._at = ""
        self._net: dict[str, tuple[Change, Change]] = {}  # by path: first and last change up to `_at`, itself included

    def before(self, commit: Commit) -> tuple[Change, ...]:
        """Give the changes of tests, and of sources that hold tests, between the start of the range and a commit."""
        self._go_to(commit)
        found: dict[str, Change] = {}
        for path, (first, last) in self._net.items():
            place = path if self._every else path.rpartition("/")[0]
            if place in found:
                continue
            if self._counts(first, last):
                found[place] = last if first is last else _joined(first, last, self._blobs)
        return tuple(found.values())

    def satisfies(self, commit: Commit, sources: Iterable[str]) -> bool:
        """Tell whether ENF-001 is content, at level `any` of the branch, without a look at the sources.

        A test that the commit itself touches is left to the rule.
        """
        from sinfonia.rules.code.matching import manifest_folders, same_package

        self._go_to(commit)
        touched = {change.path for change in commit.changes} | {change.old_path for change in commit.changes}
        manifests = manifest_folders(change.path for change in commit.changes)
        left = list(sources)
        for path in chain(self._proven, self._net):  # first those whose bytes were looked at
            if path in touched or path not in self._net or paths.kind(path) not in (paths.TEST, paths.TEST_DATA):
                continue
            rest = [source for source in left if not same_package(path, source, manifests)]
            if len(rest) < len(left) and self._counts(*self._net[path]):
                left = rest
                self._proven[path] = None
                if not left:
                    return True
        if any(change.status == "D" for change in commit.changes):
            return False  # what looks new may have been moved
        own = (change for change in commit.changes if change.new_id and not change.old_path)
        return any(paths.kind(change.path) == paths.TEST and self._counts(change, change) for change in own)

    def _go_to(self, commit: Commit) -> None:
        """Fold what stands before a commit: what is new since the last one on a straight line, else all of it."""
        way: list[str] = []
        oid, parents = commit.oid, commit.parents
        while len(parents) == 1 and oid != self._at:
            oid = parents[0]
            parents = self._parents.get(oid, ())
            if oid in self._parents and oid != self._at:
                way.append(oid)
        if oid != self._at:
            self._net = {}
            ancestors = self._ancestors(commit)
            way = [oid for oid in reversed(self._parents) if oid in ancestors]
        for oid in reversed(way):
            for change in self._tests[oid]:
                first, _ = self._net.pop(change.path, (change, change))
                if change.new_id:
                    self._net[change.path] = (first, change)
        self._at = commit.parents[0] if len(commit.parents) == 1 else ""

    def _ancestors(self, commit: Commit) -> set[str]:
        found: set[str] = set()
        queue = [oid for oid in commit.parents if oid in self._parents]
        while queue:
            oid = queue.pop()
            if oid not in found:
                found.add(oid)
                queue += [parent for parent in self._parents[oid] if parent in self._parents]
        return found

    def _counts(self, first: Change, last: Change) -> bool:
        key = (last.path, first.old_id, last.new_id)
        if key not in self._counted:
            self._counted[key] = _adds_a_test(last if first is last else _joined(first, last, self._blobs))
        return self._counted[key]


def _may_hold_tests(path: str) -> bool:
    return path.endswith(tuple(_INLINE)) or paths.kind(path) in (paths.TEST, paths.TEST_DATA)


def _adds_a_test(change: Change) -> bool:
    kind = paths.kind(change.path)
    try:
        if kind in (paths.TEST, paths.TEST_DATA):
            return tests_more(change.old(), change.new(), change.path, kind)
        words = next((words for ext, words in _INLINE.items() if change.path.endswith(ext)), ())
        return kind == paths.SOURCE and any(word in change.new() for word in words)
    except NotJudgedError:
        return False


def _joined(first: Change, last: Change, blobs: Blobs) -> Change:
    return Change(
        last.path,
        "A" if first.status == "A" else "M",
        old_mode=first.old_mode,
        new_mode=last.new_mode,
        old_id=first.old_id,
        new_id=last.new_id,
        blobs=blobs,
    )
