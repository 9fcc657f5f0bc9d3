"""`sinfonia resume`: continue after a break."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.ledger import place, told, with_writing
from sinfonia.cli.options import as_json
from sinfonia.cli.status import document, screen, situation
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.git.repo import shown
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.repair import repair
from sinfonia.workflow.session import current, load, required

if TYPE_CHECKING:
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
    identity = required(repo, os.environ, session) if session or not (text or mend) else _named(repo)
    if mend:
        mended = repair(repo, identity)
        click.echo(
            f"rebuilt {identity}: step {mended.index.current_step_index} `{mended.index.current_step}`", err=True
        )
        if mended.copy:
            click.echo(f"  the damaged file is kept: {mended.copy}", err=True)
        for line in mended.unknown:
            click.echo(f"  not known: {shown(line)}", err=True)
    if here:
        with where.work(session) as work:
            index = replace(work.session.index, branch=current_branch(repo))
            outcome = work.note(index, f"move {index.workflow_id} to this branch")
        told(where, f"move {identity} to branch {index.branch or 'none'}", outcome, next_steps=("sinfonia status",))
        return
    if text:
        from sinfonia.workflow.continuity import disagreements, parse

        given = sys.stdin.buffer.read() if text == "-" else _file(text)
        words = given.decode("utf-8", "replace")
        said = parse(words)
        if not session and said.session:
            identity = said.session
        wrong = disagreements(words, load(repo.root, identity).index)
        if wrong:
            for line in wrong:
                click.echo(f"no: {shown(line)}", err=True)
            click.echo(" hint: workflow.md counts: sinfonia resume", err=True)
            leave(Exit.NO)
    found = situation(repo, identity)
    if where.as_json:
        click.echo(as_json(document(found), indent=2))
        return
    for line in screen(found):
        click.echo(line)


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
