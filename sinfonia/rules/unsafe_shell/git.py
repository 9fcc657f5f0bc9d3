"""git commands that destroy work which nothing else holds."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell import git_history, git_trees
from sinfonia.rules.unsafe_shell.git_trees import STASH_FIRST
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.git_call import git_call
from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.git_call import GitCall
    from sinfonia.shell.options import Options

    _Answer = tuple[str, str]


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial when a call of git throws away changes, commits, or refs of others."""
    call = git_call(simple)
    if call.odd:
        yield _verdict(
            simple, "is given configuration that cannot be read", "write the setting out: `git -c name=value …`"
        )
    yield from _unknown_input(simple, call)
    tree = simple.env.get("GIT_WORK_TREE")
    if tree is not None and tree.text.startswith(("/tmp/", "/var/tmp/")):  # noqa: S108 - another tree, of no value
        return
    check = _checks.get(call.sub)
    if check is None or _asks_help(call):
        return
    answer = check(call)
    if answer is not None:
        yield _verdict(simple, answer[0], answer[1])


def _verdict(simple: Simple, does: str, help_: str) -> Verdict:
    return Verdict("git", f"`git` {does}", help_, simple.line)


def _asks_help(call: GitCall) -> bool:
    for text in call.texts:
        if text == "--":
            return False
        if text in ("--help", "-h", "--version"):
            before = call.texts[: call.texts.index(text)]
            return not before or before[-1] not in ("--repo", "--source", "-s")
    return False


def _unknown_input(simple: Simple, call: GitCall) -> Iterator[Verdict]:
    """Options that come from input may be any option."""
    if not call.sub or (HOLE in call.sub and any("input" in word.taint for word in simple.args)):
        if simple.dynamic or any("input" in word.taint and HOLE in word.text for word in simple.args):
            yield _verdict(simple, "takes its sub-command from input", "write the sub-command out")
        return
    before = simple.args[: len(simple.args) - len(call.args) - 1]
    folders = {index + 1 for index, word in enumerate(before) if word.text == "-C"}
    if any("input" in w.taint and HOLE in w.text for index, w in enumerate(before) if index not in folders):
        yield _verdict(simple, "takes its own options from input", "write the options out")
    if call.sub in ("push", "merge", "rebase", "reset", "clean", "reflog", "rm"):
        words = call.args[: call.texts.index("--")] if "--" in call.texts else call.args
        holes = any("input" in word.taint and HOLE in word.text for word in words)
        if holes or (simple.dynamic and call.sub == "push"):
            yield _verdict(simple, f"takes options of `{call.sub}` from input", "put `--` in front of the input")


def _flag(options: Options, name: str, least: int) -> bool:
    """Tell whether a long option was given, if shortened to `least` letters; the last of it and `no-` wins."""
    given = False
    for flag in [*options.flags, *(key for key, _ in options.all_values)]:
        bare = flag.partition("=")[0]
        if bare == f"no-{name}":
            given = False
        elif len(bare) >= least and name.startswith(bare) and len(bare) > 1:
            given = True
    return given


def _reset(call: GitCall) -> _Answer | None:
    options = read(call.args[: call.texts.index("--")] if "--" in call.texts else call.args)
    if _flag(options, "hard", 2) or "h" in options.flags:
        return "reset `--hard` throws away uncommitted changes", STASH_FIRST
    if _flag(options, "merge", 2):
        return "reset `--merge` can lose uncommitted changes", STASH_FIRST
    return None


def _clean(call: GitCall) -> _Answer | None:
    options = read(call.args, "e", ("exclude",))
    forced = "f" in options.flags
    for flag in options.flags:
        if flag in ("force", "no-force") or (len(flag) > 2 and "force".startswith(flag)):
            forced = not flag.startswith("no-")
    setting = call.setting("clean.requireforce")
    forced = forced or (setting is not None and setting.text.lower() in ("false", "no", "off", "0"))
    if (
        not forced
        or "n" in options.flags
        or "i" in options.flags
        or _flag(options, "dry-run", 3)
        or _flag(options, "interactive", 3)
    ):
        return None
    paths = [word.text for word in options.operands]
    named = [
        p
        for p in paths
        if p.strip("./") and not p.startswith((":", "../", "/", "*")) and "/.." not in p and HOLE not in p
    ]
    if paths and len(named) == len(paths) and not call.by_words:
        return None
    return (
        "clean deletes files that git does not know",
        "look first with `git clean -n`, then name the path: `git clean -f -- build/`",
    )


def _checkout(call: GitCall) -> _Answer | None:
    args = list(call.args)
    texts = call.texts
    for name, values in (("--recurse-submodules", ("checkout", "on-demand")), ("--track", ("direct", "inherit"))):
        if name in texts and texts.index(name) + 1 < len(texts) and texts[texts.index(name) + 1] in values:
            del args[texts.index(name) + 1]
            texts = [word.text for word in args]
    cut = texts.index("--") if "--" in texts else len(texts)
    options = read(args[:cut], "bBU", ("orphan", "conflict", "unified", "inter-hunk-context", "pathspec-from-file"))
    if "f" in options.flags or _flag(options, "force", 2):
        return "checkout `--force` throws away uncommitted changes", STASH_FIRST
    if "p" in options.flags or _flag(options, "patch", 2):
        return None
    if cut < len(texts) - 1 or (call.dynamic and cut < len(texts)) or "pathspec-from-file" in options.values:
        return "checkout overwrites files that have uncommitted changes", STASH_FIRST
    if options.has("b", "B", "orphan"):
        return None
    if len(options.operands) > 1 or any(word.text in (".", "./", ":/", "*") for word in options.operands):
        return "checkout overwrites files that have uncommitted changes", STASH_FIRST
    return None


def _restore(call: GitCall) -> _Answer | None:
    cut = call.texts.index("--") if "--" in call.texts else len(call.texts)
    options = read(call.args[:cut], "sU", ("source", "conflict", "inter-hunk-context", "unified", "pathspec-from-file"))
    paths = len(options.operands) + max(0, len(call.texts) - cut - 1) + call.dynamic
    if (not paths and "pathspec-from-file" not in options.values) or "p" in options.flags or _flag(options, "patch", 2):
        return None
    worktree = "W" in options.flags or _flag(options, "worktree", 2)
    staged = "S" in options.flags or _flag(options, "staged", 3)
    if staged and not worktree:
        return None
    if not worktree and any(flag in ("no-staged", "no-worktree") for flag in options.flags):
        return None
    return (
        "restore overwrites files that have uncommitted changes",
        "keep them first with `git stash push -- PATH`; `git restore --staged` only unstages",
    )


def _switch(call: GitCall) -> _Answer | None:
    options = read(call.args[: call.texts.index("--")] if "--" in call.texts else call.args, "cC", ("create", "orphan"))
    if "f" in options.flags or _flag(options, "force", 2) or _flag(options, "discard-changes", 3):
        return "switch throws away uncommitted changes", STASH_FIRST
    return None


def _rm(call: GitCall) -> _Answer | None:
    options = read(call.args)
    if not ("f" in options.flags or _flag(options, "force", 3)) or _flag(options, "cached", 3):
        return None
    if "no-force" in options.flags and "f" not in options.flags and not _flag(options, "force", 3):
        return None
    if "n" in options.flags or _flag(options, "dry-run", 3):
        return None
    return (
        "rm `--force` deletes files with their uncommitted changes",
        "`git rm` without `--force` stops where something would be lost",
    )


def _push(call: GitCall) -> _Answer | None:  # noqa: PLR0911 - one case a form
    options = read(call.args, "o", ("repo", "push-option", "receive-pack", "exec", "recurse-submodules"))
    if "n" in options.flags or _flag(options, "dry-run", 3):
        return None
    with_lease = "use `git push --force-with-lease`, which stops when others have pushed"
    for flag in [*options.flags, *options.values]:
        name = flag.partition("=")[0]
        if name == "f" or (len(name) > 2 and "force".startswith(name)):
            return "push `--force` overwrites what others have pushed", with_lease
        if len(name) > 2 and "mirror".startswith(name):
            return "push `--mirror` overwrites and deletes every ref of the remote", "push the branches by name"
        if name == "d" or (len(name) > 2 and "delete".startswith(name)):
            return "push deletes a branch of the remote", "ask whoever owns the branch to delete it on the forge"
    for key, value in call.config:
        if _overwrites(key, value.text):
            return f"push with `{key}` overwrites what others have pushed", with_lease
    operands = options.operands
    for word in operands[0:] if any(flag == "repo" for flag in options.values) else operands[1:]:
        if word.text.startswith("+") or ":+" in word.text:
            return "push of `+ref` overwrites what others have pushed", with_lease
        if word.text.startswith(":") and len(word.text) > 1:
            return "push deletes a branch of the remote", "ask whoever owns the branch to delete it on the forge"
    return None


def _overwrites(key: str, value: str) -> bool:
    """Tell a setting of a remote that makes each push forced: git-config(1), `remote.NAME.push` and `.mirror`."""
    return key.startswith("remote.") and (
        (key.endswith(".push") and value.startswith(("+", ":"))) or (key.endswith(".mirror") and value == "true")
    )


def _config(call: GitCall) -> _Answer | None:
    words = [word.text for word in call.args if not word.text.startswith("-") and word.text != "set"]
    if len(words) == 2 and _overwrites(words[0].lower(), words[1]) and len(words[1]) > 1:
        return f"config `{words[0]}` makes each push overwrite what others have pushed", "push the branches by name"
    return None


def _branch(call: GitCall) -> _Answer | None:
    options = read(call.args, "u", ("set-upstream-to", "contains", "merged", "format", "sort"))
    forced = "f" in options.flags or _flag(options, "force", 3)
    if "D" in options.flags:
        return (
            "branch `-D` deletes commits that are merged nowhere",
            "`git branch -d` stops where something would be lost",
        )
    if forced and ("d" in options.flags or _flag(options, "delete", 3)):
        return (
            "branch `--delete --force` deletes commits that are merged nowhere",
            "`git branch -d` stops where something would be lost",
        )
    if forced:
        return (
            "branch `--force` moves a branch away from its commits",
            "make a new branch, or name the old place with a tag first",
        )
    return None


def _tag(call: GitCall) -> _Answer | None:
    options = read(call.args, "mFu", ("message", "file", "local-user"))
    if "d" in options.flags or _flag(options, "delete", 3):
        return (
            "tag `--delete` removes a name that others may rely on",
            "make a new tag; a person deletes published ones",
        )
    return None


_checks: dict[str, Callable[[GitCall], _Answer | None]] = {
    "reset": _reset,
    "clean": _clean,
    "checkout": _checkout,
    "restore": _restore,
    "switch": _switch,
    "rm": _rm,
    "push": _push,
    "branch": _branch,
    "stash": git_history.stash,
    "reflog": git_history.reflog,
    "filter-branch": git_history.rewrite,
    "filter-repo": git_history.rewrite,
    "gc": git_history.gc,
    "prune": git_history.prune,
    "worktree": git_trees.worktree,
    "tag": _tag,
    "config": _config,
    "update-ref": git_history.update_ref,
    "read-tree": git_trees.read_tree,
    "checkout-index": git_trees.checkout_index,
    "submodule": git_trees.submodule,
    **dict.fromkeys(("merge", "rebase", "cherry-pick", "revert", "am"), git_trees.abort),
}
