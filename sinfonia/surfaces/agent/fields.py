"""Fields of a payload, read into types that cannot be wrong."""

from __future__ import annotations

from sinfonia.errors import SinfoniaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class MalformedError(SinfoniaError):
    """A payload that the host would not send."""


def text(fields: Mapping[str, object], name: str) -> str:
    """Give a field that must hold text; raises `MalformedError`."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise MalformedError(f"`{name}` of the tool call is missing or is not text")
    return storable(value)


def plain_text(fields: Mapping[str, object], name: str) -> str:
    """Give a field that must hold text that a program can be started with; raises `MalformedError`."""
    value = text(fields, name)
    if "\0" in value:
        raise MalformedError(f"`{name}` of the tool call holds a NUL")
    return value


def filled(fields: Mapping[str, object], name: str) -> str:
    """Give a field that must hold a name; raises `MalformedError`."""
    value = plain_text(fields, name)
    if not value.strip():
        raise MalformedError(f"`{name}` of the tool call is empty")
    return value


def optional(fields: Mapping[str, object], name: str, otherwise: str = "") -> str:
    """Give a field that may be missing; raises `MalformedError` when it is there and is not text."""
    return otherwise if fields.get(name) is None else text(fields, name)


def mapping(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Give a field that must hold an object; raises `MalformedError`."""
    value = fields.get(name)
    if not isinstance(value, dict):
        raise MalformedError(f"`{name}` of the tool call is missing or is not an object")
    return value


def parsed(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Give a field that must hold an object, perhaps as JSON in text; raises `MalformedError`."""
    value = fields.get(name)
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise MalformedError(f"`{name}` of the tool call is neither an object nor JSON") from None
    return mapping({name: value}, name)


def storable(value: str) -> str:
    """Give text without halves of surrogate pairs, which JSON can name and no file can hold."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
