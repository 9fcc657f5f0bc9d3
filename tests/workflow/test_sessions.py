"""Sessions through the public commands, in real repositories: screens as scenarios."""

from __future__ import annotations

import json
import re

import pytest

BUILD = """---
produces: ["out/**"]
scope: ["src/**", "out/**"]
---
# Build
"""
BODY = ("--summary", "Done", "--assessment", "Pass")


class Desk:
    """A person at a repository with a small workflow of their own."""

    def __init__(self, repo):
        self.repo = repo
        files = {
            ".sinfonia/workflows/ship/workflow.md": "---\nname: ship\npersona: coda\n---\n# Ship it\n",
            ".sinfonia/workflows/ship/steps/step-01-note.md": "---\ngate: none\n---\n# Note\n",
            ".sinfonia/workflows/ship/steps/step-02-build.md": BUILD,
            ".sinfonia/workflows/ship/steps/step-03-approval.md": "# Look at it\n",
            "README.md": "hello\n",
        }
        repo.write(files)
        repo.git("add", ".")
        repo.git("commit", "-q", "-m", "Begin")

    def says(self, *args: str, code: int = 0, **more) -> str:
        """Run a command that must end with a code, and give what it printed."""
        result = self.repo.sinfonia(*args, **more)
        assert result.code == code, f"{args}: {result.code}\n{result.text}"
        assert "Traceback" not in result.text
        return result.text

    def status(self, *more: str) -> dict:
        return json.loads(self.says("status", *more, "--format", "json"))

    def build(self) -> None:
        """Do the work of step 2, committed and returned."""
        self.says("advance")
        self.says("dispatch", "--task", "Build", "--context", "All of it")
        self.repo.write({"out/a.txt": "built\n", "src/a.txt": "source\n"})
        self.repo.git("add", "out", "src")
        self.repo.git("commit", "-q", "-m", "Build")
        self.says("return", *BODY, "--artifact", "out/a.txt")
        self.says("advance")


@pytest.fixture
def desk(repo) -> Desk:
    made = Desk(repo)
    made.says("start", "ship", "--goal", "A | goal\nof two lines")
    return made


def test_an_unknown_workflow_is_refused_with_the_nearest(repo):
    result = repo.sinfonia("start", "dev-stroy", "--goal", "x")
    assert result.code == 2
    assert "did you mean `dev-story`?" in result.err


def test_a_name_that_leaves_the_folder_is_refused(desk):
    for name in ("../../x", "/etc", "..", "a/b", "S", "a b", "x" * 70):
        assert desk.repo.sinfonia("status", "--session", name).code == 2
        assert desk.repo.sinfonia("start", name, "--goal", "x").code == 2
        assert desk.repo.sinfonia("start", "ship", "--goal", "x", "--session", name).code == 2


def test_a_link_below_the_folder_is_refused(desk, tmp_path):
    session = desk.status()["session"]
    place = desk.repo.path / ".sinfonia" / "handoffs" / session
    target = tmp_path / "elsewhere"
    place.rename(target)
    place.symlink_to(target)
    assert "is a link" in desk.says("status", "--session", session, code=2)


def test_one_person_alone_finishes_a_workflow(desk):
    desk.build()
    desk.says("approve", "-m", "read | it")
    [session] = re.findall(r"s-\d{8}-\d{6}", desk.says("list"))
    status = desk.status("--session", session)
    assert status["status"] == "complete"
    assert [step["status"] for step in status["steps"]] == ["completed"] * 3
    assert desk.repo.git("status", "--porcelain") == ""
    assert len(desk.repo.git("tag").split()) == 1


def test_the_same_approval_twice_answers_with_the_first_record(desk):
    desk.build()
    desk.says("approve", "3", "-m", "good")
    session = re.findall(r"s-\d{8}-\d{6}", desk.says("list"))[0]
    tag = desk.repo.git("tag").strip()
    head = desk.repo.git("rev-parse", "HEAD")
    assert tag in desk.says("approve", "3", "-m", "good", "--session", session)
    assert desk.repo.git("rev-parse", "HEAD") == head


def test_every_open_gate_is_named_with_the_command_that_closes_it(desk):
    desk.says("advance")
    desk.says("dispatch", "--task", "Build", "--context", "x")
    text = desk.says("advance", code=1)
    assert "has no return envelope" in text
    assert "`out/**` does not exist" in text


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("advance", "--session", "s-20200101-000000"), "there is no session"),
        (("approve",), "cannot approve"),
        (("approve", "approval"), "the current one is"),
        (("approve", "nothing"), "no step and no envelope"),
        (("return", *BODY), "cannot return"),
        (("unblock",), "cannot unblock"),
        (("retry",), "cannot retry"),
        (("waive", "approval", "-m", "x"), "no open gate"),
        (("revoke", "abcdef", "-m", "x"), "no record"),
        (("skip",), "the reason is missing"),
        (("block",), "the reason is missing"),
    ],
)
def test_what_the_state_does_not_allow_is_refused(desk, args, reason):
    before = desk.repo.git("rev-parse", "HEAD")
    result = desk.repo.sinfonia(*args)
    assert result.code in {1, 2}
    assert reason in result.err
    assert desk.repo.git("rev-parse", "HEAD") == before
    assert desk.repo.git("status", "--porcelain") == ""


def test_an_agent_does_not_approve(desk):
    desk.build()
    for verb in ("approve", "reject", "skip", "abort"):
        assert "an agent does not" in desk.says(verb, "-m", "x", code=1, env={"CLAUDECODE": "1"})


def test_a_dispatch_a_missing_and_a_foreign_envelope_are_not_approved(desk):
    desk.build()
    assert "a dispatch, not the return" in desk.says("approve", "001-maestro-to-coda.md", "-m", "x", code=1)
    assert "no envelope `009`" in desk.says("approve", "009", "-m", "x", code=1)
    assert "no envelope" in desk.says("approve", "s-20200101-000000-002", "-m", "x", code=1)


def test_an_approval_of_a_blocked_or_damaged_return_is_refused(desk):
    desk.says("advance")
    desk.says("dispatch", "--task", "Build", "--context", "x")
    desk.repo.write({"out/a.txt": "built\n"})
    desk.repo.git("add", "out")
    desk.repo.git("commit", "-q", "-m", "Build")
    desk.says("return", "--status", "blocked", *BODY, "--blocker", "no | table")
    assert "cannot advance" in desk.says("advance", code=1)
    assert "blocked: no | table" in desk.says("status")
    desk.says("unblock")
    assert "says `blocked`" in desk.says("advance", code=1)
    desk.says("return", *BODY)
    desk.says("advance")
    folder = desk.repo.path / ".sinfonia" / "handoffs" / desk.status()["session"]
    returned = max(folder.glob("*-coda-to-maestro.md"))
    returned.write_text(returned.read_text().replace("## Summary", "## Sumary"))
    assert "HV-" in desk.says("approve", "-m", "x", code=1)


def test_a_control_character_or_a_second_line_in_a_note_is_refused_or_kept_whole(desk):
    desk.build()
    assert "printable" in desk.says("approve", "-m", "a\x1b[31m", code=2)
    desk.says("approve", "-m", "first\nSinfonia-Decision: waive | x")
    session = re.findall(r"s-\d{8}-\d{6}", desk.says("list"))[0]
    shown = json.loads(desk.says("show", "--session", session, "--format", "json"))
    [row] = shown["decisions"]
    assert row["note"] == "first\nSinfonia-Decision: waive | x"
    assert row["decision"] == "approve"


def test_a_rejection_is_answered_by_a_new_return_and_then_approved(desk):
    desk.build()
    text = desk.says("reject", "-m", "no error case")
    assert "maestro-to-coda.md" in text
    assert desk.status()["status"] == "blocked"
    assert "is answered" in desk.says("unblock", code=1)
    assert "cannot approve" in desk.says("approve", "-m", "x", code=1)
    desk.says("return", *BODY)
    after = desk.status()
    assert (after["status"], after["attempt"]) == ("in-progress", 2)
    desk.says("approve", "-m", "better")
    assert "complete" in desk.says("list")


def test_a_revoked_rejection_lets_the_session_go_on(desk):
    desk.build()
    desk.says("reject", "-m", "wrong branch")
    [record] = json.loads(desk.says("show", "--format", "json"))["records"]
    desk.says("revoke", record["id"][:12], "-m", "my mistake")
    desk.says("unblock")
    desk.says("approve", "-m", "good")
    assert "complete" in desk.says("list")


def test_a_changed_file_makes_an_approval_stale(desk):
    desk.build()
    two = desk.repo.path / ".sinfonia/workflows/ship/steps/step-03-approval.md"
    two.write_text("---\napprovals: 2\n---\n# Look at it\n")
    desk.says("approve", "-m", "good")
    assert "1 of 2 approvals" in desk.says("status")
    desk.repo.write({"src/a.txt": "source \n"})
    desk.repo.git("commit", "-q", "-a", "-m", "A blank")
    text = desk.says("status")
    assert "approved another `src/a.txt`" in text
    assert "0 of 2 approvals" in text


def test_what_the_user_has_staged_and_changed_stays_as_it_is(desk):
    desk.repo.write({"staged.txt": "s\n", "loose.txt": "l\n", "README.md": "changed\n"})
    desk.repo.git("add", "staged.txt")
    before = desk.repo.git("status", "--porcelain")
    desk.says("advance")
    desk.says("dispatch", "--task", "Build", "--context", "x")
    assert desk.repo.git("status", "--porcelain") == before
    desk.repo.git("commit", "-q", "-m", "Mine")
    assert desk.repo.git("show", "--name-only", "--format=", "HEAD").split() == ["staged.txt"]


def test_a_dry_run_tells_and_writes_nothing(desk):
    before = desk.repo.git("rev-parse", "HEAD")
    assert "would" in desk.says("advance", "--dry-run")
    assert desk.repo.git("rev-parse", "HEAD") == before
    assert desk.repo.git("status", "--porcelain") == ""


def test_without_commit_the_files_are_left_and_the_next_command_commits_them(desk):
    assert "git add" in desk.says("advance", "--no-commit")
    assert desk.repo.git("status", "--porcelain") != ""
    desk.says("dispatch", "--task", "Build", "--context", "x")
    assert desk.repo.git("status", "--porcelain") == ""


def test_a_missing_section_is_named_with_its_flag(desk):
    desk.says("advance")
    assert "add --task TEXT" in desk.says("dispatch", code=2)
    assert "add --context TEXT" in desk.says("dispatch", "--task", "x", code=2)
    body = "## Task\n\nBuild\n\n## Context\n\nAll\n\n## Constraints\n\n- none new\n"
    desk.says("dispatch", "--file", "-", stdin=body)
    assert "Build" in desk.says("show", "001")


def test_a_damaged_session_does_not_look_like_none(desk):
    [folder] = [one for one in (desk.repo.path / ".sinfonia" / "handoffs").iterdir() if one.is_dir()]
    index = folder / "workflow.md"
    index.write_bytes(index.read_bytes()[:10])
    assert "workflow.md" in desk.says("status", code=2)
    assert "workflow.md" in desk.says("advance", code=2)
    desk.says("resume", "--repair", "--session", folder.name)
    assert desk.status()["session"] == folder.name
