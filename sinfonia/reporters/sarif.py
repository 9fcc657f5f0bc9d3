"""SARIF 2.1.0, the OASIS standard that code scanning services read; section numbers are those of the standard.

GitHub refuses a whole upload when one result has no physical location with a start line ("locationFromSarifResult:
expected ..."), so a finding without a line points at line 1,
and one about a commit message at an artifact of that name.
"""

from __future__ import annotations

import sinfonia
from sinfonia.model.finding import MESSAGE_PATH
from sinfonia.reporters.escape import json_text, path_bytes, shown
from sinfonia.reporters.summary import by_place, ordered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sinfonia.model.finding import Finding, Ignored, Location, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SOURCE_ROOT = "%SRCROOT%"  # 3.14.14: a name that the reader replaces by the root of its checkout
FINGERPRINT = "sinfonia/v1"  # 3.27.17: the name of the algorithm, with its version


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give one log file with one run; `root` becomes the base of the relative URIs when it is given."""
    findings = ordered(report)
    ignored = by_place(report.ignored)
    rules = _rules([*findings, *(row.finding for row in ignored)])
    index = {rule["id"]: at for at, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "Sinfonia", "semanticVersion": sinfonia.__version__, "rules": rules}},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(finding, index[finding.code]) for finding in findings),
            *(_suppressed(row, index[row.finding.code]) for row in ignored),
        ],
    }
    if root:
        run["originalUriBaseIds"] = {SOURCE_ROOT: {"uri": "file://" + _uri(root.rstrip("/") + "/")}}
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(findings: list[Finding]) -> list[dict[str, Any]]:
    first = {finding.code: finding for finding in reversed(findings)}
    return [
        {
            "id": code,
            "name": first[code].name,
            "shortDescription": {"text": first[code].name.replace("-", " ")},
            "help": {"text": f"What it refuses, why, and what to do instead: `sinfonia explain {code}`"},
            "defaultConfiguration": {"level": first[code].severity},
        }
        for code in sorted(first)
    ]


def _invocation(report: Report) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": report.verdict != "could-not-judge"}
    if report.notes:
        invocation["toolExecutionNotifications"] = [
            {"level": "note", "message": {"text": _message(note)}} for note in report.notes
        ]
    return invocation


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": _message(f"{finding.message}\n{finding.help}")},
        "locations": [_location(finding.location)],
    }
    if finding.fingerprint is not None:
        result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
    if finding.commit is not None:
        result["properties"] = {"commit": finding.commit}
    return result


def _suppressed(row: Ignored, rule_index: int) -> dict[str, Any]:
    kind = "inSource" if row.by == "inline" else "external"  # 3.35.2
    suppression = {"kind": kind, "justification": shown(row.reason), "properties": {"by": row.by}}
    return _result(row.finding, rule_index) | {"suppressions": [suppression]}


def _location(location: Location) -> dict[str, Any]:
    region = {"startLine": location.line or 1}
    if location.line is not None and location.column is not None:
        region["startColumn"] = location.column
        if location.end_column is not None and location.end_column >= location.column:
            region["endColumn"] = location.end_column
    physical = {
        "artifactLocation": {"uri": _uri(location.path), "uriBaseId": SOURCE_ROOT},
        "region": region,
    }
    if location.path == MESSAGE_PATH:
        return {"physicalLocation": physical, "message": {"text": "the commit message"}}
    return {"physicalLocation": physical}


def _message(text: str) -> str:
    """Double the braces, as 3.11.5 asks: a single one begins a placeholder."""
    return "\n".join(map(shown, text.split("\n"))).replace("{", "{{").replace("}", "}}")


def _uri(path: str) -> str:
    """Percent-encode the bytes of a path; a colon too, which could end a scheme (RFC 3986, 4.2)."""
    from urllib.parse import quote

    return quote(path_bytes(path), safe="/")
