"""What the commands of the ledger share: their options, how they open a session, how they tell what they did."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from sinfonia.cli import leave
from sinfonia.cli.failure import failure
from sinfonia.cli.options import as_json, with_format
from sinfonia.config import load
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.model.dataclass import dataclass
from sinfonia.surfaces.actor import actor_from
from sinfonia.workflow.session import required
from sinfonia.workflow.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sinfonia.config import Loaded
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.requests import OpenGate
    from sinfonia.workflow.situation import Requirement, Situation
    from sinfonia.workflow.work import Outcome, RefusedError, Work

F = TypeVar("F", bound="Callable[..., object]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works: the repository, its configuration, and how it writes."""

    repo: Repository
    loaded: Loaded
    settings: Settings
    as_json: bool

    @property
    def orchestrator(self) -> str:
        """Give the persona that leads."""
        return str(self.loaded.policy.data.get("default_orchestrator") or "maestro")

    def requirement(self, situation: Situation) -> Requirement | None:
        """Give what trusted mode asks for the current row, None in local mode; raises `SinfoniaError`."""
        if self.loaded.policy.section("approvals").get("mode") != "trusted":
            return None
        from sinfonia.surfaces.trust_base import required_base
        from sinfonia.workflow.trust.deciding import requirement_of

        start = situation.session.index.base_commit
        return requirement_of(self.repo, situation, required_base(self.repo, os.environ, before=lambda: start))

    def work(self, session: str) -> Work:
        """Give the session to be opened, the current one without a name; raises `SinfoniaError`."""
        from sinfonia.cli.interrupted import settle
        from sinfonia.surfaces.state_judge import judge
        from sinfonia.workflow.work import Work

        settle(self)
        identity = required(self.repo, os.environ, session)

        return Work(self.repo, os.environ, identity, self.settings, judge(self.repo, os.environ))


def with_session(function: F) -> F:
    """Add `--session`."""
    return click.option("--session", default="", metavar="ID", help="The session, when it is not this branch's own.")(
        function
    )


def with_writing(function: F) -> F:
    """Add what every command takes that changes a session's state."""
    return with_format(with_session(_with_choices(function)))


def with_change(function: F) -> F:
    """Add what every command takes that writes, without a session to name."""
    return with_format(_with_choices(function))


def _with_choices(function: F) -> F:
    function = click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")(function)
    return click.option("--no-commit", is_flag=True, help="Write the files and leave them uncommitted.")(function)


def place(format_name: str = "text", *, no_commit: bool = False, dry_run: bool = False) -> Place:
    """Find where a command works; raises `SinfoniaError`."""
    repo = discover()
    if not repo.root:
        raise SinfoniaError("a bare repository has no working tree for a session", hint="work in a clone of it")
    loaded = load(repo.root, git_dir=repo.common_dir, environ=os.environ, door="people")
    section = loaded.policy.section("workflow")
    from sinfonia.cli.interrupted import request_key

    settings = Settings(
        commit=bool(section.get("commit", True)) and not no_commit,
        subject=str(section.get("commit_subject") or Settings().subject),
        dry_run=dry_run,
        key=request_key(),
    )
    return Place(_read_only(repo) if dry_run else repo, loaded, settings, format_name == "json")


def _read_only(repo: Repository) -> Repository:
    """Give the repository for a dry run: the objects of a record that is only told go away with the command."""
    from tempfile import TemporaryDirectory

    from sinfonia.git.quarantine import quarantined

    folder = click.get_current_context().with_resource(TemporaryDirectory(prefix="sinfonia-"))
    return quarantined(repo, folder)


def refuse_agents(verb: str) -> None:
    """Refuse a decision in an agent's environment: people close human gates."""
    if actor_from(os.environ) == "agent":
        raise SinfoniaError(
            f"an agent does not {verb}",
            hint=f"a person types it in a terminal of their own: sinfonia {verb} …",
            exit_code=Exit.NO,
        )


def confirm(where: Place, question: str, *, yes: bool, about: Sequence[str] = ()) -> bool:
    """Show what it is about and ask, on a terminal; elsewhere the command itself is the answer, and False is given."""
    if yes or where.as_json or where.settings.dry_run or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    for line in about:
        click.echo(f"  {line}".rstrip())
    click.confirm(question, abort=True)
    return True


def need(value: str, flag: str, what: str) -> str:
    """Give a text, asked for on a terminal when it is missing; raises `SinfoniaError` naming the flag elsewhere."""
    if value.strip():
        return value
    if not sys.stdin.isatty():
        raise SinfoniaError(f"{what} is missing", hint=f"add {flag} TEXT")
    answer: str = click.prompt(what[0].upper() + what[1:])
    return answer


def leave_refused(where: Place, error: RefusedError) -> NoReturn:
    """Tell what the machine refused, with every open gate, and end the command with exit code 1."""
    if where.as_json:
        document = {
            "version": 1,
            "verdict": "refused",
            "reason": error.message,
            **failure(error.message, error.hint, Exit.NO),
            "open_gates": [gate_row(gate) for gate in error.gates],
            "next_steps": [error.hint] if error.hint else [gate.command for gate in error.gates if gate.command],
            "diagnostics": [],
        }
        click.echo(as_json(document, indent=2))
    click.echo(f"no: {shown(error.message)}", err=True)
    for line in gate_lines(error.gates):
        click.echo(line, err=True)
    if error.hint:
        click.echo(f" hint: {error.hint}", err=True)
    leave(Exit.NO)


def told(
    where: Place, title: str, outcome: Outcome, *, next_steps: Sequence[str] = (), lines: Iterable[str] = ()
) -> None:
    """Tell what was done: each file, the commit, what stays open, what to type next."""
    from sinfonia.workflow.commit import Committed, Left

    if where.as_json:
        click.echo(as_json(_document(outcome, next_steps, dry_run=where.settings.dry_run), indent=2))
        return
    click.echo(("would " if where.settings.dry_run else "") + title + "\n")
    for line in lines:
        click.echo(f"  {line}".rstrip())
    if outcome.record:
        signed = "signed" if b"-----BEGIN " in outcome.record.data else "not signed"
        if outcome.self_approved:
            signed += ", self-approved"
        name = outcome.record.ref.removeprefix("refs/tags/") or outcome.record.oid[:12]
        click.echo(f"  record  {name}  ({signed})")
    for path in outcome.written:
        click.echo(f"  write   {path}")
    match outcome.commit:
        case Committed(oid, subject):
            click.echo(f"  commit  {oid[:7]}  {subject}")
        case Left(why, command):
            click.echo(f"  {why}, so the files are left to you:\n    {command}")
        case None:
            pass
    if outcome.gates:
        click.echo("\nstill open")
        for line in gate_lines(outcome.gates):
            click.echo(line)
    for step in next_steps:
        click.echo(f"next: {step}")


def gate_lines(gates: Sequence[OpenGate]) -> list[str]:
    """Give open gates as lines; a command follows on its own where they do not fit in 80 columns, and is told once."""
    lines = []
    for at, gate in enumerate(gates):
        text = f"  ✗ {shown(gate.why)}"
        again = at + 1 < len(gates) and gates[at + 1].command == gate.command
        if not gate.command:
            lines.append(text + (f"  ({gate.who})" if gate.who else ""))
        elif again:
            lines.append(text)
        elif len(text) + len(gate.command) + 4 <= 80:
            lines.append(f"{text}    {gate.command}")
        else:
            lines += [text, f"      {gate.command}"]
    return lines


def gate_row(gate: OpenGate) -> dict[str, str]:
    """Give one open gate for JSON."""
    return {"name": gate.name, "why": gate.why, "command": gate.command, "who": gate.who}


def _document(outcome: Outcome, next_steps: Sequence[str], *, dry_run: bool) -> dict[str, object]:
    from sinfonia.workflow.commit import Committed, Left

    index = outcome.index
    commit = outcome.commit
    return {
        "version": 1,
        "verdict": "done",
        "dry_run": dry_run,
        "session": index.session_id,
        "workflow": index.workflow_id,
        "status": str(index.status),
        "current_step": index.current_step,
        "current_step_index": index.current_step_index,
        "total_steps": index.total_steps,
        "revision": index.revision,
        "written": list(outcome.written),
        "commit": commit.oid if isinstance(commit, Committed) else None,
        "record": {"ref": outcome.record.ref, "id": outcome.record.oid} if outcome.record else None,
        "open_gates": [gate_row(gate) for gate in outcome.gates],
        "next_steps": list(next_steps),
        "diagnostics": [{"code": "not-committed", "message": commit.why, "fix": commit.command}]
        if isinstance(commit, Left)
        else [],
    }
