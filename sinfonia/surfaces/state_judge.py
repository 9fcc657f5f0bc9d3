"""The engine's judgement of a state commit, which is made without git's hooks: the tree against HEAD, in process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import ConfigError, Exit, SinfoniaError
from sinfonia.git.changes import differing
from sinfonia.git.head import head_commit
from sinfonia.git.message import parse
from sinfonia.model.event import Event
from sinfonia.surfaces.actor import actor_from
from sinfonia.surfaces.branch import commit_id
from sinfonia.surfaces.events import files_of, message_event
from sinfonia.surfaces.judging import refuse_unread, unreadable
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.session_facts import of_tree
from sinfonia.surfaces.setup import at_hand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.finding import Report


def judge(repo: Repository, environ: Mapping[str, str]) -> Callable[[str, str], None]:
    """Give what judges a commit that is about to be made, by the ids of its tree and by its message.

    It raises `SinfoniaError` (exit code 1) with every finding, and for a policy that cannot be read (exit code 2).
    """

    def refuse(tree: str, message: str) -> None:
        report = judged(repo, environ, tree, message)
        if report.verdict == "passed":
            return
        from sinfonia.reporters import render

        lines = render(report, "concise").rstrip("\n")
        code = Exit.NO if report.verdict == "refused" else Exit.COULD_NOT_TELL
        raise SinfoniaError(
            f"the commit of the state is refused\n{lines}",
            hint="nothing was changed: mend what is named and type the command again",
            exit_code=code,
        )

    return refuse


def judged(repo: Repository, environ: Mapping[str, str], tree: str, message: str) -> Report:
    """Judge the tree of a commit against HEAD, and its message; raises `GitError`."""
    try:
        setup = at_hand(repo, environ, Options())
    except ConfigError as error:
        return unreadable(error, "commit")
    objects = setup.objects
    try:
        before = commit_id(objects, "HEAD") or head_commit(repo) or repo.empty_tree()
        reading = differing(repo, objects, before, tree)
        said = parse(message.rstrip("\n"))
        actor = actor_from(environ)
        changes = tuple(reading.listing.changes)
        judge = setup.judge()
        judge.add(
            Event(
                "commit",
                changes,
                texts=reading.texts,
                message=said,
                before=files_of(objects, before),
                actor=actor,
                workflow=of_tree(setup, before, tree, changes),
            )
        )
        refuse_unread(judge, reading)
        judge.add(message_event(said, actor=actor))
        return judge.report("commit", setup.notes)
    finally:
        objects.close()
