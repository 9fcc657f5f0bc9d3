"""The schema of the configuration: one table that checks, documents and exports it.

Light to import: it also gives the defaults when a repository has no configuration.
"""

# ruff: noqa: FBT003 - the third column is the default, which may be a boolean
from __future__ import annotations

from sinfonia.model.event import MOMENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = "0.1"
LEVELS = ("error", "warning", "off")

CODES = {
    "ENF-001": "untested-code",
    "ENF-002": "secret-file",
    "ENF-003": "continuity",
    "ENF-004": "open-steps",
    "ENF-005": "unsafe-shell",
    "ENF-007": "incomplete-session",
    "ENF-008": "secret-content",
    "ENF-009": "workflow-integrity",
    "ENF-010": "policy-change",
    "ENF-011": "hook-bypass",
    "ENF-012": "unapproved-change",
    "ENF-013": "step-scope",
    "ENF-014": "weakened-test",
    "ENF-901": "unused-ignore",
    "ENF-902": "expired-ignore",
    "ENF-903": "unreadable-configuration",
    "ENF-904": "could-not-judge",
}
"""Every built-in code and its name; 006 was never used."""

NOT_IGNORED = {
    "ENF-009": "yields to an approval only",
    "ENF-010": "yields to an approval only",
    "ENF-012": "yields to an approval only",
    "ENF-903": "is never ignored",
    "ENF-904": "is never ignored",
}
"""Codes that no `ignore` entry may name: a change may not waive the rules that guard it."""

OFF_WHEN_LOW = frozenset({"ENF-004", "ENF-007"})
"""Rules that are off at strictness `low`; every other default is at least a warning."""


class Key:
    """One key: its dotted name, kind, default, choices, meaning, and whether it has an environment form."""

    __slots__ = ("choices", "default", "kind", "name", "required", "summary", "variable")

    def __init__(
        self,
        name: str,
        kind: str,
        default: object,
        summary: str,
        *,
        choices: tuple[str, ...] = (),
        variable: bool = True,
        required: bool = False,
    ) -> None:
        self.name = name
        self.kind = kind
        self.default = default
        self.summary = summary
        self.choices = choices
        self.variable = variable
        self.required = required


KEYS = (
    Key("version", "version", VERSION, "version of this schema", choices=(VERSION,), variable=False),
    Key("project_id", "text", "", "random identity of the project", variable=False),
    Key("project_name", "text", "", "name of the project, for people"),
    Key("user_name", "text", "", "how the user is addressed"),
    Key("skill_level", "choice", "intermediate", "how much is explained",
        choices=("beginner", "intermediate", "expert")),
    Key("default_orchestrator", "text", "maestro", "persona that leads a workflow"),
    Key("enforcement_strictness", "choice", "medium", "how strict the rules are where strictness plays a part",
        choices=("low", "medium", "high")),
    Key("bypass", "choice", "note", "what a person gets who skips the hooks", choices=("note", "refuse")),
    Key("base", "revision", None, "protected branch; null: the remote's default branch, main, master"),
    Key("exclude", "globs", (), "globs over paths that no rule judges"),
    Key("rules", "rules", (), "per code: severity, options, paths", variable=False),
    Key("ignore", "ignores", (), "findings that are accepted: code, path, reason, until", variable=False),
    Key("tests.level", "choice", "any", "how close a test must be to the changed source",
        choices=("any", "package", "matched")),
    Key("tests.unit", "choice", "branch", "what must carry the test", choices=("branch", "commit")),
    Key("tests.prove", "flag", False, "in CI, run changed tests against the base's source; one must fail there"),
    Key("secrets.engines", "texts", (), "installed engines that are asked too"),
    Key("secrets.entropy", "flag", True, "look for random values behind telling names"),
    Key("secrets.foreign_marks", "flag", False, "let the ignore comments of other scanners count"),
    Key("since", "revision", None, "a range is judged commit by commit from here on"),
    Key("workflow.commit", "flag", True, "commit changes of the workflow's state"),
    Key("workflow.commit_subject", "subject", "chore(sinfonia): {what}", "subject of such a commit"),
    Key("approvals.mode", "choice", "local", "who may approve", choices=("local", "trusted")),
    Key("trust.forge_committers", "texts", (), "e-mails of committers that are a forge's", variable=False),
    Key("agents.tools", "tools", (), "what tools of agents' own servers do, by name", variable=False),
    Key("checks", "commands", (), "named commands for a step's gate, as argument lists", variable=False),
    Key("custom", "customs", (), "the project's own rules", variable=False),
    Key("baseline", "file", ".sinfonia/baseline.json", "findings of the past that are accepted"),
)  # fmt: skip

RULE_KEYS = (
    Key("severity", "choice", None, "level of its findings", choices=LEVELS),
    Key("options", "options", None, "what the rule's page names"),
    Key("paths", "globs", None, "the only paths that it judges"),
)

IGNORE_KEYS = (
    Key("code", "code", None, "code or name of the rule", required=True),
    Key("path", "glob", "**", "glob over paths"),
    Key("reason", "text", None, "why, for the reader", required=True),
    Key("until", "date", "", "last day on which it holds, as 2027-03-01"),
)

CUSTOM_KEYS = (
    Key("id", "id", None, "its code, like ACME-001", required=True),
    Key("name", "name", None, "the problem in two or three words, like `raw-sql`"),
    Key("message", "text", None, "a sentence about the user's file", required=True),
    Key("help", "text", None, "what to do instead"),
    Key("paths", "globs", None, "the only paths that it judges"),
    Key("added", "pattern", None, "regular expression over added lines"),
    Key("command", "pattern", None, "regular expression over shell commands"),
    Key("path", "glob", None, "glob over changed paths"),
    Key("severity", "choice", None, "level of its findings", choices=LEVELS),
    Key("moments", "choices", None, "when it judges", choices=MOMENTS),
)

EITHER = ("added", "command", "path")
"""Exactly one of these makes a custom rule."""

TOOL_ACTIONS = ("read", "search", "list", "write", "edit", "delete", "move", "command", "nothing")
"""The first word of a row of `agents.tools`; the words behind it name fields of the tool."""

_COLLECTIONS = {"rules": dict, "commands": dict, "tools": dict}


def default(key: Key) -> Any:
    """Give a fresh default of a top-level key: lists and mappings are new ones."""
    if key.kind in _COLLECTIONS:
        return {}
    return [] if key.default == () else key.default


def nested(values: dict[str, Any]) -> dict[str, Any]:
    """Shape dotted values as the schema does, defaults filled in."""
    data: dict[str, Any] = {}
    for key in KEYS:
        section, _, name = key.name.rpartition(".")
        place = data.setdefault(section, {}) if section else data
        place[name] = values[key.name] if key.name in values else default(key)
    return data


def variable(key: Key) -> str:
    """Name the environment variable of a key: `tests.level` is `SINFONIA_TESTS_LEVEL`."""
    return "SINFONIA_" + key.name.upper().replace(".", "_")


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a configuration file."""
    from sinfonia.config import export

    return export.json_schema()
