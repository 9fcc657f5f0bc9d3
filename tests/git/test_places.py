"""Wherever git starts a hook, and whatever it sets for it, the reading is of what will be committed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sinfonia.git.changes import staged, walk
from sinfonia.git.repo import discover

PROBE = Path(__file__).with_name("probe.py")
TOP = PROBE.parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the hooks are shell scripts")


class Hooked:
    """A repository whose hook writes down what we read there."""

    def __init__(self, made, tmp_path: Path, *hooks: str, before: str = "") -> None:
        self.made = made
        self.out = tmp_path / "probe.jsonl"
        self.env = {"PROBE_OUT": str(self.out), "PROBE_PATH": str(TOP)}
        folder = Path(made.git("rev-parse", "--path-format=absolute", "--git-path", "hooks").strip())
        folder.mkdir(exist_ok=True)
        for hook in hooks or ("pre-commit",):
            (folder / hook).write_text(f"#!/bin/sh\n{before}\nexec '{sys.executable}' -I '{PROBE}'\n")
            (folder / hook).chmod(0o755)

    def git(self, *args: str, cwd: Path | None = None, **more: str) -> dict:
        """Run git and give the last answer of the hook."""
        self.out.unlink(missing_ok=True)
        result = self.made.run("git", *args, env={**self.env, **more}, cwd=cwd)
        assert result.code == 0, result.text
        return json.loads(self.out.read_text().splitlines()[-1])


def added(answer: dict) -> dict[str, str]:
    return {path: text for path, (_, text, _) in answer["rows"].items()}


@pytest.fixture
def hooked(repo, tmp_path):
    repo.commit({"a": "1\n", "b": "1\n", "sub/c": "1\n"})
    return Hooked(repo, tmp_path)


def test_the_first_commit_is_read_against_nothing(repo, tmp_path):
    repo.stage({"a": "1\n"})
    answer = Hooked(repo, tmp_path).git("commit", "-qm", "x")
    assert added(answer) == {"a": "1\n"}
    assert answer["root"] == str(repo.path)
    assert answer["editor"] == ":"  # git says so when no editor was open


def test_commit_of_one_file_reads_that_file_only(hooked):
    hooked.made.stage({"a": "1\nstaged\n"})
    hooked.made.write({"b": "1\nnamed\n"})
    assert added(hooked.git("commit", "-qm", "x", "b")) == {"b": "named\n"}
    assert added(hooked.git("commit", "-qm", "x")) == {"a": "staged\n"}


def test_commit_all_reads_what_was_not_staged(hooked):
    hooked.made.write({"a": "1\n2\n", "b": None, "new": "no\n"})
    assert added(hooked.git("commit", "-qam", "x")) == {"a": "2\n", "b": ""}


def test_commit_include_reads_both(hooked):
    hooked.made.stage({"a": "1\n2\n"})
    hooked.made.write({"b": "1\n3\n"})
    assert added(hooked.git("commit", "-qm", "x", "-i", "b")) == {"a": "2\n", "b": "3\n"}


def test_an_amended_commit_is_read_against_head(hooked):
    hooked.git("commit", "-qm", "x", "--allow-empty")
    hooked.made.stage({"a": "1\n2\n"})
    assert added(hooked.git("commit", "-q", "--amend", "-m", "y")) == {"a": "2\n"}


def test_from_a_folder_below_names_start_at_the_top(hooked):
    hooked.made.write({"sub/c": "1\n2\n"})
    assert added(hooked.git("commit", "-qm", "x", "c", cwd=hooked.made.path / "sub")) == {"sub/c": "2\n"}


def test_with_a_detached_head_nothing_differs(hooked):
    hooked.made.git("checkout", "-q", "--detach")
    hooked.made.stage({"a": "1\n2\n"})
    assert added(hooked.git("commit", "-qm", "x")) == {"a": "2\n"}


def test_on_an_orphan_branch_everything_is_new(hooked):
    hooked.made.git("checkout", "-q", "--orphan", "other")
    assert added(hooked.git("commit", "-qm", "x")) == {"a": "1\n", "b": "1\n", "sub/c": "1\n"}


def test_a_hook_that_went_to_a_folder_below_reads_the_same(repo, tmp_path):
    repo.commit({"a": "1\n", "sub/c": "1\n"})
    hooked = Hooked(repo, tmp_path, before="cd sub")
    repo.write({"a": "1\n2\n"})
    answer = hooked.git("commit", "-qm", "x", "a")
    assert (added(answer), answer["root"]) == ({"a": "2\n"}, str(repo.path))


@pytest.mark.parametrize("before", ["", "cd sub"])
def test_a_linked_worktree_has_an_index_of_its_own(repo, tmp_path, before):
    repo.commit({"a": "1\n", "sub/c": "1\n"})
    hooked = Hooked(repo, tmp_path, before=before)
    other = tmp_path / "other tree"
    repo.git("worktree", "add", "-q", "-b", "other", str(other))
    repo.stage({"a": "not this\n"})
    (other / "sub" / "c").write_text("1\n2\n")
    answer = hooked.git("commit", "-qam", "x", cwd=other)
    assert added(answer) == {"sub/c": "2\n"}
    assert (answer["root"], answer["common"]) == (str(other), str(repo.path / ".git"))
    assert Path(answer["git_dir"]).parent.name == "worktrees"


@pytest.mark.parametrize("before", ["", "cd deep"])
def test_a_submodule_is_a_repository_of_its_own(make_repo, tmp_path, before):
    inner = make_repo("inner")
    inner.commit({"a": "1\n", "deep/d": "1\n"})
    outer = make_repo("outer")
    outer.git("submodule", "add", "-q", str(inner.path), "part")
    outer.commit({"top": "1\n"})
    part = type(outer)(outer.path / "part", outer.env)
    hooked = Hooked(part, tmp_path, before=before)
    part.write({"a": "1\n2\n"})
    answer = hooked.git("commit", "-qam", "x")
    assert (added(answer), answer["root"]) == ({"a": "2\n"}, str(part.path))
    hooked = Hooked(outer, tmp_path)
    answer = hooked.git("commit", "-qam", "bump")
    assert answer["rows"]["part"][0] == "M"
    assert added(answer)["part"].startswith("Subproject commit ")
    assert answer["rows"]["part"][2] == ""


def test_a_separate_git_directory_is_found(make_repo, tmp_path):
    made = make_repo("repo", "--separate-git-dir", str(tmp_path / "store git "))
    made.commit({"a": "1\n"})
    made.write({"a": "1\n2\n"})
    answer = Hooked(made, tmp_path).git("commit", "-qam", "x")
    assert added(answer) == {"a": "2\n"}
    assert answer["git_dir"] == str(tmp_path / "store git ")


def test_git_dir_and_work_tree_from_outside_are_heeded(hooked, tmp_path):
    made = hooked.made
    made.write({"a": "1\n2\n"})
    places = {"GIT_DIR": "repo/.git", "GIT_WORK_TREE": "repo"}
    answer = hooked.git("commit", "-qam", "x", cwd=made.path.parent, **places)
    assert (added(answer), answer["root"]) == ({"a": "2\n"}, str(made.path))


def test_places_that_are_relative_are_understood_as_git_does(repo):
    repo.commit({"a": "1\n", "sub/c": "1\n"})
    repo.git(
        "update-index",
        "--add",
        "--cacheinfo",
        f"100644,{repo.git('hash-object', '-w', 'a').strip()},new",
        env={"GIT_INDEX_FILE": ".git/other"},
    )
    for here, places in (
        (repo.path, {"GIT_DIR": ".git"}),
        (repo.path / "sub", {}),
        (repo.path / "sub", {"GIT_DIR": "../.git", "GIT_WORK_TREE": ".."}),
    ):
        env = {**repo.env, **places, "GIT_INDEX_FILE": ".git/other"}
        opened = discover(str(here), env)
        reading = staged(opened, None, text=False)
        reading.close()
        named = repo.run(
            "git", "diff", "--cached", "--name-only", "--no-relative", "--no-renames", "HEAD", env=env, cwd=here
        ).out.split()
        assert sorted(c.path for c in reading.listing.changes) == named == ["a", "new", "sub/c"]
        assert opened.root == str(repo.path)


def test_a_push_is_read_from_quarantine(make_repo, tmp_path):
    server = make_repo("server.git", "--bare")
    hook = server.path / "hooks" / "pre-receive"
    out = tmp_path / "seen"
    hook.write_text(
        f"#!/bin/sh\nread old new ref\nexec '{sys.executable}' -I -c \"\n"
        f"import sys; sys.path[:0] = [{str(TOP)!r}]\n"
        "from sinfonia.git.repo import discover; from sinfonia.git.objects import ObjectReader\n"
        "from sinfonia.git.changes import walk\n"
        "repo = discover(); objects = ObjectReader(repo)\n"
        "texts = (text for r in walk(repo, objects, sys.argv[1]) for text in r.texts)\n"
        "rows = [(text.path, text.data, text.change.new()) for text in texts]\n"
        f'open({str(out)!r}, \'w\').write(repr((rows, repo.root, repo.git_dir)))" "$new"\n'
    )
    hook.chmod(0o755)
    client = make_repo("client")
    client.commit({"a b": "1\n"})
    client.git("push", "-q", str(server.path), "HEAD:refs/heads/main")
    assert out.read_text() == repr(([("a b", b"1\n", b"1\n")], "", str(server.path)))


@pytest.mark.parametrize("config", [None, "true"])
def test_a_bare_repository_is_read_by_range(make_repo, opened, config):
    client, server = make_repo("client"), make_repo("server.git", "--bare")
    if config is None:
        server.git("config", "--unset", "core.bare")
    oid = client.commit({"a": "1\n"})
    client.git("push", "-q", str(server.path), "HEAD:refs/heads/main")
    for here, places in ((server.path, {}), (server.path / "objects", {}), (server.path, {"GIT_DIR": "."})):
        repo, objects = opened(here, {**server.env, **places})
        assert [r.commit.oid for r in walk(repo, objects, "main")] == [oid]
        assert (repo.root, repo.git_dir) == ("", str(server.path))


@pytest.mark.parametrize("options", [(), ("--sparse-index",)])
def test_a_sparse_checkout_is_read_whole(repo, opened, options):
    repo.commit({"in/a": "1\n", "out/b": "1\n", "out/deep/c": "1\n", "top": "1\n"})
    repo.commit({"out/b": "1\n2\n", "out/deep/c": "1\n3\n", "in/a": "1\n4\n"})
    repo.git("sparse-checkout", "set", "--cone", *options, "in")
    assert not (repo.path / "out").exists()
    repo.git("reset", "-q", "--soft", "HEAD~1")
    made, objects = opened(repo.path, repo.env)
    reading = staged(made, objects)
    assert {t.path: t.data for t in reading.texts()} == {"in/a": b"4\n", "out/b": b"2\n", "out/deep/c": b"3\n"}


def test_a_shallow_clone_reads_what_it_has(repo, make_repo, opened, tmp_path):
    for number in range(3):
        repo.commit({"a": f"{number}\n"})
    repo.git("clone", "-q", "--depth=2", f"file://{repo.path}", str(tmp_path / "clone"))
    made, objects = opened(tmp_path / "clone", repo.env)
    assert made.is_shallow()
    assert [[t.data for t in r.texts] for r in walk(made, objects, "HEAD", "^HEAD~1")] == [[b"2\n"]]


def test_an_empty_git_folder_is_no_repository(repo, opened):
    (repo.path / "sub" / ".git").mkdir(parents=True)
    made, _ = opened(repo.path / "sub", repo.env)
    assert made.root == str(repo.path)
