"""A second round of attacks: on modes, links, replaced objects, shapes of names, and who may take back what."""

from __future__ import annotations

import os
from dataclasses import replace

from attacks_on_records import only_copy, only_ref, payload_of, signed, store
from attacks_on_work import on_main
from ledger_world import FOLDER, POLICY, PROJECT, WORKFLOW, World

from sinfonia.model.record import DecisionWord
from sinfonia.workflow.records import tag
from sinfonia.workflow.records.grammar import PATHS

OTHER = "s-20261121-101500"


def subject_becomes_a_link(world: World) -> None:
    """Keep the very blob, and make it the target of a link."""
    blob = world.git("rev-parse", "HEAD:out.txt").strip()
    world.git("update-index", "--cacheinfo", f"120000,{blob},out.txt")
    world.git("commit", "-q", "-m", "Link")


def subject_becomes_a_submodule(world: World) -> None:
    world.git("rm", "-q", "--cached", "src/app.py")
    world.git("update-index", "--add", "--cacheinfo", f"160000,{world.head},src/app.py")
    world.git("commit", "-q", "-m", "Submodule")


def subject_becomes_a_folder(world: World) -> None:
    world.commit({"src/app.py": None}, "Delete")
    world.commit({"src/app.py/run.py": "def run():\n    return 1\n"}, "Folder")


def approvals_become_a_submodule(world: World) -> None:
    path, _ = only_copy(world)
    world.git("rm", "-q", "--cached", path)
    world.git("update-index", "--add", "--cacheinfo", f"160000,{world.head},{FOLDER}/approvals")
    world.git("commit", "-q", "-m", "Submodule")


def session_becomes_a_link(world: World) -> None:
    world.git("mv", FOLDER, "elsewhere")
    (world.path / ".sinfonia/handoffs").mkdir(parents=True, exist_ok=True)
    os.symlink("../../elsewhere", world.path / FOLDER)
    world.commit({}, "Link")


def copy_in_capitals(world: World) -> None:
    path, data = only_copy(world)
    name = path.rpartition("/")[2].removesuffix(".tag").upper()
    world.commit({path: None, f"{FOLDER}/approvals/{name}.tag": data}, "Rename")


def copy_with_carriage_returns(world: World) -> None:
    path, data = only_copy(world)
    world.commit({path: data.replace(b"\n", b"\r\n")}, "Line ends")


def copy_of_a_name_that_is_no_text(world: World) -> None:
    folder = os.fsencode(world.path / FOLDER / "approvals")
    with open(folder + b"/\xff.tag", "wb") as file:
        file.write(b"x")
    world.commit({}, "Not UTF-8")


def tag_of_a_tag(world: World) -> None:
    """Let the record name another record's tag instead of a commit."""
    payload = payload_of(world)
    inner = only_ref(world)[1].encode()
    payload = payload.replace(payload[7:47], inner, 1).replace(b"\ntype commit\n", b"\ntype tag\n", 1)
    store(world, signed(world, payload, "ben"))


def row_with_zeros(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"Sinfonia-Row: 2\n", b"Sinfonia-Row: 00002\n"), "ben"))


def trailers_in_another_order(world: World) -> None:
    payload = payload_of(world)
    rows = b"Sinfonia-Version: 1\n"
    store(world, signed(world, payload.replace(rows, b"", 1) + rows, "ben"))


def version_of_tomorrow(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"Sinfonia-Version: 1\n", b"Sinfonia-Version: 2\n"), "ben"))


def header_with_an_encoding(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"\n\n", b"\nencoding UTF-16\n\n", 1), "ben"), ref=False)


def rejection_under_another_definition(world: World) -> None:
    world.decide(world.record("cleo", DecisionWord.REJECT, definition="0" * 64), "cleo")


def rejection_by_a_contributor(world: World) -> None:
    world.decide(world.record("ana", DecisionWord.REJECT), "ana")


def rejection_taken_back_in_another_session(world: World) -> None:
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.decide(world.record("cleo", DecisionWord.REVOKE, target=made.oid, session=OTHER), "cleo", copy=False)


def rejection_taken_back_as_a_decision_about_files(world: World) -> None:
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    where = {"session": PATHS, "step": PATHS, "row": 0, "repo": PROJECT, "definition": ""}
    world.decide(world.record("cleo", DecisionWord.REVOKE, target=made.oid, **where), "cleo", copy=False)


def rejection_taken_back_without_a_signature(world: World) -> None:
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.decide(world.record("cleo", DecisionWord.REVOKE, target=made.oid), None)


def rejection_taken_back_under_its_reviewers_name(world: World) -> None:
    """Say that cleo takes it back, and sign with another key."""
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.decide(world.record("cleo", DecisionWord.REVOKE, target=made.oid), "ana")


def rejection_answered_by_a_return_of_the_same_attempt(world: World) -> None:
    world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.returned(2)
    world.approve("ben")


def waive_by_an_agent(world: World) -> None:
    on_main(world, {POLICY: world.policy(2, waiver="{members: [coda]}")})
    world.decide(world.record("coda", DecisionWord.WAIVE, gate="approval", note="in a hurry"), "coda")
    world.put_index(world.complete())


def waive_of_another_row(world: World) -> None:
    """Waive the approval of the step before, which has none."""
    on_main(world, {POLICY: world.policy(2, waiver="{members: [cleo]}")})
    waive = {"step": "build", "row": 1, "gate": "approval", "note": "a holiday"}
    world.decide(world.record("cleo", DecisionWord.WAIVE, **waive), "cleo")
    world.put_index(world.complete())


def revoked_key_of_a_new_person(world: World) -> None:
    """Revoke ben's key, and list it as another person's."""
    from sinfonia.workflow.trust.keys import fingerprint

    more = f'revoked: [{{key: "{fingerprint(world.public("ben"))}", since: 2}}]\n'
    text = world.policy(2, more, members="benny, cleo, ana, coda").replace("  ben:", "  benny:")
    on_main(world, {POLICY: text})
    world.approve("ben")


def one_key_for_two_persons(world: World) -> None:
    """Count twice by having one's key listed for two."""
    text = world.policy(2).replace("count: 1}", "count: 2}")
    on_main(world, {POLICY: text.replace(world.public("cleo"), world.public("ben"))})
    world.decide(world.record("ben"), "ben")
    world.decide(world.record("cleo"), "ben")
    world.put_index(world.complete())


def one_address_for_two_persons(world: World) -> None:
    text = world.policy(2).replace("cleo@home.example", "ben@example.com")
    on_main(world, {POLICY: text})
    world.approve("ben")


def policy_behind_a_link(world: World) -> None:
    world.git("checkout", "-q", "main")
    world.git("mv", POLICY, "policy.yaml")
    os.symlink("../../policy.yaml", world.path / POLICY)
    world.commit({}, "Link", by="cleo")
    world.git("checkout", "-q", "feat")


def definition_behind_a_link(world: World) -> None:
    """Let the base's definition be a link to a file that the branch could change."""
    path = ".sinfonia/workflows/tiny/workflow.md"
    world.git("checkout", "-q", "main")
    world.write({"tiny.md": WORKFLOW[path], path: None})
    os.symlink("../../../tiny.md", world.path / path)
    world.commit({}, "Link", by="cleo")
    world.git("checkout", "-q", "feat")
    world.git("rebase", "-q", "main")
    world.put_index(world.complete())


def own_work_in_an_octopus(world: World) -> None:
    """Change what no parent has, in a merge of three."""
    for name in ("one", "two"):
        world.git("checkout", "-q", "-b", name, "main")
        world.commit({f"docs/{name}.md": "x\n"}, name, by="cleo")
    world.git("checkout", "-q", "feat")
    world.git("merge", "-q", "-m", "Three", "one", "two", by="cleo")
    world.write({"src/app.py": "def run():\n    return 'evil'\n"})
    world.git("add", "-A", by="ben")
    world.git("commit", "-q", "--amend", "-m", "Three", "--reset-author", by="ben")
    world.approve("ben", contributors=())


def own_document(world: World) -> None:
    """Write what the step produces into the session's folder, and let another return it."""
    step = ".sinfonia/workflows/tiny/steps/step-01-build.md"
    on_main(world, {step: '---\npersona: coda\nproduces: ["{session}/prd.md"]\ngate: return\n---\n\n# Build\n'})
    world.git("rebase", "-q", "main")
    world.commit({f"{FOLDER}/prd.md": "# All mine\n"}, "Write it", by="ben")
    world.returned(2, by="ana")
    world.approve("ben", contributors=(), subjects=(world.blob(f"{FOLDER}/prd.md"),))


def own_commit_behind_a_replacement(world: World) -> None:
    """Replace the commit that ana made by one of mallory's, in this clone (git-replace(1))."""
    world.approve("ana", contributors=())
    mine = world.git("log", "-1", "--format=%H", "--grep", "Build it").strip()
    raw = world.git("cat-file", "commit", mine).replace("Ana <ana@", "Mallory <mallory@")
    other = world.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    world.git("replace", mine, other)


def history_cut_by_a_graft(world: World) -> None:
    """Graft the branch's work away, in this clone (gitrepository-layout(5), `info/grafts`)."""
    world.approve("ana", contributors=())
    child = world.git("log", "-1", "--format=%H", "--grep", "return").strip()
    (world.path / ".git/info/grafts").write_text(f"{child} {world.git('rev-parse', 'main').strip()}\n")


def envelope_of_another_path(world: World) -> None:
    """Judge a return of the same bytes that lies elsewhere."""
    path = f"{FOLDER}/001-coda-to-maestro.md"
    world.commit({"copy.md": (world.path / path).read_bytes()}, "Copy", by="coda")
    world.approve("ben", envelope=replace(world.blob(path), path="copy.md"))


def subject_twice(world: World) -> None:
    """Name a file as it was and as it is."""
    old = world.blob("src/app.py")
    world.commit({"src/app.py": "def run():\n    return 2\n"}, "Change", by="ana")
    world.approve("ben", subjects=(*(world.blob(p) for p in world.subjects()), old))


def record_of_a_commit_that_is_not_here(world: World) -> None:
    """Say that a commit was reviewed which nobody has."""
    made = tag.make(world.repo, world.record("ben"), world.signer("ben"), world.who("ben"))
    payload = tag.read(made.data).payload.replace(world.head.encode(), b"1" * 40)
    store(world, signed(world, payload, "ben"), ref=False)


AFRESH_OPEN = (
    (row_with_zeros, "not-a-record"),
    (trailers_in_another_order, "not-a-record"),
    (version_of_tomorrow, "not-a-record"),
    (header_with_an_encoding, "not-a-record"),
    (rejection_answered_by_a_return_of_the_same_attempt, "rejected"),
    (waive_by_an_agent, "unmet-approval"),
    (waive_of_another_row, "unmet-approval"),
    (revoked_key_of_a_new_person, "revoked-key"),
    (one_key_for_two_persons, "no-policy"),
    (one_address_for_two_persons, "no-policy"),
    (definition_behind_a_link, "unknown-definition"),
    (own_work_in_an_octopus, "contributor"),
    (own_document, "contributor"),
    (own_commit_behind_a_replacement, "contributor"),
    (history_cut_by_a_graft, "contributor"),
    (envelope_of_another_path, "stale"),
    (subject_twice, "forged-subject"),
    (record_of_a_commit_that_is_not_here, "other-target"),
)
AFRESH_APPROVED = (
    (subject_becomes_a_link, "stale"),
    (subject_becomes_a_submodule, "stale"),
    (subject_becomes_a_folder, "stale"),
    (approvals_become_a_submodule, "foreign-file"),
    (session_becomes_a_link, "deleted-record"),
    (copy_in_capitals, "foreign-file"),
    (copy_with_carriage_returns, "edited-record"),
    (copy_of_a_name_that_is_no_text, "foreign-file"),
    (tag_of_a_tag, "other-target"),
    (rejection_under_another_definition, "rejected"),
    (rejection_by_a_contributor, "rejected"),
    (rejection_taken_back_in_another_session, "rejected"),
    (rejection_taken_back_as_a_decision_about_files, "rejected"),
    (rejection_taken_back_without_a_signature, "rejected"),
    (rejection_taken_back_under_its_reviewers_name, "rejected"),
    (policy_behind_a_link, "no-policy"),
)
