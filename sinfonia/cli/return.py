"""`sinfonia return`: hand the work back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import click

from sinfonia.cli.bodies import artifact_list, body, listed
from sinfonia.cli.ledger import leave_refused, need, place, told, with_writing
from sinfonia.cli.status import next_steps
from sinfonia.cli.status import situation as look
from sinfonia.errors import SinfoniaError
from sinfonia.model.handoff import HandoffStatus, HandoffType
from sinfonia.workflow.handing import hand_back
from sinfonia.workflow.work import RefusedError


@click.command(
    "return",
    epilog="""\b
Examples:
  sinfonia return --summary "Tests fail" --assessment Pass --artifact tests
  sinfonia return --status blocked --summary Stuck --assessment Open --edit""",
)
@click.option(
    "--status",
    type=click.Choice(("completed", "blocked")),
    default="completed",
    show_default=True,
    help="How it ended.",
)
@click.option("--summary", default="", metavar="TEXT", help="What was done.")
@click.option("--assessment", default="", metavar="TEXT", help="Whether it is complete, and how that is known.")
@click.option("--blocker", "blockers", multiple=True, metavar="TEXT", help="What keeps it open; may be repeated.")
@click.option("--recommend", "recommendations", multiple=True, metavar="TEXT", help="What to do next; may be repeated.")
@click.option("--artifact", "artifacts", multiple=True, metavar="PATH", help="A file that was made; may be repeated.")
@click.option("--evidence", "evidence", multiple=True, metavar="TEXT", help="What shows it; may be repeated.")
@click.option("--reply-to", default="", metavar="ID", help="The handoff that this answers.")
@click.option("--persona", default="", metavar="NAME", help="Who did it, when it is not the step's persona.")
@click.option("--file", default="", metavar="PATH", help="Read the sections from a file, `-` for standard input.")
@click.option("--edit", is_flag=True, help="Write the sections in an editor.")
@with_writing
def command(
    *, status: str, summary: str, assessment: str, blockers: tuple[str, ...], recommendations: tuple[str, ...],
    artifacts: tuple[str, ...], evidence: tuple[str, ...], reply_to: str, persona: str, file: str, edit: bool,
    session: str, no_commit: bool, dry_run: bool, format_name: str,
) -> None:  # fmt: skip
    """Hand the current step's work back, or answer a revision."""
    where = place(format_name, no_commit=no_commit, dry_run=dry_run)
    given = {
        "Artifacts": artifact_list(artifacts, where.repo.root),
        "Summary": summary,
        "Completion Assessment": assessment,
        "Blockers": listed(blockers),
        "Recommendations": listed(recommendations),
        "Evidence": listed(evidence),
    }
    texts = body(HandoffType.RETURN, given, file=file, edit=edit)
    texts["Summary"] = need(texts.get("Summary", ""), "--summary", "the summary")
    texts["Completion Assessment"] = need(texts.get("Completion Assessment", ""), "--assessment", "the assessment")
    if status == HandoffStatus.BLOCKED:
        texts["Blockers"] = need(texts.get("Blockers", ""), "--blocker", "the blocker")
    with where.work(session) as work:
        situation = work.situation()
        try:
            outcome = hand_back(
                work, situation, texts, status=HandoffStatus(status), reply_to=reply_to, persona=persona,
                orchestrator=where.orchestrator,
            )  # fmt: skip
        except RefusedError as error:
            leave_refused(where, error)
    index = outcome.index
    steps: tuple[str, ...] = ()
    if not dry_run:  # its commit may have closed a gate: what the step produces in the session's folder goes with it
        with suppress(SinfoniaError):  # the return is written: that git cannot tell more is no failure
            now = look(where.repo, index.session_id)
            outcome, steps = replace(outcome, gates=now.gates), next_steps(now)
    told(
        where,
        f"return step {index.current_step_index} `{index.current_step}` of {index.workflow} as {status}",
        outcome,
        next_steps=(*steps, "sinfonia status"),
    )
