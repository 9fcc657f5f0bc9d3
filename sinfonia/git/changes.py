"""Readings of a repository: what is staged, one commit, a range, all tracked files."""

from __future__ import annotations

from sinfonia.errors import GitError
from sinfonia.git.diff import OPTIONS, PATCH, read_texts
from sinfonia.git.listing import Listing, read_listing
from sinfonia.git.message import parse
from sinfonia.git.repo import git_error
from sinfonia.git.stream import Stream
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

    __slots__ = ("_child", "_start", "_stream", "listing", "unread")

    def __init__(self, child: Child, stream: Stream, listing: Listing, start: Callable[..., Child]) -> None:
        self._child = child
        self._stream = stream
        self._start = start
        self.listing = listing
        self.unread: list[tuple[str, str]] = []

    def texts(self) -> Iterator[Text]:
        """Yield the added text of every change; raises `GitError` when git fails on the way.

        `-a` makes git give up at a file near 1 GB, and so does a damaged object. That file is counted as unread,
        and git is asked again without it for what stands behind it.
        """
        try:
            try:
                for _, text in read_texts(self._stream, self.listing):
                    yield text
                _end(self._child, ("diff-index",))
            except GitError as error:
                from sinfonia.git.retry import texts_behind

                yield from texts_behind(self._child, self._stream, self.listing, self._start, self.unread, error)
        finally:
            self._child.finish()

    def close(self) -> None:
        """Stop reading; git ends by itself."""
        self._child.finish()


class Started:
    """A `git diff-index` that runs while its caller still imports what will read it."""

    __slots__ = ("_args", "_repo", "child")

    def __init__(self, repo: Repository, against: str = "HEAD", *, text: bool = True, cached: bool = True) -> None:
        self._repo = repo
        patch = PATCH if text else ()
        source = ("--cached",) if cached else ()  # else the files on disk
        self._args = ("diff-index", *source, "--ita-invisible-in-index", *patch, *OPTIONS, against, "--")
        self.child = self._start()

    def read(self, blobs: Blobs) -> Reading | None:
        """Read the listing; None when git refuses before the first byte."""
        stream = Stream(self.child.chunks())
        if not stream.peek():
            code, _ = self.child.finish()
            if code:
                return None
        try:
            return Reading(self.child, stream, read_listing(stream, blobs), self._start)
        except GitError:
            self.child.finish()
            raise

    def _start(self, *pathspecs: str) -> Child:
        return self._repo.stream(*self._args, *pathspecs)


def staged(
    repo: Repository, blobs: Blobs, *, against: str = "HEAD", text: bool = True, started: Started | None = None
) -> Reading:
    """Read what the index holds against a commit or tree; before the first commit, against nothing.

    `started` is a process that runs already, with the same arguments. Raises `GitError` when the index
    cannot be read.
    """
    reading = (started or Started(repo, against, text=text)).read(blobs)
    if reading is None:
        if against != "HEAD" or repo.has_head():
            code, _, errors = repo.try_git("diff-index", "--cached", "--quiet", against, "--")
            raise git_error(("diff-index",), code, errors)
        reading = Started(repo, repo.empty_tree(), text=text).read(blobs)
        if reading is None:
            code, _, errors = repo.try_git("ls-files", "-s", "-z")
            raise git_error(("diff-index",), code, errors)
    return reading


def differing(repo: Repository, blobs: Blobs, before: str, after: str) -> Reading:
    """Read what one commit or tree holds against another, with text; raises `GitError`."""

    def start(*pathspecs: str) -> Child:
        return repo.stream("diff-tree", "-r", *PATCH, *OPTIONS, before, after, "--", *pathspecs, index=False)

    child = start()
    stream = Stream(child.chunks())
    try:
        return Reading(child, stream, read_listing(stream, blobs), start)
    except GitError:
        child.finish()
        raise


def tracked(repo: Repository, blobs: Blobs) -> Reading:
    """Read every file of the index as if it were added now."""
    return staged(repo, blobs, against=repo.empty_tree())


def net(repo: Repository, blobs: Blobs, before: str, after: str) -> tuple[Change, ...]:
    """List what differs between two commits or trees, without text."""
    child = repo.stream("diff-tree", "-r", *OPTIONS, before, after, "--", index=False)
    try:
        listing = read_listing(Stream(child.chunks()), blobs)
        _end(child, ("diff-tree",))
    finally:
        child.finish()
    return tuple(listing.changes)


def merge_base(repo: Repository, one: str, other: str) -> str:
    """Give the best common ancestor; raises `GitError`, with what to type, when history does not reach it."""
    code, printed, _ = repo.try_git("merge-base", one, other)
    if code == 0:
        return printed.decode("ascii").split()[0]
    hint = "git fetch --unshallow" if repo.is_shallow() else "fetch the base branch, or name another with --from"
    raise GitError(f"`{one[:12]}` and `{other[:12]}` have no common commit here", hint=hint)


class CommitReading:
    """One commit of a walk, with its texts; they must be read before the next commit is asked for.

    `committer` is an e-mail address.
    """

    __slots__ = ("commit", "committer", "texts")

    def __init__(self, commit: Commit, texts: Iterable[Text], committer: str) -> None:
        self.commit = commit
        self.committer = committer
        self.texts = texts


FORMAT = "--format=%x01%H%x00%P%x00%an <%ae>%x00%ce%x00%e%x00%B%x00"


def walk(repo: Repository, blobs: Blobs, *revisions: str) -> Iterator[CommitReading]:
    """Yield every commit that `git rev-list REVISIONS` lists, oldest first, in one stream.

    A merge comes with its own change only (what no parent has). Raises `GitError`.
    """
    names = repo.stream("rev-list", "--topo-order", "--reverse", *revisions, "--")
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
        index=False,
    )
    names.hang_up()
    stream = Stream(child.chunks())
    try:
        while _next_commit(stream):
            yield from _commit(repo, stream, blobs)
        _end(child, ("diff-tree",))
    finally:
        child.finish()  # first the reader: rev-list would wait for it
        code, errors = names.finish()
    if code:
        raise git_error(("rev-list",), code, errors)


def _commit(repo: Repository, stream: Stream, blobs: Blobs) -> Iterator[CommitReading]:
    oid = stream.until(b"\0").decode("ascii")
    parents = tuple(stream.until(b"\0").decode("ascii").split())
    author = stream.until(b"\0").decode("utf-8", "surrogateescape")
    committer = stream.until(b"\0").decode("utf-8", "surrogateescape")
    encoding = stream.until(b"\0")
    text = stream.until(b"\0").decode("utf-8", "surrogateescape").rstrip("\n")
    if encoding and encoding.lower() not in {b"utf-8", b"utf8"}:
        text = _as_stored(repo, oid, text)
    message = parse(text)
    while stream.peek() in {b"\0", b"\n"}:
        stream.at += 1
    if len(parents) > 1:
        from sinfonia.git.combined import read_merge

        changes, texts = read_merge(stream, len(parents), blobs)
        yield CommitReading(Commit(oid, parents, author, message, tuple(changes)), texts, committer)
        return
    listing = read_listing(stream, blobs)
    rest = (text for _, text in read_texts(stream, listing))
    yield CommitReading(Commit(oid, parents, author, message, tuple(listing.changes)), rest, committer)
    for _ in rest:  # what the caller did not read stands before the next commit
        pass


def _as_stored(repo: Repository, oid: str, shown: str) -> str:
    """Give a message in another encoding as its bytes stand, then as git shows it: its header may claim anything."""
    _, _, body = repo.git("cat-file", "commit", oid).partition(b"\n\n")
    stored = body.decode("utf-8", "surrogateescape").rstrip("\n")
    return stored if stored == shown else f"{stored}\n{shown}"


def _next_commit(stream: Stream) -> bool:
    while (byte := stream.peek()) in {b"\0", b"\n"}:
        stream.at += 1
    if not byte:
        return False
    if byte != b"\x01":
        raise GitError("git answered with a commit that this version cannot read")
    stream.at += 1
    return True


def _end(child: Child, args: tuple[str, ...]) -> None:
    code, errors = child.finish()
    if code:
        raise git_error(args, code, errors)
