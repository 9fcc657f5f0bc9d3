"""Texts whose values grow with each line: the analysis ends, and with little."""

from __future__ import annotations

import pytest

from sinfonia.shell.analysis import analyse
from sinfonia.shell.python_calls import MAX_ITEMS
from sinfonia.shell.script_values import MAX_PLACES, MAX_SETTLED, settled

ROUNDS = 60
GROWING = {
    "a list that is added to itself": "x=['a']\n" + "x+=x\n" * ROUNDS,
    "a list that is joined with itself": "x=['a']\n" + "x=x+x\n" * ROUNDS,
    "a list that takes itself in": "x=['a']\n" + "x.extend(x)\n" * ROUNDS,
}


@pytest.mark.parametrize("grows", GROWING)
def test_a_list_of_python_stops_growing(grows):
    text = f"python3 -c \"{GROWING[grows]}import subprocess; subprocess.run(['ls', *x])\nsubprocess.run(x)\""
    simples = analyse(text, cwd="/w", root="/w", home="/h").simples
    assert max(len(simple.argv) for simple in simples) <= MAX_ITEMS + 1


@pytest.mark.parametrize("place", ["({0}, {0}, {0}, {0})", "${{{0}}} ${{{0}}} ${{{0}}}"])
def test_constants_that_name_each_other_stop_growing(place):
    lines = [f'const a{index}="{place.format(f"a{index + 1}")}"' for index in range(20)]
    longest = max(map(len, lines))
    made = settled(";".join(lines), "/h", "/w")
    assert len(made) < MAX_SETTLED + MAX_PLACES * longest * MAX_PLACES
