"""Jenkins: a change request names its target, a branch its last successful build.

CHANGE_ID, CHANGE_TARGET, BRANCH_NAME, BRANCH_IS_PRIMARY, TAG_NAME, JENKINS_URL:
https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables and `env-vars.html` of a server
GIT_COMMIT, GIT_PREVIOUS_COMMIT, GIT_PREVIOUS_SUCCESSFUL_COMMIT:
https://plugins.jenkins.io/git/#plugin-content-environment-variables
"""

from __future__ import annotations

from sinfonia.surfaces.ci_range import CiRange, Start, branch_name, commit, deepen, known, remote_ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HOST = "Jenkins"
_SETTING = "switch off the shallow clone of the job"


def find_jenkins_range(environ: Mapping[str, str]) -> CiRange:
    """Give the range of a Jenkins build.

    GIT_PREVIOUS_COMMIT is not read: it may be a build that failed, and what was refused there would pass
    here. A scripted pipeline exports no GIT_COMMIT; the checkout is what it builds.
    """
    built = known(environ, "GIT_COMMIT")
    head = commit(built, "GIT_COMMIT") if built else "HEAD"
    target = known(environ, "CHANGE_TARGET")
    if target:
        target = branch_name(target, "CHANGE_TARGET")
        return CiRange(
            _HOST,
            "change",
            Start.BRANCH,
            base=remote_ref(target),
            head=head,
            target=remote_ref(target),
            fetch_hint=deepen(_SETTING, target),
        )
    tag = known(environ, "TAG_NAME")
    named = "" if tag else known(environ, "BRANCH_NAME")
    branch = branch_name(named, "BRANCH_NAME") if named else ""
    successful = known(environ, "GIT_PREVIOUS_SUCCESSFUL_COMMIT")
    if successful and not tag:
        base = commit(successful, "GIT_PREVIOUS_SUCCESSFUL_COMMIT")
        return CiRange(_HOST, "branch", Start.BASE, base=base, head=head, branch=branch, fetch_hint=deepen(_SETTING))
    if branch and known(environ, "BRANCH_IS_PRIMARY") == "true":
        note = f"`{branch}` has no successful build yet: every commit is judged"
        return CiRange(
            _HOST, "branch", Start.ROOT, head=head, branch=branch, notes=(note,), fetch_hint=deepen(_SETTING)
        )
    return CiRange(
        _HOST, "tag" if tag else "branch", Start.PROTECTED, head=head, branch=branch, fetch_hint=deepen(_SETTING)
    )
