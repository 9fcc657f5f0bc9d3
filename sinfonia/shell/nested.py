"""Shells inside the shell: `bash -c`, `eval`, `source`, `trap`, and scripts that the text itself wrote."""

from __future__ import annotations

from sinfonia.shell.execute import execute
from sinfonia.shell.git_call import follow_git
from sinfonia.shell.options import read
from sinfonia.shell.programs import SHELLS
from sinfonia.shell.word import HOLE, SILENCE, UNKNOWN, Stream, Word, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker


_own = frozenset(("output:git rev-parse --show-toplevel",))


def run_code(
    walker: Walker,
    simple: Simple,
    code: Stream,
    args: list[Word] | None,
    via: str,
    *,
    same: bool = False,
    zero: Word | None = None,
) -> Stream:
    """Run a text as a shell would, with `$0` as given; what of it is not known is left on the Simple as `code`."""
    text = code.text
    if text is None or HOLE in text or code.taint & {"remote", "decoded"}:
        simple.code = code
        if text is None:
            return UNKNOWN
    stdin = SILENCE if code is simple.stdin else simple.stdin  # a script that is read from there leaves no known rest
    if same:
        return walker.run_text(text, stdin, via=via)
    saved = walker.scope
    inner = saved.copy()
    inner.functions, inner.aliases, inner.arrays = {}, {}, {}
    inner.vars = {name: word for name, word in saved.vars.items() if name in saved.exported or name == "HOME"}
    inner.vars.update(simple.env)
    inner.exported = set(saved.exported) | set(simple.env)
    if zero is not None:
        inner.vars["0"] = zero
    inner.args = args
    walker.scope = inner
    output = walker.run_text(text, stdin, via=via)
    walker.scope = saved
    return output


def _shell(walker: Walker, simple: Simple) -> Stream | None:  # noqa: C901, PLR0911, PLR0912 - one case a form
    words = list(simple.args)
    index = 0
    inline = from_stdin = dry = False
    while index < len(words):
        text = words[index].text
        if text in {"--", "-"}:
            index += 1
            break
        if text[:2] == "--":
            name = text[2:].partition("=")[0]
            if name in ("rcfile", "init-file"):
                path = text.partition("=")[2] or (words[index + 1].text if index + 1 < len(words) else "")
                _startup(walker, simple, Word(path), words)
                index += "=" not in text
            elif name == "command" and simple.name == "fish":
                return _command(
                    walker, simple, text.partition("=")[2] or "".join(w.text for w in words[index + 1 :][:1])
                )
            index += 1
        elif text[:1] in "-+" and len(text) > 1:
            if HOLE in text and "input" in words[index].taint:
                simple.code = Stream(None, words[index].taint)
            letters = text[1:]
            on = text[0] == "-"
            inline = inline or "c" in letters  # `+c` too runs the command: bash(1) reads the letter alone
            from_stdin = from_stdin or "s" in letters
            if "n" in letters:
                dry = on
            index += 1
            if letters[-1:] in ("o", "O"):
                index += 1
        else:
            break
    rest = words[index:]
    while inline and rest and rest[0].text == "--":
        rest = rest[1:]
    _environment(walker, simple)
    if dry:
        return SILENCE
    if inline:
        if not rest:
            if simple.dynamic:
                simple.code = Stream(None, simple.stdin.taint | {"input"})
            return None
        args = rest[2:] + ([Word(HOLE, taint=frozenset(("input",)))] if simple.dynamic else [])
        code = Stream(rest[0].text, rest[0].taint)
        zero = rest[1] if len(rest) > 1 else args[0] if args else None
        return run_code(walker, simple, code, args, f"{simple.name} -c", zero=zero)
    if rest and not from_stdin:
        return _script(walker, simple, rest[0], rest[1:], simple.name)
    if simple.dynamic:
        simple.code = Stream(None, simple.stdin.taint | {"input"})
        return None
    return run_code(walker, simple, simple.stdin, rest, simple.name) if simple.stdin is not SILENCE else None


def _command(walker: Walker, simple: Simple, text: str) -> Stream:
    return run_code(walker, simple, Stream(text), [], f"{simple.name} -c")


def _script(
    walker: Walker, simple: Simple, word: Word, args: list[Word], via: str, *, same: bool = False
) -> Stream | None:
    """Run a script file: known when the text wrote it, remote when the text fetched it."""
    from sinfonia.shell.redirects import read as read_path

    path = walker.scope.file(word.text)
    path = walker.scope.descriptor(path)
    if not word.known and path not in walker.scope.files:
        if _is_named(word):
            return None
        known = {origin for origin in word.taint if origin != "variable"}
        simple.code = Stream(HOLE, frozenset(known or word.taint) | {"file"})
        return None
    if path in walker.scope.files:
        if walker.calls.count(path) > 1:
            return None
        walker.calls.append(path)
        output = run_code(walker, simple, walker.scope.files[path], args, via, same=same)
        walker.calls.pop()
        return output
    stream = read_path(walker, path)
    if "remote" in stream.taint or word.taint - _own:
        simple.code = Stream(None, joined(stream.taint, word.taint))
    elif path == "/dev/stdin":
        return run_code(walker, simple, simple.stdin, args, via, same=same)
    return None


def _is_named(word: Word) -> bool:
    """Tell a script that is named in a folder which a variable or a tool names: `"$NVM_DIR/nvm.sh"`."""
    name = word.text.rpartition(HOLE)[2]
    folder = all(origin == "variable" or origin.startswith("output:") for origin in word.taint)
    return folder and name[:1] == "/" and bool(name.strip("/"))


def _startup(walker: Walker, simple: Simple, word: Word, words: list[Word]) -> None:
    """Run a start-up file where the shell is interactive (`-i`)."""
    if any(w.text == "-i" for w in words) or not simple.args:
        path = walker.scope.file(word.text)
        if path in walker.scope.files:
            run_code(walker, simple, walker.scope.files[path], [], "rcfile")
        else:
            simple.code = Stream(HOLE, word.taint | {"startup"})


def _environment(walker: Walker, simple: Simple) -> None:
    interactive = any(word.text.startswith("-") and "i" in word.text for word in simple.args)
    for name in ("BASH_ENV", "ENV"):
        word = simple.env.get(name)
        if word is None or not word.text or not simple.args:
            continue
        if (name == "ENV") != (interactive and simple.name != "bash") or simple.name == "zsh":
            continue
        if name == "BASH_ENV" and (interactive or simple.name != "bash"):
            continue
        path = walker.scope.file(word.text)
        if path in walker.scope.files:
            run_code(walker, simple, walker.scope.files[path], [], name)
        else:
            simple.code = Stream(HOLE, word.taint | {"startup"})


def _eval(walker: Walker, simple: Simple) -> Stream | None:
    words = list(simple.args)
    if words and words[0].text == "--":
        words = words[1:]
    if simple.dynamic:
        words.append(Word(HOLE, taint=frozenset(("input",))))
    if not words:
        return None
    code = Stream(" ".join(word.text for word in words), joined(*(word.taint for word in words)))
    return run_code(walker, simple, code, walker.scope.args, "eval", same=True)


def _source(walker: Walker, simple: Simple) -> Stream | None:
    if not simple.args:
        return None
    return _script(walker, simple, simple.args[0], list(simple.args[1:]), "source", same=True)


def _trap(walker: Walker, simple: Simple) -> Stream | None:
    options = read(simple.args, stop=True)
    if len(options.rest) < 2 or options.rest[0].text in ("-", ""):
        return SILENCE
    action = options.rest[0]
    return run_code(walker, simple, Stream(action.text, action.taint), None, "trap", same=True)


def direct(walker: Walker, simple: Simple) -> Stream | None:
    """Run `./script` when the text itself wrote or fetched it; None for any other program."""
    text = simple.argv[0].text
    if "/" not in text:
        return None
    path = walker.scope.file(text)
    stream = walker.scope.files.get(path)
    if stream is None:
        return None
    return run_code(walker, simple, stream, list(simple.args), "script")


def rerun(walker: Walker, argv: list[Word], simple: Simple, via: str, *, dynamic: bool = False) -> Stream:
    """Run words in place of a command's own."""
    saved = walker.via
    walker.via = (*saved, via)
    output = execute(walker, argv, dict(simple.env), simple.stdin, functions=False, dynamic=dynamic)
    walker.via = saved
    return output


HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    **dict.fromkeys(SHELLS, _shell),
    "eval": _eval,
    "source": _source,
    ".": _source,
    "trap": _trap,
    "git": follow_git,
}
