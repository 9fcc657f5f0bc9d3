"""What a user may have in the repository when a command of the ledger runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from world import disturb, git, make_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Env = dict[str, str]


def staged_add(path: Path, env: Env) -> None:
    (path / "new.txt").write_text("new\n")
    git(path, env, "add", "new.txt")


def staged_delete(path: Path, env: Env) -> None:
    git(path, env, "rm", "-q", "notes.txt")


def staged_rename(path: Path, env: Env) -> None:
    git(path, env, "mv", "notes.txt", "renamed.txt")


def deleted(path: Path, env: Env) -> None:
    (path / "notes.txt").unlink()


def intent_to_add(path: Path, env: Env) -> None:
    (path / "intended.txt").write_text("soon\n")
    git(path, env, "add", "-N", "intended.txt")


def conflicted(path: Path, env: Env) -> None:
    """A conflict without a merge: `git stash pop` onto another change."""
    (path / "notes.txt").write_text("one\nstashed\nthree\n")
    git(path, env, "stash", "-q")
    (path / "notes.txt").write_text("one\ncommitted\nthree\n")
    git(path, env, "commit", "-q", "-am", "Change the note")
    refused(path, env, "stash", "pop")
    staged_add(path, env)


def sparse(path: Path, env: Env) -> None:
    git(path, env, "sparse-checkout", "set", "src", ".sinfonia/workflows")
    staged_add_in_src(path, env)


def sparse_index(path: Path, env: Env) -> None:
    git(path, env, "sparse-checkout", "set", "--cone", "--sparse-index", "src", ".sinfonia")
    staged_add_in_src(path, env)


def staged_add_in_src(path: Path, env: Env) -> None:
    (path / "src/new.py").write_text("NEW = 1\n")
    git(path, env, "add", "src/new.py")


def split_index(path: Path, env: Env) -> None:
    git(path, env, "config", "core.splitIndex", "true")
    git(path, env, "update-index", "--split-index")
    disturb(path, env)


def autocrlf(path: Path, env: Env) -> None:
    git(path, env, "config", "core.autocrlf", "true")
    disturb(path, env)


def crlf_checkout(path: Path, env: Env) -> None:
    """The files of the session as git for Windows checks them out."""
    git(path, env, "config", "core.autocrlf", "true")
    git(path, env, "rm", "-r", "-q", "--cached", ".")
    git(path, env, "reset", "-q", "--hard")
    disturb(path, env)


def skip_worktree(path: Path, env: Env) -> None:
    git(path, env, "update-index", "--skip-worktree", "notes.txt")
    (path / "notes.txt").write_text("mine alone\n")


def assume_unchanged(path: Path, env: Env) -> None:
    git(path, env, "update-index", "--assume-unchanged", "notes.txt")
    (path / "notes.txt").write_text("mine alone\n")


def dirty_submodule(path: Path, env: Env) -> None:
    other = path.parent / f"{path.name}-other"
    other.mkdir()
    git(other, env, "init", "-q")
    (other / "file.txt").write_text("one\n")
    git(other, env, "add", ".")
    git(other, env, "commit", "-q", "-m", "One")
    git(path, env, "submodule", "--quiet", "add", str(other), "sub")
    git(path, env, "commit", "-q", "-m", "Add a submodule")
    (path / "sub/file.txt").write_text("two\n")
    (path / "sub/more.txt").write_text("more\n")


def signing(path: Path, env: Env) -> None:
    key = path.parent / f"{path.name}-keys"
    key.mkdir()
    made = make_key(key)
    if made:
        git(path, env, "config", "gpg.format", "ssh")
        git(path, env, "config", "user.signingKey", str(made))
        git(path, env, "config", "commit.gpgSign", "true")
    disturb(path, env)


def other_case(path: Path, env: Env) -> None:
    git(path, env, "config", "core.ignoreCase", "true")
    git(path, env, "mv", "-f", "notes.txt", "NOTES.txt")


def other_name(path: Path, env: Env) -> None:
    (path / "na\u00efve \u2603 file.txt").write_text("x\n")
    git(path, env, "add", "-A")
    (path / 'q"uote\t.txt').write_text("x\n")


def ignored_folder(path: Path, env: Env) -> None:
    (path / ".gitignore").write_text(".sinfonia/\n*.md\n*.tag\n")
    git(path, env, "add", ".gitignore")


def hooks_that_refuse(path: Path, env: Env) -> None:
    hook = path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    staged_add(path, env)


def detached(path: Path, env: Env) -> None:
    git(path, env, "checkout", "-q", "--detach")
    disturb(path, env)


def merging(path: Path, env: Env) -> None:
    _other_branch(path, env)
    refused(path, env, "merge", "other")


def cherry_picking(path: Path, env: Env) -> None:
    _other_branch(path, env)
    refused(path, env, "cherry-pick", "other")


def rebasing(path: Path, env: Env) -> None:
    _other_branch(path, env)
    refused(path, env, "rebase", "other")


def locked(path: Path, env: Env) -> None:
    disturb(path, env)
    git(path, env, "status")
    (path / ".git/index.lock").write_text("")


def refused(path: Path, env: Env, *args: str) -> None:
    """Run git where it must stop with a conflict."""
    try:
        git(path, env, *args)
    except AssertionError:
        return
    raise AssertionError(args)


def _other_branch(path: Path, env: Env) -> None:
    git(path, env, "checkout", "-q", "-b", "other")
    (path / "notes.txt").write_text("one\ntheirs\nthree\n")
    git(path, env, "commit", "-q", "-am", "Theirs")
    git(path, env, "checkout", "-q", "main")
    (path / "notes.txt").write_text("one\nours\nthree\n")
    git(path, env, "commit", "-q", "-am", "Ours")


COMMITTED: dict[str, Callable[[Path, Env], None]] = {
    "nothing": lambda _path, _env: None,
    "staged, partly staged, changed, untracked": disturb,
    "staged add": staged_add,
    "staged delete": staged_delete,
    "staged rename": staged_rename,
    "unstaged delete": deleted,
    "intent to add": intent_to_add,
    "conflicted index": conflicted,
    "sparse checkout": sparse,
    "sparse index": sparse_index,
    "split index": split_index,
    "core.autocrlf": autocrlf,
    "checked out with CRLF": crlf_checkout,
    "skip-worktree": skip_worktree,
    "assume-unchanged": assume_unchanged,
    "dirty submodule": dirty_submodule,
    "commit.gpgSign": signing,
    "a name in another case": other_case,
    "names that git quotes": other_name,
    "an ignored session folder": ignored_folder,
    "a hook that refuses": hooks_that_refuse,
}
"""States in which the command commits."""

LEFT: dict[str, Callable[[Path, Env], None]] = {
    "detached HEAD": detached,
    "merge": merging,
    "cherry-pick": cherry_picking,
    "rebase": rebasing,
}
"""States in which the files are written, and the commit is left to the user."""
