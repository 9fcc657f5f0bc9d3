"""Whether a Python test file tests more than before, by its functions."""

from __future__ import annotations

from sinfonia.rules.code.python import UNREADABLE, covers, prune
from sinfonia.rules.code.tree import Block, Items, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.code.tree import Canon, Canons

_FUNCTIONS = ("FunctionDef", "AsyncFunctionDef")
_SKIPS = frozenset(("skip", "xfail", "expectedFailure", "skipTest", "SkipTest"))
_CONDITIONAL = frozenset(("skipif", "skipIf", "skipUnless"))
_NOTHING = ("Imports", "Pass")


def python_tests_more(old: bytes, new: bytes, path: str) -> bool:
    """Tell whether a unit (a function, or a module's or class's own statements) is new or tests as much as before."""
    name = path.rpartition("/")[2]
    try:
        after = _units(new, name)
        before = _units(old, name) if old.strip() else {}
    except UNREADABLE:
        return False  # a test that cannot be parsed does not run
    functions = [unit for unit in before.values() if unit[0] in _FUNCTIONS]
    return any(_counts(before.get(key), unit, functions) for key, unit in after.items())


def _counts(was: Canons | None, now: Canons, functions: list[Canons]) -> bool:
    """Tell whether a unit says more than it did, or a new one more than each that it may be a copy of."""
    if not now[-1]:
        return False
    if was is None:
        named = (_as(unit, str(now[1])) for unit in functions if now[0] in _FUNCTIONS and unit[-1] == now[-1])
        return not any(covers(unit, now, loose=True) for unit in named)
    if covers(was, now, loose=True):
        return False
    before, after = _assertions(was), _assertions(now)
    return len(after) >= len(before) or any(after.count(one) > before.count(one) for one in after)


def _as(function: Canons, name: str) -> Canons:
    """Give a function under another name."""
    return (function[0], name, *function[2:])


def _units(source: bytes, name: str) -> dict[str, Canons]:
    """Give qualified name to function, and "" or a class's name to the statements that are no function."""
    tree = read(source, name, strict=True)
    found: dict[str, Canons] = {}
    _collect(prune(tree.body, tree.used, {}), "", found)
    return found


def _collect(body: Block, prefix: str, found: dict[str, Canons]) -> None:
    own: list[Canon] = []
    if any(_marks_all(canon) for canon in body):
        return
    for canon in body:
        if not isinstance(canon, tuple) or canon[0] in _NOTHING:
            continue
        if canon[0] in _FUNCTIONS:
            unit = _without_marks(canon)
            if unit is not None:
                found[f"{prefix}{canon[1]}"] = unit
        elif canon[0] == "ClassDef":
            if not any(_is_skip(mark) for mark in _tuple(canon[2])) and isinstance(canon[-1], Block):
                _collect(canon[-1], f"{prefix}{canon[1]}.", found)
        else:
            own.append(canon)
    if own:
        found[prefix] = ("Own", Block(own))


def _without_marks(function: Canons) -> Canons | None:
    """Give a test without its conditional skips; None when it never runs or may fail unseen."""
    decorators = _tuple(function[2])
    body = function[-1]
    if any(_is_skip(mark) for mark in decorators) or not isinstance(body, Block):
        return None
    if any(_is_skip_call(canon) for canon in body):
        return None
    kept = tuple(mark for mark in decorators if _last_name(mark) not in _CONDITIONAL and not _is_conditional(mark))
    return (*function[:2], kept, *function[3:])


def _marks_all(canon: Canon) -> bool:
    """Recognise `pytestmark = pytest.mark.skip` and a module's `pytest.skip(...)`."""
    if not isinstance(canon, tuple):
        return False
    if canon[0] == "Assign" and canon[1] == (("Name", "pytestmark"),):
        marks = canon[2]
        entries = marks[1] if isinstance(marks, tuple) and isinstance(marks[1], Items) else (marks,)
        return any(_is_skip(mark) for mark in entries)
    return _is_skip_call(canon)


def _is_skip(mark: Canon) -> bool:
    """Tell whether a decorator skips always, or lets a failure pass (`xfail` unless strict)."""
    name = _last_name(mark)
    if _is_conditional(mark):
        arguments = _tuple(mark[2]) if isinstance(mark, tuple) else ()
        never = ("Constant", "bool", "False" if name == "skipUnless" else "True")
        return bool(arguments) and arguments[0] == never
    return name in _SKIPS and not (isinstance(mark, tuple) and "strict" in str(mark) and "'True'" in str(mark))


def _is_conditional(mark: Canon) -> bool:
    """Recognise `skipif(...)` and its kin, and an `xfail` with a condition as its first argument."""
    name = _last_name(mark)
    if not isinstance(mark, tuple) or mark[0] != "Call":
        return False
    return name in _CONDITIONAL or (name == "xfail" and bool(mark[2]))


def _is_skip_call(canon: Canon) -> bool:
    if not isinstance(canon, tuple) or canon[0] not in ("Expr", "Raise", "Return"):
        return False
    call = canon[1]
    return isinstance(call, tuple) and call[0] == "Call" and _last_name(call) in _SKIPS


def _last_name(node: Canon) -> str:
    if isinstance(node, tuple) and node and node[0] == "Call":
        node = node[1]
    if isinstance(node, tuple) and node and node[0] in ("Attribute", "Name"):
        return str(node[-1])
    return ""


def _tuple(canon: Canon) -> Canons:
    return canon if isinstance(canon, tuple) else ()


def _assertions(canon: Canon) -> list[Canons]:
    return [node for node in _walk(canon) if node[:1] == ("Assert",) or _is_assertion(node)]


def _is_assertion(node: Canons) -> bool:
    return node[:1] == ("Call",) and _last_name(node).startswith(("assert", "raises", "warns", "expect", "fail"))


def _walk(canon: Canon) -> Iterator[Canons]:
    pending = [canon]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            yield node
            pending.extend(node)
