"""GitLab's Code Quality report: a JSON array of issues.

Fields: docs.gitlab.com, "Code Quality", section "Code Quality report format"; all of them are required there.
"""

from __future__ import annotations

from sinfonia.reporters.escape import json_text, path_bytes, shown, unicode_only
from sinfonia.reporters.summary import ordered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sinfonia.model.finding import Finding, Report

SEVERITIES = {"error": "blocker", "warning": "minor"}  # of info, minor, major, critical, blocker


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give the array, empty when nothing was found: GitLab wants the file in any case."""
    used: dict[str, int] = {}
    return json_text([_issue(finding, used) for finding in ordered(report)])


def _issue(finding: Finding, used: dict[str, int]) -> dict[str, Any]:
    fingerprint = finding.fingerprint or _digest(
        finding.code, finding.location.path, finding.location.line, finding.message, finding.commit
    )
    repeated = used[fingerprint] = used.get(fingerprint, 0) + 1
    if repeated > 1:  # GitLab shows one issue a fingerprint
        fingerprint = _digest(fingerprint, repeated)
    return {
        "description": shown(f"{finding.message}; {finding.help}"),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": unicode_only(finding.location.path),
            "lines": {"begin": finding.location.line or 1},
        },
    }


def _digest(*parts: object) -> str:
    from hashlib import sha256

    return sha256(path_bytes("\0".join(map(str, parts)))).hexdigest()
