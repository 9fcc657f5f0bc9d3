"""What rules need to know of a workflow: found out when a rule asks for it, never before."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.model.change import Change

HANDOFFS = ".sinfonia/handoffs/"
"""The folder of all sessions, from the root."""


class CurrentStep:
    """The step at the pointer of the current session: `name`, row `number` (1-based) of `total`, and its scope.

    `path` is the session's `workflow.md`. `scope` are the globs as they are written, none where every path is within;
    `inside` tells whether a path from the root is within them.
    """

    __slots__ = ("inside", "name", "number", "path", "scope", "session", "total")

    def __init__(
        self,
        session: str,
        name: str,
        number: int,
        total: int,
        *,
        path: str = "",
        scope: tuple[str, ...] = (),
        inside: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.session = session
        self.name = name
        self.number = number
        self.total = total
        self.path = path
        self.scope = scope
        self.inside = inside


class SessionState:
    """What is left to do in the current session.

    `step` is the one at the pointer, with its `status` and the `line` of its row. `workflow_status` is that of the
    whole. `remaining` names the rows that are not completed, `failed` those that failed, `undecided` the handoff ids
    of returns that nobody decided on, though an approval waits for them. `gates` says what keeps the step open,
    `next` what to type.
    """

    __slots__ = ("failed", "gates", "line", "next", "remaining", "status", "step", "undecided", "workflow_status")

    def __init__(
        self,
        step: CurrentStep,
        *,
        status: str,
        workflow_status: str,
        line: int | None = None,
        remaining: tuple[str, ...] = (),
        failed: tuple[str, ...] = (),
        undecided: tuple[str, ...] = (),
        gates: tuple[str, ...] = (),
        next_command: str = "",
    ) -> None:
        self.step = step
        self.status = status
        self.workflow_status = workflow_status
        self.line = line
        self.remaining = remaining
        self.failed = failed
        self.undecided = undecided
        self.gates = gates
        self.next = next_command


class Wrong:
    """One thing that is not as it should be: a path with a line, a sentence, what to do."""

    __slots__ = ("help", "line", "message", "path")

    def __init__(self, path: str, message: str, *, line: int | None = None, help: str = "") -> None:  # noqa: A002 - the finding's own word
        self.path = path
        self.message = message
        self.line = line
        self.help = help

    def __repr__(self) -> str:
        return f"Wrong({self.path!r} {self.message!r})"


class WorkflowFacts:
    """The answers to what rules ask, each found out when it is called; it may raise `SinfoniaError`.

    `step` says where the current session stands, None without one; `state` the same with what is left to do. `edits`
    are changes of a session's files that no command makes. `unapproved` are the changes that need a record and have
    none. `approves` tells whether a record about files (`approve --path`) covers exactly what a change brings.
    """

    __slots__ = ("approves", "edits", "state", "step", "unapproved")

    def __init__(
        self,
        *,
        step: Callable[[], CurrentStep | None] = lambda: None,
        state: Callable[[], SessionState | None] = lambda: None,
        edits: Callable[[], tuple[Wrong, ...]] = tuple,
        unapproved: Callable[[], tuple[Wrong, ...]] = tuple,
        approves: Callable[[Change], bool] = lambda _: False,
    ) -> None:
        self.step = step
        self.state = state
        self.edits = edits
        self.unapproved = unapproved
        self.approves = approves
