"""OpenCode: what our plugin hands over, and the answers that it understands.

The plugin runs inside the host and gives `hook`, `directory`, and the hook's own `input` and `output`, as seen with
1.18.33. It throws where we refuse, and the model reads the reason. (`sinfonia/scaffold/agents/opencode_plugin.js`)
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import tool_call
from sinfonia.surfaces.agent.fields import MalformedError, filled, mapping, optional
from sinfonia.surfaces.agent.shapes import edits, lists, nothing, patches, reads, runs, searches, writes
from sinfonia.surfaces.agent.tool_call import Moment
from sinfonia.surfaces.agent.words import BLOCKED, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader
    from sinfonia.surfaces.agent.tool_call import Kind, ToolCall

NAME = "opencode"
TITLE = "OpenCode"
PROJECT = ""
KEEPS_SHELLS = False
VARIABLES_FILE = ""

_BEFORE = "tool.execute.before"
_MOMENTS: dict[str, Kind] = {
    "shell.env": "variables",
    "experimental.session.compacting": "compact",
    "session.idle": "stop",
}
_SHAPES = {"args": _BEFORE, "env": "shell.env", "context": "experimental.session.compacting"}


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for a hook that nothing is done about. Raises `MalformedError`."""
    hook = optional(payload, "hook") or _hook(payload)
    directory = optional(payload, "directory")
    if hook in _MOMENTS:
        return Moment(_MOMENTS[hook], hook, directory, project=directory, session=_session(payload))
    if hook != _BEFORE:
        return None
    tool = filled(mapping(payload, "input"), "tool")
    fields = mapping(mapping(payload, "output"), "args")
    return tool_call(tool, fields, _TOOLS, directory, folders=("workdir",) if tool == "bash" else ())


def deny(reason: str) -> tuple[str, int]:
    """Give the refusal that the plugin throws, and the exit code that tells it to."""
    import json

    return json.dumps({"decision": "deny", "reason": reason}) + "\n", BLOCKED


def allow() -> str:
    """Say nothing: the plugin lets the call go on."""
    return ""


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Give what the plugin adds to the environment or the context, or shows to the user."""
    import json

    if moment.kind == "variables":
        return json.dumps({"env": dict(variables)}) + "\n"
    if not note:
        return ""
    return json.dumps({"context": [note]} if moment.kind == "compact" else {"message": note}) + "\n"


def _hook(payload: Fields) -> str:
    """Tell a hook by the shape of what it gives; raises `MalformedError` for what is no hook at all."""
    for name in ("event", "input"):
        event = payload.get(name)
        if isinstance(event, dict) and isinstance(event.get("type"), str):
            return str(event["type"])
    output = payload.get("output")
    if isinstance(output, dict):
        return next((hook for name, hook in _SHAPES.items() if name in output), "a hook that is not known")
    if "input" not in payload and "event" not in payload:
        raise MalformedError("the payload names no hook")
    return "a hook that is not known"


def _session(payload: Fields) -> str:
    for name in ("input", "event"):
        given = payload.get(name)
        if isinstance(given, dict):
            inner = given.get("properties")
            return plain(inner if isinstance(inner, dict) else given, "sessionID")
    return ""


_TOOLS: dict[str, Reader] = {
    "read": reads("filePath"),
    "write": writes(("filePath",), ("content",)),
    "edit": edits(("filePath",), ("oldString",), ("newString",), "replaceAll"),
    "apply_patch": patches("patchText"),
    "patch": patches("patchText"),
    "bash": runs("command"),
    "grep": searches("path", globs=("include",)),
    "glob": lists("path", pattern="pattern"),
    "list": lists("path"),
    **dict.fromkeys(
        ("task", "webfetch", "websearch", "codesearch", "skill", "todowrite", "todoread", "question", "invalid"),
        nothing,
    ),
}
