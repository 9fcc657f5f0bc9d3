"""Bitbucket Pipelines: a pull request names its destination, a push names nothing before it.

Every variable: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
"""

from __future__ import annotations

from sinfonia.surfaces.ci_range import CiRange, Start, branch_name, commit, deepen, is_commit, known, needed, remote_ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HOST = "Bitbucket"
_SETTING = "set `clone: {depth: full}`"
_DESTINATION = "BITBUCKET_PR_DESTINATION_BRANCH"


def find_bitbucket_range(environ: Mapping[str, str]) -> CiRange:
    """Give the range of a Bitbucket pipeline.

    The working tree of a pull request is a merge that Bitbucket made; BITBUCKET_COMMIT is the author's
    own head. The destination commit comes shortened to 12 digits, and git takes a tag of that name for
    it: then the destination branch is the base.
    """
    head = commit(needed(environ, "BITBUCKET_COMMIT", _HOST), "BITBUCKET_COMMIT")
    if known(environ, "BITBUCKET_PR_ID"):
        target = branch_name(needed(environ, _DESTINATION, _HOST), _DESTINATION)
        destination = known(environ, "BITBUCKET_PR_DESTINATION_COMMIT")
        exact = is_commit(destination)
        return CiRange(
            _HOST,
            "pull-request",
            Start.BASE if exact else Start.BRANCH,
            base=destination if exact else remote_ref(target),
            head=head,
            target=remote_ref(target),
            fetch_hint=deepen(_SETTING, target),
        )
    branch = known(environ, "BITBUCKET_BRANCH")
    return CiRange(
        _HOST,
        "tag" if known(environ, "BITBUCKET_TAG") else "push",
        Start.PROTECTED,
        head=head,
        branch=branch_name(branch, "BITBUCKET_BRANCH") if branch else "",
        fetch_hint=deepen(_SETTING),
    )
