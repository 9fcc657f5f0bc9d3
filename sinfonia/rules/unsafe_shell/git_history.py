"""git commands that delete commits, or the ways back to them."""

from __future__ import annotations

from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.git_call import GitCall

    _Answer = tuple[str, str]

_now = ("now", "all", "0", "0.seconds.ago", "0.days.ago")


def stash(call: GitCall) -> _Answer | None:
    """Refuse `stash drop` and `stash clear`."""
    if call.texts[:1] in (["drop"], ["clear"]):
        return f"stash `{call.texts[0]}` deletes stashed work", "`git stash branch NAME` makes a branch of it"
    return None


def reflog(call: GitCall) -> _Answer | None:
    """Refuse what empties the reflog at once."""
    if call.texts[:1] == ["expire"]:
        at_once = any(text.startswith("--exp") and text.partition("=")[2] in _now for text in call.texts)
        if not at_once:
            return None
    if call.texts[:1] in (["expire"], ["delete"]) and not any(t in ("-n", "--dry-run") for t in call.texts):
        return "reflog forgets where branches were, the last way back to lost commits", "leave it to `git gc`"
    return None


def rewrite(call: GitCall) -> _Answer | None:
    """Refuse rewriting every commit."""
    if any(text in ("--dry-run", "--analyze") for text in call.texts):
        return None
    return f"{call.sub} rewrites every commit", "work on a fresh clone, and agree with everyone who has one"


def gc(call: GitCall) -> _Answer | None:
    """Refuse `gc` that leaves no time to come back."""
    for text in call.texts:
        name, _, value = text.partition("=")
        if len(name) > 2 and "--prune".startswith(name) and value in _now:
            return "gc deletes unreachable commits at once", "run `git gc`, which keeps two weeks"
    for key in ("gc.pruneexpire", "gc.reflogexpire", "gc.reflogexpireunreachable"):
        setting = call.setting(key)
        if setting is not None and setting.text in _now:
            return "gc deletes unreachable commits at once", "run `git gc`, which keeps two weeks"
    return None


def prune(call: GitCall) -> _Answer | None:
    """Refuse `prune` at once."""
    if any(text in ("-n", "--dry-run") for text in call.texts):
        return None
    expire = read(call.args, "", ("expire",)).values.get("expire")
    if expire is not None and expire.text not in _now:
        return None
    return "prune deletes unreachable commits at once", "run `git gc`, which keeps two weeks"


def update_ref(call: GitCall) -> _Answer | None:
    """Refuse deleting a ref, and a list of refs."""
    if "-d" in call.texts or "--delete" in call.texts:
        return "update-ref deletes a ref", "`git branch -d` stops where something would be lost"
    if "--stdin" in call.texts and any(line.startswith("delete ") for line in call.input.split("\n")[:200]):
        return "update-ref `--stdin` deletes the refs that it is given", "name the one branch, with `git branch -d`"
    return None
