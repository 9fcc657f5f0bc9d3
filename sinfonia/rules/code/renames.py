"""Which added file was another one before: git's raw listing shows a rename as a deletion and an addition."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.change import Change

_READS = 200  # deleted files that one event may have read for likeness; git's own limit is 1,000
_ALIKE = 0.5  # share of lines in common, as git's -M50%


class Origins:
    """The deleted files of one event, each the origin of at most one added file."""

    __slots__ = ("_by_id", "_deleted", "_found", "_lines", "_reads")

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self._deleted = {change.path: change for change in changes if change.status == "D"}
        self._by_id: dict[str, list[Change]] = {}
        for change in self._deleted.values():
            self._by_id.setdefault(change.old_id, []).append(change)
        self._found: dict[str, Change | None] = {}
        self._lines: dict[str, frozenset[bytes]] = {}
        self._reads = 0

    def of(self, change: Change) -> Change | None:
        """Give the deleted file that an added one was; raises `NotJudgedError`."""
        if change.status != "A":
            return None
        if change.path not in self._found:
            origin = self._same(change) or self._like(change) if self._deleted else None
            self._found[change.path] = origin
            if origin is not None:
                del self._deleted[origin.path]
        return self._found[change.path]

    def old(self, change: Change) -> bytes:
        """Give the bytes before a change, of its origin where it was renamed; raises `NotJudgedError`."""
        origin = self.of(change)
        return origin.old() if origin else change.old()

    def is_pure(self, change: Change) -> bool:
        """Tell whether the content is what it was: a rename, a new mode, nothing."""
        origin = self.of(change)
        return change.new_id == (origin.old_id if origin else change.old_id)

    def _same(self, change: Change) -> Change | None:
        for origin in self._by_id.get(change.new_id, ()):
            if origin.path in self._deleted:
                return origin
        return None

    def _like(self, change: Change) -> Change | None:
        """Give the deleted file of the same kind with most lines in common, one of the same name first."""
        name = change.path.rpartition("/")[2]
        ending = f".{name.rpartition('.')[2]}" if "." in name else ""
        rivals = [origin for origin in self._deleted.values() if origin.path.endswith(ending)]
        rivals.sort(key=lambda origin: origin.path.rpartition("/")[2] != name)
        wanted = _lines(change.new()) if rivals else frozenset()
        best, share = None, _ALIKE
        for origin in rivals:
            if origin.path not in self._lines:
                if self._reads >= _READS:
                    break
                self._reads += 1
                self._lines[origin.path] = _lines(origin.old())
            lines = self._lines[origin.path]
            alike = len(lines & wanted) / max(len(lines), len(wanted), 1)
            if alike >= share and (best is None or alike > share):
                best, share = origin, alike
        return best


def _lines(data: bytes) -> frozenset[bytes]:
    return frozenset(text for line in data.split(b"\n") if (text := line.strip()))
