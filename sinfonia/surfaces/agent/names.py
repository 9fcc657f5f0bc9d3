"""Names under which tools of other servers give what they are about, and the values found there."""

from __future__ import annotations

from sinfonia.surfaces.agent.fields import MalformedError, storable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Fields = Mapping[str, object]

# All in small letters without `_`, as servers of files, editors, notebooks and shells publish them in their schemas.
PATHS = frozenset(
    (
        "path", "paths", "file", "files", "filepath", "filepaths", "filename", "filenames", "absolutepath",
        "targetfile", "relativepath", "searchpath", "notebookpath", "directory", "dirpath", "folder", "pathinproject",
        "targetpath", "localpath", "inputpath", "outputpath", "targetnotebook", "source", "destination", "sourcepath",
        "dest", "destinationpath", "oldpath", "newpath", "src", "dst", "from", "to",
    )
)  # fmt: skip
FROM = ("source", "sourcepath", "oldpath", "src", "from")
TO = ("destination", "destinationpath", "newpath", "dst", "dest", "to")
ADDRESSES = ("uri", "uris", "url", "urls", "resource")  # a path as `file:`, and without a scheme
CONTENTS = (
    "content", "contents", "codecontent", "filetext", "filecontent", "newtext", "newstring", "newstr", "newcontent",
    "newcontents", "newsource", "inserttext", "replacement", "replacewith", "repl", "body", "text", "code", "data",
)  # fmt: skip
OLD = ("oldtext", "oldstring", "oldstr", "oldcontent", "old", "search", "find", "regex", "needle")
NEW = (*CONTENTS, "new", "replace")
COMMANDS = (
    "command", "cmd", "commandline", "commands", "script", "shellcommand", "bashcommand", "argv", "program",
    "executable",
)  # fmt: skip
ARGUMENTS = ("args", "arguments", "parameters")
PATCHES = ("patch", "patchtext", "diff", "input")
PATTERNS = ("pattern", "glob")
_LONGEST = 4096  # of a path, as Linux takes one


def plain(key: str) -> str:
    """Give a name of a field as the tables here have it."""
    return key.replace("_", "").replace("-", "").lower()


def by_plain_name(fields: Fields) -> dict[str, object]:
    """Give the fields under their plain names; raises `MalformedError` where two say different things under one."""
    named: dict[str, object] = {}
    for key, value in fields.items():
        name = plain(key)
        if named.setdefault(name, value) != value and (name in PATHS or name in COMMANDS):
            raise MalformedError(f"the tool call has `{key}` twice, written differently")
    return named


def words(value: object) -> list[str]:
    """Give the names that a value holds, a text or a list of texts; what is too long for a name is none."""
    found = value if isinstance(value, list) else [value]
    names = (storable(word).partition("\0")[0].strip("\r\n") for word in found if isinstance(word, str))
    return [name for name in names if name.strip() and "\n" not in name and len(name) < _LONGEST]


def is_file(address: str) -> bool:
    """Tell an address of a file from one of the network."""
    return address.startswith("file:") or "://" not in address


def first_text(named: Fields, names: tuple[str, ...]) -> str | None:
    """Give the first text under one of the names."""
    return next((storable(value) for name in names if isinstance(value := named.get(name), str)), None)


def first_word(named: Fields, names: tuple[str, ...]) -> str:
    """Give the first name that stands under one of these, "" for none."""
    return next((word for name in names for word in words(named.get(name))), "")


def command_of(value: object) -> str:
    """Give a command as shell text; a list is that of a program and its arguments. Raises `MalformedError`."""
    if isinstance(value, (int, float, dict)) and not isinstance(value, bool):
        raise MalformedError("the command of the tool call is not text")
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        from shlex import join

        return storable(join(value))
    return storable(value) if isinstance(value, str) and value.strip() else ""


def named_paths(fields: Fields, names: tuple[str, ...]) -> list[str]:
    """Give the paths that a tool is given, under these names or the usual ones."""
    if names:
        return [word for name in names for word in words(fields.get(name))]
    return [word for key, value in fields.items() if plain(key) in PATHS for word in words(value)]


def named_content(fields: Fields, names: tuple[str, ...]) -> str:
    """Give the text that a tool is to write, under these names or the usual ones, "" without any."""
    return (first_text(fields, names) if names else first_text(by_plain_name(fields), CONTENTS)) or ""


def named_commands(fields: Fields, names: tuple[str, ...]) -> list[str]:
    """Give the commands that a tool is given, under these names or, without any, every text there is.

    Raises `MalformedError` for a command that nobody can read.
    """
    keys = names or tuple(key for key in fields if plain(key) in COMMANDS) or tuple(fields)
    return [command for key in keys if (command := command_of(fields.get(key)))]


def inner(fields: Fields) -> Iterator[Fields]:
    """Yield the objects that stand in the fields, in lists and as JSON in the text of an argument."""
    waiting = list(fields.items())
    for key, value in waiting:
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            waiting += [(key, row) for row in value if isinstance(row, (dict, list))]
        elif isinstance(value, str) and plain(key) in _JSON and value.lstrip()[:1] in ("{", "["):
            waiting += [(key, row) for row in [_loaded(value)] if isinstance(row, (dict, list))]


_JSON = frozenset((*ARGUMENTS, "params", "input", "payload", "json", "request", "options", "toolinput", "toolargs"))


def _loaded(value: str) -> object:
    import json

    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None
