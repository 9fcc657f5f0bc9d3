"""A tool call, and a moment in the life of an agent's session, whatever its host."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Action = Literal["read", "search", "list", "write", "edit", "cell", "delete", "move", "command"]
    Kind = Literal["session-start", "compact", "stop", "session-end", "variables"]


class Edit:
    """One replacement: `old` by `new`, the first one or all; an empty `old` makes a new file."""

    __slots__ = ("every", "new", "old")

    def __init__(self, old: str, new: str, *, every: bool = False) -> None:
        self.old = old
        self.new = new
        self.every = every


class Cell:
    """An edit of a notebook: `mode` is replace, insert (after the cell) or delete; `where` the cell's id or number."""

    __slots__ = ("kind", "mode", "source", "where")

    def __init__(self, where: str, source: str, mode: str, kind: str) -> None:
        self.where = where
        self.source = source
        self.mode = mode
        self.kind = kind


class Part:
    """One thing that a call does.

    `path` is as the agent wrote it. `text` is the whole new content for `write`, the shell text for `command`,
    the pattern over names for `search` and `list`, and the new path for `move`.
    """

    __slots__ = ("action", "cell", "edits", "path", "text")

    def __init__(
        self, action: Action, path: str = "", text: str = "", *, edits: tuple[Edit, ...] = (), cell: Cell | None = None
    ) -> None:
        self.action = action
        self.path = path
        self.text = text
        self.edits = edits
        self.cell = cell


class ToolCall:
    """What a tool is about to do: its name for the denial, the folder where it would run, and its parts.

    `project` is the project's folder where the payload names one. `fields` are the tool's own where the host's
    table does not know the tool: the configuration may say what it does.
    """

    __slots__ = ("cwd", "fields", "parts", "project", "tool")

    def __init__(
        self,
        tool: str,
        cwd: str,
        parts: tuple[Part, ...],
        *,
        project: str = "",
        fields: Mapping[str, object] | None = None,
    ) -> None:
        self.tool = tool
        self.cwd = cwd
        self.parts = parts
        self.project = project
        self.fields = fields


class Moment:
    """A moment at which nothing is refused, but something may be said.

    `event` is the host's word. `again` is true where the host already went on because of a hook. `session` is the
    host's own id.
    """

    __slots__ = ("again", "cwd", "event", "held", "kind", "project", "session")

    def __init__(
        self, kind: Kind, event: str, cwd: str = "", *, project: str = "", session: str = "", again: bool = False
    ) -> None:
        self.kind = kind
        self.event = event
        self.cwd = cwd
        self.project = project
        self.session = session
        self.again = again
        self.held = False
