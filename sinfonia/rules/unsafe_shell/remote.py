"""Code from elsewhere: fetched, decoded, or known only when it runs."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read
from sinfonia.shell.programs import SHELLS
from sinfonia.shell.word import DECODED, HOLE, REMOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.word import Stream

_help = "fetch to a file, read it, check its checksum, then run it"
_read_help = "write out the command that is meant"
# `eval "$(tool …)"` that the tools' own documentation asks for: the words by which they print settings for a shell.
_setup_words = frozenset(
    ("-b", "--alias", "hook", "shellenv", "init", "env", "completion", "activate", "shell.bash", "shell.zsh", "shell",
     "--path",
     "-s", "-c", "bash",
     "zsh", "export", "docker-env", "config", "print-env", "-", "completions", "setup", "login")
)  # fmt: skip
_setup_tools = frozenset(
    ("ssh-agent", "direnv", "brew", "rbenv", "pyenv", "nodenv", "goenv", "zoxide", "starship", "fnm", "mise", "rtx",
     "conda", "mamba",
     "micromamba", "opam", "dircolors", "thefuck", "register-python-argcomplete", "minikube", "docker-machine",
      "podman", "luarocks",
     "keychain", "jenv", "volta", "asdf", "kubectl", "helm", "gh", "pip", "poetry", "npm", "gpg-agent", "vault",
      "aws", "atuin", "mcfly",
     "navi", "op", "uv", "rustup", "just", "hugo", "fzf", "ng", "deno", "bun", "pixi", "/usr/libexec/path_helper")
)  # fmt: skip


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial when a command executes text from the network, out of a decoder, or from nowhere known."""
    code = simple.code
    if code is not None:
        if REMOTE in code.taint or _through_pipe(simple, code):
            yield Verdict("remote", f"`{simple.name}` runs code from the network", _help, simple.line)
        elif DECODED in code.taint:
            yield Verdict(
                "remote",
                f"`{simple.name}` runs decoded text",
                "decode to a file and read it before it runs",
                simple.line,
            )
        elif _unknown(simple):
            yield Verdict(
                "unverified", f"`{simple.name}` runs text that is known only when it runs", _read_help, simple.line
            )
    first = simple.argv[0] if simple.argv else None
    if first is not None and "\ufffd" in first.text and simple.args:
        yield Verdict("unverified", "a command's name cannot be read", _read_help, simple.line)
    if (
        first is not None
        and HOLE in first.text
        and first.text.strip(HOLE) == ""
        and first.taint & {REMOTE, DECODED, "input"}
    ):
        yield Verdict("remote", "a command's name comes from the network or from input", _read_help, simple.line)
    elif (
        first is not None
        and first.text == HOLE
        and "variable" in first.taint
        and simple.via
        and simple.via[-1].endswith(" -c")
    ):
        yield Verdict("unverified", "a nested shell runs text that is known only when it runs", _read_help, simple.line)
    if simple.name in ("nc", "ncat", "netcat", "socat"):
        yield from _sockets(simple)


def _through_pipe(simple: Simple, code: Stream) -> bool:
    """Tell whether code is read from a named pipe into which the network writes, by a command that stands later."""
    files = simple.files or {}
    return any(
        origin.startswith("read:") and origin[5:] in files and REMOTE in files[origin[5:]].taint
        for origin in code.taint
    )


def _unknown(simple: Simple) -> bool:  # noqa: PLR0911 - one case a form
    """Tell whether code is unknown at a place that matters: as a whole, or where a command's name stands."""
    code = simple.code
    if code is None:
        return False
    if code.taint & {"startup", "awk"}:
        return True
    if code.text is None and simple.name in ("source", ".", "eval"):
        outputs = [origin[7:] for origin in code.taint if origin.startswith("output:")]
        return not (outputs and len(simple.argv) == 2 and all(_is_setup(output) for output in outputs))
    if code.text is None:
        return "input" in code.taint and simple.name != "" and (simple.dynamic or simple.stdin.taint <= {"input"})
    outputs = [origin[7:] for origin in code.taint if origin.startswith("output:")]
    if outputs and code.text == HOLE and len(outputs) == 1 and simple.name in ("eval", "source", "."):
        return not _is_setup(outputs[0]) or len(simple.argv) != 2 or bool(simple.env) or bool(simple.via)
    if "file" in code.taint:
        return True
    if "input" in code.taint:
        return True
    start = code.text.lstrip()
    return start.startswith(HOLE)


# What a program prints for `eval` when it is asked by one of these words, with the shell's name behind it.
_generic_words = frozenset(("completion", "completions", "shellenv", "hook", "init", "activate", "shell-init"))
_shell_names = frozenset(("bash", "zsh", "fish", "sh", "-"))


def _is_setup(command: str) -> bool:
    words = command.split()
    if HOLE not in command and words[1:2] and words[1] in _generic_words and words[0] not in SHELLS:
        asked = len(words) == 2 or words[2] in _shell_names
        if asked:
            return True
    tool = words[0].rsplit("/", 1)[-1] if words else ""
    known = tool in _setup_tools or (words and words[0] in _setup_tools)
    return (
        bool(known)
        and HOLE not in command
        and (
            tool in ("ssh-agent", "register-python-argcomplete")
            or any(word in _setup_words for word in words[1:])
            or len(words) == 1
        )
    )


def _sockets(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial for a shell behind a socket."""
    message = f"`{simple.name}` gives a shell to the network"
    help_ = "use `ssh`, which knows who calls"
    if simple.name == "socat":
        for text in simple.texts:
            kind, _, program = text.partition(":")
            kind = kind.upper()
            if kind == "SHELL" or (kind in ("EXEC", "SYSTEM") and _runs_shell(program)):
                yield Verdict("remote", message, help_, simple.line)
                return
        return
    options = read(simple.args, "ecpsgGiwqIOPTXx", ("exec", "sh-exec", "lua-exec", "source-port"))
    for name in ("e", "c", "exec", "sh-exec"):
        word = options.values.get(name)
        if word is not None and _runs_shell(word.text):
            yield Verdict("remote", message, help_, simple.line)
            return


def _runs_shell(program: str) -> bool:
    words = program.strip("'\"").replace(",", " ").split()
    while words and words[0] in ("exec", "env", "command", "sudo"):
        words = words[1:]
    name = words[0].rsplit("/", 1)[-1] if words else ""
    return name in SHELLS or name in ("python", "python3", "perl", "ruby", "cmd.exe", "powershell")
