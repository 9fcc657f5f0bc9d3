"""One line a finding, for editors and `grep`: `path:line:column: severity CODE message [help]`."""

from __future__ import annotations

from sinfonia.reporters.escape import inert, shown
from sinfonia.reporters.summary import is_silent, ordered, summary, waivers
from sinfonia.reporters.text import COMMIT_LENGTH, STYLES, place, style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Finding, Report


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give one line a finding and the summary; "" when nothing was found."""
    if is_silent(report):
        return ""
    lines = [_line(finding, finding.severity, finding.help, color=color) for finding in ordered(report)]
    lines += [_line(row.finding, "ignored", f"{row.by}: {row.reason}", color=color) for row in waivers(report)]
    if report.unhooked:
        from sinfonia.reporters.hooks import rows

        lines += [inert(f"commit {row} [local hooks would have refused it]") for row in rows(report)]
    return "\n".join([*lines, summary(report)]) + "\n"


def _line(finding: Finding, kind: str, note: str, *, color: bool) -> str:
    where = place(finding.location)
    if where.lstrip().startswith(("::", "##[")):
        where = "./" + where  # a CI runner obeys a line that begins so, and anyone may name a file
    commit = f" (commit {finding.commit[:COMMIT_LENGTH]})" if finding.commit is not None else ""
    label = style(kind, kind if kind in STYLES else "strong", color=color)
    note = shown(" ".join(note.split("\n")))
    return inert(f"{where}: {label} {shown(finding.code)} {shown(finding.message)}{commit} [{note}]")
