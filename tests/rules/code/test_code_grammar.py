"""The parsers meet any bytes; what they cannot read is left to the tokens."""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.rules.code import dialects, grammar
from sinfonia.rules.code.changes import changed_line

WORDS = "a ( ) < > { } [ ] ; , : = => ' \" ` /* */ // # ${ </ - @a fn class import \u00fc \\".split()
PIECES = st.lists(
    st.sampled_from([*WORDS, "\n", "class ", "import ", "\U000de1a5", "\udc80", "\u2028", "\0"]), max_size=40
).map("".join)


def installed(ext):
    pytest.importorskip(grammar._GRAMMARS[ext][0])
    return ext


@pytest.mark.parametrize("ext", sorted(grammar.EXTENSIONS))
def test_every_kind_in_the_tables_is_one_of_the_grammar(ext):
    installed(ext)
    language = grammar._load(ext).language
    known = {language.node_kind_for_id(at) for at in range(language.node_kind_count)}
    dialect = dialects.DIALECTS[ext]
    named = dialect.whole | dialect.plain | dialect.compound | dialect.operands | dialect.conditions
    named |= dialect.lists | dialect.imports | dialect.erased
    missing = named - known
    # TypeScript has kinds that JavaScript lacks and the other way round; each is known to one of the two
    if ext in ("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"):
        missing -= {"public_field_definition", "import_alias", "field_definition", "jsx_element", "with_statement"}
        missing -= {"jsx_self_closing_element"}
    assert missing == set()


@pytest.mark.parametrize(
    ("text", "ext"),
    [
        (";-" * 15_000, "java"),
        ("a<" * 15_000, "java"),
        ("new -," * 8_000, "ts"),
        ("#!," * 8_000, "rs"),
        ("'`/*" * 10_000, "go"),
        ('r#"-' * 10_000, "rs"),
        ("{" * 30_000, "js"),
        ("`${" * 10_000, "tsx"),
        ("f(x)\n" * 30_000, "js"),
    ],
)
def test_a_file_made_to_be_slow_is_left_to_the_tokens_and_counts(text, ext):
    installed(ext)
    assert grammar.trees(b"", text.encode(), ext) is None
    assert changed_line(b"", text.encode(), f"src/a.{ext}")


@pytest.mark.parametrize("ext", ["js", "ts", "go", "rs", "java"])
def test_a_file_after_one_that_was_called_off_is_read_from_its_start(ext):
    installed(ext)
    good = {"go": b"package a\n", "rs": b"fn f() {}\n", "java": b"class A {}\n"}.get(ext, b"f()\n")
    grammar.trees(b"", b";-" * 20_000, ext)
    assert grammar.trees(good, good, ext) is not None


@pytest.mark.parametrize("ext", ["js", "ts", "go", "rs", "java"])
def test_what_has_an_error_is_left_to_the_tokens(ext):
    installed(ext)
    assert grammar.trees(b"", b"class { ( fn =>", ext) is None
    assert changed_line(b"class { ( fn =>", b"class { ( fn => x", f"a.{ext}")
    assert changed_line(b"class { ( fn =>", b"class { ( fn => // x", f"a.{ext}") is None


@settings(max_examples=150, deadline=None)
@given(
    PIECES, PIECES, st.sampled_from(["js", "tsx", "ts", "go", "rs", "java", "kt", "swift", "php", "cs", "dart", "vue"])
)
def test_any_text_gets_an_answer_and_equal_text_none(old, new, ext):
    before, after = (text.encode("utf-8", "surrogateescape") for text in (old, new))
    assert changed_line(before, before, f"a.{ext}") is None
    found = changed_line(before, after, f"a.{ext}")
    assert found is None or found >= 1


@pytest.mark.parametrize(
    ("ext", "before", "after"),
    [
        ("js", "f('\u00fc')", "f('\u00fd')"),
        ("java", "class \u00c4 {}", "class \u00d6 {}"),
        ("go", 'package a\nvar x = "\U000de1a5"\n', 'package a\nvar x = "\U000de1a6"\n'),
        ("rs", 'const A: &str = "\u20ac";', 'const A: &str = "\u20ad";'),
        ("ts", "f('\udc80')", "f('\udc81')"),
    ],
)
def test_what_differs_beyond_ascii_differs(ext, before, after):
    sides = [text.encode("utf-8", "surrogateescape") for text in (before, after)]
    assert changed_line(*sides, f"a.{ext}")


def test_a_sum_of_many_terms_is_no_recursion():
    installed("js")
    text = "x = 1" + " + 1" * 9_000
    assert changed_line(text.encode(), text.replace("= 1", "=  1").encode(), "a.js") is None


def test_a_change_of_other_languages_loads_no_parser():
    code = (
        "import sys; from sinfonia.rules.code.changes import changed_line;"
        "changed_line(b'a = 1', b'a = 2', 'a.py'); changed_line(b'f', b'g', 'a.sh');"
        "changed_line(b'f()', b'g()', 'a.kt');"
        "sys.exit(any('tree_sitter' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
