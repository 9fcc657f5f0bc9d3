"""Readings of a repository: what is staged, one commit, a range, all tracked files."""

from __future__ import annotations

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git.diff import OPTIONS, PATCH, Listing, read_listing, read_texts
from sinfonia.git.message import parse
from sinfonia.git.repo import git_error
from sinfonia.git.stream import Stream
from sinfonia.model.change import text_of
from sinfonia.model.event import Commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sinfonia.git.repo import Repository
    from sinfonia.model.change import Blobs, Change, Text
    from sinfonia.proc import Child


class Reading:
    """A listing whose text is still in the pipe: `texts` may be read once, then git is asked how it ended.

    `unread` grows by (path, reason) for a file whose text git could not give.
    """

    __slots__ = ("_again", "_child", "_stream", "listing", "unread")

    def __init__(self, child: Child, stream: Stream, listing: Listing, again: Callable[[], Child]) -> None:
        self._child = child
        self._stream = stream
        self._again = again
        self.listing = listing
        self.unread: list[tuple[str, str]] = []

    def texts(self) -> Iterator[Text]:
        """Yield the added text of every change; raises `GitError` when git fails on the way.

        `-a` makes git give up on a file near 1 GB. Then git is asked again without it, and every file that it
        calls binary is read whole, or counted as unread.
        """
        done = 0
        try:
            for index, text in read_texts(self._stream, self.listing):
                done = index
                yield text
            _end(self._child, ("diff-index",))
        except GitError:
            self._child.finish()
            yield from self._without_text_option(done)

    def _without_text_option(self, done: int) -> Iterator[Text]:
        child = self._again()
        stream = Stream(child.chunks())
        read_listing(stream, None)
        for index, text in read_texts(stream, self.listing, binary=self._whole):
            if index >= done:
                yield text
        _end(child, ("diff-index",))

    def _whole(self, change: Change) -> Iterator[Text]:
        try:
            yield text_of(change.new(), change.path, change=change)
        except NotJudgedError as error:
            self.unread.append((change.path, error.message))

    def close(self) -> None:
        """Stop reading; git ends by itself."""
        self._child.finish()


def staged(repo: Repository, blobs: Blobs, *, against: str = "HEAD", text: bool = True) -> Reading:
    """Read what the index holds against a commit or tree; before the first commit, against nothing.

    Raises `GitError` when the index cannot be read.
    """
    reading = _diff_index(repo, blobs, against, text=text)
    if reading is None:
        if against != "HEAD" or repo.has_head():
            code, _, errors = repo.try_git("diff-index", "--cached", "--quiet", against)
            raise git_error(("diff-index",), code, errors)
        reading = _diff_index(repo, blobs, repo.empty_tree(), text=text)
        if reading is None:
            code, _, errors = repo.try_git("ls-files", "-s", "-z")
            raise git_error(("diff-index",), code, errors)
    return reading


def tracked(repo: Repository, blobs: Blobs) -> Reading:
    """Read every file of the index as if it were added now."""
    return staged(repo, blobs, against=repo.empty_tree())


def net(repo: Repository, blobs: Blobs, before: str, after: str) -> tuple[Change, ...]:
    """List what differs between two commits or trees, without text."""
    child = repo.stream("diff-tree", "-r", *OPTIONS, before, after)
    listing = read_listing(Stream(child.chunks()), blobs)
    _end(child, ("diff-tree",))
    return tuple(listing.changes)


def merge_base(repo: Repository, one: str, other: str) -> str:
    """Give the best common ancestor; raises `GitError`, with what to type, when history does not reach it."""
    code, printed, _ = repo.try_git("merge-base", one, other)
    if code == 0:
        return printed.decode("ascii").split()[0]
    hint = "git fetch --unshallow" if repo.is_shallow() else "fetch the base branch, or name another with --from"
    raise GitError(f"`{one[:12]}` and `{other[:12]}` have no common commit here", hint=hint)


class CommitReading:
    """One commit of a walk, with its texts; they must be read before the next commit is asked for."""

    __slots__ = ("commit", "texts")

    def __init__(self, commit: Commit, texts: Iterable[Text]) -> None:
        self.commit = commit
        self.texts = texts


FORMAT = "--format=%x01%H%x00%P%x00%an <%ae>%x00%B%x00"


def walk(repo: Repository, blobs: Blobs, *revisions: str) -> Iterator[CommitReading]:
    """Yield every commit that `git rev-list REVISIONS` lists, oldest first, in one stream.

    A merge comes with its own change only (what no parent has). Raises `GitError`.
    """
    names = repo.stream("rev-list", "--topo-order", "--reverse", *revisions)
    child = repo.stream(
        "diff-tree",
        "--stdin",
        "--always",
        "-r",
        "--root",
        "-c",
        "--encoding=UTF-8",
        *PATCH,
        *OPTIONS,
        FORMAT,
        stdin=names.stdout,
    )
    names.hang_up()
    stream = Stream(child.chunks())
    try:
        while _next_commit(stream):
            yield from _commit(stream, blobs)
        _end(child, ("diff-tree",))
    except GeneratorExit:
        child.finish()
        raise
    finally:
        code, errors = names.finish()
    if code:
        raise git_error(("rev-list",), code, errors)


def _commit(stream: Stream, blobs: Blobs) -> Iterator[CommitReading]:
    oid = stream.until(b"\0").decode("ascii")
    parents = tuple(stream.until(b"\0").decode("ascii").split())
    author = stream.until(b"\0").decode("utf-8", "surrogateescape")
    message = parse(stream.until(b"\0").decode("utf-8", "surrogateescape").rstrip("\n"))
    while stream.peek() in {b"\0", b"\n"}:
        stream.at += 1
    if len(parents) > 1:
        from sinfonia.git.combined import read_merge

        changes, texts = read_merge(stream, len(parents), blobs)
        yield CommitReading(Commit(oid, parents, author, message, tuple(changes)), texts)
        return
    listing = read_listing(stream, blobs)
    rest = (text for _, text in read_texts(stream, listing))
    yield CommitReading(Commit(oid, parents, author, message, tuple(listing.changes)), rest)
    for _ in rest:  # what the caller did not read stands before the next commit
        pass


def _next_commit(stream: Stream) -> bool:
    while (byte := stream.peek()) in {b"\0", b"\n"}:
        stream.at += 1
    if not byte:
        return False
    if byte != b"\x01":
        raise GitError("git answered with a commit that this version cannot read")
    stream.at += 1
    return True


def _diff_index(repo: Repository, blobs: Blobs, against: str, *, text: bool) -> Reading | None:
    """Start the one git process of a commit check; None when git refuses before the first byte."""
    patch = PATCH if text else ()
    start = ("diff-index", "--cached", "--ita-invisible-in-index")
    child = repo.stream(*start, *patch, *OPTIONS, against, "--")
    stream = Stream(child.chunks())
    if not stream.peek():
        code, _ = child.finish()
        if code:
            return None

    def again() -> Child:
        return repo.stream(*start, *(part for part in patch if part != "-a"), *OPTIONS, against, "--")

    return Reading(child, stream, read_listing(stream, blobs), again)


def _end(child: Child, args: tuple[str, ...]) -> None:
    code, errors = child.finish()
    if code:
        raise git_error(args, code, errors)
