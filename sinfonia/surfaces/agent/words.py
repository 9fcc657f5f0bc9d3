"""Answers that several hosts understand, and fields of moments."""

from __future__ import annotations

from sinfonia.surfaces.agent.tool_call import Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.surfaces.agent.tool_call import Kind

BLOCKED = 2


def answer(event: str, **decision: str) -> str:
    """Give an answer about one event, as Claude Code, Codex and Gemini CLI read it."""
    import json

    return json.dumps({"hookSpecificOutput": {"hookEventName": event, **decision}}) + "\n"


def refusal(reason: str) -> tuple[str, int]:
    """Give the refusal of a tool call, as Claude Code and Codex read it, and the exit code that blocks."""
    return answer("PreToolUse", permissionDecision="deny", permissionDecisionReason=reason), BLOCKED


def told(moment: Moment, note: str, *, held: str) -> str:
    """Hand a note to the model when a session starts, and to the user when the agent stops.

    `held` is the host's word for an agent that is to go on.
    """
    if not note or moment.kind == "session-end":
        return ""  # nobody reads what is printed at the end
    if moment.kind == "stop":
        import json

        return json.dumps({"decision": held, "reason": note} if moment.held else {"systemMessage": note}) + "\n"
    return answer(moment.event, additionalContext=note)


def moment_of(payload: Mapping[str, object], kind: Kind, event: str) -> Moment:
    """Read a moment as Claude Code, Codex and Gemini CLI describe it."""
    again = bool(payload.get("stop_hook_active"))
    return Moment(kind, event, plain(payload, "cwd"), session=plain(payload, "session_id"), again=again)


def plain(payload: Mapping[str, object], name: str) -> str:
    """Give a field as text where it is that, else ""; a moment is not held up by what is odd in its payload."""
    value = payload.get(name)
    return value if isinstance(value, str) else ""
