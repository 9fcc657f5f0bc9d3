"""The screen for people: code, place, source line with a caret, help, one summary line.

The arrangement is that of rustc and ruff: the gutter is as wide as the line number.
"""

from __future__ import annotations

from sinfonia.reporters.escape import inert, shown
from sinfonia.reporters.excerpt import columns, excerpt, wrap
from sinfonia.reporters.summary import counts, is_silent, ordered, question, summary, waivers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.finding import Finding, Location, Report

STYLES = {"error": "1;31", "warning": "1;33", "ignored": "1;36", "gutter": "1;34", "strong": "1"}
MOST = 100  # findings on one screen; a script reads another format
COMMIT_LENGTH = 10  # hexadecimal digits: enough to be unique in repositories of a million objects


def render(report: Report, *, color: bool = False, width: int = 80, root: str = "") -> str:  # noqa: ARG001 - every reporter is called alike
    """Give one block a finding, at most `MOST`, and the summary; "" when nothing was found."""
    if is_silent(report):
        return ""
    findings, waived = ordered(report), waivers(report)
    left = max(len(findings) - MOST, 0) + max(len(waived) - MOST, 0)
    if len(findings) > MOST:  # no error is hidden by warnings
        findings.sort(key=lambda finding: finding.severity != "error")
    blocks = [
        _block(finding, finding.severity, [("help", finding.help)], color=color, width=width)
        for finding in findings[:MOST]
    ]
    blocks += [
        _block(row.finding, "ignored", [("reason", f"{row.reason} ({row.by})")], color=color, width=width)
        for row in waived[:MOST]
    ]
    if report.unhooked:
        blocks.append(_unhooked(report, color=color, width=width))
    if left:
        blocks.append(f"{left} more; `--format concise` shows each on one line\n")
    ending = summary(report)
    if columns(ending) > width:
        ending = f"{counts(report)}\n{question(report)}".rstrip()
    return "\n".join(map(inert, "\n".join([*blocks, ending]).split("\n"))) + "\n"


def style(text: str, kind: str, *, color: bool) -> str:
    """Colour a piece of one line, when colour is wanted; it means the same without."""
    return f"\x1b[{STYLES[kind]}m{text}\x1b[0m" if color and text else text


def place(location: Location) -> str:
    """Give `path:line:column`, as much of it as is known, fit for a terminal."""
    parts = [shown(location.path)]
    if location.line is not None:
        parts.append(str(location.line))
        if location.column is not None:
            parts.append(str(location.column))
    return ":".join(parts)


def _block(finding: Finding, kind: str, notes: list[tuple[str, str]], *, color: bool, width: int) -> str:
    label = f"{kind}[{shown(finding.code)}]"
    first, *rest = wrap(shown(finding.message), len(label) + 2, width)
    lines = [style(label, kind, color=color) + ": " + style(first, "strong", color=color)]
    lines += [" " * (len(label) + 2) + style(line, "strong", color=color) for line in rest]

    number = "" if finding.source is None or finding.location.line is None else str(finding.location.line)
    gutter = " " * max(1, len(number))
    lines.append(f"{gutter}{style('-->', 'gutter', color=color)} {place(finding.location)}")
    bar = style("|", "gutter", color=color)
    for line_number, line in _source(finding, kind, number, gutter, color=color, width=width):
        lines.append(f"{style(line_number, 'gutter', color=color)}{gutter[len(line_number) :]} {bar} {line}".rstrip())
    if finding.commit is not None:
        notes = [("commit", finding.commit[:COMMIT_LENGTH]), *notes]
    for word, text in notes:
        indent = f"{gutter} {style('=', 'gutter', color=color)} {style(word, 'strong', color=color)}: "
        for line in _note(text, len(gutter) + len(word) + 5, width):
            lines.append(indent + line)
            indent = " " * (len(gutter) + len(word) + 5)
    return "\n".join(lines) + "\n"


def _unhooked(report: Report, *, color: bool, width: int) -> str:
    """Give the block about commits that local hooks would have refused."""
    from sinfonia.reporters.hooks import MOST as MOST_COMMITS
    from sinfonia.reporters.hooks import WHY, heading, rows

    first, *rest = wrap(heading(report), 6, width)
    lines = [f"{style('note', 'ignored', color=color)}: {style(first, 'strong', color=color)}"]
    lines += [" " * 6 + style(line, "strong", color=color) for line in rest]
    lines += [f"  {excerpt(row, 0, 1, width - 2)[0]}" for row in rows(report, MOST_COMMITS)]
    why = wrap(WHY, 9, width)
    lines += [f"  {style('=', 'gutter', color=color)} {style('why', 'strong', color=color)}: {why[0]}"]
    return "\n".join([*lines, *(" " * 9 + line for line in why[1:])]) + "\n"


def _source(
    finding: Finding, kind: str, number: str, gutter: str, *, color: bool, width: int
) -> Iterator[tuple[str, str]]:
    """Yield (number, text) of the lines beside the bar: an empty one, the source, the carets."""
    if finding.source is None:
        return
    column, end = finding.location.column, finding.location.end_column
    first = (column or 1) - 1
    last = first + 1 if end is None else max(first, end - 1)
    line, indent, length = excerpt(finding.source.rstrip("\r\n"), first, last, width - len(gutter) - 3)
    yield "", ""
    yield number, line
    if column is not None:
        yield "", " " * indent + style("^" * length, kind, color=color)


def _note(text: str, indent: int, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in wrap(shown(part), indent, width)]
