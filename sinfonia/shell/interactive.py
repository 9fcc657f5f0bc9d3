"""Commands that go on taking input after they were judged: bare shells, prompts of interpreters, terminals.

What is typed into them later passes no hook, so a host that keeps sessions open asks before it starts one.
"""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.programs import SHELLS
from sinfonia.shell.word import SILENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Command, Simple

_asks = frozenset(("--help", "--version", "-V", "-h", "-v", "--usage"))
_prompts = frozenset(
    """
    irb pry ghci jshell r julia erl iex clojure clj racket guile sbcl ocaml utop sqlite3 psql mysql mongosh redis-cli
    ipython bpython ptpython gdb lldb ed tclsh lua luajit ftp telnet
    """.split()  # noqa: SIM905 - a table of words reads better without quotes
)
_readers = frozenset(("node", "nodejs", "ruby", "perl", "php", "deno", "bun"))
_sub_shells = {
    "poetry": ("shell",), "pipenv": ("shell",), "hatch": ("shell",), "pdm": ("shell",), "devbox": ("shell",),
    "nix": ("develop", "shell", "repl"), "docker-compose": (), "flatpak": ("enter",),
    "bun": ("repl",), "deno": ("repl",),
    "rails": ("console", "c", "dbconsole"), "tinker": (),
}  # fmt: skip
_editors = frozenset(("vi", "vim", "nvim", "emacs", "ex", "view", "gvim"))


def takes_further_input(command: Command) -> str | None:
    """Name the first program of a command that would take further input from whoever started it; None for none."""
    for simple in command.simples:
        if simple.name and not simple.dynamic and not any(text in _asks for text in simple.texts[:1]):
            found = _judge(simple)
            if found:
                return found
    return None


def _judge(simple: Simple) -> str:  # noqa: PLR0911 - one case a form
    name = simple.name
    if name in SHELLS:
        return name if _is_bare_shell(simple) else ""
    if name.startswith(("python", "pypy")):
        return name if _is_python_prompt(simple) else ""
    if name in _judges:
        return _judges[name](simple)
    typed = _is_typed(simple)
    operands = [text for text in simple.texts if not text.startswith("-")]
    if name in _sub_shells and operands[:1] and operands[0] in _sub_shells[name]:
        return f"{name} {operands[0]}"
    if name in _readers:
        interactive = name in ("node", "nodejs") and any(text in ("-i", "--interactive") for text in simple.texts)
        interactive = interactive or (name == "php" and "-a" in simple.texts)
        interactive = interactive or (name == "perl" and any(text.startswith(("-d", "-de")) for text in simple.texts))
        return name if interactive or (typed and not _has_program(simple)) else ""
    if name in _prompts:
        return name if typed and not _has_batch(simple) else ""
    return name if name in _editors and typed and not _has_batch(simple) else ""


def _is_typed(simple: Simple) -> bool:
    """Tell whether standard input is still that of the one who starts the command."""
    return simple.stdin is SILENCE and not simple.input


def _is_bare_shell(simple: Simple) -> bool:
    options = read(simple.args, "cOo", ("rcfile", "init-file"), stop=True)
    inline = any(text[:1] == "-" and text[:2] != "--" and "c" in text for text in simple.texts)
    if inline or any(text == "-n" for text in simple.texts):
        return False
    forced = any(text[:1] == "-" and text[:2] != "--" and ("i" in text or "s" in text) for text in simple.texts)
    return _is_typed(simple) and (forced or not options.rest)


def _is_python_prompt(simple: Simple) -> bool:
    options = read(simple.args, "cmWX", ("check-hash-based-pycs",), stop=True)
    module = options.values.get("m")
    if "i" in options.flags and _is_typed(simple) and module is None:
        return True
    code = options.values.get("c")
    if code is not None:
        return any(mark in code.text for mark in ("code.interact(", "breakpoint()", "set_trace()", "IPython.embed("))
    if module is not None:
        return module.text in ("pdb", "code", "IPython", "asyncio", "ptpython", "bpython") and _is_typed(simple)
    return _is_typed(simple) and (not options.rest or options.rest[0].text == "-")


def _has_program(simple: Simple) -> bool:
    texts = simple.texts
    return any(not text.startswith("-") for text in texts) or any(
        text.startswith(("-e", "-c", "-p", "-r", "--eval", "--print", "--check", "-n", "-l")) for text in texts
    )


def _has_batch(simple: Simple) -> bool:
    """Tell whether a prompt is given its work in the arguments."""
    texts = simple.texts
    marks = (
        "-c",
        "-e",
        "-f",
        "--batch",
        "-batch",
        "--eval",
        "--execute",
        "--command",
        "--file",
        "-es",
        "-s",
        "--headless",
    )
    if any(text.startswith(marks) for text in texts):
        return True
    operands = [text for text in texts if not text.startswith("-")]
    if simple.name == "sqlite3":
        return len(operands) > 1
    return simple.name in ("lua", "luajit", "julia", "r", "racket", "guile", "tclsh", "clojure", "redis-cli") and bool(
        operands
    )


def _script(simple: Simple) -> str:
    operands = [text for text in simple.texts if not text.startswith("-")]
    inline = any(
        text.startswith(("-c", "--command")) or (text[:1] == "-" and text.endswith("c")) for text in simple.texts
    )
    plays = any(text in ("-p", "-d") for text in simple.texts)
    return "script" if not inline and not plays and len(operands) < 2 and _is_typed(simple) else ""


def _expect(simple: Simple) -> str:
    texts = simple.texts
    interacts = any("interact" in text for text in texts)
    return "expect" if interacts or "-i" in texts or (not texts and _is_typed(simple)) else ""


def _screen(simple: Simple) -> str:
    texts = simple.texts
    if any(text in ("-ls", "-list", "-wipe", "-v") for text in texts):
        return ""
    if any(text[:1] == "-" and text[1:2] in ("r", "x", "R") for text in texts):
        return "screen -r"
    if "-X" in texts:
        return "screen -X stuff" if "stuff" in texts or "paste" in texts or "exec" in texts else ""
    rest = read(simple.args, "cehpsStTX", stop=True).rest
    program = rest[0].text.rpartition("/")[2] if rest else ""
    return "screen" if not rest or program in SHELLS else ""


def _tmux(simple: Simple) -> str:
    rest = read(simple.args, "cfLSTm", stop=True).rest
    verb = rest[0].text if rest else "new-session"
    if verb in ("send-keys", "send", "paste-buffer", "pipe-pane"):
        return f"tmux {verb}"
    if verb.startswith("attach") or verb == "a":
        return "tmux attach"
    if not verb.startswith(("new", "split-window", "splitw", "respawn")):
        return ""
    command = read(rest[1:], "cFnstxyelP", stop=True).rest
    program = command[0].text.split(None, 1)[0].rpartition("/")[2] if command and command[0].text.strip() else ""
    return f"tmux {verb}" if not program or program in SHELLS else ""


def _ssh(simple: Simple) -> str:
    if any(text in ("-N", "-G", "-Q", "-O", "-V", "-f") for text in simple.texts):
        return ""
    options = read(simple.args, "BbcDEeFIiJLlmOoPpQRSWw", stop=True)
    more = read(options.rest[1:], "BbcDEeFIiJLlmOoPpQRSWw", stop=True)
    return "ssh" if options.rest and not more.rest and "W" not in options.values and _is_typed(simple) else ""


def _sudo(simple: Simple) -> str:
    options = read(simple.args, "CDghpRrTtUu", ("user", "group", "chdir", "host", "prompt", "role", "type"), stop=True)
    return "sudo" if options.has("i", "s", "login", "shell") and not options.rest else ""


def _su(simple: Simple) -> str:
    given = read(simple.args, "cgGsuw", ("command", "session-command", "shell", "group"))
    return simple.name if not given.has("c", "command", "session-command") and _is_typed(simple) else ""


def _nix_shell(simple: Simple) -> str:
    return "" if any(text in ("--run", "--command") for text in simple.texts) else "nix-shell"


def _enters(simple: Simple) -> str:
    """Judge `chroot DIR`, `unshare`, `nsenter`: without a command they start a shell."""
    operands = read(simple.args, "tSGRw", ("userspec", "groups", "root", "wd", "target"), stop=True).rest
    return simple.name if len(operands) <= (simple.name == "chroot") and _is_typed(simple) else ""


def _container(simple: Simple) -> str:
    """Judge `docker run -it IMAGE` without a command, and `attach`; a shell that is named is judged by itself."""
    texts = simple.texts
    verb = next((text for text in texts if not text.startswith("-")), "")
    if verb == "attach":
        return f"{simple.name} attach"
    opens = (
        any(text[:1] == "-" and text[:2] != "--" and "i" in text and len(text) < 5 for text in texts)
        or "--interactive" in texts
    )
    if verb != "run" or not opens:
        return ""
    values = (
        "env",
        "volume",
        "workdir",
        "user",
        "name",
        "network",
        "entrypoint",
        "mount",
        "publish",
        "label",
        "platform",
    )
    rest = read(simple.args[texts.index("run") + 1 :], "evwuplmhnc", values, stop=True).rest
    return f"{simple.name} run" if len(rest) == 1 else ""


def _net(simple: Simple) -> str:
    options = read(simple.args, "ecpsgGiwqIOPTXx", ("exec", "sh-exec", "lua-exec", "source-port"))
    return simple.name if any(key in options.values for key in ("e", "c", "exec", "sh-exec")) else ""


def _socat(simple: Simple) -> str:
    return "socat" if any(text.upper().startswith(("EXEC:", "SYSTEM:", "SHELL")) for text in simple.texts) else ""


_judges: dict[str, Callable[[Simple], str]] = {
    "script": _script, "expect": _expect, "screen": _screen, "tmux": _tmux, "ssh": _ssh, "mosh": _ssh, "sudo": _sudo,
    "su": _su, "login": _su, "newgrp": _su, "sg": _su, "nix-shell": _nix_shell, "docker": _container,
    "podman": _container, "nerdctl": _container, **dict.fromkeys(("chroot", "unshare", "nsenter"), _enters),
    **dict.fromkeys(("nc", "ncat", "netcat"), _net), "socat": _socat,
}  # fmt: skip
