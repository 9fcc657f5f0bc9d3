"""What a persona needs to begin a step: printed by `dispatch --print` for an agent that has nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.workflow.artifacts import SCOPE
from sinfonia.workflow.scope import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.workflow.situation import Situation


def delegation(situation: Situation, texts: Mapping[str, str]) -> str:
    """Write the step's text, the task, what it produces, where it may write, and how to hand it back."""
    index, step = situation.session.index, situation.step
    number = f"step {index.current_step_index} of {index.total_steps}"
    parts = [
        f"You are {step.persona}. Session {index.session_id}, workflow {index.workflow_id}, {number}: {step.name}.",
        f"Goal: {index.goal}",
        f"Task: {texts.get('Task', '')}",
        f"Context: {texts.get('Context', '')}",
    ]
    parts += [f"{title}:\n{texts[title]}" for title in ("Constraints", "Artifacts") if texts.get(title)]
    produces = [pattern.replace("{session}", situation.session.folder) for pattern in step.produces if pattern != SCOPE]
    if produces:
        parts.append("Produce: " + ", ".join(produces))
    if step.scope:
        parts.append("Change only: " + told(step.scope))
    if step.body:
        base = index.base_commit[:12]
        named = step.body.replace("<session>", index.session_id)
        parts.append(named.replace("<base>", base) if base else named)
    parts.append(
        "When it is done:\n"
        "  sinfonia return --summary TEXT --assessment TEXT --artifact PATH\n"
        "When it cannot be done:\n"
        "  sinfonia return --status blocked --summary TEXT --assessment TEXT --blocker TEXT"
    )
    return "\n\n".join(parts)
