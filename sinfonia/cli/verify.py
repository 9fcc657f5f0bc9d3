"""`sinfonia verify`: every closed gate and every record, offline."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import answer as print_json
from sinfonia.cli.options import with_format
from sinfonia.cli.screen import table
from sinfonia.errors import SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover, shown
from sinfonia.reporters.escape import unicode_only

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.verify.candidate import Tree
    from sinfonia.workflow.records.verify.report import Answer, Finding, RowAnswer, SessionAnswer


@click.command(
    "verify",
    epilog="""\b
Examples:
  sinfonia verify                                # what this branch decided
  sinfonia verify --complete --require-trust     # for CI
  sinfonia verify --base origin/main --all""",
)
@click.option("--base", metavar="REF", help="Read trust from REF, and judge what is new since.")
@click.option("--session", "wanted", metavar="ID", multiple=True, help="Judge this session.")
@click.option("--all", "everything", is_flag=True, help="Judge every session, also those that the base has.")
@click.option("--complete", is_flag=True, help="Ask too whether each workflow is complete.")
@click.option("--require-trust", is_flag=True, help="Refuse where the base does not ask for trusted decisions.")
@click.option("--working-tree", is_flag=True, help="Judge the index and the session folders on disk, not HEAD.")
@with_format
def command(
    *,
    base: str | None,
    wanted: tuple[str, ...],
    everything: bool,
    complete: bool,
    require_trust: bool,
    working_tree: bool,
    format_name: str,
) -> None:
    """Check that every closed gate was closed rightly, from records, files and history alone.

    Trust is read from the protected base, never from this branch. Exit code 0: met; 1: not met, or tampered
    with; 2: could not tell. Without --session and --all: the sessions that this branch changes.
    """
    if base == "" or "" in wanted:
        raise SinfoniaError("`--base` or `--session` is empty", hint="name it, or leave the option out")
    if wanted and everything:
        raise SinfoniaError("--session and --all exclude each other", hint="sinfonia verify --help")
    repo = discover()
    objects = ObjectReader(repo)
    try:
        from sinfonia.workflow.records.verify.candidate import at_commit, at_hand

        tree = at_hand(repo, objects) if working_tree else at_commit(repo, objects, repo.resolve("HEAD"))
        found = _verify(repo, objects, tree, base or "", wanted, everything=everything, flags=(complete, require_trust))
    finally:
        objects.close()
    if format_name == "json":
        _print_json(found)
    else:
        _print_text(found)
    leave(found.exit_code)


def _verify(
    repo: Repository,
    objects: ObjectReader,
    tree: Tree,
    named: str,
    wanted: tuple[str, ...],
    *,
    everything: bool,
    flags: tuple[bool, bool],
) -> Answer:
    from sinfonia.surfaces.trust_base import trust_base
    from sinfonia.workflow.records.grammar import PATHS
    from sinfonia.workflow.records.verify.run import verify

    every = tuple(name for name in tree.sessions() if name != PATHS)
    base = trust_base(repo, objects, os.environ, wanted=named)
    complete, require_trust = flags
    if base is not None:
        sessions = wanted or (every if everything else None)
        return verify(repo, objects, tree, base, sessions=sessions, complete=complete, require_trust=require_trust)
    if repo.git("remote").strip():
        raise SinfoniaError(
            "no protected base is known here", hint="name it: --base REF, or `base:` in the configuration"
        )
    return _alone(repo, objects, tree, wanted or every, complete=complete, require_trust=require_trust)


def _alone(
    repo: Repository,
    objects: ObjectReader,
    tree: Tree,
    sessions: tuple[str, ...],
    *,
    complete: bool,
    require_trust: bool,
) -> Answer:
    """Judge each session by the commit before it: there is no remote, and no other branch to go by."""
    from sinfonia.workflow.records.verify.alone import base_before, landed
    from sinfonia.workflow.records.verify.report import Answer
    from sinfonia.workflow.records.verify.run import verify

    tip = tree.commit or repo.resolve("HEAD")
    past = landed(tree)
    whole = Answer("local", "", tree.commit, (), ())
    for name in sessions:
        base = base_before(repo, objects, tip, name)
        one = verify(
            repo, objects, tree, base, sessions=(name,), complete=complete, require_trust=require_trust, landed=past
        )
        findings = tuple(dict.fromkeys((*whole.findings, *one.findings)))
        whole = replace(one, sessions=(*whole.sessions, *one.sessions), findings=findings)
    return whole


def _print_json(found: Answer) -> None:
    steps = tuple(dict.fromkeys(one.command for one in found.findings if one.command and str(one.weight) != "note"))
    print_json(
        {
            "verdict": found.verdict,
            "mode": found.mode,
            "base": found.base or None,
            "candidate": found.candidate or None,
            "sessions": [_session(one) for one in found.sessions],
            "findings": [{key: unicode_only(value) for key, value in one.row().items()} for one in found.findings],
        },
        next_steps=tuple(map(unicode_only, steps)),
    )


def _session(one: SessionAnswer) -> dict[str, object]:
    return {
        "id": one.id,
        "workflow": one.workflow,
        "status": one.status,
        "records": one.records,
        "steps": [
            {
                "step": row.step,
                "gate": row.gate,
                "closed": row.closed,
                "met": row.met,
                "needed": row.needed,
                "approved_by": list(row.approved_by),
                "waived": list(row.waived),
            }
            for row in one.rows
        ],
    }


def _print_text(found: Answer) -> None:
    for one in found.sessions:
        click.echo(f"{one.workflow or '?'}  {one.id}  {one.status or 'cannot be read'}")
        rows = [(f"{_mark(row)} {number:>2}", row.step, _told(row)) for number, row in enumerate(one.rows, 1)]
        for line in table(rows) if rows else ():
            click.echo(line)
        click.echo("")
    for finding in sorted(found.findings, key=lambda one: _ORDER.index(str(one.weight))):
        _print_finding(finding)
    base = found.base[:12] or "nothing"
    sessions = f"{len(found.sessions)} session{'' if len(found.sessions) == 1 else 's'}"
    click.echo(f"{_WORDS[found.verdict]}: {sessions}, {found.mode} mode, trust from {base}")


def _print_finding(one: Finding) -> None:
    word = {"note": "note", "unknown": "unknown"}.get(str(one.weight), "error")
    click.echo(f"{word}[{one.code}]: {shown(one.message)}")
    if one.record:
        click.echo(f"  = record: {one.record[:12]}")
    if one.command:
        click.echo(f"  = try: {shown(one.command)}")


def _mark(row: RowAnswer) -> str:
    if not row.closed:
        return "·"
    return "✓" if row.met else "✗"


def _told(row: RowAnswer) -> str:
    if row.waived:
        return f"waived: {', '.join(row.waived)}"
    if row.needed:
        return f"{len(row.approved_by)} of {row.needed} approvals" + (
            f": {', '.join(row.approved_by)}" if row.approved_by else ""
        )
    return f"gate {row.gate}" if row.closed else "open"


_ORDER = ("tampered", "unmet", "unknown", "note")
_WORDS = {"met": "met", "unmet": "not met", "tampered": "tampered with", "unknown": "could not tell"}
