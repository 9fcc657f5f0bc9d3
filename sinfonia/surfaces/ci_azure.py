"""Azure Pipelines: a pull request names its target, a push names nothing before it.

Every variable (a dot becomes `_` in the environment):
https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
"""

from __future__ import annotations

from sinfonia.surfaces.ci_range import CiRange, Start, branch_name, commit, deepen, known, needed, remote_ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HOST = "Azure"
_SETTING = "check out with `fetchDepth: 0`"
_TARGET = "SYSTEM_PULLREQUEST_TARGETBRANCH"
_SOURCE = "SYSTEM_PULLREQUEST_SOURCECOMMITID"


def find_azure_range(environ: Mapping[str, str]) -> CiRange:
    """Give the range of an Azure run; BUILD_SOURCEVERSION of a pull request is a merge made by Azure."""
    reason = known(environ, "BUILD_REASON") or "Manual"
    if reason == "PullRequest" or known(environ, _TARGET):
        # `refs/heads/main` in Azure Repos, `main` when the repository is on GitHub.
        target = branch_name(needed(environ, _TARGET, _HOST), _TARGET)
        return CiRange(
            _HOST,
            "PullRequest",
            Start.BRANCH,
            base=remote_ref(target),
            head=commit(needed(environ, _SOURCE, _HOST), _SOURCE),
            target=remote_ref(target),
            fetch_hint=deepen(_SETTING, target),
        )
    ref = known(environ, "BUILD_SOURCEBRANCH")
    return CiRange(
        _HOST,
        reason,
        Start.PROTECTED,
        head=commit(needed(environ, "BUILD_SOURCEVERSION", _HOST), "BUILD_SOURCEVERSION"),
        branch=branch_name(ref, "BUILD_SOURCEBRANCH") if ref.startswith("refs/heads/") else "",
        fetch_hint=deepen(_SETTING),
    )
