"""A persona that is right in every way, and agent files as other tools write them."""

from __future__ import annotations

PERSONA = """\
---
persona_id: scribe
name: Scribe
role: Keeps the minutes
description: Writes down what was decided, by whom and why.
persona_mode: both
version: 1.2.3
icon: 📝
capabilities:
  - minutes
  - "decisions, with reasons"
tools: [read, write]
author: The team
license: MIT OR Apache-2.0
---

# Scribe

## Identity

You are Scribe. You write down decisions.

## Comm Style

Short.

## Role Def

### Responsibilities

- Listen
- Write
* Ask

### Boundaries

- No opinion
- No secrets

## Principles

1. **Short.** One line each.
2. **True.** What was said.
3. **Soon.** The same day.

## Critical Actions

1. **ALWAYS** name who decided
2. **NEVER** add what was not said

## Task Protocol

### Accepts

- A meeting

### Produces

- Minutes

### Notes

This is no section.

### Completion Criteria

- Each decision has a name
- Each decision has a reason

## Activation Sequence

1. Greet
2. Read
3. Ask @maestro
4. Say
5. Show the menu
6. Wait
7. Act

## Menu

1. [MH] Menu
2. [WR] Write, with @sinfonia-scribe
3. [CH] Chat
4. [DA] Leave

## Rules

1. Write to `minutes/`.

## Notes

```markdown
# Identity

## Nothing that counts: <agent> TODO
```
"""

KNOWN = ("maestro", "scribe")

# Agent files in the dialects of Claude Code and OpenCode (their documentation names the keys); the texts are ours.
_CLAUDE = {
    "tools as words": "name: reviewer\ndescription: Reads changes\ntools: Read, Grep, Glob",
    "a model": "name: reviewer\ndescription: Reads changes\nmodel: sonnet",
    "a model that is handed down": "name: reviewer\ndescription: Reads changes\nmodel: inherit\ncolor: blue",
    "a quoted description": 'name: reviewer\ndescription: "Use it for: changes"',
    "a description with a colon": "name: reviewer\ndescription: Use it when: something changed",
    "a folded description": "name: reviewer\ndescription: >\n  Reads changes\n  with care",
    "a literal description": "name: reviewer\ndescription: |\n  Reads changes\n\n  with care",
    "a description on two lines": "name: reviewer\ndescription: Reads changes\n  with care",
    "tools as a list": "name: reviewer\ndescription: Reads\ntools:\n  - Read\n  - Bash",
    "examples as tags": "name: reviewer\ndescription: Use it. <example>user asks</example>",
}
_OPENCODE = {
    "a subagent": "description: Reads changes\nmode: subagent",
    "a primary one": "description: Reads changes\nmode: primary\nmodel: provider/model",
    "temperature": "description: Reads changes\nmode: subagent\ntemperature: 0.1",
    "tools as a map": "description: Reads\nmode: subagent\ntools:\n  write: false\n  edit: false",
    "permissions": "description: Reads\npermission:\n  edit: deny\n  bash:\n    git push: ask\n    '*': allow",
    "a map on one line": "description: Reads\ntools: {write: false, bash: true}",
    "a prompt file": 'description: Reads\nprompt: "{file:./prompts/review.txt}"',
    "disabled": "description: Reads\ndisable: true",
    "no frontmatter key at all": "",
    "a comment": "# written by hand\ndescription: Reads # changes",
}


def dialects() -> dict[str, bytes]:
    """Give twenty agent files that are no persona of ours."""
    texts = {f"claude, {name}": front for name, front in _CLAUDE.items()}
    texts |= {f"opencode, {name}": front for name, front in _OPENCODE.items()}
    body = "\n\nYou read changes.\n\n## When invoked\n\n1. Run `git diff`\n"
    return {name: f"---\n{front}{chr(10) if front else ''}---{body}".encode() for name, front in texts.items()}
