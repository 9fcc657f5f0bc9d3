"""`sinfonia resume`: continue after a break."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import click

from sinfonia.cli import leave
from sinfonia.cli.failure import failure
from sinfonia.cli.ledger import place, told, with_writing
from sinfonia.cli.options import as_json
from sinfonia.cli.status import document, screen, situation
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.git.repo import shown
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.repair import repair
from sinfonia.workflow.session import active, current, load, required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sinfonia.cli.ledger import Place
    from sinfonia.git.repo import Repository


@click.command(
    "resume",
    epilog="""\b
Examples:
  sinfonia resume
  sinfonia context | sinfonia resume --from-text -""",
)
@click.option(
    "--from-text", "text", default="", metavar="FILE", help="Compare a continuity block, `-` for standard input."
)
@click.option("--repair", "mend", is_flag=True, help="Rebuild a damaged or missing workflow.md.")
@click.option("--here", is_flag=True, help="Move the session to the branch that is checked out.")
@with_writing
def command(
    *, text: str, mend: bool, here: bool, session: str, no_commit: bool, dry_run: bool, format_name: str
) -> None:
    """Tell where the work is and what comes next, from workflow.md alone."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    repo = where.repo
    if here:
        identity = _movable(repo, session)
    elif text or mend:
        identity = session or _named(repo)
    else:
        identity = required(repo, os.environ, session)
    if mend and _rebuild(repo, identity, dry_run=dry_run):
        return
    if here and load(repo.root, identity).index.branch != current_branch(repo):
        _move(where, identity)
        return
    if text:
        identity = _agreeing(where, identity, text, named=bool(session))
    found = situation(repo, identity)
    if where.as_json:
        click.echo(as_json(document(found), indent=2))
        return
    for line in screen(found):
        click.echo(line)


def _rebuild(repo: Repository, identity: str, *, dry_run: bool) -> bool:
    """Rebuild a session's index and tell it; True where nothing was written, and nothing is there to look at."""
    mended = repair(repo, identity, dry_run=dry_run)
    done = "would rebuild" if dry_run else "rebuilt"
    click.echo(f"{done} {identity}: step {mended.index.current_step_index} `{mended.index.current_step}`", err=True)
    if mended.copy:
        kept = "would be kept" if dry_run else "is kept"
        click.echo(f"  the damaged file {kept}: {mended.copy}", err=True)
    for line in mended.unknown:
        click.echo(f"  not known: {shown(line)}", err=True)
    return dry_run


def _move(where: Place, identity: str) -> None:
    branch = current_branch(where.repo)
    with where.work(identity) as work:
        index = replace(work.session.index, branch=branch)
        outcome = work.note(index, f"move {index.workflow_id} to this branch")
    told(where, f"move {identity} to branch {branch or 'none'}", outcome, next_steps=("sinfonia status",))


def _agreeing(where: Place, identity: str, file: str, *, named: bool) -> str:
    """Give the session of a continuity block; ends the command where it says other than `workflow.md`."""
    from sinfonia.workflow.continuity import disagreements, parse

    words = (sys.stdin.buffer.read() if file == "-" else _file(file)).decode("utf-8", "replace")
    said = parse(words)
    if not named and said.session:
        identity = said.session
    wrong = [shown(line) for line in disagreements(words, load(where.repo.root, identity).index)]
    if wrong:
        _leave_disagreeing(where, wrong)
    return identity


def _leave_disagreeing(where: Place, wrong: Sequence[str]) -> NoReturn:
    hint = "workflow.md counts: sinfonia resume"
    if where.as_json:
        told_wrong = [{"code": "disagrees", "message": line, "fix": "sinfonia resume"} for line in wrong]
        answer = {"version": 1, **failure("the text disagrees with workflow.md", hint, Exit.NO)}
        click.echo(as_json({**answer, "next_steps": ["sinfonia resume"], "diagnostics": told_wrong}, indent=2))
    for line in wrong:
        click.echo(f"no: {line}", err=True)
    click.echo(f" hint: {hint}", err=True)
    leave(Exit.NO)


def _movable(repo: Repository, session: str) -> str:
    """Give the session that `--here` means: the current one, or the only active one wherever it is."""
    found = current(repo, os.environ, session)
    if found:
        return found
    elsewhere = active(repo)
    if len(elsewhere) > 1:
        raise SinfoniaError(
            f"{len(elsewhere)} sessions are active on other branches",
            hint=f"name one: sinfonia resume --here --session {elsewhere[0]} (or {', '.join(elsewhere[1:4])})",
        )
    return elsewhere[0] if elsewhere else required(repo, os.environ)


def _named(repo: Repository) -> str:
    """Give the session to look at where its own file may not be readable: the current one, or the newest there is."""
    found = current(repo, os.environ)
    if found:
        return found
    top = os.path.join(repo.root, HANDOFFS)
    names = sorted(os.listdir(top)) if os.path.isdir(top) else []
    if not names:
        raise SinfoniaError("there is no session", hint="sinfonia start WORKFLOW --goal TEXT")
    return names[-1]


def _file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SinfoniaError(f"cannot read `{shown(path)}`: {(error.strerror or '').lower()}") from None
