"""Copilot CLI: payloads of its hooks and its answers.

Seen with 1.0.102: `preToolUse` gives `cwd`, `toolName` and `toolArgs`, an object, but for `apply_patch` the patch
as text; older versions give the object as JSON in text. The payload does not name its event: the fields tell.
Hooks under names of Claude Code (`PreToolUse`) get Claude Code's payload. Exit 2 blocks, and the model reads the
reason only from the JSON.
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import tool_call
from sinfonia.surfaces.agent.fields import MalformedError, filled, optional, parsed
from sinfonia.surfaces.agent.shapes import (
    edits,
    lists,
    nothing,
    patched,
    patches,
    reads,
    runs,
    searches,
    writes,
)
from sinfonia.surfaces.agent.tool_call import Moment, Part, ToolCall
from sinfonia.surfaces.agent.words import BLOCKED, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader

NAME = "copilot"
TITLE = "Copilot CLI"
PROJECT = "COPILOT_PROJECT_DIR"
KEEPS_SHELLS = False
VARIABLES_FILE = ""

_DONE = ("toolResult", "toolInput", "error")  # a tool that has run, or one that the user is asked about


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for an event that nothing is done about. Raises `MalformedError`."""
    if "hook_event_name" in payload:
        from sinfonia.surfaces import claude_code

        return claude_code.read(payload)
    if "toolName" not in payload:
        return _moment(payload)
    if any(name in payload for name in _DONE):
        return None
    tool = filled(payload, "toolName")
    cwd = optional(payload, "cwd")
    value = payload.get("toolArgs")
    if isinstance(value, str) and tool == "apply_patch" and not value.lstrip().startswith("{"):
        return ToolCall(tool, cwd, patched(value), project=cwd)
    return tool_call(tool, parsed(payload, "toolArgs"), _TOOLS, cwd, folders=("workdir",))


def deny(reason: str) -> tuple[str, int]:
    """Give the host's own refusal and the exit code that blocks."""
    import json

    return json.dumps({"permissionDecision": "deny", "permissionDecisionReason": reason}) + "\n", BLOCKED


def allow() -> str:
    """Say nothing: the host's own permissions decide then."""
    return ""


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Hand a note to the model when a session starts; at its end the host takes only what holds the agent."""
    del variables  # the host takes none
    import json

    if note and moment.held:
        return json.dumps({"decision": "block", "reason": note}) + "\n"
    return json.dumps({"additionalContext": note}) + "\n" if note and moment.kind == "session-start" else ""


def _moment(payload: Fields) -> Moment | None:
    cwd, session = plain(payload, "cwd"), plain(payload, "sessionId")
    if "source" in payload:
        return Moment("session-start", "sessionStart", cwd, session=session)
    if "stopReason" in payload or "stop_hook_active" in payload:
        return Moment("stop", "agentStop", cwd, session=session, again=bool(payload.get("stop_hook_active")))
    if "reason" in payload:
        return Moment("session-end", "sessionEnd", cwd, session=session)
    if not session and not cwd:
        raise MalformedError("the payload names no tool and no session")
    return None


_TOOLS: dict[str, Reader] = {
    "view": reads("path"),
    "create": writes(("path",), ("file_text", "content")),
    "edit": edits(("path",), ("old_str", "old_string"), ("new_str", "new_string")),
    "bash": runs("command"),
    "powershell": runs("command"),
    "write_bash": lambda fields: (Part("command", text=optional(fields, "input")),),
    "write_powershell": lambda fields: (Part("command", text=optional(fields, "input")),),
    "apply_patch": patches("input", "patch", "command"),
    "grep": searches("path", "paths", globs=("glob",)),
    "rg": searches("path", "paths", globs=("glob",)),
    "glob": lists("path", pattern="pattern"),
    **dict.fromkeys(
        (
            "sql", "task", "skill", "ask_user", "report_intent", "update_todo", "web_fetch", "web_search", "read_agent",
            "list_agents", "read_bash", "stop_bash", "list_bash", "read_powershell", "stop_powershell",
            "list_powershell", "fetch_copilot_cli_documentation", "exit_plan_mode", "task_complete",
        ),
        nothing,
    ),
}  # fmt: skip
