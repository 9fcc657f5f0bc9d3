"""ENF-001 by cases: what is refused, then its near twin that passes."""

# ruff: noqa: E501, Q003 - a case is a row

from __future__ import annotations

import pytest
from code_scenarios import findings

PYTHON = 'import os\n\n\ndef f(x):\n    """Doc."""\n    return x + 1\n'
TEST = "from pkg.a import f\n\n\ndef test_f():\n    assert f(1) == 2\n"
CHANGED = PYTHON.replace("x + 1", "x + 2")

# title, path, before, refused after, allowed after
TWINS = [
    ("comment", "src/a.py", PYTHON, CHANGED, PYTHON.replace("x + 1", "x + 1  # one more")),
    ("docstring", "src/a.py", PYTHON, CHANGED.replace("Doc", "Better"), PYTHON.replace("Doc", "Better")),
    ("line ends", "src/a.py", PYTHON, CHANGED.replace("\n", "\r\n"), PYTHON.replace("\n", "\r\n")),
    ("form feed", "src/a.py", PYTHON, "\f" + CHANGED, "\f" + PYTHON),
    ("quotes", "src/a.py", "A = 'x'\n", "A = 'y'\n", 'A = "x"\n'),
    ("type of a constant", "src/a.py", "A = 1\n", "A = True\n", "A = (1)\n"),
    ("string prefix", "src/a.py", "A = 'x'\n", "A = b'x'\n", "A = u'x'\n"),
    ("default value", "src/a.py", "def f(x=1): return x\n", "def f(x=2): return x\n", "def f(x: int = 1) -> int: return x\n"),
    ("decorator", "src/a.py", "def f(x): return x\n", "@cache\ndef f(x): return x\n", "def f(x): return (x)\n"),
    ("decorator taken away", "src/a.py", "@login\ndef f(): x()\n", "def f(): x()\n", "@login\ndef f(): x()  # n\n"),
    ("annotation of a route", "src/a.py", "@app.get('/')\ndef f(x): return x\n", "@app.get('/')\ndef f(x: int): return x\n", "@app.get('/')\ndef f(x): return (x)\n"),
    ("annotation that calls", "src/a.py", "def f(x): return x\n", "def f(x: Annotated[S, Depends(g)]): return x\n", "def f(x: Annotated[S, 'g']): return x\n"),
    ("dataclass field", "src/a.py", "@dataclass\nclass A:\n    x: int\n", "@dataclass\nclass A:\n    x: str\n", "@dataclass\nclass A:\n    '''Doc.'''\n    x: int\n"),
    ("model field", "src/a.py", "class A(BaseModel):\n    x: int\n", "class A(BaseModel):\n    x: str\n", "class A(BaseModel):\n    x: int  # n\n"),
    ("typed dict", "src/a.py", "class A(TypedDict):\n    x: int\n", "class A(TypedDict):\n    x: str\n", "class A(TypedDict):\n\n    x: int\n"),
    ("plain class attribute", "src/a.py", "class A:\n    x = 1\n", "class A:\n    x: int = 2\n", "class A:\n    x: int = 1\n"),
    ("protocol", "src/a.py", "from typing import Protocol\nclass P(Protocol):\n    def f(self): ...\n",
     "from typing import Protocol\nclass P(Protocol):\n    def f(self): return 1\n", "from typing import Protocol\nclass P(Protocol):\n    def g(self, x: int) -> int: ...\n"),
    ("overload", "src/a.py", "def f(x): return x\n", "from other import overload\n@overload\ndef f(x: int): return 2\ndef f(x): return x\n",
     "from typing import overload\n@overload\ndef f(x: int) -> int: ...\ndef f(x): return x\n"),
    ("type alias", "src/a.py", "A = 1\n", "A = 1\nX = dict\n", "from typing import TypeAlias\nA = 1\nX: TypeAlias = dict\n"),
    ("cast", "src/a.py", "from typing import cast\nuse(cast(A, b))\n", "from typing import cast\nuse(cast(A, c))\n", "use(b)\n"),
    ("cast of one's own", "src/a.py", "use(cast(A, b))\n", "use(b)\n", "use(cast(A, b))  # n\n"),
    ("type checking else", "src/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\nelse:\n    B = 1\nuse(B)\n",
     "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\nelse:\n    B = 2\nuse(B)\n",
     "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from c import B\nelse:\n    B = 1\nuse(B)\n"),
    ("type variable that calls", "src/a.py", "A = 1\n", "from typing import TypeVar\nA = 1\nT = TypeVar('T', bound=f())\n", "from typing import TypeVar\nA = 1\nT = TypeVar('T', bound='A')\n"),
    ("type alias that calls", "src/a.py", "A = 1\n", "from typing import TypeAlias\nA = 1\nX: TypeAlias = f()\n", "from typing import TypeAlias\nA = 1\nX: TypeAlias = 'f'\n"),
    ("overload that calls", "src/a.py", "def f(x): return x\n", "from typing import overload\n@overload\ndef f(x=g()): ...\ndef f(x): return x\n",
     "from typing import overload\n@overload\ndef f(x=...): ...\ndef f(x): return x\n"),
    ("overload that registers", "src/a.py", "def f(x): return x\n", "from typing import overload\n@overload\n@route\ndef f(x): ...\ndef f(x): return x\n",
     "from typing import overload\n@overload\n@staticmethod\ndef f(x): ...\ndef f(x): return x\n"),
    ("protocol that calls", "src/a.py", "A = 1\n", "from typing import Protocol\nA = 1\nclass P(Protocol):\n    def f(self, x=g()): ...\n",
     "from typing import Protocol\nA = 1\nclass P(Protocol):\n    def f(self, x=1): ...\n"),
    ("protocol with a metaclass", "src/a.py", "A = 1\n", "from typing import Protocol\nA = 1\nclass P(Protocol, metaclass=g()): ...\n", "from typing import Protocol\nA = 1\nclass P(Protocol): ...\n"),
    ("type checking set to true", "src/a.py", "from typing import TYPE_CHECKING\nTYPE_CHECKING = 1\n", "from typing import TYPE_CHECKING\nTYPE_CHECKING = 1\nif TYPE_CHECKING:\n    f()\n",
     "from typing import TYPE_CHECKING\nTYPE_CHECKING = 1\n# f()\n"),
    ("type checking of another module", "src/a.py", "import mine as t\n", "import mine as t\nif t.TYPE_CHECKING:\n    f()\n", "import mine as t\nimport typing\nif typing.TYPE_CHECKING:\n    f()\n"),
    ("import that replaces a function", "src/a.py", "def f(): return 1\n", "def f(): return 1\nfrom a import f\n", "def f(): return 1\nfrom a import g\n"),
    ("import that replaces a constant", "src/a.py", "A = 1\n", "A = 1\nfrom a import A\n", "A = 1\nfrom a import B\n"),
    ("templates nested beyond any program", "src/a.js", "a()\n", "a()\n" + "`${" * 5000, "a() // " + "`${" * 5000 + "\n"),
    ("notebook nested beyond any", "src/a.ipynb", '{"cells": []}', "[" * 100_000, '{"cells": [{"cell_type": "markdown", "source": "a"}]}'),
    ("import in place of a function", "src/a.py", "def f(): return 1\n", "from a import f\n", "# gone\n"),
    ("swapped import", "src/a.py", "from a import f\nf()\n", "from b import f\nf()\n", "from a import f\nfrom b import g\nf()\n"),
    ("swapped import that others use", "src/a.py", "from a import f\n", "from b import f\n", "from a import (\n    f,\n)\n"),
    ("import order", "src/a.py", "import b\nimport a\na.x(b)\n", "import b\na.x(b)\nimport a\n", "import a\nimport b\na.x(b)\n"),
    ("imports of one name", "src/a.py", "from a import f\nfrom b import f\nf()\n", "from b import f\nfrom a import f\nf()\n", "from a import f\n\nfrom b import f\nf()\n"),
    ("version", "src/pkg/__init__.py", "__version__ = '1'\nA = 1\n", "__version__ = '1'\nA = 2\n", "__version__ = '2'\nA = 1\n"),
    ("version elsewhere", "src/pkg/api.py", "VERSION = 1\n", "VERSION = 2\n", "VERSION = 1  # stable\n"),
    ("re-export", "src/pkg/__init__.py", "from .a import f\n__all__ = ['f']\n", "from .b import f\n__all__ = ['f']\n", "from .a import f\nfrom .b import g\n__all__ = ['f', 'g']\n"),
    ("new init", "src/pkg/__init__.py", None, "from .a import f\nf()\n", "'''Doc.'''\nfrom .a import f\n"),
    ("deletion", "src/a.py", "def f():\n    return 1\ndef g():\n    return 2\n", "def f():\n    return 3\n", "def f():\n    return 1\n"),
    ("emptied function", "src/a.py", "def f():\n    g()\n", "def f():\n    pass\n", "def f():\n    '''Doc.'''\n    g()\n"),
    ("else taken away", "src/a.py", "if a:\n    b()\nelse:\n    c()\n", "if a:\n    b()\n    c()\n", "if a:\n    b()\n"),
    ("marks that woke code up", "src/a.py", "a()\n'''\nb()\n'''\n", "a()\nb()\n", "a()\n"),
    ("no cover on what was covered", "src/a.py", "def g():\n    return 1\n", "def g():  # pragma: no cover\n    return 2\n", "def g():  # pragma: no cover\n    return 1\n"),
    ("no cover in a string", "src/a.py", "A = 1\n", "A = 'pragma: no cover'\n", "A = 1  # pragma: no cover\n"),
    ("null byte", "src/a.py", "A = 1\n", "A = 1\0\n", "A = 1 \n"),
    ("syntax error", "src/a.py", "A = 1\n", "A = \n", "A = 1\n\n"),
    ("coding cookie", "src/a.py", "# coding: latin-1\nA = 'x'\n", "# coding: latin-1\nA = 'y'\n", "# coding: utf-8\nA = 'x'\n"),
    ("new file", "src/a.py", None, "def f(): return 1\n", "# nothing yet\n"),
    ("generated header", "src/a.py", None, "# Generates reports\nA = 1\n", "# Code generated by x. DO NOT EDIT.\nA = 1\n"),
    ("header added to code", "src/a.py", "A = 1\n", "# @generated\nA = 2\n", "# @generated\nA = 1\n"),
    ("notebook", "src/a.ipynb", '{"cells": [{"cell_type": "code", "source": ["a = 1"], "outputs": []}]}',
     '{"cells": [{"cell_type": "code", "source": ["a = 2"], "outputs": []}]}', '{"cells": [{"cell_type": "code", "source": ["a = 1"], "outputs": [1]}]}'),
    ("javascript comment", "src/a.js", "f(1) // a\n", "f(2) // a\n", "f(1) /* b */\n"),
    ("javascript string", "src/a.js", "f('http://x')\n", "f('http://y')\n", 'f("http://x")\n'),
    ("javascript template", "src/a.js", "f(`a ${b /* c */} // d`)\n", "f(`a ${b /* c */} // e`)\n", "f(\n  `a ${b /* c */} // d`\n)\n"),
    ("javascript regex", "src/a.js", "x = /[/\"]/.test(y) // a\n", "x = /[/']/.test(y) // a\n", "x = /[/\"]/.test(y)\n"),
    ("javascript return", "src/a.js", "function f() { return x }\n", "function f() { return\nx }\n", "function f() {\n  return x\n}\n"),
    ("javascript semicolon", "src/a.js", "a()\nb()\n", "a()\n(b)()\n", "a();\nb();\n"),
    ("javascript asi", "src/a.js", "a();\n[b].c()\n", "a()\n[b].c()\n", "a(); [b].c();\n"),
    ("jsx link", "src/a.jsx", "x = <a>http://x</a>\n", "x = <a>http://y</a>\n", "x = <a>http://x</a> // n\n"),
    ("javascript imports", "src/a.js", "import a from 'a'\nimport b from 'b'\na(b)\n", "import a from 'b'\nimport b from 'a'\na(b)\n", "import b from 'b'\nimport a from 'a'\na(b)\n"),
    ("javascript effects", "src/a.js", "import './a'\nimport './b'\n", "import './b'\nimport './a'\n", "import './a';\nimport './b';\n"),
    ("typescript interface", "src/a.ts", "enum A { x }\n", "enum A { x, y }\n", "interface B { x: number }\nenum A { x }\n"),
    ("typescript default", "src/a.ts", "function f(x: number = 1) { return x }\n", "function f(x: number = 2) { return x }\n", "function f(x: bigint = 1): bigint { return x }\n"),
    ("typescript object", "src/a.ts", "const a: A = { b: c }\n", "const a: A = { b: d }\n", "const a: B<C[]> = { b: c }\n"),
    ("typescript arrow", "src/a.ts", "const f = (a: A): B => a\n", "const f = (a: A): B => b\n", "const f = (a: A | C): { x: B } => a\n"),
    ("typescript ternary", "src/a.ts", "const x = a ? (b) : c\n", "const x = a ? (b) : d\n", "const x: X = a ? (b) : c\n"),
    ("typescript case", "src/a.ts", "switch (a) { case f(b): { c() } }\n", "switch (a) { case f(d): { c() } }\n", "switch (a) {\n case f(b): {\n c()\n } }\n"),
    ("typescript type", "src/a.ts", "type A = B | { c: string }\nf()\n", "type A = B\ng()\n", "export type A<T> = (x: T) => void\nf()\n"),
    ("typescript injection", "src/a.ts", "@I()\nclass A { constructor(private b: B) { } }\n", "@I()\nclass A { constructor(private b: C) { } }\n", "@I()\nclass A { constructor(private b: B) { } } // n\n"),
    ("typescript method", "src/a.ts", "class A { private b: B = 1; f(x: B) { return x } }\n", "class A { private b: B = 2; f(x: B) { return x } }\n", "class A { private b: C = 1; f(x: C): B { return x } }\n"),
    ("go build tag", "a.go", "//go:build linux\n\npackage a\n", "//go:build windows\n\npackage a\n", "//go:build linux\n\n// Package a.\npackage a\n"),
    ("go imports", "a.go", 'package a\nimport (\n"b"\n"a"\n)\n', 'package a\nimport (\n"b"\n"c"\n)\n', 'package a\nimport (\n"a"\n"b"\n)\n'),
    ("go raw string", "a.go", "package a\nvar x = `// a`\n", "package a\nvar x = `// b`\n", "package a\n\nvar x = `// a` // b\n"),
    ("cgo preamble", "a.go", 'package a\n// int f();\nimport "C"\n', 'package a\n// int g();\nimport "C"\n', 'package a\n// int f();\nimport   "C"\n'),
    ("rust lifetime", "src/a.rs", "fn f<'a>(x: &'a str) { g('\"') } // '\n", "fn f<'a>(x: &'a str) { g('x') } // '\n", "fn f<'a>(x: &'a str) { g('\"') } // b\n"),
    ("rust raw string", "src/a.rs", 'const A: &str = r#"a " // b"#;\n', 'const A: &str = r#"a " // c"#;\n', 'const A: &str = r#"a " // b"#; // c\n'),
    ("rust tests only", "src/a.rs", "fn f() {}\n", "fn f() { g() }\n", "fn f() {}\n#[cfg(test)]\nmod tests { use super::*; }\n"),
    ("java", "src/main/java/A.java", "class A { int x = 1; /* a */ }\n", "class A { int x = 2; /* a */ }\n", "class A {\n  int x = 1;\n}\n"),
    ("preprocessor", "src/a.c", "#if 0\nint a;\n#endif\n", "int a;\n", "#if 0\nint a; // n\n#endif\n"),
    ("macro on two lines", "src/a.c", "#define A 1\nint a;\n", "#define A 1 int a;\n", "#define A   1\n\nint a;\n"),
    ("c brace deletion", "src/a.c", "if (a) {\n b();\n} else {\n c();\n}\n", "if (a) {\n b();\n c();\n}\n", "if (a) {\n b();\n}\n"),
    ("code woken up", "src/a.c", "a();\n/*\nb();\n*/\n", "a();\nb();\n", "a();\n"),
    ("shell", "bin/a.sh", "echo a # b\n", "echo c # b\n", "echo a  # d\n"),
    ("shell hash in a word", "bin/a.sh", "echo a#b\n", "echo a#c\n", "echo  a#b\n"),
    ("shell heredoc", "bin/a.sh", "cat <<EOF\n# a\nEOF\n", "cat <<EOF\n# b\nEOF\n", "# c\ncat <<EOF\n# a\nEOF\n"),
    ("shebang", "bin/a.sh", "#!/bin/sh\na\n", "#!/bin/bash\na\n", "#!/bin/sh\n# b\na\n"),
    ("ruby magic comment", "lib/a.rb", "a\n", "# frozen_string_literal: true\na\n", "# about a\na\n"),
    ("ruby", "lib/a.rb", 'puts "#{a} # b"\n', 'puts "#{a} # c"\n', 'puts "#{a} # b" # c\n'),
    ("php", "src/a.php", "<?php $a = 1; # b\n", "<?php $a = 2; # b\n", "<?php\n$a = 1; // c\n"),
    ("php attribute", "src/a.php", "<?php\n#[A]\nf();\n", "<?php\n#[B]\nf();\n", "<?php\n#[A]\n# c\nf();\n"),
    ("vue", "src/A.vue", "<script>\na()\n</script>\n", "<script>\nb()\n</script>\n", "<script>\na()  \n\n</script>\n"),
    ("utf-16", "src/A.cs", "class A { int x = 1; }".encode("utf-16"), "class A { int x = 2; }".encode("utf-16"), b"class A { int x = 1; }"),
    ("latest.py", "src/latest.py", PYTHON, CHANGED, PYTHON + "\n"),
    ("php number sign", "src/a.php", "<?php\nf(1); # a\n", "<?php\nf(2); # a\n", "<?php\nf(1); # b\n"),
    ("php attribute", "src/a.php", "<?php\n#[A]\nfunction f() {}\n", "<?php\n#[B]\nfunction f() {}\n", "<?php\n#[A]\nfunction f() {} // n\n"),
    ("php markup", "src/a.php", "a\n<?php\nf(1);\n?>\nb\n", "a\n<?php\nf(1);\n?>\nc\n", "a\n<?php\n\nf(1);\n?>\nb\n"),
    ("php comment", "src/a.php", "<?php\nf(1); // a\n", "<?php\nf(2); // a\n", "<?php\nf(1); // b\n"),
    ("dart raw string", "src/a.dart", "f(r'a$b'); // a\n", "f(r'a$c'); // a\n", "f(r'a$b'); // b\n"),
    ("string in a c# string", "src/a.cs", 'f($"a {g("b")} // c"); // d\n', 'f($"a {g("e")} // c"); // d\n', 'f($"a {g("b")} // c"); // e\n'),
    ("comment in a directive", "src/a.c", "#define A 1 /* x */ + 2\nint a = A;\n", "#define A 1\n+ 2\nint a = A;\n", "#define A 1 /* x\n */ + 2\nint a = A;\n"),
    ("version in its file", "src/version.py", 'version = "1.0"\n', "version = f()\n", 'version = "1.1"\n'),
    ("version in another file", "src/a.py", 'version = "1.0"\n', 'version = "1.1"\n', 'version = "1.0"  # n\n'),
    ("cast by its module", "src/a.py", "import typing\nuse(b)\n", "import typing\nuse(typing.get_type_hints(A, b))\n", "import typing\nuse(typing.cast(A, b))\n"),
    ("package beside its module", "src/a.py", "import a.b\nf(a)\n", "import a.c\nf(a)\n", "import a\nimport a.b\nf(a)\n"),
    ("name of a package bound again", "src/a.py", "import a.b\nfrom x import a\nf(a)\n", "from x import a\nimport a.b\nf(a)\n", "import a.b\nfrom x import (\n    a,\n)\nf(a)\n"),
    ("names bound twice", "src/a.py", "import b as a\nimport c\nimport d as a\nf(a)\n", "import d as a\nimport c\nimport b as a\nf(a)\n", "import b as a\nimport c\nimport d as a\nf(a)  # n\n"),
    ("import called like another", "src/a.py", "import b\nimport a\nf(a)\n", "import b\nimport c as a\nf(a)\n", "import a\nimport b\nf(a)\n"),
    ("inert click", "src/a.py", "import click\n@click.x\ndef f(a): return a\n", "import click\n@click.x\ndef f(a): return b\n", "import click\n@click.x\ndef f(a: int) -> int: return a\n"),
    ("inert pytest", "src/a.py", "import pytest\n@pytest.x\ndef f(a): return a\n", "import pytest\n@pytest.x\ndef f(a): return b\n", "import pytest\n@pytest.x\ndef f(a: int) -> int: return a\n"),
    ("inert functools", "src/a.py", "import functools\n@functools.x\ndef f(a): return a\n", "import functools\n@functools.x\ndef f(a): return b\n", "import functools\n@functools.x\ndef f(a: int) -> int: return a\n"),
    ("inert contextlib", "src/a.py", "import contextlib\n@contextlib.x\ndef f(a): return a\n", "import contextlib\n@contextlib.x\ndef f(a): return b\n", "import contextlib\n@contextlib.x\ndef f(a: int) -> int: return a\n"),
    ("inert abc", "src/a.py", "import abc\n@abc.x\ndef f(a): return a\n", "import abc\n@abc.x\ndef f(a): return b\n", "import abc\n@abc.x\ndef f(a: int) -> int: return a\n"),
    ("imports replaced", "src/a.py", "import a\nimport b\nimport c\nf(a)\n", "from q import a\nimport b\nf(a)\n", "import a\nimport b\nf(a)\n"),
    ("php number sign before markup", "src/a.php", "<?php\nf(1); # a ?>b\n", "<?php\nf(1); # a ?>c\n", "<?php\nf(1); # d ?>b\n"),
    ("lua long string", "src/a.lua", "s = [[\na\n-- b\n]]\n-- d\n", "s = [[\na\n-- c\n]]\n-- d\n", "s = [[\na\n-- b\n]]\n-- e\n"),
    ("fewer imports of other things", "src/a.py", "def f():\n    import a\n    import b\n    a.x(b)\n    g()\n", "def f():\n    import c as a\n    a.x(b)\n", "def f():\n    import a\n    a.x(b)\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "refused"), [pytest.param(r[1], r[2], r[3], id=r[0]) for r in TWINS])
def test_a_change_of_what_runs_is_refused_alone(path, before, refused):
    found = findings({path: before} if before is not None else {}, {path: refused})
    assert [f.location.path for f in found] == [path]
    assert found[0].location.line


@pytest.mark.parametrize(("path", "before", "allowed"), [pytest.param(r[1], r[2], r[4], id=r[0]) for r in TWINS])
def test_its_twin_that_runs_the_same_passes(path, before, allowed):
    assert findings({path: before} if before is not None else {}, {path: allowed}) == []


# title, path of the test, before, what does not count, what counts
TESTS = [
    ("comment", "tests/test_a.py", TEST, "# touched\n" + TEST, TEST.replace("== 2", "== 3")),
    ("assertion removed", "tests/test_a.py", TEST, TEST.replace("assert f(1) == 2", "f(1)"), TEST + "    assert f(2) == 3\n"),
    ("skip", "tests/test_a.py", TEST, TEST.replace("def test", "@pytest.mark.skip\ndef test"), TEST + "def test_g():\n    assert f(0)\n"),
    ("xfail", "tests/test_a.py", TEST, TEST + "@pytest.mark.xfail\ndef test_g():\n    assert f(0)\n", TEST + "@pytest.mark.xfail(strict=True)\ndef test_g():\n    assert f(0)\n"),
    ("xfail on one platform", "tests/test_a.py", TEST, TEST + "@pytest.mark.xfail(reason='nt')\ndef test_g():\n    assert f(0)\n", TEST + "@pytest.mark.xfail(os.name == 'nt', reason='posix')\ndef test_g():\n    assert f(0)\n"),
    ("xfail that always holds", "tests/test_a.py", TEST, TEST + "@pytest.mark.xfail(True)\ndef test_g():\n    assert f(0)\n", TEST + "@pytest.mark.xfail(sys.platform == 'x')\ndef test_g():\n    assert f(0)\n"),
    ("fewer assertions, one of them new", "tests/test_a.py", TEST + "    assert f(2) == 3\n", TEST, TEST.replace("f(1) == 2", "f(9) == 10")),
    ("renamed test with rows", "tests/test_a.py", TEST, "@pytest.mark.slow\n" + TEST.replace("test_f", "test_f"), TEST.replace("def test_f()", "@pytest.mark.parametrize('n', [1, 2])\ndef test_rows(n)").replace("(1)", "(n)")),
    ("copied test", "tests/test_a.py", TEST, TEST + TEST[TEST.index("def"):].replace("test_f", "test_g"), TEST + "\n\ndef test_g():\n    assert f(7) == 8\n"),
    ("renamed test with fewer rows", "tests/test_a.py", "@pytest.mark.parametrize('x', [\n 1,\n 2,\n])\ndef test_f(x):\n    assert f(x)\n", "@pytest.mark.parametrize('x', [\n 1,\n])\ndef test_g(x):\n    assert f(x)\n",
     "@pytest.mark.parametrize('x', [\n 1,\n 2,\n 3,\n])\ndef test_g(x):\n    assert f(x)\n"),
    ("skipped module", "tests/test_a.py", TEST, "pytestmark = pytest.mark.skip\n" + TEST.replace("== 2", "== 3"), TEST.replace("== 2", "== 3")),
    ("skip in the body", "tests/test_a.py", TEST, TEST.replace("    assert", "    pytest.skip('x')\n    assert"), TEST.replace("f(1)", "f(9)")),
    ("unskipped", "tests/test_a.py", TEST.replace("def test", "@unittest.skip('x')\ndef test"), "", TEST),
    ("renamed test", "tests/test_a.py", TEST, TEST.replace("test_f", "test_other"), TEST.replace("test_f", "test_other").replace("(1)", "(4)")),
    ("no test in it", "tests/test_b.py", None, "'''Soon.'''\nimport os\n", "def test_b():\n    assert f(1)\n"),
    ("empty test", "tests/test_b.py", None, "def test_b():\n    pass\n", "def test_b():\n    f(1)\n"),
    ("deleted row", "tests/test_a.py", "@pytest.mark.parametrize('x', [\n 1,\n 2,\n])\ndef test(x):\n    assert f(x)\n", "@pytest.mark.parametrize('x', [\n 1,\n])\ndef test(x):\n    assert f(x)\n",
     "@pytest.mark.parametrize('x', [\n 1,\n 2,\n 3,\n])\ndef test(x):\n    assert f(x)\n"),
    ("broken test", "tests/test_a.py", TEST, TEST + "def test_g(:\n", TEST + "def test_g():\n    f(4)\n"),
    ("fixture", "tests/data/a.json", "{}", "{ }\n".replace(" ", "") , '{"a": 1}'),
    ("snapshot", "src/__snapshots__/a.snap", "x\n", "\n", "y\n"),
    ("prose beside tests", "tests/README.md", "a\n", "b\n", None),
    ("jest only", "src/a.test.js", "test('a', () => {\n  expect(f()).toBe(1)\n})\n", "test.only('a', () => {\n  expect(f()).toBe(1)\n})\n", "test('a', () => {\n  expect(f()).toBe(2)\n})\n"),
    ("jest skip", "src/a.test.js", "test('a', () => {\n  expect(f()).toBe(1)\n})\n", "test.skip('a', () => {\n  expect(f()).toBe(2)\n})\n", "test('a', () => {\n  expect(f()).toBe(1)\n})\ntest('b', () => { expect(g()) })\n"),
    ("jest assertion removed", "src/a.test.js", "test('a', () => {\n  expect(f()).toBe(1)\n})\n", "test('a', () => {\n  f()\n})\n", "test('a', () => {\n  expect(f(2)).toBe(1)\n})\n"),
    ("go skip", "a_test.go", "package a\nfunc TestF(t *testing.T) {\n\tif F(1) != 2 { t.Fatal() }\n}\n", "package a\nfunc TestF(t *testing.T) {\n\tt.Skip()\n\tif F(1) != 2 { t.Fatal() }\n}\n", "package a\nfunc TestF(t *testing.T) {\n\tif F(1) != 3 { t.Fatal() }\n}\n"),
    ("rust ignore", "tests/a.rs", "#[test]\nfn a() {\n  assert!(f());\n}\n", "#[test]\n#[ignore]\nfn a() {\n  assert!(f());\n}\n", "#[test]\nfn a() {\n  assert!(f());\n  assert!(g());\n}\n"),
    ("junit disabled", "src/test/java/ATest.java", "class ATest {\n@Test\nvoid a() {\n assertTrue(f());\n}\n}\n", "class ATest {\n@Disabled\n@Test\nvoid a() {\n assertTrue(f());\n}\n}\n", "class ATest {\n@Test\nvoid a() {\n assertTrue(g());\n}\n}\n"),
    ("bats", "test/a.bats", '@test "a" {\n  run a\n}\n', '# b\n@test "a" {\n  run a\n}\n', '@test "a" {\n  run b\n}\n'),
    ("rspec", "spec/a_spec.rb", "it 'a' do\n  expect(f).to eq 1\nend\n", "xit 'a' do\n  expect(f).to eq 1\nend\n", "it 'a' do\n  expect(f).to eq 2\nend\n"),
]  # fmt: skip


def with_source(path, before, after):
    return findings(
        {"src/a.py": PYTHON, **({path: before} if before is not None else {})},
        {"src/a.py": CHANGED, **({path: after} if after is not None else {})},
    )


@pytest.mark.parametrize(("path", "before", "after"), [pytest.param(r[1], r[2], r[3], id=r[0]) for r in TESTS])
def test_a_change_of_a_test_that_tests_nothing_more_does_not_count(path, before, after):
    assert len(with_source(path, before, after)) == 1


@pytest.mark.parametrize(
    ("path", "before", "after"), [pytest.param(r[1], r[2], r[4], id=r[0]) for r in TESTS if r[4] is not None]
)
def test_a_change_of_a_test_that_tests_more_counts(path, before, after):
    assert with_source(path, before, after) == []
