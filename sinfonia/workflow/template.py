"""The start of a new workflow: two steps and an approval, valid as they are."""

from __future__ import annotations

WORKFLOW = """\
---
name: {name}
description: What comes out of it, in one sentence.
persona: {persona}
---

# {name}

Say what is there at the end that was not there before, and who needs it.

1. prepare: what is known and what is to be done
2. work: the thing itself
3. approval: a person decides
"""

PREPARE = """\
---
produces: ["{{session}}/notes.md"]
gate: return
---

# Prepare

## Objective

Know enough to begin: what is asked, what is there, how one will see that it is done.

## Actions

1. Read the goal: `sinfonia status`.
2. Write down what is to be done, each point with how it will be checked.

## Output

`.sinfonia/handoffs/<session>/notes.md`

## Done when

- Each point can be checked.

```console
sinfonia return --summary TEXT --assessment TEXT --artifact .sinfonia/handoffs/<session>/notes.md
sinfonia advance
```
"""

WORK = """\
---
scope: ["**"]
produces: ["{{scope}}"]
gate: return
---

# Work

## Objective

The thing itself, as the notes say.

## Actions

1. Do one point after the other; show each to work before the next.
2. Commit what belongs together.

## Output

Commits.

## Done when

- Each point of the notes is done and checked.

```console
sinfonia return --summary TEXT --assessment TEXT --artifact PATH
sinfonia advance
```
"""

APPROVE = """\
---
gate: approval
---

# Approval

## Objective

A person decides whether this is what was asked for.

## Done when

A person has typed `sinfonia approve -m NOTE` or `sinfonia reject -m NOTE`.
"""


def workflow(name: str, persona: str) -> dict[str, bytes]:
    """Write the files of a new workflow, by their paths in its folder."""
    texts = {
        "workflow.md": WORKFLOW.format(name=name, persona=persona),
        "steps/step-01-prepare.md": PREPARE.format(),
        "steps/step-02-work.md": WORK.format(),
        "steps/step-03-approval.md": APPROVE.format(),
    }
    return {path: text.encode("utf-8") for path, text in texts.items()}
