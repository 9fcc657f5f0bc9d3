"""Reformatting never asks for a test; a changed constant always does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sinfonia.rules.code.changes import changed_line

NAMES = st.sampled_from(["a", "b", "value", "x1"])
VALUES = st.one_of(st.integers(0, 99).map(str), st.sampled_from(["'s'", "None", "True", "[1, 2]", "{'k': 3}", "f(4)"]))
STATEMENTS = st.one_of(
    st.builds("{} = {}".format, NAMES, VALUES),
    st.builds("def {}(x=1):\n    return {}".format, NAMES, VALUES),
    st.builds("if {}:\n    {} = {}".format, NAMES, NAMES, VALUES),
    st.builds("class {}:\n    {} = {}".format, NAMES, NAMES, VALUES),
)
PROGRAMS = st.lists(STATEMENTS, min_size=1, max_size=6).map("\n".join)
NOISE = st.lists(st.sampled_from(["", "# note", "   ", "\f", "'a string that nobody reads'"]), max_size=3)


@given(PROGRAMS, st.data())
def test_comments_blank_lines_quotes_and_line_ends_never_flag(program, data):
    lines = []
    for line in program.split("\n"):
        if not line.startswith(" "):
            lines += data.draw(NOISE)
        lines.append(line.replace("'", '"') + data.draw(st.sampled_from(["", "  # note", "  "])))
    new = data.draw(st.sampled_from(["\n", "\r\n"])).join(lines) + "\n"
    mark = data.draw(st.sampled_from(["", "\ufeff"]))
    assert changed_line(program.encode(), (mark + new).encode(), "src/a.py", strict=True) is None


@given(PROGRAMS, st.integers(100, 199), st.integers(200, 299), PROGRAMS)
def test_a_changed_constant_always_flags(before, old, new, after):
    source = f"{before}\nlimit = {{}}\n{after}\n"
    line = (
        changed_line(source.format(old).encode(), source.format(new).encode(), "src/a.py")
        if "{" not in before + after
        else 1
    )
    assert line


@given(
    st.binary(max_size=60),
    st.binary(max_size=60),
    st.sampled_from(["py", "ts", "rs", "go", "sh", "rb", "cpp", "php", "ipynb", "vue"]),
)
def test_no_bytes_break_the_reading(old, new, ext):
    line = changed_line(old, new, f"src/a.{ext}")
    assert line is None or line >= 1


@given(
    st.text(alphabet="ab(){}[];,.'\"`/*\\#\n $<>=:?", max_size=40),
    st.sampled_from(["ts", "js", "go", "rs", "java", "c", "sh", "rb", "lua"]),
)
def test_a_text_compared_with_itself_plus_a_last_line_of_code_is_never_blind(text, ext):
    assert changed_line(b"", f"zz1\n{text}".encode(), f"src/a.{ext}") is not None


WORDS = st.one_of(
    st.sampled_from(
        ["function", "type", "interface", "import", "export", "const", "private", "class", "f", "x", "'a'"]
    ),
    st.sampled_from([*":=(){}[]<>,;|?@1", "=>"]),
)


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
def test_any_words_of_typescript_are_read_to_the_end(old, new):
    line = changed_line(" ".join(old).encode(), " ".join(new).encode(), "src/a.ts")
    assert line is None or line == 1
