"""Which names of a Python module only concern the type checker."""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

import _ast

_MODULES = frozenset(("typing", "typing_extensions"))
HOMES = _MODULES | {"collections.abc", "collections", "contextlib", "re"}  # where names of typing live too (PEP 585)
_NAMES = frozenset(
    "TYPE_CHECKING Protocol TypeAlias TypeVar TypeVarTuple ParamSpec NewType Generic overload runtime_checkable "
    "cast".split()
)
_RUNS = (_ast.Call, _ast.Lambda, _ast.Await, _ast.NamedExpr)
_VARIABLES = frozenset("TypeVar TypeVarTuple ParamSpec".split())
_GENERIC = _MODULES | {"collections.abc"}

# Decorators that do not read the annotations of what they wrap. Any other may (a web route, a validator).
_INERT = frozenset(
    "property staticmethod classmethod abstractmethod override final overload cached_property lru_cache cache wraps "
    "contextmanager asynccontextmanager setter getter deleter fixture parametrize total_ordering unique deprecated "
    "no_type_check".split()
)
_INERT_ROOTS = frozenset(("click", "pytest", "functools", "contextlib", "abc"))
# Bases whose subclasses do not read the annotations of their fields.
_INERT_BASES = frozenset("object ABC Protocol Generic Exception BaseException Enum IntEnum StrEnum Flag".split())


class Typing:
    """The typing names of one module, as it imports them, and its classes with inert bases.

    `generic` are names that make types by subscription: `Union`, `Callable`, `Mapping`.
    """

    __slots__ = ("classes", "generic", "modules", "names")

    def __init__(self, body: list[_ast.stmt]) -> None:
        self.names: set[str] = set()
        self.modules: set[str] = set()  # what typing is called here
        self.classes: set[str] = set()
        self.generic: set[str] = set()
        bound: set[str] = set()
        for node in body:
            if isinstance(node, _ast.ImportFrom) and node.module in _GENERIC:
                self.generic.update(name.asname or name.name for name in node.names)
            if isinstance(node, _ast.ImportFrom) and node.module in _MODULES:
                self.names.update(name.name for name in node.names if name.name in _NAMES and not name.asname)
            elif isinstance(node, _ast.Import):
                self.modules.update(name.asname or name.name for name in node.names if name.name in _MODULES)
            elif isinstance(node, _ast.Assign) and _is_false(node):
                self.names.add("TYPE_CHECKING")
            elif isinstance(node, _ast.Assign):
                bound.update(target.id for target in node.targets if isinstance(target, _ast.Name))
        self.generic -= bound
        self.names -= bound  # `TYPE_CHECKING = True`: the module's own, whatever it was called after

    def means(self, node: _ast.AST, name: str) -> bool:
        """Tell whether an expression is `name` of the typing module."""
        if isinstance(node, _ast.Name):
            return node.id == name and name in self.names
        return (
            isinstance(node, _ast.Attribute)
            and node.attr == name
            and isinstance(node.value, _ast.Name)
            and node.value.id in self.modules
        )

    def is_variable(self, node: _ast.stmt) -> bool:
        """Tell whether a statement makes a type variable."""
        return any(self._makes(node, name) for name in _VARIABLES)

    def is_alias(self, node: _ast.stmt) -> bool:
        """Tell whether a statement gives a type a name: `X: TypeAlias = T`, `X = Union[A, B]`, a `NewType`."""
        if isinstance(node, _ast.AnnAssign):
            return self.means(node.annotation, "TypeAlias") and node.value is not None and not runs(node.value)
        if not isinstance(node, _ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], _ast.Name):
            return False
        value = node.value
        if not isinstance(value, _ast.Subscript):
            return self._makes(node, "NewType")
        base = value.value
        if isinstance(base, _ast.Attribute):
            return isinstance(base.value, _ast.Name) and base.value.id in self.modules and not runs(value)
        return isinstance(base, _ast.Name) and base.id in self.generic and not runs(value)

    def _makes(self, node: _ast.stmt, name: str) -> bool:
        value = node.value if isinstance(node, _ast.Assign) else None
        if not isinstance(value, _ast.Call) or any(runs(part) for part in (*value.args, *value.keywords)):
            return False
        return self.means(value.func, name)

    def is_cast(self, node: _ast.Call) -> bool:
        """Tell whether a call only tells the checker a type (`cast(T, x)` gives `x`)."""
        return self.means(node.func, "cast") and len(node.args) == 2 and not node.keywords

    def is_overload(self, node: _ast.FunctionDef | _ast.AsyncFunctionDef) -> bool:
        """Tell whether a function is only a signature for the checker."""
        if not any(self.means(decorator, "overload") for decorator in node.decorator_list):
            return False
        return inert_decorators(node.decorator_list) and not runs(node.args) and not runs(node.returns)

    def is_protocol(self, node: _ast.ClassDef) -> bool:
        """Tell whether a class is a protocol of stubs that nothing checks at run time."""
        return (
            not (node.decorator_list or node.keywords or any(map(runs, node.bases)))
            and any(self.means(_subscripted(base), "Protocol") for base in node.bases)
            and all(_is_stub(part) for part in node.body)
        )

    def enter(self, node: _ast.ClassDef) -> bool:
        """Tell whether nothing reads a class's annotations, and remember that for its subclasses."""
        checked = any(self.means(decorator, "runtime_checkable") for decorator in node.decorator_list)
        inert = (
            not node.keywords
            and not checked
            and inert_decorators(node.decorator_list)
            and all(_last(_subscripted(base)) in _INERT_BASES | self.classes or _is_error(base) for base in node.bases)
        )
        if inert:
            self.classes.add(node.name)
        return inert


def runs(annotation: _ast.AST | None) -> bool:
    """Tell whether evaluating an expression for the checker does something (`Annotated[Session, Depends(session)]`)."""
    if annotation is None or isinstance(annotation, _ast.Name | _ast.Constant):
        return False
    pending = [annotation]
    while pending:
        node = pending.pop()
        if isinstance(node, _RUNS):
            return True
        for field in node._fields:
            value = getattr(node, field, None)
            pending.extend(
                part for part in (value if isinstance(value, list) else [value]) if isinstance(part, _ast.AST)
            )
    return False


def inert_decorators(decorators: list[_ast.expr]) -> bool:
    """Tell whether no decorator can read annotations."""
    return all(_last(_called(node)) in _INERT or _root(_called(node)) in _INERT_ROOTS for node in decorators)


def _called(node: _ast.AST) -> _ast.AST:
    return node.func if isinstance(node, _ast.Call) else node


def _subscripted(node: _ast.AST) -> _ast.AST:
    return node.value if isinstance(node, _ast.Subscript) else node


def _last(node: _ast.AST) -> str:
    if isinstance(node, _ast.Attribute):
        return node.attr
    return node.id if isinstance(node, _ast.Name) else ""


def _root(node: _ast.AST) -> str:
    while isinstance(node, _ast.Attribute):
        node = node.value
    return node.id if isinstance(node, _ast.Name) else ""


def _is_error(node: _ast.AST) -> bool:
    return _last(node).endswith(("Error", "Exception", "Warning"))


def _is_false(node: _ast.Assign) -> bool:
    """Recognise `TYPE_CHECKING = False`, the form that spares the import of typing."""
    target = node.targets[0]
    value = node.value
    return (
        isinstance(target, _ast.Name)
        and target.id == "TYPE_CHECKING"
        and isinstance(value, _ast.Constant)
        and value.value is False
    )


def _is_stub(node: _ast.stmt) -> bool:
    if isinstance(node, _ast.FunctionDef | _ast.AsyncFunctionDef):
        if any(map(runs, node.decorator_list)) or runs(node.args) or runs(node.returns):
            return False
        return inert_decorators(node.decorator_list) and all(_is_stub(part) for part in node.body)
    if isinstance(node, _ast.AnnAssign):
        return node.value is None and not runs(node.annotation)
    return isinstance(node, _ast.Pass) or (isinstance(node, _ast.Expr) and isinstance(node.value, _ast.Constant))
