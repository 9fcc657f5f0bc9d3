"""What keeps a Python test from running or from failing: marks and calls of pytest and unittest."""

from __future__ import annotations

import _ast

from sinfonia.rules.weakening.suite import CONDITIONAL, MAY_FAIL, RUNS, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Marked: TypeAlias = _ast.FunctionDef | _ast.AsyncFunctionDef | _ast.ClassDef

_MARKS = {"skip": SKIPPED, "xfail": MAY_FAIL, "expectedFailure": MAY_FAIL}
_CONDITIONAL = frozenset(("skipif", "skipIf", "skipUnless"))
_SKIP_CALLS = frozenset(("skip", "skipTest", "SkipTest"))


class Marks:
    """The names under which a module keeps marks: `windows_only = pytest.mark.skipif(...)`."""

    __slots__ = ("_named",)

    def __init__(self, module: _ast.Module) -> None:
        self._named: dict[str, int] = {}
        for node in module.body:
            if isinstance(node, _ast.Assign) and isinstance(node.targets[0], _ast.Name):
                level = self._of_mark(node.value)
                if level:
                    self._named[node.targets[0].id] = level

    def of_module(self, module: _ast.Module) -> int:
        """Give the level that `pytestmark` and a skip outside any test set for a module."""
        return max(self.of_variable(module.body), level_of_body(module.body))

    def of_variable(self, body: Iterable[_ast.stmt]) -> int:
        """Give the level that an assignment of `pytestmark` sets."""
        for node in body:
            if isinstance(node, _ast.Assign) and last_name(node.targets[0]) == "pytestmark":
                marks = node.value.elts if isinstance(node.value, _ast.List | _ast.Tuple) else [node.value]
                return max(map(self._of_mark, marks), default=RUNS)
        return RUNS

    def of_decorators(self, node: Marked) -> int:
        """Give the level that the decorators of a function or class set."""
        return max(map(self._of_mark, node.decorator_list), default=RUNS)

    def _of_mark(self, mark: _ast.expr) -> int:
        name = last_name(mark)
        arguments = mark.args if isinstance(mark, _ast.Call) else []
        if name in _CONDITIONAL:
            first = arguments[0] if arguments else None
            return SKIPPED if _is(first, value=name != "skipUnless") else CONDITIONAL
        if name == "xfail" and arguments and not isinstance(arguments[0], _ast.Constant):
            return CONDITIONAL
        if name in _MARKS and isinstance(mark, _ast.Call | _ast.Attribute | _ast.Name):
            return _MARKS[name]
        if name in self._named:
            return self._named[name]
        known = {"skip", "skipif", "xfail", "xfailif"} & set(name.lower().split("_"))
        return CONDITIONAL if known and isinstance(mark, _ast.Call | _ast.Attribute | _ast.Name) else RUNS


def level_of_body(body: Iterable[_ast.stmt], *, surely: bool = True) -> int:
    """Give the level that calls of `pytest.skip`, `importorskip` and kin among statements set."""
    level = RUNS
    for node in body:
        value = getattr(node, "value", None) if isinstance(node, _ast.Expr | _ast.Assign | _ast.Return) else None
        if isinstance(node, _ast.Raise):
            value = node.exc
        name = last_name(value)
        if name == "importorskip":
            level = max(level, CONDITIONAL)
        elif isinstance(value, _ast.Call) and name == "xfail" and _owner(value) == "pytest":
            level = max(level, MAY_FAIL if surely else CONDITIONAL)
        elif _skips(value, name, raised=isinstance(node, _ast.Raise)):
            level = max(level, SKIPPED if surely else CONDITIONAL)
        elif isinstance(node, _ast.If | _ast.For | _ast.Try | _ast.With):
            kept = surely and isinstance(node, _ast.With)
            for field in ("body", "orelse", "finalbody"):
                level = max(level, level_of_body(getattr(node, field, ()), surely=kept))
            for handler in getattr(node, "handlers", ()):
                level = max(level, level_of_body(handler.body, surely=False))
    return level


def last_name(node: object) -> str:
    """Give the last name of a dotted name or of what is called, "" for anything else."""
    if isinstance(node, _ast.Call):
        node = node.func
    if isinstance(node, _ast.Attribute):
        return node.attr
    return node.id if isinstance(node, _ast.Name) else ""


def _owner(call: _ast.Call) -> str:
    return last_name(call.func.value) if isinstance(call.func, _ast.Attribute) else ""


def _skips(value: object, name: str, *, raised: bool) -> bool:
    if name not in _SKIP_CALLS or not isinstance(value, _ast.Call | _ast.Name | _ast.Attribute):
        return False
    if raised or name == "skipTest":
        return True
    return isinstance(value, _ast.Call) and _owner(value) in ("pytest", "")


def _is(node: object, *, value: bool) -> bool:
    return isinstance(node, _ast.Constant) and node.value is value
