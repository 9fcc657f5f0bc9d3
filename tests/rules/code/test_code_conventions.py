"""Languages without a grammar: comments, strings and layout by the conventions of each; notebooks by cell."""

# ruff: noqa: E501 - a case is a row

from __future__ import annotations

import json

import pytest

from sinfonia.rules.code.changes import changed_line

# title, extension, before, what runs something new, what does not
TWINS = [
    ("kotlin template", "kt", 'val a = "${f("http://a")}"\n', 'val a = "${f("http://b")}"\n', 'val a = "${f("http://a")}" // n\n'),
    ("kotlin comments", "kt", "/* a /* b */ c */\nf()\n", "/* a /* b */ c */\ng()\n", "/* x /* y */ z */\nf()\n"),
    ("kotlin raw string", "kt", 'val a = """\n// b\n"""\n', 'val a = """\n// c\n"""\n', 'val a = """\n// b\n""" // c\n'),
    ("swift interpolation", "swift", 'let a = "\\(f("//a"))"\n', 'let a = "\\(f("//b"))"\n', 'let a = "\\(f("//a"))" // n\n'),
    ("swift raw string", "swift", 'let a = #"a" // b"#\n', 'let a = #"a" // c"#\n', 'let a = #"a" // b"# // c\n'),
    ("swift condition", "swift", "#if DEBUG\nf()\n#endif\n", "#if RELEASE\nf()\n#endif\n", "#if DEBUG\n  f() // n\n#endif\n"),
    ("c# interpolation", "cs", 'var a = $"{f("//a")}";\n', 'var a = $"{f("//b")}";\n', 'var a = $"{f("//a")}"; // n\n'),
    ("c# verbatim", "cs", 'var a = @"c:\\"; f("//a");\n', 'var a = @"c:\\"; f("//b");\n', 'var a = @"c:\\"; f("//a"); // n\n'),
    ("c# document", "cs", "/// <summary>a</summary>\nclass A { int x = 1; }\n", "/// <summary>a</summary>\nclass A { int x = 2; }\n", "/// <summary>b</summary>\nclass A { int x = 1; }\n"),
    ("c# next line", "cs", "f(); // a\n", "f(); // a\u0085g();\n", "f(); // b\n"),
    ("php markup", "php", "<style>\n#a { color: red }\n</style>\n<?php f(); ?>\n", "<style>\n#a { color: blue }\n</style>\n<?php f(); ?>\n", "<style>\n#a { color: red }\n</style>\n<?php /* n */ f(); ?>\n"),
    ("php end of a comment", "php", "<?php // x ?>http://a\n", "<?php // x ?>http://b\n", "<?php // y ?>http://a\n"),
    ("php here-document", "php", "<?php $a = <<<X\n # b\n X;\n", "<?php $a = <<<X\n # c\n X;\n", "<?php $a = <<<X\n # b\n X; # c\n"),
    ("php attribute", "php", "<?php\n#[A]\nfunction f() {}\n", "<?php\n#[B]\nfunction f() {}\n", "<?php\n#[A]\n# n\nfunction f() {}\n"),
    ("c++ raw string", "cpp", 'auto a = R"x(// b)x";\n', 'auto a = R"x(// c)x";\n', 'auto a = R"x(// b)x"; // c\n'),
    ("c continued comment", "c", "int a; // b \\\nint c;\n", "int a; // b\nint c = 1;\n", "int a; /* n */ // b \\\nint c;\n"),
    ("c macro", "h", "#define A(x) f(x)\n", "#define A(x) g(x)\n", "#define A(x) f(x) // n\n"),
    ("objective-c", "m", '[a b:@"//c"];\n', '[a b:@"//d"];\n', '[a b:@"//c"]; // d\n'),
    ("scala", "scala", 'val a = s"${f("//a")}"\n', 'val a = s"${f("//b")}"\n', '/* /* n */ */ val a = s"${f("//a")}"\n'),
    ("dart", "dart", "var a = '${f('//a')}';\n", "var a = '${f('//b')}';\n", "/// Doc.\nvar a = '${f('//a')}';\n"),
    ("groovy", "groovy", 'def a = "${f("//a")}"\n', 'def a = "${f("//b")}"\n', 'def a = "${f("//a")}" // n\n'),
    ("ruby here-document", "rb", "a = <<~X\n  # b\nX\n", "a = <<~X\n  # c\nX\n", "# n\na = <<~X\n  # b\nX\n"),
    ("ruby prose", "rb", "=begin\na\n=end\nf\n", "=begin\na\n=end\ng\n", "=begin\nb\n=end\nf\n"),
    ("ruby magic comment", "rb", "# frozen_string_literal: true\nf\n", "# frozen_string_literal: false\nf\n", "# frozen_string_literal: true\n# n\nf\n"),
    ("ruby version", "rb", "VERSION = '1.2.3'\nA = '1.2.3'\n", "VERSION = '1.2.3'\nA = '1.2.4'\n", "VERSION = '1.3.0'\nA = '1.2.3'\n"),
    ("shell here-document", "sh", "cat <<X\n# a\nX\n", "cat <<X\n# b\nX\n", "# n\ncat <<X\n# a\nX\n"),
    ("shell expansion", "bash", "echo ${a#b}\n", "echo ${a#c}\n", "echo ${a#b} # c\n"),
    ("bats", "bats", "@test 'a' {\n  run b\n}\n", "@test 'a' {\n  run c\n}\n", "@test 'a' {\n  # n\n  run b\n}\n"),
    ("elixir documentation", "ex", '@doc """\na\n"""\ndef f, do: 1\n', '@doc """\na\n"""\ndef f, do: 2\n', '@doc """\nb # c\n"""\ndef f, do: 1\n'),
    ("elixir one line", "ex", '@doc "a"\ndef f, do: 1\n', '@doc "a"\ndef f, do: 2\n', "@doc false\ndef f, do: 1\n"),
    ("lua comment", "lua", "--[[ a\nb ]]\nf()\n", "--[[ a\nb ]]\ng()\n", "--[[ c\nd ]]\nf() -- e\n"),
    ("lua long string", "lua", "a = [[\n-- b\n]]\n", "a = [[\n-- c\n]]\n", "a = [[\n-- b\n]]\n-- c\n"),
    ("code behind a comment", "lua", "--[[ a\nb ]] f()\n", "--[[ a\nb ]] g()\n", "--[[ c\nd ]] f()\n"),
    ("powershell comment", "ps1", "<# a\nb #>\nf\n", "<# a\nb #>\ng\n", "<# c\nd #>\nf # e\n"),
    ("haskell comments", "hs", "{- a {- b -}\nc -}\nf = 1\n", "{- a {- b -}\nc -}\nf = 2\n", "{- d {- e -}\ng -}\nf = 1\n"),
    ("julia comment", "jl", "#= a\n=#\nf()\n", "#= a\n=#\ng()\n", "#= b\n=#\nf()\n"),
    ("vue script", "vue", '<script lang="ts">\nconst a: A = 1\n</script>\n', '<script lang="ts">\nconst a: A = 2\n</script>\n', '<script lang="ts">\n// n\nconst a: B = 1\n</script>\n<style>\na {}\n</style>\n'),
    ("vue import", "vue", "<script setup>\nimport A from './A.vue'\n</script>\n<template><A/></template>\n", "<script setup>\nimport A from './B.vue'\n</script>\n<template><A/></template>\n", '<script setup>\n// n\nimport A from "./A.vue"\n</script>\n<template><A/></template>\n'),
    ("vue template", "vue", "<template>\n<a>{{ b }}</a>\n</template>\n", "<template>\n<a>{{ c }}</a>\n</template>\n", "<template>\n  <a>{{ b }}</a> <!-- n -->\n</template>\n"),
    ("svelte", "svelte", "<script>\nlet a = 1\n</script>\n<p>{a}</p>\n", "<script>\nlet a = 1\n</script>\n<p>{a + 1}</p>\n", "<script>\n  let a = 1;\n</script>\n\n<p>{a}</p>\n"),
]  # fmt: skip


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(*row[1:4], id=row[0]) for row in TWINS])
def test_what_runs_something_new_is_seen(ext, before, after):
    assert changed_line(before.encode(), after.encode(), f"src/a.{ext}")


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(row[1], row[2], row[4], id=row[0]) for row in TWINS])
def test_comments_and_layout_are_no_code(ext, before, after):
    assert changed_line(before.encode(), after.encode(), f"src/a.{ext}") is None


def notebook(*cells, **metadata):
    return json.dumps({"cells": list(cells), "metadata": metadata, "nbformat": 4}).encode()


def code(source, outputs=()):
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "execution_count": len(outputs)}


PROSE = {"cell_type": "markdown", "source": "# Title"}
BOOKS = [
    ("a cell", notebook(code("a = 1")), notebook(code("a = 2")), notebook(PROSE, code("a = 1  # n", ["x"]))),
    ("a list of lines", notebook(code(["a = 1\n", "b = 2"])), notebook(code(["a = 1\n", "b = 3"])), notebook(code("a = 1\nb = 2"))),
    ("a magic line", notebook(code("%load_ext a\nb = 1")), notebook(code("%load_ext c\nb = 1")), notebook(code("%load_ext a\nb = 1  # n"))),
    ("a command that is assigned", notebook(code("a = !ls\nb = 1")), notebook(code("a = !pwd\nb = 1")), notebook(code("a = !ls\n# n\nb = 1"))),
    ("a question", notebook(code("print?\nb = 1")), notebook(code("print?\nb = 2")), notebook(code("print?\n# n\nb = 1"))),
    ("a cell of another language", notebook(code("%%bash\nls")), notebook(code("%%bash\npwd")), notebook(PROSE, code("%%bash\nls"))),
    ("a kernel", notebook(code("a <- 1"), kernelspec={"language": "R"}), notebook(code("a <- 2"), kernelspec={"language": "R"}), notebook(code("a <- 1 # n"), kernelspec={"language": "R", "name": "ir"})),
    ("a damaged book", notebook(code("a = 1")), b'{"cells": [', notebook(code("(a) = 1"))),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [pytest.param(row[1], row[2], id=row[0]) for row in BOOKS])
def test_a_changed_code_cell_runs_something_new(before, after):
    assert changed_line(before, after, "a.ipynb")


@pytest.mark.parametrize(("before", "after"), [pytest.param(row[1], row[3], id=row[0]) for row in BOOKS])
def test_prose_outputs_and_comments_of_a_notebook_are_no_code(before, after):
    assert changed_line(before, after, "a.ipynb") is None
