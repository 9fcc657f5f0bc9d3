"""`sinfonia.model.dataclass` answers as the standard library's `dataclass` does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, replace

import pytest

from sinfonia.model import dataclass as ours


@ours.dataclass(frozen=True, slots=True)
class Kept:
    name: str
    seen: dict[str, int] = field(default_factory=dict)


def make(decorator):
    @decorator(frozen=True, slots=True)
    class Row:
        name: str
        count: int = 0
        tags: tuple[str, ...] = ()
        seen: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    return Row


@pytest.fixture(params=[ours.dataclass, dataclasses.dataclass], ids=["ours", "standard"])
def row(request):
    return make(request.param)


def test_a_frozen_row_takes_no_new_value(row):
    with pytest.raises(dataclasses.FrozenInstanceError):
        row("a").name = "b"


def test_a_frozen_row_loses_no_value(row):
    with pytest.raises(dataclasses.FrozenInstanceError):
        del row("a").name


def test_a_value_without_a_default_is_asked_for(row):
    for given, named in (((), {}), (("a",), {"name": "b"}), (("a",), {"other": 1}), ((1, 2, (), {}, 5), {})):
        with pytest.raises(TypeError):
            row(*given, **named)
    assert row(name="a", count=2) == row("a", 2)


def test_each_row_has_a_default_of_its_own(row):
    one, other = row("a"), row("a")
    one.seen["x"] = 1
    assert (other.seen, row("a", seen={"y": 2}).seen) == ({}, {"y": 2})


def test_a_frozen_row_can_be_copied_whole(row):
    one = row("a", 1, ("t",), {"x": 1})
    assert copy.copy(one) == copy.deepcopy(one) == one
    assert copy.deepcopy(one).seen == {"x": 1}


def test_a_row_of_a_module_survives_being_written_down():
    one = Kept("a", {"x": 1})
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_plain_class_below_a_frozen_one_may_keep_more():
    class More(Kept):
        pass

    more = More("a")
    more.note = "x"
    assert (more.note, more.name) == ("x", "a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        more.name = "b"


def test_rows_are_equal_by_class_and_by_the_fields_that_are_compared(row):
    assert row("a", 1) != row("a", 2)
    assert row("a", 1) != make(ours.dataclass)("a", 1)
    assert row("a", 1) != ("a", 1, ())
    assert row("a", 1, seen={"x": 1}) == row("a", 1)


def test_equal_rows_have_one_place_in_a_set(row):
    assert len({row("a"), row("b"), row("a", seen={"x": 1})}) == 2


def test_a_row_shows_the_fields_that_are_shown(row):
    assert repr(row("a", tags=("t",))) == "make.<locals>.Row(name='a', count=0, tags=('t',))"


def test_a_row_is_copied_with_another_value(row):
    assert replace(row("a", 1), count=2) == row("a", 2)


def test_a_row_that_may_change_cannot_be_a_key():
    @ours.dataclass(slots=True)
    class Open:
        name: str

    assert Open("a") == Open("a")
    with pytest.raises(TypeError):
        hash(Open("a"))


def test_an_init_of_its_own_stays():
    @ours.dataclass(slots=True)
    class Own:
        name: str

        def __init__(self) -> None:
            self.name = "own"

    assert Own().name == "own"


def test_methods_of_its_own_stay():
    @ours.dataclass(frozen=True)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 7

    assert (Own("a") == 1, repr(Own("a")), hash(Own("a"))) == (True, "own", 7)
