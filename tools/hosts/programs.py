"""The agents as programs: how each is started headless and offline, and what its tools are called."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Turn = dict[str, Any]
PATCH = "*** Begin Patch\n{}\n*** End Patch\n"


@dataclass(frozen=True)
class Program:
    """One host: its package and version, its tools as turns, and how it is prepared and started."""

    name: str
    package: str
    version: str
    binary: str
    read: Callable[[str], Turn]
    write: Callable[[str, str], Turn]
    run: Callable[[str], Turn]
    start: Callable[[Path, Path, Path, str], tuple[list[str], dict[str, str]]]

    def path(self, folder: Path) -> Path:
        """Give the program below the folder with the packages."""
        return next(iter(sorted((folder / "node_modules").glob(self.binary))), folder / "missing")


def call(tool: str, **args: object) -> Turn:
    """Give the turn of one tool call."""
    return {"tool": tool, "args": args}


def _added(path: str, content: str) -> str:
    """Give a patch that makes a file, or the whole of one new: the old one goes first."""
    lines = "".join(f"\n+{line}" for line in content.splitlines())
    return PATCH.format(f"*** Add File: {path}{lines}")


def _claude(binary: Path, home: Path, _project: Path, url: str) -> tuple[list[str], dict[str, str]]:
    tools = "Bash Read Write Edit Grep Glob"
    command = [str(binary), "-p", "go", "--output-format", "stream-json", "--verbose", "--model", "claude-sonnet-4-5"]
    return [*command, "--allowedTools", tools], {
        "ANTHROPIC_BASE_URL": url, "ANTHROPIC_API_KEY": "dummy", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_TELEMETRY": "1", "DISABLE_AUTOUPDATER": "1", "DISABLE_ERROR_REPORTING": "1", "HOME": str(home),
    }  # fmt: skip


def _opencode(binary: Path, home: Path, _project: Path, url: str) -> tuple[list[str], dict[str, str]]:
    model = {"name": "m", "tool_call": True, "limit": {"context": 20000, "output": 2000}}
    provider = {
        "npm": "@ai-sdk/openai-compatible", "name": "mock", "models": {"m": model},
        "options": {"baseURL": f"{url}/v1", "apiKey": "dummy"},
    }  # fmt: skip
    settings = {"provider": {"mock": provider}, "model": "mock/m", "small_model": "mock/m", "autoupdate": False,
                "share": "disabled", "snapshot": False}  # fmt: skip
    own = home / ".config" / "opencode"
    own.mkdir(parents=True, exist_ok=True)
    (own / "opencode.json").write_text(json.dumps(settings))
    return [str(binary), "run", "-m", "mock/m", "--format", "json", "go"], {
        "HOME": str(home), "OPENCODE_DISABLE_AUTOUPDATE": "1", "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "OPENCODE_DISABLE_LSP_DOWNLOAD": "1", "OPENCODE_DISABLE_DEFAULT_PLUGINS": "1", "npm_config_offline": "true",
    }  # fmt: skip


def _codex(binary: Path, home: Path, project: Path, url: str) -> tuple[list[str], dict[str, str]]:
    own = home / ".codex"
    own.mkdir(parents=True, exist_ok=True)
    (own / "config.toml").write_text(
        'model = "gpt-5.5"\nmodel_provider = "mock"\ncheck_for_update_on_startup = false\n'
        f'[model_providers.mock]\nname = "mock"\nbase_url = "{url}/v1"\nenv_key = "MOCK_KEY"\nwire_api = "responses"\n'
        "request_max_retries = 0\nstream_max_retries = 0\n[analytics]\nenabled = false\n[feedback]\nenabled = false\n"
        f'[projects."{project}"]\ntrust_level = "trusted"\n'
    )
    command = [str(binary), "exec", "--json", "-s", "danger-full-access", "--dangerously-bypass-hook-trust", "go"]
    return command, {"HOME": str(home), "CODEX_HOME": str(own), "MOCK_KEY": "dummy"}


def _gemini(binary: Path, home: Path, _project: Path, url: str) -> tuple[list[str], dict[str, str]]:
    own = home / ".gemini"
    own.mkdir(parents=True, exist_ok=True)
    settings = {
        "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": False}},
        "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
        "privacy": {"usageStatisticsEnabled": False}, "telemetry": {"enabled": False},
    }  # fmt: skip
    (own / "settings.json").write_text(json.dumps(settings))
    node = shutil.which("node") or "node"
    command = [node, str(binary), "-m", "gemini-2.5-pro", "-o", "stream-json", "-y", "-p", "go"]
    return command, {"HOME": str(home), "GEMINI_API_KEY": "dummy", "GOOGLE_GEMINI_BASE_URL": url,
                     "GEMINI_CLI_NO_RELAUNCH": "true"}  # fmt: skip


def _copilot(binary: Path, home: Path, _project: Path, url: str) -> tuple[list[str], dict[str, str]]:
    command = [str(binary), "--allow-all-tools", "--trust-folder", "--output-format", "json", "-p", "go"]
    return command, {
        "HOME": str(home), "COPILOT_OFFLINE": "true", "COPILOT_PROVIDER_BASE_URL": f"{url}/v1",
        "COPILOT_PROVIDER_API_KEY": "dummy", "COPILOT_MODEL": "gpt-4.1", "COPILOT_AUTO_UPDATE": "false",
    }  # fmt: skip


PROGRAMS = {
    program.name: program
    for program in (
        Program(
            "claude-code", "@anthropic-ai/claude-code", "2.1.329", "@anthropic-ai/claude-code-*/claude",
            lambda path: call("Read", file_path=path), lambda path, text: call("Write", file_path=path, content=text),
            lambda command: call("Bash", command=command, description="d"), _claude,
        ),
        Program(
            "opencode", "opencode-ai", "1.18.33", "opencode-[dlw]*-x64/bin/opencode*",
            lambda path: call("read", filePath=path), lambda path, text: call("write", filePath=path, content=text),
            lambda command: call("bash", command=command, description="d"), _opencode,
        ),
        Program(
            "codex", "@openai/codex", "0.169.0", "@openai/codex-*/vendor/*/bin/codex",
            lambda path: call("exec_command", cmd=f"cat {os.path.basename(path)}"),
            lambda path, text: {"tool": "apply_patch", "input": _added(path, text)},
            lambda command: call("exec_command", cmd=command), _codex,
        ),
        Program(
            "gemini", "@google/gemini-cli", "0.61.0", "@google/gemini-cli/bundle/gemini.js",
            lambda path: call("read_file", file_path=path),
            lambda path, text: call("write_file", file_path=path, content=text),
            lambda command: call("run_shell_command", command=command, description="d"), _gemini,
        ),
        Program(
            "copilot", "@github/copilot", "1.0.102", "@github/copilot-*/copilot",
            lambda path: call("view", path=path), lambda path, text: call("create", path=path, file_text=text),
            lambda command: call("bash", command=command, description="d"), _copilot,
        ),
    )
}  # fmt: skip
