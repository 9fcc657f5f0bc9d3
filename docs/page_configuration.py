"""The page about the configuration, from its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from page_table import join, table

from sinfonia.config.schema import CUSTOM_KEYS, IGNORE_KEYS, KEYS, NOT_IGNORED, RULE_KEYS, variable
from sinfonia.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.config.schema import Key

NOT_READ = ("project_name", "user_name", "skill_level")
"""Keys that are checked and kept, and that nothing of this release reads: a test holds this list to the code."""

TYPES = {
    "choices": "list",
    "code": "code or name of a rule",
    "commands": "mapping of lists",
    "customs": "list of mappings",
    "date": "date",
    "file": "path in the repository",
    "flag": "true or false",
    "globs": "list of globs",
    "id": "code",
    "ignores": "list of mappings",
    "options": "mapping",
    "pattern": "regular expression",
    "revision": "branch, tag or full commit id",
    "rules": "mapping by code or name",
    "texts": "list of texts",
    "tools": "mapping of texts",
}


_LEVEL = next(key for key in KEYS if key.name == "tests.level")


def page() -> str:
    """Describe every key from the schema."""
    rows = [
        (
            f"`{key.name}`",
            _kind(key),
            _default(key),
            key.summary + (" *(not read yet)*" if key.name in NOT_READ else ""),
        )
        for key in KEYS
    ]
    refused = [f"- {code}: {why}" for code, why in NOT_IGNORED.items() if code in {rule.code for rule in RULES}]
    return join(
        "# Configuration",
        "",
        "`.sinfonia/config.yaml`, or `[tool.sinfonia]` in `pyproject.toml`; both at once is an error. Without a file",
        "the defaults judge. An unknown key is an error that names the nearest one. `sinfonia check --show-config`",
        "prints each value and where it came from; `sinfonia schema config` prints a JSON schema for editors.",
        "",
        "For `sinfonia`: defaults, then the file, then the environment, then flags. The hooks read files only. Your",
        "own file, `~/.config/sinfonia/config.yaml`, can make a repository's policy stricter, never looser. A range",
        "is judged by the file of its base ([why](../adr/0003-policy-of-a-range.md)).",
        "",
        "Keys marked *(not read yet)* are checked and kept; nothing in this release acts on them.",
        "",
        *table(("key", "type", "default", "meaning"), rows),
        "",
        "A key with a dot is nested in the file: `tests.level` is `level` below `tests`. Each scalar and each list",
        f"has an environment variable, such as `{variable(_LEVEL)}`: [environment variables](environment.md).",
        "",
        "## rules",
        "",
        *_keys(RULE_KEYS),
        "",
        "## ignore",
        "",
        *_keys(IGNORE_KEYS),
        "",
        "These take no entry:",
        "",
        *refused,
        "",
        "More: [Suppressions](../guides/suppressions.md).",
        "",
        "## custom",
        "",
        *_keys(CUSTOM_KEYS),
        "",
        "Exactly one of `added`, `command` and `path` is set. `command` judges what a coding agent is about to run.",
        "More: [Your own rules](../guides/custom-rules.md).",
    )


def _keys(keys: Iterable[Key]) -> list[str]:
    rows = [(f"`{key.name}`", _kind(key), "required" if key.required else "", key.summary) for key in keys]
    return table(("key", "type", "", "meaning"), rows)


def _kind(key: Key) -> str:
    if key.kind == "choice":
        return ", ".join(f"`{choice}`" for choice in key.choices)
    return TYPES.get(key.kind, key.kind)


def _default(key: Key) -> str:
    empty = {"rules": "{}", "commands": "{}", "tools": "{}"}.get(key.kind, "[]")
    return f"`{empty if key.default == () else json.dumps(key.default)}`"
