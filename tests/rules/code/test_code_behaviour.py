"""An edit that changes the compiled program is never taken for one that does not; deletions are judged apart."""

from __future__ import annotations

import ast
from types import CodeType

from hypothesis import given
from hypothesis import strategies as st

from sinfonia.rules.code.changes import changed_line

NAMES = st.sampled_from(["a", "b", "limit", "total"])
ATOMS = st.one_of(
    NAMES, st.integers(0, 9).map(str), st.sampled_from(["'s'", "None", "(1, 2)", "[1, 2]", "{'k': 3}", "b.c"])
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} < {})".format, inner, inner),
        st.builds("f({}, key={})".format, inner, inner),
        st.builds("f'{{a}}{{{}!r:>3}}'".format, NAMES),
        st.builds("'{{}}'.format({})".format, NAMES),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("[{} for a in {}]".format, inner, inner),
        st.builds("(lambda a={}: {})".format, inner, inner),
    ),
    max_leaves=4,
)


def indented(text: str) -> str:
    return "\n".join("    " + row for row in text.split("\n"))


STATEMENTS = st.recursive(
    st.one_of(
        st.builds("{} = {}".format, NAMES, EXPRESSIONS),
        st.builds("{}: int = {}".format, NAMES, EXPRESSIONS),
        st.builds("f({})".format, EXPRESSIONS),
        st.just("'a string'"),
        st.just("import os"),
    ),
    lambda inner: st.one_of(
        st.builds("if {}:\n{}".format, EXPRESSIONS, inner.map(indented)),
        st.builds("if {}:\n{}\nelse:\n{}".format, EXPRESSIONS, inner.map(indented), inner.map(indented)),
        st.builds("for {} in {}:\n{}".format, NAMES, EXPRESSIONS, inner.map(indented)),
        st.builds("try:\n{}\nexcept IOError as e:\n{}".format, inner.map(indented), inner.map(indented)),
        st.builds("def f({}: int = {}) -> int:\n    'doc'\n{}".format, NAMES, EXPRESSIONS, inner.map(indented)),
        st.builds("class A(object):\n    x: int = {}\n{}".format, EXPRESSIONS, inner.map(indented)),
        st.builds("with {} as {}:\n{}".format, EXPRESSIONS, NAMES, inner.map(indented)),
    ),
    max_leaves=3,
)
PROGRAMS = st.lists(STATEMENTS, min_size=1, max_size=3).map("\n".join)


OTHER = ast.Name("other")
CALL = ast.Expr(ast.Call(OTHER, [], []))
# kind of node, field, its new value from the old one
EDITS = (
    (ast.Name, "id", lambda _: "other"),
    (ast.Constant, "value", lambda value: value + "!" if isinstance(value, str) else 77),
    (ast.BinOp, "op", lambda _: ast.Mult()),
    (ast.Compare, "ops", lambda _: [ast.GtE()]),
    (ast.keyword, "arg", lambda _: "other"),
    (ast.Attribute, "attr", lambda _: "other"),
    (ast.arg, "arg", lambda _: "other"),
    (ast.Call, "args", lambda args: [*args, ast.Constant(5)]),
    (ast.If, "test", lambda test: ast.UnaryOp(ast.Not(), test)),
    (ast.IfExp, "test", lambda test: ast.UnaryOp(ast.Not(), test)),
    (ast.FunctionDef, "decorator_list", lambda _: [OTHER]),
    (ast.FunctionDef, "name", lambda _: "other"),
    (ast.ClassDef, "bases", lambda _: [OTHER]),
    (ast.ExceptHandler, "type", lambda _: OTHER),
    (ast.AnnAssign, "annotation", lambda _: CALL.value),
    (ast.FormattedValue, "conversion", lambda _: ord("s")),
    (ast.For, "body", lambda body: [*body, CALL]),
    (ast.With, "body", lambda body: [CALL, *body]),
    (ast.Try, "orelse", lambda _: [CALL]),
    (ast.Module, "body", lambda body: [*body[1:], body[0], CALL]),
)


def places(tree: ast.AST):
    """List what `EDITS` can change: (node, field, new value)."""
    return [
        (node, field, change(getattr(node, field)))
        for node in ast.walk(tree)
        for kind, field, change in EDITS
        if isinstance(node, kind)
    ]


def compiled(source: str) -> object:
    """Give what would run, without line numbers, docstrings and annotations that do nothing."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name):
            node.annotation = ast.Constant(0)
    return _parts(compile(ast.unparse(tree), "", "exec", dont_inherit=True, optimize=2))


def _parts(code: CodeType) -> object:
    constants = tuple(
        _parts(part) if isinstance(part, CodeType) else (type(part).__name__, repr(part)) for part in code.co_consts
    )
    table = getattr(code, "co_exceptiontable", b"")
    return (code.co_code, table, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_argcount)


@given(PROGRAMS, st.data())
def test_an_edit_that_compiles_to_something_else_is_executable(program, data):
    tree = ast.parse(program)
    node, field, value = data.draw(st.sampled_from(places(tree)))
    setattr(node, field, value)
    new = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    before, after = compiled(program), compiled(new)
    if before != after:
        assert changed_line(program.encode(), new.encode(), "src/a.py")


@given(PROGRAMS)
def test_a_program_written_again_by_the_compiler_is_the_same(program):
    new = ast.unparse(ast.parse(program)) + "\n"
    assert changed_line(program.encode(), new.encode(), "src/a.py", strict=True) is None
