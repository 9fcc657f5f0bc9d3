"""Reading on behind a file whose text git cannot give: one near 1 GB, or a damaged object."""

from __future__ import annotations

from sinfonia.errors import GitError
from sinfonia.git.diff import read_texts
from sinfonia.git.listing import Listing, read_listing
from sinfonia.git.repo import SHA1_EMPTY_BLOB, SHA256_EMPTY_BLOB, git_error, git_reason
from sinfonia.git.stream import Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Change, Text
    from sinfonia.proc import Child

_MOST = 20  # files left out; more than that is a damaged repository
_DIED = 128  # git's `die`: all that it had to say before is in the pipe


def texts_behind(
    child: Child,
    stream: Stream,
    listing: Listing,
    start: Callable[..., Child],
    unread: list[tuple[str, str]],
    error: GitError,
) -> Iterator[Text]:
    """Yield the texts that a first reading did not reach; raises the `GitError` that cannot be read past.

    `start` starts the same git with pathspecs, `unread` gets every file that was left out.
    """
    changes = listing.changes
    while True:
        at = _culprit(listing, changes)
        over = not stream.peek()
        code, errors = child.finish()
        if code != _DIED or not over or at >= len(changes) or len(unread) >= _MOST:
            raise error
        unread.append((changes[at].path, f"git cannot show its text ({git_reason(code, errors or error.stderr)})"))
        done, changes = at, [*changes[:at], *changes[at + 1 :]]
        child = start(*(f":(top,exclude,literal){path}" for path, _ in unread))
        stream = Stream(child.chunks())
        try:
            read_listing(stream, None)
            listing = Listing(changes, listing.unmerged)
            for index, text in read_texts(stream, listing):
                if index >= done:
                    yield text
            code, errors = child.finish()
            if not code:
                return
            error = git_error(("diff-index",), code, errors)
        except GitError as again:
            error = again
        except GeneratorExit:
            child.finish()
            raise


def _culprit(listing: Listing, changes: list[Change]) -> int:
    """Give the index of the change at which git gave up: its header may stand there, its first hunk never does."""
    if listing.at < 0:
        return 0
    change = changes[listing.at]
    ids = {change.old_id, change.new_id} - {"", SHA1_EMPTY_BLOB, SHA256_EMPTY_BLOB}
    complete = listing.whole or not ids or change.old_id == change.new_id
    return listing.at + 1 if complete else listing.at
