"""The allowed twins of the attacks: what looks alike and holds."""

from __future__ import annotations

import json
import shlex
import subprocess

from attacks_on_records import only_ref
from attacks_on_work import POLICY, on_main, revoke
from ledger_world import PROJECT, START, codes, notes

from sinfonia.model.handoff import SECTIONS, Envelope, HandoffStatus, HandoffType
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.records.grammar import PATHS


def holds(answer):
    code, document = answer
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)
    return document


def test_a_key_that_was_revoked_after_its_record_reached_the_base_still_counts_there(approved, verify):
    approved.git("checkout", "-q", "main")
    approved.git("merge", "-q", "--no-ff", "-m", "Merge", "feat", by="cleo")
    approved.git("checkout", "-q", "-B", "feat")
    revoke(approved, "ben")
    approved.git("checkout", "-q", "main")
    holds(verify(approved.path, "--complete"))


def test_a_rejection_is_answered_by_a_revision_and_a_new_approval(world, verify):
    world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    assert verify(world.path)[0] == 0
    world.commit({"src/app.py": "def run():\n    return 2\n"}, "Answer", by="ana")
    revision(world)
    world.returned(3, attempt=2, reply_to="s-20261121-091200-002")
    world.approve("ben", attempt=2)
    holds(verify(world.path, "--complete"))


def revision(world):
    made = Envelope(
        handoff_id="s-20261121-091200-002", session_id="s-20261121-091200", sequence=2, source_persona="maestro",
        target_persona="coda", handoff_type=HandoffType.REVISION, status=HandoffStatus.PENDING, created_at=START,
        step="build", reply_to="s-20261121-091200-001",
        sections=tuple((title, "- once more") for title in SECTIONS[HandoffType.REVISION]),
    )  # fmt: skip
    from ledger_world import FOLDER

    from sinfonia.handoff.envelope import create

    world.commit({f"{FOLDER}/{made.file_name}": create(made)}, "Revise", by="cleo")


def test_a_rejection_may_be_taken_back_by_whoever_made_it(approved, verify):
    made = approved.decide(approved.record("cleo", DecisionWord.REJECT), "cleo")
    assert verify(approved.path)[0] == 1
    approved.decide(approved.record("cleo", DecisionWord.REVOKE, target=made.oid), "cleo")
    holds(verify(approved.path))


def test_a_wrong_record_may_be_taken_back_by_somebody_who_is_known(world, verify):
    made = world.approve("ben", key="mallory")
    assert verify(world.path)[0] == 1
    world.decide(world.record("cleo", DecisionWord.REVOKE, target=made.oid), "cleo")
    world.approve("cleo")
    holds(verify(world.path, "--complete"))


def test_a_waive_by_its_own_role_with_a_reason_closes_the_gate(world, verify):
    on_main(world, {POLICY: world.policy(2, waiver="{members: [cleo]}")})
    world.decide(world.record("cleo", DecisionWord.WAIVE, gate="approval", note="a holiday"), "cleo")
    world.put_index(world.complete())
    document = holds(verify(world.path, "--complete"))
    assert document["sessions"][0]["steps"][1]["waived"] == ["approval"]


def test_two_persons_close_a_gate_that_asks_for_two(approved, verify):
    on_main(approved, {POLICY: approved.policy(2).replace("count: 1}", "count: 2}")})
    assert verify(approved.path)[0] == 1
    approved.decide(approved.record("cleo"), "cleo")
    document = holds(verify(approved.path))
    assert document["sessions"][0]["steps"][1]["approved_by"] == ["ben", "cleo"]


def test_a_stale_approval_is_only_a_note_when_another_one_holds(approved, verify):
    approved.commit({"src/app.py": "def run():\n    return 2\n"}, "Change", by="ana")
    assert verify(approved.path)[0] == 1
    approved.decide(approved.record("cleo"), "cleo")
    document = holds(verify(approved.path))
    assert "stale" in notes(document)


def test_a_stale_approval_says_path_person_and_the_command_that_shows_the_change(approved, verify):
    commit = approved.git("rev-parse", "HEAD~2").strip()
    approved.commit({"src/app.py": "def run():\n    return 2\n"}, "Change", by="ana")
    _, document = verify(approved.path)
    (stale,) = [one for one in document["findings"] if one["code"] == "stale"]
    assert stale["path"] == "src/app.py"
    assert "since ben approved" in stale["message"]
    assert stale["command"] == f"git diff {commit[:12]} {approved.head[:12]} -- src/app.py"
    assert "return 2" in approved.git(*stale["command"].split()[1:])


def test_a_path_that_a_shell_would_run_is_quoted_in_the_command(approved, verify):
    name = "src/$(touch here); a.py"
    approved.commit({name: "x = 1\n"}, "Add", by="ana")
    _, document = verify(approved.path)
    (found,) = [one for one in document["findings"] if one["code"] == "uncovered-path"]
    assert shlex.split(found["command"])[-1] == name


def test_a_clean_merge_does_not_make_its_committer_a_contributor(world, verify):
    on_main(world, {"README.md": "Moved.\n"})
    world.git("merge", "-q", "-m", "Update branch", "main", by="ben")
    world.approve("ben")
    holds(verify(world.path, "--complete"))


def test_a_forge_that_pressed_the_button_is_no_contributor(world, verify):
    on_main(world, {POLICY: world.policy(2, "unmapped: refuse\n")})
    pressed(world, "bot@forge.example")
    world.approve("ben")
    code, document = verify(world.path)
    assert (code, "unmapped" in codes(document)) == (1, True)
    more = "trust: {forge_committers: [Bot@forge.example]}\n"
    on_main(world, {".sinfonia/config.yaml": world.config(more=more)})
    pressed(world, "noreply@github.com")
    world.decide(world.record("cleo", contributors=("ana@example.com",)), "cleo")
    holds(verify(world.path))


def pressed(world, email):
    """Commit as a forge does that squashes for ana."""
    world.write({"src/more.py": f"by = {email!r}\n"})
    world.git("add", "-A")
    env = {**world.who("ana"), "GIT_COMMITTER_EMAIL": email}
    args = ["git", "-C", str(world.path), "commit", "-q", "-m", "From the forge"]
    subprocess.run(args, env=env, check=True, capture_output=True)


def test_a_policy_of_a_higher_version_may_come_with_the_branch(approved, verify):
    approved.commit({POLICY: approved.policy(2)}, "Grow", by="ana")
    holds(verify(approved.path))


def test_a_protected_path_may_change_when_its_role_approved_these_bytes(approved, verify):
    protect = 'protect: [{paths: [".github/**"], role: reviewer}]\n'
    on_main(approved, {POLICY: approved.policy(2, protect)})
    approved.commit({".github/workflows/ci.yml": "on: push\n"}, "Change CI", by="ana")
    assert verify(approved.path)[0] == 1
    files = approved.record("cleo", session=PATHS, step=PATHS, row=0, repo=PROJECT, envelope=None, definition="",
                            subjects=(approved.blob(".github/workflows/ci.yml"),), previous=())  # fmt: skip
    made = approved.decide(files, "cleo", copy=False)
    holds(verify(approved.path))
    approved.commit({".github/workflows/ci.yml": "on: push \n"}, "Change CI again", by="ana")
    code, document = verify(approved.path)
    assert (code, codes(document)) == (1, {"unapproved-path"}), made.ref


def test_a_record_without_its_ref_and_one_without_its_copy_both_count(world, approved, verify):
    world.decide(world.record("ben"), "ben", copy=False)
    world.put_index(world.complete())
    assert "copy-absent" in notes(holds(verify(world.path)))
    approved.git("update-ref", "-d", only_ref(approved)[0])
    assert "refs-absent" in notes(holds(verify(approved.path)))


def test_in_local_mode_a_signature_that_is_there_must_fit(local, verify):
    made = local.approve("ana", key="ana")
    holds(verify(local.path, "--complete"))
    assert made.ref
    from attacks_on_records import payload_of, signed, store

    whole = signed(local, payload_of(local, "ana"), "ana")
    store(local, whole[:-60])
    code, document = verify(local.path)
    assert (code, codes(document)) == (1, {"bad-signature"})
