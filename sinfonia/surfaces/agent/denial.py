"""What a refused agent reads: the rule, the reason, and what to do instead."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Finding, Report

_MOST = 5  # findings of one call that are told; who mends these calls again
_LAST = "Do not retry it another way and do not edit .sinfonia/. If the rule is wrong here, stop and say so."


def denial(report: Report) -> str:
    """Give the text for a report that refuses."""
    errors = [finding for finding in report.findings if finding.severity == "error"]
    lines = [line for finding in errors[:_MOST] for line in _told(finding)]
    if len(errors) > _MOST:
        lines.append(f"And {len(errors) - _MOST} more.")
    return "\n".join((*lines, _LAST))


def could_not(message: str, hint: str) -> str:
    """Give the text for a call that could not be judged."""
    lines = (
        "Refused by sinfonia: the call could not be judged",
        _sentence(message),
        *([f"A person can mend it: {_plain(hint)}"] if hint else []),
        "Do not retry it another way. Stop and say so.",
    )
    return "\n".join(lines)


def _told(finding: Finding) -> tuple[str, ...]:
    from sinfonia.model.finding import COMMAND_PATH

    place = finding.location
    message = finding.message
    if place.path != COMMAND_PATH and f"`{place.path}`" not in message:
        message = f"`{place.path}`{f', line {place.line}' if place.line else ''}: {message}"
    what = "Ask a person" if finding.intent == "ask-human" else "Do this instead"
    return (
        f"Refused by sinfonia: {finding.code} {finding.name}",
        _sentence(message),
        f"{what}: {_plain(finding.help)}",
    )


def _sentence(text: str) -> str:
    told = _plain(text)
    return told if told.endswith((".", "?", "!")) else told + "."


def _plain(text: str) -> str:
    """Make a text one line without control characters and without a credential in it."""
    from sinfonia.git.repo import shown
    from sinfonia.rules.secrets.mask import mask_line

    return mask_line(shown(text).encode("utf-8", "backslashreplace"))
