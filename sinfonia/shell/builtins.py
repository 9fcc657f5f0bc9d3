"""The shell's own commands that change what later words mean."""

from __future__ import annotations

from sinfonia.shell.options import read as read_options
from sinfonia.shell.word import HOLE, INPUT, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker


def _cd(walker: Walker, simple: Simple) -> Stream:
    scope = walker.scope
    operands = [word for word in simple.args if not (word.text.startswith("-") and len(word.text) > 1)]
    if simple.name == "popd" or (operands and operands[0].text == "-"):
        back = scope.vars.get("OLDPWD")
        scope.cwd = back.text if back else scope.root
        return SILENCE
    target = operands[0] if operands else Word(scope.home)
    if any(origin == "output:git rev-parse --show-toplevel" for origin in target.taint):
        path = scope.root
    elif not target.known:
        path = ""
    else:
        path = scope.path(target.text)
    scope.vars["OLDPWD"] = Word(scope.cwd)
    scope.cwd = path
    return SILENCE


def _read(walker: Walker, simple: Simple) -> Stream:
    options = read_options(simple.args, "adinNptu")
    stream = _input(walker, simple, options.values.get("u"))
    line = None if stream.text is None else stream.text.split("\n", 1)[0]
    names = [word.text for word in options.operands] or ["REPLY"]
    parts = [] if line is None else line.split(None, len(names) - 1)
    for index, name in enumerate(names):
        text = HOLE if line is None else parts[index] if index < len(parts) else ""
        walker.scope.set(name, Word(text, taint=stream.taint))
    if "a" in options.values:
        words = (
            [Word(HOLE, taint=stream.taint)] if line is None else [Word(p, taint=stream.taint) for p in line.split()]
        )
        walker.scope.arrays[options.values["a"].text] = words
    return SILENCE


def _input(walker: Walker, simple: Simple, descriptor: Word | None) -> Stream:
    if descriptor is None:  # what nobody pipes in is typed by whoever runs the command
        return Stream(None, frozenset((INPUT,))) if simple.stdin is SILENCE else simple.stdin
    from sinfonia.shell.redirects import read

    return read(walker, walker.scope.fds.get(descriptor.text, ""))


def _mapfile(walker: Walker, simple: Simple) -> Stream:
    options = read_options(simple.args, "dnOsuCc")
    stream = _input(walker, simple, options.values.get("u"))
    name = options.operands[0].text if options.operands else "MAPFILE"
    if stream.text is None:
        walker.scope.arrays[name] = [Word(HOLE, taint=stream.taint)]
    else:
        lines = stream.text.splitlines()[:200]
        walker.scope.arrays[name] = [Word(line, taint=stream.taint) for line in lines]
    return SILENCE


def _printf(walker: Walker, simple: Simple) -> Stream | None:
    args = simple.args
    if len(args) >= 2 and args[0].text == "-v":
        from sinfonia.shell.outputs import printf

        made = printf(list(args[2:]))
        walker.scope.set(args[1].text, Word(HOLE if made.text is None else made.text, taint=made.taint))
        return SILENCE
    return None


def _alias(walker: Walker, simple: Simple) -> Stream:
    for word in simple.args:
        name, equals, value = word.text.partition("=")
        if equals and name:
            walker.scope.aliases[name] = value
    return SILENCE


def _unalias(walker: Walker, simple: Simple) -> Stream:
    for word in simple.args:
        walker.scope.aliases.pop(word.text, None)
    return SILENCE


def _hash(walker: Walker, simple: Simple) -> Stream:
    args = simple.texts
    if len(args) == 3 and args[0] == "-p":
        walker.scope.vars["\x00hash." + args[2]] = Word(args[1].rsplit("/", 1)[-1])
    return SILENCE


def _set(walker: Walker, simple: Simple) -> Stream | None:
    texts = simple.texts
    if not texts:
        return None  # prints every variable
    if "--" in texts:
        walker.scope.args = list(simple.args[texts.index("--") + 1 :])
    elif texts and texts[0][:1] not in "-+":
        walker.scope.args = list(simple.args)
    return SILENCE


def _shift(walker: Walker, simple: Simple) -> Stream:
    if walker.scope.args is not None:
        count = simple.texts[0] if simple.args else "1"
        walker.scope.args = walker.scope.args[int(count) if count.isdecimal() and len(count) < 5 else 1 :]
    return SILENCE


def _declared(walker: Walker, simple: Simple) -> Stream:
    """Run `export` and kin when they come through `builtin` or `command`."""
    for word in simple.args:
        name, equals, value = word.text.partition("=")
        if equals:
            walker.scope.set(name, Word(value, taint=word.taint))
        if simple.name == "export":
            walker.scope.exported.add(name)
    return SILENCE


_program_folders = ("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/")


def _copy(walker: Walker, simple: Simple) -> Stream:
    """Follow what the text itself wrote when it is copied, moved or linked."""
    options = read_options(simple.args, "tSmog", ("target-directory", "suffix", "mode", "owner", "group"))
    operands = options.operands
    if len(operands) >= 2 and len(operands) < 20:
        scope = walker.scope
        target = scope.file(operands[-1].text)
        for word in operands[:-1]:
            origin = scope.file(word.text)
            stream = scope.files.get(origin) or Stream(None, frozenset(("read:" + origin,)) | word.taint)
            if target and origin.startswith(_program_folders):
                for place in (target, f"{target}/{origin.rsplit('/', 1)[-1]}"):
                    scope.vars["\x00link." + place] = Word(origin.rsplit("/", 1)[-1])
            elif target:
                scope.files[target] = stream
                scope.files[f"{target}/{origin.rsplit('/', 1)[-1]}"] = stream
            if simple.name == "mv":
                scope.files.pop(origin, None)
    return SILENCE


def _remove(walker: Walker, simple: Simple) -> Stream:
    for word in simple.args:
        walker.scope.files.pop(walker.scope.file(word.text), None)
    return SILENCE


def _tee(walker: Walker, simple: Simple) -> Stream:
    from sinfonia.shell.redirects import put

    append = any(word.text in ("-a", "--append") for word in simple.args)
    for word in simple.args:
        if not word.text.startswith("-"):
            put(walker, word, simple.stdin, append=append)
    return simple.stdin


def _dd(walker: Walker, simple: Simple) -> None:
    """Follow what `dd` copies into a file."""
    from sinfonia.shell.redirects import read

    given = dict(text.split("=", 1) for text in simple.texts if "=" in text)
    if given.get("of"):
        path = walker.scope.file(given["of"])
        source = given.get("if")
        stream = simple.stdin if source is None else read(walker, walker.scope.file(source))
        walker.scope.files[path] = stream


def _silent(walker: Walker, simple: Simple) -> Stream:
    del walker, simple
    return SILENCE


HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    "cd": _cd, "pushd": _cd, "popd": _cd, "chdir": _cd, "read": _read, "mapfile": _mapfile, "readarray": _mapfile,
    "printf": _printf, "alias": _alias, "unalias": _unalias, "hash": _hash, "set": _set, "shift": _shift,
    "export": _declared, "declare": _declared, "typeset": _declared, "local": _declared, "cp": _copy, "mv": _copy,
    "ln": _copy, "link": _copy, "install": _copy, "rm": _remove, "tee": _tee, "sponge": _tee,
    "true": _silent, ":": _silent, "false": _silent, "unlink": _remove, "shred": _remove, "dd": _dd,
}  # fmt: skip
