"""`Sinfonia-Session` and `Sinfonia-Step`, added to the message of a commit that is made in a session.

An amend is known in two ways, since neither hook is told in every case. `prepare-commit-msg` gets a source
(githooks(5): `commit` is an amend or a copied message, `merge` and `squash` bring one along), but for `--amend -m` that
is `message`, as for a new commit. And git gives every hook of a commit its author as `GIT_AUTHOR_*` (builtin/commit.c,
`determine_author_info`): an amend keeps the author and the second of HEAD.
"""

from __future__ import annotations

import os

from sinfonia.git.message import is_revert, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.event import Message

SESSION, STEP = "Sinfonia-Session", "Sinfonia-Step"
UNDER_WAY = ("rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_HEAD", "sequencer")
"""State files of git while commits are made that are not new ones (gitrepository-layout(5))."""

_BROUGHT = frozenset({"commit", "merge", "squash"})
_NO_COMMENT = "\x01"  # as the mark of comments: no line begins with it


def leave_note(repo: Repository, args: tuple[str, ...]) -> None:
    """Note, from the arguments of `prepare-commit-msg`, that the message is not a new one; else take the note away."""
    path = _note(repo)
    try:
        if len(args) > 1 and args[1] in _BROUGHT:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        else:
            os.unlink(path)
    except OSError:
        return  # there was none, or the git directory cannot be written


def add_trailers(
    repo: Repository, objects: ObjectReader, environ: Mapping[str, str], file: str, message: Message, *, comment: str
) -> None:
    """Add the trailers to the message file of a new commit; raises `GitError` when git cannot.

    `comment` is what begins a comment, "" where such lines belong to the message. Nothing is added to a message that is
    empty or carries one of them, and while git makes commits that are not new.
    """
    noted = _take_note(repo)
    if noted or not message.text.strip() or is_revert(message) or message.values(SESSION) or message.values(STEP):
        return
    if any(repo.in_progress(name) for name in UNDER_WAY):
        return
    from sinfonia.workflow.current import current_head

    head = current_head(repo, environ)
    if head is None:
        return
    words = ((SESSION, head["session_id"]), (STEP, head.get("current_step", "")))
    if _may_amend(objects, environ, words):
        return
    repo.git(
        *("-c", f"core.commentChar={comment or _NO_COMMENT}", "interpret-trailers", "--in-place", "--no-divider"),
        *("--if-exists=doNothing", "--where=end", *(f"--trailer={key}: {value}" for key, value in words), file),
    )


def _may_amend(objects: ObjectReader, environ: Mapping[str, str], words: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether this is HEAD made again, as author and second say.

    Two commits of one second look the same: where HEAD carries these trailers, adding them is right in both cases.
    """
    from sinfonia.surfaces.branch import commit_id

    name, email, date = (environ.get(f"GIT_AUTHOR_{key}", "") for key in ("NAME", "EMAIL", "DATE"))
    if not date or commit_id(objects, "HEAD") is None:
        return False
    top, _, text = objects.read_object("HEAD")[1].decode("utf-8", "surrogateescape").partition("\n\n")
    if f"author {name} <{email}> {date.removeprefix('@')}" not in top.split("\n"):
        return False
    before = parse(text.rstrip("\n"))
    return any(before.values(key) != (value,) for key, value in words)


def _note(repo: Repository) -> str:
    return os.path.join(repo.git_dir, "sinfonia", "brought-message")


def _take_note(repo: Repository) -> bool:
    """Tell whether there was a note, which serves one commit."""
    try:
        os.unlink(_note(repo))
    except OSError:
        return False
    return True
