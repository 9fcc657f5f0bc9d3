"""The state commit: a session's files on the current branch, and nothing else that is staged or changed.

Order: objects, then the files (written by the caller), then the user's index, then branch and tags together in one
`git update-ref` transaction. What a kill leaves ahead of HEAD goes into the next state commit.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.repo import git_error, shown
from sinfonia.workflow import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sinfonia.git.repo import Repository

IN_PROGRESS = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
"""State files of git and what is going on when they are there (gitrepository-layout(5))."""

IDENTITY = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
            "GIT_COMMITTER_DATE")  # fmt: skip
INDEX_PATIENCE = 2.0  # seconds that somebody else may hold `index.lock`
TRIES = 20  # of a branch that others move at the same time


@dataclass(frozen=True, slots=True)
class Committed:
    """The state is committed: the commit's id, its short id, its subject."""

    oid: str
    subject: str


@dataclass(frozen=True, slots=True)
class Left:
    """The files are written and not committed: why, and what to type."""

    why: str
    command: str


@dataclass(frozen=True, slots=True)
class NewRef:
    """A ref that must not exist yet, and the object that it shall name."""

    name: str
    oid: str


class StateCommit:
    """Commits one folder (relative, `/`) of a repository; call it under the lock."""

    def __init__(self, repo: Repository, folder: str, environ: Mapping[str, str]) -> None:
        self._repo = repo
        self.folder = folder
        given = {key: environ[key] for key in IDENTITY if environ.get(key)}
        # The signing programs may ask for a passphrase, on the terminal or in a window of the user's session.
        self.env = {**repo.env, **given}

    def obstacle(self) -> Left | None:
        """Say why nothing can be committed now, if so."""
        command = f"git add {self.folder} && git commit"
        for name, what in IN_PROGRESS.items():
            if self._repo.in_progress(name):
                return Left(f"{what} is in progress", command)
        if not self._branch():
            return Left("HEAD is detached", command)
        return None

    def commit(
        self,
        subject: str,
        trailers: Sequence[tuple[str, str]],
        *,
        refs: Sequence[NewRef] = (),
        judge: Callable[[str, str], None] = lambda _tree, _message: None,
    ) -> Committed | Left:
        """Commit the folder as it is on disk and create `refs` with it.

        `judge(tree, message)` may raise before anything is recorded. Raises `SinfoniaError` when git cannot. Where
        nothing changed since HEAD only the refs are created.
        """
        if left := self.obstacle():
            if refs:
                self.make_refs(refs)
            return left
        message = subject + "\n\n" + "".join(f"{key}: {value}\n" for key, value in trailers)
        entries = self._entries()
        for _ in range(TRIES):
            head = self._head()
            tree = self._tree(head, entries)
            unchanged = head and tree == self._repo.git("rev-parse", f"{head}^{{tree}}").decode().strip()
            judge(tree, message)
            oid = head if unchanged else self._write(tree, head, message)
            self._stage(entries)
            orders = [f"create {ref.name} {ref.oid}" for ref in refs]
            if not unchanged:
                orders.append(f"update HEAD {oid} {head}" if head else f"create HEAD {oid}")
            if self._transact(orders, subject):
                return Committed(oid, subject)
        raise SinfoniaError(
            "the branch moves faster than the state can be committed", hint="the files are written: type it again"
        )

    def make_refs(self, refs: Sequence[NewRef]) -> None:
        """Create refs alone; raises `GitError` for one that exists."""
        self._transact([f"create {ref.name} {ref.oid}" for ref in refs])

    def _branch(self) -> str:
        code, printed, _ = self._repo.try_git("symbolic-ref", "-q", "HEAD")
        return "" if code else printed.decode("utf-8", "surrogateescape").strip()

    def _head(self) -> str:
        code, printed, _ = self._repo.try_git("rev-parse", "--verify", "--quiet", "HEAD")
        return "" if code else printed.decode("ascii").strip()

    def _entries(self) -> list[tuple[str, str]]:
        """Store the folder's files as objects; gives (path, blob id)."""
        paths = []
        top = os.path.join(self._repo.root, self.folder)
        for folder, names, found in os.walk(top):
            names.sort()
            for name in sorted(found):
                full = os.path.join(folder, name)
                files.refuse_link(full)
                if not files.is_leftover(name):
                    paths.append(os.path.relpath(full, self._repo.root).replace(os.sep, "/"))
        odd = next((path for path in paths if "\n" in path), None)
        if odd:
            raise SinfoniaError(f"`{shown(odd)}` has a line feed in its name", hint="rename it")
        stdin = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
        ids = self._run("hash-object", "-w", "--stdin-paths", stdin=stdin).decode("ascii").split()
        return list(zip(paths, ids, strict=True))

    def _tree(self, head: str, entries: Sequence[tuple[str, str]]) -> str:
        """Make the tree of HEAD with these files in it, through an index of its own."""
        index = os.path.join(self._repo.git_dir, f"sinfonia-index-{os.getpid()}")
        env = {**self.env, "GIT_INDEX_FILE": index}
        try:
            if head:
                self._run("read-tree", head, env=env)
            self._run("update-index", "-z", "--index-info", stdin=_index_info(entries), env=env)
            return self._run("write-tree", env=env).decode("ascii").strip()
        finally:
            for path in (index, index + ".lock"):
                if os.path.exists(path):
                    os.unlink(path)

    def _write(self, tree: str, head: str, message: str) -> str:
        signs = self._repo.try_git("config", "--type=bool", "--get", "commit.gpgSign")[1].strip() == b"true"
        args = ["commit-tree", *(["-S"] if signs else []), tree, *(["-p", head] if head else [])]
        return self._run(*args, stdin=message.encode("utf-8", "surrogateescape")).decode("ascii").strip()

    def _stage(self, entries: Sequence[tuple[str, str]]) -> None:
        """Enter the same files into the user's index: else the user's next commit would delete them."""
        start = time.monotonic()
        while True:
            args = ("update-index", "-z", "--index-info")
            code, _, errors = proc.output(self._repo.command(*args), self.env, stdin=_index_info(entries))
            if not code:
                return
            if "index.lock" not in errors:
                raise git_error(args, code, errors)
            if time.monotonic() - start > INDEX_PATIENCE:
                raise SinfoniaError(
                    f"another git holds `{os.path.join(self._repo.git_dir, 'index.lock')}`",
                    hint="the files are written; when it is gone, type the command again",
                )
            time.sleep(0.05)

    def _transact(self, orders: Sequence[str], subject: str = "") -> bool:
        """Move refs together; False when the branch has moved on; raises `SinfoniaError` for a ref that exists."""
        if not orders:
            return True
        stdin = "".join(f"{line}\n" for line in ("start", *orders, "prepare", "commit")).encode()
        args = ("update-ref", "-m", f"commit: {subject}", "--stdin")
        code, _, errors = proc.output(self._repo.command(*args), self.env, stdin=stdin)
        if not code:
            return True
        if "but expected" in errors or "unable to resolve reference 'HEAD'" in errors or "Unable to create" in errors:
            return False
        raise git_error(args, code, errors)

    def _run(self, *args: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
        code, printed, errors = proc.output(self._repo.command(*args), env or self.env, stdin=stdin)
        if code:
            if "tell me who you are" in errors:
                hint = 'git config user.name "…"; git config user.email …'
                raise GitError("git does not know who you are", hint=hint, stderr=errors, code=code)
            raise git_error(args, code, errors)
        return printed


def _index_info(entries: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"100644 {oid}\t{path}\0" for path, oid in entries).encode("utf-8", "surrogateescape")
