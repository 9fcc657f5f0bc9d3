"""`sinfonia dispatch`: hand the current step to its persona."""

from __future__ import annotations

import click

from sinfonia.cli.bodies import artifact_list, body, listed
from sinfonia.cli.ledger import leave_refused, need, place, told, with_writing
from sinfonia.model.handoff import HandoffType
from sinfonia.workflow.advice import RETURN
from sinfonia.workflow.handing import dispatch, refuse_dispatch
from sinfonia.workflow.work import RefusedError


@click.command(
    "dispatch",
    epilog="""\b
Examples:
  sinfonia dispatch --task "Write failing tests" --context "See the story"
  sinfonia dispatch --file task.md --constraint "no new dependency" --print""",
)
@click.option("--task", default="", metavar="TEXT", help="What is to be done.")
@click.option("--context", default="", metavar="TEXT", help="What must be known for it.")
@click.option("--constraint", "constraints", multiple=True, metavar="TEXT", help="What must hold; may be repeated.")
@click.option("--artifact", "artifacts", multiple=True, metavar="PATH", help="A file to work from; may be repeated.")
@click.option("--file", default="", metavar="PATH", help="Read the sections from a file, `-` for standard input.")
@click.option("--edit", is_flag=True, help="Write the sections in an editor.")
@click.option("--print", "print_it", is_flag=True, help="Print what the persona needs to begin.")
@with_writing
def command(
    *, task: str, context: str, constraints: tuple[str, ...], artifacts: tuple[str, ...], file: str, edit: bool,
    print_it: bool, session: str, no_commit: bool, dry_run: bool, format_name: str,
) -> None:  # fmt: skip
    """Hand the current step to its persona."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    given = {
        "Artifacts": artifact_list(artifacts, where.repo.root),
        "Task": task,
        "Context": context,
        "Constraints": listed(constraints),
    }
    with where.work(session) as work:
        situation = work.situation()
        try:
            refuse_dispatch(work, situation)
            texts = body(HandoffType.DISPATCH, given, file=file, edit=edit)
            texts["Task"] = need(texts.get("Task", ""), "--task", "the task")
            texts["Context"] = need(texts.get("Context", ""), "--context", "the context")
            outcome = dispatch(work, situation, texts, orchestrator=where.orchestrator)
        except RefusedError as error:
            leave_refused(where, error)
    index = outcome.index
    title = f"dispatch step {index.current_step_index} `{index.current_step}` of {index.workflow}"
    told(
        where,
        f"{title} to {index.current.persona}",
        outcome,
        next_steps=(f"{RETURN} --artifact PATH",),
    )
    if print_it and not where.as_json:
        from sinfonia.cli.delegation import delegation

        click.echo("\n" + delegation(situation, texts))
