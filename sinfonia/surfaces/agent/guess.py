"""Tools that no table knows, such as those of MCP servers: read by their name and by the names of their fields."""

from __future__ import annotations

from sinfonia.surfaces.agent import names
from sinfonia.surfaces.agent.fields import MalformedError, storable
from sinfonia.surfaces.agent.patch import is_patch
from sinfonia.surfaces.agent.patch import parts as patch_parts
from sinfonia.surfaces.agent.tool_call import Edit, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Fields = Mapping[str, object]

# Words in the name of a tool. A path that is changed in a way that no field tells is judged as if the file went.
_CHANGES = frozenset(
    (
        "append", "apply", "chmod", "chown", "clear", "create", "delete", "destroy", "edit", "editor", "erase",
        "insert", "modify", "move", "mv", "overwrite", "patch", "put", "remove", "rename", "replace", "rm", "save",
        "touch", "trash", "truncate", "unlink", "update", "write", "writer",
    )
)  # fmt: skip
_ADDS = frozenset(("append", "insert", "replace"))
_SHELLS = frozenset(
    ("bash", "cmd", "command", "console", "exec", "execute", "powershell", "process", "sh", "shell", "terminal", "zsh")
)
_PYTHON = frozenset(("cell", "code", "ipython", "jupyter", "kernel", "notebook", "python", "repl"))
_FINDS = frozenset(("files", "find", "glob", "list"))
_TYPED = ("code", "input", "text", "chars", "keys", "stdin", "line")
_DEEPEST = 16
_MOST = 1000


def guessed(tool: str, fields: Fields) -> tuple[Part, ...]:
    """Give what a tool that nobody knows seems to do: the paths, commands and contents that its fields name.

    A field for content beside a path makes it a write. What has no such field does nothing that is judged.
    Raises `MalformedError` for a command that nobody can read, and for more than can be judged.
    """
    found: list[Part] = []
    for part in _parts(words_of(tool), fields, 0):
        found.append(part)
        if len(found) > _MOST:
            raise MalformedError(f"the tool call names more than {_MOST} files and commands")
    return tuple(found)


def words_of(tool: str) -> frozenset[str]:
    """Give the words of a tool's name in small letters: `mcp__fs__deleteFile` has `mcp`, `fs`, `delete` and `file`."""
    spaced = ""
    for before, char in zip(" " + tool, tool, strict=False):
        if char.isupper() and before.islower():
            spaced += " "
        spaced += char.lower() if char.isalnum() else " "
    return frozenset(spaced.split())


def _parts(tool: frozenset[str], fields: Fields, depth: int) -> Iterator[Part]:
    named = names.by_plain_name(fields)
    moved = [names.first_word(named, keys) for keys in (names.FROM, names.TO)]
    paths = {word for key in names.PATHS & named.keys() for word in names.words(named[key])}
    paths |= {word for key in names.ADDRESSES for word in names.words(named.get(key)) if names.is_file(word)}
    yield from _commands(tool, named, alone=not paths)
    if all(moved):
        yield Part("move", *moved)
        paths -= set(moved)
    edits = _edits(named) or tuple(edit for row in names.inner(fields) for edit in _edits(names.by_plain_name(row)))
    content = names.first_text(named, names.CONTENTS)
    if "git" in tool:
        yield from (Part("read", path) for value in named.values() for path in _of_revision(value))
    for path in sorted(paths):
        yield from _touched(tool, path, content, edits)
    if not paths or tool & _FINDS:
        below = min(paths, default="")
        yield from (Part("list", below, word) for key in names.PATTERNS for word in names.words(named.get(key)))
    if depth < _DEEPEST:
        for row in names.inner(fields):
            yield from _parts(tool, row, depth + 1)


def _touched(tool: frozenset[str], path: str, content: str | None, edits: tuple[Edit, ...]) -> Iterator[Part]:
    if edits:
        yield Part("edit", path, edits=edits)
    elif content is not None:
        adds = tool & _ADDS  # where it goes is not known
        yield Part("edit", path, edits=(Edit("", content),)) if adds else Part("write", path, content)
    else:
        yield Part("read", path)
        if tool & _CHANGES:
            yield Part("delete", path)


def _of_revision(value: object) -> Iterator[str]:
    """Yield the paths in what git is given as `REVISION:PATH` or `REVISION -- PATH`: gitrevisions(7)."""
    for text in value if isinstance(value, list) else [value]:
        if not isinstance(text, str) or "://" in text or "\n" in text:
            continue
        named = text.partition(" -- ")[2].split() if " " in text else [text.partition(":")[2]]
        yield from (storable(path) for path in named if path)


def _edits(named: Fields) -> tuple[Edit, ...]:
    """Read one replacement: an old text, or what stands for it, and a new one."""
    old, new = names.first_text(named, names.OLD), names.first_text(named, names.NEW)
    return () if old is None or new is None else (Edit(old, new),)


def _commands(tool: frozenset[str], named: Fields, *, alone: bool) -> Iterator[Part]:
    for key in (*names.PATCHES, *names.COMMANDS):
        value = named.get(key)
        rows = value if key == "commands" and isinstance(value, list) else [value]
        for row in rows:
            if isinstance(row, str) and is_patch(row):
                yield from patch_parts(storable(row))
            elif key in names.COMMANDS and (command := names.command_of(row)):
                yield Part("command", text=command + _arguments(named))
    lists = [value for value in named.values() if isinstance(value, list)]
    if named.get("noverify") is True or any("--no-verify" in value for value in lists):
        yield Part("command", text="git commit --no-verify")
    if alone and tool & (_SHELLS | _PYTHON):
        for typed in (names.first_text(named, (key,)) for key in _TYPED):
            if typed is not None and typed.strip() and not is_patch(typed):
                yield Part("command", text=_as_shell(typed) if tool & _PYTHON else typed)


def _arguments(named: Fields) -> str:
    found = next((value for key in names.ARGUMENTS if isinstance(value := named.get(key), (list, str))), "")
    return f" {text}" if (text := names.command_of(found)) else ""


def _as_shell(code: str) -> str:
    from shlex import quote

    return f"python3 -c {quote(code)}"
