"""A function that moved as it is needs no test; one that changed on the way does."""

from __future__ import annotations

import pytest
from code_scenarios import findings

PY = "def f(x):\n    return x + 1\n"
JS = "function f(x) {\n  return x + 1\n}\n"
GO = "func F(x int) int {\n\treturn x + 1\n}\n"
RS = "fn f(x: i32) -> i32 {\n    x + 1\n}\n"
KT = "fun f(x: Int): Int {\n    return x + 1\n}\n"
JAVA = "int f(int x) {\n    return x + 1;\n  }"

# title, extension, the file that had it, what it is after, the other file before, and after
MOVES = [
    ("python", "py", "import os\n" + PY + "A = 1\n", "from b import f\nA = 1\n", "B = 2\n", "import os\nB = 2\n" + PY),
    ("new file", "py", PY + "A = 1\n", "from b import f\nA = 1\n", None, PY),
    ("method", "py", "class A:\n    def f(self):\n        g()\n    def h(self): ...\n",
     "class A:\n    def h(self): ...\n",
     "class B:\n    x = 1\n", "class B:\n    x = 1\n    def f(self):\n        g()\n"),
    ("script", "ts", JS + "f(2)\n", "import { f } from './b'\nf(2)\n", "g()\n", "g()\nexport " + JS),
    ("go", "go", "package a\n" + GO, "package a\n", "package a\n", 'package a\n\nimport "fmt"\n\n' + GO),
    ("rust", "rs", RS + "fn g() {}\n", "use b::f;\nfn g() {}\n", "fn h() {}\n", "fn h() {}\npub(crate) " + RS),
    ("kotlin", "kt", "package a\n" + KT, "package a\n", "package a\n", "package a\n" + KT),
    ("java", "java", "class A {\n  " + JAVA + "\n}\n", "class A {\n}\n",
     "class B {\n int y = 1;\n}\n", "class B {\n int y = 1;\n  " + JAVA + "\n}\n"),
]  # fmt: skip


def trees(ext, old_a, new_a, old_b, new_b):
    before = {f"src/a.{ext}": old_a, **({f"src/b.{ext}": old_b} if old_b is not None else {})}
    return before, {f"src/a.{ext}": new_a, f"src/b.{ext}": new_b}


@pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in MOVES])
def test_a_definition_that_changed_on_the_way_is_refused(row):
    ext, old_a, new_a, old_b, new_b = row
    changed = new_b.replace("x + 1", "x + 2").replace("g()\n", "i()\n") if ext != "ts" else new_b.replace("+ 1", "+ 2")
    assert [f.location.path for f in findings(*trees(ext, old_a, new_a, old_b, changed))][-1:] == [f"src/b.{ext}"]


@pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in MOVES])
def test_a_definition_that_moved_as_it_is_passes(row):
    assert findings(*trees(*row)) == []


@pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in MOVES])
def test_a_move_that_is_a_copy_is_refused(row):
    ext, old_a, _, old_b, new_b = row
    assert findings(*trees(ext, old_a, old_a, old_b, new_b))


def test_what_moved_only_once_is_not_there_twice():
    before, after = trees("py", PY, "A = 1\n", "B = 2\n", "B = 2\n" + PY)
    assert findings(before, {**after, "src/c.py": PY})


def test_a_constant_that_moved_is_no_definition():
    assert findings(*trees("ts", "const a = 1\n", "\n", "g()\n", "g()\nconst a = 1\n"))


def test_a_call_that_came_with_a_move_is_refused():
    assert findings(*trees("ts", JS, "\n", "g()\n", "g()\n" + JS + "f(1)\n"))


@pytest.mark.parametrize("more", ["use(f)\n", "mod.g()\n", "import('./c')\n", "from = f\n"])
def test_a_statement_that_reads_like_an_import_is_none(more):
    assert findings(*trees("js", JS, "\n", "g()\n", "g()\n" + JS + more))


def test_a_condition_that_moved_runs_somewhere_else():
    block = "if (a) {\n  b()\n}\n"
    assert findings(*trees("js", block, "\n", "g()\n", "g()\n" + block))


def test_strictly_a_move_counts():
    assert findings(*trees("py", PY, "A = 1\n", "B = 2\n", "B = 2\n" + PY), strictness="high")
