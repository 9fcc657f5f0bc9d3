"""Python source as nested tuples that hold what runs, and nothing else.

`_ast` comes with the interpreter; `ast` would cost the commit door some 10 ms. A tree is made of
plain tuples `(node name, field, ...)`. `Block` is a list of statements and `Items` the entries of a
display: either may lose members, so that a deletion can be told from a change.
"""

# ruff: noqa: PLR0911 - a ladder over kinds of nodes returns where one holds

from __future__ import annotations

import _ast

from sinfonia.rules.code.import_runs import entries_of, sorted_run
from sinfonia.rules.code.readers import Reads
from sinfonia.rules.code.typing_names import Typing, inert_decorators, runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Canon: TypeAlias = "tuple[Canon, ...] | str | None"
    Canons: TypeAlias = tuple[Canon, ...]
else:
    Canons = tuple

_ONLY_AST = 0x400  # PyCF_ONLY_AST of CPython's Include/cpython/compile.h
_METADATA = ("__build__", "__date__", "__release__", "__author__", "__author_email__", "__copyright__", "__license__")
_VERSION_NAMES = frozenset(("__version__", "__version_info__", "VERSION", "version", "version_tuple", *_METADATA))
_VERSION_FILES = frozenset(("__about__.py", "_about.py", "_version.py", "version.py", "__version__.py", "__init__.py"))


class Block(Canons):
    """Statements in order; `lines` are their line numbers."""

    lines: tuple[int, ...] = ()


class Items(Canons):
    """The entries of a list, tuple, set or mapping display."""


class Tree:
    """A module: its `body`, the names it reads or binds (`used`), and what was left out (`excluded`, in order)."""

    __slots__ = ("body", "excluded", "used")

    def __init__(self, body: Block, used: set[str], excluded: tuple[str, ...]) -> None:
        self.body = body
        self.used = used
        self.excluded = excluded


def parse(source: bytes | str) -> _ast.Module:
    """Parse without a word on stderr; raises SyntaxError, ValueError, RecursionError, MemoryError or LookupError."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = compile(source, "", "exec", _ONLY_AST, dont_inherit=True)
    assert isinstance(module, _ast.Module)  # noqa: S101 - what the flag promises
    return module


def read(source: bytes, name: str, *, strict: bool = False) -> Tree:
    """Read a file called `name`; raises what `parse` raises. `strict` also reads what `no cover` marks."""
    module = parse(source)
    reader = _Reader(module, name, frozenset() if strict else _uncovered(source), Reads(source, module))
    body = reader.block(module.body)
    return Tree(body, used_with(reader.used, reader.aliases), tuple(sorted(reader.excluded)))


def _uncovered(data: bytes) -> frozenset[int]:
    """Give the numbers of the lines that coverage.py's default `exclude_also` leaves out."""
    if b"no cover" not in data.lower():
        return frozenset()
    lines = data.lower().splitlines()
    return frozenset(n for n, line in enumerate(lines, 1) if b"pragma: no cover" in line.partition(b"#")[2])


class _Reader:
    """One walk over one module."""

    def __init__(self, module: _ast.Module, name: str, uncovered: frozenset[int], reads: Reads) -> None:
        self.used: set[str] = set()
        self.excluded: list[str] = []
        self.aliases: list[tuple[str, set[str]]] = []  # the name of a type, and the names that it is made of
        self._typing = Typing(module.body)
        self._name = name
        self._uncovered = uncovered
        self._reads = reads
        self._fields = reads.annotations  # whether something reads the annotations of the class or module around

    def block(self, body: list[_ast.stmt], *, top: bool = True) -> Block:
        """Read statements, with each run of imports as one sorted entry."""
        out: list[Canon] = []
        lines: list[int] = []
        run: list[Canons] = []
        for node in self._executed(body):
            if isinstance(node, _ast.Import | _ast.ImportFrom):
                entries = tuple(entries_of(node))
                if entries and not run:
                    out.append(None)
                    lines.append(node.lineno)
                run.extend(entries)
                if run:
                    out[-1] = sorted_run(run)
                continue
            canon = self._statement(node, top=top)
            if canon is not None:
                run = []
                out.append(canon)
                lines.append(node.lineno)
        block = Block(out)
        block.lines = tuple(lines)
        return block

    def _executed(self, body: list[_ast.stmt]) -> Iterable[_ast.stmt]:
        """Yield statements with `if TYPE_CHECKING:` resolved and uncovered ones left out."""
        for node in body:
            if isinstance(node, _ast.If) and self._typing.means(node.test, "TYPE_CHECKING"):
                yield from self._executed(node.orelse)
            elif self._uncovered and self._is_uncovered(node):
                self.excluded.append(f"{type(node).__name__} {getattr(node, 'name', '')}")
            else:
                yield node

    def _is_uncovered(self, node: _ast.stmt) -> bool:
        body = getattr(node, "body", None)
        first = min([node.lineno, *(part.lineno for part in getattr(node, "decorator_list", ()))])
        last = max(node.lineno, body[0].lineno - 1) if isinstance(body, list) and body else node.end_lineno
        return any(first <= line <= (last or first) for line in self._uncovered)

    def _statement(self, node: _ast.stmt, *, top: bool) -> Canon:
        """Read one statement; None when nothing of it runs."""
        match node:
            case _ast.Expr(value=_ast.Constant(value=str())) if self._reads.docstrings:
                return self._node(node)
            case _ast.Pass() | _ast.Expr(value=_ast.Constant()):
                return None
            case _ast.FunctionDef() | _ast.AsyncFunctionDef():
                return None if self._typing.is_overload(node) else self._function(node)
            case _ast.ClassDef():
                return self._class(node)
            case _ast.AnnAssign():
                return self._alias(node) if top and self._typing.is_alias(node) else self._annotated(node)
            case _ast.Assign() | _ast.AugAssign():
                if top and (self._is_export(node) or self._is_version(node)):
                    return None
                if self._typing.is_variable(node):
                    return None
                return self._alias(node) if top and self._typing.is_alias(node) else self._node(node)
        return self._alias(node) if top and type(node).__name__ == "TypeAlias" else self._node(node)

    def _alias(self, node: _ast.stmt) -> Canon:
        """Read a name for a type apart: it matters where something that runs reads it."""
        used, self.used = self.used, set()
        name = _target(node) or getattr(getattr(node, "name", None), "id", "")
        canon = ("Alias", name, self._node(node))
        self.aliases.append((name, self.used - {name}))
        self.used = used
        return canon

    def _function(self, node: _ast.FunctionDef | _ast.AsyncFunctionDef) -> Canon:
        self.used.add(node.name)
        strip = inert_decorators(node.decorator_list) and not self._reads.annotations
        decorators = tuple(self._node(part) for part in node.decorator_list)
        arguments = self._arguments(node.args, strip=strip)
        returns = None if strip and not runs(node.returns) else self._value(node.returns)
        fields, self._fields = self._fields, False
        body = self.block(node.body, top=False)
        self._fields = fields
        return (type(node).__name__, node.name, decorators, arguments, returns, body)

    def _arguments(self, node: _ast.arguments, *, strip: bool) -> Canon:
        def one(argument: _ast.arg | None) -> Canon:
            if argument is None:
                return None
            kept = None if strip and not runs(argument.annotation) else self._value(argument.annotation)
            return (argument.arg, kept)

        return (
            tuple(one(part) for part in node.posonlyargs),
            tuple(one(part) for part in node.args),
            one(node.vararg),
            tuple(one(part) for part in node.kwonlyargs),
            one(node.kwarg),
            self._value(node.defaults),
            self._value(node.kw_defaults),
        )

    def _class(self, node: _ast.ClassDef) -> Canon:
        if self._typing.is_protocol(node):
            self.excluded.append(f"ClassDef {node.name}")
            return None
        self.used.add(node.name)
        fields, self._fields = self._fields, not self._typing.enter(node) or self._reads.annotations
        canon = (
            "ClassDef",
            node.name,
            tuple(self._node(part) for part in node.decorator_list),
            tuple(self._node(part) for part in node.bases),
            tuple(self._node(part) for part in node.keywords),
            self.block(node.body, top=False),
        )
        self._fields = fields
        return canon

    def _annotated(self, node: _ast.AnnAssign) -> Canon:
        if node.value is None and not self._fields and not runs(node.annotation):
            return None
        if self._fields or node.value is None or runs(node.annotation):
            return self._node(node)
        if self._is_version(node):
            return None
        return ("Assign", (self._node(node.target),), self._node(node.value), None)

    def _is_export(self, node: _ast.stmt) -> bool:
        """Recognise `__all__ = [...]` of a package's `__init__.py`."""
        return self._name == "__init__.py" and _target(node) == "__all__" and _is_literal(getattr(node, "value", None))

    def _is_version(self, node: _ast.stmt) -> bool:
        name = _target(node)
        if name not in _VERSION_NAMES or not _is_literal(getattr(node, "value", None)):
            return False
        return name[0] == "_" or self._name in _VERSION_FILES

    def _value(self, value: object) -> Canon:
        """Read what a field holds: a node, a list, or a plain value."""
        if isinstance(value, _ast.AST):
            return self._node(value)
        if isinstance(value, list):
            if value and isinstance(value[0], _ast.stmt):
                return self.block(value, top=False)
            return tuple(self._value(part) for part in value)
        return None if value is None else str(value)

    def _node(self, node: _ast.AST) -> Canon:
        """Read any node that needs no care of its own."""
        name = type(node).__name__
        if isinstance(node, _ast.Name):
            self.used.add(node.id)  # bound here too: an import of that name replaces it, or is replaced
            return (name, node.id)
        if isinstance(node, _ast.Constant):
            return (name, type(node.value).__name__, repr(node.value))
        if isinstance(node, _ast.Call) and self._typing.is_cast(node) and not runs(node.args[0]):
            return self._node(node.args[1])
        if isinstance(node, _ast.Dict):
            return (name, Items((self._value(k), self._node(v)) for k, v in zip(node.keys, node.values, strict=True)))
        if isinstance(node, _ast.List | _ast.Tuple | _ast.Set):
            entries = tuple(self._node(part) for part in node.elts)
            return (name, entries if isinstance(getattr(node, "ctx", None), _ast.Store) else Items(entries))
        if isinstance(node, _ast.If | _ast.While | _ast.For | _ast.AsyncFor | _ast.Try):
            return (name, *(self._blocks(node, field) for field in node._fields))
        return (name, *(self._value(getattr(node, field, None)) for field in node._fields if field != "ctx"))

    def _blocks(self, node: _ast.AST, field: str) -> Canon:
        """Read a field that may be an empty list of statements (`orelse`): still a block."""
        value = getattr(node, field, None)
        if field in ("body", "orelse", "finalbody"):
            return self.block(value or [], top=False)
        return Block(map(self._value, value or ())) if field == "handlers" else self._value(value)


def used_with(used: set[str], aliases: list[tuple[str, set[str]]]) -> set[str]:
    """Add to the names that are used those that a used alias is made of."""
    found = set(used)
    for _ in aliases:  # an alias of an alias is as far away as there are aliases
        for name, parts in aliases:
            if name in found:
                found |= parts
    return found


def _target(node: _ast.stmt) -> str:
    """Give the one name that an assignment binds, or ""."""
    targets = node.targets if isinstance(node, _ast.Assign) else [getattr(node, "target", None)]
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], _ast.Name) else ""


def _is_literal(node: object) -> bool:
    if isinstance(node, _ast.List | _ast.Tuple):
        return all(_is_literal(part) for part in node.elts)
    return isinstance(node, _ast.Constant)
