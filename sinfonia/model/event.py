"""What is judged: a moment, its changes, its message."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    from sinfonia.model.access import Access
    from sinfonia.model.change import Change, Text
    from sinfonia.model.workflow_facts import WorkflowFacts

    Moment = Literal[
        "commit", "message", "push", "range", "tool", "after-tool", "prompt", "stop", "session-end",
        "compact", "shell-env", "session-start",
    ]  # fmt: skip
    Actor = Literal["person", "agent"]
    Unit = Literal["each", "net"]

MOMENTS = (
    "commit", "message", "push", "range", "tool", "after-tool", "prompt", "stop", "session-end",
    "compact", "shell-env", "session-start",
)  # fmt: skip


class Message:
    """A commit message after git's cleanup: `text` without comments, `trailers` in order, keys as written."""

    __slots__ = ("text", "trailers")

    def __init__(self, text: str, trailers: tuple[tuple[str, str], ...] = ()) -> None:
        self.text = text
        self.trailers = trailers

    def values(self, key: str) -> tuple[str, ...]:
        """Give the values of a trailer, its key compared without case."""
        return tuple(value for name, value in self.trailers if name.lower() == key.lower())


class Commit:
    """One commit of a range: full id, parents, author as `Name <e-mail>`, message, and its changes."""

    __slots__ = ("author", "changes", "message", "oid", "parents")

    def __init__(
        self, oid: str, parents: tuple[str, ...], author: str, message: Message, changes: tuple[Change, ...] = ()
    ) -> None:
        self.oid = oid
        self.parents = parents
        self.author = author
        self.message = message
        self.changes = changes


class Event:
    """One thing to judge.

    `unit` tells a rule what it looks at in a range: "each" commit on its own, or the "net" change of
    all of them; a commit at hand is both. `texts` streams the added text and may be called once.
    `commit` is set when one commit of a range is judged, `commits` when the net change of several is.
    `branch` reads, when asked, the net changes that the branch already has before this event.
    `before` reads a tracked file, by path, as it stood before this event: b"" where there was none.
    `command` is the shell text of an agent's call and `cwd` the absolute folder where it would run,
    `root` the project's and `home` the user's; "" where the surface does not know. `reads` are the files,
    folders and patterns that the call looks into.
    `merge` and `revert` say what kind of commit is being made.
    `workflow` answers what rules ask about sessions and records, None where there is nothing to ask.
    """

    __slots__ = (
        "actor",
        "before",
        "branch",
        "changes",
        "command",
        "commit",
        "commits",
        "cwd",
        "home",
        "merge",
        "message",
        "moment",
        "reads",
        "revert",
        "root",
        "texts",
        "units",
        "workflow",
    )

    def __init__(
        self,
        moment: Moment,
        changes: tuple[Change, ...],
        *,
        texts: Callable[[], Iterable[Text]] = tuple,
        actor: Actor = "person",
        units: tuple[Unit, ...] = ("each", "net"),
        message: Message | None = None,
        commit: Commit | None = None,
        commits: tuple[Commit, ...] = (),
        branch: Callable[[], tuple[Change, ...]] = tuple,
        before: Callable[[str], bytes] = lambda _: b"",
        merge: bool = False,
        revert: bool = False,
        command: str | None = None,
        cwd: str = "",
        root: str = "",
        home: str = "",
        reads: tuple[Access, ...] = (),
        workflow: WorkflowFacts | None = None,
    ) -> None:
        self.moment = moment
        self.changes = changes
        self.texts = texts
        self.actor = actor
        self.units = units
        self.message = message
        self.commit = commit
        self.commits = commits
        self.branch = branch
        self.before = before
        self.merge = merge
        self.revert = revert
        self.command = command
        self.cwd = cwd
        self.root = root
        self.home = home
        self.reads = reads
        self.workflow = workflow

    def without(self, excluded: Callable[[str], bool]) -> Event:
        """Give the event less the paths for which `excluded` answers yes."""
        other = Event.__new__(Event)
        for name in Event.__slots__:
            setattr(other, name, getattr(self, name))
        other.changes = tuple(change for change in self.changes if not excluded(change.path))
        other.reads = tuple(access for access in self.reads if not excluded(access.path))
        other.branch = lambda: tuple(change for change in self.branch() if not excluded(change.path))
        return other
