"""Where one commit of a walk ends and the next begins."""

from __future__ import annotations

import pytest

from sinfonia.git.changes import walk
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover

EMPTY_LAST = {"a.txt": "one\n", "z.txt": ""}


def texts(repo):
    found = discover(str(repo.path), repo.env)
    return [[(text.path, text.data) for text in reading.texts] for reading in walk(found, ObjectReader(found), "HEAD")]


def test_an_empty_file_at_the_end_of_a_commit_takes_no_text_of_the_next(repo):
    repo.commit(EMPTY_LAST)
    repo.commit({"b.txt": "two\n", "c.txt": "three\n"})
    assert texts(repo) == [[("a.txt", b"one\n")], [("b.txt", b"two\n"), ("c.txt", b"three\n")]]


@pytest.mark.parametrize("second", [{"b.txt": "two\n"}, {"a.txt": "one\ntwo\n"}, {}])
def test_a_mode_alone_at_the_end_of_a_commit_takes_no_text_of_the_next(repo, second):
    repo.commit({"a.txt": "one\n", "z.txt": "last\n"})
    repo.git("update-index", "--chmod=+x", "z.txt")
    repo.git("commit", "-qm", "mode")
    repo.git("update-index", "--chmod=-x", "z.txt")
    repo.write(second)
    repo.git("add", *second) if second else None
    repo.git("commit", "-qm", "more")
    assert texts(repo)[1] == []
    assert texts(repo)[2] == ([(next(iter(second)), b"two\n")] if second else [])
