"""Random histories: every commit is read, and a merge gives only what none of its parents has."""

from __future__ import annotations

import torture
import truth
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reading_properties import PATHS, edited, fitting, trees

from sinfonia.git.changes import walk

bounded = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def histories(draw):
    """Draw commits as (tree, parents): edits of a parent, and merges that choose among parents and add their own."""
    commits = [(draw(trees), ())]
    for number in range(1, draw(st.integers(2, 6))):
        parents = tuple(draw(st.lists(st.integers(0, number - 1), min_size=1, max_size=3, unique=True)))
        tree = {}
        for path in PATHS:
            item = commits[draw(st.sampled_from(parents))][0].get(path)
            if item:
                tree[path] = item
        tree = fitting(tree)
        commits.append((draw(st.one_of(st.just(tree), edited(tree))), parents))
    return commits


def own_lines(planted, parents, commit, path) -> set[int]:
    """Give the numbers of the lines that `git diff` adds against each parent."""
    found = None
    for parent in parents:
        options = ("-p", "-U0", "-a", "--no-renames", "--full-index", "--no-ext-diff")
        patch = planted.git("diff-tree", *options, parent, commit, "--", b":(literal)" + path)
        numbers, rest = set(), patch.split(b"\n")
        while rest:
            line = rest.pop(0)
            if line.startswith(b"@@ "):
                before, after = line.split(b" ")[1:3]
                first, _, count = after[1:].partition(b",")
                numbers |= set(range(int(first), int(first) + int(count or 1)))
                left = int(before.partition(b",")[2] or 1) + int(count or 1)
                while left:
                    left -= not rest.pop(0).startswith(b"\\")
        found = numbers if found is None else found & numbers
    return found or set()


def check_merge(planted, commits, ids, number, reading) -> None:
    tree, parents = commits[number]
    before = [commits[parent][0] for parent in parents]
    paths = {path for some in (tree, *before) for path in some}
    differs = {path for path in paths if all(tree.get(path) != some.get(path) for some in before)}
    changes = {c.path.encode("utf-8", "surrogateescape"): c for c in reading.commit.changes}
    read = truth.added(reading.texts)
    assert set(changes) <= differs
    for path in differs:
        mode, blob = tree.get(path, (0, b""))
        whole = b"Subproject commit " + blob if mode == torture.SUB else blob
        versions = [some[path] for some in before if path in some]
        mine = read.get(truth.name(path), {})
        new = truth.lines_of(whole)
        assert all(new[at - 1] == line for at, line in mine.items())
        known = {line for _, old in versions for line in truth.lines_of(old)}
        assert {at for at, line in enumerate(new, 1) if line not in known and line} - set(mine) <= (
            {1} if mode == torture.SUB else set()
        )
        binary = any(b"\0" in old for _, old in (*versions, (0, blob)))
        if not binary and all(kind in {torture.FILE, torture.EXEC} for kind, _ in (*versions, (mode, b""))):
            assert set(mine) == own_lines(planted, [ids[p] for p in parents], ids[number], path)
        if mine or not versions or not mode or mode not in {kind for kind, _ in versions}:
            assert path in changes
    for change in changes.values():
        item = tree.get(change.path.encode("utf-8", "surrogateescape"))
        assert change.new_mode == (item[0] if item else 0)


MESSAGES = (
    b"Plant", b"S\n\n@@ -0,0 +1 @@\n+x\ndiff --git a/x b/x\n", b"S\n\nindex 0..1\n@@ -1 +1 @@\n-a\n+b\n",
    b"\x01a\n\n:1 2\n\x01",
    b"diff --combined x\n@@@ -1 -1 +1 @@@\n++x", b"",
)  # fmt: skip


@bounded
@given(histories(), st.sampled_from(MESSAGES))
def test_any_history_is_read_as_git_has_it(field_repo, opened, tmp_path, history, message):
    ids = field_repo.plant(*history, message=message)
    repo, objects = opened(field_repo.path, field_repo.env)
    seen = []
    for reading in walk(repo, objects, *ids):
        number = ids.index(reading.commit.oid)
        seen.append(number)
        parents = history[number][1]
        assert reading.commit.message.text.encode() == message.rstrip(b"\n")
        assert reading.commit.parents == tuple(ids[parent] for parent in parents)
        if len(parents) > 1:
            check_merge(field_repo, history, ids, number, reading)
        else:
            before = ids[parents[0]] if parents else truth.EMPTY_TREE
            truth.check(field_repo, before, ids[number], reading.commit.changes, reading.texts)
    assert sorted(seen) == list(range(len(ids)))
    assert all(seen.index(parent) < seen.index(number) for number in seen for parent in history[number][1])
    objects.close()
