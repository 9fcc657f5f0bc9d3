"""The range that a CI host names, judged."""

from __future__ import annotations

from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.changes import merge_base
from sinfonia.git.head import current_branch
from sinfonia.model.finding import Report
from sinfonia.surfaces.branch import protected_base
from sinfonia.surfaces.ci_range import Start
from sinfonia.surfaces.judging import judge_range, quiet
from sinfonia.surfaces.setup import at_hand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.surfaces.ci_range import CiRange
    from sinfonia.surfaces.ci_review import Review
    from sinfonia.surfaces.judging import Progress
    from sinfonia.surfaces.options import Options


def judge_ci(
    repo: Repository,
    environ: Mapping[str, str],
    options: Options,
    named: CiRange,
    *,
    review: Review | None = None,
    progress: Progress = quiet,
) -> Report:
    """Judge what the host asks for; raises `SinfoniaError`, with the host's own way to fetch what is missing."""
    if named.start == Start.NOTHING:
        return Report("range", notes=named.notes)
    try:
        head = repo.resolve(named.head)
        base = _base(repo, environ, options, named, head)
    except GitError as error:
        raise SinfoniaError(error.message, hint=named.fetch_hint or error.hint) from None
    # The base may be an old commit that the author chose; the tip of the target branch is not.
    target = named.target if named.target and repo.knows(named.target) else None
    report = judge_range(repo, environ, options, base, head, policy_from=target, review=review, progress=progress)
    report.notes = (*named.notes, *report.notes)
    return report


def _base(repo: Repository, environ: Mapping[str, str], options: Options, named: CiRange, head: str) -> str:
    if named.start == Start.ROOT:
        return repo.empty_tree()
    if named.start == Start.BASE:
        base = repo.resolve(named.base)
        merge_base(repo, base, head)  # a clone that is too shallow says so here, with the command to type
        return base
    if named.start == Start.BRANCH:
        return merge_base(repo, repo.resolve(named.base), head)
    setup = at_hand(repo, environ, options)
    base = protected_base(repo, setup.objects, setup.policy.data.get("base")) or ""
    on_it = base == head or (named.branch or current_branch(repo)) == setup.policy.data.get("base")
    if not base or on_it:
        raise SinfoniaError(
            "nothing tells which commits are new here", hint="name them: sinfonia check --from A --to B"
        )
    return merge_base(repo, base, head)
