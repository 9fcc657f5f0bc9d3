"""Where a tool call meets the edges: sizes, links, numbers of cells, folders that are gone, a git that is odd."""

from __future__ import annotations

import json
import os

import pytest
from agent_world import NEW, TEST, Shop, shop_in

from sinfonia.model.change import change_in_memory
from sinfonia.surfaces.agent import contents, pending
from sinfonia.surfaces.agent.contents import added_text, after
from sinfonia.surfaces.agent.judging import judge_call
from sinfonia.surfaces.agent.patch import parts
from sinfonia.surfaces.agent.places import project_of
from sinfonia.surfaces.agent.tool_call import Cell, Edit, Part, ToolCall
from sinfonia.surfaces.options import Options

KEY = "AKIA" + "IOSFODNN7EXAMPLQ"


@pytest.fixture
def shop(repo):
    return shop_in(repo)


def test_a_file_that_is_too_large_to_look_into_is_not_judged_and_so_refused(shop, monkeypatch):
    monkeypatch.setattr(contents, "LARGEST", 40)
    shop.repo.write({"app/config.json": '{"port": 80}\n' + " " * 50, "notes.txt": "n" * 50})
    assert shop.read("app/config.json") == ["ENF-904"]
    assert shop.write("notes.txt", "short\n") == ["ENF-904"]
    (finding,) = shop.report("Write", {"file_path": "notes.txt", "content": "x"}).findings
    assert finding.location.path == "notes.txt"
    monkeypatch.undo()
    assert shop.read("app/config.json") == []
    assert shop.write("notes.txt", "short\n") == []


@pytest.mark.parametrize(
    ("where", "mode", "sources", "sure"),
    [
        ("a", "replace", ["new", "two"], True),
        ("b", "replace", ["one", "new"], True),
        ("1", "replace", ["one", "new"], True),
        ("cell-0", "replace", ["new", "two"], True),
        ("nowhere", "replace", ["one", "two", "new"], True),
        ("", "insert", ["new", "one", "two"], True),
        ("a", "insert", ["one", "new", "two"], True),
        ("b", "delete", ["one"], True),
        ("nowhere", "delete", ["one", "two", "new"], False),
    ],
)
def test_a_cell_is_found_by_id_and_by_number(where, mode, sources, sure):
    book = {"cells": [{"id": "a", "cell_type": "code", "source": "one"}, {"id": "b", "source": ["two"]}]}
    then = after(Part("cell", "n.ipynb", cell=Cell(where, "new", mode, "code")), json.dumps(book).encode())
    assert ["".join(row["source"]) for row in json.loads(then.data)["cells"]] == sources
    assert then.sure == sure


@pytest.mark.parametrize("book", [None, b"", b"{", b"[]", b'{"cells": [1]}', b'{"cells": {"a": 1}}', b"[" * 99_999])
def test_a_notebook_that_cannot_be_read_is_judged_by_what_would_be_added(book):
    then = after(Part("cell", "n.ipynb", cell=Cell("a", KEY, "replace", "code")), book)
    assert (then.added, then.sure, then.data) == (KEY, False, KEY.encode())


@pytest.mark.parametrize(
    ("edits", "now", "data", "sure"),
    [
        ((Edit("", "new"),), None, b"new", True),
        ((Edit("", "new"),), b"", b"new", True),
        ((Edit("a", "b"),), b"a a\n", b"b a\n", True),
        ((Edit("a", "b", every=True),), b"a a\n", b"b b\n", True),
        ((Edit("a\nb", "c\nd"),), b"a\r\nb\r\n", b"c\r\nd\r\n", True),
        ((Edit("x", "y"),), b"a", b"a\ny", True),
        ((Edit("x", "y"),), None, b"y", False),
        ((Edit("", "x"), Edit("x", "y")), None, b"y", True),
    ],
)
def test_an_edit_gives_what_the_host_would_write(edits, now, data, sure):
    then = after(Part("edit", "a.txt", edits=edits), now)
    assert (then.data, then.sure) == (data, sure)


def test_only_lines_that_the_file_does_not_have_are_added_with_their_numbers():
    change = change_in_memory("a.txt", b"", b"")
    text = added_text(change, b"one\ntwo\nthree\n", b"zero\none\nthree\nfour\nfive\n", None)
    assert list(text.lines()) == [(1, b"zero"), (4, b"four"), (5, b"five")]
    assert list(added_text(change, b"one\n", b"one\n", None).lines()) == [(1, b"")]


def test_a_patch_is_read_to_its_parts():
    text = (
        "*** Begin Patch\n*** Add File: a/new.txt\n+one\n+\n+two\n*** Update File: b.py\n@@ def f():\n context\n-old\n"
        "+new\n\n@@\n-x\n+y\n*** End of File\n*** Move to: c.py\n*** Delete File: d.txt\n*** End Patch\n"
    )
    added, edited, moved, deleted = parts(text)
    assert (added.action, added.path, added.text) == ("write", "a/new.txt", "one\n\ntwo\n")
    assert [(edit.old, edit.new) for edit in edited.edits] == [
        ("context\nold\n\n", "context\nnew\n\n"),
        ("x\n", "y\n"),
    ]
    assert (moved.action, moved.path, moved.text) == ("move", "b.py", "c.py")
    assert (deleted.action, deleted.path) == ("delete", "d.txt")
    assert parts("no patch at all\n+x\n") == ()


def test_links_deletions_and_odd_files_among_the_pending_ones_are_passed_over(shop):
    shop.repo.commit({"old.txt": "a\n", "tests/test_old.py": TEST})
    (shop.path / "dangling").symlink_to("nowhere")
    os.mkfifo(shop.path / "tests" / "test_pipe.py")
    shop.repo.write({"old.txt": None, "tests/test_old.py": None})
    assert shop.write("src/shop.py", NEW) == ["ENF-001"]
    shop.repo.write({"tests/test_shop.py": TEST})
    assert shop.write("src/shop.py", NEW) == []


def test_a_pending_file_that_goes_while_it_is_judged_is_no_test(shop, monkeypatch):
    shop.repo.write({"tests/test_shop.py": TEST})
    monkeypatch.setattr(pending, "contents", lambda _: None)
    assert shop.write("src/shop.py", NEW) == ["ENF-001"]


def test_a_git_that_fails_does_not_pass_for_a_test(shop):
    (shop.path / ".git" / "index").write_bytes(b"damaged")
    with pytest.raises(Exception, match="index"):
        shop.write("src/shop.py", NEW)
    assert shop.read("README.md") == []


def test_the_folder_that_we_run_in_may_be_gone(shop, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    project = project_of("", str(shop.path), shop.env)
    assert (project.found, project.repo.root) == (True, str(shop.path))
    monkeypatch.chdir(tmp_path)


def test_a_git_folder_that_lies_elsewhere_is_protected_by_its_place(make_repo, tmp_path):
    repo = make_repo("apart", f"--separate-git-dir={tmp_path / 'store'}")
    apart = Shop(repo, repo.path, repo.env)
    assert apart.codes("Write", {"file_path": str(tmp_path / "store" / "config"), "content": "x"}) == ["ENF-011"]
    assert apart.codes("Write", {"file_path": str(tmp_path / "storeroom.txt"), "content": "x"}) == []


def test_a_persons_own_configuration_is_not_an_agents_to_write(shop):
    own = f"{shop.env['HOME']}/.config/sinfonia/config.yaml"
    assert shop.codes("Write", {"file_path": own, "content": 'version: "0.1"\n'}) == ["ENF-011"]
    assert shop.codes("Write", {"file_path": own.replace("sinfonia", "other"), "content": "a: 1\n"}) == []


def test_a_deletion_is_judged_by_its_name(shop):
    for path, refused in ((".git/hooks/pre-commit", True), ("src/shop.py", False), ("nowhere.txt", False)):
        call = ToolCall("delete", str(shop.path), (Part("delete", path),))
        project = project_of(call.cwd, "", shop.env)
        assert bool(judge_call(call, project, shop.env, Options()).errors) == refused
