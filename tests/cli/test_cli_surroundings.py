"""What surrounds a session and keeps a command from working: each is named, with what to type."""

from __future__ import annotations

import os

import pytest
from ship import FOLDER, answers, begin, build, refuses

from sinfonia.workflow import commit


def test_a_shallow_clone_names_the_fetch_that_brings_the_history(cli, repo, tmp_path, monkeypatch):
    build(repo, cli)
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.path}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    for verb in ("approve", "reject"):
        wrong, hint = refuses(cli, verb, "-m", "x")
        assert wrong.startswith("this clone is shallow: the history since `")
        assert hint == "git fetch --unshallow origin"
    assert os.system(hint + " -q") == 0
    answers(cli, "approve", "-m", "x")


def test_a_shallow_clone_of_enough_history_is_no_obstacle(cli, repo, tmp_path, monkeypatch):
    build(repo, cli)
    repo.git("commit", "-q", "--allow-empty", "-m", "Later")
    repo.git("clone", "-q", "--depth", "8", f"file://{repo.path}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    answers(cli, "approve", "-m", "x")


def test_a_commit_that_is_nowhere_is_named_with_the_fetch_of_it(cli, repo):
    begin(repo, cli)
    index = repo.path / FOLDER / "workflow.md"
    base = repo.git("rev-parse", "HEAD~1").strip()
    index.write_text(index.read_text().replace(base, "1" * 40))
    repo.commit({}, "Damage")
    wrong, hint = refuses(cli, "skip", "-m", "x")
    assert wrong == "the commit `111111111111` is not here, and work is counted from it"
    assert hint.startswith(f"git fetch origin {'1' * 40}")


@pytest.mark.parametrize("lock", ["refs/heads/main.lock", "HEAD.lock", "index.lock"])
def test_a_lock_that_a_killed_git_left_is_named_with_its_path(cli, repo, monkeypatch, lock):
    monkeypatch.setattr(commit, "PATIENCE", 0.1)
    build(repo, cli)
    left = repo.path / ".git" / lock
    left.write_text("")
    wrong, hint = refuses(cli, "approve", "-m", "x")
    assert wrong == f"another git holds `{left}`"
    assert f"rm {left}" in hint
    left.unlink()
    assert repo.git("status", "--porcelain") == ""
    answers(cli, "approve", "-m", "x")


def test_a_lock_on_a_record_is_told_where_nothing_is_committed_too(cli, repo, monkeypatch):
    monkeypatch.setattr(commit, "_lock_in", lambda _: "the.lock")
    monkeypatch.setattr(commit, "PATIENCE", 0.0)
    build(repo, cli)
    repo.git("tag", "sinfonia/cart")
    assert refuses(cli, "approve", "-m", "x", "--no-commit")[0] == "another git holds `the.lock`"


@pytest.mark.parametrize("name", ["GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"])
@pytest.mark.parametrize("typed", [("approve", "-m", "x"), ("block", "-m", "x")])
def test_a_date_that_git_does_not_take_is_named_with_its_variable(cli, repo, name, typed):
    build(repo, cli)
    wrong, hint = refuses(cli, *typed, env={name: "nonsense"})
    assert wrong == f"{name} is `nonsense`, which is no date to git"
    assert hint == f"unset {name}"
    answers(cli, *typed)


@pytest.mark.parametrize("place", ["/nowhere", "nowhere", "README.md"])
@pytest.mark.parametrize("typed", [("status",), ("approve", "-m", "x"), ("verify",), ("check",)])
def test_a_git_dir_that_leads_nowhere_is_named(cli, repo, place, typed):
    begin(repo, cli)
    wrong, hint = refuses(cli, *typed, env={"GIT_DIR": place})
    assert wrong.startswith("GIT_DIR is `")
    assert wrong.endswith("`, and no repository is there")
    assert hint == "unset GIT_DIR (and GIT_WORK_TREE)"


@pytest.mark.parametrize("more", [{}, {"GIT_DIR": ".git"}])
def test_a_work_tree_that_is_nowhere_is_named(cli, repo, more):
    begin(repo, cli)
    wrong, hint = refuses(cli, "status", env={"GIT_WORK_TREE": "nowhere", **more})
    assert (wrong, hint) == ("GIT_WORK_TREE is `nowhere`, and no folder is there", "unset GIT_WORK_TREE")


@pytest.mark.parametrize(
    "more",
    [
        {"GIT_DIR": "../.git", "GIT_WORK_TREE": ".."},
        {"GIT_WORK_TREE": ".."},
        {"GIT_DIR": "file", "GIT_WORK_TREE": ".."},
    ],
)
def test_variables_that_name_the_repository_are_followed(cli, repo, monkeypatch, more):
    begin(repo, cli)
    repo.write({"below/file": "gitdir: ../.git\n"})
    monkeypatch.chdir(repo.path / "below")
    assert cli("status", env=more).out.startswith("ship  cart  created")


@pytest.mark.parametrize("name", ["sinfonia", "sinfonia/cart", "sinfonia/cart/03-approval/approve"])
def test_a_tag_in_the_way_of_records_is_named(cli, repo, name):
    build(repo, cli)
    repo.git("tag", name)
    wrong, hint = refuses(cli, "approve", "-m", "x")
    assert wrong == f"the tag `{name}` is in the way: records are tags below that name"
    assert f"git tag OTHER-NAME {name} && git tag -d {name}" in hint
    assert repo.git("status", "--porcelain") == ""
    repo.git("tag", "-d", name)
    answers(cli, "approve", "-m", "x")


@pytest.mark.parametrize("name", ["notes.txt", "my notes.txt", ".DS_Store", f"{'a' * 40}.txt", "folder/a"])
def test_a_stray_file_among_the_records_is_to_be_taken_away(cli, repo, name):
    build(repo, cli)
    stray = f"{FOLDER}/approvals/{name.split('/')[0]}"
    repo.write({f"{FOLDER}/approvals/{name}": "hello\n"})
    wrong, hint = refuses(cli, "status")
    assert wrong == f"`{stray}` is no record, and only records are kept there"
    assert hint in {f"take it away: mv {stray} SOMEWHERE-ELSE", f"take it away: mv '{stray}' SOMEWHERE-ELSE"}


def test_a_record_that_was_changed_is_to_be_restored(cli, repo):
    build(repo, cli)
    answers(cli, "waive", "approval", "-m", "alone")
    [record] = (repo.path / FOLDER / "approvals").iterdir()
    record.write_bytes(record.read_bytes() + b"more\n")
    wrong, hint = refuses(cli, "status")
    assert "its bytes are not those of its id" in wrong
    assert hint == f"git checkout HEAD -- {FOLDER}/approvals/{record.name}"


@pytest.mark.parametrize("typed", [("verify",), ("approve", "--path", "a.txt", "-m", "x")])
def test_a_repository_without_a_commit_is_told_to_make_one(cli, repo, typed):
    repo.write({"a.txt": "a\n"})
    assert refuses(cli, *typed) == ("there is no commit yet", "make the first one: git commit")
