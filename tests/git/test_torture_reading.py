"""The torture repository: what we read is what git has, path by path and line by line."""

from __future__ import annotations

import pytest
import torture
import truth

from sinfonia.git.changes import net, staged, tracked, walk


def test_everything_staged_is_read_as_git_has_it(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    reading = staged(repo, objects)
    truth.check(tortured, "main", "new", reading.listing.changes, reading.texts())
    assert reading.unread == []


def test_without_text_the_listing_is_the_same(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    bare = staged(repo, objects, text=False)
    bare.close()
    assert truth.listed(bare.listing.changes) == truth.records(tortured, "main", "new")
    assert truth.listed(net(repo, objects, "main", "new")) == truth.records(tortured, "main", "new")


def test_every_tracked_file_is_read_as_if_it_were_new(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    reading = tracked(repo, objects)
    truth.check(tortured, truth.EMPTY_TREE, "new", reading.listing.changes, reading.texts())


def test_a_range_reads_each_commit_as_git_has_it(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    before = truth.EMPTY_TREE
    for reading in walk(repo, objects, "new"):
        truth.check(tortured, before, reading.commit.oid, reading.commit.changes, reading.texts)
        before = reading.commit.oid
    assert before == tortured.git("rev-parse", "new").decode().strip()


def test_texts_that_nobody_reads_do_not_disturb_the_next_commit(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    assert [len(reading.commit.parents) for reading in walk(repo, objects, "new")] == [0, 1]


def test_a_change_gives_its_bytes_on_both_sides(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    old, new = torture.old_and_new()
    reading = staged(repo, objects)
    reading.close()
    for change in reading.listing.changes:
        key = change.path.encode("utf-8", "surrogateescape")
        for tree, read, mode in ((old, change.old, change.old_mode), (new, change.new, change.new_mode)):
            expected = tree[key][1] if mode not in {0, torture.SUB} else b""
            assert read() == expected, change


@pytest.mark.parametrize("name", torture.NAMES, ids=ascii)
def test_a_name_git_would_quote_is_read_as_it_is(tortured, opened, name):
    repo, objects = opened(tortured.path, tortured.env)
    reading = staged(repo, objects, text=False)
    reading.close()
    assert truth.name(b"added/" + name) in {c.path for c in reading.listing.changes}


def test_a_sha256_repository_is_read_too(tmp_path, quiet_env, opened):
    made = torture.Planted(tmp_path / "repo", quiet_env)
    made.path.mkdir()
    made.git("init", "-q", "--object-format=sha256")
    (commit,) = made.plant(({b"a b/c": (torture.FILE, b"one\n"), b"sub": (torture.SUB, b"3" * 64)}, ()))
    made.git("read-tree", commit)
    repo, objects = opened(made.path, quiet_env)
    reading = staged(repo, objects)
    truth.check(made, repo.empty_tree(), commit, reading.listing.changes, reading.texts())
    assert len(reading.listing.changes) == 2


def test_a_setting_that_only_mentions_sha256_does_not_make_it_one(make_repo, opened):
    made = make_repo("repo")
    made.git("config", "extensions.compatObjectFormatNote", "sha256")
    made.git("config", "gpg.note", "objectFormat sha256")
    repo, _ = opened(made.path, made.env)
    assert repo.empty_tree() == truth.EMPTY_TREE


@pytest.mark.parametrize(
    "quoted", ["@@ -0,0 +1 @@\n+x\ndiff --git a/x b/x", "@@ -1 +1 @@\n-a\n+b", "index 0..1\n@@ -0,0 +1 @@\n+x\n\x01"]
)
def test_a_hunk_quoted_in_a_message_is_not_text_of_the_empty_file_before(repo, opened, quoted):
    repo.commit({"__init__.py": ""})
    repo.commit({"a": "secret\n"}, message=f"Subject\n\n{quoted}\n")
    made, objects = opened(repo.path, repo.env)
    assert [truth.added(r.texts) for r in walk(made, objects, "HEAD")] == [{}, {"a": {1: b"secret"}}]
