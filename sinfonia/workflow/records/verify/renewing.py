"""What was approved again: an earlier approval is not stale for it.

After a rejected review the code changes, and the gate before the review lies behind the pointer: nobody can approve it
once more. An approval of a later gate, or of the file itself (`approve --path`), names the file as it is now, and
stands for the earlier one where it lowers no bar: as many distinct persons of the same role, who may approve there, in
the same session, at a gate that is met. A decision about the file must have seen the approval for which it stands.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import Gate
from sinfonia.workflow.records.verify.paths import approvals_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sinfonia.workflow.records.verify.compared import Compared
    from sinfonia.workflow.records.verify.people import Decided
    from sinfonia.workflow.records.verify.place import Place

FILES = "approve --path"


@dataclass(frozen=True, slots=True)
class Held:
    """A person's approval of a later gate: the role that the gate names, the step, the paths with their blobs."""

    role: str
    step: str
    who: str
    named: frozenset[tuple[str, str]]


@dataclass(slots=True)
class Renewals:
    """The approvals of one session that count, added from its last gate to its first.

    `by_files` gives the decisions about files, judged for a role.
    """

    files: Compared
    by_files: Callable[[str], Sequence[Decided]]
    _held: list[Held] = field(default_factory=list)
    _open: list[Place] = field(default_factory=list)
    _gone: set[str] = field(default_factory=set)

    def add(self, place: Place, counted: Iterable[Decided]) -> None:
        """Keep what the approvals of a gate that is met name and the candidate still has."""
        for decided in counted:
            record = decided.entry.record
            named = {(one.path, one.oid) for one in record.subjects if self.files.is_same(one)}
            named |= {(path, "") for path in record.absent if not self.files.blob_of(path)}
            self._held.append(Held(_role(place), place.step.name, decided.who, frozenset(named)))

    def expect(self, place: Place) -> None:
        """Note a gate that can still be approved."""
        if place.step.gate is Gate.APPROVAL:
            self._open.append(place)

    def of(self, place: Place, approval: str, path: str) -> str:
        """Name what approved a path again as it is now with what this gate asks for, "" where nothing did.

        `approval` is the id of the record for which it would stand.
        """
        wanted = (path, self.files.blob_of(path))
        by_step: dict[str, set[str]] = {}
        for held in self._held:
            if held.role == _role(place) and wanted in held.named:
                by_step.setdefault(held.step, set()).add(held.who)
        enough = (step for step, people in by_step.items() if len(people) >= place.needed.count)
        found = next(enough, "") or self._of_files(place, approval, wanted)
        if found and not wanted[1]:
            self._gone.add(path)
        return found

    def is_gone(self, path: str) -> bool:
        """Tell whether people approved that a path is not there any more."""
        return path in self._gone or any((path, "") in held.named for held in self._held)

    def next_gate(self, place: Place, paths: Iterable[str]) -> str:
        """Name the next gate that is open and whose approval would renew these paths, "" without one."""
        wanted = frozenset(paths)
        for later in reversed(self._open):
            as_high = _role(later) == _role(place) and later.needed.count >= place.needed.count
            if as_high and later.number > place.number and wanted and wanted <= self.files.about(later):
                return later.step.name
        return ""

    def _of_files(self, place: Place, approval: str, wanted: tuple[str, str]) -> str:
        decided = self.by_files(place.needed.role)
        people = {
            one.who for one in approvals_of(decided, *wanted)
            if approval in one.entry.record.previous
            and all(self.files.is_same(blob) for blob in one.entry.record.subjects if blob.path == wanted[0])
        }  # fmt: skip
        return FILES if len(people) >= place.needed.count else ""


def _role(place: Place) -> str:
    """Give the role that a gate names: the policy's, in local mode the definition's."""
    return place.needed.role or place.step.role
