"""A tree that is read object by object has what `git ls-tree` lists."""

from __future__ import annotations

import os

import pytest

from sinfonia.errors import GitError
from sinfonia.git.trees import TREE, Trees


def listed(repo, *args):
    """Give what `git ls-tree -r` says: path, mode, id."""
    rows = repo.git("ls-tree", "-r", "-z", *args).split(b"\0")
    fields = ((row.partition(b"\t")[2], row.split(b"\t")[0].split(b" ")) for row in rows if row)
    return [(os.fsdecode(path), int(mode, 8), oid.decode()) for path, (mode, _, oid) in fields]


def test_every_file_of_a_hard_tree_is_found_in_gits_order(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    for commit in repo.git("rev-list", "--all").decode().split():
        trees = Trees(objects, commit)
        every = listed(repo, commit)
        assert list(trees.below("")) == every
        assert all(trees.find(path) == (mode, oid) for path, mode, oid in every)


def test_what_is_not_there_is_none_and_a_folder_is_a_folder(repo, opened):
    repo.commit({"a/b/c.txt": "x\n", "a.txt": "y\n", "a-b/d": "z\n"})
    found, objects = opened(repo.path, repo.env)
    trees = Trees(objects, "HEAD")
    assert [trees.find(path) for path in ("b", "a/c", "a.txt/x", "a/b/c.txt/d", "a//b", "/a.txt")] == [None] * 6
    assert trees.names("a.txt") is None
    assert trees.find("a/b")[0] == TREE
    assert list(trees.below("a")) == listed(found, "HEAD", "--", "a/")


def test_a_revision_that_is_not_here_is_told(repo, opened):
    repo.commit({"a.txt": "x\n"})
    _, objects = opened(repo.path, repo.env)
    with pytest.raises(GitError):
        Trees(objects, "1" * 40).find("a.txt")
    assert Trees(objects, "HEAD").find("a.txt")
