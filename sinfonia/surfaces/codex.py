"""Codex CLI: payloads of its hooks and its answers.

Seen with 0.169.0: the shape is that of Claude Code, read strictly. `allow`, `ask`, an unknown key, an empty reason
or silence with exit 2 let the call run. A shell command arrives as `Bash`, whatever tool of the host starts it, a
patch as `apply_patch`, and files are read by commands. A shell that was started with a terminal takes more input
without asking (`write_stdin`), so such shells are refused.
"""

from __future__ import annotations

from sinfonia.surfaces.agent.calls import hooked
from sinfonia.surfaces.agent.fields import optional, plain_text
from sinfonia.surfaces.agent.patch import BEGIN
from sinfonia.surfaces.agent.patch import parts as patch_parts
from sinfonia.surfaces.agent.shapes import given, nothing, patches, reads
from sinfonia.surfaces.agent.tool_call import Part
from sinfonia.surfaces.agent.words import refusal, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.shapes import Fields, Reader
    from sinfonia.surfaces.agent.tool_call import Kind, Moment, ToolCall

NAME = "codex"
TITLE = "Codex CLI"
PROJECT = ""
KEEPS_SHELLS = True
VARIABLES_FILE = ""

_MOMENTS: dict[str, Kind] = {"SessionStart": "session-start", "Stop": "stop", "SessionEnd": "session-end"}


def read(payload: Fields) -> ToolCall | Moment | None:
    """Read a payload; None for an event that nothing is done about. Raises `MalformedError`."""
    return hooked(payload, "PreToolUse", _TOOLS, _MOMENTS, dict.fromkeys(_SHELLS, ("workdir",)))


def deny(reason: str) -> tuple[str, int]:
    """Give the host's own refusal and the exit code that blocks."""
    return refusal(reason)


def allow() -> str:
    """Say nothing: an answer that allows is invalid, and the call runs."""
    return ""


def tell(moment: Moment, note: str, variables: Mapping[str, str]) -> str:
    """Hand a note to the model when a session starts, and to the user when the agent stops."""
    del variables  # the host takes none
    return told(moment, note, held="block")


def _command(fields: Fields) -> tuple[Part, ...]:
    name = given(fields, ("command", "cmd"))
    value = fields.get(name)
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        from shlex import join

        fields = {name: join(value)}
    command = plain_text(fields, name)
    # The host applies a patch that a shell command hands to `apply_patch` itself.
    patch = command[command.index(BEGIN) :] if BEGIN in command and "apply" in command else ""
    return (Part("command", text=command), *patch_parts(patch))


_SHELLS = ("Bash", "shell", "shell_command", "local_shell", "exec_command", "unified_exec")
_TOOLS: dict[str, Reader] = {
    **dict.fromkeys(_SHELLS, _command),
    "apply_patch": patches("command", "input", "patch"),
    "view_image": reads("path"),
    "write_stdin": lambda fields: (Part("command", text=optional(fields, "chars")),),
    **dict.fromkeys(("update_plan", "web_search", "request_user_input", "image_generation"), nothing),
}
