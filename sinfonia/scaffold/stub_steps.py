"""What an agent types in each step of a workflow, written out: the stubs of every host carry the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.workflow import Gate
from sinfonia.workflow.scope import told

if TYPE_CHECKING:
    from sinfonia.model.workflow import Definition, StepDefinition

_SESSION = ".sinfonia/handoffs/SESSION"

WORDS = """\
Words in capitals are yours to fill in. `SESSION` is the id that `sinfonia status` prints first. Every command
takes `--format json`. Exit code 0 is yes, 1 is no with the reason and what to type, 2 means that it could not
tell: read the `hint:` line. Each command that changes the session commits its own files; you commit the rest.
Do not edit `workflow.md`, envelopes or records by hand, and never skip a hook.
"""

ANYTIME = """\
- `sinfonia status`: where the session stands, and what keeps the step open
- `sinfonia show`: its envelopes and artifacts
- `sinfonia resume`: after a break, what comes next
- `sinfonia return --status blocked --summary TEXT --assessment TEXT --blocker TEXT`: you cannot go on
- `sinfonia unblock -m REASON`: it can go on
"""


def workflow_steps(definition: Definition) -> str:
    """Describe all steps of a workflow."""
    total = len(definition.steps)
    return "\n".join(_step(step, number, total) for number, step in enumerate(definition.steps, 1))


def persona_steps(definition: Definition, persona: str) -> str:
    """Describe the steps of a workflow that are one persona's, "" for none."""
    total = len(definition.steps)
    own = [_step(s, n, total) for n, s in enumerate(definition.steps, 1) if s.persona == persona]
    return "\n".join(own)


def start(definition: Definition) -> str:
    """Say how a session of a workflow begins."""
    needs = "".join(f"It needs a complete `{need}` first.\n" for need in definition.needs)
    return f"{needs}```sh\nsinfonia start {definition.name} --goal TEXT\n```\n"


def _step(step: StepDefinition, number: int, total: int) -> str:
    who = f", {step.persona}" if step.persona else ""
    head = f"### Step {number} of {total}: {step.name}{who}\n\n"
    if step.gate is Gate.APPROVAL and not step.persona:
        return head + _approval(step.name)
    facts = [f"- read `{step.path}` first"] if step.path.startswith(".sinfonia/") else []
    facts += [f"- produces `{_place(path)}`" for path in step.produces if path != "{scope}"]
    facts += [f"- commits touch only {told(step.scope)}"] if set(step.scope) - {"**"} else []
    facts += [f"- check `{name}` must pass" for name in step.checks]
    facts_told = "\n".join(facts) + "\n\n" if facts else ""
    return head + facts_told + "```sh\n" + "\n".join(_commands(step)) + "\n```\n"


def _commands(step: StepDefinition) -> list[str]:
    if step.gate is Gate.NONE:
        return ["sinfonia advance"]
    artifacts = [_place(path) for path in step.produces if path != "{scope}"]
    given = " ".join(f"--artifact {path}" for path in artifacts) or "--artifact PATH"
    advance = "sinfonia advance --run-checks" if step.checks else "sinfonia advance"
    rows = ["sinfonia dispatch --task TEXT --context TEXT --print   # maestro hands the step over"]
    if any(not path.startswith(_SESSION) for path in artifacts) or not artifacts:
        rows.append("git add PATH && git commit -m MESSAGE                  # the work itself")
    rows.append(f"sinfonia return --summary TEXT --assessment TEXT {given}")
    if step.gate is Gate.APPROVAL:
        rows.append(f"# a person: sinfonia approve {step.name} -m NOTE")
    else:
        rows.append(advance)
    return rows


def _approval(name: str) -> str:
    return (
        "A person decides, in a terminal of their own. Say what there is to look at, and stop: an agent does not\n"
        "approve.\n\n"
        f"```sh\nsinfonia approve {name} -m NOTE\nsinfonia reject {name} -m NOTE\n```\n\n"
        "A rejection comes back as a revision. Answer it, then the person decides again:\n\n"
        "```sh\nsinfonia show\nsinfonia return --summary TEXT --assessment TEXT --artifact PATH\n```\n"
    )


def _place(path: str) -> str:
    return path.replace("{session}", _SESSION)
