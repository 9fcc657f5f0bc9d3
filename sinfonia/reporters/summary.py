"""What every screen says of a report: its findings in order, its waivers, its one summary line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.model.finding import Finding, Ignored, Report


def ordered(report: Report) -> list[Finding]:
    """Sort the findings by path and place; in a range the same place keeps the order of the commits."""
    return sorted(report.findings, key=_place)


def waivers(report: Report) -> list[Ignored]:
    """Give what a trailer waived in a range: CI lists it, because nobody saw it when the commit was made."""
    if report.moment != "range":
        return []
    return [row for row in by_place(report.ignored) if row.by == "trailer"]


def by_place(rows: Iterable[Ignored]) -> list[Ignored]:
    """Sort ignored findings as `ordered` sorts those that count."""
    return sorted(rows, key=lambda row: _place(row.finding))


def is_silent(report: Report) -> bool:
    """Tell whether all is well, so that a screen shows nothing."""
    return not report.findings and not report.unhooked and not waivers(report)


def codes(report: Report) -> list[str]:
    """Give the codes found, those of errors first, each once."""
    errors = {finding.code for finding in report.findings if finding.severity == "error"}
    return [*sorted(errors), *sorted({finding.code for finding in report.findings} - errors)]


def counts(report: Report) -> str:
    """Say what was judged and what came of it: `2 files, 14 rules: 2 errors, 1 ignored`."""
    judged = [_number(report.commits, "commit")] if report.commits else []
    judged += [_number(report.files, "file"), _number(report.rules, "rule")]
    found = ["could not judge"] if report.verdict == "could-not-judge" else []
    found += [_number(report.errors, "error")] if report.errors else []
    found += [_number(report.warnings, "warning")] if report.warnings else []
    found += [f"{len(report.ignored)} ignored"] if report.ignored else []
    return f"{', '.join(judged)}: {', '.join(found) or 'nothing found'}"


def question(report: Report) -> str:
    """Name the command that explains the first code, or nothing where nothing was found."""
    found = codes(report)
    return f"Why? `sinfonia explain {found[0]}`" if found else ""


def summary(report: Report) -> str:
    """Give the counts and the command in one line, without its end."""
    why = question(report)
    return f"{counts(report)}. {why}" if why else counts(report)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.location
    return place.path, place.line or 0, place.column or 0, finding.code


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
