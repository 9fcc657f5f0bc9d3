"""The state commit: a session's files on the current branch, and nothing else that is staged or changed.

Order: objects (`plan`), then the files (written by the caller), then the user's index, then branch and tags together in
one `git update-ref` transaction (`publish`). What stands in the folder ahead of HEAD goes into the next state commit.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.head import current_branch, head_commit
from sinfonia.git.repo import git_error, shown
from sinfonia.git.settings import is_on
from sinfonia.model.dataclass import dataclass
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
PATIENCE = 2.0  # seconds that somebody else may hold a lock of git's
TRIES = 50  # of a branch that others move at the same time
INDEX = ".sinfonia-index.tmp"  # below the git directory: an index of our own, for as long as a tree is made


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


@dataclass(frozen=True, slots=True)
class Planned:
    """A state commit whose objects are written and which no ref names yet.

    `oid` is `head` where nothing differs from it; `entries` are the folder's files (path, blob id).
    """

    head: str
    oid: str
    message: str
    entries: tuple[tuple[str, str], ...]

    @property
    def subject(self) -> str:
        """Give the first line of the message."""
        return self.message.partition("\n")[0]


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
        if not current_branch(self._repo):
            return Left("HEAD is detached", command)
        return None

    def plan(self, new: Mapping[str, bytes], message: str, judge: Callable[[str, str], None]) -> Planned:
        """Write the objects of a commit of the folder as it is on disk, with `new` (path to bytes) in it or over it.

        `judge(tree, message)` may raise before anything is recorded. Raises `SinfoniaError` when git cannot.
        """
        return self._on_head(self._entries(new), message, judge)

    def publish(self, planned: Planned, refs: Sequence[NewRef], judge: Callable[[str, str], None]) -> Committed:
        """Enter the files into the user's index, and move the branch and create `refs` together.

        Raises `SinfoniaError` when git cannot; the index is then as it was. Where nothing differs from HEAD only the
        refs are made.
        """
        self._stage(planned.entries)
        try:
            return self._move(planned, refs, judge)
        except Exception:
            self._unstage(planned)
            raise

    def make_refs(self, refs: Sequence[NewRef]) -> None:
        """Create refs alone; raises `GitError` for one that exists."""
        self._transact([f"create {ref.name} {ref.oid}" for ref in refs])

    def _move(self, planned: Planned, refs: Sequence[NewRef], judge: Callable[[str, str], None]) -> Committed:
        for _ in range(TRIES):
            orders = [f"create {ref.name} {ref.oid}" for ref in refs]
            if planned.oid != planned.head:
                start = f"update HEAD {planned.oid} {planned.head}"
                orders.append(start if planned.head else f"create HEAD {planned.oid}")
            if self._transact(orders, planned.subject):
                return Committed(planned.oid, planned.subject)
            planned = self._on_head(planned.entries, planned.message, judge)
            self._stage(planned.entries)
        raise SinfoniaError("the branch moves faster than the state can be committed", hint="type the command again")

    def missing(self, refs: Sequence[NewRef]) -> tuple[NewRef, ...]:
        """Give those that do not name their object yet."""
        return tuple(
            ref
            for ref in refs
            if self._repo.try_git("rev-parse", "--verify", "--quiet", ref.name)[1].decode("ascii").strip() != ref.oid
        )

    def _on_head(self, entries: Sequence[tuple[str, str]], message: str, judge: Callable[[str, str], None]) -> Planned:
        code, printed, errors = self._repo.try_git("rev-parse", "HEAD", "HEAD^{tree}")
        if code and head_commit(self._repo):
            raise git_error(("rev-parse",), code, errors)
        head, before = ("", "") if code else printed.decode("ascii").split()
        tree = self._tree(head, entries)
        judge(tree, message)
        oid = head if head and tree == before else self._write(tree, head, message)
        return Planned(head, oid, message, tuple(entries))

    def _entries(self, new: Mapping[str, bytes]) -> list[tuple[str, str]]:
        """Store the folder's files as objects, as `git add` would; gives (path, blob id)."""
        paths = []
        top = os.path.join(self._repo.root, self.folder)
        for folder, names, found in os.walk(top):
            names.sort()
            for name in sorted(found):
                full = os.path.join(folder, name)
                files.refuse_link(full)
                path = os.path.relpath(full, self._repo.root).replace(os.sep, "/")
                if not files.is_leftover(name) and path not in new:
                    paths.append(path)
        odd = next((path for path in paths if "\n" in path), None)
        if odd:
            raise SinfoniaError(f"`{shown(odd)}` has a line feed in its name", hint="rename it")
        ids = []
        if paths:
            stdin = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
            ids = self._run("hash-object", "-w", "--stdin-paths", stdin=stdin).decode("ascii").split()
        for path, data in new.items():
            paths.append(path)
            ids.append(self._run("hash-object", "-w", "--stdin", f"--path={path}", stdin=data).decode("ascii").strip())
        return list(zip(paths, ids, strict=True))

    def _tree(self, head: str, entries: Sequence[tuple[str, str]]) -> str:
        """Make the tree of HEAD with these files in it, through an index of its own."""
        index = os.path.join(self._repo.git_dir, INDEX)
        env = {**self.env, "GIT_INDEX_FILE": index}
        ours = (index, index + ".lock")
        try:
            for path in ours:
                files.drop(path)
            if head:
                self._run("read-tree", head, env=env)
            self._run("update-index", "-z", "--index-info", stdin=_index_info(entries), env=env)
            return self._run("write-tree", env=env).decode("ascii").strip()
        finally:
            for path in ours:
                files.drop(path)

    def _write(self, tree: str, head: str, message: str) -> str:
        signs = is_on(self._repo, "commit.gpgsign")
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
            lock = _lock_in(errors)
            if not lock:
                raise git_error(args, code, errors)
            if time.monotonic() - start > PATIENCE:
                raise _held(lock)
            time.sleep(0.05)

    def _unstage(self, planned: Planned) -> None:
        """Set the user's index entries back to what HEAD has, as far as that can be done."""
        code, printed, _ = self._repo.try_git("ls-tree", "-r", "-z", "HEAD", "--", self.folder + "/")
        rows = [] if code else [row for row in printed.decode("utf-8", "surrogateescape").split("\0") if row]
        had = {path: meta.split(" ")[2] for meta, _, path in (row.partition("\t") for row in rows)}
        nothing = "0" * (len(planned.oid) or 40)
        lines = [f"100644 {had[p]}\t{p}\0" if p in had else f"0 {nothing}\t{p}\0" for p, _ in planned.entries]
        with suppress(SinfoniaError):  # a second failure on top of the one that is told
            self._run("update-index", "-z", "--index-info", stdin="".join(lines).encode("utf-8", "surrogateescape"))

    def _transact(self, orders: Sequence[str], subject: str = "") -> bool:
        """Move refs together; False when the branch has moved on; raises `SinfoniaError` for a ref that exists."""
        if not orders:
            return True
        stdin = "".join(f"{line}\n" for line in ("start", *orders, "prepare", "commit")).encode()
        args = ("update-ref", "-m", f"commit: {subject}", "--stdin")
        start = time.monotonic()
        while True:
            code, _, errors = proc.output(self._repo.command(*args), self.env, stdin=stdin)
            if not code:
                return True
            if "but expected" in errors or "unable to resolve reference 'HEAD'" in errors:
                return False
            lock = _lock_in(errors)
            if not lock:
                raise _in_the_way(errors) or git_error(args, code, errors)
            if time.monotonic() - start > PATIENCE:
                raise _held(lock)
            time.sleep(0.02)  # another git moves a ref right now

    def _run(self, *args: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
        code, printed, errors = proc.output(self._repo.command(*args), env or self.env, stdin=stdin)
        if code:
            if "tell me who you are" in errors:
                hint = 'git config user.name "…"; git config user.email …'
                raise GitError("git does not know who you are", hint=hint, stderr=errors, code=code)
            raise git_error(args, code, errors)
        return printed


def _lock_in(errors: str) -> str:
    """Give the lock file that stopped git, "" where it was none (git's lockfile.c)."""
    found = re.search(r"Unable to create '(.+\.lock)': File exists", errors)
    return found[1] if found else ""


def _held(lock: str) -> SinfoniaError:
    return SinfoniaError(
        f"another git holds `{shown(lock)}`",
        hint=f"nothing was changed; when no git runs here any more: rm {quote(lock)}, then type the command again",
    )


def _in_the_way(errors: str) -> SinfoniaError | None:
    """Name the tag that leaves no room for a record below its name (git's refs.c)."""
    found = re.search(r"'refs/tags/([^']+)' exists; cannot create 'refs/tags/", errors)
    if not found:
        return None
    name = quote(found[1])
    return SinfoniaError(
        f"the tag `{shown(found[1])}` is in the way: records are tags below that name",
        hint=f"rename it: git tag OTHER-NAME {name} && git tag -d {name}, then type the command again",
    )


def _index_info(entries: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"100644 {oid}\t{path}\0" for path, oid in entries).encode("utf-8", "surrogateescape")
