"""The guards of coding agents, tried out: a call that must be refused and one that must pass, through each command."""

from __future__ import annotations

import json
import os
import re
from importlib import import_module
from typing import TYPE_CHECKING, cast

from sinfonia import proc
from sinfonia.cli.doctor_row import Row
from sinfonia.cli.doctor_switches import switches
from sinfonia.door import HOOKS
from sinfonia.errors import SinfoniaError
from sinfonia.scaffold import init_manifest
from sinfonia.scaffold.agents import AGENTS, copilot, opencode
from sinfonia.scaffold.agents.edit import at_moment, before_tool, present
from sinfonia.surfaces.actor import AGENT_VARIABLES
from sinfonia.surfaces.agent.log import TRIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.scaffold.agents import Agent, Edit, Hook
    from sinfonia.surfaces.agent import Host

BAD = "git commit --no-verify -m probe"
GOOD = "git status"
_LEAST_SECONDS = 30
_NOT_CHECKED = "sinfonia doctor runs only commands as `sinfonia install` writes them"
_BEFORE = {
    "claude-code": "PreToolUse",
    "opencode": "tool.execute.before",
    "codex": "PreToolUse",
    "gemini": "BeforeTool",
    "copilot": "preToolUse",
    "cursor": "preToolUse",
}


def _hooked(event: str, tool: str) -> Callable[[str, str], dict[str, object]]:
    return lambda root, command: {
        "hook_event_name": event, "cwd": root, "workspace_roots": [root], "tool_name": tool,
        "tool_input": {"command": command},
    }  # fmt: skip


PROBES: dict[str, Callable[[str, str], dict[str, object]]] = {
    "claude-code": _hooked("PreToolUse", "Bash"),
    "codex": _hooked("PreToolUse", "Bash"),
    "gemini": _hooked("BeforeTool", "run_shell_command"),
    "cursor": _hooked("preToolUse", "Shell"),
    "copilot": lambda root, command: {"cwd": root, "toolName": "bash", "toolArgs": {"command": command}},
    "opencode": lambda root, command: {
        "hook": "tool.execute.before", "directory": root, "input": {"tool": "bash"},
        "output": {"args": {"command": command}},
    },
}  # fmt: skip
"""A shell command as each host asks about it; the shapes are those of the surfaces' modules."""


def agents(repo: Repository, environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what is to be said of each agent that is used here."""
    root = repo.root
    for agent in AGENTS.values():
        try:
            hooks = agent.installed(root)
        except SinfoniaError as error:
            yield Row(agent.name, "problem", f"{error.message}: {agent.title} runs no hook at all", error.hint)
            continue
        if hooks:
            yield from _tried(agent, hooks, root, environ)
            yield from switches(agent.name, root, environ)
        elif agent.name == "copilot" and _through_claude(root):
            yield Row(agent.name, "ok", copilot.SHARED)
        elif _was_here(agent, repo):
            yield Row(agent.name, "problem", f"the guard of {agent.title} is gone: it asks nobody", _install(agent))
        elif any(os.path.lexists(os.path.join(root, mark)) for mark in agent.marks):
            yield Row(agent.name, "warning", f"{agent.title} is used here and asks nobody", _install(agent))


def _tried(agent: Agent, hooks: tuple[Hook, ...], root: str, environ: Mapping[str, str]) -> Iterator[Row]:
    fix = _install(agent)
    asking = [hook for hook in hooks if hook.event == _BEFORE[agent.name]]
    if not asking:
        yield Row(
            agent.name, "problem", f"no hook of ours is at `{_BEFORE[agent.name]}`: tool calls are not judged", fix
        )
    elif (edit := _differs(agent, root)) is not None:
        yield _changed(agent, edit, root)
    if len(asking) > 1:
        yield Row(agent.name, "warning", f"{len(asking)} hooks of ours run before each call, one is enough", fix)
    if agent.name == "copilot" and _through_claude(root):
        yield Row(agent.name, "warning", f"it asks twice: {copilot.SHARED}", "sinfonia uninstall --agents copilot")
    for hook in hooks:
        if hook.seconds is not None and hook.seconds < _LEAST_SECONDS:
            message = f"`{hook.event}` waits {hook.seconds:g} seconds, and lets the call run then"
            yield Row(agent.name, "problem", message, fix)
        if not _is_written_by_us(agent.name, hook):
            yield Row(agent.name, "problem", f"the command at `{hook.event}` was changed: {_NOT_CHECKED}", fix)
            return
    host = cast("Host", import_module(f"sinfonia.surfaces.{HOOKS[agent.name][0]}"))
    for hook in asking:
        yield _probed(agent, hook, host, root, environ)


def _probed(agent: Agent, hook: Hook, host: Host, root: str, environ: Mapping[str, str]) -> Row:
    """Run a command with both calls, as the host does, and hold the answers against the host's words."""
    fix = "python3 -m pip install sinfonia-hooks, or sinfonia install --agents " + agent.name
    code, out, err = _asked(hook.command, PROBES[agent.name](root, BAD), root, environ)
    if code != 2 or not err.strip():
        return Row(agent.name, "problem", f"a call that must be refused ended with {code}: {_first(err)}", fix)
    if "sinfonia is not installed" in err:
        return Row(
            agent.name, "problem", "`sinfonia-hook` is not on the PATH of this shell: every call is refused", fix
        )
    if not _same(out, host.deny(err.removesuffix("\n"))[0]):
        return Row(
            agent.name, "problem", f"{agent.title} does not understand the refusal: something is printed with it", fix
        )
    code, out, err = _asked(hook.command, PROBES[agent.name](root, GOOD), root, environ)
    if code or out != host.allow():
        return Row(agent.name, "problem", f"a call that must pass ended with {code}: {_first(err)}", "sinfonia check")
    return Row(agent.name, "ok", f"{agent.title} asks before each call; a bad one was refused and a good one passed")


def _asked(command: str, payload: Mapping[str, object], root: str, environ: Mapping[str, str]) -> tuple[int, str, str]:
    script = ("sh", "-c", 'cd "$1" && eval "$2"', "sh", root, command)
    plain = {name: value for name, value in environ.items() if name not in AGENT_VARIABLES}  # nobody asks but us
    code, out, err = proc.output(script, plain, stdin=json.dumps({**payload, TRIAL: True}).encode())
    return code, out.decode("utf-8", "replace"), err


def _is_written_by_us(name: str, hook: Hook) -> bool:
    """Tell a command as we write it, perhaps with options of ours; another may be anybody's program."""
    if name == "opencode":
        return True
    printed = {"cursor": r"echo '[^']*'; ", "copilot": r"echo '[^']*'; "}.get(name, "")
    forms = (before_tool(name, "PRINTED" if printed else ""), at_moment(name))
    for form in forms:
        pattern = re.escape(form).replace(re.escape("echo 'PRINTED'; "), printed)
        called = re.escape(f"sinfonia-hook {name} ")
        if re.fullmatch(pattern.replace(called, rf"{called}(?:--[a-z]+[ =][A-Za-z0-9,-]+ )*"), hook.command):
            return True
    return False


def _install(agent: Agent) -> str:
    return f"sinfonia install --agents {agent.name}"


def _was_here(agent: Agent, repo: Repository) -> bool:
    """Tell whether `sinfonia init` set the agent up, or the last commit has its guard."""
    try:
        if agent.name in init_manifest.read(present(repo.root, init_manifest.PATH)).agents:
            return True
        paths = [edit.path for edit in agent.plan(repo.root, (agent.name,))]
    except SinfoniaError:
        return False  # a file that cannot be read is told of elsewhere
    called = f"sinfonia-hook {agent.name}".encode()
    for path in paths:
        code, data, _ = repo.try_git("cat-file", "blob", f"HEAD:{path}")
        if code == 0 and (called in data or data.startswith(opencode.MARK)):
            return True
    return False


def _differs(agent: Agent, root: str) -> Edit | None:
    """Give what an installation would change in the file of the guard, layout aside."""
    for edit in agent.plan(root, (agent.name,)):
        if edit.what != "merged" or edit.data is None:
            continue
        with open(os.path.join(root, *edit.path.split("/")), "rb") as file:
            before = file.read()
        if agent.name != copilot.NAME or not _same(before.decode("utf-8", "replace"), edit.data.decode()):
            return edit
    return None


def _changed(agent: Agent, edit: Edit, root: str) -> Row:
    if agent.name == opencode.NAME and not opencode.is_current(root):
        return Row(agent.name, "warning", f"{edit.path} is of another version", _install(agent))
    message = f"{edit.path} was changed: {agent.title} may not ask before each call"
    return Row(agent.name, "problem", message, _install(agent))


def _through_claude(root: str) -> bool:
    try:
        return any(hook.event == "PreToolUse" for hook in AGENTS["claude-code"].installed(root))
    except SinfoniaError:
        return False


def _same(printed: str, wanted: str) -> bool:
    try:
        return bool(json.loads(printed) == json.loads(wanted))
    except ValueError:
        return False


def _first(text: str) -> str:
    return text.strip().split("\n")[0][:200] or "it said nothing"
