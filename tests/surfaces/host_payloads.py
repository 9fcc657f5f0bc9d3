"""Payloads of every agent's hooks as the real programs gave them, and the answers that each of them understands.

The shapes were recorded from OpenCode 1.18.33, Claude Code 2.1.329, Codex CLI 0.169.0, Gemini CLI 0.61.0 and Copilot
CLI 1.0.102; those of Cursor follow its documentation. Every path and id is made up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import agent_world
from agent_world import NEW, OLD

from sinfonia.surfaces import claude_code, codex, copilot, cursor, gemini, opencode

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PATCH = "*** Begin Patch\n{}\n*** End Patch"


def _closed(**properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


REASON = {"type": "string", "minLength": 20}
SPECIFIC = _closed(
    hookSpecificOutput=_closed(
        hookEventName={"const": "PreToolUse"}, permissionDecision={"const": "deny"}, permissionDecisionReason=REASON
    )
)


def _context(event: str) -> dict[str, Any]:
    return _closed(hookSpecificOutput=_closed(hookEventName={"const": event}, additionalContext=REASON))


@dataclass(frozen=True)
class Known:
    """A host: its module, how its payloads look, what its tools are called, and the schemas of its answers.

    `tools` gives tool and fields for an action. `moments` are payloads at which a note may be given, by what they are.
    """

    host: ModuleType
    call: Callable[..., dict[str, Any]]
    tools: dict[str, Callable[..., tuple[str, object]]]
    denial: dict[str, Any]
    allowed: str = ""
    moments: dict[str, dict[str, Any]] = field(default_factory=dict)
    silent: tuple[dict[str, Any], ...] = ()
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.host.NAME)

    def payload(self, action: str, *args: str, cwd: object = "/home/ana/shop") -> dict[str, Any]:
        tool, fields = self.tools[action](*args)
        return self.call(tool, fields, cwd)


def _claude(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return agent_world.pre(tool, fields, cwd)


def _codex(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return {**_codex_event("PreToolUse", cwd), "tool_name": tool, "tool_input": fields, "tool_use_id": "call_1"}


def _codex_event(event: str, cwd: object = "/home/ana/shop", **more: object) -> dict[str, Any]:
    return {
        "session_id": "01a1",
        "turn_id": "01a2",
        "transcript_path": None,
        "cwd": str(cwd),
        "hook_event_name": event,
        "model": "gpt-5.5",
        "permission_mode": "bypassPermissions",
        **more,
    }


def _gemini(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return {**_gemini_event("BeforeTool", cwd), "tool_name": tool, "tool_input": fields}


def _gemini_event(event: str, cwd: object = "/home/ana/shop", **more: object) -> dict[str, Any]:
    return {
        "session_id": "961e",
        "transcript_path": "/home/ana/.gemini/tmp/shop/chats/1.jsonl",
        "cwd": str(cwd),
        "hook_event_name": event,
        "timestamp": "2026-11-21T01:02:02.574Z",
        **more,
    }


def _copilot(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return {**_copilot_event(cwd), "toolName": tool, "toolArgs": fields}


def _copilot_event(cwd: object = "/home/ana/shop", **more: object) -> dict[str, Any]:
    return {"sessionId": "4833", "timestamp": 1795223002332, "cwd": str(cwd), **more}


def _cursor(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return {**cursor_event("preToolUse", cwd), "tool_name": tool, "tool_input": fields, "cwd": str(cwd)}


def cursor_event(event: str, cwd: object = "/home/ana/shop", **more: object) -> dict[str, Any]:
    return {
        "conversation_id": "c1",
        "generation_id": "g1",
        "hook_event_name": event,
        "workspace_roots": [str(cwd)],
        "cursor_version": "2.0.77",
        **more,
    }


def _opencode(tool: str, fields: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    given = {"tool": tool, "sessionID": "ses_1", "callID": "call_1"}
    return opencode_hook("tool.execute.before", given, {"args": fields}, cwd)


def opencode_hook(hook: str, given: object, output: object, cwd: object = "/home/ana/shop") -> dict[str, Any]:
    return {"hook": hook, "directory": str(cwd), "worktree": str(cwd), "input": given, "output": output}


def _patched(path: str, old: str, new: str) -> str:
    removed, added = (
        "".join(f"\n{mark}{line}" for line in text.splitlines()) for mark, text in (("-", old), ("+", new))
    )
    return PATCH.format(f"*** Update File: {path}\n@@{removed}{added}")


def _added(path: str, content: str) -> str:
    return PATCH.format(f"*** Add File: {path}" + "".join(f"\n+{line}" for line in content.splitlines()))


KNOWN = {
    known.name: known
    for known in (
        Known(
            claude_code,
            _claude,
            {
                "read": lambda path: ("Read", {"file_path": path}),
                "write": lambda path, content: ("Write", {"file_path": path, "content": content}),
                "edit": lambda path, old, new: ("Edit", {"file_path": path, "old_string": old, "new_string": new}),
                "run": lambda command: ("Bash", {"command": command, "description": "d"}),
                "search": lambda path, glob: ("Grep", {"pattern": "x", "path": path, "glob": glob}),
                "list": lambda path, pattern: ("Glob", {"pattern": pattern, "path": path}),
            },
            SPECIFIC,
            moments={
                "start": agent_world.lifecycle("SessionStart", source="startup"),
                "compact": agent_world.lifecycle("SessionStart", source="compact"),
                "stop": agent_world.lifecycle("Stop", stop_hook_active=False),
                "again": agent_world.lifecycle("Stop", stop_hook_active=True),
            },
            silent=(
                agent_world.lifecycle("UserPromptSubmit", prompt="rm -rf /"),
                agent_world.lifecycle("PreCompact", trigger="auto"),
                agent_world.lifecycle("PostToolUse", tool_name="Bash", tool_input={"command": "rm -rf /"}),
                agent_world.lifecycle("SubagentStop", stop_hook_active=False),
                agent_world.lifecycle("SessionEnd", reason="other"),
            ),
            notes={
                "start": _context("SessionStart"),
                "compact": _context("SessionStart"),
                "stop": _closed(systemMessage=REASON),
            },
        ),
        Known(
            opencode,
            _opencode,
            {
                "read": lambda path: ("read", {"filePath": path, "offset": 2, "limit": 1}),
                "write": lambda path, content: ("write", {"filePath": path, "content": content}),
                "edit": lambda path, old, new: ("edit", {"filePath": path, "oldString": old, "newString": new}),
                "patch": lambda path, old, new: ("apply_patch", {"patchText": _patched(path, old, new)}),
                "add": lambda path, content: ("apply_patch", {"patchText": _added(path, content)}),
                "run": lambda command: ("bash", {"command": command, "description": "d"}),
                "search": lambda path, glob: ("grep", {"pattern": "x", "path": path, "include": glob}),
                "list": lambda path, pattern: ("glob", {"pattern": pattern, "path": path}),
            },
            _closed(decision={"const": "deny"}, reason=REASON),
            moments={
                "compact": opencode_hook("experimental.session.compacting", {"sessionID": "ses_1"}, {"context": []}),
                "stop": opencode_hook("session.idle", {"sessionID": "ses_1"}, {}),
            },
            silent=(
                opencode_hook("tool.execute.after", {"tool": "bash", "args": {"command": "rm -rf /"}}, {"output": ""}),
                opencode_hook("chat.message", {"sessionID": "ses_1"}, {"parts": [{"type": "text", "text": "go"}]}),
                {"input": {"id": "evt_1", "type": "file.edited", "properties": {"file": ".env"}}},
            ),
            notes={
                "compact": _closed(context={"type": "array", "minItems": 1, "maxItems": 1, "items": REASON}),
                "stop": _closed(message=REASON),
            },
        ),
        Known(
            codex,
            _codex,
            {
                "patch": lambda path, old, new: ("apply_patch", {"command": _patched(path, old, new)}),
                "add": lambda path, content: ("apply_patch", {"command": _added(path, content)}),
                "run": lambda command: ("Bash", {"command": command}),
                "image": lambda path: ("view_image", {"path": path}),
            },
            SPECIFIC,
            moments={
                "start": _codex_event("SessionStart", source="startup"),
                "compact": _codex_event("SessionStart", source="compact"),
                "stop": _codex_event("Stop", stop_hook_active=False, last_assistant_message="done"),
                "again": _codex_event("Stop", stop_hook_active=True, last_assistant_message="done"),
            },
            silent=(
                _codex_event("UserPromptSubmit", prompt="rm -rf /"),
                _codex_event("PreCompact", trigger="auto"),
                _codex_event("PostToolUse", tool_name="Bash", tool_input={"command": "rm -rf /"}, tool_response=""),
                _codex_event("SessionEnd", reason="other"),
            ),
            notes={
                "start": _context("SessionStart"),
                "compact": _context("SessionStart"),
                "stop": _closed(systemMessage=REASON),
            },
        ),
        Known(
            gemini,
            _gemini,
            {
                "read": lambda path: ("read_file", {"file_path": path}),
                "write": lambda path, content: ("write_file", {"file_path": path, "content": content}),
                "edit": lambda path, old, new: (
                    "replace",
                    {"file_path": path, "old_string": old, "new_string": new, "instruction": "i"},
                ),
                "run": lambda command: ("run_shell_command", {"command": command, "description": "d"}),
                "search": lambda path, glob: ("grep_search", {"pattern": "x", "dir_path": path, "include": glob}),
                "list": lambda path, pattern: ("glob", {"pattern": pattern, "dir_path": path}),
            },
            _closed(decision={"const": "deny"}, reason=REASON),
            moments={
                "start": _gemini_event("SessionStart", source="startup"),
                "stop": _gemini_event("AfterAgent", prompt="p", prompt_response="r", stop_hook_active=False),
                "again": _gemini_event("AfterAgent", prompt="p", prompt_response="r", stop_hook_active=True),
            },
            silent=(
                _gemini_event("BeforeAgent", prompt="rm -rf /"),
                _gemini_event("PreCompress", trigger="auto"),
                _gemini_event("AfterTool", tool_name="run_shell_command", tool_input={"command": "rm -rf /"}),
                _gemini_event("SessionEnd", reason="exit"),
            ),
            notes={"start": _context("SessionStart"), "stop": _closed(systemMessage=REASON)},
        ),
        Known(
            copilot,
            _copilot,
            {
                "read": lambda path: ("view", {"path": path}),
                "write": lambda path, content: ("create", {"path": path, "file_text": content}),
                "edit": lambda path, old, new: ("edit", {"path": path, "old_str": old, "new_str": new}),
                "patch": lambda path, old, new: ("apply_patch", _patched(path, old, new)),
                "add": lambda path, content: ("apply_patch", _added(path, content)),
                "run": lambda command: ("bash", {"command": command, "description": "d"}),
                "text": lambda command: ("bash", json.dumps({"command": command})),
                "search": lambda path, glob: ("grep", {"pattern": "x", "path": path, "glob": glob}),
                "list": lambda path, pattern: ("glob", {"pattern": pattern, "path": path}),
            },
            _closed(permissionDecision={"const": "deny"}, permissionDecisionReason=REASON),
            moments={
                "start": _copilot_event(source="new", initialPrompt="go"),
                "stop": _copilot_event(stopReason="end_turn", stop_hook_active=False),
                "again": _copilot_event(stopReason="end_turn", stop_hook_active=True),
            },
            silent=(
                _copilot_event(prompt="rm -rf /"),
                _copilot_event(toolName="bash", toolArgs={"command": "rm -rf /"}, toolResult={"resultType": "success"}),
                _copilot_event(toolName="view", toolArgs={"path": ".env"}, error="Path does not exist"),
                _copilot_event(hookName="permissionRequest", toolName="bash", toolInput={"command": "rm -rf /"}),
                _copilot_event(reason="complete"),
            ),
            notes={"start": _closed(additionalContext=REASON)},
        ),
        Known(
            cursor,
            _cursor,
            {
                "read": lambda path: ("Read", {"file_path": path}),
                "write": lambda path, content: ("Write", {"file_path": path, "contents": content}),
                "edit": lambda path, old, new: ("Write", {"file_path": path, "old_string": old, "new_string": new}),
                "run": lambda command: ("Shell", {"command": command, "working_directory": ""}),
                "search": lambda path, glob: ("Grep", {"pattern": "x", "path": path, "glob": glob}),
            },
            _closed(permission={"const": "deny"}, user_message=REASON, agent_message=REASON),
            allowed='{"permission": "allow"}\n',
            moments={
                "start": cursor_event("sessionStart", composer_mode="agent"),
                "stop": cursor_event("stop", status="completed", loop_count=0),
                "again": cursor_event("stop", status="completed", loop_count=1),
            },
            silent=(
                cursor_event("afterFileEdit", file_path=".env", edits=[{"old_string": OLD, "new_string": NEW}]),
                cursor_event("afterShellExecution", command="rm -rf /", output="", duration=1),
                cursor_event("beforeSubmitPrompt", prompt="rm -rf /"),
            ),
            notes={
                "start": {
                    "type": "object",
                    "required": ["additional_context", "env"],
                    "additionalProperties": False,
                    "properties": {"additional_context": REASON, "env": {"type": "object"}},
                }
            },
        ),
    )
}
