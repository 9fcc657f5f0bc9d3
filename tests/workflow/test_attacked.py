"""What somebody hands to the commands of a session to make them fall over."""

from __future__ import annotations

import os

import pytest

NOT_TEXT = os.fsdecode(b"a\xff")


@pytest.fixture
def session(repo) -> str:
    """A session of a built-in workflow."""
    repo.commit({"README.md": "hello\n"})
    started = repo.sinfonia("start", "dev-story", "--goal", "x", "--session", "one")
    assert started.code == 0, started.text
    return "one"


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode on Windows")
@pytest.mark.parametrize("args", [("start", "dev-story", "--goal"), ("block", "-m"), ("fail", "-m")])
def test_a_text_that_is_not_utf8_is_refused_and_nothing_is_written(repo, session, args):
    head = repo.git("rev-parse", "HEAD")
    result = repo.sinfonia(*args, NOT_TEXT)
    assert result.code == 2
    assert result.err.startswith("error: a text that was given is not UTF-8\n")
    assert repo.git("rev-parse", "HEAD") == head
    assert repo.git("status", "--porcelain") == ""
    assert repo.sinfonia(*args, "aé").code == 0


def test_a_folder_in_a_files_place_is_named(repo, session):
    place = f".sinfonia/handoffs/{session}/approvals/{'a' * 40}.tag"
    (repo.path / place).mkdir(parents=True)
    result = repo.sinfonia("status")
    assert result.code == 2
    assert f"{place}` is no plain file" in result.err
    (repo.path / place).rmdir()
    assert repo.sinfonia("status").code == 0


@pytest.mark.parametrize(("text", "code"), [("# Do not look\r\n", 1), ("# Look at it\r\n", 0)])
def test_an_approval_counts_over_the_committed_definition_whatever_its_line_ends(repo, text, code):
    folder = ".sinfonia/workflows/ship/"
    repo.commit({
        folder + "workflow.md": "---\nname: ship\npersona: coda\n---\n# Ship it\n",
        folder + "steps/step-01-build.md": "# Build\n",
        folder + "steps/step-02-approval.md": "# Look at it\n",
    })  # fmt: skip
    repo.git("config", "core.autocrlf", "true")
    repo.git("rm", "-rq", "--cached", ".")
    repo.git("reset", "-q", "--hard")
    assert b"\r\n" in (repo.path / folder / "workflow.md").read_bytes()
    repo.write({folder + "steps/step-02-approval.md": text})
    for args in (
        ("start", "ship", "--goal", "x", "--session", "one"),
        ("dispatch", "--task", "Build", "--context", "All"),
        ("return", "--summary", "Done", "--assessment", "Pass"),
        ("advance",),
        ("approve", "-m", "read it"),
    ):
        done = repo.sinfonia(*args)
        assert done.code == 0, f"{args}: {done.text}"
    result = repo.sinfonia("verify", "--complete")
    assert result.code == code, result.text
    assert ("definition-changed" in result.text) == bool(code)
