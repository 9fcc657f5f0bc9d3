"""The commit at HEAD, found without git where the branch's own file holds it."""

from __future__ import annotations

import pytest

from sinfonia.git.head import head_commit
from sinfonia.git.repo import discover


def commit(repo) -> None:
    repo.git("commit", "-q", "--allow-empty", "-m", "One")


def packed(repo) -> None:
    commit(repo)
    repo.git("pack-refs", "--all")


def packed_then_moved(repo) -> None:
    packed(repo)
    commit(repo)


def detached(repo) -> None:
    commit(repo)
    repo.git("checkout", "-q", "--detach")


def below_a_folder(repo) -> None:
    commit(repo)
    repo.git("checkout", "-q", "-b", "feature/one")
    commit(repo)


def through_another_name(repo) -> None:
    commit(repo)
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    repo.git("symbolic-ref", "HEAD", "refs/heads/alias")


@pytest.mark.parametrize("prepare", [commit, packed, packed_then_moved, detached, below_a_folder, through_another_name])
def test_the_commit_at_head_is_the_one_that_git_names(repo, prepare):
    prepare(repo)
    assert head_commit(discover(str(repo.path))) == repo.git("rev-parse", "HEAD").strip()


def test_there_is_none_before_the_first_commit(repo):
    assert not head_commit(discover(str(repo.path)))


def test_a_linked_worktree_has_its_own(repo):
    commit(repo)
    other = repo.path.parent / "other"
    repo.git("worktree", "add", "-q", "-b", "other", str(other))
    commit(repo)
    here, there = head_commit(discover(str(repo.path))), head_commit(discover(str(other)))
    assert here != there
    assert there == repo.git("rev-parse", "other").strip()
