"""Envelopes for tests: one of each type that is right in every way."""

from __future__ import annotations

from sinfonia.handoff.envelope import create
from sinfonia.handoff.validate import Around
from sinfonia.model.handoff import SECTIONS, Envelope, HandoffStatus, HandoffType

SESSION = "s-20261121-091200"
TEXTS = {
    "Artifacts": "- `src/login.py`",
    "Task": "Write the tests that the story names",
    "Context": "The story is S-01 of the session's `prd.md`",
    "Constraints": "- no new dependency\n- only tests, since the code\n  is the next step",
    "Summary": "Four tests, all of them fail",
    "Completion Assessment": "They fail for the right reason",
    "Blockers": "None.",
    "Recommendations": "- begin with the route",
    "Revision Required": "`002-coda-to-maestro.md` was rejected",
    "Feedback": "A locked account is missing",
    "Next Steps": "- add the test",
    "Message": "The build is slow today",
}
AROUND = Around(
    frozenset({f"{SESSION}-001", f"{SESSION}-002", f"{SESSION}-003"}),
    frozenset({"maestro", "coda", "rondo"}),
    lambda path: path == "src/login.py",
)


def envelope(kind: HandoffType, **changes: object) -> Envelope:
    """Give a right envelope of a type."""
    texts = {**TEXTS, **changes.pop("texts", {})}  # type: ignore[dict-item]  # the texts of single sections
    back = kind is HandoffType.RETURN
    values = {
        "handoff_id": f"{SESSION}-002",
        "session_id": SESSION,
        "sequence": 2,
        "source_persona": "coda" if back else "maestro",
        "target_persona": "maestro" if back else "coda",
        "handoff_type": kind,
        "status": HandoffStatus.COMPLETED if back else HandoffStatus.PENDING,
        "created_at": "2026-11-21T09:12:00.000Z",
        "step": "write-tests",
        "sections": tuple((title, texts[title]) for title in SECTIONS[kind]),
    }
    return Envelope(**{**values, **changes})


def written(kind: HandoffType, **changes: object) -> tuple[bytes, str]:
    """Give the bytes of an envelope, and its path."""
    made = envelope(kind, **changes)
    return create(made), f".sinfonia/handoffs/{made.session_id}/{made.file_name}"
