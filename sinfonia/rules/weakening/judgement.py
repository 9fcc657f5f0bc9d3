"""Which tests and settings of an event got weaker."""

from __future__ import annotations

from sinfonia.model.change import REGULAR
from sinfonia.rules.code.renames import Origins
from sinfonia.rules.code.tokens import extension

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.rules.weakening.compare import Weakening
    from sinfonia.rules.weakening.suite import Suite

_LONGEST = 1_000_000  # bytes of a test file; what is longer was generated
_TYPE_BITS = 0o170000
_UNFOCUSED = frozenset(("py", "pyw"))  # no test of theirs can leave the others of its file out


def weaker(
    event: Event, tests: list[Change], settings: list[Change], sources: list[Change]
) -> Iterator[tuple[Change, str, Weakening]]:
    """Yield (change, path as it was, weakening), test files first; raises `NotJudgedError`.

    `tests` and `settings` are the changes of such files, deletions too; `sources` those whose marks for a measure
    of coverage count. A file that cannot be parsed has lost nothing that could be told.
    """
    origins = Origins(event.changes)
    if tests:
        yield from _tests(event, tests, origins)
    if settings:
        from sinfonia.rules.weakening import configuration

        yield from configuration.weaker(settings, origins)
    if sources:
        from sinfonia.rules.weakening import uncovered

        yield from uncovered.weaker(sources, origins)


def _tests(event: Event, tests: list[Change], origins: Origins) -> Iterator[tuple[Change, str, Weakening]]:
    from sinfonia.rules.weakening.compare import compare
    from sinfonia.rules.weakening.surroundings import Surroundings

    before: list[tuple[Change, str, Suite]] = []
    moved = {origin.path for change in tests if (origin := origins.of(change)) is not None}
    for change in tests:
        if change.path in moved:
            continue
        origin = origins.of(change)
        was = origin.path if origin else change.path
        old = _suite(was, _bytes(origin or change, old=True))
        if old is not None:
            before.append((change, was, old))
    were_tests = any(old.units for _, _, old in before)
    pairs: list[tuple[Change, str, Suite, Suite]] = []
    suites: list[tuple[Suite, Suite]] = []
    for change, was, old in before:
        if not were_tests and extension(change.path) in _UNFOCUSED:
            continue  # nothing was asked before that could be asked less, and here a test leaves no other out
        new = _suite(change.path, _bytes(change, old=False))
        if new is None:
            continue
        suites.append((old, new))
        if old.units or new.focused:
            pairs.append((change, was, old, new))
    if not pairs:
        return
    around = Surroundings(event.changes, origins, suites)
    for change, path, old, new in pairs:
        for weakening in compare(old, new, around):
            yield change, path, weakening


def _bytes(change: Change, *, old: bool) -> bytes:
    """Give one side of a change, b"" for what is no regular file."""
    if (change.old_mode if old else change.new_mode) & _TYPE_BITS != REGULAR & _TYPE_BITS:
        return b""
    return change.old() if old else change.new()


def _suite(path: str, data: bytes) -> Suite | None:
    """Read the tests of a file, None where it cannot be read."""
    from sinfonia.rules.code.python import UNREADABLE
    from sinfonia.rules.weakening.languages import reader
    from sinfonia.rules.weakening.suite import NO_TESTS

    if not data.strip():
        return NO_TESTS
    if len(data) > _LONGEST:
        return None
    read = reader(path, data)
    try:
        return read(data, path) if read else None
    except UNREADABLE:
        return None
