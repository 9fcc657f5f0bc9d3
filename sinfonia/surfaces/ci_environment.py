"""Find the commits that a CI run is about, from its environment.

One module per host; each names the documentation of what it reads. pre-commit's own two variables come
first: whoever runs `pre-commit run --from-ref A --to-ref B` in CI has chosen already.
https://pre-commit.com/#pre-push
"""

from __future__ import annotations

from sinfonia.surfaces.ci_range import DEEPEN, CiRange, Start, is_zero, known, needed, revision

__all__ = ["CiRange", "Start", "find_range"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def find_range(environ: Mapping[str, str], read_file: Callable[[str], bytes]) -> CiRange | None:
    """Give the range that the environment names, None where no CI is recognised.

    `read_file` gives a file's bytes or raises OSError; only GitHub needs it. Raises SinfoniaError when a
    host is recognised and does not say enough.
    """
    found: CiRange | None = None
    if known(environ, "PRE_COMMIT_FROM_REF") or known(environ, "PRE_COMMIT_TO_REF"):
        found = _pre_commit(environ)
    elif known(environ, "GITHUB_ACTIONS") == "true":
        from sinfonia.surfaces.ci_github import find_github_range

        found = find_github_range(environ, read_file)
    elif known(environ, "GITLAB_CI") == "true":
        from sinfonia.surfaces.ci_gitlab import find_gitlab_range

        found = find_gitlab_range(environ)
    elif known(environ, "TF_BUILD").lower() == "true":
        from sinfonia.surfaces.ci_azure import find_azure_range

        found = find_azure_range(environ)
    elif known(environ, "BITBUCKET_BUILD_NUMBER"):
        from sinfonia.surfaces.ci_bitbucket import find_bitbucket_range

        found = find_bitbucket_range(environ)
    elif known(environ, "JENKINS_URL"):
        from sinfonia.surfaces.ci_jenkins import find_jenkins_range

        found = find_jenkins_range(environ)
    return found


def _pre_commit(environ: Mapping[str, str]) -> CiRange:
    """Take both ends as they were given; zeros are a ref that is new, or deleted."""
    base = revision(needed(environ, "PRE_COMMIT_FROM_REF", "pre-commit"), "PRE_COMMIT_FROM_REF")
    head = revision(needed(environ, "PRE_COMMIT_TO_REF", "pre-commit"), "PRE_COMMIT_TO_REF")
    if is_zero(head):
        return CiRange("pre-commit", "from-ref", Start.NOTHING, notes=("a ref is deleted: no commit is new",))
    hint = f"fetch all commits: {DEEPEN}"
    if is_zero(base):
        return CiRange("pre-commit", "from-ref", Start.PROTECTED, head=head, fetch_hint=hint)
    return CiRange("pre-commit", "from-ref", Start.BASE, base=base, head=head, fetch_hint=hint)
