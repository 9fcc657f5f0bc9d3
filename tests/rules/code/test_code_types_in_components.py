"""TypeScript in components, which is read by its tokens: what runs counts, and types do not."""

# ruff: noqa: E501 - a case is a row

from __future__ import annotations

import pytest

from sinfonia.rules.code.changes import changed_line

# title, before, what runs something new, what does not
TWINS = [
    ("optional parameter", "function f(a?: B) { g(a) }", "function f(a?: B) { h(a) }", "function f(a?: C) { g(a) }"),
    ("parameter no longer optional", "const f = (a?: B) => g(a)", "const f = (a?: B) => g(b)", "const f = (a: B) => g(a)"),
    ("optional with a blank", "function f(a? : B) { g(a) }", "function f(c? : B) { g(a) }", "function f(a: B) { g(a) }"),
    ("name of a parameter", "function f(a: B) { g(a) }", "function f(c: B) { g(a) }", "function f(a) { g(a) }"),
    ("optional field", "class A { private b?: B = 1 }", "class A { private b?: B = 2 }", "class A { private b?: C = 1 }"),
    ("function called interface", "interface (a) { b() }", "interface (a) { c() }", "interface (a) {\n  b()\n}"),
    ("variable called interface", "interface = { a: 1 }", "interface = { a: 2 }", "interface = {\n  a: 1\n}"),
    ("interface", "interface A { a: 1 }\nf()", "interface A { a: 1 }\ng()", "interface A { a: 2 }\nf()"),
    ("choice of a function", "x = a ? (b) : c => d", "x = a ? (b) : e => d", "x = a ? (b) : c =>\n  d"),
    ("both types", "function f(a: B) { g(a) }", "function f(a: B) { g(b) }", "function f(a: B & C) { g(a) }"),
    ("either type", "function f(a: B) { g(a) }", "function f(a: B) { g(c) }", "function f(a: B | C) { g(a) }"),
    ("guard", "function f(a): a is B { g(a) }", "function f(a): a is B { g(d) }", "function f(a): a is C { g(a) }"),
    ("type of a module at the end", "let a: b.C", "let c: b.C", "let a: b.D"),
    ("condition of types", "type A = B extends C ? 1 : 2\nf()", "type A = B extends C ? 1 : 2\ng()", "type A = B extends D ? 1 : 3\nf()"),
]  # fmt: skip


def component(script):
    return f'<script setup lang="ts">\n{script}\n</script>\n'.encode()


@pytest.mark.parametrize(("before", "new", "same"), [pytest.param(*row[1:], id=row[0]) for row in TWINS])
def test_what_runs_in_a_component_counts_and_its_types_do_not(before, new, same):
    assert changed_line(component(before), component(new), "src/a.vue")
    assert changed_line(component(before), component(same), "src/a.vue") is None
