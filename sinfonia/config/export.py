"""The schema as a JSON Schema, draft 2020-12, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.config.schema import (
    CODES,
    CUSTOM_KEYS,
    EITHER,
    IGNORE_KEYS,
    KEYS,
    NOT_IGNORED,
    RULE_KEYS,
    TOOL_ACTIONS,
    default,
)

if TYPE_CHECKING:
    from typing import Any

    from sinfonia.config.schema import Key

ID_PATTERN = "^(?!ENF-)[A-Z][A-Z0-9]*-[0-9]+$"
_FILLED = {"type": "string", "pattern": r"\S"}
_SCALARS: dict[str, dict[str, Any]] = {
    "code": _FILLED,
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "file": _FILLED,
    "flag": {"type": "boolean"},
    "glob": _FILLED,
    "id": {"type": "string", "pattern": ID_PATTERN},
    "name": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
    "options": {"type": "object"},
    "pattern": {"type": "string", "format": "regex", "minLength": 1, "maxLength": 1000},
    "revision": {"type": ["string", "null"], "pattern": r"^[^-\s]\S*$"},
    "subject": _FILLED,
    "text": {"type": "string"},
}


def json_schema() -> dict[str, Any]:
    """Describe a configuration file; what JSON Schema cannot say (dates, nested repetition) stays with the reader."""
    properties: dict[str, Any] = {}
    for key in KEYS:
        section, _, name = key.name.rpartition(".")
        if section:
            inside = properties.setdefault(section, {"type": ["object", "null"], "properties": {}} | _CLOSED)
            inside["properties"][name] = _described(key)
        else:
            properties[name] = _described(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sinfonia configuration",
        "type": "object",
        "properties": properties,
    } | _CLOSED


_CLOSED = {"additionalProperties": False}


def _described(key: Key) -> dict[str, Any]:
    return {"description": key.summary, "default": default(key)} | _kind(key)


def _kind(key: Key) -> dict[str, Any]:
    """Give the JSON Schema of one kind."""
    kind: dict[str, Any]
    match key.kind:
        case "choice":
            kind = {"enum": list(key.choices)}
        case "version":
            kind = {"enum": [*key.choices, *(float(word) for word in key.choices)]}
        case "choices":
            kind = _list({"enum": list(key.choices)})
        case "globs" | "texts":
            kind = _list(_FILLED)
        case "commands":
            kind = {"type": ["object", "null"], "additionalProperties": {"minItems": 1} | _list(_FILLED, "array")}
        case "tools":
            action = {"type": "string", "pattern": rf"^\s*({'|'.join(TOOL_ACTIONS)})(\s|$)"}
            kind = {"type": ["object", "null"], "additionalProperties": action}
        case "rules":
            names = [*CODES, *CODES.values()]
            row = _row(RULE_KEYS)
            kind = {
                "type": ["object", "null"],
                "properties": dict.fromkeys(names, row),
                "patternProperties": {"^(?!ENF-)[A-Z]|^[a-z]": row},
            } | _CLOSED
        case "ignores":
            guarded = {"properties": {"code": {"enum": [*NOT_IGNORED, *(CODES[code] for code in NOT_IGNORED)]}}}
            kind = _list(_row(IGNORE_KEYS) | {"not": guarded})
        case "customs":
            kind = _list(_row(CUSTOM_KEYS) | {"oneOf": [{"required": [name]} for name in EITHER]})
        case scalar:
            kind = dict(_SCALARS[scalar])
    return kind


def _list(item: dict[str, Any], *types: str) -> dict[str, Any]:
    return {"type": list(types) or ["array", "null"], "items": item}


def _row(keys: tuple[Key, ...]) -> dict[str, Any]:
    properties = {key.name: {"description": key.summary} | _kind(key) for key in keys}
    for key in keys:
        if key.kind == "text":
            properties[key.name] |= _FILLED
    return {
        "type": "object",
        "properties": properties,
        "required": [key.name for key in keys if key.required],
    } | _CLOSED
