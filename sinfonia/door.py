"""`sinfonia-hook NAME`: the machines' door. It picks the surface and catches everything.

Nothing heavy is imported here: a commit pays for every module. Nothing from `__future__` either: that is a
module, and it would be looked for before the import path is made safe.
"""

import os
import sys

from sinfonia.isolation import end, give_up_output, isolate, open_streams

isolate()
open_streams()

from sinfonia.errors import ConfigError, Exit, SinfoniaError  # noqa: E402 - the import path is made safe first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from sinfonia.model.finding import Report
    from sinfonia.surfaces.options import Options

# In place of a function: the module is a `Host` and answers in its host's words, also about our own failures.
AGENT = "(host)"
# Name -> module and function. Each takes a `Call` and gives an exit code.
HOOKS = {
    "pre-commit": ("git_hook", "pre_commit"),
    "pre-merge-commit": ("git_hook", "pre_commit"),
    "commit-msg": ("git_message", "commit_msg"),
    "prepare-commit-msg": ("git_message", "prepare_commit_msg"),
    "pre-applypatch": ("git_hook", "pre_applypatch"),
    "pre-push": ("git_push", "pre_push"),
    "pre-receive": ("git_push", "pre_receive"),
    "update": ("git_push", "update"),
    "merge-workflow": ("merge_driver", "merge_workflow"),
    "claude-code": ("claude_code", AGENT),
    "opencode": ("opencode", AGENT),
    "codex": ("codex", AGENT),
    "gemini": ("gemini", AGENT),
    "copilot": ("copilot", AGENT),
    "cursor": ("cursor", AGENT),
}
USAGE = """\
usage: sinfonia-hook NAME [--select CODES] [--ignore CODES] [--format FORMAT]
                     [--color WHEN] [ARGS...]

The machines' door: git, pre-commit, CI and coding agents call it. People use
`sinfonia check`.

names: pre-commit, pre-merge-commit, commit-msg, prepare-commit-msg,
       pre-applypatch, pre-push, pre-receive, update, merge-workflow,
       claude-code, opencode, codex, gemini, copilot, cursor

examples:
  sinfonia-hook pre-commit
  sinfonia-hook commit-msg .git/COMMIT_EDITMSG
"""


def main() -> "NoReturn":
    """Answer the call that started this process, and end it."""
    import gc

    gc.disable()  # a check makes few cycles and lives for milliseconds
    end(answer(sys.argv[1:]))


def answer(args: "Sequence[str]") -> int:
    """Answer one call of a hook; gives the exit code and lets no exception through."""
    if args and HOOKS.get(args[0], ("", ""))[1] == AGENT:
        return _guard(HOOKS[args[0]][0], list(args[1:]))
    try:
        code = _run(list(args))
        sys.stdout.flush()
    except SinfoniaError as error:
        code = error.exit_code
        _complain(error.message, error.hint)
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        code = Exit.COULD_NOT_TELL  # the reader has gone, so the verdict could not be told
        give_up_output()
    except OSError as error:
        code = Exit.COULD_NOT_TELL
        give_up_output()
        what = f"use `{error.filename}`" if error.filename else "write the report"
        why = "standard output is closed" if error.errno == 9 else (error.strerror or str(error)).lower()  # EBADF
        _complain(f"cannot {what}: {why}", "")
    except Exception as error:  # the guard: a traceback would leave the caller to guess, this refuses
        code = Exit.OUR_BUG
        if os.environ.get("SINFONIA_DEBUG"):
            raise
        hint = "run it again with SINFONIA_DEBUG=1 and report what it prints"
        _complain(f"a bug in Sinfonia: {type(error).__name__}", hint)
    return code


def _guard(module: str, args: list[str]) -> int:
    """Answer a coding agent; for hosts 2 refuses, and 1 would let the call run."""
    try:
        from sinfonia.surfaces.agent.guard import guard

        host = __import__(f"sinfonia.surfaces.{module}", fromlist=("deny",))
        return guard(host, lambda: _options(_flags(args)[0]), os.environ)
    except BaseException as error:  # noqa: BLE001 - an installation that is broken must not let the call run
        _complain(f"Refused by sinfonia: it is damaged ({type(error).__name__})", "install it again")
        return Exit.COULD_NOT_TELL


def _options(flags: "Mapping[str, str]") -> "Options":
    from sinfonia.surfaces.options import Options

    return Options(select=_words(flags.get("--select")), ignore=_words(flags.get("--ignore")))


def _run(args: list[str]) -> int:
    if not args or args[0] in {"-h", "--help"}:
        sys.stdout.write(USAGE)
        return Exit.YES if args else Exit.COULD_NOT_TELL
    if args[0] in {"-V", "--version"}:
        from sinfonia import __version__

        sys.stdout.write(f"sinfonia/{__version__}\n")
        return Exit.YES
    name = args[0]
    if name not in HOOKS:
        import difflib

        near = difflib.get_close_matches(name, HOOKS, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"one of: {', '.join(HOOKS)}"
        raise SinfoniaError(f"there is no hook `{name}`", hint=hint)
    from sinfonia.git.repo import discover
    from sinfonia.surfaces.call import Call

    flags, rest = _flags(args[1:])
    options = _options(flags)
    show = _shower(flags.get("--format", "text"), flags.get("--color", "auto"))
    module, function = HOOKS[name]
    surface = __import__(f"sinfonia.surfaces.{module}", fromlist=(function,))
    try:
        code: int = getattr(surface, function)(Call(discover(), tuple(rest), os.environ, options, show))
    except ConfigError as error:
        from sinfonia.surfaces.judging import exit_code, unreadable

        report = unreadable(error, "commit")
        show(report)
        code = exit_code(report)
    return code


def _shower(format_name: str, color: str) -> "_Shower":
    """Make the printer; a mistyped word is told at once, not when the first commit is refused."""
    if format_name != "text":
        from sinfonia.reporters import REPORTERS

        _one_of("--format", format_name, tuple(REPORTERS))
    _one_of("--color", color, ("auto", "always", "never"))
    return _Shower(format_name, color=color)


def _one_of(option: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise SinfoniaError(f"`{word}` is no value for `{option}`", hint=f"one of {', '.join(known)}")


class _Shower:
    """Prints reports: findings on standard output, notes on standard error."""

    __slots__ = ("_color", "_format")

    def __init__(self, format_name: str, *, color: str) -> None:
        self._format = format_name
        self._color = color

    def __call__(self, report: "Report") -> None:
        if report.findings or self._format != "text":
            from sinfonia.reporters import render

            text = render(report, self._format, color=wants_color(self._color, os.environ, sys.stdout.isatty()))
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
            sys.stdout.buffer.flush()
        for note in report.notes:
            sys.stderr.write(f"sinfonia: {note}\n")


def wants_color(when: str, environ: "Mapping[str, str]", terminal: bool) -> bool:  # noqa: FBT001 - three facts
    """Decide on colour: the flag, then NO_COLOR, FORCE_COLOR (no-color.org), then whether it is a terminal."""
    if when != "auto":
        return when == "always"
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or terminal


def _flags(args: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split our options from the arguments of the hook; `--` ends the options."""
    known = {"--select", "--ignore", "--format", "--color"}
    flags: dict[str, str] = {}
    rest: list[str] = []
    queue = iter(args)
    for arg in queue:
        name, equals, value = arg.partition("=")
        if arg == "--":
            rest += queue
        elif name in known:
            given = value if equals else next(queue, None)
            if given is None:
                raise SinfoniaError(f"`{name}` needs a value")
            flags[name] = f"{flags[name]},{given}" if name in flags else given
        elif arg.startswith("--"):
            raise SinfoniaError(f"there is no option `{name}`", hint=f"options: {', '.join(sorted(known))}")
        else:
            rest.append(arg)
    return flags, rest


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())


def _complain(message: str, hint: str) -> None:
    lines = f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")
    try:
        sys.stderr.write(lines.encode("utf-8", "backslashreplace").decode("utf-8"))
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens; the exit code stands


if __name__ == "__main__":
    main()
