"""What verification found: codes that a machine can read, sentences and commands for people."""

from __future__ import annotations

from enum import StrEnum

from sinfonia.errors import Exit
from sinfonia.model.dataclass import dataclass


class Weight(StrEnum):
    """What a finding means for the answer."""

    TAMPERED = "tampered"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOTE = "note"


CODES: dict[str, tuple[Weight, str]] = {
    "foreign-ref": (Weight.TAMPERED, "a ref below refs/tags/sinfonia/ has a name that no record has"),
    "foreign-file": (Weight.TAMPERED, "a file among a session's records is none"),
    "not-a-record": (Weight.TAMPERED, "an object or a ledger copy is no record of the strict grammar"),
    "edited-record": (Weight.TAMPERED, "a ledger copy has other bytes than its id says"),
    "ref-mismatch": (Weight.TAMPERED, "the name of a ref or tag is not the one of its record"),
    "other-repository": (Weight.TAMPERED, "a record was made in another project"),
    "other-session": (Weight.TAMPERED, "a record lies in the folder of another session"),
    "other-step": (Weight.TAMPERED, "a record names a step that is not at its row"),
    "other-target": (Weight.TAMPERED, "the tagged commit is not a copy of the reviewed one"),
    "forged-subject": (Weight.TAMPERED, "a digest in a record is not that of the reviewed commit's file"),
    "bad-signature": (Weight.TAMPERED, "a signature does not fit its record"),
    "missing-record": (Weight.TAMPERED, "a record that another one or the base names is gone"),
    "deleted-record": (Weight.TAMPERED, "a commit of the branch deletes a record"),
    "policy-rollback": (Weight.TAMPERED, "the policy's version does not grow"),
    "no-policy": (Weight.UNMET, "trusted mode has no usable policy on the base"),
    "no-trust": (Weight.UNMET, "`--require-trust`, and the base does not ask for trusted decisions"),
    "no-role": (Weight.UNMET, "the policy has not the role that a gate names"),
    "unsigned": (Weight.UNMET, "a record has no signature, and trusted mode asks for one"),
    "unknown-key": (Weight.UNMET, "a record is signed with a key that nobody in the policy has"),
    "expired-key": (Weight.UNMET, "a record is signed with an expired or revoked OpenPGP key"),
    "revoked-key": (Weight.UNMET, "a record's key is revoked, and the record was not on the base before"),
    "other-signer": (Weight.UNMET, "the key and the reviewer's address belong to different persons"),
    "no-presence": (Weight.UNMET, "the role asks for a touched security key"),
    "agent-decision": (Weight.UNMET, "an agent decided where people do"),
    "not-in-role": (Weight.UNMET, "the reviewer has not the role that the gate names"),
    "contributor": (Weight.UNMET, "the reviewer made some of the work"),
    "unmapped": (Weight.UNMET, "work by an address that nobody in the policy has"),
    "stale": (Weight.UNMET, "what was approved has changed since"),
    "uncovered-path": (Weight.UNMET, "a file that the gate is about is in no record"),
    "definition-changed": (Weight.UNMET, "a decision was taken under another definition of the workflow"),
    "rejected": (Weight.UNMET, "a rejection is not answered"),
    "no-reason": (Weight.UNMET, "a waive gives no reason"),
    "unmet-approval": (Weight.UNMET, "a closed step has too few approvals"),
    "unmet-return": (Weight.UNMET, "a closed step has no valid return"),
    "unmet-artifact": (Weight.UNMET, "a closed step's product is not there"),
    "unmet-completion": (Weight.UNMET, "a closed step's document does not meet its rules of completion"),
    "unmet-needs": (Weight.UNMET, "a step is closed, and a workflow that its own needs is complete in no session"),
    "unapproved-path": (Weight.UNMET, "a protected path changes without approval"),
    "rows-changed": (Weight.UNMET, "the steps of workflow.md are not those of the definition"),
    "unknown-definition": (Weight.UNMET, "the base has no such workflow"),
    "unreadable-session": (Weight.UNMET, "a session's index is missing or cannot be read"),
    "incomplete": (Weight.UNMET, "`--complete`, and the workflow is not"),
    "missing-object": (Weight.UNKNOWN, "an object that is needed is not here"),
    "unchecked-signature": (Weight.UNKNOWN, "a signature could not be checked here"),
    "refs-absent": (Weight.NOTE, "records are in the ledger, and their refs are not here"),
    "copy-absent": (Weight.NOTE, "a record has a ref, and no copy in the ledger"),
    "self-approved": (Weight.NOTE, "the reviewer made some of the work, which local mode allows"),
    "untrusted-record": (Weight.NOTE, "decisions of local mode prove nothing about who took them"),
    "unmapped-address": (Weight.NOTE, "work by an address that nobody in the policy has"),
    "recorded-contributors": (Weight.NOTE, "history is not here: the record's own list of contributors counts"),
    "superseded": (Weight.NOTE, "what changed after an approval was approved again, with no lower bar"),
    "checks-not-run": (Weight.NOTE, "verification runs no checks"),
    "unfinished": (Weight.NOTE, "a merge, rebase, cherry-pick or revert is not finished: HEAD is judged without it"),
    "branch-definition": (Weight.NOTE, "the base has no such workflow: the branch's own was read"),
}
"""Every code: its weight and its meaning."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; `record` is a tag object's id, `command` what to type."""

    code: str
    message: str
    command: str = ""
    session: str = ""
    step: str = ""
    record: str = ""
    path: str = ""
    weight: Weight = Weight.NOTE

    def row(self) -> dict[str, str]:
        """Give it as plain data."""
        return {
            "code": self.code, "weight": str(self.weight), "message": self.message, "command": self.command,
            "session": self.session, "step": self.step, "record": self.record, "path": self.path,
        }  # fmt: skip


def finding(code: str, message: str, **more: str) -> Finding:
    """Make a finding with its code's weight."""
    return Finding(code, message, weight=CODES[code][0], **more)


def lighter(given: Finding) -> Finding:
    """Give a finding that is only worth a note, since the gate is met without it."""
    from dataclasses import replace

    return replace(given, weight=Weight.NOTE)


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One row: whether it says that it is closed, whether it may be, and who approved it."""

    step: str
    gate: str
    closed: bool
    met: bool
    approved_by: tuple[str, ...] = ()
    needed: int = 0
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """One session."""

    id: str
    workflow: str
    status: str
    rows: tuple[RowAnswer, ...]
    records: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer: `base` is where trust was read ("" for none), `candidate` what was judged."""

    mode: str
    base: str
    candidate: str
    sessions: tuple[SessionAnswer, ...]
    findings: tuple[Finding, ...]

    def has(self, weight: Weight) -> bool:
        """Tell whether something of that weight was found."""
        return any(one.weight is weight for one in self.findings)

    @property
    def verdict(self) -> str:
        """Give `tampered`, `unmet`, `unknown` or `met`: the first that holds."""
        return next((str(w) for w in (Weight.TAMPERED, Weight.UNMET, Weight.UNKNOWN) if self.has(w)), "met")

    @property
    def exit_code(self) -> int:
        """Give 0 met, 1 not met or tampered, 2 cannot tell."""
        return {"met": Exit.YES, "unknown": Exit.COULD_NOT_TELL}.get(self.verdict, Exit.NO)
