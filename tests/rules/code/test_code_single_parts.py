"""Changes of one small part: a comma, a blank, a mark; what counts, then its near twin that does not."""

# ruff: noqa: E501 - a case is a row

from __future__ import annotations

import pytest
from code_scenarios import changes, findings

from sinfonia.engine import Judge
from sinfonia.git.message import parse
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.code.changes import changed_line
from sinfonia.rules.enf_001_untested_code import RULE

# title, extension, before, what runs something new, what does not
TWINS = [
    ("blank between two parts of a template", "js", "f(`${a} ${b}`)\n", "f(`${a}${b}`)\n", "f(`${a} ${b}`);\n"),
    ("blank of a template", "ts", "f(` `)\n", "f(``)\n", "f(` `) // a\n"),
    ("blank of an element on a line of its own", "jsx", "x = <a>\n  b\n</a>\n", "x = <a>\n  c\n</a>\n", "x = <a>b</a>\n"),
    ("comma in front of an operand, js", "js", "f(a, -b)\n", "f(a - b)\n", "f(\n  a,\n  -b,\n)\n"),
    ("comma in front of an operand, go", "go", "package a\nfunc f() { g(a, -b) }\n", "package a\nfunc f() { g(a - b) }\n", "package a\nfunc f() {\n\tg(a,\n\t\t-b,\n\t)\n}\n"),
    ("comma in front of an operand, rust", "rs", "fn f() { g(a, -b) }\n", "fn f() { g(a - b) }\n", "fn f() { g(a, -b,) }\n"),
    ("comma of a tuple of one", "rs", "fn f() { m!((a.b,)) }\n", "fn f() { m!((a.b)) }\n", "fn f() { m!( (a.b,) ) }\n"),
    ("next line of Unicode is no line of scripts", "js", "a() // x\u0085f()\n", "a() // x\u2028f()\n", "a() // x\u0085g()\n"),
    ("next line of Unicode is a line of C#", "cs", "a(); // x\n", "a(); // x\u0085f();\n", "a(); // y\n"),
    ("backslash at the end of a raw string, kotlin", "kt", 'val a = """x\\"""\n// b\n"""c"""\n', 'val a = """y\\"""\n// b\n"""c"""\n', 'val a = """x\\"""\n// d\n"""c"""\n'),
    ("backslash at the end of a raw string, scala", "scala", 'val a = """x\\"""\n// b\n"""c"""\n', 'val a = """y\\"""\n// b\n"""c"""\n', 'val a = """x\\"""\n// d\n"""c"""\n'),
    ("quote behind a backslash", "kt", 'val a = "\\" // b"\n', 'val a = "\\" // c"\n', 'val a = "\\" // b" // c\n'),
    ("reader of one's own annotations", "py", "from inspect import signature\ndef f(x): return x\nsignature(f)\nsignature(print)\n", "from inspect import signature\ndef f(x: int): return x\nsignature(f)\nsignature(print)\n", "from inspect import signature\ndef f(x): return x\nsignature(f)\nsignature(print)  # n\n"),
    ("reader of another's annotations", "py", "from inspect import signature\ndef f(x): return x\nsignature(print)\n", "from inspect import signature\ndef f(x): return x\nsignature(open)\n", "from inspect import signature\ndef f(x: int): return x\nsignature(print)\n"),
    ("reader of another's text", "py", "from inspect import getdoc\ndef f(x):\n    'a'\n    return x\ngetdoc(print)\n", "from inspect import getdoc\ndef f(x):\n    'a'\n    return x\ngetdoc(f)\n", "from inspect import getdoc\ndef f(x):\n    'b'\n    return x\ngetdoc(print)\n"),
    ("version of any module", "py", "__version__ = '1'\nA = 1\n", "__version__ = '1'\nA = 2\n", "__version__ = '2'\nA = 1\n"),
]  # fmt: skip
# title, path of a test, before, what does not test more, what does
TESTS = [
    ("a skip of mocha", "test/a.test.js", "it('a', function () {\n  f();\n});\n", "it('a', function () {\n  this.skip();\n  f();\n});\n", "it('a', function () {\n  expect(g());\n  f();\n});\n"),
    ("a skip of go", "a_test.go", "func TestA(t *testing.T) {\n\tf()\n}\n", "func TestA(t *testing.T) {\n\tt.SkipNow()\n\tt.Skip()\n\tf()\n}\n", "func TestA(t *testing.T) {\n\tassert.True(t, g())\n\tf()\n}\n"),
    ("a skip of go's benchmarks", "a_test.go", "func BenchmarkA(b *testing.B) {\n\tf()\n}\n", "func BenchmarkA(b *testing.B) {\n\tb.Skip()\n\tf()\n}\n", "func BenchmarkA(b *testing.B) {\n\tassert.True(b, g())\n\tf()\n}\n"),
    ("an ignored test of rust", "tests/a.rs", "#[test]\nfn a() { f() }\n", "#[test]\n#[ignore]\nfn a() { f() }\n", "#[test]\nfn a() { assert!(g()) }\n"),
    ("an ignored test of rust that asserts more", "tests/a.rs", "#[test]\nfn a() {\n  assert!(f());\n}\n", "#[test]\n#[ignore]\nfn a() {\n  assert!(f());\n  assert!(g());\n}\n", "#[test]\nfn a() {\n  assert!(f());\n  assert!(g());\n}\n"),
    ("an ignored test of junit 4", "src/test/java/ATest.java", "@Test\nvoid a() { f(); }\n", "@Ignore\n@Test\nvoid a() { f(); }\n", "@Test\nvoid a() { assertTrue(g()); }\n"),
    ("a disabled test of junit 5", "src/test/java/ATest.java", "@Test\nvoid a() { f(); }\n", "@Disabled\n@Test\nvoid a() { f(); }\n", "@Test\nvoid a() { assertTrue(h()); }\n"),
    ("a skipped test of dart", "test/a_test.dart", "void a() { f(); }\n", "@Skip('x')\nvoid a() { f(); }\n", "void a() { expect(g(), 1); }\n"),
    ("an ignored test of c#", "tests/ATests.cs", "[Test]\nvoid A() { f(); }\n", '[Ignore("x")]\n[Test]\nvoid A() { f(); }\n', "[Test]\nvoid A() { Assert.True(g()); }\n"),
    ("a skip of bats", "test/a.bats", "@test 'a' {\n  run f\n}\n", "@test 'a' {\n  skip 'later'\n  run f\n}\n", "@test 'a' {\n  run f\n  run g\n}\n"),
    ("a pending example", "spec/a_spec.rb", "it 'a' do\n  f\nend\n", "it 'a' do\n  pending 'later'\n  f\nend\n", "it 'a' do\n  f\n  expect(g).to eq 1\nend\n"),
    ("a skip of ex_unit", "test/a_test.exs", 'test "a" do\n  f()\nend\n', '@tag :skip\ntest "a" do\n  f()\nend\n', 'test "a" do\n  f()\n  assert g()\nend\n'),
    ("a skip of xctest", "Tests/ATests.swift", "func testA() throws {\n  f()\n}\n", 'func testA() throws {\n  throw XCTSkip("x")\n  f()\n}\n', "func testA() throws {\n  XCTAssertTrue(g())\n  f()\n}\n"),
    ("a skip of phpunit", "tests/ATest.php", "<?php\nfunction testA() {\n  f();\n}\n", "<?php\nfunction testA() {\n  $this->markTestSkipped('x');\n  f();\n}\n", "<?php\nfunction testA() {\n  $this->assertTrue(g());\n  f();\n}\n"),
    ("an incomplete test of phpunit", "tests/ATest.php", "<?php\nfunction testA() {\n  f();\n}\n", "<?php\nfunction testA() {\n  $this->markTestIncomplete('x');\n  f();\n}\n", "<?php\nfunction testA() {\n  $this->assertFalse(g());\n  f();\n}\n"),
    ("a group with nothing in it, ruby", "spec/a_spec.rb", "f\n", "describe 'a' do\nend\nf\n", "it 'a' do\n  expect(b).to eq 1\nend\nf\n"),
    ("a group with nothing in it, script", "test/a.test.js", "f();\n", "describe('a', () => {\n});\nf();\n", "it('a', () => {\n  expect(b);\n});\nf();\n"),
]  # fmt: skip
CODE = "def f():\n    return 1\n"


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(*row[1:4], id=row[0]) for row in TWINS])
def test_what_runs_something_new_is_seen(ext, before, after):
    assert changed_line(before.encode(), after.encode(), f"src/a.{ext}")


@pytest.mark.parametrize(("ext", "before", "after"), [pytest.param(*row[1:3], row[4], id=row[0]) for row in TWINS])
def test_its_twin_runs_the_same(ext, before, after):
    assert changed_line(before.encode(), after.encode(), f"src/a.{ext}") is None


@pytest.mark.parametrize(("path", "before", "same", "more"), [pytest.param(*row[1:], id=row[0]) for row in TESTS])
def test_a_test_that_is_skipped_tests_nothing_more(path, before, same, more):
    def refused(after):
        return len(findings({"src/a.py": CODE, path: before}, {"src/a.py": CODE.replace("1", "2"), path: after}))

    assert refused(same) == 1
    assert refused(more) == 0


@pytest.mark.parametrize(("level", "count"), [("package", 1), ("any", 0)])
def test_data_of_tests_on_the_branch_counts_where_any_test_does(level, count):
    branch = changes({}, {"packages/p/tests/data/a.json": "{}"})
    found = findings({}, {"packages/p/src/a.py": CODE}, branch=lambda: branch, tests={"level": level})
    assert len(found) == count


@pytest.mark.parametrize(
    ("path", "message", "verdict"),
    [
        ("lib/**", "Change\n", "refused"),
        ("src/**", "Change\n", "passed"),
        ("lib/**", "Change\n\nSinfonia-Ignore: ENF-001 tried by hand\n", "passed"),
    ],
)
def test_a_trailer_waives_it_and_an_entry_of_the_configuration_its_paths(path, message, verdict):
    entry = {"code": "ENF-001", "path": path, "reason": "tried by hand"}
    judge = Judge(Policy({"enforcement_strictness": "medium", "ignore": [entry]}), (RULE,), today="2026-01-01")
    judge.add(Event("message", changes({}, {"src/a.py": CODE}), units=("net",), message=parse(message)))
    assert judge.report("message").verdict == verdict
