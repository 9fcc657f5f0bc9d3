"""What to do about one hook: a pure function from what is there to steps on files."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold.hook_file import CHAINED

if TYPE_CHECKING:
    from sinfonia.scaffold.hook_runners import Runner


class Place(StrEnum):
    """What stands at a path."""

    ABSENT = "absent"
    OURS = "ours"
    EDITED = "edited"
    FOREIGN = "foreign"
    ODD = "odd"  # a folder, a pipe


class Action(StrEnum):
    """What becomes of a hook; the words are part of the JSON output."""

    WRITTEN = "written"
    CHAINED = "chained"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    EDITED = "edited"
    BLOCKED = "blocked"
    BY_HAND = "by-hand"
    REMOVED = "removed"
    RESTORED = "restored"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Found:
    """One moment as it is found.

    `current`: ours, and what would be written now. `chained`: an earlier hook waits beside it. `superseded`: the
    hook in place is a newer file of the program that wrote the chained one. `runner`: who wrote the foreign
    file, `covered` when it calls us. `put_aside`: endings of copies of ours that other programs moved away.
    `fixed_name`: the foreign file works under no other name.
    """

    name: str
    hook: Place
    current: bool = False
    chained: bool = False
    superseded: bool = False
    runner: Runner | None = None
    covered: bool = False
    put_aside: tuple[str, ...] = ()
    fixed_name: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """Put our file at the hook's name; `aside` is where the file that is there goes first ("" to replace it)."""

    name: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Rename one file of the hooks folder."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete one file of the hooks folder."""

    name: str


Step = Write | Move | Remove


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of one hook, the steps to it, and what the user should know (`note`) and do (`fix`)."""

    action: Action
    steps: tuple[Step, ...] = ()
    note: str = ""
    fix: str = ""


def to_install(found: Found) -> Plan:
    """Plan the installation of one hook."""
    match found.hook:
        case Place.ODD:
            return Plan(
                Action.BLOCKED, note="it is no file", fix=f"move `{found.name}` away and type: sinfonia install"
            )
        case Place.EDITED:
            return _edited(found.name, "sinfonia install")
        case Place.ABSENT:
            return Plan(Action.WRITTEN, (*_tidy(found), Write(found.name)))
        case Place.OURS:
            return _over_ours(found)
        case Place.FOREIGN:
            return _over_foreign(found)
        case _:
            assert_never(found.hook)


def to_uninstall(found: Found) -> Plan:
    """Plan the way back for one hook."""
    name, chained = found.name, found.name + CHAINED
    tidy = _tidy(found)
    match found.hook:
        case Place.OURS | Place.ABSENT if found.chained:
            return Plan(Action.RESTORED, (*tidy, Move(chained, name)))
        case Place.OURS:
            return Plan(Action.REMOVED, (*tidy, Remove(name)))
        case Place.EDITED:
            return _edited(name, "sinfonia uninstall")
        case Place.FOREIGN if found.chained:
            waiting = _settle_chained(found)
            return Plan(Action.RESTORED, (*tidy, *waiting)) if waiting else _both(name)
        case Place.FOREIGN if found.covered:
            return Plan(Action.BY_HAND, tidy, f"{found.runner} calls sinfonia-hook there", _whose(found))
        case Place.FOREIGN | Place.ABSENT | Place.ODD:
            return Plan(Action.REMOVED if tidy else Action.ABSENT, tidy)
        case _:
            assert_never(found.hook)


def _over_ours(found: Found) -> Plan:
    name, tidy = found.name, _tidy(found)
    if found.covered:
        note = f"{found.runner} calls sinfonia-hook there"
        return Plan(Action.LEFT, (*tidy, Move(name + CHAINED, name)), note)
    if found.current:
        return Plan(Action.UNCHANGED, tidy)
    return Plan(Action.REFRESHED, (*tidy, Write(name)))


def _over_foreign(found: Found) -> Plan:
    chained = found.name + CHAINED
    steps = (*_tidy(found), *_settle_chained(found))
    if found.covered:
        who = "the file" if found.runner == "itself" else found.runner
        return Plan(Action.LEFT, steps, f"{who} calls sinfonia-hook there")
    if found.chained and not _settle_chained(found):
        return _both(found.name)
    if found.fixed_name:
        return Plan(
            Action.BLOCKED,
            note="the hook that is there asks for its own name, so it cannot be called by another",
            fix=f'add to `{found.name}`: sinfonia-hook {found.name} "$@" || exit $?',
        )
    return Plan(Action.CHAINED, (*steps, Write(found.name, aside=chained)), f"after {chained}")


def _tidy(found: Found) -> tuple[Step, ...]:
    return tuple(Remove(found.name + ending) for ending in found.put_aside)


def _settle_chained(found: Found) -> tuple[Step, ...]:
    """Give the chained file its place when a runner has taken the hook over; no step when only the user can tell."""
    chained = found.name + CHAINED
    if found.superseded:
        return (Remove(chained),)
    if found.chained and ".legacy" in found.put_aside:
        # pre-commit and prek call what they moved to `.legacy`: there the chained file would be without us.
        return (Move(chained, found.name + ".legacy"),)
    return ()


def _whose(found: Found) -> str:
    where = "that file" if found.runner == "itself" else f"the configuration of {found.runner}"
    return f"to end that, take sinfonia out of {where}"


def _edited(name: str, retry: str) -> Plan:
    return Plan(
        Action.EDITED,
        note="edited since it was written: kept as it is",
        fix=f"to go on, delete `{name}` and type: {retry}",
    )


def _both(name: str) -> Plan:
    return Plan(
        Action.BLOCKED,
        note=f"another program wrote it while `{name}{CHAINED}` waits for its place: both are kept",
        fix="delete the one of the two that you do not need and type: sinfonia install",
    )
