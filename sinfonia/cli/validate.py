"""`sinfonia validate`: what is wrong with the files that Sinfonia reads."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import answer, with_format
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.rules.secrets.mask import mask_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sinfonia.model.problem import Problem
    from sinfonia.workflow.validating.judge import Judge, Judged


@click.command(
    "validate",
    epilog="""\b
Examples:
  sinfonia validate .sinfonia/agents/coda.md
  sinfonia validate --all --format json""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--all", "everything", is_flag=True, help="Every file that Sinfonia reads in this repository.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without losing anything: word_count, total_steps.")
@click.option("--dry-run", is_flag=True, help="With --fix: tell what would be mended, and write nothing.")
@with_format
def command(*, paths: tuple[str, ...], everything: bool, fix: bool, dry_run: bool, format_name: str) -> None:
    """Say what is wrong with personas, envelopes, indexes, workflow definitions, documents and configuration.

    A folder means every such file below it. The exit code is 1 where there is an error; warnings leave it 0.
    """
    from sinfonia.workflow.validating.judge import Judge
    from sinfonia.workflow.validating.judge import everything as all_files

    if not paths and not everything:
        raise SinfoniaError("nothing to validate was named", hint="sinfonia validate PATH…, or --all")
    root = _root()
    judge = Judge(root)
    named = [*_named(paths), *((path, False) for path in (all_files(root) if everything else ()))]
    judged = [one for path, asked in dict(named).items() if (one := judge.file(path, _shown(path), asked=asked))]
    mended = _mend(judged, dry_run=dry_run) if fix else []
    if mended and not dry_run:
        judged = [_again(judge, one, mended) for one in judged]
    problems = list(dict.fromkeys(problem for one in judged for problem in one.problems))
    if format_name == "json":
        _as_json(judged, problems, mended)
    else:
        _as_text(judged, problems, mended, dry_run=dry_run)
    if any(problem.severity == "error" for problem in problems):
        leave(Exit.NO)


def _named(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Give each file with whether it was asked for by name."""
    from sinfonia.workflow.validating.kinds import files_below

    for path in paths:
        if os.path.isdir(path):
            yield from ((one, False) for one in files_below(path))
        elif not os.path.lexists(path) and not path.endswith(".md"):
            raise SinfoniaError(f"there is no file `{shown(path)}`", hint="sinfonia validate --all looks for them")
        else:
            yield path, True


def _root() -> str:
    try:
        return discover().root
    except SinfoniaError:
        return ""  # outside of a repository a file can still be judged


def _shown(path: str) -> str:
    """Name a file from here where it lies below, as `/` always."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def _mend(judged: Sequence[Judged], *, dry_run: bool) -> list[str]:
    from sinfonia.workflow import files
    from sinfonia.workflow.validating.fix import fixed

    mended = []
    for one in judged:
        data = fixed(one.kind, one.data, one.path) if one.data else one.data
        if data != one.data:
            mended.append(one.path)
            if not dry_run:
                files.replace(os.path.abspath(one.path), data)
    return mended


def _again(judge: Judge, one: Judged, mended: Sequence[str]) -> Judged:
    return (judge.file(one.path, one.path, asked=True) or one) if one.path in mended else one


def _as_text(judged: Sequence[Judged], problems: Sequence[Problem], mended: Sequence[str], *, dry_run: bool) -> None:
    for problem in problems:
        click.echo(f"{shown(problem.path)}:{problem.line}: {problem.severity} {problem.code}: {_safe(problem.message)}")
        if problem.fix:
            click.echo(f"  help: {_safe(problem.fix)}")
    for path in mended:
        click.echo(f"{'would mend' if dry_run else 'mended'} {shown(path)}")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not judged:
        click.echo("no file that Sinfonia reads is there")
        return
    told = [_count(errors, "error")] * bool(errors) + [_count(warnings, "warning")] * bool(warnings)
    click.echo(f"{_count(len(judged), 'file')}: {', '.join(told) or 'nothing is wrong'}")


def _as_json(judged: Sequence[Judged], problems: Sequence[Problem], mended: Sequence[str]) -> None:
    rows = [{**asdict(problem), "message": _safe(problem.message), "fix": _safe(problem.fix)} for problem in problems]
    errors = sum(problem.severity == "error" for problem in problems)
    answer(
        {
            "files": [{"path": one.path, "kind": str(one.kind), "problems": len(one.problems)} for one in judged],
            "problems": rows,
            "mended": list(mended),
            "summary": {"files": len(judged), "errors": errors, "warnings": len(problems) - errors},
        },
        next_steps=("sinfonia validate --all --fix",) if any("--fix" in problem.fix for problem in problems) else (),
    )


def _safe(text: str) -> str:
    """Make a sentence safe to print: it quotes the file, in which somebody may have put a credential."""
    return shown(mask_line(text.encode("utf-8", "surrogateescape"))) if text else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
