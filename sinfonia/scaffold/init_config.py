"""The text of `.sinfonia/config.yaml`, and what else `init` gives a project at its birth."""

from __future__ import annotations

import json
import secrets

from sinfonia.model.dataclass import dataclass

STRICTNESS = {"beginner": "high", "intermediate": "medium", "expert": "low"}
"""Skill level -> strictness: who begins is told more."""

ATTRIBUTES = ".sinfonia/handoffs/** -text linguist-generated"
"""Digests are of blobs: no line end may change on the way to a working tree."""

IGNORED = (".sinfonia/**/*.bak", ".sinfonia/**/.sinfonia-*.tmp")
SIGNERS = """\
# Who may sign approvals, in the form of ssh-keygen(1), ALLOWED SIGNERS. It is generated from `policy.yaml`:
# sinfonia trust init
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the wizard asks."""

    project_name: str
    user_name: str = ""
    skill_level: str = "intermediate"


def config_text(answers: Answers, *, since: str = "", project_id: str = "") -> str:
    """Write the configuration; `since` is the newest commit of an old repository."""
    identity = project_id or new_project_id()
    lines = [
        "# What Sinfonia enforces here; `sinfonia check --show-config` prints every value and where it came from.",
        'version: "0.1"',
        f'project_id: "{identity}"',
        f"project_name: {_quoted(answers.project_name)}",
        f"user_name: {_quoted(answers.user_name)}",
        f"skill_level: {answers.skill_level}",
        "default_orchestrator: maestro",
        f"enforcement_strictness: {STRICTNESS[answers.skill_level]}",
    ]
    if since:
        lines += [
            "# Commits up to this one came before Sinfonia: a range judges none of them alone.",
            f'since: "{since}"',
        ]
    return "\n".join(lines) + "\n"


def new_project_id() -> str:
    """Give a random identity: approvals of one project do not count in another."""
    return secrets.token_hex(16)


def _quoted(text: str) -> str:
    """Quote a text for YAML: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
