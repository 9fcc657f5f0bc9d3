"""The small changes that can be made to a Python file, one at a time: what `mutants.py` tries."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: the file from the root, the place as the number of the node in a walk, and what is done there."""

    path: str
    node: int
    kind: str
    part: int
    line: int


def sources(target: Path) -> list[Path]:
    """Give the Python files of a target, sorted."""
    return [target] if target.is_file() else sorted(target.rglob("*.py"))


def mutants(path: Path, root: Path) -> list[Mutant]:
    """List the changes of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(root).as_posix()
    hidden = outside_of_code(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in hidden:
            found += [Mutant(where, number, kind, part, getattr(node, "lineno", 0)) for kind, part in changes(node)]
    return found


def outside_of_code(tree: ast.Module) -> set[int]:
    """Give the ids of nodes that do nothing when the program runs: docstrings, annotations, what only types need."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            parts += [
                node.returns,
                *(argument.annotation for argument in ast.walk(node.args) if isinstance(argument, ast.arg)),
            ]
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif _is_for_types(node):
            parts.append(node)
        for part in parts:
            if part is not None:
                hidden.update(id(child) for child in ast.walk(part))
    return hidden


def _is_for_types(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    names = ("TYPE_CHECKING", "__slots__")
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id in names for t in node.targets)


def changes(node: ast.AST) -> list[tuple[str, int]]:  # noqa: PLR0911 - one case a kind of node
    """Give the (kind, part) of each change that a node allows."""
    if isinstance(node, ast.Compare):
        words = [("text", at) for at, part in enumerate([node.left, *node.comparators]) if is_text(part)]
        return [("comparison", at) for at, op in enumerate(node.ops) if type(op) in COMPARISONS] + words
    if isinstance(node, ast.BoolOp):
        return [("and/or", 0), *(("operand", at) for at in range(len(node.values)))]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [("not", 0)]
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int)):
        return [("constant", 0)]
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        return [("return", 0)]
    if isinstance(node, ast.If):
        return [("branch never", 0), ("branch always", 0)]
    if isinstance(node, ast.IfExp):
        return [("branch always", 0)]
    if isinstance(node, (ast.Tuple, ast.Set, ast.List)) and len(node.elts) > 1 and all(map(is_text, node.elts)):
        return [("table", at) for at in range(len(node.elts))]
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        return [("table", at) for at, key in enumerate(node.keys) if key is not None]
    return []


def is_text(node: ast.expr) -> bool:
    """Tell whether a node is a string."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_none(node: ast.expr) -> bool:
    """Tell whether a node is `None`."""
    return isinstance(node, ast.Constant) and node.value is None


def apply(source: str, mutant: Mutant) -> tuple[str, str]:
    """Give the changed source, and the change in words."""
    tree = ast.parse(source)
    node = next(found for number, found in enumerate(ast.walk(tree)) if number == mutant.node)
    before = short(node)
    change(node, mutant)
    return ast.unparse(
        tree
    ), f"{before}  ->  {short(node)}" if mutant.kind != "table" else f"{before}  without entry {mutant.part}"


def change(node: ast.AST, mutant: Mutant) -> None:  # noqa: C901 - one case a kind
    """Change a node in place."""
    match node:
        case ast.Compare() if mutant.kind == "comparison":
            node.ops[mutant.part] = COMPARISONS[type(node.ops[mutant.part])]()
        case ast.Compare():
            part = [node.left, *node.comparators][mutant.part]
            part.value = f"{part.value}\x01"  # type: ignore[attr-defined]  # a string, by `is_text`
        case ast.BoolOp() if mutant.kind == "and/or":
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BoolOp():
            del node.values[mutant.part]
            if len(node.values) == 1:
                node.values *= 2
        case ast.UnaryOp():
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int(number)):
            node.value = number + 1
        case ast.Return():
            node.value = ast.Constant(value=None)
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(value=mutant.kind == "branch always")
        case ast.Tuple() | ast.Set() | ast.List():
            del node.elts[mutant.part]
        case ast.Dict():
            del node.keys[mutant.part], node.values[mutant.part]
    ast.fix_missing_locations(node)


def short(node: ast.AST) -> str:
    """Show a node on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 90 else text[:87] + "..."
