"""Gemini CLI: payloads of its hooks and its answers.

Seen with 0.61.0: `BeforeTool` gives `cwd`, `tool_name` and `tool_input`; exit 2 with a reason on standard error
blocks, and so does the JSON below. Exit 2 with JSON that lacks `decision` lets the call run, and so does exit 1.
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import hooked
from sinfonia.surfaces.agent.fields import MalformedError, text
from sinfonia.surfaces.agent.shapes import edits, given, lists, nothing, reads, runs, searches, writes
from sinfonia.surfaces.agent.tool_call import Edit, Part
from sinfonia.surfaces.agent.words import BLOCKED, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader
    from sinfonia.surfaces.agent.tool_call import Kind, Moment, ToolCall

NAME = "gemini"
TITLE = "Gemini CLI"
PROJECT = "GEMINI_PROJECT_DIR"
KEEPS_SHELLS = False
VARIABLES_FILE = ""

_MOMENTS: dict[str, Kind] = {"SessionStart": "session-start", "AfterAgent": "stop", "SessionEnd": "session-end"}


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for an event that nothing is done about. Raises `MalformedError`."""
    if payload.get("hook_event_name") == "PreToolUse":  # from settings that were taken over from Claude Code
        from sinfonia.surfaces import claude_code

        return hooked(payload, "PreToolUse", {**claude_code.TOOLS, **_TOOLS}, _MOMENTS, _RUN_IN)
    return hooked(payload, "BeforeTool", _TOOLS, _MOMENTS, _RUN_IN)


def deny(reason: str) -> tuple[str, int]:
    """Give the host's own refusal and the exit code that blocks."""
    import json

    return json.dumps({"decision": "deny", "reason": reason}) + "\n", BLOCKED


def allow() -> str:
    """Say nothing: the host's own permissions decide then."""
    return ""


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Hand a note to the model when a session starts, and to the user when the agent stops."""
    del variables  # the host takes none
    return told(moment, note, held="deny")


def _many(fields: Fields) -> tuple[Part, ...]:
    value = fields.get(given(fields, ("include", "paths")))
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise MalformedError("`include` of the tool call is missing or is not a list of texts")
    return tuple(Part("search", text=word) for word in value if word.strip())


def _remembered(fields: Fields) -> tuple[Part, ...]:
    return (Part("edit", "~/.gemini/GEMINI.md", edits=(Edit("", text(fields, "fact")),)),)


_RUN_IN = {"run_shell_command": ("dir_path", "directory")}
_PATHS = ("file_path", "absolute_path", "path")
_FOLDERS = ("dir_path", "path")
_TOOLS: dict[str, Reader] = {
    "read_file": reads(*_PATHS),
    "read_many_files": _many,
    "write_file": writes(_PATHS, ("content",)),
    "replace": edits(_PATHS, ("old_string",), ("new_string",), "allow_multiple", "expected_replacements"),
    "run_shell_command": runs("command"),
    "grep_search": searches(*_FOLDERS, globs=("include", "include_pattern")),
    "search_file_content": searches(*_FOLDERS, globs=("include",)),
    "glob": lists(*_FOLDERS, pattern="pattern"),
    "list_directory": lists(*_FOLDERS),
    "save_memory": _remembered,
    **dict.fromkeys(
        (
            "web_fetch", "google_web_search", "write_todos", "activate_skill", "ask_user",
            "enter_plan_mode", "exit_plan_mode", "get_internal_docs", "complete_task", "update_topic",
        ),
        nothing,
    ),
}  # fmt: skip
