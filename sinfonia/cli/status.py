"""`sinfonia status`: where am I, what is next, what blocks, who can unblock it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.cli.ledger import gate_lines, gate_row, place
from sinfonia.cli.options import as_json, with_format
from sinfonia.cli.screen import WIDTH, cut, table
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.workflow import StepStatus, WorkflowStatus
from sinfonia.reporters.excerpt import columns
from sinfonia.workflow.advice import answer_to, next_for
from sinfonia.workflow.records import ledger
from sinfonia.workflow.session import current, ids, load, refuse_damaged
from sinfonia.workflow.situation import survey
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.git.repo import Repository
    from sinfonia.model.workflow import Index, StepRow
    from sinfonia.workflow.session import Session
    from sinfonia.workflow.situation import Requirement, Situation

_RECENT = 20  # sessions that are looked at for the last one
MARKS = {
    StepStatus.PENDING: " ",
    StepStatus.IN_PROGRESS: "▶",
    StepStatus.COMPLETED: "✓",
    StepStatus.BLOCKED: "■",
    StepStatus.FAILED: "✗",
}


@click.command(
    "status",
    epilog="""\b
Examples:
  sinfonia status
  sinfonia status s-20261121-091200 --format json""",
)
@click.argument("session", default="", required=False)
@click.option("--session", "named", default="", metavar="ID", help="The session, when it is not this branch's own.")
@with_format
def command(*, session: str, named: str, format_name: str) -> None:
    """Tell where a session stands, what comes next, what blocks it and who can unblock it."""
    where = place(format_name)
    wanted = session or named
    identity = current(where.repo, os.environ, wanted)
    if identity is None:
        refuse_damaged(where.repo)
        _nothing(where.repo, as_json_document=where.as_json)
        return
    found = situation(where.repo, identity)
    if asked := where.requirement(found):  # trusted mode may want other approvals than the definition
        found = situation(where.repo, identity, asked)
    if where.as_json:
        click.echo(as_json(document(found), indent=2))
        return
    for line in screen(found):
        click.echo(line)


def situation(repo: Repository, session: str, asked: Requirement | None = None) -> Situation:
    """Read a session and say where it stands; `asked` overrides the definition's approvals; raises `SinfoniaError`."""
    opened = load(repo.root, session)
    entries = ledger.read(repo.root, opened.folder)
    source = WorkingTree(repo.root)
    return survey(repo, opened, source, entries, requirement=asked, complete=lambda: _complete(repo, opened))


def _complete(repo: Repository, opened: Session) -> frozenset[str]:
    from sinfonia.workflow.work import complete_workflows  # what writes is not loaded to look

    return complete_workflows(repo.root, opened)


def screen(found: Situation) -> list[str]:
    """Give the screen, 80 columns where the names allow it."""
    index = found.session.index
    place_of = f"step {index.current_step_index} of {index.total_steps}"
    head = f"{index.workflow_id}  {index.session_id}  {index.status}  {place_of}"
    lines = []
    if columns(head) > WIDTH:  # a chain of many workflows has a line of its own
        lines.append(index.workflow_id)
        head = f"{index.session_id}  {index.status}  {place_of}"
    branch = shown(index.branch)
    lines += [head + (" " * max(WIDTH - columns(head + branch), 2) + branch if branch else ""), ""]
    if index.goal:
        lines += [cut(shown(index.goal.split("\n", 1)[0]), WIDTH), ""]
    rows = []
    for number, row in enumerate(index.steps, 1):
        mark = "▶" if number == index.current_step_index and row.status is StepStatus.PENDING else MARKS[row.status]
        rows.append((f"{mark} {number:>2}", *_cells(row), _about(row)))
    return [*lines, *table(rows), "", *_open(found)]


def document(found: Situation) -> dict[str, object]:
    """Give the same for JSON."""
    index = found.session.index
    return {
        "version": 1,
        "session": index.session_id,
        "workflow": index.workflow_id,
        "status": str(index.status),
        "goal": index.goal,
        "branch": index.branch,
        "revision": index.revision,
        "current_step": index.current_step,
        "current_step_index": index.current_step_index,
        "total_steps": index.total_steps,
        "attempt": found.attempt,
        "steps": [
            {
                "step": row.step,
                "persona": row.persona or None,
                "status": str(row.status),
                "gate": str(step.gate),
                "started_at": row.started_at or None,
                "completed_at": row.completed_at or None,
                "notes": row.notes,
            }
            for row, step in zip(index.steps, found.steps, strict=True)
        ],
        "open_gates": [gate_row(gate) for gate in (*found.dependencies, *found.gates)],
        "next_steps": list(next_steps(found)),
        "diagnostics": [],
    }


def next_steps(found: Situation) -> tuple[str, ...]:
    """Say what to type next."""
    index = found.session.index
    if index.status is WorkflowStatus.COMPLETE:
        return ("sinfonia verify --complete",)
    if found.revision and found.revision.envelope:
        return (answer_to(found.revision.envelope.handoff_id),)
    if index.status in {WorkflowStatus.BLOCKED, WorkflowStatus.FAILED}:
        return ("sinfonia retry",) if index.status is WorkflowStatus.FAILED else ("sinfonia unblock",)
    row = index.current
    if row.status is StepStatus.IN_PROGRESS:
        if not found.gates:
            return ("sinfonia advance",)
        commands = tuple(dict.fromkeys(gate.command for gate in found.gates if gate.command))
        return commands or ("sinfonia advance, once that is done",)
    return (next_for(row, found.facts(index.updated_at)),)


def _open(found: Situation) -> list[str]:
    index, row = found.session.index, found.session.index.current
    if index.status is WorkflowStatus.COMPLETE:
        return ["every step is completed", *(f"next: {step}" for step in next_steps(found))]
    lines = []
    if index.status in {WorkflowStatus.BLOCKED, WorkflowStatus.FAILED}:
        why = _note(row) or _last_reason(index) or "no reason is noted"
        first, *more = why.split("\n")
        lines += [f"{index.status}: {shown(first)}", *(f"  {shown(line)}".rstrip() for line in more)]
    if found.dependencies:
        lines += ["before it can be dispatched", *gate_lines(found.dependencies)]
    if row.status is StepStatus.IN_PROGRESS:
        lines.append(f"to close step {index.current_step_index}")
        if found.returned and found.returned.envelope and not any(gate.name == "return" for gate in found.gates):
            lines.append(f"  ✓ return envelope {found.returned.name[:3]} is valid")
        lines += [f"  ✓ {entry.record.reviewer} approved it" for entry in found.standing.approved]
        lines += [
            f"  ✗ {entry.record.reviewer} approved another `{path}`    git diff {entry.record.commit[:7]} -- {path}"
            for entry, path in found.standing.stale
        ]
        lines += gate_lines(found.gates)
    return [*lines, *(f"next: {step}" for step in next_steps(found))]


def _cells(row: StepRow) -> tuple[str, str, str]:
    return row.step, row.persona or "-", str(row.status)


def _about(row: StepRow) -> str:
    if row.notes:
        return shown(_note(row).split("\n", 1)[0])
    if row.status is StepStatus.IN_PROGRESS and row.started_at:
        return f"since {row.started_at[11:16]}"
    return row.completed_at[11:16] if row.completed_at else ""


def _note(row: StepRow) -> str:
    """Give a row's note without the status that stands beside it."""
    return row.notes.removeprefix(f"{row.status}: ")


def _last_reason(index: Index) -> str:
    return next((row.note for row in reversed(index.decisions) if row.note), "")


def _nothing(repo: Repository, *, as_json_document: bool) -> None:
    known = ids(repo.root)
    last = _last(repo, known[-_RECENT:])
    steps = ("sinfonia start WORKFLOW --goal TEXT",) + (("sinfonia list",) if known else ())
    if last and last.status is WorkflowStatus.FAILED:
        steps = (f"sinfonia retry --session {last.session_id}", *steps)
    if as_json_document:
        empty = {"version": 1, "session": None, "steps": [], "open_gates": [], "next_steps": list(steps)}
        click.echo(as_json({**empty, "diagnostics": []}, indent=2))
        return
    click.echo("no session is active on this branch")
    if last:
        click.echo(f"the last one: {last.workflow_id}  {last.session_id}  {last.status}")
    for step in steps:
        click.echo(f"next: {step}")


def _last(repo: Repository, names: Sequence[str]) -> Index | None:
    """Give the session that was worked on last, of those that can be read."""
    found = []
    for name in names:
        try:
            found.append(load(repo.root, name).index)
        except SinfoniaError:
            continue  # `sinfonia list` names it
    return max(found, key=lambda index: index.updated_at, default=None)
