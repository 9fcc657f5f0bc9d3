"""One judgement each: what is staged, a range, a commit, every tracked file, a push."""

from __future__ import annotations

from sinfonia.errors import ConfigError, Exit, GitError
from sinfonia.model.finding import Report
from sinfonia.rules.enf_009_workflow_integrity import concerns
from sinfonia.surfaces.events import commit_events, message_event, push_events, range_events, staged_events, tree_event
from sinfonia.surfaces.setup import at_hand, broken_by, from_base

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sinfonia.engine import Judge
    from sinfonia.git.changes import Reading
    from sinfonia.git.repo import Repository
    from sinfonia.model.event import Actor, Event, Message
    from sinfonia.model.workflow_facts import WorkflowFacts
    from sinfonia.surfaces.ci_review import Review
    from sinfonia.surfaces.options import Options
    from sinfonia.surfaces.setup import Setup

    Progress = Callable[[int], None]


def quiet(_count: int) -> None:
    """Show no progress."""


def judge_staged(
    setup: Setup,
    reading: Reading,
    *,
    merging: tuple[str, ...] = (),
    message: Message | None = None,
    whole: bool = False,
    without: frozenset[str] = frozenset(),
    only: frozenset[str] | None = None,
    actor: Actor = "person",
) -> Report:
    """Judge what a reading of the index holds, `whole` with the text of the message; raises `GitError`."""
    judge = setup.judge(without=without, only=only)
    add_staged(judge, setup, reading, merging=merging, message=message, actor=actor)
    if whole and message:
        judge.add(message_event(message, actor=actor))
    return judge.report("commit", setup.notes)


def add_staged(
    judge: Judge,
    setup: Setup,
    reading: Reading,
    *,
    merging: tuple[str, ...] = (),
    message: Message | None = None,
    actor: Actor = "person",
) -> None:
    """Let a judge see what a reading of the index holds; what git could not read is refused."""
    base = setup.policy.data.get("base")
    workflow = None
    if merging or concerns(reading.listing.changes):
        from sinfonia.surfaces.session_facts import of_index

        workflow = of_index(setup, tuple(reading.listing.changes), merging)
    events = staged_events(
        setup.repo,
        setup.objects,
        reading,
        base=base,
        merging=merging,
        message=message,
        actor=actor,
        workflow=workflow,
    )
    _add(judge, events)
    refuse_unread(judge, reading)


def judge_tree(repo: Repository, environ: Mapping[str, str], options: Options) -> Report:
    """Judge every tracked file, without the rules that ask what changed."""
    setup = at_hand(repo, environ, options)
    judge = setup.judge(tree=True)
    event, reading = tree_event(repo, setup.objects)
    judge.add(event)
    refuse_unread(judge, reading)
    return judge.report("commit", setup.notes)


class Bounds:
    """The resolved ends of a range: full ids, or the `base` an empty tree; `policy` is where its policy should be."""

    __slots__ = ("base", "empty", "head", "policy")

    def __init__(self, base: str, head: str, policy: str | None, *, empty: bool) -> None:
        self.base = base
        self.head = head
        self.policy = policy
        self.empty = empty


class Pushed:
    """What a server adds to a range.

    `known` (arguments of rev-list) says which commits were judged before; they count for the net change only.
    `said` are events of the push itself: the message of a tag.
    """

    __slots__ = ("known", "said")

    def __init__(self, known: tuple[str, ...] = (), said: Iterable[Event] = ()) -> None:
        self.known = known
        self.said = said


def judge_range(  # noqa: PLR0913 - each says another thing about one range
    repo: Repository,
    environ: Mapping[str, str],
    options: Options,
    base: str,
    head: str,
    *,
    policy_from: str | None = None,
    pushed: Pushed | None = None,
    review: Review | None = None,
    progress: Progress = quiet,
) -> Report:
    """Judge every commit of `base..head` and their net change, by the policy of the base.

    Both are revisions, or `base` the empty tree. `policy_from` names another revision for the policy: the
    tip of the branch that the work goes to. `review` is what CI adds. Raises `GitError` for a revision that is
    not here.
    """
    head_id = repo.resolve(head)
    empty = base == repo.empty_tree()
    base_id = base if empty else repo.resolve(base)
    source = repo.resolve(policy_from) if policy_from else None if empty else base_id
    setup = from_base(repo, environ, options, source, head_id)
    since = setup.policy.data.get("since")
    if since and not repo.knows(since):
        raise GitError(f"`since: {since}` names no commit here", hint="git fetch --unshallow, or correct `since`")
    bounds = Bounds(base_id, head_id, source, empty=empty)
    judge = (review.joined(setup, bounds) if review else setup).judge()
    pushed = pushed or Pushed()
    _add(judge, pushed.said)

    def facts(event: Event, start: str) -> WorkflowFacts:
        from sinfonia.surfaces.session_facts import of_range

        return of_range(setup, event, start, head_id, base=source or "")

    for event in range_events(
        repo, setup.objects, base_id, head_id, since=since, known=pushed.known, facts=facts, progress=progress
    ):
        if review:
            review.see(event)
        judge.add(event)
    error = broken_by(setup, head_id)
    if error is not None:
        judge.refuse(unreadable(error, "range").findings[0])
    report = judge.report("range", setup.notes)
    return review.finish(setup, report) if review else report


def judge_commit(repo: Repository, environ: Mapping[str, str], options: Options, revision: str) -> Report:
    """Judge one commit, by the policy of its first parent."""
    oid = repo.resolve(revision)
    parent = repo.resolve(oid + "^") if repo.knows(oid + "^") else None
    setup = from_base(repo, environ, options, parent, oid)
    judge = setup.judge()
    for event in commit_events(repo, setup.objects, oid):
        if event.units == ("net",):
            from sinfonia.surfaces.session_facts import of_commit

            event.workflow = of_commit(setup, event.commits[0])
        judge.add(event)
    return judge.report("range", setup.notes)


def judge_push(
    setup: Setup,
    tips: Iterable[tuple[str, tuple[str, ...], str | None]],
    *,
    said: Iterable[Event] = (),
    base: str = "",
    progress: Progress = quiet,
) -> Report:
    """Judge the commits that each tip brings; `tips` are (commit, arguments that say what is known, net start).

    `said` are events of the push itself; `base` is the protected tip from which trust is read.
    """
    judge = setup.judge()
    _add(judge, said)
    since = setup.policy.data.get("since")
    past = (f"^{since}",) if since and setup.repo.knows(since) else ()
    for tip, new, start in tips:
        known = (*past, *new)
        for event in push_events(setup.repo, setup.objects, tip, known, start=start, progress=progress):
            if start is not None and event.units == ("net",):
                from sinfonia.surfaces.session_facts import of_range

                event.workflow = of_range(setup, event, start, tip, base=base)
            judge.add(event)
    return judge.report("push", setup.notes)


def unreadable(error: ConfigError, moment: str) -> Report:
    """Make a report of a configuration that cannot be used: it refuses, and says that it could not judge."""
    from sinfonia.rules.enf_903_unreadable_configuration import finding
    from sinfonia.rules.secrets.mask import mask_line

    place, colon, reason = error.message.partition(": ")
    path, _, line = place.rpartition(":")
    if not colon:
        place, reason = "(configuration)", error.message
    reason = mask_line(reason.encode("utf-8", "surrogateescape"))  # it quotes the file
    at = (path, int(line)) if line.isdigit() else (place, None)
    return Report(moment, (finding(at[0], reason, line=at[1], hint=error.hint),), rules=1)


def exit_code(report: Report) -> int:
    """Give the exit code that goes with a verdict."""
    return {"passed": Exit.YES, "refused": Exit.NO, "could-not-judge": Exit.COULD_NOT_TELL}[report.verdict]


def _add(judge: Judge, events: Iterable[Event]) -> None:
    for event in events:
        judge.add(event)


def refuse_unread(judge: Judge, reading: Reading) -> None:
    """Refuse what a reading could not give: unresolved conflicts, files that git could not read."""
    if not reading.listing.unmerged and not reading.unread:
        return
    from sinfonia.rules.enf_904_could_not_judge import finding

    for path in reading.listing.unmerged:
        judge.refuse(finding(path, "it has an unresolved conflict", help=f"resolve it, then: git add {path}"))
    for path, why in reading.unread:
        judge.refuse(finding(path, why))
