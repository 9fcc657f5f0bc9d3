"""Attacks that leave every record as it is: on the files, the index, the policy, the definition."""

from __future__ import annotations

from dataclasses import replace

from ledger_world import FOLDER, PEOPLE, POLICY, START, World

from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import StepRow, StepStatus


def says_approved(world: World) -> None:
    """Write into workflow.md that all is done."""
    world.put_index(world.complete())


def own_work(world: World) -> None:
    world.approve("ana")


def own_work_by_another_address(world: World) -> None:
    world.approve("ana", reviewer="ana@home.example")


def own_work_with_an_emptied_list(world: World) -> None:
    world.approve("ana", contributors=())


def own_work_with_a_base_that_hides_it(world: World) -> None:
    world.returned(2, by="coda")
    world.approve("ana", contributors=(), base=world.head)


def own_work_before_the_session(world: World) -> None:
    """Work on the branch first, and let the session begin after that."""
    world.git("checkout", "-q", "-b", "late", "main")
    world.commit({"src/early.py": "x = 1\n"}, "Early", by="ana")
    world.put_index(world.index(), by="coda")
    world.commit({"src/app.py": "def run():\n    return 1\n", "out.txt": "built\n"}, "Build it", by="coda")
    world.returned(by="coda")
    world.put_index(world.at_approval(), by="coda")
    world.approve("ana", contributors=())


def own_work_with_a_later_start_in_the_index(world: World) -> None:
    world.returned(2, by="coda")
    world.put_index(replace(world.at_approval(), base_commit=world.head))
    world.approve("ana", contributors=(), base=world.head)


def own_work_as_co_author(world: World) -> None:
    world.commit({"src/more.py": "x = 1\n"}, "More\n\nCo-authored-by: Ben <BEN@example.com>", by="ana")
    world.approve("ben", contributors=())


def own_work_as_committer(world: World) -> None:
    world.write({"src/more.py": "x = 1\n"})
    world.git("add", "-A")
    world.git("commit", "-q", "-m", "More", "--author", "Ana <ana@example.com>", by="ben")
    world.approve("ben", contributors=())


def own_work_in_a_merge(world: World) -> None:
    """Change what no parent has, in the merge itself."""
    world.git("checkout", "-q", "main")
    world.commit({"README.md": "A better project.\n"}, "Main moves", by="cleo")
    world.git("checkout", "-q", "feat")
    world.git("merge", "-q", "--no-commit", "main", by="ben")
    world.write({"src/app.py": "def run():\n    return 'evil'\n"})
    world.git("add", "-A", by="ben")
    world.git("commit", "-q", "-m", "Merge main", by="ben")
    world.approve("ben", contributors=())


def own_work_after_a_squash(world: World) -> None:
    world.git("checkout", "-q", "-b", "squashed", "main")
    world.git("merge", "-q", "--squash", "feat", by="ana")
    world.git("commit", "-q", "-m", "All at once", by="ana")
    world.approve("ana", contributors=())


def own_return(world: World) -> None:
    """Write the return, and approve it."""
    world.returned(2, by="ben")
    world.approve("ben", contributors=())


def whitespace(world: World) -> None:
    world.commit({"src/app.py": "def run():\n  return 1\n"}, "Indent", by="ana")


def subject_deleted(world: World) -> None:
    world.commit({"src/app.py": None}, "Delete", by="ana")


def deleted_file_restored(world: World) -> None:
    """Delete a file, have that approved, and bring another one of its name."""
    world.commit({"src/old.py": None}, "Delete", by="ana")
    world.approve("ben", absent=("src/old.py",))
    world.commit({"src/old.py": "import os\n"}, "Restore", by="ana")


def product_deleted(world: World) -> None:
    world.commit({"out.txt": None}, "Delete", by="ana")


def file_added(world: World) -> None:
    world.commit({"src/backdoor.py": "import os\n"}, "More", by="ana")


def envelope_edited(world: World) -> None:
    path = f"{FOLDER}/001-coda-to-maestro.md"
    text = (world.path / path).read_text()
    world.commit({path: text.replace("Built.", "Built it.")}, "Edit", by="ana")


def newer_return(world: World) -> None:
    world.returned(2)


def newer_attempt(world: World) -> None:
    world.returned(2, attempt=2)


def blocked_return(world: World) -> None:
    from sinfonia.model.handoff import HandoffStatus

    world.returned(2, status=HandoffStatus.BLOCKED)
    world.approve("ben")


def no_return(world: World) -> None:
    world.commit({f"{FOLDER}/001-coda-to-maestro.md": None}, "Delete", by="ana")
    world.approve("ben")


def approval_row_removed(world: World) -> None:
    row = StepRow("build", "coda", StepStatus.COMPLETED, START, START)
    world.put_index(world.index(status=world.complete().status, steps=(row,)))


def weaker_definition(world: World) -> None:
    """Ask less of the product, on the branch, before the approval."""
    path = ".sinfonia/workflows/tiny/steps/step-01-build.md"
    world.commit({path: "---\npersona: coda\ngate: return\n---\n\n# Build\n"}, "Ask less", by="ana")
    world.approve("ben")


def other_workflow(world: World) -> None:
    """Claim to be of a workflow that only the branch has."""
    files = {path.replace("/tiny/", "/easy/"): None for path in ()}
    files[".sinfonia/workflows/easy/workflow.md"] = "---\nname: easy\n---\n"
    files[".sinfonia/workflows/easy/steps/step-01-build.md"] = "---\npersona: coda\ngate: none\n---\n"
    world.commit(files, "Easy", by="ana")
    row = StepRow("build", "coda", StepStatus.COMPLETED, START, START)
    world.put_index(world.index(workflow_id="easy", status=world.complete().status, steps=(row,)))


def local_mode_on_the_branch(world: World) -> None:
    world.commit({".sinfonia/config.yaml": world.config("local")}, "Be local", by="ana")
    world.approve("ana", key=None)


def base_on_the_branch(world: World) -> None:
    """Name the branch itself as the protected base, and be trusted there."""
    files = {".sinfonia/config.yaml": world.config("local", "base: feat\n")}
    world.commit(files, "Judge myself", by="ana")
    world.approve("ana", key=None)


def own_key_on_the_branch(world: World) -> None:
    policy = world.policy(2, members="ben, cleo, ana, coda, mallory")
    mallory = f'  mallory: {{emails: [mallory@example.com], keys: ["{world.public("mallory")}"], kind: human}}\nroles:'
    world.commit({POLICY: policy.replace("roles:", mallory, 1)}, "Add me", by="mallory")
    world.approve("mallory", contributors=())


def policy_rolled_back_on_the_branch(world: World) -> None:
    on_main(world, {POLICY: world.policy(2)})
    world.commit({POLICY: world.policy(1, members="ben, ana")}, "Roll back", by="ana")


def policy_deleted_on_the_branch(world: World) -> None:
    world.commit({POLICY: None}, "Delete", by="ana")


def policy_rolled_back_on_the_base(world: World) -> None:
    on_main(world, {POLICY: world.policy(3)})
    on_main(world, {POLICY: world.policy(2, members="ben, ana")})


def empty_policy(world: World) -> None:
    on_main(world, {POLICY: ""})


def policy_without_keys(world: World) -> None:
    on_main(
        world,
        {POLICY: "version: 2\npersons: {ben: {emails: [ben@example.com]}}\nroles: {reviewer: {members: [ben]}}\n"},
    )


def policy_without_members(world: World) -> None:
    on_main(world, {POLICY: world.policy(2, members="")})


def missing_policy(world: World) -> None:
    on_main(world, {POLICY: None})


def gate_without_role(world: World) -> None:
    text = (
        world.policy(2).replace("reviewer: {", "checker: {").replace("tiny/approval: reviewer", "tiny/other: checker")
    )
    on_main(world, {POLICY: text})


def revoked_key(world: World) -> None:
    """Sign with a revoked key, dated before it was revoked."""
    revoke(world, "ben")
    world.env = {**world.env, "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"}
    world.approve("ben")


def no_longer_in_the_role(world: World) -> None:
    on_main(world, {POLICY: world.policy(2, members="cleo, ana")})


def touch_asked_for(world: World) -> None:
    text = world.policy(2).replace("count: 1}", "count: 1, presence: true}")
    on_main(world, {POLICY: text})


def two_asked_for(world: World) -> None:
    """Approve twice as one person where two are asked for."""
    on_main(world, {POLICY: world.policy(2).replace("count: 1}", "count: 2}")})
    world.decide(world.record("ben", note="again", reviewer="ben@home.example"), "ben")


def unmapped_work(world: World) -> None:
    on_main(world, {POLICY: world.policy(2, "unmapped: refuse\n")})
    world.commit({"src/more.py": "x = 1\n"}, "More", by="mallory")
    world.approve("ben")


def protected_path(world: World) -> None:
    protect = 'protect: [{paths: [".github/**"], role: reviewer}]\n'
    on_main(world, {POLICY: world.policy(2, protect)})
    world.commit({".github/workflows/ci.yml": "on: push\n"}, "Change CI", by="ana")


def waive_without_the_role(world: World) -> None:
    world.decide(world.record("ben", DecisionWord.WAIVE, gate="approval"), "ben")
    world.put_index(world.complete())


def waive_without_a_reason(world: World) -> None:
    on_main(world, {POLICY: world.policy(2, waiver="{members: [cleo]}")})
    world.decide(world.record("cleo", DecisionWord.WAIVE, gate="approval", note=""), "cleo")
    world.put_index(world.complete())


def on_main(world: World, files: dict[str, str | bytes | None]) -> None:
    """Change the base, as somebody who may."""
    world.git("checkout", "-q", "main")
    world.commit(files, "On the base", by="cleo")
    world.git("checkout", "-q", "feat")


def revoke(world: World, name: str, version: int = 2) -> None:
    """Revoke somebody's key on the base."""
    from sinfonia.workflow.trust.keys import fingerprint

    assert name in PEOPLE
    more = f'revoked: [{{key: "{fingerprint(world.public(name))}", since: {version}}}]\n'
    on_main(world, {POLICY: world.policy(version, more)})
