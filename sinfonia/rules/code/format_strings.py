"""`"{} is {}".format(a, b)` as the f-string that prints the same."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.tree import Canon, Canons

_CONVERSIONS = {None: "-1", "s": "115", "r": "114", "a": "97"}  # FormattedValue.conversion of CPython's Python.asdl


def without_fields(values: Canon, node: Canons) -> Canon:
    """Give an f-string without a field as the plain string that it is."""
    if values == ():
        return ("Constant", "str", "''")
    if isinstance(values, tuple) and len(values) == 1 and isinstance(values[0], tuple) and values[0][0] == "Constant":
        return values[0]
    return node


def as_f_string(template: Canon, arguments: Canons, keywords: Canons) -> Canon:
    """Give a call of `format` on a literal as an f-string; None where it may print something else.

    Each value is used once, in order, and is a name, an attribute of one or a constant: an f-string
    prints the first before it reads the second.
    """
    if not (isinstance(template, tuple) and template[:2] == ("Constant", "str")):
        return None
    from ast import literal_eval

    text = literal_eval(str(template[2]))
    values = [("", value) for value in arguments]
    for keyword in keywords:
        if not isinstance(keyword, tuple) or keyword[1] is None:
            return None  # `**values`
        values.append((str(keyword[1]), keyword[2]))
    if not all(_is_plain(value) for _, value in values):
        return None
    fields = _fields(text)
    if fields is None:
        return None
    out: list[Canon] = []
    for literal, field, spec, conversion in fields:
        if literal:
            out.append(("Constant", "str", repr(literal)))
        if field is None:
            continue
        taken = _taken(field, len(arguments) - sum(1 for name, _ in values if not name), values)
        if taken is None or conversion not in _CONVERSIONS or "{" in spec:
            return None
        shown = ("Constant", "str", repr(spec)) if spec else None
        out.append(("FormattedValue", taken, _CONVERSIONS[conversion], shown))
    return None if values else without_fields(tuple(out), ("JoinedStr", tuple(out)))


def _fields(text: str) -> list[tuple[str, str | None, str, str | None]] | None:
    """Split a template into (text before, field, format, conversion); None for one that is an error when it runs."""
    from _string import formatter_parser  # type: ignore[import-not-found]  # CPython's own, behind string.Formatter

    try:
        rows = list(formatter_parser(text))
    except ValueError:
        return None
    if "" in (names := {field for _, field, _, _ in rows}) and any((name or "").isdigit() for name in names):
        return None
    merged: list[tuple[str, str | None, str, str | None]] = []
    for literal, field, spec, conversion in rows:
        before = literal
        if merged and merged[-1][1] is None:  # `{{` ends a piece of text
            before = merged.pop()[0] + literal
        merged.append((before, field, spec or "", conversion))
    return merged


def _taken(field: str, at: int, values: list[tuple[str, Canon]]) -> Canon:
    """Take the value that a field names off the list, if it is the next one; None for any other."""
    if not values or (values[0][0] or field) != field or (not values[0][0] and field not in ("", str(at))):
        return None
    return values.pop(0)[1]


def _is_plain(value: Canon) -> bool:
    while isinstance(value, tuple) and value[0] == "Attribute" and len(value) == 3:
        value = value[1]
    return isinstance(value, tuple) and value[0] in ("Name", "Constant")
