"""What git cannot show is named, and everything else is read all the same."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
import torture
import truth

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git import objects as objects_module
from sinfonia.git.changes import net, staged, tracked, walk

posix = pytest.mark.skipif(sys.platform == "win32", reason="the wrapper is a shell script")

# git as it behaves with a file near 1 GB under `-a`: header, end of output, "fatal", code 128; unless left out.
WRAPPER = """\
#!{python}
import os, subprocess, sys
args = sys.argv[1:]
done = subprocess.run([{git!r}, *args], stdout=subprocess.PIPE)
out = done.stdout
if "diff-index" in args and "-a" in args:
    for name in {big!r}:
        if not any("exclude" in a and a.endswith(name) for a in args):
            at = out.find(b"diff --git a/" + name.encode() + b" ")
            if at >= 0:
                end = out.find(b"--- ", at) if {header!r} else at
                os.write(1, out[:end])
                os.write(2, b"fatal: unable to generate diff for " + name.encode() + b"\\n")
                sys.exit({code})
os.write(1, out) if len(out) < 60000 else sys.stdout.buffer.write(out)
sys.exit(done.returncode)
"""


@pytest.fixture
def giants(tmp_path, repo, monkeypatch, opened):
    """A repository in which git gives up on the named files."""

    def make(*big: str, header: bool = True, code: int = 128):
        text = WRAPPER.format(python=sys.executable, git=shutil.which("git"), big=big, header=header, code=code)
        folder = tmp_path / "wrapper"
        folder.mkdir()
        (folder / "git").write_text(text)
        (folder / "git").chmod(0o755)
        repo.commit({"b": "1\n", "kept": "x\n", "mode.sh": "x\n", "z": "1\n"})
        (repo.path / "mode.sh").chmod(0o755)
        repo.stage({"a": "new\0\n", "b": "1\n2\n", "big one": "1\n", "empty": "", "n": "n\n", "z": "1\n\0z\n"})
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return opened(repo.path, repo.env)

    return make


ALL = {"a": {1: b"new\0"}, "b": {2: b"2"}, "big one": {1: b"1"}, "n": {1: b"n"}, "z": {2: b"\0z"}}


@posix
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("big", [("a",), ("big one",), ("n",), ("z",), ("a", "z"), ("b", "big one", "n"), tuple(ALL)])
def test_a_file_too_large_for_git_is_named_and_the_others_are_read(giants, big, header):
    repo, objects = giants(*big, header=header)
    reading = staged(repo, objects)
    assert truth.added(reading.texts()) == {path: lines for path, lines in ALL.items() if path not in big}
    assert [path for path, _ in reading.unread] == list(big)
    assert all("unable to generate diff" in reason for _, reason in reading.unread)
    assert len(reading.listing.changes) == 7


@posix
def test_git_killed_in_the_middle_is_an_error(giants):
    repo, objects = giants("n", code=1)
    with pytest.raises(GitError):
        list(staged(repo, objects).texts())


@posix
def test_when_nothing_is_too_large_nothing_is_unread(giants):
    repo, objects = giants()
    reading = staged(repo, objects)
    assert truth.added(reading.texts()) == ALL
    assert reading.unread == []


def damage(made, oid: str, how: str) -> None:
    path = made.path / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    if how == "gone":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if how == "cut" else b"")


@pytest.mark.parametrize("how", ["cut", "gone", "emptied"])
def test_a_damaged_blob_is_named_and_the_others_are_read(repo, opened, how):
    repo.commit({"kept": "x\n"})
    noise = "".join(f"{n * n}\n" for n in range(500))
    repo.stage({"a": "1\n", "hurt": noise, "z": "1\n"})
    damage(repo, repo.git("rev-parse", ":hurt").strip(), how)
    for name in ("a", "hurt", "z"):
        (repo.path / name).unlink()  # git would take the file of the work tree
    made, objects = opened(repo.path, repo.env)
    reading = staged(made, objects)
    assert set(truth.added(reading.texts())) == {"a", "z"}
    ((path, reason),) = reading.unread
    assert path == "hurt"
    assert reason.startswith("git cannot show its text (")
    hurt = next(c for c in reading.listing.changes if c.path == "hurt")
    with pytest.raises(NotJudgedError) as caught:
        hurt.new()
    assert caught.value.path == "hurt"
    assert objects.read(repo.git("rev-parse", ":a").strip()) == b"1\n"


def test_in_a_range_a_damaged_blob_is_one_error(repo, opened):
    repo.commit({"kept": "x\n"})
    repo.commit({"hurt": "".join(f"{n * n}\n" for n in range(500))})
    damage(repo, repo.git("rev-parse", "HEAD:hurt").strip(), "gone")
    made, objects = opened(repo.path, repo.env)
    with pytest.raises(GitError, match="unable to read"):
        [list(reading.texts) for reading in walk(made, objects, "HEAD")]


@pytest.mark.parametrize("what", ["tree", "commit"])
def test_a_damaged_tree_or_commit_is_one_error(repo, opened, what):
    repo.commit({"d/a": "x\n"})
    name = repo.git("rev-parse", "HEAD" if what == "commit" else "HEAD:d").strip()
    damage(repo, name, "cut")
    made, objects = opened(repo.path, repo.env)
    reads = [lambda: list(walk(made, objects, "HEAD")), lambda: net(made, objects, truth.EMPTY_TREE, "HEAD")]
    if what == "commit":  # the index knows a tree that has not changed, git does not open it
        reads.append(lambda: staged(made, objects))
    for read in reads:
        with pytest.raises(GitError) as caught:
            read()
        assert "\n" not in caught.value.message


@pytest.mark.parametrize("content", [b"", b"rubbish", b"DIRC\0\0\0\2\0\0\0\1cut"])
def test_a_damaged_index_is_one_error_with_a_way_out(repo, opened, content):
    repo.commit({"a": "x\n"})
    (repo.path / ".git" / "index").write_bytes(content)
    made, objects = opened(repo.path, repo.env)
    for read in (staged, tracked):
        with pytest.raises(GitError) as caught:
            read(made, objects)
        assert caught.value.hint
        assert "index" in caught.value.message


def test_a_blob_over_the_limit_is_not_judged(repo, opened, monkeypatch):
    monkeypatch.setattr(objects_module, "LARGEST", 5)
    repo.stage({"a": "123456", "b": "12345"})
    made, objects = opened(repo.path, repo.env)
    reading = staged(made, objects)
    assert len(list(reading.texts())) == 2
    large, small = reading.listing.changes
    with pytest.raises(NotJudgedError, match="more than can be judged"):
        large.new()
    assert small.new() == b"12345"


def test_large_blobs_are_not_kept(repo, opened):
    repo.stage({f"f{n}": str(n) * (2 << 20) for n in range(3)})
    made, objects = opened(repo.path, repo.env)
    reading = staged(made, objects, text=False)
    reading.close()
    assert [len(change.new()) for change in reading.listing.changes] == [2 << 20] * 3
    assert not objects._recent


def merged(repo, attribute: str) -> str:
    """Make a merge with own text in a file that git calls binary; gives its id."""
    body = "\n".join("abcdefgh")
    repo.commit({".gitattributes": attribute, "f.dat": body, "g": body + "\0\n", "run": "x\n", "link": "x\n"})
    repo.git("checkout", "-qb", "side")
    repo.commit({"f.dat": body.replace("a", "A"), "g": body.replace("a", "A") + "\0\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"f.dat": body.replace("h", "H"), "g": body.replace("h", "H") + "\0\n"})
    repo.try_git("merge", "-q", "--no-commit", "side")
    both = body.replace("a", "A").replace("h", "H").replace("d", "evil")
    repo.write({"f.dat": both, "g": both + "\0\n"})
    (repo.path / "run").chmod(0o755)
    (repo.path / "link").unlink()
    (repo.path / "link").symlink_to("x")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "evil")
    return repo.git("rev-parse", "HEAD").strip()


@posix
@pytest.mark.parametrize("attribute", ["*.dat -diff\n", "*.dat binary\n", "\n"])
def test_own_text_of_a_merge_is_seen_in_what_git_calls_binary(repo, opened, attribute):
    oid = merged(repo, attribute)
    made, objects = opened(repo.path, repo.env)
    (reading,) = walk(made, objects, "--no-walk", oid)
    changes = {c.path: c for c in reading.commit.changes}
    assert set(changes) == {"f.dat", "g", "run", "link"}
    lines = truth.added(reading.texts)
    assert lines["f.dat"] == {4: b"evil"}
    assert lines["g"][4] == b"evil"
    assert changes["run"].new_mode == torture.EXEC
    assert changes["link"].new_mode == torture.LINK


def test_a_clean_merge_has_no_change_of_its_own(repo, opened):
    repo.commit({"a": "1\n2\n3\n4\n5\n", "bin": "\0one\n", "gone": "x\n"})
    repo.git("checkout", "-qb", "side")
    repo.commit({"a": "0\n1\n2\n3\n4\n5\n", "new": "x\n", "gone": None})
    repo.git("checkout", "-q", "main")
    repo.commit({"a": "1\n2\n3\n4\n5\n6\n", "bin": "\0two\n"})
    repo.git("merge", "-q", "side", "-m", "Merge")
    made, objects = opened(repo.path, repo.env)
    (reading,) = walk(made, objects, "--no-walk", "HEAD")
    assert (reading.commit.changes, list(reading.texts)) == ((), [])


def test_a_file_that_a_merge_deletes_does_not_swallow_what_follows(repo, opened):
    """git writes `+1,18446744073709551615` there under `-c -U0`."""
    repo.commit({"f": "\n", "g": "x\n"})
    repo.git("checkout", "-qb", "side")
    repo.commit({"f": "\n\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"g": "y\n"})
    repo.git("merge", "-q", "--no-commit", "side")
    repo.git("rm", "-qf", "f")
    repo.git("commit", "-qm", "Merge")
    repo.commit({"after": "secret\n"})
    made, objects = opened(repo.path, repo.env)
    merge, after = list(walk(made, objects, "HEAD", "^HEAD~2"))[-2:]
    assert [(c.path, c.status) for c in merge.commit.changes] == [("f", "D")]
    assert [c.path for c in after.commit.changes] == ["after"]
