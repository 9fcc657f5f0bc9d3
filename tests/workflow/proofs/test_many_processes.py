"""Many processes at one session, at several worktrees, and beside a user who commits: nobody loses anything."""

from __future__ import annotations

import re
import subprocess
import sys

from world import FULL, HERE, begin, git, told

SESSION = "s-20260102-030405"
INDEX = f".sinfonia/handoffs/{SESSION}/workflow.md"


def test_every_operation_of_many_processes_is_kept(server, tmp_path):
    processes, operations = (64, 10) if FULL else (6, 3)
    path = tmp_path / "repo"
    begin(path, server.env)
    assert server.run(path, "start", "mini", "--goal", "G", "--session", SESSION).code == 0
    codes, errors = _write(server.env, [(path, SESSION, f"p{n}") for n in range(processes)], operations)
    assert codes == [0] * processes, errors
    total = processes * operations
    _all_kept(path, server.env, [f"p{n}-{k}" for n in range(processes) for k in range(operations)])
    revisions = [
        int(re.search(r"^revision: (\d+)$", git(path, server.env, "show", f"{oid}:{INDEX}"), re.MULTILINE)[1])
        for oid in git(path, server.env, "log", "--reverse", "--format=%H", "--", INDEX).split()
    ]
    assert revisions == list(range(1, total + 2))
    assert git(path, server.env, "rev-list", "--count", "HEAD").strip() == str(total + 2)
    told(f"{processes} processes x {operations} operations on one session: {total} kept, 0 errors")


def test_worktrees_share_the_lock_and_every_operation_is_kept(server, tmp_path):
    worktrees, operations = (8, 10) if FULL else (3, 2)
    path = tmp_path / "repo"
    begin(path, server.env)
    places = []
    for n in range(worktrees):
        place = tmp_path / f"tree{n}"
        git(path, server.env, "worktree", "add", "-q", "-b", f"branch{n}", str(place))
        assert server.run(place, "start", "mini", "--goal", "G", "--session", SESSION).code == 0
        places.append((place, SESSION, f"p{n}"))
    codes, errors = _write(server.env, places, operations)
    assert codes == [0] * worktrees, errors
    for place, _, name in places:
        _all_kept(place, server.env, [f"{name}-{k}" for k in range(operations)])
    assert git(path, server.env, "status", "--porcelain") == ""
    told(f"{worktrees} worktrees x {operations} operations: {worktrees * operations} kept, 0 errors")


def test_a_user_who_commits_all_the_time_loses_nothing_and_neither_does_the_ledger(server, tmp_path):
    processes, operations = (4, 25) if FULL else (2, 5)
    path = tmp_path / "repo"
    begin(path, server.env)
    assert server.run(path, "start", "mini", "--goal", "G", "--session", SESSION).code == 0
    running = _begin(server.env, [(path, SESSION, f"p{n}") for n in range(processes)], operations)
    made, refused = 0, 0
    while any(process.poll() is None for process in running):
        (path / f"user{made}.txt").write_text(f"{made}\n")
        for args in (
            ("add", f"user{made}.txt"),
            ("commit", "-q", "-m", f"User {made}"),
            ("cat-file", "-e", f"HEAD:user{made}.txt"),
        ):
            done = subprocess.run(["git", *args], cwd=path, env=server.env, capture_output=True, check=False)
        # As between any two gits: `index.lock`, or HEAD has moved; it is typed again. Whether it was committed is
        # asked of HEAD: an earlier `add` may have staged the file, and a commit without it may hold our entries.
        if done.returncode == 0:
            made += 1
        else:
            refused += 1
    codes, errors = _end(running)
    assert codes == [0] * processes, errors
    git(path, server.env, "reset", "-q", "--", f"user{made}.txt")
    (path / f"user{made}.txt").unlink(missing_ok=True)
    _all_kept(path, server.env, [f"p{n}-{k}" for n in range(processes) for k in range(operations)])
    subjects = git(path, server.env, "log", "--format=%s").split("\n")
    files = git(path, server.env, "ls-tree", "--name-only", "HEAD").split("\n")
    assert made
    for number in range(made):
        assert f"user{number}.txt" in files
        assert f"User {number}" in subjects
    told(f"a user's {made} commits ({refused} typed again) beside {processes * operations} operations: none lost")


def _all_kept(path, env, names):
    text = (path / INDEX).read_text()
    reviewers = re.findall(r"^\| [^|]+ \|\s*\| waive \| ([^|]+) \| a note \|$", text, re.MULTILINE)
    assert sorted(reviewers) == sorted(names)
    assert git(path, env, "status", "--porcelain") == ""
    assert all(len(row.split()) < 3 for row in git(path, env, "log", "--format=%H %P").split("\n")[:-1])
    assert "error" not in git(path, env, "fsck", "--strict", "--no-dangling")


def _write(env, places, operations):
    return _end(_begin(env, places, operations))


def _begin(env, places, operations):
    return [
        subprocess.Popen(
            [sys.executable, str(HERE / "writer.py"), str(path), session, name, str(operations)],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for path, session, name in places
    ]  # fmt: skip


def _end(running):
    errors = [process.communicate()[1].decode()[-800:] for process in running]
    return [process.returncode for process in running], errors
