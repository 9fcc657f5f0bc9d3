"""The rules of completion that a definition names hold for a closed step, whatever `workflow.md` says of it."""

from __future__ import annotations

import json

import pytest
from attacks_on_work import on_main
from ledger_world import FOLDER, POLICY, codes
from test_verify_unknown import lose

from sinfonia.model.record import DecisionWord

STEP = ".sinfonia/workflows/tiny/steps/step-01-build.md"
RULE = '---\npersona: coda\nproduces: ["{session}/findings.md"]\ncompletion: findings\ngate: return\n---\n\n# Build\n'
PATH = f"{FOLDER}/findings.md"
GOOD = "# Findings\n\n## Read\n\n- `src/app.py`\n\n## Findings\n\nNone.\n"
BAD = "# Findings\n\n## Findings\n\nNone.\n"


@pytest.fixture
def ruled(world):
    """A project whose first step asks for complete findings; its approval is open."""
    on_main(world, {STEP: RULE})
    world.git("rebase", "-q", "main")
    return world


def told(answer):
    code, document = answer
    found = [(one["code"], one["step"], one["path"]) for one in document["findings"] if one["weight"] != "note"]
    assert code == 1, json.dumps(document, indent=1)
    return found


def holds(answer):
    code, document = answer
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)


def test_a_step_that_was_passed_by_hand_is_found_while_the_session_is_open(ruled, verify):
    ruled.commit({PATH: BAD}, "Findings")
    assert told(verify(ruled.path)) == [("unmet-completion", "build", PATH)]
    ruled.commit({PATH: GOOD}, "Findings")
    holds(verify(ruled.path))


def test_an_approval_does_not_make_up_for_it(ruled, verify):
    ruled.commit({PATH: BAD}, "Findings")
    ruled.approve("ben", subjects=(ruled.blob(PATH), ruled.blob("src/app.py"), ruled.blob("out.txt")))
    document = verify(ruled.path, "--complete")[1]
    (found,) = [one for one in document["findings"] if one["code"] == "unmet-completion"]
    assert found["message"].startswith(f"{PATH}:")
    assert "Read" in found["message"]
    assert found["command"] == f"sinfonia validate {PATH}"
    assert found["weight"] == "unmet"


def test_a_document_that_meets_its_rules_holds_when_it_is_approved(ruled, verify):
    ruled.commit({PATH: GOOD}, "Findings")
    ruled.approve("ben", subjects=(ruled.blob(PATH),))
    holds(verify(ruled.path, "--complete", "--require-trust"))


def test_what_lies_on_the_disk_has_no_say(ruled, verify):
    ruled.commit({PATH: BAD}, "Findings")
    ruled.write({PATH: GOOD})
    assert told(verify(ruled.path)) == [("unmet-completion", "build", PATH)]
    ruled.commit({PATH: GOOD}, "Findings")
    ruled.write({PATH: BAD})
    holds(verify(ruled.path))
    assert told(verify(ruled.path, "--working-tree")) == [("unmet-completion", "build", PATH)]


def test_the_rules_are_those_of_the_base(ruled, verify):
    ruled.commit({PATH: BAD, STEP: RULE.replace("completion: findings\n", "")}, "Ask less")
    assert ("unmet-completion", "build", PATH) in told(verify(ruled.path))


def test_a_waive_of_the_rules_needs_its_role_and_a_reason(ruled, verify):
    on_main(ruled, {POLICY: ruled.policy(2, waiver="{members: [cleo]}")})
    ruled.commit({PATH: BAD}, "Findings")
    waive = {"step": "build", "row": 1, "gate": "completion findings"}
    ruled.decide(ruled.record("ben", DecisionWord.WAIVE, note="no time", **waive), "ben")
    assert told(verify(ruled.path)) == [("unmet-completion", "build", PATH)]
    ruled.decide(ruled.record("cleo", DecisionWord.WAIVE, note="no time", **waive), "cleo")
    holds(verify(ruled.path))


@pytest.mark.parametrize("gate", ["completion findings", "produces out.txt"])
def test_what_is_waived_at_one_row_is_let_be_at_the_other(gate, world, verify):
    rule = RULE.replace('findings.md"]', 'findings.md", "out.txt"]')
    on_main(world, {STEP: rule, POLICY: world.policy(2, waiver="{members: [cleo]}")})
    world.git("rebase", "-q", "main")
    world.commit({PATH: BAD if gate.startswith("completion") else GOOD}, "Findings")
    if gate.startswith("produces"):
        world.commit({"out.txt": None}, "Delete")
    assert verify(world.path)[0] == 1
    world.decide(world.record("cleo", DecisionWord.WAIVE, note="not now", gate=gate), "cleo")
    there = [path for path in (PATH, "out.txt") if (world.path / path).exists()]
    gone = tuple({PATH, "out.txt"} - set(there))
    world.approve("ben", subjects=tuple(map(world.blob, there)), absent=gone)
    holds(verify(world.path, "--complete"))


def test_a_session_that_landed_is_not_held_against_rules_that_came_later(world, verify):
    world.commit({PATH: BAD}, "Findings")
    world.approve("ben")
    world.git("checkout", "-q", "main")
    world.git("merge", "-q", "--no-ff", "-m", "Merge", "feat", by="cleo")
    world.commit({STEP: RULE.replace('"{session}', '"out.txt", "{session}').replace("completion: findings\n", "")})
    holds(verify(world.path, "--complete"))
    world.commit({STEP: RULE}, "Ask more", by="cleo")
    holds(verify(world.path, "--complete"))


def test_a_session_that_landed_under_the_same_rules_is_held_against_them(ruled, verify):
    ruled.commit({PATH: BAD}, "Findings")
    ruled.approve("ben", subjects=(ruled.blob(PATH),))
    ruled.git("checkout", "-q", "main")
    ruled.git("merge", "-q", "--no-ff", "-m", "Merge", "feat", by="cleo")
    assert ("unmet-completion", "build", PATH) in told(verify(ruled.path, "--complete"))


def test_a_document_that_git_cannot_give_is_no_pass(ruled, verify):
    ruled.commit({PATH: BAD}, "Findings")
    lose(ruled, ruled.git("rev-parse", f"HEAD:{PATH}").strip())
    code, document = verify(ruled.path)
    assert (code, codes(document)) == (2, {"missing-object"})
