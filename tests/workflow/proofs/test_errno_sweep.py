"""A full, a broken, a forbidden disk at every call that touches state: exit 2, one clear error, nothing changed."""

from __future__ import annotations

import pytest
from world import FULL, HURTS, SUBJECTS, copy, state, told, users

pytestmark = HURTS
ERRORS = ("ENOSPC", "EIO", "EACCES", "EDQUOT")


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_failed_command_changes_nothing_and_works_when_typed_again(name, lasting, stage, server, tmp_path):
    template, command, wanted, calls = stage(name)
    before = state(template, server.env)
    refused = done = 0
    step = 1 if FULL else 43
    for number, at in enumerate(range(1, len(calls) + 1, step)):
        for error in ERRORS if FULL and not lasting else (ERRORS[number % 4],):
            place = copy(template, tmp_path / "place")
            hurt = server.run(place, *command, at=at, how=error + ("+" if lasting else ""))
            told_at = (at, error, calls[at - 1], hurt)
            assert users(place, server.env) == wanted["users"], told_at
            if hurt.code == 0:  # the call was not needed: a cache, a second name, what is only shown
                done += 1
                assert lasting or _swept(state(place, server.env)) == wanted, told_at
            else:
                refused += 1
                assert hurt.code == 2, told_at
                assert hurt.err.count("error: ") == 1, told_at
                assert lasting or _swept(state(place, server.env)) == before, told_at
            again = server.run(place, *command)
            if hurt.code:
                assert again.code == 0, (told_at, again)
                assert state(place, server.env) == wanted, told_at
    told(f"errno sweep, {name}, {'lasting' if lasting else 'once'}: {refused} refused with exit 2, {done} not needed")
    assert refused


def _swept(seen: dict) -> dict:
    """Give a state without the unfinished files that the next command takes away."""
    kept = {name: data for name, data in seen["files"].items() if "/.sinfonia-" not in name}
    loose = [row for row in seen["uncommitted"].splitlines(keepends=True) if "/.sinfonia-" not in row]
    return {**seen, "files": kept, "leftovers": [], "uncommitted": "".join(loose)}
