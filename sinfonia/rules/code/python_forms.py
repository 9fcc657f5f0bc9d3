"""Two ways to write one thing in Python 3, read as one.

What `pyupgrade`, `ruff` and their like rewrite without a change of behaviour: `class A(object)`, `super(A, self)`,
an f-string without a field, `"{}".format(x)` of a plain name, `set([x])`, `IOError`, `except E as e` whose name
nobody reads; functions in another order; and, as a docstring is, the `help=` of a command line's option. Each form is
read only where the built-in name that it needs is bound nowhere in the file.
"""

# ruff: noqa: PLR0911, SIM905 - a ladder over kinds of nodes returns where one holds; tables of words read as text

from __future__ import annotations

import _ast

from sinfonia.rules.code.format_strings import as_f_string, without_fields
from sinfonia.rules.code.readers import nodes_of
from sinfonia.rules.code.tree import Block, Items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.rules.code.tree import Canon, Canons

_FUNCTIONS = ("FunctionDef", "AsyncFunctionDef")
_SCOPES = frozenset((*_FUNCTIONS, "Lambda", "ClassDef", "ListComp", "SetComp", "DictComp", "GeneratorExp"))
_SEE_NAMES = frozenset("locals globals eval exec".split())  # they see names that nobody writes out
_SEE_NAMES_ALONE = frozenset(("vars", "dir"))  # so do these without an argument
_PARSERS = frozenset("add_parser add_argument_group add_subparsers ArgumentParser".split())  # of argparse
_OPTIONS = frozenset("add_argument option argument command group version_option Option Argument".split())  # click's too
_TEXTS = frozenset("help short_help epilog".split())
_OBJECT, _SET, _OSERROR = ("Name", "object"), ("Name", "set"), ("Name", "OSError")


class Names:
    """The names of one module: how often each is bound, which are assigned, and whether all are known."""

    __slots__ = ("bound", "stored", "used", "whole")

    def __init__(self, module: _ast.Module, used: set[str]) -> None:
        self.bound: dict[str, int] = {}
        self.stored: set[str] = set()
        self.used = used
        self.whole = used.isdisjoint(_SEE_NAMES)  # and no `import *`
        for node in nodes_of(module):
            for name in _bindings(node):
                self.bound[name] = self.bound.get(name, 0) + 1
                self.whole = self.whole and name != "*"
            if isinstance(node, _ast.Name) and not isinstance(node.ctx, _ast.Load):
                self.stored.add(node.id)
            if isinstance(node, _ast.Call) and not node.args and getattr(node.func, "id", "") in _SEE_NAMES_ALONE:
                self.whole = False

    def free(self, name: str) -> bool:
        """Tell whether a name is the built-in one."""
        return name not in self.bound and "*" not in self.bound


def _bindings(node: _ast.AST) -> Iterator[str]:
    """Yield the names that a node binds."""
    if isinstance(node, _ast.Name):
        if not isinstance(node.ctx, _ast.Load):
            yield node.id
    elif isinstance(node, _ast.Global | _ast.Nonlocal):
        yield from node.names
    elif isinstance(node, _ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, _ast.arg):
        yield node.arg
    elif isinstance(node, _ast.MatchMapping):
        yield node.rest or ""
    else:  # functions, classes, handlers, patterns, type parameters
        yield getattr(node, "name", None) or ""


def plain(canon: Canon, names: Names) -> Canon:
    """Give what was read with each of the forms written in one way."""
    if not isinstance(canon, tuple):
        return canon
    if type(canon) is Block:
        return _block(canon, names)
    parts = tuple(plain(part, names) for part in canon)
    if type(canon) is Items:
        return Items(parts)
    return _node(parts, names)


def _block(canon: Block, names: Names) -> Block:
    """Read statements, with each run of functions that nothing decorates in the order of their names."""
    parts = [plain(part, names) for part in canon]
    lines = list(canon.lines) if canon.lines else [0] * len(parts)
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and _moves(parts[end]):
            end += 1
        run = sorted(range(start, end), key=lambda at: _name(parts[at]))
        if len({_name(parts[at]) for at in run}) == len(run):
            parts[start:end], lines[start:end] = [parts[at] for at in run], [lines[at] for at in run]
        start = end + 1
    return _with_lines(parts, tuple(lines) if canon.lines else ())


def _with_lines(statements: Iterable[Canon], lines: tuple[int, ...]) -> Block:
    block = Block(statements)
    block.lines = lines
    return block


def _name(statement: Canon) -> str:
    return str(statement[1]) if isinstance(statement, tuple) else ""


def _moves(statement: Canon) -> bool:
    """Tell whether a function's definition does nothing but bind its name."""
    if not isinstance(statement, tuple) or len(statement) != 6 or statement[0] not in _FUNCTIONS:
        return False
    _, _, decorators, arguments, returns, _ = statement
    if decorators or returns is not None or not isinstance(arguments, tuple):
        return False
    *groups, defaults, keyword_defaults = arguments
    return _only_constants((defaults, keyword_defaults)) and not any(_annotated(group) for group in groups)


def _annotated(group: Canon) -> bool:
    if not isinstance(group, tuple):
        return False
    if len(group) == 2 and isinstance(group[0], str):
        return group[1] is not None
    return any(_annotated(part) for part in group)


def _only_constants(canon: Canon) -> bool:
    if not isinstance(canon, tuple):
        return canon is None
    return canon[:1] == ("Constant",) or all(_only_constants(part) for part in canon)


def _node(node: Canons, names: Names) -> Canon:
    match node:
        case ("ClassDef", name, decorators, bases, keywords, body):
            if isinstance(bases, tuple) and bases[-1:] == (_OBJECT,) and names.free("object"):
                bases = bases[:-1]
            if not decorators and names.free("super") and names.bound.get(str(name)) == 1 and type(body) is Block:
                body = _methods(body, str(name), names)
            return ("ClassDef", name, decorators, bases, keywords, body)
        case ("FunctionDef" | "AsyncFunctionDef", *head, body) if names.whole and type(body) is Block:
            return (node[0], *head, _without_idle(body, _read_in(body)))
        case ("ExceptHandler", kind, name, body):
            kept = name if not names.whole or name in names.used else None
            return ("ExceptHandler", _one_error(kind), kept, body)
        case ("Name", "IOError" | "EnvironmentError" as name) if names.free(str(name)) and names.free("OSError"):
            return _OSERROR
        case ("JoinedStr", values):
            return without_fields(values, node)
        case ("Call", func, arguments, keywords):
            return _call(node, func, arguments, keywords, names)
    return node


def _read_in(canon: Canon) -> set[Canon]:
    """Give the words of a piece of code, names among them, less the name that a handler binds for itself alone."""
    if not isinstance(canon, tuple):
        return {canon}
    if len(canon) == 4 and canon[0] == "ExceptHandler":
        return _read_in(canon[1]) | (_read_in(canon[3]) - {canon[2]})
    return set().union(*map(_read_in, canon))


def _without_idle(canon: Canon, read: set[Canon]) -> Canon:
    """Take the names off the handlers of a function that it does not read."""
    if not isinstance(canon, tuple):
        return canon
    parts = tuple(_without_idle(part, read) for part in canon)
    if type(canon) is Block:
        return _with_lines(parts, canon.lines)
    if len(parts) == 4 and parts[0] == "ExceptHandler" and parts[2] not in read | _read_in(parts[3]):
        parts = (*parts[:2], None, parts[3])
    return Items(parts) if type(canon) is Items else parts


def _one_error(kind: Canon) -> Canon:
    """Give `(OSError, OSError)` as `OSError`."""
    if isinstance(kind, tuple) and len(kind) == 2 and kind[0] == "Tuple" and type(kind[1]) is Items:
        different = tuple(dict.fromkeys(kind[1]))
        return different[0] if len(different) == 1 and len(kind[1]) > 1 else ("Tuple", Items(different))
    return kind


def _call(node: Canons, func: Canon, arguments: Canon, keywords: Canon, names: Names) -> Canon:
    if not (isinstance(func, tuple) and isinstance(arguments, tuple) and isinstance(keywords, tuple)):
        return node
    if func == _SET and len(arguments) == 1 and not keywords and names.free("set"):
        return _set(arguments[0], node)
    if func[0] == "Attribute" and len(func) == 3 and func[2] == "format":
        return as_f_string(func[1], arguments, keywords) or node
    if func[0] in ("Name", "Attribute") and (func[-1] in _OPTIONS or func[-1] in _PARSERS):
        texts = _TEXTS | {"description"} if func[-1] in _PARSERS else _TEXTS
        return ("Call", func, arguments, tuple(_without_text(keyword, texts) for keyword in keywords))
    return node


def _set(argument: Canon, node: Canons) -> Canon:
    match argument:
        case ("List" | "Tuple", Items() as entries) if entries:
            return ("Set", entries)
        case ("GeneratorExp", element, generators):
            return ("SetComp", element, generators)
    return node


def _without_text(keyword: Canon, texts: frozenset[str]) -> Canon:
    """Give the text for the help screen as the `%` marks that argparse fills in: a wrong one is an error."""
    match keyword:
        case ("keyword", name, ("Constant", "str", str() as text)) if name in texts and not text[1:].startswith("=="):
            return ("keyword", name, ("Text", *sorted(part.split(" ")[0] for part in text.split("%")[1:])))
    return keyword


def _methods(body: Block, name: str, names: Names) -> Block:
    """Write `super(A, self)` of the methods of class A as `super()`."""
    out: list[Canon] = []
    for statement in body:
        kept = statement
        if isinstance(statement, tuple) and statement[0] in _FUNCTIONS and (first := _first_argument(statement)):
            call = ("Call", ("Name", "super"), (("Name", name), ("Name", first)), ())
            if first not in names.stored:
                kept = (*statement[:-1], _replaced(statement[-1], call))
        out.append(kept)
    return _with_lines(out, body.lines)


def _first_argument(function: Canons) -> str:
    arguments = function[3]
    if not isinstance(arguments, tuple):
        return ""
    for group in arguments[:2]:
        if isinstance(group, tuple) and group:
            first = group[0]
            return str(first[0]) if isinstance(first, tuple) else ""
    return ""


def _replaced(canon: Canon, call: Canons) -> Canon:
    """Put `super()` for `call`, not in scopes of their own, where `super()` would mean another class."""
    if canon == call:
        return (*call[:2], (), ())
    if not isinstance(canon, tuple) or (canon and canon[0] in _SCOPES):
        return canon
    parts = tuple(_replaced(part, call) for part in canon)
    if type(canon) is Block:
        return _with_lines(parts, canon.lines)
    return Items(parts) if type(canon) is Items else parts
