"""`sinfonia check`: the engine for people, runners and CI."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sinfonia.checking import print_report
from sinfonia.cli import leave
from sinfonia.cli.options import answer, as_json, with_color, with_config, words
from sinfonia.cli.progress import Progress
from sinfonia.errors import ConfigError, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.reporters import REPORTERS
from sinfonia.surfaces.options import Options

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.model.finding import Report


@click.command(
    "check",
    epilog="""\b
Examples:
  sinfonia check                                # what is staged
  sinfonia check --from origin/main --to HEAD   # what a branch brings""",
)
@click.option("--staged", is_flag=True, help="Judge what is staged.")
@click.option("--commit", "revision", metavar="REV", help="Judge one commit.")
@click.option("--from", "base", metavar="A", help="Judge every commit of A..B and their net change.")
@click.option("--to", "head", metavar="B", help="The end of the range (default: HEAD).")
@click.option("--all", "everything", is_flag=True, help="Judge every tracked file, without the rules about a change.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: codes, names or prefixes.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(REPORTERS)),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option("--output", metavar="FILE", help="Write the report to FILE (`-` is standard output).")
@click.option("--show-config", is_flag=True, help="Print each setting and where it came from.")
@with_config
@with_color
def command(
    *,
    staged: bool,
    revision: str | None,
    base: str | None,
    head: str | None,
    everything: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_name: str,
    output: str | None,
    show_config: bool,
    config: str | None,
    color: str,
) -> None:
    """Judge a change by the rules of this repository.

    Without arguments: the range that CI names in its variables, else what is staged. Exit code 0: nothing
    refuses; 1: refused; 2: could not tell.
    """
    for name, value in (("--commit", revision), ("--from", base), ("--to", head)):
        if value == "":  # a variable that CI left unset must not turn a range into an empty check that passes
            raise SinfoniaError(f"`{name}` is empty", hint="name a revision, or leave the option out")
    asked = [staged, revision is not None, base is not None or head is not None, everything]
    if sum(asked) > 1:
        raise SinfoniaError(
            "--staged, --commit, --from/--to and --all exclude each other", hint="sinfonia check --help"
        )
    repo = discover()
    options = Options("people", select=words(select), ignore=words(ignore), config=config)
    try:
        if show_config:
            _show_config(repo, options, format_name)
            return
        if revision:
            from sinfonia.surfaces.judging import judge_commit

            report = judge_commit(repo, os.environ, options, revision)
        elif base or head:
            report = _range(repo, options, base, head or "HEAD")
        elif everything:
            from sinfonia.surfaces.judging import judge_tree

            report = judge_tree(repo, os.environ, options)
        elif staged:
            report = _staged(repo, options)
        else:
            report = _by_environment(repo, options)
    except ConfigError as error:
        from sinfonia.surfaces.judging import unreadable

        report = unreadable(error, "commit")
    print_report(report, format_name, output, color)
    from sinfonia.surfaces.judging import exit_code

    leave(exit_code(report))


def _staged(repo: Repository, options: Options) -> Report:
    from sinfonia.git.changes import staged
    from sinfonia.surfaces.git_hook import merge_heads
    from sinfonia.surfaces.judging import judge_staged
    from sinfonia.surfaces.setup import at_hand

    setup = at_hand(repo, os.environ, options)
    return judge_staged(setup, staged(repo, setup.objects), merging=merge_heads(repo))


def _range(repo: Repository, options: Options, base: str | None, head: str) -> Report:
    from sinfonia.surfaces.ci_review import Review
    from sinfonia.surfaces.judging import judge_range

    start = base or _protected(repo, options)
    with Progress() as progress:
        review = Review(os.environ, tell=progress.say)
        return judge_range(repo, os.environ, options, start, head, review=review, progress=progress)


def _protected(repo: Repository, options: Options) -> str:
    from sinfonia.surfaces.branch import protected_base
    from sinfonia.surfaces.setup import at_hand

    setup = at_hand(repo, os.environ, options)
    base = protected_base(repo, setup.objects, setup.policy.data.get("base"))
    if base is None:
        raise SinfoniaError(
            "no base is known for this range", hint="name it: --from REVISION, or `base:` in the configuration"
        )
    return base


def _by_environment(repo: Repository, options: Options) -> Report:
    """Judge the range that CI names, else what is staged."""
    from sinfonia.surfaces.ci_environment import find_range

    named = find_range(os.environ, _read_file)
    if named is None:
        return _staged(repo, options)
    from sinfonia.surfaces.ci import judge_ci
    from sinfonia.surfaces.ci_review import Review

    with Progress() as progress:
        review = Review(os.environ, tell=progress.say, host=True)
        return judge_ci(repo, os.environ, options, named, review=review, progress=progress)


def _read_file(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _show_config(repo: Repository, options: Options, format_name: str) -> None:
    from sinfonia.config import describe, load
    from sinfonia.surfaces.setup import is_ci

    loaded = load(
        repo.root,
        git_dir=repo.common_dir,
        environ=os.environ,
        door="people",
        config=options.config,
        ci=is_ci(os.environ),
    )
    if format_name == "json":
        settings = [{"key": key, "value": value, "origin": origin} for key, value, origin in describe(loaded)]
        answer({"settings": settings}, diagnostics=loaded.notes)
        return
    rows = [(key, shown(as_json(value, ascii_only=False)), shown(origin)) for key, value, origin in describe(loaded)]
    wide = max(len(key) for key, _, _ in rows)
    wider = min(max(len(value) for _, value, _ in rows), 30)
    for key, value, origin in rows:
        click.echo(f"{key:<{wide}}  {value:<{wider}}  # {origin}")
    for note in loaded.notes:
        click.echo(f"sinfonia: {note}", err=True)
