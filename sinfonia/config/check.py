"""A parsed file against the schema: plain values and their origins, or one clear error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.config.node import fail, nearest, shown, suggest
from sinfonia.config.scalar import SCALARS, filled, text, wrong
from sinfonia.config.schema import (
    CODES,
    CUSTOM_KEYS,
    EITHER,
    IGNORE_KEYS,
    KEYS,
    NOT_IGNORED,
    RULE_KEYS,
    TOOL_ACTIONS,
    Key,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from sinfonia.config.node import Node

_BY_NAME = {key.name: key for key in KEYS}
_SECTIONS = {key.name.partition(".")[0] for key in KEYS if "." in key.name}
_ROW_MOST = 1000


class Layer:
    """What one source sets: values by dotted key, and the origin of each."""

    __slots__ = ("origins", "values")

    def __init__(self, values: dict[str, Any], origins: dict[str, str]) -> None:
        self.values = values
        self.origins = origins


def check(root: Node) -> Layer:
    """Check a whole document; raises `ConfigError` for the first thing that is wrong."""
    flat: dict[str, tuple[str, Node]] = {}
    for name, (where, node) in root.entries.items():
        if name in _SECTIONS:
            if node.kind not in ("map", "null"):
                wrong(node, name, "a mapping", f"write `{_first_of(name)}` below it")
            flat |= {f"{name}.{inner}": entry for inner, entry in node.entries.items()}
        elif "." in name:
            _unknown(name, where, f"write `{name.partition('.')[0]}:` and the rest below it")
        else:
            flat[name] = (where, node)
    for name, (where, _) in flat.items():
        if name not in _BY_NAME:
            _unknown(name, where)
    return check_flat(flat)


def check_flat(flat: dict[str, tuple[str, Node]]) -> Layer:
    """Check known dotted keys; custom rules come first because others name their codes."""
    layer = Layer({}, {})
    codes = _Codes()
    for name in sorted(flat, key=lambda name: name != "custom"):
        where, node = flat[name]
        key = _BY_NAME[name]
        if node.kind == "null" and (key.default == () or key.kind == "customs"):
            continue
        if key.kind in SCALARS:
            layer.values[name] = SCALARS[key.kind](key, name, node)
            layer.origins[name] = where
            continue
        layer.values[name] = _COLLECTIONS[key.kind](key, name, node, codes)
        layer.origins[name] = where
        layer.origins |= _inner_origins(name, layer.values[name], node, codes)
    return layer


def _first_of(section: str) -> str:
    return next(key.name for key in KEYS if key.name.startswith(section + ".")).rpartition(".")[2] + ": …"


def _unknown(name: str, where: str, hint: str = "") -> NoReturn:
    section, _, last = name.rpartition(".")
    beside = [key for key in _BY_NAME if section and key.startswith(section + ".")]
    fail(where, f"`{shown(name)}` is no key", hint or suggest(last, beside or _BY_NAME, "the keys are"))


class _Codes:
    """The codes and names that this document may use."""

    def __init__(self) -> None:
        self.by_name = {name: code for code, name in CODES.items()} | {code: code for code in CODES}

    def code(self, said: str, where: str, name: str) -> str:
        code = self.by_name.get(said)
        if code is None:
            near = nearest(said, self.by_name)
            fail(where, f"`{name}` names no rule" if said != shown(said) else f"`{said}` in `{name}` names no rule",
                 f"did you mean `{near}`?" if near else "`sinfonia rules` lists codes and names")  # fmt: skip
        return code


def _texts(key: Key, name: str, node: Node, _codes: _Codes) -> list[str]:
    one = SCALARS["glob"] if key.kind == "globs" else SCALARS["choice"] if key.kind == "choices" else filled
    return [str(one(key, f"{name}[{number}]", item)) for number, item in enumerate(_list(name, node))]


def _list(name: str, node: Node) -> tuple[Node, ...]:
    if node.kind == "null":
        return ()
    if node.kind != "list":
        wrong(node, name, "a list", "write `- ` before each of its values")
    if len(node.items) > _ROW_MOST:
        fail(node.where, f"`{name}` has more than {_ROW_MOST} entries", "use globs, or `sinfonia baseline`")
    return node.items


def _entries(name: str, node: Node, hint: str) -> dict[str, tuple[str, Node]]:
    if node.kind == "null":
        return {}
    if node.kind != "map":
        wrong(node, name, "a mapping", hint)
    return node.entries


def _row(keys: tuple[Key, ...], name: str, node: Node, codes: _Codes) -> dict[str, Any]:
    """Check one mapping of `rules`, `ignore` or `custom`; keys that are not written are left out."""
    by_name = {key.name: key for key in keys}
    row: dict[str, Any] = {}
    for inner, (where, item) in _entries(name, node, f"its keys are {', '.join(by_name)}").items():
        key = by_name.get(inner)
        if key is None:
            fail(where, f"`{name}.{shown(inner)}` is no key", suggest(inner, by_name, "the keys are"))
        row[inner] = _cell(key, f"{name}.{inner}", item, codes)
    for key in keys:
        if key.required and key.name not in row:
            fail(node.where, f"`{name}` has no `{key.name}`", f"add `{key.name}:` with {key.summary}")
    return row


def _cell(key: Key, name: str, node: Node, codes: _Codes) -> Any:
    if key.kind == "code":
        return codes.code(text(key, name, node), node.where, name)
    if key.kind == "options":
        return {
            shown(inner): _plain(item, f"{name}.{shown(inner)}")
            for inner, (_, item) in _entries(name, node, "write one option per line").items()
        }
    if key.kind == "text":
        return filled(key, name, node)
    if key.kind in SCALARS:
        return SCALARS[key.kind](key, name, node)
    return _texts(key, name, node, codes)


def _plain(node: Node, name: str) -> Any:
    if node.kind == "list":
        return [_plain(item, name) for item in node.items]
    if node.kind == "map":
        return {inner: _plain(item, f"{name}.{shown(inner)}") for inner, (_, item) in node.entries.items()}
    return node.value


def _rules(_key: Key, name: str, node: Node, codes: _Codes) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    for said, (where, item) in _entries(name, node, "write `ENF-001: {severity: warning}` below it").items():
        code = codes.code(said, where, name)
        if code in rules:
            fail(where, f"`{name}.{said}` stands twice: by code and by name", "keep one of them")
        rules[code] = _row(RULE_KEYS, f"{name}.{said}", item, codes)
    return rules


def _ignores(_key: Key, name: str, node: Node, codes: _Codes) -> list[dict[str, Any]]:
    found = []
    for number, item in enumerate(_list(name, node)):
        row = _row(IGNORE_KEYS, f"{name}[{number}]", item, codes)
        if row["code"] in NOT_IGNORED:
            where = item.entries["code"][0]
            fail(where, f"`{name}[{number}].code`: {row['code']} {NOT_IGNORED[row['code']]}", "remove this entry")
        found.append({"path": "**", "until": ""} | row | {"where": item.where})
    return found


def _customs(_key: Key, name: str, node: Node, codes: _Codes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, item in enumerate(_list(name, node)):
        at = f"{name}[{number}]"
        row = _row(CUSTOM_KEYS, at, item, codes)
        chosen = [key for key in EITHER if key in row]
        if len(chosen) != 1:
            said = " and ".join(f"`{key}`" for key in chosen) or "none of `added`, `command`, `path`"
            fail(item.where, f"`{at}` has {said}", "write exactly one of `added`, `command` and `path`")
        for field in ("id", "name"):
            said = row.get(field, row["id"].lower())
            if codes.by_name.setdefault(said, row["id"]) != row["id"] or any(said == old.get(field) for old in found):
                fail(item.where, f"`{at}.{field}` is `{said}`, which another rule has", "choose another one")
        found.append(row | {"where": item.where})
    return found


def _commands(_key: Key, name: str, node: Node, codes: _Codes) -> dict[str, list[str]]:
    commands = {}
    for said, (where, item) in _entries(name, node, "write `tests: [pytest, -q]` below it").items():
        if said != shown(said) or not said.strip():
            fail(where, f"a name in `{name}` is not printable", "name it like `tests`")
        words = _texts(_key, f"{name}.{said}", item, codes)
        if not words:
            fail(where, f"`{name}.{said}` is empty", "write the program and its arguments as a list")
        commands[said] = words
    return commands


def _tools(_key: Key, name: str, node: Node, _codes: _Codes) -> dict[str, str]:
    tools = {}
    for said, (where, item) in _entries(name, node, "write `mcp__files__save: write path content` below it").items():
        if said != shown(said) or not said.strip():
            fail(where, f"a name in `{name}` is not printable", "name it as the agent does, like `mcp__files__*`")
        action, *_ = words = filled(_key, f"{name}.{said}", item).split()
        if action not in TOOL_ACTIONS:
            fail(item.where, f"`{name}.{said}` begins with `{shown(action)}`", f"one of {', '.join(TOOL_ACTIONS)}")
        tools[said] = " ".join(words)
    return tools


def _inner_origins(name: str, value: Any, node: Node, codes: _Codes) -> dict[str, str]:
    """Give the places of the values inside `rules`, `ignore`, `custom` and `checks`."""
    origins: dict[str, str] = {}
    if name == "rules":
        for said, (_, row) in node.entries.items():
            origins |= {f"rules.{codes.by_name[said]}.{inner}": where for inner, (where, _) in row.entries.items()}
    elif name == "checks":
        origins |= {f"checks.{inner}": where for inner, (where, _) in node.entries.items()}
    elif name in ("ignore", "custom"):
        origins |= {f"{name}[{number}]": row["where"] for number, row in enumerate(value)}
    return origins


_COLLECTIONS: dict[str, Callable[[Key, str, Node, _Codes], Any]] = {
    "commands": _commands,
    "customs": _customs,
    "globs": _texts,
    "ignores": _ignores,
    "rules": _rules,
    "texts": _texts,
    "tools": _tools,
}
