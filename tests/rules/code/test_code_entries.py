"""Each entry in the tables of languages is held by a change that counts, and by its near twin that does not."""

from __future__ import annotations

import pytest

from sinfonia.rules.code import paths
from sinfonia.rules.code.changes import changed_line
from sinfonia.rules.code.suggestion import suggest

HASHED = "sh bash zsh ksh bats rb ex exs pl pm r ps1 nim jl t feature robot".split()  # noqa: SIM905 - one row of words
# extension, what begins a comment there, what quotes a string
MARKED = [
    *((ext, "#", quote) for ext in HASHED for quote in "\"'`"),
    ("lua", "--", '"'), ("lua", "--", "'"), ("hs", "--", '"'), ("clj", ";", '"'), ("cljs", ";", '"'), ("erl", "%", '"'),
    ("fs", "//", '"'), ("vb", "'", '"'),
]  # fmt: skip
TEXTS = [("java", '"""'), ("kt", '"""'), ("scala", '"""'), ("groovy", '"""'), ("dart", '"""'), ("groovy", "'''"),
         ("dart", "'''")]  # fmt: skip
# how a language imports two things, what else it may import, and the two in another order
IMPORTS = [
    ("kt", "import a.B\nimport a.C\n", "import a.B\nimport a.D\n", "import a.C\nimport a.B\n"),
    ("rs", "use a::b;\nuse c::d;\n", "use a::b;\nuse c::e;\n", "use c::d;\nuse a::b;\n"),
    ("cs", "using A;\nusing B;\n", "using A;\nusing C;\n", "using B;\nusing A;\n"),
    (
        "php",
        "<?php\nnamespace N;\nuse A;\nuse B;\n",
        "<?php\nnamespace N;\nuse A;\nuse C;\n",
        "<?php\nnamespace N;\nuse B;\nuse A;\n",
    ),
]
SUGGESTED = (
    ("src/a.pyx", "tests/test_a.py"), ("src/a.ipynb", "tests/test_a.py"), ("bin/a.zsh", "test/a.bats"),
    ("bin/a.ksh", "test/a.bats"), ("bin/a.bash", "test/a.bats"), ("src/a.c", "tests/a_test.c"),
    ("src/a.cc", "tests/a_test.cc"), ("src/a.cpp", "tests/a_test.cpp"), ("src/a.cxx", "tests/a_test.cxx"),
    ("lib/a.ex", "test/a_test.exs"), ("lib/a.pm", "t/a.t"), ("bin/a.pl", "t/a.t"), ("src/a.rs", "tests/a.rs"),
    ("lib/a.rb", "spec/a_spec.rb"), ("src/a.cs", "tests/ATests.cs"), ("src/a.php", "tests/ATest.php"),
    ("Sources/a.swift", "Tests/ATests.swift"), ("src/a.lua", "spec/a_spec.lua"), ("lib/a.dart", "test/a_test.dart"),
    ("R/a.r", "tests/testthat/test-a.R"), ("src/a.ps1", "tests/A.Tests.ps1"), ("src/a.erl", "test/a_SUITE.erl"),
    ("src/a.hs", "test/ASpec.hs"), ("src/a.fs", "tests/ATests.fs"), ("src/a.clj", "test/a_test.clj"),
    ("src/a.jl", "test/test_a.jl"), ("src/a.mjs", "src/a.test.mjs"), ("src/a.cjs", "src/a.test.cjs"),
    ("src/a.mts", "src/a.test.mts"), ("src/a.cts", "src/a.test.cts"), ("src/a.jsx", "src/a.test.jsx"),
    ("src/a.svelte", "src/a.test.ts"), ("src/a.vue", "src/a.test.ts"), ("cmd/a.go", "cmd/a_test.go"),
    ("src/main/kotlin/A.kt", "src/test/kotlin/ATest.kt"), ("src/main/scala/A.scala", "src/test/scala/ASpec.scala"),
    ("src/main/groovy/A.groovy", "src/test/groovy/ASpec.groovy"), ("src/main/java/A.java", "src/test/java/ATest.java"),
)  # fmt: skip
GENERATED = (
    ".min.js", "_pb2.py", "_pb2_grpc.py", ".pb.go", ".pb.gw.go", "_pb.js", "_grpc_pb.ts", "_grpc_web_pb.js",
    ".connect.go", ".g.dart", ".g.i.cs", ".gr.dart", ".freezed.dart", ".mocks.dart", ".gen.go", ".generated.ts",
    ".bundle.js", ".designer.cs", ".Designer.vb", "_generated.rs", ".tab.c", ".yy.c",
)  # fmt: skip


def counts(ext, before, after):
    return changed_line(before.encode(), after.encode(), f"src/a.{ext}") is not None


@pytest.mark.parametrize(("ext", "mark", "quote"), MARKED)
def test_the_mark_of_a_comment_in_a_string_is_code(ext, mark, quote):
    line = "f {0}a {1} b{0}\n"
    assert counts(ext, line.format(quote, mark), line.format(quote, f"{mark} c"))
    assert not counts(ext, f"f {mark} b\n", f"f {mark} c\n")


@pytest.mark.parametrize("ext", ["nim", "hs", "fs", "ml", "vb", "feature", "robot"])
def test_blanks_are_code_where_indentation_may_be(ext):
    assert counts(ext, "f\n  g\n", "f\n    g\n")
    assert counts(ext, "f  g\n", "f g\n")
    assert not counts(ext, "f\n  g\n", "f\n  g \n\n")


@pytest.mark.parametrize("ext", ["rb", "lua", "sh"])
def test_a_tab_in_a_string_is_code(ext):
    assert counts(ext, 'f "a\tb"\n', 'f "a b"\n')
    assert not counts(ext, 'f\t"a"\n', 'f "a"\n')


@pytest.mark.parametrize(("ext", "quote"), TEXTS)
def test_a_comment_in_a_text_of_many_lines_is_code(ext, quote):
    for inner in ("// {}", "// {} ${{"):  # the second opens code that never ends
        text = f"f({quote}\n{inner}\n{quote})\n"
        assert counts(ext, text.format("a"), text.format("b"))
    assert not counts(ext, f"f({quote}\na\n{quote}) // b\n", f"f({quote}\na\n{quote}) // c\n")


@pytest.mark.parametrize(("ext", "before", "other", "turned"), IMPORTS)
def test_imports_in_another_order_import_the_same(ext, before, other, turned):
    assert counts(ext, before, other)
    assert not counts(ext, before, turned)


@pytest.mark.parametrize(("source", "test"), SUGGESTED)
def test_the_help_names_a_test_of_the_language(source, test):
    assert suggest(source) == test
    assert paths.kind(test) == paths.TEST


def test_a_habit_of_scripts_is_none_of_go():
    assert suggest("src/a.ts", ["src/__tests__/b.ts"]) == "src/__tests__/a.test.ts"
    assert suggest("cmd/a.go", ["src/__tests__/b.ts"]) == "cmd/a_test.go"


@pytest.mark.parametrize("ending", GENERATED)
def test_what_a_generator_writes_is_known_by_its_name(ending):
    assert paths.kind(f"src/a{ending}") == paths.GENERATED
    stem, _, ext = ending.rpartition(".")
    assert paths.kind(f"src/a{stem}ing.{ext}") == paths.SOURCE


@pytest.mark.parametrize("name", ["webpack", "rspack", "esbuild"])
def test_a_bundlers_file_is_configuration(name):
    assert paths.kind(f"build/{name}.prod.js") == paths.CONFIGURATION
    assert paths.kind(f"build/{name}er.js") == paths.SOURCE
