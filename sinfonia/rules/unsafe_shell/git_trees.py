"""git commands that overwrite other working trees, the index or a half-done merge."""

from __future__ import annotations

from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.git_call import GitCall

    _Answer = tuple[str, str]

STASH_FIRST = "keep the work first: `git stash` or a commit on a branch, then go on"


def worktree(call: GitCall) -> _Answer | None:
    """Refuse removing a working tree with what is changed in it."""
    if call.texts[:1] == ["remove"]:
        options = read(call.args[1 : call.texts.index("--")] if "--" in call.texts else call.args[1:])
        if "f" in options.flags or any(len(flag) > 2 and "force".startswith(flag) for flag in options.flags):
            return (
                "worktree remove `--force` deletes uncommitted changes",
                "`git worktree remove` stops where something would be lost",
            )
    return None


def read_tree(call: GitCall) -> _Answer | None:
    """Refuse resetting the working tree from a tree."""
    if "--reset" in call.texts and "-u" in call.texts:
        return "read-tree `--reset -u` throws away uncommitted changes", STASH_FIRST
    return None


def checkout_index(call: GitCall) -> _Answer | None:
    """Refuse overwriting files from the index."""
    options = read(call.args, "", ("prefix", "stage"))
    prefix = options.values.get("prefix")
    if prefix is not None and "/" in prefix.text and ".." not in prefix.text:
        return None  # an export into a folder of its own
    if ("f" in options.flags or any(len(flag) > 2 and "force".startswith(flag) for flag in options.flags)) and (
        "a" in options.flags or "all" in options.flags or options.operands
    ):
        return "checkout-index `--force` overwrites uncommitted changes", STASH_FIRST
    return None


def abort(call: GitCall) -> _Answer | None:
    """Refuse `--abort`, which drops the resolutions made so far: git-merge(1), git-rebase(1)."""
    if any(len(text) > 3 and "--abort".startswith(text) for text in call.texts):
        return (
            f"{call.sub} `--abort` throws away conflict resolutions",
            "look with `git status` and keep what is resolved: `git stash create` names it",
        )
    return None


def submodule(call: GitCall) -> _Answer | None:
    """Refuse what throws away changes inside of submodules."""
    if call.texts[:1] == ["update"] and any(text in ("-f", "--force") for text in call.texts):
        return (
            "submodule update `--force` throws away changes inside of submodules",
            "commit inside of the submodule first",
        )
    if call.texts[:1] == ["deinit"] and any(text in ("-f", "--force") for text in call.texts):
        return "submodule deinit `--force` deletes uncommitted changes", "commit inside of the submodule first"
    return None
