"""GitHub Actions: the event file says what a run is about.

Variables (GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REF, GITHUB_SHA):
https://docs.github.com/en/actions/reference/workflows-and-actions/variables
What GITHUB_SHA and GITHUB_REF are for each event:
https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
Fields of the event file (pull_request.base.sha, before, after, forced, deleted, merge_group.base_sha,
repository.default_branch): https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

from sinfonia.errors import SinfoniaError
from sinfonia.surfaces.ci_range import (
    DEEPEN,
    CiRange,
    Start,
    branch_name,
    commit,
    deepen,
    is_zero,
    needed,
    remote_ref,
    shown,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HOST = "GitHub"
_SETTING = "check out with `fetch-depth: 0`"
_PULL_REQUEST = ("pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment")
_REF_ONLY = ("create", "release", "repository_dispatch", "schedule", "workflow_dispatch")


def find_github_range(environ: Mapping[str, str], read_file: Callable[[str], bytes]) -> CiRange:
    """Give the range of a GitHub event; SinfoniaError when the event is about no commits."""
    name = needed(environ, "GITHUB_EVENT_NAME", _HOST)
    if name == "delete":
        return CiRange(_HOST, name, Start.NOTHING, notes=("a ref is deleted: no commit is new",))
    if name not in (*_PULL_REQUEST, *_REF_ONLY, "push", "merge_group"):
        raise SinfoniaError(
            f"the GitHub event `{shown(name)}` is not about commits",
            hint="run it on `pull_request` and `merge_group`, or name the range: sinfonia check --from A --to B",
        )
    event = _read_event(needed(environ, "GITHUB_EVENT_PATH", _HOST), read_file)
    if name in _PULL_REQUEST:
        return _pull_request(name, event)
    if name == "push":
        return _push(environ, event)
    if name == "merge_group":
        return _merge_group(event)
    return _ref(name, environ, event)


def _pull_request(name: str, event: dict[str, object]) -> CiRange:
    """Judge the author's own head: the checkout may be a merge made by GitHub, or the base itself."""
    target = branch_name(_text(event, "pull_request", "base", "ref"), "pull_request.base.ref")
    return CiRange(
        _HOST,
        name,
        Start.BASE,
        base=commit(_text(event, "pull_request", "base", "sha"), "pull_request.base.sha"),
        head=commit(_text(event, "pull_request", "head", "sha"), "pull_request.head.sha"),
        target=remote_ref(target),
        fetch_hint=deepen(_SETTING),
    )


def _merge_group(event: dict[str, object]) -> CiRange:
    """Judge what the merge queue would add to the branch."""
    base_ref = _find(event, "merge_group", "base_ref")
    target = remote_ref(branch_name(base_ref, "merge_group.base_ref")) if isinstance(base_ref, str) else ""
    return CiRange(
        _HOST,
        "merge_group",
        Start.BASE,
        base=commit(_text(event, "merge_group", "base_sha"), "merge_group.base_sha"),
        head=commit(_text(event, "merge_group", "head_sha"), "merge_group.head_sha"),
        target=target,
        fetch_hint=deepen(_SETTING),
    )


def _push(environ: Mapping[str, str], event: dict[str, object]) -> CiRange:
    """Judge what the push adds: from `before`, or from the default branch when that says nothing."""
    ref, before, after = (_text(event, key) for key in ("ref", "before", "after"))
    if is_zero(after) or _find(event, "deleted") is True:
        return CiRange(_HOST, "push", Start.NOTHING, notes=(f"`{shown(ref)}` is deleted: no commit is new",))
    if not ref.startswith("refs/heads/"):
        # `after` is the tag object of an annotated tag; GITHUB_SHA is the commit.
        return _ref("push", environ, event)
    branch = branch_name(ref, "ref")
    default = _default_branch(event)
    head = commit(after, "after")
    if branch != default and (is_zero(before) or _find(event, "forced") is True):
        return _from_default("push", head, default, branch)
    if is_zero(before):
        note = f"the first push of `{branch}`: every commit is judged"
        return CiRange(_HOST, "push", Start.ROOT, head=head, branch=branch, notes=(note,), fetch_hint=deepen(_SETTING))
    base = commit(before, "before")
    return CiRange(
        _HOST,
        "push",
        Start.BASE,
        base=base,
        head=head,
        target=remote_ref(default),
        branch=branch,
        # After a forced push no branch reaches `before` any more: it is fetched by its id.
        fetch_hint=f"{_SETTING}, or type: {DEEPEN} {base}",
    )


def _ref(name: str, environ: Mapping[str, str], event: dict[str, object]) -> CiRange:
    """Judge what the built branch or tag has beyond the default branch."""
    ref = needed(environ, "GITHUB_REF", _HOST)
    branch = branch_name(ref, "GITHUB_REF") if ref.startswith("refs/heads/") else ""
    # GitHub runs a schedule on the default branch only, and its event file need not hold the repository.
    default = branch if name == "schedule" else _default_branch(event)
    if branch and branch == default:
        note = f"`{branch}` is the default branch: no commit is new; `sinfonia check --all` judges every file"
        return CiRange(_HOST, name, Start.NOTHING, branch=branch, notes=(note,))
    return _from_default(name, commit(needed(environ, "GITHUB_SHA", _HOST), "GITHUB_SHA"), default, branch)


def _from_default(name: str, head: str, default: str, branch: str) -> CiRange:
    """Judge from where the default branch was left."""
    base = remote_ref(branch_name(default, "repository.default_branch"))
    return CiRange(
        _HOST,
        name,
        Start.BRANCH,
        base=base,
        head=head,
        target=base,
        branch=branch,
        fetch_hint=deepen(_SETTING, default),
    )


def _read_event(path: str, read_file: Callable[[str], bytes]) -> dict[str, object]:
    """Read the event file; SinfoniaError when it is missing, unreadable or no JSON object."""
    import json

    hint = "name the range: sinfonia check --from A --to B"
    try:
        content = read_file(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        raise SinfoniaError(f"the GitHub event file cannot be read: {shown(path)}", hint=hint) from error
    try:
        event: object = json.loads(content)
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad JSON, absurd nesting
        raise SinfoniaError(f"the GitHub event file is not JSON: {shown(path)}", hint=hint) from error
    if not isinstance(event, dict):
        raise SinfoniaError(f"the GitHub event file holds no object: {shown(path)}", hint=hint)
    return event


def _find(event: dict[str, object], *keys: str) -> object:
    """Follow keys into the event; None where one is absent."""
    value: object = event
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(event: dict[str, object], *keys: str) -> str:
    """Give a text field of the event; SinfoniaError when it is absent or something else."""
    value = _find(event, *keys)
    if not isinstance(value, str):
        raise SinfoniaError(
            f"the GitHub event has no `{'.'.join(keys)}`", hint="name the range: sinfonia check --from A --to B"
        )
    return value


def _default_branch(event: dict[str, object]) -> str:
    return branch_name(_text(event, "repository", "default_branch"), "repository.default_branch")
