"""Attempts to let something stand for an approval that went stale: the code was changed after ben had approved it."""

from __future__ import annotations

from attacks_on_work import on_main
from chain_world import FIRST, SECOND, Chain
from ledger_world import FOLDER, POLICY, PROJECT

from sinfonia.model.record import DecisionWord
from sinfonia.workflow.records.grammar import PATHS

APPROVAL = ".sinfonia/workflows/tiny/steps/step-02-approval.md"
WAIVERS = {"waiver": "{members: [cleo]}"}


def nobody(chain: Chain) -> None:
    chain.change()
    chain.put(4)


def weaker_role(chain: Chain) -> None:
    text = chain.policy(2, checker="{members: [cleo]}")
    on_main(chain, {POLICY: text.replace("reviewer}\n", "reviewer, look/approval: checker}\n")})
    chain.change()
    chain.decides("cleo", SECOND, role="checker")
    chain.put(4)


def contributor(chain: Chain) -> None:
    chain.change()
    chain.decides("ana", SECOND, contributors=())
    chain.put(4)


def contributor_of_the_change_only(chain: Chain) -> None:
    chain.change(by="cleo")
    chain.decides("cleo", SECOND, contributors=())
    chain.put(4)


def agent(chain: Chain) -> None:
    chain.change()
    chain.decides("coda", SECOND)
    chain.put(4)


def agent_by_a_persons_key(chain: Chain) -> None:
    chain.change()
    chain.decides("cleo", SECOND, actor="agent")
    chain.put(4)


def nobodys_key(chain: Chain) -> None:
    chain.change()
    chain.decides("cleo", SECOND, key="mallory")
    chain.put(4)


def without_a_signature(chain: Chain) -> None:
    chain.change()
    chain.decides("cleo", SECOND, key=None)
    chain.put(4)


def revoked(chain: Chain) -> None:
    chain.change()
    made = chain.decides("ben", SECOND)
    chain.decides("ben", SECOND, DecisionWord.REVOKE, target=made.oid)
    chain.put(4)


def rejected(chain: Chain) -> None:
    """Approve the later gate beside somebody who rejects it."""
    chain.change()
    chain.decides("ben", SECOND)
    chain.decides("cleo", SECOND, DecisionWord.REJECT)
    chain.put(4)


def stale_itself(chain: Chain) -> None:
    chain.change()
    chain.decides("ben", SECOND)
    chain.put(4)
    chain.change(text="def run():\n    return 3\n")


def stale_by_another_file(chain: Chain) -> None:
    """Keep the file as the later gate has it, and change another one of that gate."""
    chain.change()
    chain.decides("ben", SECOND)
    chain.put(4)
    chain.commit({"README.md": "Another project.\n"}, "Change the README", by="ana")


def of_an_earlier_attempt(chain: Chain) -> None:
    chain.change()
    chain.decides("ben", SECOND)
    chain.back(3, "look/read", attempt=2)
    chain.put(4)


def under_another_definition(chain: Chain) -> None:
    chain.change()
    chain.decides("ben", SECOND, definition="0" * 64)
    chain.put(4)


def without_the_file(chain: Chain) -> None:
    """Approve the later gate, and leave the changed file out."""
    chain.change()
    chain.decides("ben", SECOND, named=[name for name in chain.changed() if name != "src/app.py"])
    chain.put(4)


def another_session(chain: Chain) -> None:
    """Approve the same files in another session."""
    chain.change()
    other = "s-20261121-101500"
    made = chain.record("ben", session=other, step=SECOND, row=4)
    chain.decide(made, "ben", copy=False)
    chain.put(4)


def a_waive(chain: Chain) -> None:
    """Waive the later gate: that is no approval of the file."""
    on_main(chain, {POLICY: chain.policy(2, **WAIVERS)})
    chain.change()
    chain.decides("cleo", SECOND, DecisionWord.WAIVE, gate="approval", note="in a hurry")
    chain.put(4)


def an_earlier_gate(chain: Chain) -> None:
    """Let the first gate stand for the second one."""
    chain.decides("ben", SECOND)
    chain.put(4)
    chain.change()
    chain.decides("cleo", FIRST, envelope=chain.blob(f"{FOLDER}/001-coda-to-maestro.md"))


def fewer_persons(chain: Chain) -> None:
    """Ask two persons at the first gate, and one at the second."""
    chain.git("checkout", "-q", "main")
    chain.commit({APPROVAL: "---\ngate: approval\napprovals: 2\n---\n\n# Approval\n"}, "Two", by="cleo")
    chain.git("checkout", "-q", "feat")
    chain.git("rebase", "-q", "main")
    for name in ("ben", "cleo"):
        chain.decides(name, FIRST, envelope=chain.blob(f"{FOLDER}/001-coda-to-maestro.md"))
    chain.change()
    chain.decides("ben", SECOND)
    chain.put(4)


LATER = (
    nobody, weaker_role, contributor, contributor_of_the_change_only, agent, agent_by_a_persons_key, nobodys_key,
    without_a_signature, revoked, rejected, stale_itself, stale_by_another_file, of_an_earlier_attempt,
    under_another_definition, without_the_file, another_session, a_waive, an_earlier_gate, fewer_persons,
)  # fmt: skip


def completed(chain: Chain) -> None:
    """Complete the session, and change the code after that: only a decision about the file is left."""
    chain.decides("ben", SECOND)
    chain.put(4)
    chain.change()


def file_record(chain: Chain, by: str, word: DecisionWord = DecisionWord.APPROVE, **changes: object):
    """Decide about the changed file, as `approve --path` does; gives the record's tag."""
    seen = tuple(sorted(path.stem for path in (chain.path / FOLDER / "approvals").glob("*.tag")))
    key = changes.pop("key", by)
    said = {"session": PATHS, "step": PATHS, "row": 0, "envelope": None, "definition": "", "repo": PROJECT,
            "subjects": (chain.blob("src/app.py"),), "previous": seen, **changes}  # fmt: skip
    return chain.decide(chain.record(by, word, **said), key, copy=False)


def file_by_its_author(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ana", contributors=())


def file_by_its_author_with_a_base_that_hides_it(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ana", contributors=(), base=chain.head)


def file_by_nobody_of_the_role(chain: Chain) -> None:
    text = chain.policy(2, members="ben", other="{members: [cleo]}")
    on_main(chain, {POLICY: text})
    completed(chain)
    file_record(chain, "cleo", role="reviewer")


def file_by_an_agent(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "coda", contributors=())


def file_without_a_signature(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ben", key=None)


def file_with_anothers_key(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ben", key="cleo")


def file_as_it_was_later(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ben")
    chain.change(text="def run():\n    return 3\n")


def file_rejected_by_another(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ben")
    file_record(chain, "cleo", DecisionWord.REJECT)


def file_revoked(chain: Chain) -> None:
    completed(chain)
    made = file_record(chain, "ben")
    file_record(chain, "ben", DecisionWord.REVOKE, target=made.oid, subjects=())


def file_before_the_gate(chain: Chain) -> None:
    """Replay a decision about these bytes that knew of no gate."""
    completed(chain)
    file_record(chain, "ben", previous=())


def file_of_another_project(chain: Chain) -> None:
    completed(chain)
    file_record(chain, "ben", repo="0123456789ab")


BY_FILE = (
    file_by_its_author, file_by_its_author_with_a_base_that_hides_it, file_by_nobody_of_the_role, file_by_an_agent,
    file_without_a_signature, file_with_anothers_key, file_as_it_was_later, file_rejected_by_another, file_revoked,
    file_before_the_gate, file_of_another_project,
)  # fmt: skip
