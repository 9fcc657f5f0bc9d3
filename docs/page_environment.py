"""The environment variables that Sinfonia reads: found in its source, so that the page cannot forget one."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from page_table import table

from sinfonia.config.schema import KEYS, variable
from sinfonia.git import environment
from sinfonia.surfaces import claude_code
from sinfonia.surfaces.actor import AGENT_VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS = {
    "SINFONIA_CONFIG": "the configuration file to read, and no other; `sinfonia` only, as `--config`",
    "SINFONIA_SESSION_ID": "the session that counts as the current one, before the branch's own",
    "SINFONIA_DEBUG": "show the traceback of a bug in Sinfonia",
    "NO_COLOR": "no colour, whatever its value ([no-color.org](https://no-color.org))",
    "FORCE_COLOR": "colour also where the output is no terminal",
    "HOME": "your own configuration is `~/.config/sinfonia/config.yaml`",
    "XDG_CONFIG_HOME": "stands for `~/.config` when it is an absolute path",
    "PATH": "where git is, and the Python of your project for red proof",
    "_SINFONIA_COMPLETE": "set by the completion script when it asks",
    "APPDATA": "stands for `~/.config` on Windows",
    "USERPROFILE": "your home folder on Windows, for what an agent's call names",
    "CLAUDE_CONFIG_DIR": "where Claude Code keeps its settings, when not in `~/.claude`; `sinfonia doctor` reads them",
    "TMPDIR": "where a private folder lies for as long as git or ssh need files; `/tmp` without it",
    "CODEX_HOME": "where Codex keeps its settings, when not in `~/.codex`; `sinfonia doctor` reads them",
}
RUNNERS = {
    "PRE_COMMIT": "pre-commit or prek runs the hook",
    "PRE_COMMIT_FROM_REF": "start of the range that a runner asks for",
    "PRE_COMMIT_TO_REF": "end of that range",
    "PRE_COMMIT_LOCAL_BRANCH": "what is pushed, when there is no end of a range",
    "PRE_COMMIT_REMOTE_BRANCH": "the ref that is pushed to",
    "PRE_COMMIT_REMOTE_NAME": "the remote that is pushed to",
    "SKIP": "hooks that a runner leaves out: nothing is left to the message hook then",
    "GIT_INDEX_FILE": "git runs a hook of a commit, and this is its index",
    "GIT_DIR": "git, or a runner, names the repository; it counts before the folder that you are in",
    "GIT_EDITOR": "whether an editor opens for the message: then lines that look like comments are dropped",
    "PREK_HOOK_STAGE": "prek runs the hook, not pre-commit",
    "GITHEAD_…": "the heads of a merge, set by git for `pre-merge-commit`",
    "CI": "`true` or `1`: no cache and no configuration of your own is read; red proof runs where the base asks for it",
}
HOSTS = {
    "ci_github": "GitHub Actions",
    "ci_gitlab": "GitLab CI/CD",
    "ci_azure": "Azure Pipelines",
    "ci_bitbucket": "Bitbucket Pipelines",
    "ci_jenkins": "Jenkins",
}
_READERS = {"known", "needed", "get"}


class UnknownVariableError(Exception):
    """A variable that the source reads and this file does not explain."""


def page() -> str:
    """Give the text of the page; raises `UnknownVariableError`."""
    found = read_variables()
    described = {*OURS, *RUNNERS, *AGENT_VARIABLES}
    hosts = {name for module in HOSTS for name in found.get(module, ())} | found.get("ci_environment", set())
    missing = {name for module, names in found.items() if module not in HOSTS for name in names} - described - hosts
    missing = {name for name in missing if not name.startswith("GIT_CONFIG_")}
    if missing:
        raise UnknownVariableError(f"docs/page_environment.py does not explain {', '.join(sorted(missing))}")
    settings = [f"| `{variable(key)}` | `{key.name}` |" for key in KEYS if key.variable]
    kept = ", ".join(f"`{name}`" for name in sorted(environment._KEPT))  # noqa: SLF001 - the page is about this table
    forced = ", ".join(f"`{name}={value}`" for name, value in environment._FORCED.items())  # noqa: SLF001
    agents = ", ".join(f"`{name}`" for name in AGENT_VARIABLES)
    ci = [f"| {HOSTS[module]} | {', '.join(f'`{name}`' for name in sorted(found[module]))} |" for module in HOSTS]
    return "\n".join(
        [
            "# Environment variables",
            "",
            "The hooks (`sinfonia-hook`) take policy from files only: no variable in front of `git commit` changes",
            "what is refused. `SINFONIA_*` settings count for `sinfonia` alone.",
            "",
            "## Sinfonia and its output",
            "",
            *_described("does", OURS),
            "",
            "## Settings",
            "",
            "A list is written with commas. An empty variable counts as not set.",
            "",
            "| variable | key |",
            "| --- | --- |",
            *settings,
            "",
            "## From git and hook runners",
            "",
            *_described("says", RUNNERS),
            "",
            "## From CI hosts",
            "",
            "`sinfonia check` without a range reads these to find it. How: [In CI](../guides/ci.md).",
            "",
            "| host | variables |",
            "| --- | --- |",
            *ci,
            "",
            "## From coding agents",
            "",
            "Any of these says that an agent runs the commit, so that skipped hooks refuse it:",
            f"{agents}.",
            "",
            f"`{claude_code.PROJECT}` names the project of a call that {claude_code.TITLE} asks about.",
            "",
            "## For the git that Sinfonia starts",
            "",
            f"Kept, because they say where the repository is: {kept}.",
            "",
            f"Set: {forced}. Every other `GIT_*` variable is dropped; of `GIT_CONFIG_*` settings only",
            "`safe.directory` is kept.",
            "",
        ]
    )


def read_variables() -> dict[str, set[str]]:
    """Map each module of the package, by its last name, to the variables that it asks for by name."""
    import sinfonia

    found: dict[str, set[str]] = {}
    for path in sorted(Path(sinfonia.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        names = {name for node in ast.walk(tree) if (name := _asked(node, constants))}
        if names:
            found.setdefault(path.stem, set()).update(names)
    return found


def _asked(node: ast.AST, constants: Mapping[str, object]) -> str:
    """Name the variable for which an expression asks the environment, or nothing."""
    asked: ast.expr | None = None
    match node:
        case ast.Call(func=ast.Attribute(value=place, attr="get"), args=[first, *_]) if _is_environment(place):
            asked = first
        case ast.Call(func=ast.Name(id=reader), args=[place, second, *_]) if reader in _READERS:
            asked = second if _is_environment(place) else None
        case ast.Subscript(value=place, slice=key) if _is_environment(place):
            asked = key
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[place]) if _is_environment(place):
            asked = left
    if isinstance(asked, ast.Name):
        value = constants.get(asked.id)
    else:
        value = asked.value if isinstance(asked, ast.Constant) else None
    return value if isinstance(value, str) else ""


def _is_environment(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "environ") or (
        isinstance(node, ast.Attribute) and node.attr == "environ"
    )


def _described(head: str, rows: dict[str, str]) -> list[str]:
    return table(("variable", head), ((f"`{name}`", text) for name, text in rows.items()))
