"""What an approval is refused for where the policy of the base says who may decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from scenario_people import BODY, Person, make_key

if TYPE_CHECKING:
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
    """Let everybody review, ben under two addresses, and coda as the agent that it is."""
    lines = []
    for name in NAMES:
        public = " ".join(keys[name].with_suffix(".pub").read_text().split()[:2])
        kind = "agent" if name == "coda" else "human"
        lines.append(f'  {name}: {{emails: [{name}@example.com, {name}@home.example], keys: ["{public}"], kind: {kind}}}')
    return "version: 1\npersons:\n" + "\n".join(lines) + f"\nroles: {{reviewer: {{members: [{', '.join(NAMES)}]}}}}\n"


@pytest.fixture
def people(repo: Repo, tmp_path: Path) -> dict[str, Person]:
    """A session that ana began on a branch; everybody sits at one clone, and signs with a key of their own."""
    keys = {name: make_key(tmp_path, name) for name in NAMES}
    repo.commit({"README.md": "# Shop\n", ".sinfonia/config.yaml": CONFIG, ".sinfonia/trust/policy.yaml": policy(keys)})
    repo.commit(WORKFLOW)
    repo.git("switch", "-q", "-c", "cart")
    team = {name: Person(repo, name) for name in NAMES}
    for name, person in team.items():
        person.key = keys[name]
    team["ana"].says("start", "ship", "--goal", "A cart", "--session", "cart")
    team["ana"].says("dispatch", "--task", "Build", "--context", "All of it")
    return team


def built(person: Person, message: str = "Build", **env: str) -> None:
    """Do the work in somebody's name, hand it back in ana's, and come to the approval."""
    person.repo.write({"src/cart.txt": "a cart\n"})
    person.repo.git("add", "src")
    person.repo.git("commit", "-q", "-m", message, env={**person.env, **env})
    ana = Person(person.repo, "ana")
    ana.says("return", *BODY, "--artifact", "src/cart.txt")
    ana.says("advance")


def approval(person: Person, *args: str, code: int = 1) -> str:
    """Let somebody approve with their own key."""
    person.git("config", "gpg.format", "ssh")
    person.git("config", "user.signingKey", str(person.key))
    return person.says("approve", *args, "-m", "read it", code=code)


def test_ones_own_work_is_refused_and_a_reviewers_approval_completes(people):
    built(people["ana"])
    print(approval(people["ana"]))
    print(approval(people["ben"], code=0))
    print(people["ben"].says("verify", "--complete", "--require-trust", "--session", "cart"))
    assert 0
@pytest.mark.parametrize("who", ["co", "second", "agent", "stranger", "unsigned"])
def test_x(people, who):
    ben = people["ben"]
    if who == "co":
        built(people["ana"], "Build\n\nCo-authored-by: Ben <ben@example.com>")
        print(approval(ben))
    if who == "second":
        built(people["ana"], GIT_AUTHOR_EMAIL="Ben@Home.example")
        print(approval(ben))
    if who == "agent":
        built(people["ana"])
        print(approval(people["coda"]))
    if who == "stranger":
        built(people["ana"])
        print(people["ana"].says("approve", "-m", "x", code=1, env={"GIT_COMMITTER_EMAIL": "no@example.com"}))
    if who == "unsigned":
        built(people["ana"])
        print(ben.says("approve", "-m", "x", code=2))
    assert 0
