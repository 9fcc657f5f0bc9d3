"""Whether a Python module looks at its own annotations or docstrings when it runs."""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

import _ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DOCSTRINGS = frozenset(("__doc__", "getdoc"))
_ANNOTATIONS = frozenset("__annotations__ get_type_hints get_annotations signature getfullargspec".split())
_WORDS = tuple(word.encode() for word in (*_DOCSTRINGS, *_ANNOTATIONS))
# Packages and calls that read the annotations of what is passed to them.
_FRAMEWORKS = tuple(
    word.encode() for word in "typer validate_call validate_arguments TypeAdapter beartype typeguard".split()
)
_FOR_PEOPLE = frozenset("description epilog help short_help page doc".split())  # keywords that show a text to people
_SELF = frozenset(("self", "cls", "__class__"))


class Reads:
    """What a module reads of itself: `annotations`, and `docstrings` for more than to show them to people."""

    __slots__ = ("annotations", "docstrings")

    def __init__(self, source: bytes, module: _ast.Module) -> None:
        self.annotations = any(word in source for word in _FRAMEWORKS)
        self.docstrings = False
        if not any(word in source for word in _WORDS):
            return
        nodes = list(nodes_of(module))
        definitions = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef)
        own = _SELF | {node.name for node in nodes if isinstance(node, definitions)}
        shown = {id(node.value) for node in nodes if isinstance(node, _ast.keyword) and node.arg in _FOR_PEOPLE}
        read = {word for node in nodes if id(node) not in shown and (word := _word(node, own))}
        self.docstrings = not _DOCSTRINGS.isdisjoint(read)
        self.annotations = self.annotations or not _ANNOTATIONS.isdisjoint(read)


def nodes_of(module: _ast.Module) -> Iterator[_ast.AST]:
    """Yield every node of a module, in no order."""
    pending: list[_ast.AST] = [module]
    while pending:
        node = pending.pop()
        yield node
        for field in node._fields:
            value = getattr(node, field, None)
            parts = value if isinstance(value, list) else (value,)
            pending.extend(part for part in parts if isinstance(part, _ast.AST))


def _word(node: _ast.AST, own: frozenset[str] | set[str]) -> str:
    """Give the word by which a node reads something of this module: `__doc__`, `f.__doc__`, `getdoc(f)`."""
    if isinstance(node, _ast.Name):
        return node.id if node.id in ("__doc__", "__annotations__") and isinstance(node.ctx, _ast.Load) else ""
    if isinstance(node, _ast.Attribute):
        return node.attr if isinstance(node.ctx, _ast.Load) and _is_own(node.value, own) else ""
    if isinstance(node, _ast.Call) and node.args and _is_own(node.args[0], own):
        return str(getattr(node.func, "attr", "") or getattr(node.func, "id", ""))
    return ""


def _is_own(node: _ast.AST, own: frozenset[str] | set[str]) -> bool:
    """Recognise a function or class of this module, an object of one, and `type(self)`."""
    if isinstance(node, _ast.Call) and len(node.args) == 1:
        return isinstance(node.func, _ast.Name) and node.func.id == "type" and _is_own(node.args[0], own)
    return isinstance(node, _ast.Name) and node.id in own
