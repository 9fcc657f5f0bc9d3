"""Stubs for OpenCode and Claude Code: an agent per persona, a command and a skill per workflow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold import stub_steps
from sinfonia.scaffold.init_files import Kind, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sinfonia.model.workflow import Definition
    from sinfonia.persona.document import Persona

PREFIX = "sinfonia-"


@dataclass(frozen=True, slots=True)
class Host:
    """Where a host looks for its agents, commands and skills: folders from the root."""

    agents: str
    commands: str
    skills: str


# https://opencode.ai/docs/agents, /commands, /skills
# https://code.claude.com/docs/en/sub-agents, /slash-commands, /skills
HOSTS = {
    "opencode": Host(".opencode/agent", ".opencode/command", ".opencode/skills"),
    "claude-code": Host(".claude/agents", ".claude/commands", ".claude/skills"),
}
_CLAUDE_TOOLS = {"read": "Read, Grep, Glob", "write": "Write", "edit": "Edit", "shell": "Bash"}
_OPENCODE_TOOLS = {"write": "write", "edit": "edit", "shell": "bash"}


def stubs(
    name: str, personas: Sequence[Persona], workflows: Sequence[Definition], orchestrator: str
) -> tuple[Wanted, ...]:
    """Give the stubs of one host; none for a host that has no such files."""
    host = HOSTS.get(name)
    if host is None:
        return ()
    return tuple(
        Wanted(path, text.encode(), Kind.DERIVED)
        for path, text in (
            *_agents(name, host, personas, workflows, orchestrator),
            *_workflows(name, host, workflows, orchestrator),
        )
    )


def _agents(
    name: str, host: Host, personas: Sequence[Persona], workflows: Sequence[Definition], orchestrator: str
) -> Iterator[tuple[str, str]]:
    for persona in personas:
        leads = persona.id == orchestrator
        front = _claude_front(persona) if name == "claude-code" else _opencode_front(persona, leads=leads)
        yield f"{host.agents}/{PREFIX}{persona.id}.md", _document(front, _agent_body(persona, workflows, leads=leads))


def _agent_body(persona: Persona, workflows: Sequence[Definition], *, leads: bool) -> str:
    parts = [persona.body + "\n", "## Commands\n", stub_steps.WORDS]
    parts.append(stub_steps.ANYTIME)
    for definition in workflows:
        steps = stub_steps.persona_steps(definition, persona.id)
        if leads:
            parts += [f"### Workflow {definition.name}\n", f"{definition.description}\n", stub_steps.start(definition)]
            rows = ", ".join(f"{step.name} ({step.persona or 'a person'})" for step in definition.steps)
            parts.append(f"Steps: {rows}. Skill `{PREFIX}{definition.name}` has the commands of each.\n")
        elif steps:
            parts += [f"## Steps of {definition.name}\n", steps]
    if leads:
        parts += ["### Every step\n", _every_step()]
    return "\n".join(parts)


def _every_step() -> str:
    return (
        "Hand the step to the agent of its persona, `sinfonia-PERSONA`; give it what `--print` prints.\n\n"
        "```sh\nsinfonia status\nsinfonia dispatch --task TEXT --context TEXT --print\n"
        "sinfonia return --summary TEXT --assessment TEXT --artifact PATH\nsinfonia advance\n```\n\n"
        "At an approval, tell the person what to type (`sinfonia approve STEP -m NOTE`) and stop.\n"
    )


def _workflows(name: str, host: Host, workflows: Sequence[Definition], orchestrator: str) -> Iterator[tuple[str, str]]:
    for definition in workflows:
        title = f"{PREFIX}{definition.name}"
        about = definition.description.rstrip(".") or f"The workflow {definition.name}"
        front = {"description": about}
        front |= {"argument-hint": "[goal]"} if name == "claude-code" else {"agent": PREFIX + orchestrator}
        body = (
            f"Start the workflow `{definition.name}` for this goal: $ARGUMENTS\n\n{stub_steps.start(definition)}\n"
            "Quote the goal for the shell. Then go step by step, by the skill\n"
            f"`{title}`, until a step waits for a person.\n"
        )
        yield f"{host.commands}/{title}.md", _document(front, body)
        skill = {"name": title, "description": f"{about}. Use it for a session of {definition.name}: every command."}
        text = (
            f"# {definition.name}\n\n{about}.\n\n## Begin\n\n{stub_steps.start(definition)}\n{stub_steps.WORDS}\n"
            f"## Steps\n\n{stub_steps.workflow_steps(definition)}\n## At any time\n\n{stub_steps.ANYTIME}"
        )
        yield f"{host.skills}/{title}/SKILL.md", _document(skill, text)
    front = {"description": "Continue the current Sinfonia session after a break"}
    front |= {} if name == "claude-code" else {"agent": PREFIX + orchestrator}
    body = "Find out where the work stands, and go on.\n\n```sh\nsinfonia resume\nsinfonia status\n```\n"
    yield f"{host.commands}/{PREFIX}resume.md", _document(front, body)


def _claude_front(persona: Persona) -> dict[str, object]:
    tools = ", ".join(_CLAUDE_TOOLS[tool] for tool in _CLAUDE_TOOLS if tool in persona.tools)
    return {
        "name": PREFIX + persona.id,
        "description": f"{persona.role.rstrip('.')}. {persona.description}",
        "tools": tools,
    }


def _opencode_front(persona: Persona, *, leads: bool) -> dict[str, object]:
    mode = "primary" if leads else "subagent"
    tools = {theirs: ours in persona.tools for ours, theirs in _OPENCODE_TOOLS.items()}
    return {"description": f"{persona.role.rstrip('.')}. {persona.description}", "mode": mode, "tools": tools}


def _document(front: Mapping[str, object], body: str) -> str:
    """Write frontmatter (strings in JSON's quotes, which are YAML's) and text."""
    rows = []
    for key, value in front.items():
        if isinstance(value, dict):
            rows += [f"{key}:", *(f"  {name}: {json.dumps(flag)}" for name, flag in value.items())]
        else:
            rows.append(
                f"{key}: {value if key in {'mode', 'name', 'agent'} else json.dumps(value, ensure_ascii=False)}"
            )
    return "\n".join(("---", *rows, "---", "", body.rstrip("\n"))) + "\n"
