"""GitLab CI/CD: merge requests, external pull requests, branches and tags.

Every variable: https://docs.gitlab.com/ci/variables/predefined_variables/
Pipeline sources (push, web, schedule …): https://docs.gitlab.com/ci/jobs/job_rules/
"""

from __future__ import annotations

from sinfonia.surfaces.ci_range import (
    CiRange,
    Start,
    branch_name,
    commit,
    deepen,
    is_zero,
    known,
    needed,
    remote_ref,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HOST = "GitLab"
_SETTING = 'set `GIT_DEPTH: "0"` for the job'


def find_gitlab_range(environ: Mapping[str, str]) -> CiRange:
    """Give the range of a GitLab pipeline."""
    built = commit(needed(environ, "CI_COMMIT_SHA", _HOST), "CI_COMMIT_SHA")
    if known(environ, "CI_MERGE_REQUEST_IID"):
        return _merge_request(environ, built)
    if known(environ, "CI_EXTERNAL_PULL_REQUEST_IID"):
        return _external_pull_request(environ)
    if known(environ, "CI_COMMIT_TAG"):
        return _from_default(environ, "tag", built)
    return _branch(environ, built)


def _merge_request(environ: Mapping[str, str], built: str) -> CiRange:
    """Judge the source branch: in a merged results pipeline the built commit is a merge made by GitLab.

    Only there both branch ids are set; else the base of the merge request's diff is.
    """
    name = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    target = branch_name(needed(environ, name, _HOST), name)
    source_id = known(environ, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
    target_id = known(environ, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
    diff_base = known(environ, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    head = commit(source_id, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") if source_id else built
    if target_id:
        start, base = Start.BASE, commit(target_id, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
    elif diff_base:
        start, base = Start.BASE, commit(diff_base, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    else:
        start, base = Start.BRANCH, remote_ref(target)
    return CiRange(
        _HOST,
        "merge_request",
        start,
        base=base,
        head=head,
        target=remote_ref(target),
        fetch_hint=deepen(_SETTING, target),
    )


def _external_pull_request(environ: Mapping[str, str]) -> CiRange:
    """Judge a pull request of a mirrored GitHub repository: both branch ids are given."""
    prefix = "CI_EXTERNAL_PULL_REQUEST_"
    target = branch_name(needed(environ, prefix + "TARGET_BRANCH_NAME", _HOST), prefix + "TARGET_BRANCH_NAME")
    base, head = prefix + "TARGET_BRANCH_SHA", prefix + "SOURCE_BRANCH_SHA"
    return CiRange(
        _HOST,
        "external_pull_request",
        Start.BASE,
        base=commit(needed(environ, base, _HOST), base),
        head=commit(needed(environ, head, _HOST), head),
        target=remote_ref(target),
        fetch_hint=deepen(_SETTING, target),
    )


def _branch(environ: Mapping[str, str], built: str) -> CiRange:
    """Judge from the commit before; it is all zeros for a new branch and for a manual run."""
    branch = branch_name(needed(environ, "CI_COMMIT_BRANCH", _HOST), "CI_COMMIT_BRANCH")
    default = branch_name(needed(environ, "CI_DEFAULT_BRANCH", _HOST), "CI_DEFAULT_BRANCH")
    source = known(environ, "CI_PIPELINE_SOURCE") or "branch"
    before = known(environ, "CI_COMMIT_BEFORE_SHA")
    if before and not is_zero(before):
        return CiRange(
            _HOST,
            source,
            Start.BASE,
            base=commit(before, "CI_COMMIT_BEFORE_SHA"),
            head=built,
            target=remote_ref(default),
            branch=branch,
            fetch_hint=deepen(_SETTING, default),
        )
    if branch != default:
        return _from_default(environ, source, built, branch)
    if source == "push":
        note = f"the first push of `{branch}`: every commit is judged"
        return CiRange(_HOST, source, Start.ROOT, head=built, branch=branch, notes=(note,), fetch_hint=deepen(_SETTING))
    note = f"`{branch}` is the default branch: no commit is new; `sinfonia check --all` judges every file"
    return CiRange(_HOST, source, Start.NOTHING, branch=branch, notes=(note,))


def _from_default(environ: Mapping[str, str], event: str, built: str, branch: str = "") -> CiRange:
    """Judge from where the default branch was left."""
    default = branch_name(needed(environ, "CI_DEFAULT_BRANCH", _HOST), "CI_DEFAULT_BRANCH")
    base = remote_ref(default)
    return CiRange(
        _HOST,
        event,
        Start.BRANCH,
        base=base,
        head=built,
        target=base,
        branch=branch,
        fetch_hint=deepen(_SETTING, default),
    )
