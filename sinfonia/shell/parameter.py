"""Parameters: `$name`, `$1`, `$@`, and the forms of `${…}`."""

from __future__ import annotations

from sinfonia.shell.word import HOLE, VARIABLE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.walk import Walker

_unknown = Word(HOLE, taint=frozenset((VARIABLE,)))


def named(walker: Walker, name: str, *, quoted: bool) -> list[Word]:  # noqa: PLR0911 - one case a form
    """Give the value of `$name`; `$@` is several words."""
    scope = walker.scope
    if name in ("@", "*"):
        if scope.args is None:
            return [_unknown]
        if name == "*" and quoted:
            separator = scope.value("IFS").text[:1]
            taint = frozenset().union(*(word.taint for word in scope.args)) if scope.args else frozenset()
            return [Word(separator.join(word.text for word in scope.args), taint=taint)]
        return scope.args
    if name.isdecimal() and name != "0":
        if scope.args is None:
            return [_unknown]
        index = int(name) if len(name) < 6 else 10**6
        return [scope.args[index - 1]] if index <= len(scope.args) else [Word("")]
    if name in ("?", "$", "!", "-", "#", "_"):
        return [Word(HOLE)]
    if name in scope.arrays:
        return scope.arrays[name][:1] or [Word("")]
    return [scope.value(name)]


def parameter(walker: Walker, inner: str, *, quoted: bool) -> list[Word]:
    """Give the value of `${inner}`."""
    if not inner or (inner[0] == "#" and len(inner) > 1):
        return [Word(HOLE)]
    if inner[0] == "!":
        target = walker.scope.value(inner[1:].split("[", maxsplit=1)[0])
        return named(walker, target.text, quoted=quoted) if target.text.isidentifier() else [_unknown]
    end = 1
    if inner[0].isalpha() or inner[0] == "_":
        while end < len(inner) and (inner[end].isalnum() or inner[end] == "_"):
            end += 1
    elif inner[0].isdecimal():
        while end < len(inner) and inner[end].isdecimal():
            end += 1
    name, rest = inner[:end], inner[end:]
    if rest.startswith("["):
        index, _, rest = rest[1:].partition("]")
        return _element(walker, name, index) if not rest else [_unknown]
    if not rest:
        return named(walker, name, quoted=quoted)
    return [_operated(walker, name, rest, quoted=quoted)]


def _element(walker: Walker, name: str, index: str) -> list[Word]:
    array = walker.scope.arrays.get(name)
    if array is None:
        return [walker.scope.value(name)]
    if index in ("@", "*"):
        return array
    if index.isdecimal() and len(index) < 6:
        return [array[int(index)]] if int(index) < len(array) else [Word("")]
    return [_unknown]


def _operated(walker: Walker, name: str, rest: str, *, quoted: bool) -> Word:  # noqa: PLR0911 - one case a form
    from sinfonia.shell import expand

    scope = walker.scope
    current = named(walker, name, quoted=quoted)[0] if name in ("@", "*") or name.isdecimal() else scope.get(name)
    operator = rest[:2] if rest[:2] in (":-", ":=", ":+", ":?") else rest[:1]
    argument = rest[len(operator) :]
    empty = current is None or (operator[0] == ":" and not current.text)
    if operator in (":-", "-", ":=", "="):
        if not empty and current is not None:
            return current
        default = expand.text(walker, argument)
        if operator[-1] == "=":
            scope.set(name, default)
        return default
    if operator in (":+", "+"):
        return Word("") if empty else expand.text(walker, argument)
    if current is None:
        return _unknown
    if operator in (":?", "?"):
        return current
    if not current.known:
        return current
    changed = _changed(walker, current.text, rest)
    return Word(HOLE if changed is None else changed, taint=current.taint)


def _changed(walker: Walker, text: str, rest: str) -> str | None:
    """Apply removal of a prefix or suffix, replacement, change of case, a substring; None when not understood."""
    from sinfonia.shell import expand

    if rest in ("^^", "^", ",,", ","):
        changed = text.upper() if rest[0] == "^" else text.lower()
        return changed if len(rest) == 2 else changed[:1] + text[1:]
    if rest[0] in "%#":
        double = rest[:2] in ("%%", "##")
        pattern = expand.text(walker, rest[2 if double else 1 :]).text
        return None if HOLE in pattern else _cut(text, pattern, end=rest[0] == "%", longest=double)
    if rest[0] == "/":
        every = rest[1:2] == "/"
        old, _, new = rest[2 if every else 1 :].partition("/")
        old, new = expand.text(walker, old).text, expand.text(walker, new).text
        if not old or any(char in old for char in "*?["):
            return None
        return text.replace(old, new, -1 if every else 1)
    if rest[0] == ":":
        start, colon, length = rest[1:].partition(":")
        start, length = start.strip(), length.strip()
        if start.isdecimal() and (not colon or length.isdecimal()) and len(start) + len(length) < 12:
            return text[int(start) : int(start) + int(length) if colon else None]
    return None


def _cut(text: str, pattern: str, *, end: bool, longest: bool) -> str:
    from fnmatch import fnmatchcase

    if not any(char in pattern for char in "*?["):
        return text.removesuffix(pattern) if end else text.removeprefix(pattern)
    if len(text) > 500:
        return text
    sizes = range(len(text), -1, -1) if longest else range(len(text) + 1)
    for size in sizes:
        part = text[len(text) - size :] if end else text[:size]
        if fnmatchcase(part, pattern):
            return text[: len(text) - size] if end else text[size:]
    return text
