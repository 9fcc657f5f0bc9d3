"""What a rightly closed workflow looks like from where verification stands."""

from __future__ import annotations

import json

from ledger_world import codes, notes


def test_a_workflow_that_nobody_approved_does_not_hold(world, verify):
    world.put_index(world.complete())
    code, document = verify(world.path)
    assert (code, document["verdict"]) == (1, "unmet")
    assert codes(document) == {"unmet-approval"}


def test_an_approval_by_somebody_else_holds(world, verify):
    world.approve("ben")
    code, document = verify(world.path, "--complete", "--require-trust")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
    assert document["sessions"][0]["steps"][1]["approved_by"] == ["ben"]


def test_an_open_workflow_holds_unless_it_must_be_complete(world, verify):
    assert verify(world.path)[0] == 0
    code, document = verify(world.path, "--complete")
    assert code == 1
    assert codes(document) == {"incomplete", "unmet-approval"}


def test_in_local_mode_one_person_finishes_alone(local, verify):
    local.approve("ana", key=None)
    code, document = verify(local.path, "--complete")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
    assert notes(document) >= {"untrusted-record", "self-approved"}
    code, document = verify(local.path, "--require-trust")
    assert (code, codes(document)) == (1, {"no-trust"})
