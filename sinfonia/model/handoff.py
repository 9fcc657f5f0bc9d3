"""The nouns of a handoff: what one persona hands to another."""

from __future__ import annotations

from enum import StrEnum

from sinfonia.model.dataclass import dataclass


class HandoffType(StrEnum):
    """What an envelope is for."""

    DISPATCH = "dispatch"
    RETURN = "return"
    REVISION = "revision"
    DIRECT = "direct"


class HandoffStatus(StrEnum):
    """Where the work of an envelope stands."""

    PENDING = "pending"
    COMPLETED = "completed"
    BLOCKED = "blocked"


SECTIONS: dict[HandoffType, tuple[str, ...]] = {
    HandoffType.DISPATCH: ("Artifacts", "Task", "Context", "Constraints"),
    HandoffType.RETURN: ("Artifacts", "Summary", "Completion Assessment", "Blockers", "Recommendations"),
    HandoffType.REVISION: ("Artifacts", "Revision Required", "Feedback", "Next Steps"),
    HandoffType.DIRECT: ("Artifacts", "Message"),
}
"""The sections of each type, in order."""

OPTIONAL_SECTIONS: dict[HandoffType, tuple[str, ...]] = {HandoffType.RETURN: ("Evidence",)}

FIELDS = (
    "handoff_id", "session_id", "sequence", "source_persona", "target_persona", "handoff_type", "status",
    "created_at", "word_count", "step", "attempt", "reply_to",
)  # fmt: skip
"""The frontmatter's keys, in order; the last three came later and may be absent in old files."""

MAX_WORDS = 500
MAX_SEQUENCE = 999


@dataclass(frozen=True, slots=True)
class Envelope:
    """One handoff; `sections` are (title, text) in order, `step` the row's name, `reply_to` a handoff id or empty."""

    handoff_id: str
    session_id: str
    sequence: int
    source_persona: str
    target_persona: str
    handoff_type: HandoffType
    status: HandoffStatus
    created_at: str
    step: str = ""
    attempt: int = 1
    reply_to: str = ""
    sections: tuple[tuple[str, str], ...] = ()

    @property
    def file_name(self) -> str:
        """Give the name of its file."""
        return f"{self.sequence:03d}-{self.source_persona}-to-{self.target_persona}.md"

    def section(self, title: str) -> str:
        """Give a section's text, or an empty one."""
        return next((text for name, text in self.sections if name == title), "")
