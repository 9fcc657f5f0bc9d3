"""Programs that run another one with their own words in front: each entry says how to find the other."""

from __future__ import annotations

from sinfonia.shell import machines
from sinfonia.shell.execute import execute, quote
from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

# name -> (short options with a value, long options with a value, operands before the command)
_plain: dict[str, tuple[str, tuple[str, ...], int]] = {
    "sudo": ("CDghpRrTtUu", ("user", "group", "chdir", "host", "prompt", "role", "type", "chroot", "close-from",
     "other-user"), 0),
    "doas": ("uC", (), 0),
    "pkexec": ("", ("user",), 0),
    "run0": ("ugDM", ("user", "group", "chdir", "machine", "unit", "property", "slice", "nice", "setenv", "background",
     "description"), 0),
    "timeout": ("ks", ("kill-after", "signal"), 1),
    "gtimeout": ("ks", ("kill-after", "signal"), 1),
    "nice": ("n", ("adjustment",), 0),
    "ionice": ("cnp", ("class", "classdata"), 0),
    "chrt": ("TPD", (), 1),
    "taskset": ("", (), 1),
    "numactl": ("CNmip", (), 0),
    "nohup": ("", (), 0),
    "setsid": ("", (), 0),
    "stdbuf": ("ioe", ("input", "output", "error"), 0),
    "time": ("fo", ("format", "output"), 0),
    "gtime": ("fo", ("format", "output"), 0),
    "builtin": ("", (), 0),
    "exec": ("a", (), 0),
    "command": ("", (), 0),
    "noglob": ("", (), 0),
    "nocorrect": ("", (), 0),
    "coproc": ("", (), 0),
    "!": ("", (), 0),
    "busybox": ("", (), 0),
    "toybox": ("", (), 0),
    "chroot": ("", ("userspec", "groups"), 1),
    "unshare": ("SGRw", ("setuid", "setgid", "root", "wd", "map-user", "map-group", "propagation"), 0),
    "nsenter": ("tSG", ("target", "setuid", "setgid"), 0),
    "setpriv": ("", ("reuid", "regid", "groups", "securebits"), 0),
    "prlimit": ("p", ("pid",), 0),
    "strace": ("abeEIoOpPsSuX", (), 0),
    "ltrace": ("aDeElnopsuxX", (), 0),
    "catchsegv": ("", (), 0),
    "valgrind": ("", (), 0),
    "unbuffer": ("", (), 0),
    "caffeinate": ("tw", (), 0),
    "fakeroot": ("lsib", (), 0),
    "gosu": ("", (), 1),
    "su-exec": ("", (), 1),
    "faketime": ("f", (), 1),
    "eatmydata": ("", (), 0),
    "torsocks": ("", (), 0),
    "proxychains": ("f", (), 0),
    "proxychains4": ("f", (), 0),
    "dbus-run-session": ("", (), 0),
    "xvfb-run": ("efnpsw", (), 0),
    "systemd-run": ("pEHMu", ("property", "unit", "setenv", "uid", "gid", "working-directory"), 0),
    "systemd-inhibit": ("", ("what", "who", "why", "mode"), 0),
    "firejail": ("", (), 0),
    "retry": ("", (), 0),
    "rtk": ("", (), 0),
    "cross-env": ("", (), 0),
    "dotenv": ("ef", (), 0),
    "entr": ("", (), 0),
    "cpulimit": ("lpe", (), 0),
    "trickle": ("duwtl", (), 0),
}  # fmt: skip
# Programs of which one sub-command runs the rest.
_verbs = {
    "poetry": ("run",), "uv": ("run",), "pipenv": ("run",), "pdm": ("run",), "hatch": ("run",), "rye": ("run",),
    "conda": ("run",), "mamba": ("run",), "bundle": ("exec",), "mise": ("exec", "x"), "asdf": ("exec",),
    "direnv": ("exec",), "doppler": ("run",), "op": ("run",), "npm": ("exec", "x"), "pnpm": ("exec", "dlx"),
    "yarn": ("exec", "dlx"), "aws-vault": ("exec",), "devbox": ("run",), "chezmoi": ("execute",), "pixi": ("run",),
}  # fmt: skip
# Programs that give texts to a shell: (short options with a value, long ones).
_texts_values = {
    "hyperfine": ("wmMrpscLDSnN", ("prepare", "setup", "cleanup", "conclude", "warmup", "runs", "min-runs", "max-runs",
     "export-json", "export-markdown", "export-csv", "parameter-list", "parameter-scan", "shell", "style")),
    "concurrently": ("ncpl", ("names", "prefix-colors", "prefix", "kill-others-on", "max-processes", "success")),
    "nodemon": ("xwei", ("exec", "watch", "ext", "ignore", "delay", "signal", "config", "cwd")),
    "watchexec": ("wedisfo", ("watch", "exts", "ignore", "filter", "debounce", "signal", "shell", "on-busy-update")),
}  # fmt: skip
_keywords = frozenset(("time", "!", "coproc", "nocorrect", "noglob"))


def _run(
    walker: Walker, simple: Simple, argv: list[Word], env: dict[str, Word] | None = None, *, functions: bool = False
) -> Stream:
    saved = walker.via
    walker.via = (*saved, simple.name)
    output = execute(
        walker,
        argv,
        {**simple.env, **(env or {})},
        simple.stdin,
        simple.input,
        functions=functions,
        dynamic=simple.dynamic,
    )
    walker.via = saved
    return output


def _wrapper(walker: Walker, simple: Simple) -> Stream | None:
    short, long, operands = _plain[simple.name]
    options = read(simple.args, short, long, stop=True)
    if simple.name == "command" and options.has("v", "V") and len(options.rest) == 1:
        return None  # looks the program up, and prints its path
    rest = options.rest[operands:]
    if rest and rest[0].text == "--":
        rest = rest[1:]
    env = {}
    while rest and "=" in rest[0].text and simple.name not in ("command", "exec", "builtin", "busybox"):
        name, _, value = rest[0].text.partition("=")
        if not name.isidentifier():
            break
        env[name] = Word(value, taint=rest[0].taint)
        rest = rest[1:]
    if simple.name == "busybox" and rest and "=" in rest[0].text:
        rest = rest[1:]
    if not rest:
        return _from_input(walker, simple)
    folder = options.values.get("D") or options.values.get("chdir") or options.values.get("working-directory")
    if folder is not None and simple.name in ("sudo", "systemd-run"):
        return _inside(walker, simple, folder, rest, env)
    return _run(
        walker,
        simple,
        rest,
        env,
        functions=simple.name in _keywords and not simple.env and all(word.plain for word in simple.args[:1]),
    )


def _from_input(walker: Walker, simple: Simple) -> Stream | None:
    """Run the command that `xargs` appends to a wrapper which has none yet."""
    return _run(walker, simple, [Word(HOLE, taint=simple.stdin.taint | {"input"})]) if simple.dynamic else None


def _inside(walker: Walker, simple: Simple, folder: Word, rest: list[Word], env: dict[str, Word]) -> Stream:
    saved = walker.scope.cwd
    walker.scope.cwd = walker.scope.path(folder.text) if folder.known else ""
    output = _run(walker, simple, rest, env)
    walker.scope.cwd = saved
    return output


def _env(walker: Walker, simple: Simple) -> Stream | None:
    options = read(simple.args, "uCSP", ("unset", "chdir", "split-string"), stop=True)
    split = options.values.get("S") or options.values.get("split-string")
    rest = list(options.rest)
    if split is not None:
        at = next(
            (i for i, word in enumerate(simple.args) if word.text.startswith(("-S", "--split-string", "-iS", "-vS"))), 0
        )
        glued = simple.args[at].text not in ("-S", "--split-string", "-iS", "-vS")
        rest = list(simple.args[at + (1 if glued else 2) :])
        words = " ".join(quote(word.text) for word in rest)
        saved = walker.via
        output = walker.run_text(f"env {split.text} {words}", simple.stdin, via="env -S")
        walker.via = saved
        return output
    cleared = options.has("i", "ignore-environment")
    env: dict[str, Word] = {}
    while rest and ("=" in rest[0].text or rest[0].text == "-"):
        name, _, value = rest[0].text.partition("=")
        if name == "-":
            cleared = True
        else:
            env[name] = Word(value, taint=rest[0].taint)
        rest = rest[1:]
    if not rest:
        return _from_input(walker, simple)
    folder = options.values.get("C") or options.values.get("chdir")
    exported = walker.scope.exported
    if cleared:
        walker.scope.exported = set()
        walker.scope.closed = True
        simple.env = {}
    output = _inside(walker, simple, folder, rest, env) if folder is not None else _run(walker, simple, rest, env)
    walker.scope.exported = exported
    walker.scope.closed = False
    return output


def _string_option(walker: Walker, simple: Simple) -> Stream | None:
    """Run the text that `su -c`, `script -c`, `flock -c`, `nix-shell --run` give to a shell."""
    if simple.name == "flock":
        return _flock(walker, simple)
    options = read(simple.args, "cgGsuwETOIBm", ("command", "run", "session-command", "shell", "group", "user", "wait"))
    text = next(
        (options.values[key] for key in ("c", "command", "run", "session-command") if key in options.values), None
    )
    if text is None:
        rest = read(simple.args, "gGsuw", ("user", "group"), stop=True).rest
        return _run(walker, simple, rest) if simple.name == "runuser" and rest else None
    from sinfonia.shell.nested import run_code

    return run_code(walker, simple, Stream(text.text, text.taint), [], f"{simple.name} -c")


def _flock(walker: Walker, simple: Simple) -> Stream | None:
    """Run what `flock FILE COMMAND…` or `flock FILE -c TEXT` runs."""
    options = read(simple.args, "wE", ("wait", "timeout", "conflict-exit-code"), stop=True)
    rest = options.rest[1:]
    if rest[:1] and rest[0].text in ("-c", "--command") and len(rest) > 1:
        from sinfonia.shell.nested import run_code

        return run_code(walker, simple, Stream(rest[1].text, rest[1].taint), [], "flock -c")
    return _run(walker, simple, rest) if rest else None


def _watch(walker: Walker, simple: Simple) -> Stream | None:
    options = read(simple.args, "nq", ("interval", "equexit"), stop=True)
    if not options.rest:
        return None
    if options.has("x", "exec"):
        return _run(walker, simple, options.rest)
    text = " ".join(word.text for word in options.rest)
    return walker.run_text(text, simple.stdin, via="watch")


def _texts(walker: Walker, simple: Simple) -> Stream | None:
    """Run the texts that `hyperfine`, `concurrently`, `nodemon --exec` and `watchexec` give to a shell."""
    short, long = _texts_values[simple.name]
    options = read(simple.args, short, long, stop=simple.name == "watchexec")
    if simple.name == "watchexec":
        texts = [" ".join(word.text for word in options.rest)]
    elif simple.name == "nodemon":
        texts = [word.text for key, word in options.all_values if key in ("x", "exec")]
    else:
        texts = [word.text for word in options.operands]
        texts += [word.text for key, word in options.all_values if key in ("prepare", "setup", "cleanup", "conclude")]
    for text in texts[:20]:
        if text.strip():
            walker.run_text(text, simple.stdin, via=simple.name)
    return None


def _verb(walker: Walker, simple: Simple) -> Stream | None:
    verbs = _verbs[simple.name]
    for index, word in enumerate(simple.args[:4]):
        if word.text in verbs:
            options = read(simple.args[index + 1 :], "npCec", ("call", "command", "package"), stop=True)
            text = options.values.get("c") or options.values.get("call") or options.values.get("command")
            if text is not None and simple.name in ("npm", "pnpm", "doppler"):
                return walker.run_text(text.text, simple.stdin, via=f"{simple.name} -c")
            rest = options.rest
            if simple.name in ("direnv", "aws-vault"):
                rest = [word for word in rest[1:] if word.text != "--"]
            return _run(walker, simple, rest) if rest else None
    return None


def _direct(walker: Walker, simple: Simple) -> Stream | None:
    rest = read(simple.args, "pc", ("package", "call", "from", "with", "python"), stop=True)
    if "c" in rest.values or "call" in rest.values:
        text = rest.values.get("c") or rest.values["call"]
        return walker.run_text(text.text, simple.stdin, via=simple.name)
    words = rest.rest[1:] if simple.name == "pipx" and rest.rest[:1] and rest.rest[0].text == "run" else rest.rest
    return _run(walker, simple, words) if words else None


HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    **dict.fromkeys(_plain, _wrapper),
    **dict.fromkeys(_verbs, _verb),
    **dict.fromkeys(("su", "script", "flock", "runuser", "nix-shell", "sg"), _string_option),
    **machines.HANDLERS,
    **dict.fromkeys(("npx", "bunx", "uvx", "pipx"), _direct),
    **dict.fromkeys(_texts_values, _texts),
    "env": _env,
    "watch": _watch,
}  # fmt: skip
