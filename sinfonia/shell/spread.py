"""Programs that run a command once for each of many inputs: `xargs`, `find -exec`, `parallel`."""

from __future__ import annotations

from sinfonia.shell.execute import base_name
from sinfonia.shell.nested import rerun
from sinfonia.shell.options import read
from sinfonia.shell.programs import SHELLS
from sinfonia.shell.word import HOLE, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

_input = frozenset(("input",))
MAX_INPUTS = 24
_xargs_long = ("arg-file", "delimiter", "max-lines", "max-args", "max-procs", "max-chars", "process-slot-var")
FIND_VALUES = frozenset(
    [
        "-name", "-iname", "-path", "-ipath", "-regex", "-iregex", "-wholename", "-lname", "-ilname", "-type",
        "-xtype", "-user", "-group", "-perm", "-size", "-mtime", "-atime", "-ctime", "-mmin", "-amin", "-cmin",
        "-newer", "-anewer", "-cnewer", "-samefile", "-inum", "-links", "-uid", "-gid", "-maxdepth", "-mindepth",
        "-fstype", "-context", "-printf", "-used", "-fls", "-fprint", "-fprint0", "-regextype", "-files0-from",
        "-newermt", "-D",
    ]
)  # fmt: skip
_exec = frozenset(("-exec", "-execdir", "-ok", "-okdir"))
_parallel_long = (
    "jobs", "max-procs", "delay", "workdir", "wd", "colsep", "results", "joblog", "timeout", "retries", "arg-file",
    "env", "nice", "max-args", "delimiter", "header", "rpl", "sshlogin", "tmpdir", "halt", "load", "memfree",
     "basefile",
    "return", "shellquote-style", "tagstring", "block", "recstart", "recend", "I", "sshloginfile", "semaphorename",
)  # fmt: skip
_parallel_flags = frozenset(("--tag", "--semaphore", "--shellquote"))  # whole names that begin longer ones
_wrapping = frozenset(
    ("env", "sudo", "doas", "command", "nice", "nohup", "time", "setsid", "exec", "stdbuf", "builtin")
)
_separators = frozenset((":::", "::::", ":::+", "::::+"))


def _xargs(walker: Walker, simple: Simple) -> Stream | None:
    options = read(simple.args, "adEILnPRSsJ", _xargs_long, stop=True, optional="ile")
    command = options.rest
    mark = next((options.values[name].text for name in ("I", "J", "i", "replace") if name in options.values), "")
    if not mark and options.has("i", "replace"):
        mark = "{}"
    if not command:
        return Stream(None, simple.stdin.taint)
    inputs = _lines(simple, options.has("0", "null"))
    if "a" in options.values or "arg-file" in options.values:
        inputs = None
    return _each(walker, simple, command, mark, inputs, "xargs stdin")


def _lines(simple: Simple, nul: bool) -> list[Word] | None:  # noqa: FBT001 - one caller
    text = simple.stdin.text
    if text is None or HOLE in text or not text:
        return None
    parts = text.split("\0") if nul else text.split("\n")
    found = [Word(part, taint=simple.stdin.taint) for part in parts if part]
    return found if len(found) <= MAX_INPUTS else None


def _each(
    walker: Walker, simple: Simple, command: list[Word], mark: str, inputs: list[Word] | None, via: str
) -> Stream:
    """Run a command with each input in the place of `mark`, or appended where there is no mark."""
    if (
        inputs is not None
        and inputs
        and "stdin" in via
        and (base_name(command[0]) in SHELLS or command[0].text == "eval" or _only_wrapper(command))
    ):
        _each(walker, simple, command, mark, None, via)  # input that becomes code: what is known of it now may change
    via = via.removesuffix(" stdin")
    if inputs is None:
        unknown = Word(HOLE, taint=simple.stdin.taint | _input)
        if mark and any(mark in word.text for word in command):
            argv = [_filled(word, mark, unknown) for word in command]
            return rerun(walker, argv, simple, via)
        if mark and not simple.args[0].text.startswith("-i"):
            return rerun(walker, command, simple, via)
        return rerun(walker, command, simple, via, dynamic=True)
    output = SILENCE
    if (
        mark == "{}"
        and simple.args
        and simple.args[0].text.startswith("-i")
        and not any(mark in w.text for w in command)
    ):
        mark = ""
    if not mark:
        words = (
            [Word(part, taint=word.taint) for word in inputs for part in word.text.split()]
            if via == "xargs"
            else inputs
        )
        return rerun(walker, command + words, simple, via)
    for word in inputs:
        output = rerun(walker, [_filled(part, mark, word) for part in command], simple, via)
    return output


def _only_wrapper(command: list[Word]) -> bool:
    """Tell whether the input of `xargs` supplies the program itself: `xargs env --`, `xargs sudo`."""
    return base_name(command[0]) in _wrapping and all(
        word.text.startswith("-") or "=" in word.text for word in command[1:]
    )


def _filled(word: Word, mark: str, value: Word) -> Word:
    if mark not in word.text:
        return word
    return Word(word.text.replace(mark, value.text), taint=word.taint | value.taint, glob=word.glob)


def _find(walker: Walker, simple: Simple) -> Stream | None:
    words = list(simple.args)
    index = 0
    starts: list[Word] = []
    while index < len(words) and (
        not words[index].text.startswith(("-", "(", "!", "\\(")) or words[index].text in ("-H", "-L", "-P")
    ):
        if words[index].text[:1] != "-":
            starts.append(words[index])
        index += 1
    named = [
        words[i + 1].text
        for i in range(len(words) - 1)
        if words[i].text in ("-name", "-iname", "-path") and (i == 0 or words[i - 1].text not in ("-not", "!", "\\!"))
    ]
    while index < len(words):
        text = words[index].text
        if text in _exec:
            end = index + 1
            while end < len(words) and not (
                words[end].text in (";", "\\;") or (words[end].text == "+" and words[end - 1].text == "{}")
            ):
                end += 1
            _found(walker, simple, words[index + 1 : end], starts, named, inside=text in ("-execdir", "-okdir"))
            index = end + 1
        else:
            index += 3 if text == "-fprintf" else 2 if text in FIND_VALUES else 1
    if named or any(word.text in ("-exec", "-execdir", "-ok", "-regex", "-ipath") for word in words):
        return Stream(None, _names(starts, named)) if named else None
    return Stream(None, frozenset("listed:" + word.text for word in starts) or frozenset(("listed:.",)))


def _names(starts: list[Word], named: list[str]) -> frozenset[str]:
    """Give the origins `found:PATH` of what `find` prints when it looks for names."""
    folder = starts[0].text.rstrip("/") if len(starts) == 1 and starts[0].known else "."
    return frozenset(f"found:{folder}/{name.removeprefix('*/')}" for name in named[:4])


def _found(
    walker: Walker, simple: Simple, command: list[Word], starts: list[Word], named: list[str], *, inside: bool
) -> None:
    """Run what `find -exec` runs, with each starting folder, and with the searched name below it."""
    if not command:
        return
    saved = walker.scope.cwd
    if inside:
        walker.scope.cwd = ""
    starts = starts[:8] or [Word(".")]
    marked = any("{}" in word.text for word in command)
    origin = frozenset(("find",))
    for start in starts if marked else starts[:1]:
        names = [f"{start.text.rstrip('/')}/{name}" for name in named[:4] if not any(c in name for c in "*?[/")]
        for path in names or [start.text]:
            target = Word(path, taint=start.taint | origin | _names([start], named), glob=start.glob)
            rerun(walker, [_filled(word, "{}", target) for word in command], simple, "find -exec")
    walker.scope.cwd = saved


def _parallel(walker: Walker, simple: Simple) -> Stream | None:  # noqa: C901, PLR0912 - one case a form
    words = [word for word in simple.args if word.text not in _parallel_flags]
    options = read(words, "jnNdCaILSPEs" if simple.name != "sem" else "j", _parallel_long, stop=True)
    rest = options.rest
    cut = next((i for i, word in enumerate(rest) if word.text in _separators), len(rest))
    command = [word for word in rest[:cut] if word.text != "--"] if rest[:1] and rest[0].text == "--" else rest[:cut]
    inputs: list[Word] | None = (
        [word for word in rest[cut:] if word.text not in _separators] if cut < len(rest) else None
    )
    if any(word.text.startswith("::::") for word in rest[cut : cut + 1]):
        inputs = None
    if inputs is None and simple.name != "sem":
        inputs = _lines(simple, options.has("0", "null"))
    if options.has("dry-run", "dryrun") and command:
        return None
    if not command:
        if inputs is None and not options.has("version", "help", "V", "citation", "bibtex"):
            simple.code = Stream(None, simple.stdin.taint | _input)
            return None
        if cut == len(rest) and inputs is not None:
            simple.code = Stream(None, _input)
        for word in (inputs or [])[:MAX_INPUTS]:
            walker.run_text(word.text, via="parallel")
        return None
    if simple.name == "sem":
        return rerun(walker, command, simple, "sem")
    folder = options.values.get("workdir") or options.values.get("wd")
    saved = walker.scope.cwd
    if folder is not None:
        walker.scope.cwd = walker.scope.path(folder.text)
    text = command[0].text
    if len(command) == 1 and (text == "{}" or any(char in text for char in ";&|<>$`(\n")):
        _parallel_text(walker, text, inputs)
        walker.scope.cwd = saved
        return None
    if " " in text:
        command = [*(Word(part) for part in text.split()), *command[1:]]
    mark = next((m for m in ("{}", "{1}", "{.}", "{/}") if any(m in word.text for word in command)), "")
    if inputs and cut == len(rest) and base_name(command[0]) in SHELLS:
        inputs = None
    for value in [None] if inputs is None else inputs[:MAX_INPUTS] or [Word("")]:
        if value is None:
            _each(walker, simple, command, mark, None, "parallel")
        elif mark:
            rerun(walker, [_filled(part, mark, value) for part in command], simple, "parallel")
        else:
            rerun(walker, [*command, value], simple, "parallel")
    walker.scope.cwd = saved
    return None


def _parallel_text(walker: Walker, text: str, inputs: list[Word] | None) -> None:
    """Run a text that `parallel` gives to a shell, with each input in it; an unknown one stands there as a variable."""
    mark = next((m for m in ("{}", "{1}", "{.}", "{/}") if m in text), "")
    for value in [None] if inputs is None else inputs[:MAX_INPUTS]:
        if value is None:
            walker.scope.set(_unknown, Word(HOLE, taint=_input))
        given = f"${_unknown}" if value is None else value.text
        walker.run_text(text.replace(mark, given) if mark else f"{text} {given}", via="parallel")


_unknown = "SINFONIA_PARALLEL_INPUT"
HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    "xargs": _xargs,
    "gxargs": _xargs,
    "find": _find,
    "gfind": _find,
    "parallel": _parallel,
    "sem": _parallel,
    "rush": _parallel,
}
