"""What an approval is refused for where the policy of the base says who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from foreign_reader import session
from scenario_people import BODY, Person, make_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Repo

CONFIG = 'version: "0.1"\nproject_id: 7f3c9a10b2d4\napprovals: {mode: trusted}\n'
BUILD = '---\npersona: coda\nproduces: ["src/cart.txt"]\nscope: ["src/**"]\n---\n\n# Build\n'
WORKFLOW = {
    ".sinfonia/workflows/ship/workflow.md": "---\nname: ship\n---\n\n# Ship it\n",
    ".sinfonia/workflows/ship/steps/step-01-build.md": BUILD,
    ".sinfonia/workflows/ship/steps/step-02-approval.md": "# Look at it\n",
}
NAMES = ("ana", "ben", "cleo", "coda")
RETURN = ".sinfonia/handoffs/cart/002-coda-to-maestro.md"


def policy(keys: dict[str, Path]) -> str:
    """Let everybody review, each under two addresses; coda is the agent that it is."""
    persons = ""
    for name in NAMES:
        public = " ".join(keys[name].with_suffix(".pub").read_text(encoding="utf-8").split()[:2])
        kind = "agent" if name == "coda" else "human"
        emails = f"[{name}@example.com, {name}@home.example]"
        persons += f'  {name}: {{emails: {emails}, keys: ["{public}"], kind: {kind}}}\n'
    roles = f"  reviewer: {{members: [{', '.join(NAMES)}]}}\n  waiver: {{members: [cleo]}}\n"
    return f"version: 1\npersons:\n{persons}roles:\n{roles}"


@pytest.fixture
def people(repo: Repo, tmp_path: Path) -> dict[str, Person]:
    """A session that ana began on a branch, with the build dispatched; everybody has a key of their own."""
    keys = {name: make_key(tmp_path, name) for name in NAMES}
    repo.commit({**WORKFLOW, ".sinfonia/config.yaml": CONFIG, ".sinfonia/trust/policy.yaml": policy(keys)})
    repo.git("switch", "-q", "-c", "cart")
    repo.git("config", "gpg.format", "ssh")
    team = {name: Person(repo, name) for name in NAMES}
    for name, person in team.items():
        person.key = keys[name]
    team["ana"].says("start", "ship", "--goal", "A cart", "--session", "cart")
    team["ana"].says("dispatch", "--task", "Build", "--context", "All of it")
    return team


def build(person: Person, message: str = "Build", **env: str) -> None:
    """Commit the work of the step in somebody's name."""
    person.repo.write({"src/cart.txt": "a cart\n"})
    person.repo.git("add", "src")
    person.repo.git("commit", "-q", "-m", message, env={**person.env, **env})


def hand_back(person: Person) -> None:
    """Return the step in somebody's name, and come to the approval."""
    person.says("return", *BODY, "--artifact", "src/cart.txt")
    person.says("advance")


def approve(person: Person, *args: str, code: int = 1, env: dict[str, str] | None = None) -> str:
    """Let somebody approve with their own key; a refusal leaves no trace."""
    person.repo.git("config", "user.signingKey", str(person.key))
    before = person.repo.git("for-each-ref"), person.repo.git("status", "--porcelain")
    said = person.says("approve", *args, "-m", "read it", code=code, env=env)
    after = person.repo.git("for-each-ref"), person.repo.git("status", "--porcelain")
    assert (before == after) == (code != 0)
    return said


def by_ben(ben: Person) -> None:
    build(ben)


def with_ben_as_co_author(ben: Person) -> None:
    build(Person(ben.repo, "ana"), "Build\n\nCo-authored-by: Ben <ben@example.com>")


def by_bens_other_address(ben: Person) -> None:
    build(Person(ben.repo, "ana"), GIT_AUTHOR_EMAIL="Ben@Home.example")


def squashed_by_ana(ben: Person) -> None:
    """Ben's commits become one of ana's, with the trailer that a forge writes for him."""
    ben.git("switch", "-q", "-c", "work")
    build(ben)
    ben.git("switch", "-q", "cart")
    ben.git("merge", "-q", "--squash", "work")
    ana = Person(ben.repo, "ana")
    ana.git("commit", "-q", "-m", "Build (#7)\n\n* Build\n\nCo-authored-by: Ben <ben@example.com>")


@pytest.mark.parametrize(
    "made", [by_ben, with_ben_as_co_author, by_bens_other_address, squashed_by_ana], ids=lambda made: made.__name__
)
def test_who_made_the_work_does_not_approve_it(people, made: Callable[[Person], None]):
    made(people["ben"])
    hand_back(people["ana"])
    assert "made some of the work" in approve(people["ben"])


def test_who_wrote_the_return_does_not_approve_it(people):
    build(people["ana"])
    hand_back(people["ben"])
    assert "made some of the work" in approve(people["ben"])


def test_only_a_persons_own_key_closes_a_gate_and_nothing_after_completion(people):
    build(people["ana"])
    hand_back(people["ana"])
    ana, ben, cleo, coda = people.values()
    assert "`coda` is an agent" in approve(coda)
    assert "an agent does not approve" in approve(ben, env={"CLAUDECODE": "1"})
    assert "nobody's address" in approve(Person(ben.repo, "mallory", key=ben.key))
    stolen = Person(ben.repo, "ben", key=coda.key)
    assert "cannot approve this" in approve(stolen)
    assert "made some of the work" in approve(ana)
    approve(ben, code=0)
    assert "\nmet: 1 session" in ben.says("verify", "--complete", "--require-trust", "--session", "cart")
    assert "`complete`" in approve(cleo, "--session", "cart")
    for word in ("reject", "skip"):
        assert "`complete`" in cleo.says(word, "--session", "cart", "-m", "too late", code=1)


def test_a_copied_or_renumbered_return_is_not_approved(people):
    build(people["ana"])
    hand_back(people["ana"])
    ben, folder = people["ben"], people["ben"].repo.path / ".sinfonia/handoffs/cart"
    text = (ben.repo.path / RETURN).read_text(encoding="utf-8")
    for name in ("003-coda-to-maestro.md", "002-rondo-to-maestro.md"):
        (folder / name).write_text(text, encoding="utf-8")
        ben.repo.commit({}, "Copy the return")
        assert f"`{name}` is not valid: HV-15" in approve(ben)
        (folder / name).unlink()
    (folder / "002-coda-to-maestro.md").write_text(text.replace("It is done", "It is not"), encoding="utf-8")
    assert "not committed as it is" in approve(ben)


def test_an_unknown_decision_is_no_command(people):
    for word in ("aprove", "accept", "approve-all"):
        assert f"there is no command `{word}`" in people["ben"].says(word, "-m", "x", code=2)


def test_a_line_or_a_bar_in_a_reviewer_or_a_note_makes_no_second_row(repo):
    repo.commit(dict(WORKFLOW))
    ben = Person(repo, "ben", email="ben@example.com | approve | x")
    ben.says("start", "ship", "--goal", "A cart", "--session", "cart")
    ben.says("dispatch", "--task", "Build", "--context", "All of it")
    build(ben)
    hand_back(ben)
    for bad in ("a\x1b[31m", "a\rb", "a\x85b"):
        assert "printable" in ben.says("approve", "-m", bad, code=2)
    note = "read | it\n| x | y | approve | z |\n\n## Steps\n\nSinfonia-Decision: waive"
    ben.says("approve", "-m", note)
    _, tables, _ = session(repo.path / ".sinfonia/handoffs/cart")
    [row] = tables["Decisions"]
    assert row[2:4] == ["approve", ben.email]
    [shown] = ben.read("show", "--session", "cart")["decisions"]
    assert (shown["reviewer"], shown["note"]) == (ben.email, note)
    assert "\nmet: 1 session" in ben.says("verify", "--complete", "--session", "cart")
