"""Tools that the host's table does not know, and for which the configuration says what they do (`agents.tools`)."""

from __future__ import annotations

from sinfonia.model.glob import matches
from sinfonia.surfaces.agent.names import named_commands, named_content, named_paths
from sinfonia.surfaces.agent.tool_call import Edit, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Fields = Mapping[str, object]
    Names = tuple[str, ...]


def mapped(tool: str, fields: Fields, table: Mapping[str, str]) -> tuple[Part, ...] | None:
    """Give the parts of a call as the first matching row of a table says; None where none matches.

    A row is an action and, behind it, the names of the fields: for `write` and `edit` that of the path and that of
    the content, for `move` both paths. Without names the usual ones are looked for. Raises `MalformedError`.
    """
    row = next((row for pattern, row in table.items() if matches(tool, pattern)), None)
    if row is None:
        return None
    action, *names = row.split()
    return tuple(_READERS[action](fields, tuple(names)))


def _written(fields: Fields, names: Names) -> list[Part]:
    content = named_content(fields, names[1:])
    return [Part("write", path, content) for path in named_paths(fields, names[:1])]


def _edited(fields: Fields, names: Names) -> list[Part]:
    """Read an edit whose old text nobody names: what it brings is judged as added."""
    edit = Edit("\0", named_content(fields, names[1:]))
    return [Part("edit", path, edits=(edit,)) for path in named_paths(fields, names[:1])]


def _moved(fields: Fields, names: Names) -> list[Part]:
    paths = named_paths(fields, names)
    return [Part("move", paths[0], paths[1])] if len(paths) > 1 else []


_READERS: dict[str, Callable[[Fields, Names], list[Part]]] = {
    "read": lambda fields, names: [Part("read", path) for path in named_paths(fields, names)],
    "search": lambda fields, names: [Part("search", path) for path in named_paths(fields, names)],
    "list": lambda fields, names: [Part("list", path) for path in named_paths(fields, names)],
    "delete": lambda fields, names: [Part("delete", path) for path in named_paths(fields, names)],
    "command": lambda fields, names: [Part("command", text=text) for text in named_commands(fields, names)],
    "write": _written,
    "edit": _edited,
    "move": _moved,
    "nothing": lambda _fields, _names: [],
}
