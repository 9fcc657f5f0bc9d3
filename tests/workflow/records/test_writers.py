"""Who wrote the return: told from the history that was read, as git tells it when asked."""

from __future__ import annotations

import pytest

from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.workflow.records import contributors
from sinfonia.workflow.records.contributors import FORGES

PATH = ".sinfonia/handoffs/login/002-coda-to-maestro.md"


def by(name):
    return {"GIT_AUTHOR_EMAIL": f"{name}@example.com", "GIT_COMMITTER_EMAIL": f"{name}-c@example.com"}


def commit(repo, name, files):
    repo.stage(files)
    repo.git("commit", "-q", "-m", f"By {name}", env=by(name))


@pytest.fixture
def session(repo):
    """The base, then a return that is written and mended, then other state."""
    commit(repo, "ana", {"README.md": "x\n"})
    commit(repo, "ben", {PATH: "one\n"})
    commit(repo, "coda", {PATH: "two\n"})
    commit(repo, "dan", {".sinfonia/handoffs/login/workflow.md": "state\n"})
    return repo


def told(repo, base):
    """Give the writer as it is found in `base..HEAD`, and as git gives it."""
    found = discover(str(repo.path), repo.env)
    head = found.resolve("HEAD")
    objects = ObjectReader(found)
    try:
        made = contributors.history(found, objects, found.resolve(base) if base else "", (head,))
    finally:
        objects.close()
    last = contributors._last_writer(made, head, PATH)
    asked = contributors._writer(found, head, PATH, FORGES)
    return last and {last.author, last.committer}, asked


def test_one_who_wrote_before_the_base_is_asked_of_git(session):
    assert told(session, "HEAD~1") == (None, {"coda@example.com", "coda-c@example.com"})


def test_behind_a_merge_git_is_asked(session):
    session.git("checkout", "-q", "-b", "side", "HEAD~1")
    commit(session, "eve", {"side.txt": "x\n"})
    session.git("checkout", "-q", "main")
    session.git("merge", "-q", "--no-ff", "-m", "Merge", "side", env=by("fay"))
    assert told(session, "")[0] is None


@pytest.mark.parametrize("base", ["HEAD~3", "HEAD~2", ""])
def test_the_last_writer_in_the_range_is_the_one_that_git_names(session, base):
    last, asked = told(session, base)
    assert last == asked == {"coda@example.com", "coda-c@example.com"}


def test_whoever_takes_a_return_away_has_touched_it(session):
    commit(session, "gus", {PATH: None})
    last, asked = told(session, "HEAD~3")
    assert last == asked == {"gus@example.com", "gus-c@example.com"}
