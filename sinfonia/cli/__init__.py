"""The people's door: click, one module per command, loaded when it is called."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from sinfonia import __version__
from sinfonia.errors import ConfigError, Exit, SinfoniaError
from sinfonia.isolation import give_up_output

if TYPE_CHECKING:
    from collections.abc import Sequence

# Command -> one line of help. The module is `sinfonia.cli.NAME`, and its click command is called `command`.
COMMANDS = {
    "init": "Set a project up: settings, personas, workflows, hooks, CI, agents.",
    "check": "Judge what is staged, a commit, a range or every file.",
    "rules": "List the rules that are enforced here.",
    "explain": "Tell what a rule wants, or how a command, a path or a change is judged.",
    "baseline": "Accept today's findings of an old repository, or what another scanner accepted.",
    "start": "Start a session of a workflow.",
    "status": "Tell where a session stands, what is next, what blocks.",
    "list": "List the sessions.",
    "show": "Show a session's steps, artifacts, decisions and envelopes.",
    "log": "Show what happened in a session, in order.",
    "dispatch": "Hand the current step to its persona.",
    "return": "Hand the current step's work back.",
    "approve": "Approve the current step, or paths.",
    "reject": "Reject the current step's work, with a revision.",
    "revoke": "Take a decision back.",
    "waive": "Waive one gate of the current step.",
    "advance": "Close the current step when nothing keeps it open.",
    "block": "Pause a session.",
    "unblock": "Go on after a pause.",
    "fail": "Give the current step up.",
    "retry": "Try again after a failure.",
    "skip": "Waive the current step.",
    "abort": "Give a session up.",
    "resume": "Continue after a break.",
    "verify": "Check every closed gate and every record, offline.",
    "context": "Print what must survive a compaction.",
    "memory": "Print or add to what a persona remembers.",
    "trust": "Say who may approve what.",
    "env": "Print shell variables of the current session.",
    "personas": "List the personas, with what each does.",
    "workflows": "List the workflows that can be started.",
    "new": "Write the start of a persona, a workflow or a rule of your own.",
    "validate": "Say what is wrong with the files that Sinfonia reads.",
    "install": "Install the native git hooks.",
    "uninstall": "Remove the native git hooks.",
    "doctor": "Check what is installed here, and say what to type.",
    "schema": "Print a JSON schema.",
    "completion": "Print the completion script of a shell.",
}


COMPLETE = "_SINFONIA_COMPLETE"  # the variable by which a completion script asks


class LazyGroup(click.Group):
    """Lists its commands from the table and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the table."""
        del ctx  # no `list()` in this module: the command of that name is a module here once it is loaded
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sinfonia.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when there is none of that name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from sinfonia.cli.usage import did_you_mean

            hint = did_you_mean(args[0], COMMANDS) or "`sinfonia --help` lists them"
            raise SinfoniaError(f"there is no command `{args[0]}`", hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing a single command."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  sinfonia check
  sinfonia check --from origin/main --to HEAD""",
)
@click.version_option(__version__, "-V", "--version", prog_name="sinfonia", message="sinfonia/%(version)s")
@click.option("-C", "directory", metavar="DIR", help="Run as if started in DIR.")
def group(directory: str | None) -> None:
    """Refuse bad commits, the same way everywhere."""
    if directory:
        try:
            os.chdir(directory)
        except OSError as error:
            raise SinfoniaError(f"cannot enter `{directory}`: {(error.strerror or '').lower()}") from None


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code; catches everything, since a traceback is our bug."""
    given = sys.argv[1:] if args is None else args
    try:
        code = _answer(given)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("SINFONIA_DEBUG"):
            raise
        return failed(error, given)
    return code


def _answer(args: Sequence[str]) -> int:
    """Do what `Group.main` does, but that a reader who has gone gives 1 there, which here means refused."""
    if asked := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, "sinfonia", COMPLETE, asked)
    try:
        with group.make_context("sinfonia", [*args]) as ctx:
            group.invoke(ctx)
    except click.exceptions.Exit as end:
        return end.exit_code
    return Exit.YES


def failed(error: BaseException, args: Sequence[str] = ()) -> int:
    """Say what went wrong in one line, and what to type in another; gives the exit code.

    Under `--format json` among `args` standard output gets the same as a document.
    """
    code, message, hint = Exit.COULD_NOT_TELL, "", ""
    match error:
        case ConfigError():
            from sinfonia.rules.secrets.mask import mask_line

            # It quotes the file, in which somebody may have put a credential.
            message, hint = mask_line(error.message.encode("utf-8", "surrogateescape")), error.hint
        case SinfoniaError():
            code, message, hint = error.exit_code, error.message, error.hint
        case click.exceptions.NoArgsIsHelpError():
            error.show()
        case click.ClickException():
            from sinfonia.cli.usage import explain_usage

            message, hint = explain_usage(error)
        case click.Abort() | KeyboardInterrupt():
            code = Exit.INTERRUPTED
        case BrokenPipeError():
            give_up_output()  # the reader has gone: there is nobody to complain to
        case OSError():
            if not error.filename:
                give_up_output()
            what = f"use `{error.filename}`" if error.filename else "write to standard output"
            why = "it is closed" if error.errno == errno.EBADF else (error.strerror or str(error)).lower()
            message = f"cannot {what}: {why}"
        case UnicodeEncodeError(reason="surrogates not allowed"):  # bytes of an argument that are no text
            message, hint = "a text that was given is not UTF-8", "type it in a terminal that speaks UTF-8"
        case _:
            code, message = Exit.OUR_BUG, f"a bug in Sinfonia: {type(error).__name__}"
            hint = "run it with SINFONIA_DEBUG=1 and report what it prints"
    if message:
        complain(message, hint, code)
        from sinfonia.cli.failure import asks_for_json, print_failure

        if asks_for_json(args):
            print_failure(message, hint, code)
    return code


def complain(message: str, hint: str, code: int = Exit.COULD_NOT_TELL) -> None:
    """Say on standard error what is wrong, then what to type; a no is an answer and no error."""
    lines = f"{'no' if code == Exit.NO else 'error'}: {message}\n" + (f" hint: {hint}\n" if hint else "")
    try:
        sys.stderr.write(lines.encode("utf-8", "backslashreplace").decode("utf-8"))
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens; the exit code stands


def leave(code: int) -> NoReturn:
    """End a command with an exit code."""
    raise click.exceptions.Exit(code)
