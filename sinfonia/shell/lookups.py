"""Programs that look something up: paths, names of files, settings of git; what they print, where it is known."""

from __future__ import annotations

from sinfonia.shell.options import read as read_options
from sinfonia.shell.word import HOLE, INPUT, NO_TAINT, SILENCE, UNKNOWN, Stream, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker


def _pwd(walker: Walker, simple: Simple) -> Stream:
    del simple
    return Stream(walker.scope.cwd + "\n") if walker.scope.cwd else UNKNOWN


def _mktemp(walker: Walker, simple: Simple) -> Stream:
    del walker, simple
    return Stream(f"/tmp/{HOLE}\n")  # noqa: S108 - a folder that commands name


def _which(walker: Walker, simple: Simple) -> Stream:
    """Give the usual path of the one program that is looked up."""
    del walker
    names = [word for word in simple.args if not word.text.startswith("-")]
    return Stream(f"/usr/bin/{names[-1].text}\n", names[-1].taint) if len(names) == 1 else UNKNOWN


def _place(walker: Walker, simple: Simple) -> Stream:
    """Give what `dirname`, `basename`, `realpath` and `readlink -f` make of one known path."""
    words = [word for word in simple.args if not word.text.startswith("-")]
    if not words or (simple.name == "basename" and len(words) > 2) or (simple.name != "basename" and len(words) > 1):
        return UNKNOWN
    text = words[0].text
    taint = words[0].taint - {INPUT}  # what is looked up is there, whoever asked for it
    bare = text.rstrip("/") or "/"
    if not text or HOLE in bare.rpartition("/")[2 if simple.name == "basename" or "/" not in bare else 0]:
        return Stream(None, taint) if taint else UNKNOWN
    if simple.name == "dirname":
        made = bare.rpartition("/")[0] or ("/" if bare[:1] == "/" else ".")
    elif simple.name == "basename":
        made = bare.rpartition("/")[2].removesuffix(words[1].text if len(words) > 1 else "")
    elif HOLE in text or (
        simple.name == "readlink" and not any("f" in word.text for word in simple.args if word not in words)
    ):
        return Stream(None, taint) if taint else UNKNOWN
    else:
        made = walker.scope.path(text)
    return Stream(made + "\n", taint) if made else UNKNOWN


def _crontab(walker: Walker, simple: Simple) -> Stream:
    """Give nothing for the table that was there before: it was judged when it was written."""
    del walker
    return SILENCE if "-l" in simple.texts else UNKNOWN


def _ls(walker: Walker, simple: Simple) -> Stream:
    """Give the origins `found:PATH` of the names that `ls` prints, `listed:FOLDER` where it lists hidden ones too."""
    del walker
    words = [word for word in simple.args if not word.text.startswith("-")][:20]
    flags = read_options(simple.args)
    hidden = flags.has("a", "A", "all", "almost-all")
    listed = frozenset("listed:" + word.text for word in words) or frozenset(("listed:.",))
    found = frozenset("found:" + word.text for word in words)
    return Stream(None, joined(found, listed if hidden else NO_TAINT, *(word.taint for word in words)))


_git_folders = (("--git-dir",), ("--absolute-git-dir",), ("--git-common-dir",))


def _git(walker: Walker, simple: Simple) -> Stream:
    if simple.texts == ("rev-parse", "--show-toplevel"):
        return Stream(walker.scope.root + "\n", frozenset(("output:git rev-parse --show-toplevel",)))
    if simple.texts[:1] == ("rev-parse",) and simple.texts[1:] in _git_folders:
        return Stream(walker.scope.root + "/.git\n")
    if simple.texts[:2] == ("rev-parse", "--git-path") and len(simple.texts) == 3:
        return Stream(f"{walker.scope.root}/.git/{simple.texts[2]}\n", simple.taint)
    if any(text in ("for-each-ref", "branch") for text in simple.texts[:1]):
        form = read_options(simple.args, "", ("format", "sort", "points-at", "contains")).values.get("format")
        if form is not None and form.known and " " in form.text:  # words around the name: commands for another program
            import re

            return Stream(re.sub(r"%\([^)]*\)", HOLE, form.text) + "\n", form.taint)
    return Stream(None, simple.stdin.taint) if simple.stdin.taint else UNKNOWN


LOOKUPS: dict[str, Callable[[Walker, Simple], Stream]] = {
    "pwd": _pwd, "mktemp": _mktemp, "ls": _ls, "crontab": _crontab, "git": _git,
    **dict.fromkeys(("which", "type", "whence", "command"), _which),
    **dict.fromkeys(("dirname", "basename", "realpath", "readlink"), _place),
}  # fmt: skip
