"""Cursor: payloads of its hooks and its answers, as documented; it was not seen at work.

`preToolUse` asks before every tool; `beforeShellExecution`, `beforeReadFile` and `beforeMCPExecution` before some.
An answer must allow in words, an empty one blocks. (cursor.com/docs/agent/hooks)
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import tool_call
from sinfonia.surfaces.agent.fields import filled, optional, parsed, plain_text, text
from sinfonia.surfaces.agent.shapes import edits, given, lists, nothing, patches, reads, runs, searches
from sinfonia.surfaces.agent.tool_call import Cell, Moment, Part, ToolCall
from sinfonia.surfaces.agent.words import BLOCKED, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader

NAME = "cursor"
TITLE = "Cursor"
PROJECT = "CURSOR_PROJECT_DIR"
KEEPS_SHELLS = False
VARIABLES_FILE = ""

_BEFORE = ("preToolUse", "beforeMCPExecution", "PreToolUse")  # the last from settings taken over from Claude Code


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for an event that nothing is done about. Raises `MalformedError`."""
    event = text(payload, "hook_event_name")
    root = _root(payload)
    if event == "sessionStart":
        return Moment("session-start", event, root, project=root, session=plain(payload, "conversation_id"))
    if event == "stop":
        again = payload.get("loop_count") not in (0, None)
        return Moment("stop", event, root, project=root, session=plain(payload, "conversation_id"), again=again)
    cwd = optional(payload, "cwd") or root
    if event == "beforeShellExecution":
        return ToolCall("Shell", cwd, (Part("command", text=plain_text(payload, "command")),), project=root)
    if event in ("beforeReadFile", "beforeTabFileRead"):
        return ToolCall("Read", cwd, (Part("read", filled(payload, "file_path")), *_attached(payload)), project=root)
    if event not in _BEFORE:
        return None
    return tool_call(
        filled(payload, "tool_name"), parsed(payload, "tool_input"), _tools(event), cwd,
        project=root, folders=("working_directory", "cwd"),
    )  # fmt: skip


def deny(reason: str) -> tuple[str, int]:
    """Give the host's own refusal and the exit code that blocks."""
    import json

    return json.dumps({"permission": "deny", "user_message": reason, "agent_message": reason}) + "\n", BLOCKED


def allow() -> str:
    """Allow in words: the host takes silence for an error."""
    return '{"permission": "allow"}\n'


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Hand a note and variables to a session that starts; at its end the host takes only a new order."""
    import json

    said: dict[str, object] = {"followup_message": note} if note and moment.held else {}
    if moment.kind == "session-start":
        said = {"env": dict(variables)} if variables else {}
        said |= {"additional_context": note} if note else {}
    return json.dumps(said) + "\n"


def _root(payload: Fields) -> str:
    roots = payload.get("workspace_roots")
    first = roots[0] if isinstance(roots, list) and roots else ""
    return first if isinstance(first, str) else ""


def _attached(payload: Fields) -> tuple[Part, ...]:
    rows = payload.get("attachments")
    if not rows or not isinstance(rows, list):
        return ()
    from sinfonia.surfaces.agent.guess import guessed

    found = [guessed("", row) for row in rows if isinstance(row, dict)]
    return tuple(part for parts in found for part in parts if part.action == "read")


def _tools(event: str) -> dict[str, Reader]:
    """Give the table for an event: a server's tools may be called anything, and Claude Code's have its names."""
    if event == "beforeMCPExecution":
        return {}
    if event == "preToolUse":
        return _TOOLS
    from sinfonia.surfaces import claude_code

    return {**claude_code.TOOLS, **_TOOLS}


def _write(fields: Fields) -> tuple[Part, ...]:
    """Read `Write`, which makes a file or, with an old text, changes one."""
    if "old_string" in fields:
        return _edit(fields)
    path = filled(fields, given(fields, _PATHS))
    content = given(fields, ("contents", "content", "text"))
    return (Part("write", path, text(fields, content)),)


def _cell(fields: Fields) -> tuple[Part, ...]:
    number = fields.get("cell_idx")
    mode = "insert" if fields.get("is_new_cell") is True else "replace"
    kind = "code" if fields.get("cell_language") not in ("markdown", "raw") else "markdown"
    where = str(number) if isinstance(number, int) else ""
    return (Part("cell", filled(fields, "target_notebook"), cell=Cell(where, text(fields, "new_string"), mode, kind)),)


_PATHS = ("file_path", "path", "target_file")
_edit = edits(_PATHS, ("old_string",), ("new_string",), "replace_all")
_TOOLS: dict[str, Reader] = {
    "Shell": runs("command"),
    "Read": reads(*_PATHS),
    "Write": _write,
    "StrReplace": _edit,
    "Delete": lambda fields: (Part("delete", filled(fields, given(fields, _PATHS))),),
    "EditNotebook": _cell,
    "ApplyPatch": patches("patch", "input", "patchText"),
    "Grep": searches("path", globs=("glob",)),
    "Glob": lists("target_directory", "path", pattern="glob_pattern"),
    "LS": lists("target_directory", "path"),
    **dict.fromkeys(("Task", "TodoWrite", "WebSearch", "WebFetch", "SemanticSearch", "AskQuestion"), nothing),
}
