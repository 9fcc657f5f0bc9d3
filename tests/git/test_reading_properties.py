"""Random trees: what we read as staged is what git's raw records, counts and blobs say."""

from __future__ import annotations

import torture
import truth
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinfonia.git.changes import net, staged

LINES = (
    b"", b"a", b"b", b"c", b"}", b"+", b"-", b" ", b"\\", b"\\ No newline at end of file", b"@@ -1 +1 @@",
    b"diff --git a/x b/x",
    b"--- a/x", b"+++ b/x", b"\r", b"a\r", b"a\rb", b"\0", b"\x0c", "\u2028".encode(), b"\x85", b"\xff",
    b":100644", b"\x01",
)  # fmt: skip
PATHS = (b"a", b"a/b", b"c", b"a b/c", b'"q"', b"n\nl", b"\xff", b"-x", b"z")

lines = st.lists(st.sampled_from(LINES), max_size=12)
content = st.builds(lambda some, end: b"\n".join(some) + (b"\n" if some and end else b""), lines, st.booleans())
entry = st.one_of(
    st.tuples(st.sampled_from((torture.FILE, torture.FILE, torture.FILE, torture.EXEC)), content),
    st.tuples(st.just(torture.LINK), st.sampled_from((b"a", b"../b\nc"))),
    st.tuples(st.just(torture.SUB), st.sampled_from((torture.COMMIT_1, torture.COMMIT_2))),
)


def fitting(tree: torture.Tree) -> torture.Tree:
    """Leave out what stands below a file."""
    return {path: item for path, item in tree.items() if not (path == b"a/b" and b"a" in tree)}


@st.composite
def edited(draw, tree: torture.Tree) -> torture.Tree:
    """Draw a tree near another one."""
    new = dict(tree)
    for path in draw(st.lists(st.sampled_from(PATHS), max_size=5, unique=True)):
        choice = draw(st.sampled_from(("remove", "replace", "edit", "edit")))
        if choice == "remove":
            new.pop(path, None)
        elif choice == "edit" and path in tree and tree[path][0] in {torture.FILE, torture.EXEC}:
            some = tree[path][1].split(b"\n")
            at = draw(st.integers(0, len(some)))
            some[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(LINES), max_size=3))
            new[path] = (draw(st.sampled_from((torture.FILE, torture.EXEC))), b"\n".join(some))
        else:
            new[path] = draw(entry)
    return fitting(new)


trees = st.dictionaries(st.sampled_from(PATHS), entry, max_size=7).map(fitting)
pairs = trees.flatmap(lambda tree: st.tuples(st.just(tree), st.one_of(edited(tree), trees)))
bounded = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@bounded
@given(pairs)
def test_any_two_trees_are_read_as_git_has_them(field_repo, opened, tmp_path, pair):
    one, other = field_repo.plant((pair[0], ()), (pair[1], (0,)))
    env = field_repo.index(other, tmp_path / "index")
    repo, objects = opened(field_repo.path, env)
    reading = staged(repo, objects, against=one)
    truth.check(field_repo, one, other, reading.listing.changes, reading.texts())
    assert truth.listed(net(repo, objects, one, other)) == truth.records(field_repo, one, other)
    objects.close()
