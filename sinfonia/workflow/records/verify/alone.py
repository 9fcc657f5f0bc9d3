"""A repository without remotes: each session is judged by the commit before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.workflow import WorkflowStatus
from sinfonia.workflow.records.verify.candidate import open_session
from sinfonia.workflow.records.verify.history import before
from sinfonia.workflow.session import INDEX, folder_of
from sinfonia.workflow.trust.source import trust_at

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.verify.candidate import Tree


def base_before(repo: Repository, objects: ObjectReader, tip: str, session: str) -> str:
    """Give the first-parent commit before a session, "" where it began with the repository.

    Raises `SinfoniaError` for a session that no commit has, and where the repository asks for trust and nothing came
    before to read it from.
    """
    found = before(repo, tip, f"{folder_of(session)}/{INDEX}")
    if found is None:
        raise SinfoniaError(
            f"no commit has session `{session}`", hint="commit it, or name what it is judged by: --base REF"
        )
    if not found and trust_at(objects, tip).is_trusted:
        raise SinfoniaError(
            f"nothing came before session `{session}` to read trust from", hint="name the base: --base REF"
        )
    return found


def landed(tree: Tree) -> frozenset[str]:
    """Name the sessions that are over: complete, and a newer one exists."""
    times: dict[str, tuple[str, bool]] = {}
    for name in tree.sessions():
        try:
            index = open_session(tree, name).index
        except SinfoniaError:
            continue  # it is judged, and says so there
        times[name] = (index.created_at, index.status is WorkflowStatus.COMPLETE)
    newest = max((at for at, _ in times.values()), default="")
    return frozenset(name for name, (at, complete) in times.items() if complete and at < newest)
