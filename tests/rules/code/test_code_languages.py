"""Languages with a grammar: by its tree and by tokens alone, the same verdict where tokens can tell."""

# ruff: noqa: E501, Q003 - a case is a row

from __future__ import annotations

import pytest

from sinfonia.rules.code import grammar
from sinfonia.rules.code.changes import changed_line

# title, extension, before, what runs something new, what does not; judged with and without the grammar
SHARED = [
    ("script comment", "js", "f(1) // a\n", "f(2) // a\n", "f(1) /* b */\n"),
    ("script quotes", "js", "f('it')\n", "f('is')\n", 'f("it")\n'),
    ("script arrow", "js", "const f = x => x\n", "const f = x => y\n", "const f = x =>\n  x\n"),
    ("script return", "js", "function f() { return x }\n", "function f() { return\nx }\n", "function f() {\n  return x;\n}\n"),
    ("script imports", "js", "import a from 'a'\nimport b from 'b'\na(b)\n", "import a from 'b'\nimport b from 'a'\na(b)\n", "import b from 'b'\nimport a from 'a'\na(b)\n"),
    ("script effects", "js", "import './a'\nimport './b'\n", "import './b'\nimport './a'\n", "import './a';\nimport './b';\n"),
    ("script bundler", "js", "import(/* webpackChunkName: 'a' */ './a')\n", "import(/* webpackChunkName: 'b' */ './a')\n", "import(/* webpackChunkName: 'a' */\n './a')\n"),
    ("script template", "ts", "f(`a ${b} // d`)\n", "f(`a ${b} // e`)\n", "f(\n  `a ${b} // d`\n)\n"),
    ("script regex", "ts", "x = /[/\"]/.test(y) // a\n", "x = /[/']/.test(y) // a\n", "x = /[/\"]/.test(y)\n"),
    ("separator ends a comment", "js", "f() // a\n", "f() // a\u2028g()\n", "f() // b\n"),
    ("return ends a comment", "ts", "f() // a\n", "f() // a\rg()\n", "f() // b\n"),
    ("enum", "ts", "enum A { x }\n", "enum A { x, y }\n", "interface B { x: number }\nenum A { x }\n"),
    ("default value", "ts", "function f(x: number = 1) { return x }\n", "function f(x: number = 2) { return x }\n", "function f(x: bigint = 1): bigint { return x }\n"),
    ("constant", "ts", "const a: A = 1\n", "const a: A = 2\n", "const a: B<C[]> = 1\n"),
    ("swapped import", "ts", "import { f } from 'a'\nf()\n", "import { f } from 'b'\nf()\n", "import type { A } from 'b'\nimport { f } from 'a'\nf()\n"),
    ("injection", "ts", "@I()\nclass A { constructor(private b: B) { } }\n", "@I()\nclass A { constructor(private b: C) { } }\n", "@I()\nclass A { constructor(private b: B) { } } // n\n"),
    ("element", "tsx", "const a = <A b='c'>d</A>\n", "const a = <A b='c'>e</A>\n", "const a = <A b=\"c\">d</A> // n\n"),
    ("link in an element", "jsx", "const a = <A>http://x</A>\n", "const a = <A>http://y</A>\n", "const a = <A>http://x</A>;\n"),
    ("build tag", "go", "//go:build linux\n\npackage a\n", "//go:build windows\n\npackage a\n", "//go:build linux\n\n// Package a.\npackage a\n"),
    ("embedding", "go", "package a\n//go:embed a.txt\nvar s string\n", "package a\n//go:embed b.txt\nvar s string\n", "package a\n\n//go:embed a.txt\nvar s string // s\n"),
    ("cgo", "go", 'package a\n// int f();\nimport "C"\n', 'package a\n// int g();\nimport "C"\n', 'package a\n// int f();\nimport   "C"\n'),
    ("gofmt", "go", "package a\nfunc f(){a();b( )}\n", "package a\nfunc f(){a();c( )}\n", "package a\n\nfunc f() { a(); b() }\n"),
    ("order of imports", "go", 'package a\nimport (\n"b"\n"a"\n)\n', 'package a\nimport (\n"b"\nx "a"\n)\n', 'package a\nimport (\n"a"\n"b"\n)\n'),
    ("tag of a field", "go", 'package a\ntype A struct { B int `json:"b"` }\n', 'package a\ntype A struct { B int `json:"c"` }\n', 'package a\n\n// A is one.\ntype A struct { B int `json:"b"` }\n'),
    ("raw string", "rs", 'const A: &str = r#"a " // b"#;\n', 'const A: &str = r#"a " // c"#;\n', 'const A: &str = r#"a " // b"#; // c\n'),
    ("nested comment", "rs", "/* a /* b */ c */\nfn f() {}\n", "/* a /* b */ c */\nfn f() { g() }\n", "/* d /* e */ f */\nfn f() {}\n"),
    ("doc comment", "rs", "/// A.\nfn f() {}\n", "/// A.\nfn f() { g() }\n", "//! Of it.\n\n/// B.\nfn f() {}\n"),
    ("derive", "rs", "#[derive(Debug)]\nstruct A;\n", "#[derive(Clone)]\nstruct A;\n", "#[derive(Debug)]\nstruct A; // n\n"),
    ("test only", "rs", "fn f() {}\n", "#[cfg(feature = \"a\")]\nfn f() {}\n", "fn f() {}\n#[cfg(test)]\nmod tests { use super::*; }\n"),
    ("order of use", "rs", "use b::c;\nuse a::d;\nfn f() { d(c) }\n", "use b::c;\nuse x::d;\nfn f() { d(c) }\n", "use a::d;\nuse b::c;\nfn f() { d(c) }\n"),
    ("javadoc", "java", "/** A. */\nclass A { int x = 1; }\n", "/** A. */\nclass A { int x = 2; }\n", "/** B. */\nclass A {\n  int x = 1;\n}\n"),
    ("annotation", "java", "class A { @Inject B b; }\n", "class A { @Lazy B b; }\n", "class A {\n  // n\n  @Inject B b;\n}\n"),
    ("text block", "java", 'class A { String a = """\n  // b""";\n}\n', 'class A { String a = """\n  // c""";\n}\n', 'class A { String a = """\n  // b"""; // c\n}\n'),
    ("version", "ts", "export const version = '1.2.3'\nf(1)\n", "export const version = '1.2.3'\nf(2)\n", "export const version = '1.3.0'\nf(1)\n"),
    ("version of another", "go", 'package a\nconst Version = "1.2.3"\nconst Other = "1.2.3"\n', 'package a\nconst Version = "1.2.3"\nconst Other = "1.2.4"\n', 'package a\nconst Version = "1.2.4"\nconst Other = "1.2.3"\n'),
    ("class fields", "js", "class A {\n  get\n  a() {}\n}\n", "class A {\n  get a() {}\n}\n", "class A {\n  get;\n  a() {}\n}\n"),
    ("type alias", "ts", "type A = B\nf()\n", "type A = B\ng()\n", "export type A<T> = (x: T) => void\nf()\n"),
    ("ternary condition", "ts", "if (a ? b : c) { f() }\n", "if (a ? b : d) { f() }\n", "if (a ? b : c) {\n  f()\n}\n"),
]  # fmt: skip

# the same, where only the tree tells that the last runs nothing new
BY_TREE = [
    ("parentheses", "js", "x = (a * b) + c\n", "x = a * (b + c)\n", "x = a * b + c\n"),
    ("parentheses of an element", "jsx", "const f = () => <A/>\n", "const f = () => <B/>\n", "const f = () => (\n  <A/>\n)\n"),
    ("parameter in parentheses", "ts", "f(x => { g() })\n", "f(x => ({ g }))\n", "f((x) => {\n  g();\n});\n"),
    ("what makes elements", "tsx", "import React from 'react'\nf(<A/>)\n", "import React from 'preact/compat'\nf(<A/>)\n", "import React, { type B } from 'react'\nf(<A/>)\n"),
    ("import called type", "ts", "import type from 'a'\ntype(x)\n", "import type from 'b'\ntype(x)\n", "import type from 'a'\nimport type { A } from 'b'\ntype(x)\n"),
    ("text like an import", "ts", "f(`${x}import a`)\n", "f(`${x}`)\n", "f(`${x}import a`);\n"),
    ("chain", "ts", "(a?.b).c\n", "a?.b.c\n", "(a?.b).c;\n"),
    ("new", "js", "new (f())()\n", "new f()()\n", "new (f())();\n"),
    ("unused import", "ts", "f()\n", "import { f } from 'a'\nf()\n", "import { g } from 'a'\nf()\n"),
    ("import of a type", "ts", "function f(x: any) { g(x) }\n", "import { g } from 'a'\nfunction f(x: any) { g(x) }\n", "import { A } from 'a'\nfunction f(x: A) { g(x) }\n"),
    ("imports split", "ts", "import { a, b } from 'm'\na(b)\n", "import { b as a, a as b } from 'm'\na(b)\n", "import { b } from 'm'\nimport { a } from 'm'\na(b)\n"),
    ("cast", "ts", "f(x as A)\n", "f(y as A)\n", "f(x as unknown as B)\n"),
    ("certain", "ts", "f(x!.y)\n", "f(!x.y)\n", "f((x as A).y)\n"),
    ("satisfies", "ts", "const a = { b: 1 }\n", "const a = { b: 2 }\n", "const a = { b: 1 } satisfies A\n"),
    ("type arguments", "ts", "const a = new Map()\n", "const a = new Set()\n", "const a = new Map<string, number>()\n"),
    ("overload", "ts", "function f(x) { g() }\n", "function f(x) { h() }\n", "function f(x: string): void\nfunction f(x) { g() }\n"),
    ("access", "ts", "class A { b = 1; c() {} }\n", "class A { b = 2; c() {} }\n", "class A implements B { private readonly b = 1; protected override c(): void {} }\n"),
    ("property in a parameter", "ts", "class A { constructor(b: B) {} }\n", "class A { constructor(private b: B) {} }\n", "class A { constructor(b: C) {} }\n"),
    ("ambient", "ts", "f()\n", "var a = f()\n", "declare const a: number\ndeclare module 'x' { }\nf()\n"),
    ("export of a type", "ts", "f()\n", "export const A = f()\n", "export interface A { b: string }\nexport type { C } from 'c'\nf()\n"),
    ("types beside a decorator", "ts", "@I()\nclass A { @P() b: B; c() { const d: D = 1 } }\n", "@I()\nclass A { @P() b: C; c() { const d: D = 1 } }\n", "@I()\nclass A { @P() b: B; c() { const d: E = 1 } }\n"),
    ("this", "ts", "function f(x) { g(this) }\n", "function f(y, x) { g(this) }\n", "function f(this: A, x: B) { g(this) }\n"),
    ("go parentheses", "go", "package a\nvar x = (1 * 2) + 3\n", "package a\nvar x = 1 * (2 + 3)\n", "package a\nvar x = 1 * 2 + 3\n"),
    ("go imports apart", "go", 'package a\nimport (\n"a"\n"b"\n)\n', 'package a\nimport (\n"a"\n_ "b"\n)\n', 'package a\nimport "b"\nimport "a"\n'),
    ("go method", "go", "package a\nfunc f(p *T) { (*p).g() }\n", "package a\nfunc f(p *T) { *(p.g()) }\n", "package a\nfunc f(p *T) { ((*p)).g() }\n"),
    ("rust use tree", "rs", "use a::{b, c};\nfn f() { b(c) }\n", "use a::{b, d as c};\nfn f() { b(c) }\n", "use a::b;\nuse a::c;\nfn f() { b(c) }\n"),
    ("rust lint", "rs", "fn f() {}\n", "#[inline(never)]\nfn f() {}\n", "#![warn(missing_docs)]\n#[allow(dead_code)]\n#[must_use]\nfn f() {}\n"),
    ("rust field that is called", "rs", "fn f() { (self.g)(x) }\n", "fn f() { self.g(x) }\n", "fn f() { (self.g)((x)) }\n"),
    ("rust trailing comma", "rs", "fn f() { g(a, b) }\n", "fn f() { g((a, b)) }\n", "fn f() {\n    g(\n        a,\n        b,\n    )\n}\n"),
    ("java annotation of a checker", "java", "class A { int f(String s) { return 1; } }\n", "class A { @Bean int f(String s) { return 1; } }\n", "class A { @Override @SuppressWarnings(\"x\") int f(@Nullable final String s) { return 1; } }\n"),
    ("java parentheses", "java", "class A { int x = a ? b : c + 1; }\n", "class A { int x = (a ? b : c) + 1; }\n", "class A { int x = a ? b : (c + 1); }\n"),
    ("java import", "java", "class A { B b = f(); }\n", "import x.B;\nclass A { B b = f(); }\n", "import x.C;\nclass A { B b = f(); }\n"),
    ("java interface", "java", "interface A { void f(); }\n", "interface A { void f(int x); }\n", "interface A { public abstract void f(); }\n"),
    ("java type arguments", "java", "class A { void f() { g(C.d()); } }\n", "class A { void f() { g(C.e()); } }\n", "class A { void f() { g(C.<B>d()); } }\n"),
    ("namespace import", "ts", "f()\n", "import * as f from 'a'\nf()\n", "import * as g from 'a'\nf()\n"),
    ("kind of a property", "ts", "class A { constructor(private b: B) {} }\n", "class A { constructor(b: B) {} }\n", "class A { constructor(public b: B) {} }\n"),
    ("import of a type beside a value", "ts", "import { b } from 'm'\nb()\n", "import { c as b } from 'm'\nb()\n", "import { type A, b } from 'm'\nb()\n"),
    ("export of a type beside a value", "ts", "export { b } from 'm'\n", "export { c as b } from 'm'\n", "export { type A, b } from 'm'\n"),
]  # fmt: skip
CHANGED = [pytest.param(*row[1:4], id=row[0]) for row in SHARED]
SAME = [pytest.param(row[1], row[2], row[4], id=row[0]) for row in SHARED]


@pytest.fixture(params=["tree", "tokens"])
def reading(request, monkeypatch):
    """Judge with the grammars, then as if the extra were not installed."""
    if request.param == "tokens":
        monkeypatch.setattr(grammar, "_parsers", dict.fromkeys(grammar.EXTENSIONS))
    else:
        for module in ("javascript", "typescript", "go", "rust", "java"):
            pytest.importorskip(f"tree_sitter_{module}")
    return request.param


@pytest.fixture
def by_tree():
    for module in ("javascript", "typescript", "go", "rust", "java"):
        pytest.importorskip(f"tree_sitter_{module}")


def line(ext, before, after, *, strict=False):
    return changed_line(before.encode(), after.encode(), f"src/a.{ext}", strict=strict)


@pytest.mark.parametrize(("ext", "before", "after"), CHANGED)
def test_what_runs_something_new_is_seen_with_and_without_the_grammar(reading, ext, before, after):
    assert line(ext, before, after)


@pytest.mark.parametrize(("ext", "before", "after"), SAME)
def test_what_runs_the_same_passes_with_and_without_the_grammar(reading, ext, before, after):
    assert line(ext, before, after) is None


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(*row[1:4], id=row[0]) for row in BY_TREE])
def test_what_runs_something_new_is_seen_in_the_tree(by_tree, ext, before, after):
    assert line(ext, before, after)


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(*row[1:4], id=row[0]) for row in BY_TREE])
def test_without_the_grammar_it_is_seen_too(monkeypatch, ext, before, after):
    monkeypatch.setattr(grammar, "_parsers", dict.fromkeys(grammar.EXTENSIONS))
    assert line(ext, before, after)


@pytest.mark.parametrize(
    ("ext", "before", "after"), [pytest.param(row[1], row[2], row[4], id=row[0]) for row in BY_TREE]
)
def test_what_runs_the_same_passes_by_its_tree(by_tree, ext, before, after):
    assert line(ext, before, after) is None


def test_a_file_of_many_lines_is_read_by_its_tree(by_tree):
    more = "describe_something(value);\n" * 400
    assert line("js", "x = (a * b) + c\n" + more, "x = a * (b + c)\n" + more)
    assert line("js", "x = (a * b) + c\n" + more, "x = a * b + c\n" + more) is None


@pytest.mark.parametrize(
    ("ext", "before", "after"),
    [
        ("js", "x = (a * b) + c\n", "x = a * b + c\n"),
        ("java", "class A { void f(String s) {} }\n", "class A { void f(final String s) {} }\n"),
        ("rs", "fn f() {}\n", "#[allow(dead_code)]\nfn f() {}\n"),
        ("ts", "a()\n", "a();\n"),
    ],
)
def test_tokens_that_change_nothing_count_where_it_is_strict(by_tree, ext, before, after):
    assert line(ext, before, after, strict=True)
    assert line(ext, before, after) is None


@pytest.mark.parametrize(
    ("ext", "before", "after"),
    [
        ("go", 'package a\nimport (\n"a"\n"b"\n)\nfunc f() {\n}\nfunc g() {\n}\n', 'package a\nimport "a"\nfunc f() {\n}\n'),
        ("ts", "import { a, b } from 'm'\na()\nb()\n", "import { a } from 'm'\na()\n"),
        ("java", "import a.B;\nclass A {\n  int x;\n  B b;\n}\n", "class A {\n  int x;\n}\n"),
    ],
)  # fmt: skip
def test_a_deletion_with_its_imports_passes(by_tree, ext, before, after):
    assert line(ext, before, after) is None
