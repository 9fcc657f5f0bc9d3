"""What a change of a source means, in words for a reader; whether it needs a test is the rule's to say."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sinfonia.rules.code.generated import has_header

if TYPE_CHECKING:
    from sinfonia.model.change import Change

_PYTHON = (".py", ".pyw")
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def changed(change: Change, line: int) -> str:
    """Name what a changed line belongs to: in Python the function or class, elsewhere the line."""
    what = _definition(change.new(), line) if change.path.endswith(_PYTHON) else ""
    verb = "changed" if change.old_id else "is new"
    return f"{what} {verb} (line {line})" if what else f"line {line} {verb}"


def nothing_new(change: Change) -> str:
    """Describe a change in which nothing new runs."""
    old, new = change.old(), change.new()
    if not new.strip():
        return "it is empty"
    if has_header(new):
        return "a header says that it is generated"
    if not old:
        return "it is new or moved, and holds nothing that runs and was not there before"
    was, now = ({line.strip() for line in side.split(b"\n")} for side in (old, new))
    if now <= was:
        return "lines are taken out or moved"
    if change.path.endswith(_PYTHON):
        return _python(old, new)
    return "comments, layout, types or deletions"


def _python(old: bytes, new: bytes) -> str:
    """Name the least that must be left out for two programs to be the same."""
    try:
        before, after = _parse(old), _parse(new)
        if ast.dump(before) == ast.dump(after):
            return "the same syntax tree: comments and layout"
        left_out = []
        for what, without in (("docstrings", _WithoutDocstrings), ("annotations", _WithoutAnnotations)):
            left_out.append(what)
            before, after = without().visit(before), without().visit(after)
            if ast.dump(before) == ast.dump(after):
                return f"only {' and '.join(left_out)}"
    except _UNREADABLE:
        return "line ends and blanks"  # what cannot be parsed is compared as text
    return "docstrings, annotations, imports, versions or deletions"


def _parse(data: bytes) -> ast.Module:
    """Parse without the warnings that odd escapes raise: they are the author's affair."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data)


class _WithoutDocstrings(ast.NodeTransformer):
    def generic_visit(self, node: ast.AST) -> ast.AST:
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [part for part in body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]  # a node with a body
        return super().generic_visit(node)


class _WithoutAnnotations(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else None


def _definition(data: bytes, line: int) -> str:
    try:
        tree = _parse(data)
    except _UNREADABLE:
        return ""
    names: list[str] = []
    kind = ""
    body: list[ast.stmt] = tree.body
    while body:
        inside = [node for node in body if node.lineno <= line <= (node.end_lineno or node.lineno)]
        node = inside[0] if inside else None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
        body = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)] if node else []
    return f"{kind} `{'.'.join(names)}`" if names else ""
