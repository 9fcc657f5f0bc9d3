"""The tests of a Python file, by its syntax tree."""

from __future__ import annotations

import _ast

from sinfonia.rules.code.tokens import decode
from sinfonia.rules.code.tree import parse
from sinfonia.rules.weakening.python_marks import Marks, last_name, level_of_body
from sinfonia.rules.weakening.suite import SKIPPED, Assertion, Suite, Unit, comments, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias, TypeGuard

    Function: TypeAlias = _ast.FunctionDef | _ast.AsyncFunctionDef

_FUNCTION = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_CALLED = ("assert", "raises", "warns", "deprecated_call", "fail")
_NOT_FUNCTIONS = frozenset(("fail_json", "failUnless", "warns_on"))
_EVERY_FAILURE = frozenset(("Exception", "BaseException", "AssertionError"))
_OTHER_PYTHON = frozenset(("version_info", "PY2", "PY3", "is_py2", "is_py3", "PYPY"))
_TRUE_OF_ONE = frozenset(("assertTrue", "assert_"))


def read(source: bytes, _path: str) -> Suite:
    """Read a test file; raises what `tree.parse` raises."""
    module = parse(source)
    text = decode(source)
    reader = _Reader(text.split("\n"), Marks(module))
    reader.collect(module.body, "", reader.marks.of_module(module))
    return Suite(reader.units, functions=frozenset(reader.functions), comments=comments(text, ("#",)))


class _Reader:
    """One walk over one module."""

    def __init__(self, lines: list[str], marks: Marks) -> None:
        self.units: dict[str, Unit] = {}
        self.functions: set[str] = set()
        self.marks = marks
        self._lines = lines

    def collect(self, body: Iterable[_ast.stmt], prefix: str, level: int) -> None:
        """Take up the tests among statements that run at `level` at best."""
        for node in body:
            if isinstance(node, _FUNCTION):
                if node.name.startswith("test"):
                    self.units[prefix + node.name] = self._unit(prefix + node.name, node, level)
                else:
                    self.functions.add(node.name)
            elif isinstance(node, _ast.ClassDef):
                inner = max(level, self.marks.of_decorators(node), self.marks.of_variable(node.body))
                self.collect(node.body, f"{prefix}{node.name}.", inner)
            elif isinstance(node, _ast.If | _ast.Try | _ast.With):
                for field in ("body", "orelse", "finalbody"):
                    self.collect(getattr(node, field, ()), prefix, level)

    def _unit(self, name: str, node: Function, level: int) -> Unit:
        first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
        text = "\n".join(self._lines[first - 1 : node.end_lineno])
        kept: list[Assertion] = []
        lost: list[Assertion] = []
        idle = 0
        for part, caught in _assertions(node.body, caught=False):
            if _always_holds(part):
                idle += 1
            else:
                (lost if caught else kept).append(self._assertion(part))
        return Unit(
            name,
            node.lineno,
            max(level, self.marks.of_decorators(node), level_of_body(node.body)),
            body=" ".join(shape(part) for part in node.body),
            text=text,
            words=words(text) - {node.name},
            assertions=tuple(kept),
            swallowed=tuple(lost),
            idle=idle,
            calls=frozenset(last_name(part) for part in _walk(node) if isinstance(part, _ast.Call)),
        )

    def _assertion(self, node: _ast.stmt | _ast.expr) -> Assertion:
        lines = self._lines[node.lineno - 1 : node.end_lineno]
        key = shape(node)
        return Assertion(key, node.lineno, lines[0].strip(), words("\n".join(lines)) if len(lines) < 50 else words(key))


def shape(node: object) -> str:
    """Write a node as text that layout and comments do not change."""
    if isinstance(node, _ast.AST):
        fields = (shape(getattr(node, field, None)) for field in node._fields if field not in ("ctx", "kind"))
        return f"{type(node).__name__}({','.join(fields)})"
    if isinstance(node, list):
        return f"[{','.join(map(shape, node))}]"
    return repr(node)


def _walk(node: _ast.AST) -> Iterator[_ast.AST]:
    pending: list[object] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, _ast.AST):
            yield part
            pending.extend(getattr(part, field, None) for field in part._fields)
        elif isinstance(part, list):
            pending.extend(part)


def _assertions(body: Iterable[_ast.stmt], *, caught: bool) -> Iterator[tuple[_ast.stmt | _ast.expr, bool]]:
    """Yield each assertion, and whether its failure is caught and dropped."""
    for node in body:
        if isinstance(node, _ast.Assert):
            yield node, caught
            continue
        if isinstance(node, _ast.Try):
            yield from _assertions(node.body, caught=caught or any(map(_drops, node.handlers)))
            for handler in node.handlers:
                yield from _assertions(handler.body, caught=caught)
            yield from _assertions(node.orelse, caught=caught)
            yield from _assertions(node.finalbody, caught=caught)
            continue
        if isinstance(node, _ast.If) and not _OTHER_PYTHON.isdisjoint(map(last_name, _walk(node.test))):
            continue  # what is asserted for another version goes with that version
        inner: list[_ast.stmt] = []
        for field in node._fields:
            value = getattr(node, field, None)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, _ast.stmt):
                    inner.append(part)
                elif isinstance(part, _ast.AST):
                    inner += getattr(part, "body", []) if isinstance(part, _ast.match_case) else []
                    yield from ((call, caught) for call in _walk(part) if _is_assertion(call))
        yield from _assertions(inner, caught=caught)


def _is_assertion(node: _ast.AST) -> TypeGuard[_ast.expr]:
    if not isinstance(node, _ast.Call):
        return False
    name = last_name(node)
    return name.startswith(_CALLED) and name not in _NOT_FUNCTIONS


def _drops(handler: _ast.ExceptHandler) -> bool:
    """Tell whether a handler takes a failed assertion and lets the test go on."""
    kinds = handler.type.elts if isinstance(handler.type, _ast.Tuple) else [handler.type]
    if not any(kind is None or last_name(kind) in _EVERY_FAILURE for kind in kinds):
        return False
    return not any(
        isinstance(part, _ast.Raise | _ast.Assert)
        or (isinstance(part, _ast.Call) and (_is_assertion(part) or level_of_body([_ast.Expr(part)]) == SKIPPED))
        for statement in handler.body
        for part in _walk(statement)
    )


def _always_holds(node: _ast.stmt | _ast.expr) -> bool:
    """Recognise `assert True`, `assert x or True`, `assert 1 == 1`, `self.assertTrue(True)`."""
    if isinstance(node, _ast.Assert):
        return _is_true(node.test)
    if not isinstance(node, _ast.Call) or not node.args:
        return False
    name = last_name(node)
    if name in _TRUE_OF_ONE:
        return _is_true(node.args[0])
    same = len(node.args) > 1 and isinstance(node.args[0], _ast.Constant)
    return same and name in ("assertEqual", "assertIs") and shape(node.args[0]) == shape(node.args[1])


def _is_true(node: _ast.expr) -> bool:
    if isinstance(node, _ast.Constant):
        return bool(node.value)
    if isinstance(node, _ast.Tuple):
        return bool(node.elts)
    if isinstance(node, _ast.BoolOp) and isinstance(node.op, _ast.Or):
        return any(map(_is_true, node.values))
    if isinstance(node, _ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], _ast.Eq):
        return isinstance(node.left, _ast.Constant) and shape(node.left) == shape(node.comparators[0])
    return False
