"""What rules may ask about sessions and records, made for each moment; nothing is read before a rule asks.

A commit that touches no session gets None: it pays one look at its paths.
"""

from __future__ import annotations

from sinfonia.model.workflow_facts import WorkflowFacts
from sinfonia.rules.enf_009_workflow_integrity import concerns
from sinfonia.surfaces.setup import has_sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Change
    from sinfonia.model.event import Commit, Event
    from sinfonia.model.workflow_facts import CurrentStep, SessionState, Wrong
    from sinfonia.surfaces.setup import Setup
    from sinfonia.workflow.trusted import Range


def of_index(setup: Setup, changes: tuple[Change, ...], merging: tuple[str, ...] = ()) -> WorkflowFacts | None:
    """Give the facts for what is staged against HEAD, and against the heads that are merged into it."""
    if not (concerns(changes) or (merging and has_sessions(setup.repo.root))):
        return None

    def edits() -> tuple[Wrong, ...]:
        from sinfonia.workflow.facts import illegal_edits, merged_edits

        if merging:
            return merged_edits(setup.repo, setup.objects, ("HEAD", *merging))
        return illegal_edits(setup.repo, setup.objects, "HEAD", "", changes)

    return WorkflowFacts(edits=edits)


def of_tree(setup: Setup, before: str, after: str, changes: tuple[Change, ...]) -> WorkflowFacts | None:
    """Give the facts for a tree or commit against another."""
    if not concerns(changes):
        return None

    def edits() -> tuple[Wrong, ...]:
        from sinfonia.workflow.facts import illegal_edits

        return illegal_edits(setup.repo, setup.objects, before, after, changes)

    return WorkflowFacts(edits=edits)


def of_commit(setup: Setup, commit: Commit) -> WorkflowFacts:
    """Give the facts for one commit as a range: against its parent, or against each parent of a merge."""
    repo, objects = setup.repo, setup.objects
    before = commit.parents[0] if commit.parents else ""
    of = _Range(setup, before, commit.oid)

    def edits() -> tuple[Wrong, ...]:
        from sinfonia.workflow.facts import illegal_edits, merged_edits

        if len(commit.parents) > 1:
            return merged_edits(repo, objects, commit.parents, commit.oid)
        if not concerns(commit.changes):
            return ()
        start = before or repo.empty_tree()
        return illegal_edits(repo, objects, start, commit.oid, commit.changes, approves=of.approves)

    return WorkflowFacts(edits=edits, approves=of.approves)


def of_range(setup: Setup, event: Event, start: str, head: str, *, base: str) -> WorkflowFacts:
    """Give the facts for the net change of a range from `start`; trust is read from the tip `base`, "" for none.

    What reverts alone touch is not in the event's changes, and may be a record that is taken away.
    """
    repo, objects = setup.repo, setup.objects
    of = _Range(setup, base, head)

    def edits() -> tuple[Wrong, ...]:
        if not (concerns(event.changes) or any(concerns(commit.changes) for commit in event.commits)):
            return ()
        from sinfonia.git.changes import net
        from sinfonia.workflow.facts import illegal_edits

        return illegal_edits(repo, objects, start, head, net(repo, objects, start, head), approves=of.approves)

    return WorkflowFacts(edits=edits, unapproved=of.unapproved, approves=of.approves)


def of_message(setup: Setup, environ: Mapping[str, str]) -> WorkflowFacts | None:
    """Give the facts for the commit or call that is being made now: where the current session stands."""
    if not has_sessions(setup.repo.root):
        return None
    return WorkflowFacts(step=_step(setup.repo, environ))


def of_ending(repo: Repository, environ: Mapping[str, str]) -> WorkflowFacts | None:
    """Give the facts for the end of a turn or a session: what is left to do."""
    if not has_sessions(repo.root):
        return None
    return WorkflowFacts(step=_step(repo, environ), state=_state(repo, environ))


def _step(repo: Repository, environ: Mapping[str, str]) -> Callable[[], CurrentStep | None]:
    def step() -> CurrentStep | None:
        from sinfonia.workflow.current import current_head, with_scope

        head = current_head(repo, environ)
        return with_scope(repo, head) if head else None

    return step


def _state(repo: Repository, environ: Mapping[str, str]) -> Callable[[], SessionState | None]:
    def state() -> SessionState | None:
        from sinfonia.workflow.current import current_head

        head = current_head(repo, environ)
        if not head:
            return None
        from sinfonia.workflow.left import left_to_do

        return left_to_do(repo, head["session_id"])

    return state


class _Range:
    """What trust says of a range; nothing is read where neither trust nor a session plays a part."""

    __slots__ = ("_base", "_found", "_head", "_setup")

    def __init__(self, setup: Setup, base: str, head: str) -> None:
        self._setup = setup
        self._base = base
        self._head = head
        self._found: Range | None = None

    def unapproved(self) -> tuple[Wrong, ...]:
        """Give what lacks its approval."""
        data = self._setup.policy.data
        trusted = self._setup.policy.section("approvals").get("mode") == "trusted"
        return self._range().unapproved() if trusted or data.get("trust_configured") else ()

    def approves(self, change: Change) -> bool:
        """Tell whether records about files cover a change."""
        return self._range().approves(change)

    def _range(self) -> Range:
        if self._found is None:
            from sinfonia.workflow.trusted import Range

            self._found = Range(self._setup.repo, self._setup.objects, self._base, self._head)
        return self._found
