"""The version 1 JSON document, described by `schema/check.schema.json`; no key is removed or changes its type."""

from __future__ import annotations

from sinfonia.reporters.escape import json_text, path_bytes, unicode_only
from sinfonia.reporters.summary import by_place, codes, ordered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sinfonia.model.finding import Finding, Location, Report

VERSION = 1


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give one JSON document in ASCII, passed or not."""
    return json_text(document(report))


def document(report: Report) -> dict[str, Any]:
    """Give the document as plain data, for a caller that adds `diagnostics` of its own."""
    return {
        "version": VERSION,
        "verdict": report.verdict,
        "moment": report.moment,
        "findings": [_finding(finding) for finding in ordered(report)],
        "ignored": [
            {
                "code": row.finding.code,
                "name": row.finding.name,
                "reason": unicode_only(row.reason),
                "by": row.by,
                "location": _location(row.finding.location),
                "commit": row.finding.commit,
            }
            for row in by_place(report.ignored)
        ],
        "unhooked": [
            {"commit": row.oid, "subject": unicode_only(row.subject), "codes": list(row.codes)}
            for row in report.unhooked
        ],
        "summary": {
            "files": report.files,
            "rules": report.rules,
            "errors": report.errors,
            "warnings": report.warnings,
            "ignored": len(report.ignored),
            "commits": report.commits,
        },
        "next_steps": [f"sinfonia explain {code}" for code in codes(report)],
        "diagnostics": [{"code": "note", "message": unicode_only(note), "fix": None} for note in report.notes],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": unicode_only(finding.message),
        "help": unicode_only(finding.help),
        "location": _location(finding.location),
        "commit": finding.commit,
        "fingerprint": finding.fingerprint,
    }


def _location(location: Location) -> dict[str, Any]:
    path = unicode_only(location.path)
    data: dict[str, Any] = {
        "path": path,
        "line": location.line,
        "column": location.column,
        "end_column": location.end_column,
    }
    if path != location.path:
        from base64 import b64encode

        data["path_bytes"] = b64encode(path_bytes(location.path)).decode("ascii")
    return data
