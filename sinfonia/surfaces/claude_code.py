"""Claude Code: payloads of its hooks and its answers.

Seen with 2.1.197 and 2.1.329: `PreToolUse` gives `cwd`, `tool_name` and `tool_input`; exit 2 with a reason on
standard error blocks, and so does the JSON below; exit 1 does not. `allow` is never answered: it would go
around the user's own list of permissions. After a compaction `SessionStart` comes with `source: compact`.

Copilot CLI runs the hooks of `.claude/settings.json` too and names its tools as Claude Code does; seen with
1.0.102. The names of its own fields are read as well.
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import hooked
from sinfonia.surfaces.agent.fields import MalformedError, filled, optional, text
from sinfonia.surfaces.agent.shapes import edits, lists, nothing, patches, reads, replaced, runs, searches, writes
from sinfonia.surfaces.agent.tool_call import Cell, Part
from sinfonia.surfaces.agent.words import refusal, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader
    from sinfonia.surfaces.agent.tool_call import Kind, Moment, ToolCall

NAME = "claude-code"
TITLE = "Claude Code"
PROJECT = "CLAUDE_PROJECT_DIR"
KEEPS_SHELLS = False
VARIABLES_FILE = "CLAUDE_ENV_FILE"

_MOMENTS: dict[str, Kind] = {"SessionStart": "session-start", "Stop": "stop", "SessionEnd": "session-end"}


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for an event that nothing is done about. Raises `MalformedError`."""
    return hooked(payload, "PreToolUse", TOOLS, _MOMENTS)


def deny(reason: str) -> tuple[str, int]:
    """Give the host's own refusal and the exit code that blocks."""
    return refusal(reason)


def allow() -> str:
    """Say nothing: the host's own permissions decide then."""
    return ""


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Hand a note to the model when a session starts, and to the user when the agent stops."""
    del variables  # they went to the file that `VARIABLES_FILE` names
    return told(moment, note, held="block")


def _edits(fields: Fields) -> tuple[Part, ...]:
    rows = fields.get("edits")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise MalformedError("`edits` of the tool call is missing or is not a list of objects")
    found = tuple(replaced(row, ("old_string",), ("new_string",), ("replace_all",)) for row in rows)
    return (Part("edit", filled(fields, "file_path"), edits=found),)


def _cell(fields: Fields) -> tuple[Part, ...]:
    mode = optional(fields, "edit_mode", "replace")
    source = optional(fields, "new_source") if mode == "delete" else text(fields, "new_source")
    number = fields.get("cell_number")
    where = str(number) if isinstance(number, int) else optional(fields, "cell_id")
    cell = Cell(where, source, mode, optional(fields, "cell_type", "code"))
    return (Part("cell", filled(fields, "notebook_path"), cell=cell),)


# Tools of the host; what stands here with `nothing` reads and writes no file of the user and runs no command.
TOOLS: dict[str, Reader] = {
    "Read": reads("file_path", "path"),
    "Write": writes(("file_path", "path"), ("content", "file_text")),
    "Edit": edits(("file_path", "path"), ("old_string", "old_str"), ("new_string", "new_str"), "replace_all"),
    "MultiEdit": _edits,
    "NotebookEdit": _cell,
    "NotebookRead": reads("notebook_path"),
    "Bash": runs("command"),
    "PowerShell": runs("command"),
    "Grep": searches("path", globs=("glob",)),
    "Glob": lists("path", pattern="pattern"),
    "LS": lists("path"),
    "apply_patch": patches("patch", "input", "command"),
    **dict.fromkeys(
        (
            "Agent", "AskUserQuestion", "BashOutput", "EnterPlanMode", "ExitPlanMode", "KillShell", "Skill",
            "SlashCommand", "Task", "TaskCreate", "TaskGet", "TaskList", "TaskOutput", "TaskStop", "TaskUpdate",
            "TodoWrite", "ToolSearch", "WebFetch", "WebSearch",
        ),
        nothing,
    ),
}  # fmt: skip
