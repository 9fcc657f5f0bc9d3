"""SIGKILL at every call that touches state: nothing is torn, and the next command goes on without repair."""

from __future__ import annotations

import pytest
from world import FULL, HURTS, SUBJECTS, copy, git, state, told, users

pytestmark = HURTS
OTHER = ("start", "mini", "--goal", "Another", "--session", "another")


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_killed_command_typed_again_ends_as_an_undisturbed_one(name, stage, server, tmp_path):
    template, command, wanted, _ = stage(name)
    points, at = 0, 1
    while True:
        place = copy(template, tmp_path / "place")
        hurt = server.run(place, *command, at=at, how="kill")
        if hurt.code != -9:
            assert hurt.code == 0, hurt
            break
        points += 1
        assert users(place, server.env) == wanted["users"], at
        assert "error" not in git(place, server.env, "fsck", "--strict", "--no-dangling"), at
        assert server.run(place, "list").code == 0, at
        second = copy(place, tmp_path / "second")
        over = state(place, server.env) == wanted  # all but the answer was done: typed again, it is a second request
        again = server.run(place, *command)
        assert over or again.code == 0, (at, again)
        assert state(place, server.env) == wanted, at
        other = server.run(second, *OTHER)
        assert other.code == 0, (at, other)
        seen = state(second, server.env)
        assert (seen["leftovers"], seen["journal"], seen["uncommitted"]) == ([], False, ""), at
        assert seen["records"], at
        assert seen["users"] == wanted["users"], at
        at += 1 if FULL else 23
    told(f"kill sweep, {name}: {points} points; each typed again ends as undisturbed, each other command works")
    assert points > 3
