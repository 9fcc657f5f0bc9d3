"""Interpreters: where their program text comes from, and which shell commands and files it stands for."""

from __future__ import annotations

from sinfonia.shell.options import Options, read
from sinfonia.shell.word import DECODED, HOLE, REMOTE, SILENCE, UNKNOWN, Stream, Word, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

_danger = frozenset((REMOTE, DECODED))
_languages = {
    "bun": "node", "deno": "node", "nodejs": "node", "tsx": "node", "ts-node": "node",
    "gawk": "awk", "nawk": "awk", "mawk": "awk", "pypy": "python",
    "powershell": "pwsh", "lua5": "lua", "luajit": "lua",
}  # fmt: skip
# language -> (options with program text, short options with a value, long options with a value)
_code = {
    "python": ("c", "cWXmQ", ("check-hash-based-pycs",)),
    "node": ("e", "er", ("eval", "print", "require", "import", "loader", "experimental-loader", "title", "env-file")),
    "perl": ("eE", "eEIMm", ()),
    "ruby": ("e", "eIrCEF", ()),
    "php": ("rBRE", "rBREdfcz", ()),
    "lua": ("e", "el", ()),
    "awk": ("e", "eFvfi", ("source", "file", "include", "assign", "field-separator")),
    "pwsh": ("", "", ()),
}


def language(name: str) -> str:
    """Give the language of an interpreter by its name, without versions."""
    bare = name.rstrip("0123456789.")
    return _languages.get(bare, bare)


def interpret(walker: Walker, simple: Simple) -> Stream | None:  # noqa: C901, PLR0912 - one case a form
    """Follow an interpreter's program text; unknown or fetched text stays on the Simple as `code`."""
    tongue = language(simple.name)
    if tongue == "pwsh":
        from sinfonia.shell.windows import powershell

        return powershell(walker, simple)
    letters, short, long = _code.get(tongue, ("e", "e", ()))
    options = read(simple.args, short, long, stop=True)
    texts = [word for name, word in options.all_values if name in letters or name in ("eval", "print", "source")]
    rest = options.rest
    if tongue == "node" and options.has("p") and not texts:
        texts, rest = rest[:1], rest[1:]
    if simple.name == "deno" and rest[:1] and rest[0].text == "eval":
        texts, rest = rest[1:2], rest[2:]
    if simple.name == "bun" and rest[:1] and rest[0].text == "x":
        from sinfonia.shell.nested import rerun

        return rerun(walker, rest[1:], simple, "bun x")
    if simple.name == "deno" and rest[:1] and rest[0].text == "run":
        rest = read(rest[1:], "cLr", ("config", "import-map"), stop=True).rest
    if _foreign_options(simple, options):
        return None
    if tongue == "awk":
        for key, word in options.all_values:
            if key in ("f", "file") and word.taint & _danger:
                simple.code = Stream(None, word.taint)
    if tongue == "awk" and not texts and not options.has("f", "file"):
        texts, rest = rest[:1], rest[1:]
    if texts and simple.dynamic and tongue in ("node", "perl", "ruby") and "--" not in simple.texts:
        simple.code = Stream(None, simple.stdin.taint | {"input"})  # an option that loads code may follow
    if texts:
        for word in texts:
            _program(walker, simple, tongue, Stream(word.text, word.taint), inline=True)
    elif (tongue == "python" and "m" in options.values) or tongue == "awk":
        if tongue == "awk" and simple.dynamic and not options.has("f", "file"):
            simple.code = Stream(None, simple.stdin.taint | {"input"})  # the program is what is appended
        return None
    elif not rest or rest[0].text in ("-", "/dev/stdin"):
        if simple.dynamic:
            simple.code = Stream(None, simple.stdin.taint | {"input"})
        elif simple.stdin is not SILENCE:
            _program(walker, simple, tongue, simple.stdin)
    else:
        run_file(walker, simple, tongue, rest[0])
    return _output(walker, simple, tongue, rest)


def _output(walker: Walker, simple: Simple, tongue: str, rest: list[Word]) -> Stream | None:
    if tongue == "awk":
        from sinfonia.shell.redirects import read as read_path

        return Stream(
            None,
            joined(simple.stdin.taint, *(read_path(walker, walker.scope.file(word.text)).taint for word in rest[:20])),
        )
    return UNKNOWN


def _foreign_options(simple: Simple, options: Options) -> bool:
    """Tell, and note, that an option which loads code takes its value from unknown input."""
    for word in [*options.values.values(), *(word for word in simple.args if word.text.startswith("-"))]:
        if "input" in word.taint and HOLE in word.text and options.values.get("W") is not word:
            if "title" in options.values and options.values["title"] is word:
                continue
            simple.code = Stream(None, word.taint)
            return True
    return False


def _program(walker: Walker, simple: Simple, tongue: str, code: Stream, *, inline: bool = False) -> None:
    if code.text is None or code.taint & _danger or (HOLE in code.text and "input" in code.taint):
        if code.text is None and not code.taint & _danger:
            return
        simple.code = code
        if code.text is None:
            return
    saved = walker.via
    walker.via = (*saved, simple.name)
    if tongue == "pwsh":
        from sinfonia.shell.windows import run_script as run_powershell

        run_powershell(walker, simple, code.text)
    elif tongue == "python":
        from sinfonia.shell.python_code import run_python

        run_python(walker, simple, code.text, inline=inline)
    else:
        from sinfonia.shell.script_code import run_script

        run_script(walker, simple, code.text, tongue, inline=inline)
    walker.via = saved


def run_file(walker: Walker, simple: Simple, tongue: str, word: Word) -> None:
    """Run a script file that the text itself wrote."""
    if not word.known:
        if "input" in word.taint:
            simple.code = Stream(None, word.taint)
        return
    path = walker.scope.descriptor(walker.scope.file(word.text))
    stream = walker.scope.files.get(path)
    if stream is not None:
        _program(walker, simple, tongue, stream)
