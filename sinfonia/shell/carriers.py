"""Programs that run a command which an option, their own small language or their input names."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE, SILENCE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

MAX_CODE = 20_000


def _later(walker: Walker, simple: Simple) -> None:
    """Run what `at` and `batch` read: it runs as shell, later."""
    from sinfonia.shell.nested import run_code
    from sinfonia.shell.redirects import read as read_path

    options = read(simple.args, "fqt")
    if options.has("l", "r", "d", "c", "V"):
        return
    given = options.values.get("f")
    code = simple.stdin if given is None else read_path(walker, walker.scope.file(given.text))
    if code is not SILENCE:
        run_code(walker, simple, code, [], simple.name)


def _crontab(walker: Walker, simple: Simple) -> None:
    """Run the commands of the table that `crontab -` reads: crontab(5), five fields or an `@` word in front."""
    from sinfonia.shell.redirects import read as read_path

    operands = [word.text for word in simple.args if not word.text.startswith("-") or word.text == "-"]
    if any(word.text in ("-l", "-e", "-r", "-i") for word in simple.args):
        return
    path = operands[-1] if operands else "-"
    table = simple.stdin if path == "-" else read_path(walker, walker.scope.file(path))
    if table.text is None and table.taint & {"remote", "decoded"}:
        simple.code = table
    for line in (table.text or "").split("\n")[:100]:
        fields = line.split(None, 1 if line.startswith("@") else 5)
        if len(fields) in (2, 6) and not line.startswith("#") and (len(fields) == 6 or line.startswith("@")):
            walker.run_text(fields[-1], via="crontab")


def _sed(walker: Walker, simple: Simple) -> None:
    """Run what `e COMMAND` of GNU sed runs, and what `s/…/COMMAND/e` may run."""
    options = read(simple.args, "efl", ("expression", "file", "line-length"), optional="iE")
    programs = [word for key, word in options.all_values if key in ("e", "expression")] or options.operands[:1]
    if not any("e" in word.text for word in programs):
        return
    import re

    for word in programs:
        source = word.text[:MAX_CODE]
        if simple.stdin.text and _runs_its_input(source.strip()):
            walker.run_text(simple.stdin.text, via="sed e")
        for match in re.finditer(r"(?:^|[;{}\n]|[\d$/!]) *e +([^\n]+)", source):
            walker.run_text(match.group(1), via="sed e")
        for match in re.finditer(r"(?:^|[;{}\n\d$/ ])s([/|#,@:])(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1\w*e", source):
            walker.run_text(match.group(2).replace("\\" + match.group(1), match.group(1)), via="sed s///e")


def _runs_its_input(source: str) -> bool:
    """Tell whether a program is `e`, or one `s` command that runs what it makes of a line: the flag `e` at its end."""
    import re

    return source == "e" or (
        re.match(r"[\d$,]*s[/|#,@:]", source) is not None
        and re.search(r"[/|#,@:][gpiImM\d]*e[gpiImM\d]*$", source) is not None
    )


def _ed(walker: Walker, simple: Simple) -> None:
    """Run the lines behind `!` that `ed` is given."""
    for line in (simple.stdin.text or "").split("\n")[:200]:
        if line.strip().startswith("!"):
            walker.run_text(line.strip()[1:], via="ed")


def _vim(walker: Walker, simple: Simple) -> None:
    """Run what `-c '!…'` and `+!…` of vi and its kin run."""
    texts = simple.texts
    given = [text[1:] for text in texts if text.startswith("+") and len(text) > 1]
    given += [texts[at + 1] for at, text in enumerate(texts[:-1]) if text in ("-c", "--cmd")]
    given += [text[2:] for text in texts if text.startswith("-c") and len(text) > 2]
    for text in given:
        for part in text.split("|"):
            start = part.strip().lstrip(":%").removeprefix("silent").strip()
            code = start[1:] if start.startswith("!") else ""
            if start.startswith(("call system(", "let x=system(", "echo system(")):
                code = start.partition("(")[2].strip("'\") ")
            if code:
                walker.run_text(code, via=simple.name)


def _emacs(walker: Walker, simple: Simple) -> None:
    import re

    for text in simple.texts:
        for match in re.finditer(
            r"\((?:shell-command(?:-to-string)?|async-shell-command) \"((?:[^\"\\]|\\.)*)\"", text[:MAX_CODE]
        ):
            walker.run_text(match.group(1).replace('\\"', '"'), via="emacs")
        for match in re.finditer(r"\((delete-directory|delete-file) \"([^\"]*)\"( t)?", text[:MAX_CODE]):
            _run(walker, simple, ["rm", "-rf" if match.group(3) else "-f", "--", match.group(2)])


def _gdb(walker: Walker, simple: Simple) -> None:
    texts = simple.texts
    for index, text in enumerate(texts[:-1]):
        if text in ("-ex", "--ex", "-eval-command", "--eval-command", "-iex"):
            first, _, rest = texts[index + 1].strip().partition(" ")
            if first in ("shell", "!", "make") or first.startswith("!"):
                walker.run_text(rest if first in ("shell", "!") else first[1:] + " " + rest, via="gdb")


def _make(walker: Walker, simple: Simple) -> None:
    """Run the recipes of a makefile that the text itself wrote; a fetched one is code from the network."""
    from sinfonia.shell.redirects import read as read_path

    options = read(simple.args, "fCIWo", ("file", "makefile", "directory", "eval"))
    if not options.has("f", "file", "makefile", "C", "directory"):
        for name in ("GNUmakefile", "makefile", "Makefile"):
            stream = walker.scope.files.get(walker.scope.file(name))
            if stream is not None and stream.taint & {"remote", "decoded"}:
                simple.code = stream
    for key, word in options.all_values:
        if key == "eval":
            _recipes(walker, word.text)
        if key not in ("f", "file", "makefile"):
            continue
        path = walker.scope.descriptor(walker.scope.file(word.text))
        stream = simple.stdin if word.text in ("-", "/dev/stdin") else read_path(walker, path)
        if stream.text is not None:
            _recipes(walker, stream.text)
        elif stream.taint & {"remote", "decoded"}:
            simple.code = stream


def _recipes(walker: Walker, text: str) -> None:
    from sinfonia.shell.extract.script import make_names

    for line in text.split("\n")[:300]:
        recipe = line[1:] if line.startswith("\t") else line.partition(";")[2] if ":" in line.partition(";")[0] else ""
        if recipe.strip():
            walker.run_text(make_names(recipe.strip().lstrip("@-+")), via="make")
        elif "$(shell " in line:
            walker.run_text(line.partition("$(shell ")[2].rpartition(")")[0], via="make")


def _option(letters: str, *names: str) -> Callable[[Walker, Simple], None]:
    """Make the handler of a program that runs the value of an option."""

    def run(walker: Walker, simple: Simple) -> None:
        options = read(simple.args, letters, names)
        for key, word in options.all_values:
            if (key in letters or key in names) and word.text.strip("-") and HOLE not in word.text:
                walker.run_text(word.text, via=f"{simple.name} -{key}")

    return run


def _zip(walker: Walker, simple: Simple) -> None:
    texts = simple.texts
    for index, text in enumerate(texts):
        name, equals, value = text.partition("=")
        if name in ("-TT", "--unzip-command") and (equals or index + 1 < len(texts)):
            walker.run_text(value if equals else texts[index + 1], via="zip -TT")


def _rsync(walker: Walker, simple: Simple) -> None:
    for key, word in read(simple.args, "eBfTM", ("rsh", "rsync-path")).all_values:
        if key in ("e", "rsh", "rsync-path") and " " in word.text:
            walker.run_text(word.text, via="rsync -e")


def _fd(walker: Walker, simple: Simple) -> None:
    """Run what `fd -x` and `fd -X` run, with the folder that is searched in the place of what is found."""
    from sinfonia.shell.nested import rerun

    words = list(simple.args)
    at = next((i for i, w in enumerate(words) if w.text in ("-x", "-X", "--exec", "--exec-batch")), len(words))
    command = [word for word in words[at + 1 :] if word.text != ";"]
    if not command:
        return
    options = read(words[:at], "eEtdScjCo", ("extension", "exclude", "type", "max-depth", "base-directory", "size"))
    folder = options.values.get("base-directory") or (options.operands[1:2] or [Word(".")])[0]
    pattern = {f"found:{folder.text.rstrip('/')}/{options.operands[0].text}"} if options.operands else set()
    target = Word(folder.text, taint=folder.taint | {"find"} | pattern)
    if any("{" in word.text for word in command):
        filled = [Word(w.text.replace("{}", target.text), taint=w.taint) if "{}" in w.text else w for w in command]
    else:
        filled = [*command, target]
    rerun(walker, filled, simple, "fd -x")


def _tmux(walker: Walker, simple: Simple) -> None:
    """Run what a new window of `tmux` runs, and what `send-keys` types."""
    rest = read(simple.args, "cfLSTm", stop=True).rest
    verb = rest[0].text if rest else ""
    if verb in ("send-keys", "send"):
        typed = [word.text for word in read(rest[1:], "tNX", stop=True).rest]
        text = " ".join(part for part in typed if part not in ("Enter", "C-m", "KPEnter"))
    elif verb.startswith(("new", "split-window", "splitw", "respawn")):
        text = " ".join(word.text for word in read(rest[1:], "cFnstxyel", stop=True).rest)
    else:
        return
    if text.strip() and HOLE not in text:
        walker.run_text(text, via="tmux")


def _screen(walker: Walker, simple: Simple) -> None:
    from sinfonia.shell.nested import rerun

    rest = read(simple.args, "cehpsStT", stop=True).rest
    texts = [word.text for word in rest]
    if "-X" in simple.texts:
        after = texts[texts.index("stuff") + 1 :] if "stuff" in texts else []
        if after:
            walker.run_text(" ".join(after).replace("\\n", "\n").replace("^M", "\n"), via="screen")
    elif rest:
        rerun(walker, rest, simple, "screen")


def _expect(walker: Walker, simple: Simple) -> None:
    import re

    code = [text for text in (*simple.texts, simple.stdin.text or "") if "spawn " in text or "exec " in text]
    for text in code:
        for match in re.finditer(r"(?:^|[;\n{\[])\s*(?:spawn|exec)\s+([^;\n}\]]+)", text[:MAX_CODE]):
            walker.run_text(match.group(1).replace("-noecho ", ""), via="expect")
        for match in re.finditer(r'send\s+(?:--\s+)?"((?:[^"\\]|\\.)*)"', text[:MAX_CODE]):
            walker.run_text(match.group(1).replace("\\r", "\n").replace("\\n", "\n"), via="expect")


def _run(walker: Walker, simple: Simple, argv: list[str]) -> None:
    from sinfonia.shell.nested import rerun

    rerun(walker, [Word(text) for text in argv], simple, simple.name)


# Programs that start the pager or the editor which the environment names.
_pagers = frozenset(("man", "less", "more", "systemctl", "journalctl", "psql", "bat", "gh", "git", "apropos"))
_helpers = frozenset(("GIT_EXTERNAL_DIFF", "GIT_ASKPASS", "SSH_ASKPASS"))
_editors = frozenset(("git", "crontab", "visudo", "sudoedit", "vipw", "gh", "kubectl", "less", "systemctl"))


def by_environment(walker: Walker, simple: Simple) -> None:
    """Run the programs that the environment of one command puts in the place of its pager or editor."""
    for name, word in simple.env.items():
        pager = name.endswith("PAGER") and simple.name in _pagers
        editor = name.endswith(("EDITOR", "VISUAL")) and simple.name in _editors
        editor = editor or (name in _helpers and simple.name == "git")
        opener = name in ("LESSOPEN", "LESSCLOSE") and simple.name == "less"
        if (pager or editor or opener) and HOLE not in word.text:
            walker.run_text(word.text.strip().lstrip("|"), via=name)


def carry(walker: Walker, simple: Simple) -> None:
    """Follow a program of `programs.CARRIERS`."""
    if simple.env:
        by_environment(walker, simple)
    handler = _carriers.get(simple.name)
    if handler is not None:
        handler(walker, simple)


_carriers: dict[str, Callable[[Walker, Simple], None]] = {
    **dict.fromkeys(("at", "batch"), _later),
    **dict.fromkeys(("sed", "gsed"), _sed),
    **dict.fromkeys(("vi", "vim", "nvim", "ex", "view", "vimdiff", "gvim"), _vim),
    **dict.fromkeys(("emacs", "emacsclient"), _emacs),
    **dict.fromkeys(("gdb", "lldb"), _gdb),
    **dict.fromkeys(("make", "gmake"), _make),
    **dict.fromkeys(("fd", "fdfind"), _fd),
    "ed": _ed,
    "crontab": _crontab,
    "man": _option("P", "pager"),
    "rsync": _rsync,
    "tmux": _tmux,
    "screen": _screen,
    "expect": _expect,
    "zip": _zip,
}
