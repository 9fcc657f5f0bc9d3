"""Layers: defaults, the repository's file, the user's own file (strictest wins), variables, flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.config.check import Layer, check, check_flat
from sinfonia.config.node import Node, fail, nearest, shown, suggest
from sinfonia.config.read import read
from sinfonia.config.schema import KEYS, OFF_WHEN_LOW, nested, variable
from sinfonia.config.source import CONFIG, PYPROJECT
from sinfonia.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sinfonia.config.cache import Compiled
    from sinfonia.config.schema import Key
    from sinfonia.config.source import Input

_BY_NAME = {key.name: key for key in KEYS}
_LEVELS = ("off", "warning", "error")

STRICTER: dict[str, tuple[object, ...]] = {
    "enforcement_strictness": ("low", "medium", "high"),
    "tests.level": ("any", "package", "matched"),
    "tests.unit": ("branch", "commit"),
    "tests.prove": (False, True),
    "secrets.entropy": (False, True),
    "secrets.foreign_marks": (True, False),
    "approvals.mode": ("local", "trusted"),
}
"""Keys of the user's own file of which the stricter value wins, from lax to strict."""

PERSONAL = ("user_name", "skill_level")
"""Keys of the user's own file that speak where the repository's is silent."""

NOT_SETTINGS = ("CONFIG", "VERSION", "PROJECT_ROOT", "SESSION_ID", "WORKFLOW_ID", "CURRENT_STEP", "CORPORA")
"""Variables with another use: where the file is, what `sinfonia env` exports, where our tests find their material."""

_PREFIX = "SINFONIA_"


def compile_inputs(inputs: tuple[Input, ...]) -> Compiled:
    """Read, check and merge the files; raises `ConfigError`."""
    layer, user = Layer({}, {}), None
    files: list[str] = []
    notes: tuple[str, ...] = ()
    for role, path, raw in inputs:
        root = read(role, path, raw)
        if root is None:
            if path != PYPROJECT:
                raise ConfigError(f"{path}: has no [tool.sinfonia]", hint="name a file that holds the configuration")
            continue
        if role == "toml" and CONFIG in files:
            raise ConfigError(
                f"{root.where}: [tool.sinfonia] and {CONFIG} both hold the configuration", hint="keep one of the two"
            )
        files.append(path)
        if role == "user":
            user = check(root)
        else:
            layer = check(root)
    if user is not None:
        notes += _tighten(layer, user, files[-1])
    return nested(layer.values), layer.origins, tuple(files), notes


def _tighten(layer: Layer, user: Layer, path: str) -> tuple[str, ...]:
    """Merge the user's own file into the repository's; what has no effect becomes a note."""
    idle = []
    for name, value in user.values.items():
        if name in STRICTER:
            order = STRICTER[name]
            if order.index(value) > order.index(layer.values.get(name, _BY_NAME[name].default)):
                _take(layer, user, name, value)
        elif name in PERSONAL:
            if name not in layer.values:
                _take(layer, user, name, value)
        elif name == "secrets.engines":
            more = [engine for engine in value if engine not in layer.values.get(name, ())]
            if more:
                _take(layer, user, name, [*layer.values.get(name, ()), *more])
        elif name == "custom":
            idle += _add_custom(layer, user)
        elif name == "rules":
            continue  # below: strictness and custom rules must be merged by then
        elif name != "version":
            idle.append(name)
    idle += _raise_levels(layer, user)
    return (f"{path}: no effect on a repository's policy: {', '.join(idle)}",) if idle else ()


def _take(layer: Layer, user: Layer, name: str, value: object) -> None:
    layer.values[name] = value
    layer.origins[name] = user.origins[name]


def _add_custom(layer: Layer, user: Layer) -> list[str]:
    own = layer.values.get("custom", [])
    taken = {row["id"] for row in own}
    fresh = [row for row in user.values["custom"] if row["id"] not in taken]
    if fresh:
        layer.values["custom"] = [*own, *fresh]
        layer.origins.setdefault("custom", user.origins["custom"])
        layer.origins |= {f"custom[{number}]": row["where"] for number, row in enumerate(fresh, len(own))}
    return [f"custom {row['id']}" for row in user.values["custom"] if row["id"] in taken]


def _raise_levels(layer: Layer, user: Layer) -> list[str]:
    """Take each severity of the user's that is stricter than what would hold without it."""
    idle = []
    rules = {code: dict(row) for code, row in layer.values.get("rules", {}).items()}
    for code, row in user.values.get("rules", {}).items():
        idle += [f"rules.{code}.{inner}" for inner in row if inner != "severity"]
        level = row.get("severity")
        if level is None:
            continue
        said = rules.get(code, {}).get("severity")
        now = said or _default_level(layer, code)
        if _LEVELS.index(level) > _LEVELS.index(now):
            rules.setdefault(code, {})["severity"] = level
            name = f"rules.{code}.severity"
            layer.origins[name] = user.origins[name]
            layer.origins.setdefault("rules", user.origins["rules"])
        elif level != said:
            idle.append(f"rules.{code}.severity")
    if rules:
        layer.values["rules"] = rules
    return idle


def _default_level(layer: Layer, code: str) -> str:
    """Give the least level to which `warning` may not lower a rule: its default depends on the moment."""
    for row in layer.values.get("custom", ()):
        if row["id"] == code:
            return str(row.get("severity", "error"))
    lax = layer.values.get("enforcement_strictness", "medium") == "low"
    return "off" if lax and code in OFF_WHEN_LOW else "warning"


def overlay(compiled: Compiled, environ: Mapping[str, str], overrides: Mapping[str, object]) -> Compiled:
    """Put variables and flags over the files; raises `ConfigError`."""
    data, origins, files, notes = compiled
    values = {name: value for name, value in _flat(data).items() if name in _BY_NAME}
    origins = dict(origins)
    flags: dict[str, tuple[str, Node]] = {}
    for name, value in overrides.items():
        where = "flag --" + name.replace(".", "-").replace("_", "-")
        if name not in _BY_NAME:
            fail(where, f"`{name}` is no key", suggest(name, _BY_NAME, "the keys are"))
        flags[name] = (where, _node(value, where))
    for entries in (_variables(environ), flags):
        layer = check_flat(entries)
        values |= layer.values
        origins |= layer.origins
    return nested(values), origins, files, notes + _strangers(environ)


def _variables(environ: Mapping[str, str]) -> dict[str, tuple[str, Node]]:
    """Read the settings among the variables; an empty one counts as not set."""
    found = {}
    for key in KEYS:
        said = environ.get(variable(key), "")
        if key.variable and said:
            where = f"environment {variable(key)}"
            found[key.name] = (where, _variable_node(key, said, where))
    return found


def _variable_node(key: Key, said: str, where: str) -> Node:
    if key.kind == "flag" and said in ("true", "false", "1", "0"):
        return Node("flag", where, text=said, value=said in ("true", "1"))
    if key.kind in ("globs", "texts"):
        return _node([part.strip() for part in said.split(",")], where)
    return _node(said, where)


def _strangers(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Note variables that look like a setting and are none."""
    names = [variable(key).removeprefix(_PREFIX) for key in KEYS if key.variable]
    notes = []
    for said in sorted(environ):
        name = said.removeprefix(_PREFIX)
        if said.startswith(_PREFIX) and name not in names and name not in NOT_SETTINGS:
            near = nearest(name, names)
            if near:
                notes.append(f"environment {shown(said)} sets nothing; did you mean {_PREFIX}{near}?")
    return tuple(notes)


def _node(value: object, where: str) -> Node:
    """Make a node of plain data, as a flag or a variable gives it."""
    if value is None:
        return Node("null", where)
    if isinstance(value, bool):
        return Node("flag", where, text=str(value).lower(), value=value)
    if isinstance(value, int | float):
        return Node("number", where, text=str(value), value=value)
    if isinstance(value, list | tuple):
        return Node("list", where, items=tuple(_node(item, where) for item in value))
    if isinstance(value, dict):
        return Node("map", where, entries={str(name): (where, _node(item, where)) for name, item in value.items()})
    return Node("text", where, text=str(value), value=str(value))


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key in KEYS:
        section, _, name = key.name.rpartition(".")
        flat[key.name] = (data[section] if section else data)[name]
    return flat


def rows(data: Mapping[str, Any], origins: Mapping[str, str]) -> tuple[tuple[str, object, str], ...]:
    """List (dotted key, value, origin), one row for each value inside `rules`, `ignore`, `custom` and `checks`."""
    listed: list[tuple[str, object, str]] = []
    for name, value in _flat(data).items():
        inner: list[tuple[str, object]] = [(name, value)]
        if name == "rules" and value:
            inner = [(f"rules.{code}.{part}", cell) for code, row in value.items() for part, cell in row.items()]
        elif name == "checks" and value:
            inner = [(f"checks.{part}", cell) for part, cell in value.items()]
        elif name in ("ignore", "custom") and value:
            inner = [(f"{name}[{number}]", row) for number, row in enumerate(value)]
        listed += [(key, cell, origins.get(key) or origins.get(name, "default")) for key, cell in inner]
    return tuple(listed)
