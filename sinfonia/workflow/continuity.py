"""The continuity block (ENF-003): what an agent must still know of a session when its context is cut.

At most 200 words, one fact a line, readable by `parse`: `sinfonia resume --from-text` holds it against the files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import StepStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.workflow import Index

WORDS = 200
TITLE = "[sinfonia session]"
END = "[end of sinfonia session]"

_NOTE_WORDS = 12
_WORD = 16  # characters; what is longer than that on average is no prose
_LAST = 3  # decisions, and artifacts
# Words of the goal, entries of each list, names of remaining steps (a chain may have hundreds): the first that fits.
_BUDGETS = ((60, 3, 20), (30, 3, 20), (15, 3, 20), (15, 2, 20), (15, 1, 20), (15, 0, 10), (4, 0, 3), (1, 0, 0))
_STEP = re.compile(r"(\d{1,3}) of (\d{1,3}), (.+) \(([a-z-]+)\)")
_MORE = re.compile(r"and (\d{1,6}) more")


@dataclass(frozen=True, slots=True)
class Block:
    """What a block says: ids and names as in `workflow.md`, texts shortened; `number` and `total` count rows.

    `hidden` counts the remaining steps that are not named.
    """

    session: str
    workflow: str
    status: str
    step: str
    number: int
    total: int
    step_status: str
    goal: str = ""
    remaining: tuple[str, ...] = ()
    hidden: int = 0
    decisions: tuple[str, ...] = ()
    artifacts: tuple[str, ...] = ()


def block(repo: Repository, environ: Mapping[str, str]) -> str:
    """Write the block of the current session, "" without one; raises `SinfoniaError` for one that cannot be read."""
    from sinfonia.workflow.current import current_head

    head = current_head(repo, environ) if repo.root else None
    if head is None:
        return ""
    from sinfonia.workflow.left import left_to_do
    from sinfonia.workflow.session import load

    state = left_to_do(repo, head["session_id"])
    return written(load(repo.root, head["session_id"]).index, state.next if state else "sinfonia status")


def written(index: Index, next_command: str = "sinfonia status") -> str:
    """Write the block of a session: lines, each ended, at most 200 words in all."""
    made = of(index)
    text = ""
    for goal, last, names in _BUDGETS:
        shown = replace(
            made,
            goal=_shortened(made.goal, goal),
            remaining=made.remaining[:names],
            hidden=max(len(made.remaining) - names, 0),
            decisions=made.decisions[-last:] if last else (),
            artifacts=made.artifacts[-last:] if last else (),
        )
        text = "".join(f"{line}\n" for line in _lines(shown, next_command))
        if len(text.split()) <= WORDS:
            break
    return text


def of(index: Index) -> Block:
    """Give what a block says of a session, nothing shortened but notes."""
    row = index.current
    remaining = tuple(one.step for one in index.steps if one.status is not StepStatus.COMPLETED)
    decisions = tuple(
        _line(f"{one.decision} by {one.reviewer or 'nobody'}" + (f": {one.note}" if one.note else ""))
        for one in index.decisions
    )
    artifacts = tuple(_line(f"{one.name} ({one.status})") for one in index.artifacts)
    return Block(
        session=index.session_id,
        workflow=index.workflow_id,
        status=str(index.status),
        step=row.step,
        number=index.current_step_index,
        total=index.total_steps,
        step_status=str(row.status),
        goal=_line(index.goal),
        remaining=remaining,
        decisions=decisions[-_LAST:],
        artifacts=artifacts[-_LAST:],
    )


def parse(text: str) -> Block:
    """Read a block back, with text before and behind it; raises `SinfoniaError` saying what is missing."""
    lines = [line.strip() for line in text.split("\n")]
    if TITLE not in lines:
        raise SinfoniaError(f"there is no line `{TITLE}` in the text", hint="give the block as it was printed")
    start = len(lines) - lines[::-1].index(TITLE)  # of several the last is the newest
    facts: dict[str, str] = {}
    lists: dict[str, list[str]] = {"decisions": [], "artifacts": []}
    into = ""
    for line in lines[start:]:
        if line == END:
            break
        if line.startswith("- ") and into:
            lists[into].append(line[2:])
            continue
        key, colon, value = line.partition(":")
        into = key if key in lists else ""
        if colon and not into:
            facts.setdefault(key, value.strip())
    missing = next((key for key in ("session", "workflow", "status", "step") if not facts.get(key)), None)
    match = _STEP.fullmatch(facts.get("step", ""))
    if missing or match is None:
        raise SinfoniaError(
            f"the block has no `{missing or 'step'}` that can be read", hint="sinfonia resume prints it"
        )
    names = [name.strip() for name in facts.get("remaining", "").split(",")]
    more = _MORE.fullmatch(names[-1])
    return Block(
        session=facts["session"],
        workflow=facts["workflow"],
        status=facts["status"],
        step=match[3],
        number=int(match[1]),
        total=int(match[2]),
        step_status=match[4],
        goal=facts.get("goal", ""),
        remaining=tuple(name for name in (names[:-1] if more else names) if name and name != "none"),
        hidden=int(more[1]) if more else 0,
        decisions=tuple(lists["decisions"]),
        artifacts=tuple(lists["artifacts"]),
    )


def disagreements(text: str, index: Index) -> tuple[str, ...]:
    """List in what a block and the session's file differ; texts that were shortened are not compared.

    Raises `SinfoniaError` for a text without a block that can be read.
    """
    said, now = parse(text), of(index)
    found = [
        f"`{name}` is `{was}` in the text and `{there}` in workflow.md"
        for name, was, there in (
            ("session", said.session, now.session),
            ("workflow", said.workflow, now.workflow),
            ("status", said.status, now.status),
            ("step", f"{said.number} of {said.total}, {said.step}", f"{now.number} of {now.total}, {now.step}"),
            ("step's status", said.step_status, now.step_status),
        )
        if was != there
    ]
    named = len(said.remaining)
    if said.remaining != now.remaining[:named] or named + said.hidden != len(now.remaining):
        found.append("the remaining steps are not those of workflow.md")
    return tuple(found)


def _lines(made: Block, next_command: str) -> Iterator[str]:
    yield TITLE
    yield f"session: {made.session}"
    yield f"workflow: {made.workflow}"
    yield f"status: {made.status}"
    yield f"step: {made.number} of {made.total}, {made.step} ({made.step_status})"
    yield f"goal: {made.goal}"
    names = [*made.remaining, *([f"and {made.hidden} more"] if made.hidden else [])]
    yield f"remaining: {', '.join(names) or 'none'}"
    for title, items in (("decisions", made.decisions), ("artifacts", made.artifacts)):
        if items:
            yield f"{title}:"
            yield from (f"- {_shortened(item, _NOTE_WORDS)}" for item in items)
    yield f"next: {next_command}"
    yield END


def _line(text: str) -> str:
    """Make a text one line: a line end inside a goal or a note must not begin another fact."""
    return " ".join(text.split())


def _shortened(text: str, words: int) -> str:
    parts = text.split(" ")
    kept = text if len(parts) <= words else " ".join(parts[: max(words, 1)]) + " …"
    return kept if len(kept) <= words * _WORD else kept[: words * _WORD] + "…"
