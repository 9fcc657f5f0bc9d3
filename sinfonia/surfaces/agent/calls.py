"""A host's payload, read into a tool call: what the tables of all hosts are looked up for."""

from __future__ import annotations

from sinfonia.surfaces.agent.fields import filled, mapping, optional, text
from sinfonia.surfaces.agent.shapes import folder
from sinfonia.surfaces.agent.tool_call import ToolCall
from sinfonia.surfaces.agent.words import moment_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader
    from sinfonia.surfaces.agent.tool_call import Kind, Moment

    Tools = Mapping[str, Reader]
    Folders = tuple[str, ...]


_FOLDERS = ("cwd", "workdir", "working_directory", "workingDirectory", "work_dir")  # of tools that no table knows


def tool_call(
    tool: str, fields: Fields, tools: Tools, cwd: str, *, project: str = "", folders: Folders = ()
) -> ToolCall:
    """Read a call by the host's table, or by its fields where the table does not know the tool.

    `folders` are the fields that name the folder in which a command would run. Raises `MalformedError`.
    """
    if tool in tools:
        where = folder(fields, cwd, *folders) if folders else cwd
        return ToolCall(tool, where, tools[tool](fields), project=project or cwd)
    from sinfonia.surfaces.agent.guess import guessed

    where = folder(fields, cwd, *_FOLDERS)
    return ToolCall(tool, where, guessed(tool, fields), project=project or cwd, fields=fields)


def hooked(
    payload: Fields,
    before: str,
    tools: Tools,
    moments: Mapping[str, Kind],
    folders: Mapping[str, Folders] | None = None,
) -> ToolCall | Moment | None:
    """Read a payload as Claude Code, Codex and Gemini CLI give it: `hook_event_name`, `tool_name`, `tool_input`.

    `before` is the event before a tool, `folders` what `tool_call` takes, by tool. Raises `MalformedError`.
    """
    event = text(payload, "hook_event_name")
    if event in moments:
        return moment_of(payload, moments[event], event)
    if event != before:
        return None
    tool = filled(payload, "tool_name")
    where = folders.get(tool, ()) if folders else ()
    return tool_call(tool, mapping(payload, "tool_input"), tools, optional(payload, "cwd"), folders=where)
