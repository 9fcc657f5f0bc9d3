"""`{scope}` in `produces`: a change within the step's scope since the session began."""

from __future__ import annotations

import pytest

from sinfonia.git.repo import discover
from sinfonia.model.workflow import Gate, StepDefinition
from sinfonia.workflow import artifacts

FOLDER = ".sinfonia/handoffs/s"


@pytest.fixture
def produced(repo, monkeypatch):
    """Say what git knows of what a step with a scope produced since the first commit."""
    base = repo.commit({"src/app.py": "x = 1\n", "tests/test_old.py": "def test_x(): pass\n"})
    monkeypatch.chdir(repo.path)

    def ask(*scope: str):
        step = StepDefinition("s", "", "coda", Gate.RETURN, produces=(artifacts.SCOPE,), scope=scope)
        (found,) = artifacts.produced_by(discover(), (step,), FOLDER, base)
        return found.missing, found.loose, found.staged

    return ask


def test_a_test_that_was_there_before_is_none(produced):
    assert produced("{tests}") == (True, "", "")


def test_a_test_that_is_only_written_is_loose(repo, produced):
    repo.write({"tests/test_new.py": "def test_y(): assert 0\n"})
    assert produced("{tests}") == (False, "tests/test_new.py", "")


def test_a_staged_test_is_told_as_staged(repo, produced):
    repo.stage({"tests/test_new.py": "def test_y(): assert 0\n"})
    assert produced("{tests}") == (False, "", "tests/test_new.py")


def test_a_committed_test_is_enough_whatever_else_lies_about(repo, produced):
    repo.commit({"tests/test_new.py": "def test_y(): assert 0\n"})
    repo.write({"tests/test_idea.py": "x\n"})
    assert produced("{tests}") == (False, "", "")


def test_a_test_is_no_code_and_code_no_test(repo, produced):
    repo.commit({"src/app.py": "x = 2\n"})
    assert produced("{tests}") == (True, "", "")
    assert produced("**", "!{tests}") == (False, "", "")
    assert produced("docs/**") == (True, "", "")


def test_what_the_session_itself_writes_is_no_change(repo, produced):
    repo.commit({f"{FOLDER}/workflow.md": "x\n"})
    assert produced("**") == (True, "", "")


def test_the_blobs_of_an_approval_keep_to_the_scope(repo, monkeypatch):
    base = repo.commit({"src/app.py": "x = 1\n"})
    head = repo.commit({"src/app.py": "x = 2\n", "tests/test_a.py": "x\n", f"{FOLDER}/notes.md": "x\n"})
    monkeypatch.chdir(repo.path)
    steps = [
        StepDefinition("a", "", "coda", Gate.RETURN, produces=("{session}/notes.md", "{session}/gone.md")),
        StepDefinition("b", "", "coda", Gate.RETURN, produces=("{scope}",), scope=("**", "!{tests}")),
    ]
    found = artifacts.subjects(discover(), steps, FOLDER, head, base)
    assert set(found) == {"src/app.py", f"{FOLDER}/notes.md", f"{FOLDER}/gone.md"}
    assert found[f"{FOLDER}/gone.md"] == ""
    both = artifacts.subjects(
        discover(), [*steps, StepDefinition("c", "", "coda", Gate.RETURN, scope=("{tests}",))], FOLDER, head, base
    )
    assert set(both) - set(found) == {"tests/test_a.py"}
