"""An approval that went stale is renewed by a later gate, or by a decision about the file, that lowers no bar."""

from __future__ import annotations

import json

import attacks_on_renewal as attacks
import chain_world
import pytest
from attacks_on_work import on_main
from chain_world import FIRST, SECOND
from ledger_world import FOLDER, POLICY, codes, notes


@pytest.fixture(scope="session")
def chain_template(tmp_path_factory, template):
    return chain_world.build(tmp_path_factory.mktemp("chain") / "repo", template.env, template.keys)


@pytest.fixture
def chain(chain_template, tmp_path):
    """A session of two workflows, whose second approval is open."""
    return chain_template.copied(tmp_path / "chain")


def holds(answer):
    code, document = answer
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
    return document


def first_gate(document) -> dict:
    return document["sessions"][0]["steps"][1]


def test_unchanged_code_needs_no_renewal(chain, verify):
    chain.decides("ben", SECOND)
    chain.put(4)
    assert "superseded" not in notes(holds(verify(chain.path, "--complete", "--require-trust")))


@pytest.mark.parametrize("attack", [*attacks.LATER, *attacks.BY_FILE], ids=lambda one: one.__name__)
def test_nothing_that_lowers_the_bar_stands_for_an_earlier_approval(attack, chain, verify):
    attack(chain)
    code, document = verify(chain.path, "--complete")
    assert (code, "stale" in codes(document)) == (1, True), json.dumps(document, indent=1)
    assert attack is attacks.an_earlier_gate or not first_gate(document)["met"]


@pytest.mark.parametrize("by", ["ben", "cleo"])
def test_the_next_gate_renews_it_for_whoever_may_approve_both(by, chain, verify):
    chain.change()
    told = {one["code"]: one["command"] for one in verify(chain.path)[1]["findings"]}
    assert told["unmet-approval"] == f"sinfonia approve {SECOND} -m NOTE"
    chain.decides(by, SECOND)
    chain.put(4)
    document = holds(verify(chain.path, "--complete", "--require-trust"))
    assert "superseded" in notes(document)
    assert first_gate(document)["approved_by"] == ["ben"]


def test_two_persons_at_the_next_gate_renew_what_two_had_approved(chain, verify):
    attacks.fewer_persons(chain)
    assert "stale" in codes(verify(chain.path, "--complete")[1])
    chain.decides("cleo", SECOND)
    holds(verify(chain.path, "--complete"))


def test_a_new_file_and_a_deleted_one_are_renewed_too(chain, verify):
    chain.commit({"src/more.py": "x = 1\n", "src/app.py": None}, "Move", by="ana")
    assert codes(verify(chain.path)[1]) == {"unmet-approval", "stale", "uncovered-path"}
    chain.decides("cleo", SECOND, absent=("src/app.py",))
    chain.put(4)
    holds(verify(chain.path, "--complete"))


def test_an_artifact_whose_deletion_is_approved_does_not_spoil_the_return_that_names_it(chain, verify):
    chain.back(1, "tiny/build", sections=(("Artifacts", "- `src/app.py`"), *sections()))
    chain.decides("ben", FIRST, envelope=chain.blob(f"{FOLDER}/001-coda-to-maestro.md"))
    chain.commit({"src/more.py": "x = 1\n", "src/app.py": None}, "Move", by="ana")
    assert "unmet-return" in codes(verify(chain.path)[1])
    chain.decides("cleo", SECOND, absent=("src/app.py",))
    chain.put(4)
    holds(verify(chain.path, "--complete"))


def sections():
    from ledger_world import SECTION_TEXT

    return tuple((title, text) for title, text in SECTION_TEXT.items() if title != "Artifacts")


@pytest.mark.parametrize("by", ["ben", "cleo"])
def test_after_the_last_gate_a_decision_about_the_file_renews_it(by, chain, verify):
    attacks.completed(chain)
    findings = [one for one in verify(chain.path)[1]["findings"] if one["code"] == "unmet-approval"]
    assert {one["command"] for one in findings} == {"sinfonia approve --path src/app.py -m NOTE"}
    attacks.file_record(chain, by)
    assert "superseded" in notes(holds(verify(chain.path, "--complete", "--require-trust")))


def test_a_rejection_of_the_file_that_is_taken_back_blocks_no_more(chain, verify):
    from sinfonia.model.record import DecisionWord

    attacks.completed(chain)
    attacks.file_record(chain, "ben")
    made = attacks.file_record(chain, "cleo", DecisionWord.REJECT)
    assert verify(chain.path)[0] == 1
    attacks.file_record(chain, "cleo", DecisionWord.REVOKE, target=made.oid, subjects=())
    holds(verify(chain.path, "--complete"))


def test_a_role_of_the_same_name_is_what_counts_not_the_gate(chain, verify):
    text = chain.policy(2).replace("reviewer}\n", "reviewer, look/approval: reviewer}\n")
    on_main(chain, {POLICY: text})
    chain.change()
    chain.decides("cleo", SECOND)
    chain.put(4)
    holds(verify(chain.path, "--complete"))


def test_in_local_mode_the_next_gate_renews_it_and_an_agent_does_not(tmp_path, template, verify):
    chain = chain_world.build(tmp_path / "local", template.env, template.keys, mode="local")
    chain.change()
    chain.decides("coda", SECOND, key=None, actor="agent")
    chain.put(4)
    assert codes(verify(chain.path, "--complete")[1]) == {"unmet-approval", "agent-decision", "stale"}
    chain.decides("ana", SECOND, key=None)
    assert "superseded" in notes(holds(verify(chain.path, "--complete")))
