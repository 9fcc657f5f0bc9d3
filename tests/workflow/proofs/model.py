"""The machine once more, written from the tables of the design and sharing no code with the package.

A state is a workflow's status, the statuses of its rows and the place of the pointer. Each verb is a row of TABLE: the
statuses of workflow and row from which it goes, and what becomes of both; "=" leaves one as it is, "done" completes the
row and moves on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

WORKFLOW = {
    ("created", "in-progress"), ("created", "blocked"), ("created", "failed"),
    ("in-progress", "complete"), ("in-progress", "blocked"), ("in-progress", "failed"),
    ("blocked", "in-progress"), ("blocked", "failed"),
    ("failed", "in-progress"),
}  # fmt: skip
STEPS = {
    ("pending", "in-progress"), ("pending", "completed"), ("in-progress", "completed"), ("in-progress", "blocked"),
    ("blocked", "in-progress"), ("in-progress", "failed"), ("failed", "in-progress"),
}  # fmt: skip

OPEN = ("created", "in-progress")
ALIVE = ("created", "in-progress", "blocked")
ANY = ("pending", "in-progress", "blocked", "failed")

TABLE = {
    "dispatch": (OPEN, ("pending",), "in-progress", {"pending": "in-progress"}),
    "return": (("in-progress",), ("in-progress",), "=", {}),
    "return blocked": (("in-progress",), ("in-progress",), "blocked", {"in-progress": "blocked"}),
    "answer": (("blocked", "in-progress"), ("blocked", "in-progress"), "in-progress", {"blocked": "in-progress"}),
    "answer blocked": (("blocked", "in-progress"), ("blocked", "in-progress"), "blocked", {"in-progress": "blocked"}),
    "approve": (("in-progress",), ("in-progress",), "done", {}),
    "reject": (("in-progress",), ("in-progress",), "blocked", {"in-progress": "blocked"}),
    "revoke": ((*ALIVE, "failed"), ANY, "=", {}),
    "waive": (OPEN, ANY, "=", {}),
    "advance": (OPEN, ("in-progress",), "done", {}),
    "skip": (OPEN, ("pending", "in-progress"), "done", {}),
    "block": (OPEN, ANY, "blocked", {"in-progress": "blocked"}),
    "unblock": (("blocked",), ANY, "in-progress", {"blocked": "in-progress"}),
    "fail": (ALIVE, ANY, "failed", {"in-progress": "failed"}),
    "retry": (("failed",), ANY, "in-progress", dict.fromkeys(ANY, "in-progress")),
    "abort": (ALIVE, ANY, "failed", {}),
}


@dataclass(frozen=True)
class Row:
    """A step: is it somebody's work, is it an approval, which gate closes it, where does it stand."""

    work: bool
    approval: bool
    gate: str
    status: str = "pending"


@dataclass(frozen=True)
class State:
    """Where a workflow stands; `at` is the pointer, from 0; `asked` says that a revision waits for its answer."""

    status: str
    rows: tuple[Row, ...]
    at: int = 0
    asked: bool = False


def after(state: State, verb: str, *, gates: bool, dependencies: bool) -> State | None:
    """Give the state after a verb, None where it is refused; `gates` says that one of the row's is open."""
    if not state.asked:  # then a return answers nothing but its dispatch
        verb = verb.replace("answer", "return")
    row = state.rows[state.at]
    workflows, rows, workflow, becomes = TABLE[verb]
    none = row.gate == "none"
    if verb == "advance" and none:
        rows = (*rows, "pending")
    refused = (
        state.status not in workflows
        or row.status not in rows
        or (verb == "dispatch" and (row.approval or none or not row.work or dependencies))
        or (verb in {"return", "return blocked"} and row.approval)
        or (verb in {"approve", "reject"} and row.gate != "approval")
        or (verb == "advance" and gates)
        or (verb == "unblock" and state.asked)
    )
    if refused:
        return None
    if verb.startswith("answer"):
        state = replace(state, asked=False)
    if verb == "reject":
        state = replace(state, asked=True)
    if workflow == "done":
        return state if verb == "approve" and gates else _done(state)
    status = row.status
    if not (verb == "retry" and not row.work and not row.approval):
        status = becomes.get(status, status)
    if verb == "answer blocked":
        status = "blocked"
    return _with(replace(state, status=state.status if workflow == "=" else workflow), replace(row, status=status))


def _done(state: State) -> State:
    state = _with(state, replace(state.rows[state.at], status="completed"))
    if state.at + 1 == len(state.rows):
        return replace(state, status="complete")
    state = replace(state, status="in-progress", at=state.at + 1)
    row = state.rows[state.at]
    return _with(state, replace(row, status="in-progress")) if row.approval else state


def _with(state: State, row: Row) -> State:
    return replace(state, rows=(*state.rows[: state.at], row, *state.rows[state.at + 1 :]))


def legal(table: set[tuple[str, str]], old: str, new: str) -> bool:
    """Tell whether one move, or two in one command, leads from a status to another."""
    return old == new or (old, new) in table or any((old, mid) in table and (mid, new) in table for mid, _ in table)
