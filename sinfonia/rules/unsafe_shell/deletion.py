"""Deleting what the project cannot bring back."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.places import kind_of
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.machines import CONTAINER
from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.places import Kind
    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_what: dict[str, str] = {
    "root": "the whole file system",
    "home": "a home folder",
    "system": "a folder of the system",
    "git": "git's own files",
    "project": "the root of the project",
    "outside": "a folder outside of the project",
    "unknown": "a path in a folder that is not known",
    "input": "whatever it is given as input",
}
_instead = "name one folder below the project, for example `rm -r build`; `git clean -n` shows what is not tracked"
_grave = frozenset(("root", "home", "system", "git"))
_machines = frozenset(("ssh", "docker", "podman", "nerdctl", "kubectl", CONTAINER))
_find_options = frozenset(("-H", "-L", "-P"))


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for each operand of a deletion that lies where nothing brings it back."""
    name = simple.name
    if name in ("rm", "srm", "rimraf", "del-cli", "trash-empty"):
        yield from _rm(simple, place, always=name in ("rimraf", "del-cli"))
    elif name in ("unlink", "shred"):
        if name == "shred" and simple.args and not any(word.text in ("--help", "--version") for word in simple.args):
            yield _verdict(
                simple, "destroys the content of files", "remove a tracked file with `git rm`, another with `rm`"
            )
        for word in simple.args:
            if kind_of(word, simple.cwd, place) in ("git", "system"):
                yield _deleted(simple, word, kind_of(word, simple.cwd, place))
    elif name in ("find", "gfind"):
        yield from _find(simple, place)
    elif name == "rsync":
        yield from _rsync(simple, place)
    elif name == "mv":
        yield from _mv(simple, place)
    elif name == HOLE and "variable" in simple.argv[0].taint and not simple.via:
        yield from _unknown_program(simple, place)


def _rm(simple: Simple, place: Place, *, always: bool) -> Iterator[Verdict]:
    options = read(simple.args)
    texts = simple.texts
    if "--help" in texts or "--version" in texts:
        return
    recursive = always or any(
        flag in ("r", "R", "d") or (len(flag) > 2 and "recursive".startswith(flag)) for flag in options.flags
    )
    if simple.via and simple.via[-1] == "words":
        forced = any(flag in ("f", "F", "force") for flag in options.flags)
        if (recursive and forced and place.known) or any(
            kind_of(w, simple.cwd, place) in _grave for w in options.operands if recursive
        ):
            yield _verdict(simple, "deletes folders, in text that cannot be parsed", _instead)
        return
    holes = [word for word in simple.args if HOLE in word.text and "input" in word.taint]
    dashed = "--" in texts
    if holes and not dashed and not recursive and any(word.text == "/" for word in options.operands):
        yield _verdict(simple, "takes its options from input", "put `--` in front of the input")
    for word in options.operands:
        kind = kind_of(word, simple.cwd, place)
        if recursive and kind == "variable" and word.taint & {"remote", "decoded"}:
            kind = "input"
        if (kind == "unknown" and not recursive) or (CONTAINER in simple.via and _is_theirs(word, kind)):
            continue
        if kind == "scratch" and recursive and word.text[:1] not in "/~" and simple.cwd and _ours(simple, place):
            yield _verdict(
                simple,
                "deletes by a relative path, in a folder outside of the project",
                "write the path from the root: a failed `cd` would delete elsewhere",
            )
            return
        if kind == "scratch" or (recursive and kind == "outside" and not _ours(simple, place)):
            continue
        if (
            (recursive and kind in _what)
            or (kind == "git")
            or (kind in _grave and "find" in word.taint)
            or (kind == "system" and not recursive and _ours(simple, place))
        ):
            yield _deleted(simple, word, kind)
            return
    if recursive and simple.dynamic:
        yield _verdict(
            simple,
            "deletes whatever it is given as input",
            "look at the list first, then delete by name below the project",
        )


def _ours(simple: Simple, place: Place) -> bool:
    """Tell whether the command's folders are the ones we know: not another machine's, not a script's."""
    return place.known and not any(part in _machines for part in simple.via)


def _is_theirs(word: Word, kind: Kind) -> bool:
    """Tell a folder of a container, whose tree is thrown away: any but the first ones below its root."""
    return kind == "unknown" or (kind == "system" and word.text.rstrip("/*").count("/") > 1)


def _find(simple: Simple, place: Place) -> Iterator[Verdict]:  # noqa: C901, PLR0912 - one case a form
    from sinfonia.shell.spread import FIND_VALUES

    words = [word for word in simple.args if word.text not in _find_options]
    if words and words[0].text == "-f":
        words = words[1:]
    starts = []
    index = 0
    while index < len(words) and not words[index].text.startswith(("-", "(", "!")):
        starts.append(words[index])
        index += 1
    deletes = False
    asked = any(word.text == HOLE and "input" in word.taint for word in starts[1:])
    while index < len(words):
        text = words[index].text
        if text in ("-exec", "-execdir", "-ok", "-okdir"):
            while (
                index < len(words)
                and words[index].text not in (";", "\\;")
                and not (words[index].text == "+" and words[index - 1].text == "{}")
            ):
                index += 1
                if simple.via[-1:] == ("words",):
                    break
        elif text == "-fprintf":
            index += 2
        elif text in FIND_VALUES:
            index += 1
        elif text in ("-delete", "-del"):
            deletes = True
        elif HOLE in text and "input" in words[index].taint and not text.startswith("-"):
            asked = True
        index += 1
    if deletes and simple.via[-1:] != ("words",):
        for word in starts or [Word(".")]:
            kind = kind_of(word, simple.cwd, place)
            loose = kind == "scratch" and ("-L" in simple.texts or "/.." in word.text)
            if kind in ("inside", "scratch", "variable") and not loose and not _pattern_of_scratch(word):
                continue
            if kind == "outside" and not _ours(simple, place):
                continue
            if CONTAINER in simple.via and _is_theirs(word, kind):
                continue
            if kind == "project" and not place.known:
                continue
            yield _verdict(
                simple,
                "deletes what `find` meets",
                "print the list first: the same `find` with `-print` in place of `-delete`",
            )
            return
    if (asked or (simple.dynamic and starts)) and simple.via[-1:] != ("words",):
        yield _verdict(
            simple, "takes its expression from input", "put the input in place of the folder: `xargs -I{} find {} …`"
        )
    elif deletes and simple.via[-1:] != ("words",):
        if simple.dynamic:
            yield _verdict(simple, "deletes below whatever it is given as input", "name the folder before `-delete`")
    elif deletes:
        yield _verdict(
            simple, "deletes what `find` meets, in text that cannot be parsed", "print the list first with `-print`"
        )


def _pattern_of_scratch(word: Word) -> bool:
    return word.glob and word.text.count("/") < 3


def _rsync(simple: Simple, place: Place) -> Iterator[Verdict]:
    options = read(
        simple.args, "eBfTM", ("exclude", "include", "rsh", "filter", "files-from", "exclude-from", "include-from")
    )
    if options.has("n", "dry-run"):
        return
    if options.has("remove-source-files"):
        yield _verdict(simple, "removes the files that it copied", "copy first, compare, then delete by name")
    deletes = any(flag == "del" or flag.startswith("delete") for flag in options.flags)
    if deletes and options.operands:
        target = options.operands[-1]
        kind = kind_of(target, simple.cwd, place)
        if ":" not in target.text.split("/", 1)[0] and kind in ("root", "home", "system", "git"):
            yield _deleted(simple, target, kind)


def _mv(simple: Simple, place: Place) -> Iterator[Verdict]:
    options = read(simple.args, "tS", ("target-directory", "suffix"))
    sources = options.operands if options.has("t", "target-directory") else options.operands[:-1]
    target = options.values.get("t") or options.values.get("target-directory") or (options.operands or [Word("")])[-1]
    for word in sources:
        kind = kind_of(word, simple.cwd, place)
        if kind == "root" and target.text.count("/") == 1 and target.text[1:] in ("tmp", "mnt", "var", "opt", "root"):
            yield _verdict(simple, "moves the whole file system", "name the folder that is meant")
        elif kind == "git" and word.text.rstrip("/").endswith(".git"):
            yield _verdict(
                simple, "moves git's own files away", "copy the repository with `git clone` or `git worktree add`"
            )


def _unknown_program(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial where a program that is not known is given the words of a deletion: `$X -rf /`."""
    options = read(simple.args)
    if options.has("r", "R", "recursive") and options.has("f", "force"):
        for word in options.operands:
            if kind_of(word, simple.cwd, place) in _grave:
                shown = word.text.replace(HOLE, "…")[:80]
                message = f"a program that is not known is told to delete `{shown}`"
                yield Verdict("deletion", message, _instead, simple.line)
                return


def _deleted(simple: Simple, word: Word, kind: Kind) -> Verdict:
    shown = word.text.replace(HOLE, "…")[:80]
    help_ = _instead
    if kind == "git":
        help_ = "leave `.git` to git: `git worktree remove`, `git branch -d`, `git gc`"
    return _verdict(simple, f"deletes {_what.get(kind, 'files')} (`{shown}`)", help_)


def _verdict(simple: Simple, does: str, help_: str) -> Verdict:
    return Verdict("deletion", f"`{simple.name}` {does}", help_, simple.line)
