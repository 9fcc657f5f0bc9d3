"""Fields of a payload, read into types that cannot be wrong; and tools that are known only by their fields."""

from __future__ import annotations

from sinfonia.errors import SinfoniaError
from sinfonia.surfaces.agent.patch import is_patch
from sinfonia.surfaces.agent.patch import parts as patch_parts
from sinfonia.surfaces.agent.tool_call import Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Names under which tools of MCP servers and of other hosts give a path, in small letters without `_`.
_PATHS = frozenset(
    (
        "path", "paths", "file", "files", "filepath", "filepaths", "filename", "absolutepath", "relativepath",
        "targetfile", "searchpath", "notebookpath", "directory", "dirpath", "folder", "source", "destination",
        "sourcepath", "destinationpath", "oldpath", "newpath",
    )
)  # fmt: skip
_FROM = ("source", "sourcepath", "oldpath")
_TO = ("destination", "destinationpath", "newpath")
_CONTENTS = frozenset(("content", "contents", "codecontent", "filetext", "newtext", "newstring", "newstr", "text"))
_COMMANDS = frozenset(("command", "cmd", "commandline", "script"))
_PATCHES = frozenset(("patch", "patchtext", "diff", "input"))
_NAMES = frozenset(("pattern", "glob"))
_DEEPEST = 8
_MOST = 200


class MalformedError(SinfoniaError):
    """A payload that the host would not send."""


def text(fields: Mapping[str, object], name: str) -> str:
    """Give a field that must hold text; raises `MalformedError`."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise MalformedError(f"`{name}` of the tool call is missing or is not text")
    return _storable(value)


def filled(fields: Mapping[str, object], name: str) -> str:
    """Give a field that must hold text with something in it; raises `MalformedError`."""
    value = text(fields, name)
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


def guessed(fields: Mapping[str, object]) -> tuple[Part, ...]:
    """Give what a tool that nobody knows seems to do: the paths, commands and contents that its fields name.

    A field for content beside a path makes it a write. What has no such field does nothing that is judged.
    Raises `MalformedError` for a command that nobody can read.
    """
    return tuple(_parts(fields, 0))[:_MOST]


def _parts(fields: Mapping[str, object], depth: int) -> Iterator[Part]:
    named = {_plain(key): value for key, value in fields.items()}
    paths = [word for key in _PATHS & named.keys() for word in _words(named[key])]
    texts = (named[key] for key in sorted(_CONTENTS & named.keys()))
    content = next((_storable(value) for value in texts if isinstance(value, str)), None)
    for key in sorted((_COMMANDS | _PATCHES) & named.keys()):
        value = named[key]
        if isinstance(value, str) and is_patch(value):
            yield from patch_parts(_storable(value))
        elif key in _COMMANDS and (command := _command(value)):
            yield Part("command", text=command)
    source, target = (next((named[key] for key in keys if key in named), None) for keys in (_FROM, _TO))
    if isinstance(source, str) and isinstance(target, str) and source.strip() and target.strip():
        yield Part("move", _storable(source), _storable(target))
    for path in sorted(paths):
        if content is None:
            yield Part("read", path)
        else:
            yield Part("write", path, content)
    if not paths:
        yield from (Part("list", text=word) for key in sorted(_NAMES & named.keys()) for word in _words(named[key]))
    if depth < _DEEPEST:
        for value in fields.values():
            for inner in value if isinstance(value, list) else (value,):
                if isinstance(inner, dict):
                    yield from _parts(inner, depth + 1)


def named_paths(fields: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    """Give the paths that a tool is given, under these names or the usual ones."""
    if names:
        return [word for name in names for word in _words(fields.get(name))]
    return [word for key, value in fields.items() if _plain(key) in _PATHS for word in _words(value)]


def named_content(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    """Give the text that a tool is to write, under these names or the usual ones, "" without any."""
    keys = names or tuple(key for key in fields if _plain(key) in _CONTENTS)
    return next((_storable(value) for key in keys if isinstance(value := fields.get(key), str)), "")


def named_commands(fields: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    """Give the commands that a tool is given, under these names or, without any, every text there is.

    Raises `MalformedError` for a command that nobody can read.
    """
    keys = names or tuple(key for key in fields if _plain(key) in _COMMANDS) or tuple(fields)
    return [command for key in keys if (command := _command(fields.get(key)))]


def _plain(key: str) -> str:
    return key.replace("_", "").lower()


def _command(value: object) -> str:
    """Give a command as shell text; a list is that of a program and its arguments. Raises `MalformedError`."""
    if isinstance(value, (int, float, dict)) and not isinstance(value, bool):
        raise MalformedError("the command of the tool call is not text")
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        from shlex import join

        return _storable(join(value))
    return _storable(value) if isinstance(value, str) and value.strip() else ""


def _words(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    words = (_storable(word) for word in found if isinstance(word, str))
    return [word for word in words if word.strip() and "\n" not in word and len(word) < 4096]


def _storable(value: str) -> str:
    """Give text without halves of surrogate pairs, which JSON can name and no file can hold."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
