"""The history that people ask for is the same by the library and by git's plumbing."""

from __future__ import annotations

import pytest

from sinfonia.git import history
from sinfonia.git.repo import discover


def filled(repo):
    for n in range(3):
        repo.write({"here/a.txt": f"{n}\n", "there/b.txt": f"{n}\n"} if n != 1 else {"there/b.txt": "x\n"})
        repo.git("add", ".")
        repo.git("commit", "-q", "-m", f"Number {n}\n\nwith a body")


def test_only_commits_that_touch_the_folder_are_told_the_oldest_first(repo):
    filled(repo)
    found = history.commits_of(discover(str(repo.path)), "here")
    assert [one.subject for one in found] == ["Number 0", "Number 2"]
    assert found[0].author == "Ana <ana@example.com>"


def test_the_plumbing_says_the_same(repo):
    filled(repo)
    here = discover(str(repo.path))
    assert tuple(history._by_library(here, "here")) == tuple(history._by_plumbing(here, "here"))


def test_a_repository_that_the_library_cannot_open_is_read_all_the_same(make_repo, tmp_path):
    repo = make_repo("plain")
    repo.run("git", "init", "-q", "--object-format=sha256", str(tmp_path / "new"))
    repo.path = tmp_path / "new"
    filled(repo)
    found = history.commits_of(discover(str(repo.path)), "here")
    assert [len(one.oid) for one in found] == [64, 64]


def test_without_a_commit_there_is_nothing_to_tell(repo):
    assert history.commits_of(discover(str(repo.path)), "here") == ()


@pytest.mark.parametrize("flags", [("--commits",), ()])
def test_the_log_shows_commits_when_asked(repo, flags):
    repo.write({"README.md": "x\n"})
    repo.git("add", ".")
    repo.git("commit", "-q", "-m", "Begin")
    assert repo.sinfonia("start", "dev-story", "--goal", "x").code == 0
    assert ("start dev-story" in repo.sinfonia("log", *flags).out) == bool(flags)
