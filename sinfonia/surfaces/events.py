"""Readings of git, made into events."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import message_text
from sinfonia.model.event import Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sinfonia.git.changes import Reading
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Change, Text
    from sinfonia.model.event import Actor, Commit, Message, Moment
    from sinfonia.model.workflow_facts import WorkflowFacts


def staged_events(
    repo: Repository,
    objects: ObjectReader,
    reading: Reading,
    *,
    base: str | None,
    merging: tuple[str, ...] = (),
    message: Message | None = None,
    actor: Actor = "person",
    workflow: WorkflowFacts | None = None,
) -> Iterator[Event]:
    """Give the commit that is being made: one event, or for a merge two.

    What a merge brings into HEAD is judged for secrets; for tests and the like only what no parent has.
    """
    changes = tuple(reading.listing.changes)
    if merging:
        yield Event("commit", changes, texts=reading.texts, units=("each",), message=message, actor=actor, merge=True)
        net = staged_net(repo, objects, changes, base=base, merging=merging, message=message, actor=actor)
        net.workflow = workflow
        yield net
        return
    net = staged_net(repo, objects, changes, base=base, message=message, actor=actor)
    yield Event(
        "commit",
        changes,
        texts=reading.texts,
        message=message,
        branch=net.branch,
        before=net.before,
        actor=actor,
        revert=net.revert,
        workflow=workflow,
    )


def staged_net(
    repo: Repository,
    objects: ObjectReader,
    changes: tuple[Change, ...],
    *,
    base: str | None,
    merging: tuple[str, ...] = (),
    message: Message | None = None,
    actor: Actor = "person",
    moment: Moment = "commit",
) -> Event:
    """Give the net change of the commit that is being made, without text: for a merge, what no parent has."""

    def branch() -> tuple[Change, ...]:
        from sinfonia.surfaces.branch import branch_changes

        return branch_changes(repo, objects, base)

    if merging:
        changes = merge_changes(repo, objects, ("HEAD", *merging))
    revert = is_true_revert(repo, objects, message, changes)
    return Event(
        moment,
        changes,
        units=("net",),
        message=message,
        branch=branch,
        before=files_of(objects, "HEAD"),
        actor=actor,
        merge=bool(merging),
        revert=revert,
    )


def tree_event(repo: Repository, objects: ObjectReader) -> tuple[Event, Reading]:
    """Give every tracked file as if it were added now."""
    from sinfonia.git.changes import tracked

    reading = tracked(repo, objects)
    return Event("commit", tuple(reading.listing.changes), texts=reading.texts, units=("each",)), reading


def range_events(
    repo: Repository,
    objects: ObjectReader,
    base: str,
    head: str,
    *,
    since: str | None = None,
    known: tuple[str, ...] = (),
    facts: Callable[[Event, str], WorkflowFacts | None] = lambda _event, _start: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Event]:
    """Give every commit of `base..head`, oldest first, then their net change.

    `base` may be the empty tree: then the whole history of `head` is the range. `since` leaves out the
    commits that it reaches. What `known` (arguments of rev-list) names counts for the net change, with the
    trailers of its commits, and is not judged again commit by commit. `facts` gives, for the net change and where
    it starts, what rules may ask of sessions. Raises `GitError`.
    """
    from sinfonia.git.changes import merge_base, net, walk

    fresh = set(repo.git("rev-list", head, *known).decode("ascii").split()) if known else None
    empty = base == repo.empty_tree()
    limits = [f"^{revision}" for revision in (None if empty else base, since) if revision]
    commits: list[Commit] = []
    for reading in walk(repo, objects, head, *limits):
        commits.append(reading.commit)
        progress(len(commits))
        if fresh is None or reading.commit.oid in fresh:
            yield _commit_event("range", reading.commit, reading.texts)
    # A commit whose parent is the base tells that the base is reached from the head: git need not be asked.
    reached = empty or any(base in commit.parents for commit in commits)
    start = base if reached else merge_base(repo, base, head)
    changes = _without_reverts(repo, objects, commits, net(repo, objects, start, head))
    event = Event("range", changes, units=("net",), commits=tuple(commits), before=files_of(objects, start))
    event.workflow = facts(event, start)
    yield event


def commit_events(repo: Repository, objects: ObjectReader, oid: str) -> Iterator[Event]:
    """Give one commit as a range of one."""
    from sinfonia.git.changes import walk

    for reading in walk(repo, objects, "--no-walk", oid):
        commit = reading.commit
        yield _commit_event("range", commit, reading.texts)
        revert = is_true_revert(repo, objects, commit.message, commit.changes)
        merge = len(commit.parents) > 1
        before = files_of(objects, commit.parents[0] if commit.parents else repo.empty_tree())
        yield Event(
            "range", commit.changes, units=("net",), commits=(commit,), revert=revert, merge=merge, before=before
        )


def push_events(
    repo: Repository,
    objects: ObjectReader,
    tip: str,
    known: tuple[str, ...],
    *,
    start: str | None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Event]:
    """Give every commit that a push brings: what `tip` reaches and `known` (arguments of rev-list) do not."""
    from sinfonia.git.changes import net, walk

    commits: list[Commit] = []
    for reading in walk(repo, objects, tip, *known):
        commits.append(reading.commit)
        progress(len(commits))
        yield _commit_event("push", reading.commit, reading.texts)
    if commits and start is not None:
        changes = net(repo, objects, start, tip)
        yield Event("push", changes, units=("net",), commits=tuple(commits), before=files_of(objects, start))


def message_event(message: Message, *, actor: Actor) -> Event:
    """Give the message of the commit that is being made, as text."""
    return Event(
        "message", (), texts=lambda: (message_text(message.text),), units=("each",), message=message, actor=actor
    )


def tag_events(objects: ObjectReader, oid: str, moment: Moment) -> Iterator[Event]:
    """Give the message of an annotated tag as text, and of a tag that it points to; nothing for a commit."""
    kind, data = objects.read_object(oid)
    while kind == "tag":
        head, _, text = data.decode("utf-8", "surrogateescape").partition("\n\n")
        said = message_text(text)
        yield Event(moment, (), texts=lambda said=said: (said,), units=("each",))  # type: ignore[misc]  # binds the loop's value
        kind, data = objects.read_object(head.partition("object ")[2].partition("\n")[0])


def merge_changes(repo: Repository, objects: ObjectReader, parents: tuple[str, ...]) -> tuple[Change, ...]:
    """List what the index has that none of the parents has, path by path.

    A path that equals one parent's is that parent's; every other was put together here. Whether lines of
    its own are in it is asked of git by the combined diff of a tree made from the index.
    """
    from sinfonia.git.combined import read_merge
    from sinfonia.git.diff import OPTIONS, PATCH
    from sinfonia.git.stream import Stream

    tree = repo.git("write-tree").decode("ascii").strip()
    ids = [repo.resolve(parent) for parent in parents]
    printed = repo.git("diff", "-c", *PATCH, *OPTIONS, tree, *ids)
    changes, _ = read_merge(Stream(iter((printed,))), len(ids), objects)
    return tuple(changes)


def is_true_revert(
    repo: Repository, objects: ObjectReader, message: Message | None, changes: tuple[Change, ...]
) -> bool:
    """Tell whether a commit that says it reverts another gives back exactly what was there before that one."""
    if message is None:
        return False
    from sinfonia.git.changes import net
    from sinfonia.git.message import is_revert

    if not is_revert(message):
        return False
    oid = message.text.partition("This reverts commit ")[2].partition(".")[0].partition(",")[0].strip()
    if not oid or not all(c in "0123456789abcdef" for c in oid) or not repo.knows(oid) or not repo.knows(oid + "^"):
        return False
    undone = {(c.path, c.old_mode, c.old_id) for c in net(repo, objects, oid + "^", oid)}
    return bool(changes) and all((c.path, c.new_mode, c.new_id) in undone for c in changes)


def files_of(objects: ObjectReader, revision: str) -> Callable[[str], bytes]:
    """Give the reader of a file as a commit or tree has it, b"" where it has none."""

    def read(path: str) -> bytes:
        try:
            kind, data = objects.read_object(f"{revision}:{path}")
        except NotJudgedError:
            return b""
        return data if kind == "blob" else b""

    return read


def _commit_event(moment: Moment, commit: Commit, texts: Iterable[Text]) -> Event:
    def both() -> Iterator[Text]:
        yield message_text(commit.message.text)
        yield from texts

    return Event(
        moment,
        commit.changes,
        texts=both,
        units=("each",),
        message=commit.message,
        commit=commit,
        merge=len(commit.parents) > 1,
    )


def _without_reverts(
    repo: Repository, objects: ObjectReader, commits: list[Commit], changes: tuple[Change, ...]
) -> tuple[Change, ...]:
    """Leave out the paths that only reverts touch."""
    from sinfonia.git.message import is_revert

    reverts = {c.oid for c in commits if is_revert(c.message) and is_true_revert(repo, objects, c.message, c.changes)}
    if not reverts:
        return changes
    by_others = {change.path for c in commits if c.oid not in reverts for change in c.changes}
    return tuple(change for change in changes if change.path in by_others)
