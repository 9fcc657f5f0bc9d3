"""Who is acting: a person, or a coding agent that says so in its environment."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.model.event import Actor

# Set by the programs for the commands that they run. Seen from inside: Claude Code 2.1 (CLAUDECODE), Copilot CLI 1.0
# (COPILOT_CLI), Gemini CLI 0.61 (GEMINI_SESSION_ID); documented: Codex CLI, OpenCode, Cursor, GEMINI_CLI.
AGENT_VARIABLES = (
    "CLAUDECODE",
    "CODEX_SANDBOX",
    "CODEX_SANDBOX_NETWORK_DISABLED",
    "CODEX_THREAD_ID",
    "COPILOT_CLI",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "GEMINI_SESSION_ID",
    "OPENCODE",
)


def actor_from(environ: Mapping[str, str]) -> Actor:
    """Tell who runs us, by the variables that known agents set."""
    return "agent" if any(environ.get(name) for name in AGENT_VARIABLES) else "person"
