"""`sinfonia approve --path`: a decision about files, without a session."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sinfonia.cli.interrupted import settle
from sinfonia.cli.ledger import confirm, refuse_agents
from sinfonia.cli.options import as_json
from sinfonia.errors import SinfoniaError
from sinfonia.git.cut_history import refuse_missing
from sinfonia.git.objects import ObjectReader
from sinfonia.surfaces.branch import protected_base
from sinfonia.workflow.commit import Committed, Left
from sinfonia.workflow.deciding import NO_REPO
from sinfonia.workflow.path_records import decide_paths
from sinfonia.workflow.records.contributors import contributors

if TYPE_CHECKING:
    from sinfonia.cli.ledger import Place
    from sinfonia.workflow.deciding import Decision


def run_paths(where: Place, paths: tuple[str, ...], decision: Decision, *, step: str, yes: bool) -> None:
    """Record a decision on files as HEAD has them, and tell what was done; raises `SinfoniaError`."""
    from sinfonia.surfaces.state_judge import judge

    verb = str(decision.word)
    if step:
        raise SinfoniaError(
            "a step and --path are two decisions", hint=f"sinfonia {verb} {step}, then sinfonia {verb} --path …"
        )
    refuse_agents(verb)
    settle(where)
    repo = where.repo
    here = os.path.relpath(os.getcwd(), repo.root).replace(os.sep, "/")
    named = tuple(
        os.path.normpath(os.path.join("" if here == "." else here, path)).replace(os.sep, "/") for path in paths
    )
    outside = next((path for path in named if path.startswith("../") or os.path.isabs(path)), None)
    if outside:
        raise SinfoniaError(f"`{outside}` is outside the repository", hint="name a file of this repository")
    objects = ObjectReader(repo)
    try:
        data = where.loaded.policy.data
        base = protected_base(repo, objects, data.get("base") or None) or ""
        refuse_missing(repo, base)
        filled = replace(
            decision,
            repo=str(data.get("project_id") or NO_REPO),
            base=base,
            contributors=contributors(repo, base, "HEAD"),
        )
        if where.loaded.policy.section("approvals").get("mode") == "trusted":
            from sinfonia.surfaces.trust_base import required_base
            from sinfonia.workflow.trust.deciding import trusted_paths

            filled = trusted_paths(repo, os.environ, named, filled, required_base(repo, os.environ))
        confirm(where, f"{verb} {', '.join(named)}?", yes=yes)
        made, written, commit = decide_paths(
            repo, os.environ, objects, named, filled, settings=where.settings, judge=judge(repo, os.environ)
        )
    finally:
        objects.close()
    if where.as_json:
        document = {
            "version": 1, "verdict": "done", "dry_run": where.settings.dry_run, "paths": list(named),
            "record": {"ref": made.ref, "id": made.oid}, "written": list(written),
            "commit": commit.oid if isinstance(commit, Committed) else None,
            "next_steps": ["sinfonia verify"], "diagnostics": [],
        }  # fmt: skip
        click.echo(as_json(document, indent=2))
        return
    click.echo(("would " if where.settings.dry_run else "") + f"{verb} {', '.join(named)}\n")
    click.echo(f"  record  {made.ref.removeprefix('refs/tags/')}")
    for path in written:
        click.echo(f"  write   {path}")
    match commit:
        case Committed(oid, subject):
            click.echo(f"  commit  {oid[:7]}  {subject}")
        case Left(why, command):
            click.echo(f"  {why}, so the files are left to you:\n    {command}")
        case None:
            pass
