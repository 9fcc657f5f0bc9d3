"""The commits of a range that local hooks would have refused, as every screen tells them."""

from __future__ import annotations

from sinfonia.reporters.escape import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Report

MOST = 20  # commits on a screen
WHY = "hooks were skipped, were absent, or did not run: a rebase or cherry-pick runs none"
_COMMIT_LENGTH = 10


def heading(report: Report) -> str:
    """Say how many there are."""
    count = len(report.unhooked)
    return f"local hooks would have refused {count} commit{'' if count == 1 else 's'} of this range"


def rows(report: Report, most: int | None = None) -> list[str]:
    """Give one line a commit: short id, codes, subject; past `most` a count."""
    listed = report.unhooked[:most]
    wide = max((len(", ".join(row.codes)) for row in listed), default=0)
    lines = [
        f"{row.oid[:_COMMIT_LENGTH]} {shown(', '.join(row.codes)):<{wide}} {shown(row.subject)}".rstrip()
        for row in listed
    ]
    left = len(report.unhooked) - len(listed)
    return [*lines, f"{left} more; `--format concise` shows each on one line"] if left else lines
