"""Changes of Python that try to pass as meaningless, and do not; then rewrites that mean the same, and pass."""

# ruff: noqa: E501 - a case is a row

from __future__ import annotations

import pytest

from sinfonia.rules.code.changes import changed_line

TYPING = "from typing import TypeAlias, NewType, Union, TypeVar, cast, TYPE_CHECKING, NamedTuple, TypedDict\n"

# title, before, after: something else runs
ATTACKS = [
    ("string annotation of dataclass", "@dataclass\nclass A:\n    x: 'int'\n", "@dataclass\nclass A:\n    x: 'str'\n"),
    ("annotations read by get_type_hints", "def f(x: int): pass\nh = get_type_hints(f)\n", "def f(x: str): pass\nh = get_type_hints(f)\n"),
    ("annotations read", "def f(x: int): pass\nh = f.__annotations__\n", "def f(x: str): pass\nh = f.__annotations__\n"),
    ("module annotations read", "x: int = 1\nh = __annotations__\n", "x: str = 1\nh = __annotations__\n"),
    ("docstring printed", "def f():\n    'a'\nprint(f.__doc__)\n", "def f():\n    'b'\nprint(f.__doc__)\n"),
    ("module doc usage", "'''Usage: a'''\nargs = docopt(__doc__)\n", "'''Usage: b'''\nargs = docopt(__doc__)\n"),
    ("inspect.getdoc", "def f():\n    'a'\nx = inspect.getdoc(f)\n", "def f():\n    'b'\nx = inspect.getdoc(f)\n"),
    ("docstring of a class read", "class A:\n    'a'\n    def f(self): return self.__doc__\n", "class A:\n    'b'\n    def f(self): return self.__doc__\n"),
    ("docstring of a class read by type", "class A:\n    'a'\n    def f(self): return type(self).__doc__\n", "class A:\n    'b'\n    def f(self): return type(self).__doc__\n"),
    ("signature read", "def f(x: int): pass\nh = inspect.signature(f)\n", "def f(x: str): pass\nh = inspect.signature(f)\n"),
    ("slots", "class A:\n    __slots__ = ('a',)\n", "class A:\n    __slots__ = ('a', 'b')\n"),
    ("attrs", "@attr.s(auto_attribs=True)\nclass A:\n    x: int\n", "@attr.s(auto_attribs=True)\nclass A:\n    x: str\n"),
    ("define", "@define\nclass A:\n    x: int\n", "@define\nclass A:\n    x: int\n    y: int\n"),
    ("namedtuple", TYPING + "class A(NamedTuple):\n    x: int\n", TYPING + "class A(NamedTuple):\n    x: int\n    y: int\n"),
    ("typeddict total", TYPING + "class A(TypedDict):\n    x: int\n", TYPING + "class A(TypedDict, total=False):\n    x: int\n"),
    ("typer", "@app.command()\ndef f(x: int): pass\n", "@app.command()\ndef f(x: str): pass\n"),
    ("typer.run", "def f(x: int): pass\ntyper.run(f)\n", "def f(x: str): pass\ntyper.run(f)\n"),
    ("fastapi return", "@app.get('/')\ndef f() -> A: pass\n", "@app.get('/')\ndef f() -> B: pass\n"),
    ("singledispatch register", "@f.register\ndef _(x: int): return 1\n", "@f.register\ndef _(x: str): return 1\n"),
    ("TYPE_CHECKING else", TYPING + "if TYPE_CHECKING:\n    import a\nelse:\n    a = 1\nuse(a)\n", TYPING + "if TYPE_CHECKING:\n    import a\nelse:\n    a = 2\nuse(a)\n"),
    ("not TYPE_CHECKING", TYPING + "if not TYPE_CHECKING:\n    a = 1\nuse(a)\n", TYPING + "if not TYPE_CHECKING:\n    a = 2\nuse(a)\n"),
    ("TYPE_CHECKING or x", TYPING + "if TYPE_CHECKING or x:\n    a = 1\nuse(a)\n", TYPING + "if TYPE_CHECKING or x:\n    a = 2\nuse(a)\n"),
    ("reexport other", "from .a import f\n__all__ = ['f']\n", "from .b import f\n__all__ = ['f']\n"),
    ("conditional import", "if WINDOWS:\n    import a as m\nelse:\n    import b as m\nm.x()\n", "if WINDOWS:\n    import c as m\nelse:\n    import b as m\nm.x()\n"),
    ("star import", "from a import *\nf()\n", "from b import *\nf()\n"),
    ("function replaced by import", "def f(): return 1\n", "from a import f\n"),
    ("constant replaced by import", "A = 1\n", "from a import A\n"),
    ("constant replaced by alias", TYPING + "A = 1\n", TYPING + "A = Union[int, str]\n"),
    ("alias used at runtime changed", TYPING + "X: TypeAlias = dict\nx = X()\n", TYPING + "X: TypeAlias = list\nx = X()\n"),
    ("alias changed that others import", TYPING + "X = Union[int, str]\n", TYPING + "X = Union[str, int]\n"),
    ("alias in a model", TYPING + "X = Union[int, str]\nclass A(BaseModel):\n    x: X\n", TYPING + "X = Union[str, int]\nclass A(BaseModel):\n    x: X\n"),
    ("newtype in model", TYPING + "X = NewType('X', int)\nclass A(BaseModel):\n    x: X\n", TYPING + "X = NewType('X', str)\nclass A(BaseModel):\n    x: X\n"),
    ("alias of alias in model", TYPING + "Y = Union[int, str]\nX = Union[Y, None]\nclass A(BaseModel):\n    x: X\n", TYPING + "Y = Union[str, int]\nX = Union[Y, None]\nclass A(BaseModel):\n    x: X\n"),
    ("cast arg", TYPING + "x = cast(int, a)\n", TYPING + "x = cast(int, b)\n"),
    ("default arg", "def f(x=[]): pass\n", "def f(x=[1]): pass\n"),
    ("kwonly", "def f(x, y): pass\n", "def f(x, *, y): pass\n"),
    ("param rename", "def f(x): return x\n", "def f(y): return y\n"),
    ("decorator arg", "@retry(3)\ndef f(): pass\n", "@retry(4)\ndef f(): pass\n"),
    ("class named object", "class object: pass\nclass A(object): pass\n", "class object: pass\nclass A: pass\n"),
    ("super of another", "class B: pass\nclass A(B):\n    def f(self):\n        super(B, self).f()\n", "class B: pass\nclass A(B):\n    def f(self):\n        super().f()\n"),
    ("super in nested", "class A(B):\n    def f(self):\n        def g(other):\n            super(A, self).f()\n        g(1)\n", "class A(B):\n    def f(self):\n        def g(other):\n            super().f()\n        g(1)\n"),
    ("super under slots", "@dataclass(slots=True)\nclass A(B):\n    def f(self):\n        super(A, self).f()\n", "@dataclass(slots=True)\nclass A(B):\n    def f(self):\n        super().f()\n"),
    ("super self rebound", "class A(B):\n    def f(self):\n        self = 1\n        super(A, self).f()\n", "class A(B):\n    def f(self):\n        self = 1\n        super().f()\n"),
    ("percent to format", "x = '%s' % y\n", "x = '{}'.format(y)\n"),
    ("format with call", "x = '{} {}'.format(f(), g())\n", "x = f'{f()} {g()}'\n"),
    ("format swapped", "x = '{} {}'.format(a, b)\n", "x = f'{b} {a}'\n"),
    ("format unused", "x = '{}'.format(a, b)\n", "x = f'{a}'\n"),
    ("format broken", "x = '{'.format()\n", "x = '{'\n"),
    ("format spec", "x = '{:>3}'.format(a)\n", "x = f'{a:>4}'\n"),
    ("format conv", "x = '{!r}'.format(a)\n", "x = f'{a}'\n"),
    ("format braces", "x = '{{}}'.format()\n", "x = '{{}}'\n"),
    ("plain vs f", "x = '{a}'\n", "x = f'{a}'\n"),
    ("set own", "def set(x): return x\ny = set([1])\n", "def set(x): return x\ny = {1}\n"),
    ("set of name", "y = set(x)\n", "y = {x}\n"),
    ("except name read", "try:\n    a()\nexcept E as e:\n    b(e)\n", "try:\n    a()\nexcept E:\n    b(e)\n"),
    ("except name read after", "def f():\n    try:\n        a()\n    except E as e:\n        x = 1\n    return e\n", "def f():\n    try:\n        a()\n    except E:\n        x = 1\n    return e\n"),
    ("except name of an outer function", "def f():\n    e = 1\n    def g():\n        nonlocal e\n        try:\n            a()\n        except E as e:\n            pass\n    g()\n    return e\n", "def f():\n    e = 1\n    def g():\n        nonlocal e\n        try:\n            a()\n        except E:\n            pass\n    g()\n    return e\n"),
    ("except name that ends another's life", "def f(e):\n    try:\n        a()\n    except E as e:\n        pass\n    return e\n", "def f(e):\n    try:\n        a()\n    except E:\n        pass\n    return e\n"),
    ("except name by vars", "def f():\n    try:\n        a()\n    except E as e:\n        b(vars())\n", "def f():\n    try:\n        a()\n    except E:\n        b(vars())\n"),
    ("except name by locals", "try:\n    a()\nexcept E as e:\n    b(locals())\n", "try:\n    a()\nexcept E:\n    b(locals())\n"),
    ("except kind", "try:\n    a()\nexcept IOError:\n    pass\n", "try:\n    a()\nexcept Exception:\n    pass\n"),
    ("ioerror own", "class IOError(Exception): pass\ntry:\n    a()\nexcept IOError:\n    pass\n", "class IOError(Exception): pass\ntry:\n    a()\nexcept OSError:\n    pass\n"),
    ("help mark", "p.add_argument('-a', help='all %(default)s')\n", "p.add_argument('-a', help='all %(defaults)s')\n"),
    ("help percent", "p.add_argument('-a', help='all')\n", "p.add_argument('-a', help='all 100%')\n"),
    ("help suppressed", "p.add_argument('-a', help='all')\n", "p.add_argument('-a', help=SUPPRESS)\n"),
    ("help of another call", "show(help='a')\n", "show(help='b')\n"),
    ("option default", "p.add_argument('-a', default='a')\n", "p.add_argument('-a', default='b')\n"),
    ("option metavar", "p.add_argument('a', metavar='a')\n", "p.add_argument('a', dest='b')\n"),
    ("decorated order", "@app.route\ndef a(): pass\n@app.route\ndef b(): pass\n", "@app.route\ndef b(): pass\n@app.route\ndef a(): pass\n"),
    ("order of the same name", "def a(): return 1\ndef a(): return 2\n", "def a(): return 2\ndef a(): return 1\n"),
    ("order with default", "def a(x=f()): pass\ndef b(x=g()): pass\n", "def b(x=g()): pass\ndef a(x=f()): pass\n"),
    ("function after its use", "def a(): pass\na()\ndef b(): pass\n", "def b(): pass\na()\ndef a(): pass\n"),
    ("submodule binds other", "import a.b\nfrom c import a\na.x()\n", "from c import a\nimport a.b\na.x()\n"),
    ("no cover hides", "def f():\n    return 1\n", "def f():  # pragma: no cover\n    return 2\n"),
    ("match case", "match x:\n    case 1: a()\n", "match x:\n    case 2: a()\n"),
    ("assert message", "assert a, 'x'\n", "assert b, 'x'\n"),
    ("async", "def f(): pass\n", "async def f(): pass\n"),
    ("string in a class read", "class A:\n    'x'\n    d = __doc__\n", "class A:\n    'y'\n    d = __doc__\n"),
    ("lambda default", "f = lambda x=1: x\n", "f = lambda x=2: x\n"),
    ("walrus in annotation", "def f(x: (a := 1)): pass\n", "def f(x: (a := 2)): pass\n"),
    ("f-string debug", "x = f'{a=}'\n", "x = f'{b=}'\n"),
    ("enum value", "class A(Enum):\n    X = 1\n", "class A(Enum):\n    X = 2\n"),
    ("version comparison", "VERSION = '1'\n", "VERSION = '2'\n"),
    ("all of a module", "__all__ = ['a']\n", "__all__ = ['a', 'b']\n"),
    ("del", "a = 1\n", "a = 1\ndel a\n"),
    ("protocol runtime", "from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass P(Protocol):\n    def f(self): ...\n", "from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass P(Protocol):\n    def g(self): ...\n"),
    ("protocol attribute subclassed", "from typing import Protocol\nclass P(Protocol):\n    def f(self): ...\nclass A(P): pass\n", "from typing import Protocol\nclass P(Protocol):\n    def f(self): return 3\nclass A(P): pass\n"),
    ("py2 string", "print 'a'\n", "print 'b'\n"),
    ("py2 indent", "if a:\n    print 1\n    b()\n", "if a:\n    print 1\nb()\n"),
    ("celery", "@app.task\ndef f(x: int): pass\n", "@app.task\ndef f(x: str): pass\n"),
    ("validate base imported", "class A(Base):\n    x: int\n", "class A(Base):\n    x: str\n"),
    ("metaclass fields", "class A(metaclass=M):\n    x: int\n", "class A(metaclass=M):\n    x: str\n"),
    ("init_subclass", "class B:\n    def __init_subclass__(cls):\n        reg(cls.__annotations__)\nclass A(B):\n    x: int\n", "class B:\n    def __init_subclass__(cls):\n        reg(cls.__annotations__)\nclass A(B):\n    x: str\n"),
]  # fmt: skip

# title, before, after: the same runs
FORMS = [
    ("object as a base", "class A(object):\n    x = 1\n", "class A:\n    x = 1\n"),
    ("object as the last base", "class A(B, object):\n    x = 1\n", "class A(B):\n    x = 1\n"),
    ("super with arguments", "class A(B):\n    def f(self):\n        super(A, self).f()\n", "class A(B):\n    def f(self):\n        super().f()\n"),
    ("super of a class method", "class A(B):\n    @classmethod\n    def f(cls):\n        super(A, cls).f()\n", "class A(B):\n    @classmethod\n    def f(cls):\n        super().f()\n"),
    ("f-string without a field", "x = f'a'\n", "x = 'a'\n"),
    ("format of names", "x = '{} is {!r:>3} {{}}'.format(a, b.c)\n", "x = f'{a} is {b.c!r:>3} {{}}'\n"),
    ("format by number", "x = '{0}{1}'.format(a, 1)\n", "x = f'{a}{1}'\n"),
    ("format by name", "x = '{a}'.format(a=b)\n", "x = f'{b}'\n"),
    ("set of a list", "x = set([1, 2])\n", "x = {1, 2}\n"),
    ("set of a generator", "x = set(a for a in b)\n", "x = {a for a in b}\n"),
    ("except whose name nobody reads", "try:\n    a()\nexcept E as e:\n    b()\n", "try:\n    a()\nexcept E:\n    b()\n"),
    ("except name that another function reads", "def f():\n    try:\n        a()\n    except E as e:\n        b()\ndef g(e): return e\n", "def f():\n    try:\n        a()\n    except E:\n        b()\ndef g(e): return e\n"),
    ("except name beside a folder called dir", "def f(dir):\n    try:\n        a(dir)\n    except E as e:\n        b()\n", "def f(dir):\n    try:\n        a(dir)\n    except E:\n        b()\n"),
    ("except name that another handler reads", "def f():\n    try:\n        a()\n    except E as e:\n        b()\n    except F as e:\n        b(e)\n", "def f():\n    try:\n        a()\n    except E:\n        b()\n    except F as e:\n        b(e)\n"),
    ("old name of an error", "try:\n    a()\nexcept (IOError, OSError):\n    b()\n", "try:\n    a()\nexcept OSError:\n    b()\n"),
    ("functions in another order", "def a(): return 1\ndef b(x=1): return 2\n", "def b(x=1): return 2\ndef a(): return 1\n"),
    ("methods in another order", "class A:\n    def a(self): return 1\n    def b(self): return 2\n", "class A:\n    def b(self): return 2\n    def a(self): return 1\n"),
    ("help of an option", "p.add_argument('-a', help='teh %(default)s')\n", "p.add_argument('-a', help='the one of %(default)s')\n"),
    ("help of a command", "@click.option('-a', help='a')\ndef f(a): pass\n", "@click.option('-a', help='b')\ndef f(a): pass\n"),
    ("package beside its module", "import os\nimport os.path\nos.x()\n", "import os.path\nos.x()\n"),
    ("modules of one package", "import a.c\nimport a.b\na.x()\n", "import a.b\nimport a.c\na.x()\n"),
    ("home of an abstract class", "from typing import Callable\ndef f(x: Callable): pass\n", "from collections.abc import Callable\ndef f(x: Callable): pass\n"),
    ("name of a type", TYPING + "def f(x): pass\n", TYPING + "X = Union[int, str]\ndef f(x: X): pass\n"),
    ("explicit name of a type", TYPING + "def f(x): pass\n", TYPING + "X: TypeAlias = dict\ndef f(x: X): pass\n"),
    ("new type", TYPING + "def f(x): pass\n", TYPING + "X = NewType('X', int)\ndef f(x: X): pass\n"),
    ("description from the docstring", '"a"\np = ArgumentParser(description=__doc__)\n', '"b"\np = ArgumentParser(description=__doc__)\n'),
    ("local annotation beside a reader", "def f():\n    x = get_type_hints(g)\n", "def f():\n    x: dict = get_type_hints(g)\n"),
    ("docstring beside the reader of another", "def f(g):\n    'a'\n    print(g.x.__doc__)\n", "def f(g):\n    'b'\n    print(g.x.__doc__)\n"),
    ("annotation beside the reader of another", "def f(g):\n    return inspect.signature(g)\n", "def f(g: F):\n    return inspect.signature(g)\n"),
    ("comment in Python 2", "print 'a'\n", "# b\nprint 'a'  # c\n"),
    ("docstring in Python 2", "def f():\n    'a'\n    print 1\n", "def f():\n    'b'\n\n    print 1\n"),
]  # fmt: skip


def line(before, after, *, strict=False):
    return changed_line(before.encode(), after.encode(), "src/a.py", strict=strict)


def cases(rows):
    return pytest.mark.parametrize(("before", "after"), [pytest.param(*row[1:], id=row[0]) for row in rows])


@cases(ATTACKS)
def test_what_runs_otherwise_is_seen(before, after):
    assert line(before, after)


@cases(FORMS)
def test_another_form_of_the_same_needs_no_test(before, after):
    assert line(before, after) is None


@cases(FORMS[:19])
def test_high_strictness_counts_another_form(before, after):
    assert line(before, after, strict=True)


@cases(FORMS)
def test_a_form_hides_nothing_else_in_the_file(before, after):
    assert line(before + "zz = 1\n", after + "zz = 2\n")
