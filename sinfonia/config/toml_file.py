"""`[tool.sinfonia]` of a TOML file to `Node`; `tomllib` keeps no lines, so they are searched."""

from __future__ import annotations

import datetime as dt
import re
import tomllib

from sinfonia.config.node import MAX_DEPTH, Node, fail, shown

TABLE = ("tool", "sinfonia")
MAX_DOTS = 500
"""Of one line: `tomllib` takes memory with the square of the parts of a dotted key."""

_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]*)\]")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.|=|$)""")


def read_toml(text: str, path: str) -> Node | None:
    """Read the table, None when there is none; raises `ConfigError`."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS:
            fail(f"{path}:{number}", f"holds more than {MAX_DOTS} dots", "break the line")
    try:
        table: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _LINE.search(message)
        where = int(at[1]) if at else text.count("\n") + 1
        fail(f"{path}:{where}", f"is not TOML: {shown(_LINE.sub('', message))}", "mend this line first")
    except (RecursionError, ValueError):  # brackets in brackets; an integer of thousands of digits
        fail(path, "is not TOML that can be read: too deep, or a number too long", "mend it first")
    for name in TABLE:
        table = table.get(name) if isinstance(table, dict) else None
    if table is None:
        return None
    node = _node(table, TABLE, path, _lines(text))
    if node.kind != "map":
        fail(node.where, "`tool.sinfonia` is not a table", "write `[tool.sinfonia]` and keys below it")
    return node


def _node(value: object, at: tuple[str, ...], path: str, lines: dict[tuple[str, ...], int]) -> Node:
    line = next((lines[at[:size]] for size in range(len(at), 0, -1) if at[:size] in lines), 1)
    where = f"{path}:{line}"
    if len(at) > MAX_DEPTH:
        fail(where, f"is nested more than {MAX_DEPTH} deep", "no key of the schema needs that")
    if isinstance(value, dict):
        inside = {key: _node(item, (*at, key), path, lines) for key, item in value.items()}
        return Node("map", where, entries={key: (node.where, node) for key, node in inside.items()})
    if isinstance(value, list):
        items = (_node(item, (*at, str(number)), path, lines) for number, item in enumerate(value))
        return Node("list", where, items=tuple(items))
    if isinstance(value, bool):
        return Node("flag", where, text=str(value).lower(), value=value)
    if isinstance(value, int | float):
        finite = -1e300 < value < 1e300
        return Node("number", where, text=str(value), value=value if finite else str(value))
    if isinstance(value, dt.date | dt.time):
        return Node("date", where, text=value.isoformat(), value=value.isoformat())
    return Node("text", where, text=str(value), value=str(value))


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Map each dotted key to its line; the items of an array of tables are numbered from 0.

    A line inside a multi-line string may be taken for a key: that costs a wrong number, no more.
    """
    found: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            table = _parts(header[2])
            if header[1] == "[[":
                found.setdefault(table, number)
                index = counts[table] = counts.get(table, -1) + 1
                table = (*table, str(index))
            elif table and table[:-1] in counts:
                table = (*table[:-1], str(counts[table[:-1]]), table[-1])
            key = table
        else:
            key = (*table, *_parts(line)) if "=" in line else ()
        if key[:1] == TABLE[:1]:
            for size in range(1, min(len(key), MAX_DEPTH) + 1):
                found.setdefault(key[:size], number)
    return found


def _parts(text: str) -> tuple[str, ...]:
    """Split `a."b".c` (up to an `=`) into its parts."""
    parts: list[str] = []
    at = 0
    while match := _PART.match(text, at):
        parts.append(next(part for part in match.groups()[:3] if part is not None))
        at = match.end()
        if match[4] != ".":
            break
    return tuple(parts)
