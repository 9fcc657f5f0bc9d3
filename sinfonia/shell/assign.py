"""Assignments and declarations."""

from __future__ import annotations

from sinfonia.shell import expand
from sinfonia.shell.braces import braces
from sinfonia.shell.parser import text_of
from sinfonia.shell.word import ENVIRONMENT, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker


def assign(walker: Walker, node: Node) -> tuple[str, Word] | None:
    """Run one `name=value`, `name+=value` or `name=(…)`; gives the name and its new value."""
    target, right = node.child_by_field_name("name"), node.child_by_field_name("value")
    if target is None:
        return None
    name, _, index = text_of(target).partition("[")
    appended = any(child.type == "+=" for child in node.children)
    if right is not None and right.type == "array":
        values = [word for child in right.named_children for word in expand.words(walker, child)]
        if name not in walker.scope.readonly:
            walker.scope.arrays[name] = (walker.scope.arrays.get(name, []) if appended else []) + values
            walker.scope.vars.pop(name, None)
        return name, values[0] if values else Word("")
    value = expand.value(walker, right) if right is not None else Word("")
    if appended:
        before = walker.scope.get(name) or Word("")
        value = Word(before.text + value.text, taint=before.taint | value.taint)
    if index:
        if name not in walker.scope.readonly:
            walker.scope.arrays.setdefault(name, []).append(value)
        return name, value
    walker.scope.set(name, value)
    return name, value


def value_of(walker: Walker, node: Node) -> tuple[str, Word] | None:
    """Give the name and value of an assignment that holds for one command only."""
    target, right = node.child_by_field_name("name"), node.child_by_field_name("value")
    if target is None:
        return None
    return text_of(target), expand.value(walker, right) if right is not None else Word("")


def declare(walker: Walker, node: Node) -> Stream:  # noqa: C901, PLR0912 - one case a form
    """Run `export`, `declare`, `local`, `readonly`, `typeset`, `unset` or `unsetenv`."""
    kind = text_of(node.children[0]) if node.children else ""
    scope = walker.scope
    options = ""
    entries: list[tuple[str, Word | None]] = []
    for child in node.children[1:]:
        if child.type == "variable_assignment":
            pair = value_of(walker, child)
            if pair is not None:
                entries.append(_braced(pair))
        elif child.type == "variable_name":
            entries.append((text_of(child), None))
        elif child.is_named:
            for word in expand.words(walker, child):
                if word.text.startswith("-"):
                    options += word.text
                else:
                    name, found, right = word.text.partition("=")
                    entries.append((name, Word(right, taint=word.taint) if found else None))
    for name, entry in entries:
        if kind.startswith("unset"):
            if name not in scope.readonly and "f" not in options:
                scope.vars[name] = None
                scope.arrays.pop(name, None)
            elif "f" in options:
                scope.functions.pop(name, None)
            continue
        if entry is not None:
            scope.set(name, _cased(entry, options))
        if kind == "export" or "x" in options:
            scope.exported.add(name)
        if kind == "readonly" or "r" in options:
            scope.readonly.add(name)
    if kind in ("export", "declare", "typeset") and not entries and options in ("", "-p", "-x", "-px"):
        return Stream(None, frozenset((ENVIRONMENT,)))
    return SILENCE


def _braced(pair: tuple[str, Word]) -> tuple[str, Word]:
    name, word = pair
    if "{" in word.text and "," in word.text:
        return name, Word(braces(word.text)[-1], taint=word.taint)
    return pair


def _cased(word: Word, options: str) -> Word:
    if "l" in options or "u" in options:
        return Word(word.text.lower() if "l" in options else word.text.upper(), taint=word.taint)
    return word
