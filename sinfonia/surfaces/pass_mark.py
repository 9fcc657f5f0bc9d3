"""What one hook leaves for the next, as plain text in the git directory.

- The *pass mark*: the pre-commit door judged this listing of the index, with the heads that are merged into
  it, and what it left for the message hook. Without it the commit was made with the hooks switched off.
  One that leaves something to be judged serves one commit: it is *spent* when that comes to its message.
- The *receipt*: git ran our message hook, from this file. While it holds, what a trailer can waive is left
  to that hook; nothing in a configuration tells that a message hook will run.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.listing import Listing
    from sinfonia.git.repo import Repository

_FOLDER = "sinfonia"
_PRE_COMMIT = ".pre-commit-config.yaml"
_SPENT = "spent"


class PassMark:
    """A pass mark as read: the codes left to the message hook, whether it is spent, and the warnings to repeat."""

    __slots__ = ("deferred", "spent", "warnings")

    def __init__(self, deferred: frozenset[str], warnings: str, *, spent: bool = False) -> None:
        self.deferred = deferred
        self.warnings = warnings
        self.spent = spent


def digest(listing: Listing, merging: tuple[str, ...] = ()) -> str:
    """Give the SHA-256 of what the index holds against HEAD (modes, ids and paths) and of the heads merged into it."""
    rows = [f"{c.old_mode:o} {c.new_mode:o} {c.old_id} {c.new_id} {c.path}\0" for c in listing.changes]
    rows += sorted(merging)
    return _sha256("".join(rows).encode("utf-8", "surrogateescape"))


def leave_mark(
    repo: Repository, listing: Listing, *, merging: tuple[str, ...], deferred: frozenset[str], warnings: str
) -> None:
    """Write the pass mark; a git directory that cannot be written leaves none, and the next hook judges again."""
    _write_mark(repo, digest(listing, merging), PassMark(deferred, warnings))


def read_mark(repo: Repository, listing: Listing, merging: tuple[str, ...] = ()) -> PassMark | None:
    """Give the pass mark that covers this listing, if there is one."""
    head, _, rest = _read(repo.git_dir, "pass").partition("\n")
    if not head or head != digest(listing, merging):
        return None
    codes, _, rest = rest.partition("\n")
    state, _, warnings = rest.partition("\n")
    return PassMark(frozenset(filter(None, codes.split(","))), warnings, spent=state == _SPENT)


def spend_mark(repo: Repository, listing: Listing, mark: PassMark) -> None:
    """Note that a commit has come to its message with this mark."""
    _write_mark(repo, digest(listing), PassMark(mark.deferred, mark.warnings, spent=True))


def drop_mark(repo: Repository) -> None:
    """Take the pass mark away: what an earlier policy let pass is refused by this one."""
    try:
        os.unlink(os.path.join(repo.git_dir, _FOLDER, "pass"))
    except OSError:
        return


def _write_mark(repo: Repository, head: str, mark: PassMark) -> None:
    state = _SPENT if mark.spent else "new"
    _write(repo.git_dir, "pass", "\n".join((head, ",".join(sorted(mark.deferred)), state, mark.warnings)))


def leave_receipt(repo: Repository, hook: str) -> None:
    """Write down that git runs the message hook from this file."""
    text = _receipt(repo, hook)
    if text and text != _read(repo.common_dir, "receipt"):
        _write(repo.common_dir, "receipt", text)


def receipt_holds(repo: Repository) -> bool:
    """Tell whether the message hook that once ran is still the same file, under the same pre-commit configuration."""
    text = _read(repo.common_dir, "receipt")
    hook = text.partition("\n")[0]
    return bool(hook) and text == _receipt(repo, hook)


def _receipt(repo: Repository, hook: str) -> str:
    try:
        stat = os.stat(hook)
    except OSError:
        return ""
    try:
        with open(os.path.join(repo.root, _PRE_COMMIT), "rb") as file:
            configuration = _sha256(file.read())
    except OSError:
        configuration = "none"
    return f"{hook}\n{stat.st_mtime_ns} {stat.st_size}\n{configuration}\n{_hooks_path(repo)}"


def _hooks_path(repo: Repository) -> str:
    """Give the lines of this repository's settings that move its hooks, without starting git; mostly there are none."""
    found = []
    for path in (os.path.join(repo.common_dir, "config"), os.path.join(repo.git_dir, "config.worktree")):
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                found += [line.strip() for line in file if "hookspath" in line.lower()]
        except OSError:
            continue
    return " ".join(found)


def _read(git_dir: str, name: str) -> str:
    """Read a note of ours; one that another user owns or may write is as good as none."""
    path = os.path.join(git_dir, _FOLDER, name)
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            stat = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (stat.st_uid != os.getuid() or stat.st_mode & 0o022):
                return ""
            return file.read()
    except OSError:
        return ""


def _write(git_dir: str, name: str, text: str) -> None:
    folder = os.path.join(git_dir, _FOLDER)
    path = os.path.join(folder, name)
    scratch = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        fd = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(fd, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        os.replace(scratch, path)
    except OSError:
        return


def _sha256(data: bytes) -> str:
    # `hashlib` loads OpenSSL, which costs more than this whole module; the modules below it do not.
    for module in ("_sha2", "_sha256"):  # 3.12 and later; 3.11
        try:
            digest: str = __import__(module).sha256(data).hexdigest()
        except (ImportError, AttributeError):
            continue
        return digest
    from hashlib import sha256

    return sha256(data).hexdigest()
