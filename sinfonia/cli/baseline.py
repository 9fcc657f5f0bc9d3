"""`sinfonia baseline`: an old repository adopts Sinfonia."""

from __future__ import annotations

import os
from contextlib import suppress
from shlex import quote
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import answer, with_config, with_format
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.suppress.baseline import Baseline, new_salt, read, write
from sinfonia.surfaces.events import tree_event
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.setup import at_hand

if TYPE_CHECKING:
    from sinfonia.model.finding import Finding
    from sinfonia.surfaces.setup import Setup


@click.command(
    "baseline",
    epilog="""\b
Examples:
  sinfonia baseline           # accept today's findings in every tracked file
  sinfonia baseline --audit   # list what is accepted, and what is gone
  sinfonia baseline --import .secrets.baseline""",
)
@click.option("--audit", is_flag=True, help="List entries, and say which answer no finding any more.")
@click.option("--prune", is_flag=True, help="Remove entries that answer no finding any more.")
@click.option(
    "--import",
    "foreign",
    metavar="FILE",
    help="Accept what another scanner did: a gitleaks report (JSON), a .gitleaksignore, a detect-secrets baseline.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@with_format
@with_config
def command(
    *, audit: bool, prune: bool, foreign: str | None, dry_run: bool, format_name: str, config: str | None
) -> None:
    """Accept the findings of every tracked file, for every rule: only new ones count from now on.

    The file holds keyed digests, no line of your code and no secret. Accepting a secret does not revoke it.
    With --audit the exit code is 1 when an entry answers no finding any more, or a finding has no entry.
    """
    if audit + prune + (foreign is not None) > 1:
        raise SinfoniaError("--audit, --prune and --import exclude each other", hint="sinfonia baseline --help")
    repo = discover()
    if not repo.root:
        raise SinfoniaError("this repository is bare: it has no file to keep a baseline in", hint="make it in a clone")
    setup = at_hand(repo, os.environ, Options("people", config=config))
    name = str(setup.policy.data.get("baseline") or "")
    if not name:
        raise SinfoniaError("the configuration names no baseline file", hint="baseline: .sinfonia/baseline.json")
    path = os.path.join(repo.root, name)
    data = setup.file(name)
    old = read(data, name) if data is not None else Baseline(new_salt())
    if foreign is not None:
        from sinfonia.cli.baseline_import import bring_in

        bring_in(setup, foreign, name, old, dry_run=dry_run, format_name=format_name)
        return
    found, _ = findings_of(setup)
    known = [finding for finding in found if old.reason(finding) is not None]
    stale = old.stale()
    if audit:
        _audit(old, known, found, format_name)
        return
    kept = known if prune else found
    if not dry_run:
        write_file(path, name, write(old.salt, kept))
    steps = () if dry_run else (f"git add {quote(name)}",)
    if format_name == "json":
        answer(
            {"baseline": name, "accepted": len(kept), "removed": len(stale), "written": not dry_run}, next_steps=steps
        )
        return
    verb = "would hold" if dry_run else "holds"
    click.echo(
        f"{name} {verb} {counted(len(kept), 'finding')}; {counted(len(stale), 'old entry', 'old entries')} removed"
    )
    for step in steps:
        click.echo(f"commit it: {step}")


def findings_of(setup: Setup) -> tuple[list[Finding], frozenset[str]]:
    """Judge every tracked file as if there were no baseline; gives what a baseline may accept, and all paths."""
    from sinfonia.engine import Judge
    from sinfonia.surfaces.setup import today

    judge = Judge(setup.policy, setup.rules, today=today(), tree=True)
    event, _ = tree_event(setup.repo, setup.objects)
    judge.add(event)
    report = judge.report("commit")
    acceptable = {rule.code for rule in setup.rules if "approval" not in rule.waived_by and (rule.judge or rule.read)}
    paths = frozenset(change.path for change in event.changes)
    return [finding for finding in report.findings if finding.code in acceptable], paths


def _audit(old: Baseline, known: list[Finding], found: list[Finding], format_name: str) -> None:
    stale = {entry.fingerprint for entry in old.stale()}
    fresh = len(found) - len(known)
    steps = ("sinfonia baseline --prune",) * bool(stale) + ("sinfonia check --all",) * bool(fresh)
    if format_name == "json":
        rows = [{"code": e.code, "path": e.path, "stale": e.fingerprint in stale} for e in old.entries]
        answer({"entries": rows, "stale": len(stale), "new": fresh}, next_steps=steps)
    else:
        for entry in old.entries:
            click.echo(f"{entry.code}  {'stale' if entry.fingerprint in stale else 'met  '}  {shown(entry.path)}")
        entries = counted(len(old.entries), "entry", "entries")
        click.echo(f"{entries}, {len(stale)} stale; {counted(fresh, 'finding')} not accepted")
        for step in steps:
            click.echo(f"next: {step}")
    leave(Exit.NO if stale or fresh else Exit.YES)


def write_file(path: str, name: str, data: bytes) -> None:
    """Write the baseline, all of it or nothing; raises `SinfoniaError`."""
    scratch = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(scratch, "wb") as file:
            file.write(data)
        os.replace(scratch, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(scratch)
        raise SinfoniaError(f"cannot write `{name}`: {(error.strerror or '').lower()}") from None


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"
