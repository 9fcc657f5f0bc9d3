"""Run one command with its words known: note it, then follow what it runs in turn."""

from __future__ import annotations

from sinfonia.shell.command import Simple
from sinfonia.shell.outputs import output_of
from sinfonia.shell.parser import text_of
from sinfonia.shell.programs import CARRIERS, DANGEROUS, is_known
from sinfonia.shell.word import HOLE, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker


def execute(
    walker: Walker,
    argv: list[Word],
    env: dict[str, Word],
    stdin: Stream,
    source: str = "",
    *,
    functions: bool = True,
    dynamic: bool = False,
) -> Stream:
    """Run `argv`; gives what it prints. `dynamic`: more arguments, unknown ones, are appended."""
    while argv and not argv[0].text and not argv[0].taint:
        argv = argv[1:]
    if not argv:
        return SILENCE
    walker.step(1 + len(argv) // WORDS_PER_STEP)
    walker.deeper(1)
    first = argv[0]
    if functions and first.text in walker.scope.functions:
        output = _call(walker, walker.scope.functions[first.text], argv, env, stdin)
    elif functions and first.plain and first.text in walker.scope.aliases:
        output = _alias(walker, argv, stdin)
    else:
        output = _program(walker, argv, env, stdin, source, dynamic=dynamic)
    walker.deeper(-1)
    return output


MAX_RECURSION = 3
WORDS_PER_STEP = 40  # the rules read every word of every command: a long one counts for several


def base_name(word: Word) -> str:
    """Give a program's name without its folder, in small letters; a pattern becomes the program it may hit."""
    text = word.text
    name = text[text.rfind("/") + 1 :].lower().removesuffix(".exe")
    if HOLE in name and "variable" in word.taint and name.replace(HOLE, "") in DANGEROUS:
        return name.replace(HOLE, "")  # `r${x}m`: what nobody sets is empty
    if word.glob and text:
        from fnmatch import fnmatchcase

        for dangerous in DANGEROUS:
            if fnmatchcase(dangerous, name):
                return dangerous
    return name


def _program(
    walker: Walker, argv: list[Word], env: dict[str, Word], stdin: Stream, source: str, *, dynamic: bool
) -> Stream:
    scope = walker.scope
    name = base_name(argv[0])
    hashed = scope.vars.get("\x00hash." + name)
    if hashed is not None:
        name = hashed.text
    elif "/" in argv[0].text and (linked := scope.vars.get("\x00link." + scope.file(argv[0].text))) is not None:
        name = linked.text  # a copy of the program, or a link to it, under another name
    exported = scope.environment() if scope.exported else {}
    simple = Simple(
        name,
        tuple(argv),
        via=walker.via,
        env={**exported, **env} if exported or env else None,
        stdin=stdin,
        cwd=scope.cwd,
        line=walker.line,
        dynamic=dynamic,
        input_path=source,
        files=_files(walker) if scope.files or scope.fds else None,
    )
    walker.simples.append(simple)
    if "/" in argv[0].text and scope.files and scope.file(argv[0].text) in scope.files:
        from sinfonia.shell.nested import direct

        output = direct(walker, simple)
    elif (len(name) > 2 and name[:6] in ("python", "pypy3.", "nodejs")) or name in _more_interpreters:
        from sinfonia.shell.interpreters import interpret

        output = interpret(walker, simple)
    elif (handler := _table().get(name)) is not None:
        output = handler(walker, simple)
    elif name == "cmd":
        from sinfonia.shell.windows import cmd

        output = cmd(walker, simple)
    elif name in CARRIERS:
        from sinfonia.shell.carriers import carry

        carry(walker, simple)
        output = None
    else:
        output = None
        if not is_known(name) and len(argv) > 1:
            _maybe_wrapper(walker, simple)
        elif walker.nesting == 1 and any(char.isspace() for char in argv[0].text) and not walker.via:
            from sinfonia.shell.tokens import run_tokens

            run_tokens(walker, argv[0].text.replace("\n", " "))
        if name not in DANGEROUS and _missing(walker, name):
            _call(walker, scope.functions["command_not_found_handle"], argv, env, stdin)
    return output_of(walker, simple) if output is None else output


def _files(walker: Walker) -> dict[str, Stream]:
    """Give what the text wrote so far, and what stands behind open descriptors."""
    scope = walker.scope
    if not scope.fds:
        return dict(scope.files)
    from sinfonia.shell.redirects import read

    return {**scope.files, **{f"/dev/fd/{name}": read(walker, path) for name, path in list(scope.fds.items())[:20]}}


_more_interpreters = frozenset(
    ("node", "bun", "deno", "perl", "ruby", "php", "lua", "awk", "gawk", "nawk", "mawk", "pypy", "osascript", "tclsh",
     "pwsh", "powershell", "rscript", "groovy", "julia", "elixir", "tsx", "ts-node")
)  # fmt: skip


def _table() -> dict[str, Handler]:
    if not _handlers:
        from sinfonia.shell import builtins, nested, spread, wrappers

        _handlers.update(wrappers.HANDLERS)
        _handlers.update(builtins.HANDLERS)
        _handlers.update(nested.HANDLERS)
        _handlers.update(spread.HANDLERS)
    return _handlers


if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = Callable[[Walker, Simple], Stream | None]
_handlers: dict[str, Handler] = {}


def _call(walker: Walker, node: Node, argv: list[Word], env: dict[str, Word], stdin: Stream) -> Stream:
    """Call a function: its own parameters, the caller's variables; a `local` name is put back at the end."""
    scope = walker.scope
    if walker.calls.count(argv[0].text) > MAX_RECURSION:  # one more round would show nothing new
        return SILENCE
    walker.calls.append(argv[0].text)
    saved_args, saved = scope.args, dict(scope.vars)
    scope.args = argv[1:]
    scope.vars.update(env)
    body = node.child_by_field_name("body")
    text = text_of(node)
    output = SILENCE
    if body is not None:
        redirect = node.child_by_field_name("redirect")
        if redirect is not None:
            from sinfonia.shell.redirects import plan, write

            made = plan(walker, [redirect])
            output = write(walker, made, walker.visit(body, stdin if made.stdin is None else made.stdin))
        else:
            output = walker.visit(body, stdin)
    scope.args = saved_args
    walker.calls.pop()
    if "local " in text or "declare " in text or "typeset " in text:
        for name in list(scope.vars):
            if any(f"{kind} {name}" in text for kind in ("local", "declare", "typeset")):
                if name in saved:
                    scope.vars[name] = saved[name]
                else:
                    del scope.vars[name]
    return output


def _alias(walker: Walker, argv: list[Word], stdin: Stream) -> Stream:
    name = argv[0].text
    value = walker.scope.aliases.pop(name)
    rest = " ".join(quote(word.text) for word in argv[1:])
    output = walker.run_text(f"{value} {rest}", stdin, via="alias")
    walker.scope.aliases[name] = value
    return output


def quote(text: str) -> str:
    """Quote a text so that the shell reads it as one word."""
    return "'" + text.replace("'", "'\\''") + "'"


def _maybe_wrapper(walker: Walker, simple: Simple) -> None:
    """Follow the first dangerous program among the plain words of an unknown one: it may run what follows it."""
    for index, word in enumerate(simple.args, 1):
        if word.plain and (word.text in DANGEROUS or word.text.startswith("mkfs")):
            saved = walker.via
            walker.via = (*saved, simple.name)
            execute(walker, list(simple.argv[index:]), {}, simple.stdin, functions=False)
            walker.via = saved
            return


def _missing(walker: Walker, name: str) -> bool:
    functions = walker.scope.functions
    return "command_not_found_handle" in functions and not is_known(name)
