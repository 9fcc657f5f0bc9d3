"""GitHub workflow commands: each finding becomes an annotation of the file.

Form and escaping: docs.github.com, "Workflow commands for GitHub Actions", and `command.ts` of
actions/toolkit: `%`, CR and LF are escaped in data, `:` and `,` in properties too.
"""

from __future__ import annotations

from sinfonia.model.finding import MESSAGE_PATH
from sinfonia.reporters.escape import inert, shown
from sinfonia.reporters.summary import is_silent, ordered, summary, waivers
from sinfonia.reporters.text import COMMIT_LENGTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Finding, Report


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give one command a finding and the summary; "" when nothing was found."""
    if is_silent(report):
        return ""
    lines = [_command(finding, finding.severity, f"help: {finding.help}") for finding in ordered(report)]
    lines += [_command(row.finding, "notice", f"ignored by {row.by}: {row.reason}") for row in waivers(report)]
    if report.unhooked:
        from sinfonia.reporters.hooks import MOST, WHY, heading, rows

        said = "\n".join(inert(line) for line in (*rows(report, MOST), WHY))
        lines.append(f"::notice title={_property(heading(report))}::{_data(said)}")
    return "\n".join([*lines, summary(report)]) + "\n"


def _command(finding: Finding, kind: str, note: str) -> str:
    location = finding.location
    properties: dict[str, str | int | None] = {}
    if location.path != MESSAGE_PATH:
        properties["file"] = shown(location.path)
        properties["line"] = location.line
        properties["col"] = location.column
        properties["endColumn"] = location.end_column
    properties["title"] = shown(f"{finding.code} {finding.name}")
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    lines = [finding.message]
    if location.path == MESSAGE_PATH:
        lines[0] += f" in the commit message, line {location.line}" if location.line else " in the commit message"
    if finding.commit is not None:
        lines.append(f"commit: {finding.commit[:COMMIT_LENGTH]}")
    lines += note.split("\n")
    return f"::{kind} {written}::{_data(chr(10).join(inert(shown(line)) for line in lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return inert(_data(text)).replace(":", "%3A").replace(",", "%2C")
