"""Functions and classes that moved from one file to another unchanged: nothing new runs.

Known are whole definitions, by the syntax tree in Python and by tokens in languages with braces; members of
classes too. What else changes in a file that took one in, or gave one away, must be imports.
"""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.rules.code import paths
from sinfonia.rules.code.scan import NEWLINE
from sinfonia.rules.code.tokens import BRACES, extension, meant

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator

    from sinfonia.model.change import Change

    Definition = tuple[str, ...]
    Counts = dict[Definition, int]

_READS = 50  # other files that one event may have read for what they gave away
_LARGEST = 512 * 1024  # bytes of a file that is looked through
_FAMILIES = (  # extensions between which code moves as it is
    frozenset(("py", "pyw")),
    frozenset("js jsx mjs cjs ts tsx mts cts".split()),
    frozenset("c h cc hh cpp hpp cxx hxx m mm".split()),
)
_VISIBILITY = frozenset("export default pub public private protected internal open".split())
_CONTAINERS = frozenset("class interface impl object namespace trait struct enum record extension".split())
_IDLE = frozenset("import package use using mod namespace from".split())
_STATEMENTS = frozenset("if for while do switch try with match loop unsafe else when guard defer".split())
_IMPORT = "\x01"  # see `shape`, which loads only with a tree
_CONTINUES = frozenset("else catch finally while , ) . ?. ( = [ ? : as satisfies from ; ] implements extends".split())
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


class Moves:
    """What the changed files of one event gave away and took in."""

    __slots__ = ("_changes", "_old", "_sides")

    def __init__(self, changes: Iterable[Change], old: Callable[[Change], bytes]) -> None:
        """Take the changes of an event; `old` gives the bytes of one before, of its origin where it was renamed."""
        self._changes = tuple(changes)
        self._old = old
        self._sides: dict[str, tuple[Counts, Counts]] = {}

    def explain(self, change: Change) -> bool:
        """Tell whether all that is new in a file stood in another file of the event before."""
        ext = extension(change.path)
        if len(self._changes) < 2 or not (ext in BRACES or ext in _FAMILIES[0]):
            return False
        gone, new = self._sides_of(change)
        added = [item for item in new if not _is_idle(item)]
        if not added and not (new and any(_is_definition(item) for item in gone)):
            return False
        others = [self._sides_of(other) for other in self._others(change, ext)]
        if not added:  # it gave something away and imports it back
            return any(item in taken for item in gone if _is_definition(item) for _, taken in others)
        return all(_is_definition(item) and _total(item, others) >= new[item] for item in added)

    def _others(self, change: Change, ext: str) -> Iterator[Change]:
        family = next((family for family in _FAMILIES if ext in family), frozenset((ext,)))
        count = 0
        for other in self._changes:
            if other is not change and extension(other.path) in family and paths.kind(other.path) == paths.SOURCE:
                count += 1
                if count > _READS:
                    return
                yield other

    def _sides_of(self, change: Change) -> tuple[Counts, Counts]:
        """Give the definitions that a file lost, and those that it won."""
        sides = self._sides.get(change.path)
        if sides is None:
            try:
                old = self._old(change) if change.old_id else b""
                new = change.new() if change.new_id else b""
            except NotJudgedError:
                old = new = b""
            if max(len(old), len(new)) > _LARGEST:
                old = new = b""
            before, after = definitions(old, new, extension(change.path))
            sides = self._sides[change.path] = (_beyond(before, after), _beyond(after, before))
        return sides


def definitions(old: bytes, new: bytes, ext: str) -> tuple[Counts, Counts]:
    """Count the definitions and other statements of two versions of a file."""
    if ext in _FAMILIES[0]:
        return _count(_python(old)), _count(_python(new))
    before, after = meant(old, new, ext)
    return _count(_items([text for text, _ in before])), _count(_items([text for text, _ in after]))


def _python(source: bytes) -> Iterator[Definition]:
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield ("broken",)
        return
    yield from _statements(body)


def _statements(body: list[ast.stmt]) -> Iterator[Definition]:
    import ast

    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield ("import", ast.dump(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        elif isinstance(node, ast.ClassDef):
            head = ast.ClassDef(node.name, node.bases, node.keywords, [], node.decorator_list)
            yield ("def", ast.dump(head))
            yield from _statements(node.body)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield ("def", ast.dump(node))
        else:
            yield (ast.dump(node),)


def _items(words: list[str]) -> Iterator[Definition]:
    """Split tokens into definitions and statements; a class is its head and its members."""
    start = depth = 0
    for at, word in enumerate(words):
        if word in _OPENERS:
            depth += 1
        elif word in _CLOSERS:
            depth -= depth > 0
        following = words[at + 1] if at + 1 < len(words) else ""
        ends = word in (";", NEWLINE) or word.startswith(_IMPORT) or (word == "}" and following not in _CONTINUES)
        if (depth == 0 and ends) or not following:
            yield from _item(words[start : at + 1])
            start = at + 1


def _item(words: list[str]) -> Iterator[Definition]:
    """Give one statement less line breaks and visibility; a container member by member."""
    while words and words[0] in _VISIBILITY:
        words = words[4:] if words[:2] == ["pub", "("] else words[1:]
    while words and words[-1] in (";", NEWLINE):
        words = words[:-1]
    if not words:
        return
    opening = words.index("{") if "{" in words else 0
    if opening and words[-1] == "}" and not _CONTAINERS.isdisjoint(words[:opening]) and "(" not in words[:opening]:
        yield (*words[:opening], "{", "}")
        yield from _items(words[opening + 1 : -1])
    else:
        yield tuple(word for word in words if word != NEWLINE)


def _is_definition(item: Definition) -> bool:
    """Tell whether an item is a function, a class or a block of its own, not a loose statement."""
    return item[0] == "def" or (item[-1] == "}" and len(item) > 3 and item[0] not in _STATEMENTS)


def _is_idle(item: Definition) -> bool:
    """Tell whether an item only names other files."""
    named = item[0] in _IDLE and {"(", "="}.isdisjoint(item) and item[1:2] != (".",)
    return named or item[0].startswith(_IMPORT) or (item[0] == "import" and len(item) == 2)


def _count(items: Iterable[Definition]) -> Counts:
    counts: Counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _beyond(now: Counts, was: Counts) -> Counts:
    return {item: count - was.get(item, 0) for item, count in now.items() if count > was.get(item, 0)}


def _total(item: Definition, others: list[tuple[Counts, Counts]]) -> int:
    return sum(gone.get(item, 0) for gone, _ in others)
