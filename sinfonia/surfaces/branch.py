"""Where a branch began, and what it has changed since."""

from __future__ import annotations

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git.changes import merge_base, net
from sinfonia.git.head import current_branch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Change

_DEFAULTS = ("main", "master")


def base_commit(repo: Repository, objects: ObjectReader, configured: str | None) -> str | None:
    """Find the commit from which work on this branch is counted; None when nothing says so.

    First of: the configured base (its remote-tracking branch before the local one), the upstream when it is
    another branch, the remote's default branch, the upstream. A branch's own copy on the remote comes last:
    what has been pushed is still work of this branch.
    """
    here = current_branch(repo)
    names: list[str] = []
    if configured:
        names += [f"refs/remotes/origin/{configured}", configured]
    upstream = _upstream(repo, here)
    if upstream and not upstream.endswith("/" + here):
        names.append(upstream)
    names += ["refs/remotes/origin/HEAD", *(f"refs/remotes/origin/{name}" for name in _DEFAULTS)]
    if upstream:
        names.append(upstream)
    for name in names:
        oid = commit_id(objects, name)
        if oid is not None:
            return oid
    return None


def protected_base(repo: Repository, objects: ObjectReader, configured: str | None) -> str | None:
    """Find the tip that a range is judged against when nobody names one: as `base_commit`, then local branches."""
    found = base_commit(repo, objects, configured)
    if found is None:
        here = current_branch(repo)
        found = next(
            (oid for name in _DEFAULTS if name != here and (oid := commit_id(objects, f"refs/heads/{name}"))), None
        )
    return found


def branch_changes(repo: Repository, objects: ObjectReader, configured: str | None) -> tuple[Change, ...]:
    """List what HEAD has changed since its base, without text; nothing when there is no base or no HEAD.

    The work of the branch's session counts from where the session began, also where that is before the base.
    """
    head = commit_id(objects, "HEAD")
    if head is None:
        return ()
    try:
        start = _start(repo, objects, base_commit(repo, objects, configured), head)
        return net(repo, objects, start, head) if start and start != head else ()
    except GitError:
        return ()  # no common history: the change is judged alone, which is the strict answer


def _start(repo: Repository, objects: ObjectReader, base: str | None, head: str) -> str | None:
    """Find the commit (or the empty tree) from which this branch's work counts."""
    began = _session_start(repo, objects)
    if began is None:
        return merge_base(repo, base, head) if base and base != head else None
    if began == repo.empty_tree():
        return began
    began = merge_base(repo, began, head)
    return merge_base(repo, base, began) if base else began


def _session_start(repo: Repository, objects: ObjectReader) -> str | None:
    """Find the commit on which the branch's current session began, the empty tree for one older than any commit.

    No variable names the session here: what stands in front of `git commit` does not widen what counts.
    """
    from sinfonia.surfaces.setup import has_sessions

    if not has_sessions(repo.root):
        return None
    from sinfonia.workflow.current import current_head

    session = current_head(repo, {})
    if session is None:
        return None
    began = session.get("base_commit", "")
    if began:
        return commit_id(objects, began)
    code, printed, _ = repo.try_git("rev-list", "--max-parents=0", "HEAD")
    roots = [] if code else printed.decode("ascii").split()
    index = f".sinfonia/handoffs/{session['session_id']}/workflow.md"
    if any(not repo.try_git("cat-file", "-e", f"{root}:{index}")[0] for root in roots):
        return repo.empty_tree()
    return None


def commit_id(objects: ObjectReader, name: str) -> str | None:
    """Give the id of the commit that a revision names, through the running object reader; None if there is none."""
    try:
        kind, data = objects.read_object(name + "^{commit}")
    except NotJudgedError:
        return None
    if kind != "commit" or not data.startswith(b"tree "):
        return None
    return objects.last_id


def _upstream(repo: Repository, branch: str) -> str | None:
    """Read `branch.NAME.remote` and `.merge`; None unless they name a remote-tracking branch."""
    if not branch:
        return None
    code, printed, _ = repo.try_git("config", "-z", "--get-regexp", r"^branch\..*\.(remote|merge)$")
    if code:
        return None
    found = dict(
        entry.split("\n", 1) for entry in printed.decode("utf-8", "surrogateescape").split("\0") if "\n" in entry
    )
    remote, merge = found.get(f"branch.{branch}.remote"), found.get(f"branch.{branch}.merge", "")
    if not remote or not merge.startswith("refs/heads/"):
        return None
    short = merge.removeprefix("refs/heads/")
    return f"refs/heads/{short}" if remote == "." else f"refs/remotes/{remote}/{short}"
