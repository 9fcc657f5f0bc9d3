"""The scenario of the seeds: four workflows in a row through the public commands, with the native hooks installed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from foreign_reader import session
from scenario_people import CODE, FOLDER, SESSION, TEST, Person, make_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Repo

WORKFLOWS = ("create-prd", "create-spec", "dev-story", "code-review")
CONFIG = 'version: "0.1"\nproject_id: 7f3c9a10b2d4\napprovals: {mode: trusted}\n'


@dataclass
class Team:
    """Who works, who decides, and where the result is fetched from."""

    worker: Person
    reviewer: Person
    source: Path
    verify: tuple[str, ...] = ()

    def decides(self, *args: str, code: int = 0) -> str:
        """Let the reviewer type a command, with what the worker has pushed at hand."""
        if self.reviewer is self.worker:
            return self.worker.says(*args, code=code)
        self.worker.push()
        self.reviewer.pull()
        said = self.reviewer.says(*args, code=code)
        self.reviewer.push()
        self.worker.pull()
        return said


def alone(repo: Repo, _make: Callable[..., Repo], _folder: Path) -> Team:
    """Ana has nobody and no key: she approves her own work, on `main`, and the records say so."""
    ana = Person(repo, "ana")
    ana.says("install")
    ana.commit({"README.md": "# Shop\n"}, "Begin")
    return Team(ana, ana, repo.path)


def with_ben(repo: Repo, make: Callable[..., Repo], folder: Path) -> Team:
    """Ana works on a branch and ben decides, each with a key; the policy stands on the protected `main`."""
    origin = make("origin.git", "--bare").path
    ana = Person(repo, "ana", key=make_key(folder, "ana"))
    ana.git("remote", "add", "origin", str(origin))
    ana.says("trust", "init", "--role", "reviewer")
    ben_key = make_key(folder, "ben")
    ana.says("trust", "add", "ben", "--email", "ben@example.com", "--key", f"{ben_key}.pub",
             "--role", "reviewer", "--role", "waiver")  # fmt: skip
    ana.repo.write({"README.md": "# Shop\n", ".sinfonia/config.yaml": CONFIG})
    ana.git("add", ".")
    ana.git("commit", "-q", "-m", "Begin, and say who may approve")
    ana.git("push", "-q", "origin", "main")
    ana.git("fetch", "-q", "origin")
    ana.git("switch", "-q", "-c", "cart")
    ana.git("push", "-q", "-u", "origin", "cart")
    ana.git("clone", "-q", "--branch", "cart", str(origin), str(folder / "ben-clone"))
    ben = Person(replace(repo, path=folder / "ben-clone"), "ben", key=ben_key)
    for person in (ana, ben):
        person.says("install")
    return Team(ana, ben, origin, ("--require-trust",))


@pytest.mark.parametrize("setting", [alone, with_ben])
def test_four_workflows_go_from_an_idea_to_a_reviewed_change(setting, repo, make_repo, tmp_path):
    team = setting(repo, make_repo, tmp_path)
    requirements(team)
    specification(team)
    story(team)
    review(team)
    completed(team)
    read_by_strangers(team)
    fetched(team, tmp_path / "clone")


def requirements(team: Team) -> None:
    """From nothing to an approved PRD; a draft with an open question does not pass."""
    ana = team.worker
    ana.says("start", *WORKFLOWS, "--goal", "A cart | for the shop\n\n## Goal\n\nof two lines", "--session", SESSION)
    ana.write_up("context-notes.md")
    ana.write_up("prd-draft.md")
    ana.dispatch("The final document")
    path = ana.document("prd-draft.md", to="prd.md")
    ana.says("return", "--summary", "x", "--assessment", "x", "--artifact", path)
    refused = ana.says("advance", code=1)
    assert "a question is still open" in refused
    assert "no section `## Non-goals`" in refused
    assert refused.count(f"sinfonia validate {path}") == 1
    ana.hand_back(ana.document("prd.md"))
    team.decides("approve", "-m", "this is what we want")
    assert ana.stands() == ("in-progress", "create-spec/analyze-prd", 5)


def specification(team: Team) -> None:
    """A compaction in the middle, a rejection, its revision, a second return."""
    ana = team.worker
    ana.write_up("prd-analysis.md")
    block = ana.says("context")
    assert len(block.split()) <= 200
    resumed = ana.says("resume", "--from-text", "-", stdin=f"Summary of what was said before:\n\n{block}\nGo on.\n")
    assert "create-spec/draft-spec" in resumed
    ana.write_up("spec-draft.md")
    assert "5 of 17" not in ana.says("resume", "--from-text", "-", stdin=block, code=1)  # the block is old by now
    ana.write_up("spec.md")
    assert "next: sinfonia return --reply-to cart-" in team.decides("reject", "-m", "Say what a gift does")
    assert ana.stands() == ("blocked", "create-spec/approval", 8)
    refused = team.decides("approve", "-m", "all right then", code=1)
    assert "cannot approve" in refused
    assert "sinfonia return --reply-to cart-" in refused
    ana.says("return", "--summary", "A gift is taken", "--assessment", "Done", "--artifact",
             ana.document("spec-revised.md", to="spec.md"))  # fmt: skip
    assert ana.read("status")["attempt"] == 2
    team.decides("approve", "create-spec/approval", "-m", "now it does")


def story(team: Team) -> None:
    """A skip with its reason; code is refused before its tests and accepted after them, in a commit of its own."""
    ana = team.worker
    team.decides("skip", "-m", "the specification analyses it")
    printed = ana.says("dispatch", "--task", "Failing tests", "--context", "The goal", "--print")
    assert f"{FOLDER}/story-analysis.md" in printed
    assert "<session>" not in printed
    ana.repo.write({"src/cart.py": CODE})
    ana.git("add", "src")
    assert "ENF-001" in ana.repo.try_git("commit", "-m", "Code before its test", env=ana.env).text
    ana.git("rm", "-q", "--cached", "src/cart.py")
    ana.commit({"tests/test_cart.py": TEST}, "Test the cart")
    ana.hand_back("tests/test_cart.py")
    ana.dispatch("The code")
    ana.commit({"src/cart.py": CODE}, "Add the cart")
    ana.hand_back("src/cart.py")
    ana.write_up("verification.md")
    team.decides("approve", "-m", "ran it")


def review(team: Team) -> None:
    """The last step is rejected, coda answers, and the approval of the new return completes."""
    ana = team.worker
    ana.write_up("findings.md")
    ana.write_up("test-findings.md")
    ana.write_up("review-report.md")
    team.decides("reject", "-m", "look at the gift")
    revision = ana.read("show")["envelopes"][-1]["name"]
    assert revision.endswith("-maestro-to-coda.md")
    ana.says("return", "--summary", "Looked", "--assessment", "Done", "--artifact",
             ana.document("review-report-revised.md", to="review-report.md"))  # fmt: skip
    team.decides("approve", "-m", "good")
    assert "decided already" in team.decides("approve", "code-review/approval", "-m", "good", "--session", SESSION)


def completed(team: Team) -> None:
    """Nothing is left to do, and nothing is left behind."""
    assert team.worker.stands() == ("complete", "code-review/approval", 17)
    assert team.worker.git("status", "--porcelain") == ""
    assert "nothing is wrong" in team.worker.says("validate", "--all")
    assert "`complete`" in team.worker.says("dispatch", "--session", SESSION, "--task", "x", "--context", "x", code=1)


def read_by_strangers(team: Team) -> None:
    """The files say the same to a reader that shares no code with the package."""
    front, tables, envelopes = session(team.worker.repo.path / FOLDER)
    status, shown = team.worker.read("status", SESSION), team.worker.read("show", "--session", SESSION)
    assert (front["session_id"], front["workflow_id"]) == (SESSION, "+".join(WORKFLOWS))
    assert (front["workflow_status"], front["current_step"]) == ("complete", "code-review/approval")
    assert (int(front["current_step_index"]), int(front["total_steps"])) == (17, 17)
    assert int(front["revision"]) == status["revision"] == shown["revision"]
    assert [row[:3] for row in tables["Steps"]] == [
        [step["step"], step["persona"] or row[1], "completed"]
        for step, row in zip(status["steps"], tables["Steps"], strict=True)
    ]
    for title, key in (("Steps", "steps"), ("Artifacts", "artifacts"), ("Decisions", "decisions")):
        assert tables[title] == [list(row.values()) for row in shown[key]]
    assert [row[2] for row in tables["Decisions"]] == [
        "approve", "reject", "approve", "waive", "approve", "reject", "approve"
    ]  # fmt: skip
    assert [made["sequence"] for made in envelopes] == [str(n) for n in range(1, len(envelopes) + 1)]
    assert [made["handoff_id"] for made in envelopes] == [f"{SESSION}-{n:03d}" for n in range(1, len(envelopes) + 1)]
    known = {made["handoff_id"] for made in envelopes}
    assert {made["reply_to"] for made in envelopes if made.get("reply_to")} <= known
    assert {row[1] for row in tables["Decisions"]} <= known | {""}
    assert [row[0] for row in tables["Sessions"]] == [SESSION]


def fetched(team: Team, folder: Path) -> None:
    """A fresh clone finds every gate rightly closed, with nothing but what git brought."""
    ana = team.worker
    branch = ana.git("branch", "--show-current").strip()
    ana.git("clone", "-q", "--branch", branch, str(team.source), str(folder))
    clone = Person(replace(ana.repo, path=folder), "cleo")
    answer = clone.says("verify", "--complete", "--session", SESSION, *team.verify)
    assert "\nmet: 1 session" in answer
    assert ("untrusted-record" in answer) == (not team.verify)
    assert "nothing is wrong" in clone.says("validate", "--all")
