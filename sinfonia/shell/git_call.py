"""A call of git: its sub-command, arguments and the configuration that it is given."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker
    from sinfonia.shell.word import Stream

_values = frozenset(
    (
        "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env", "--super-prefix",
        "--attr-source",
    )
)  # fmt: skip
BUILTIN = frozenset(
    [
        "add", "am", "annotate", "apply", "archive", "bisect", "blame", "branch", "bundle", "cat-file",
        "check-ignore", "checkout", "cherry", "cherry-pick", "clean", "clone", "commit", "commit-tree", "config",
        "count-objects", "describe", "diff", "difftool", "fetch", "filter-branch", "filter-repo", "for-each-ref",
        "format-patch", "fsck", "gc", "grep", "hash-object", "help", "init", "log", "ls-files", "ls-remote",
        "ls-tree", "maintenance", "merge", "merge-base", "mktree", "mv", "notes", "prune", "pull", "push",
        "read-tree", "rebase", "reflog", "remote", "repack", "replace", "request-pull", "rerere", "reset", "restore",
        "rev-list", "rev-parse", "revert", "rm", "send-email", "shortlog", "show", "show-ref", "sparse-checkout",
        "stash", "status", "submodule", "switch", "symbolic-ref", "tag", "update-index", "update-ref", "var",
        "verify-commit", "verify-tag", "version", "whatchanged", "worktree", "write-tree", "lfs", "svn",
    ]
)  # fmt: skip


_started = (
    ".pager",
    ".editor",
    ".cmd",
    ".clean",
    ".smudge",
    ".process",
    ".driver",
    ".textconv",
    ".external",
    ".program",
)


class GitCall:
    """`sub` is "" where git is only asked about itself; `config` holds (key in small letters, value) in order.

    `globals` are the options before the sub-command; `odd` says that configuration is given in a form
    that cannot be read.
    """

    __slots__ = ("args", "by_words", "config", "dynamic", "folder", "globals", "input", "odd", "sub")

    def __init__(
        self, sub: str, args: tuple[Word, ...], config: list[tuple[str, Word]], options: list[str], *, odd: bool
    ) -> None:
        self.sub = sub
        self.args = args
        self.config = config
        self.globals = options
        self.odd = odd
        self.folder = ""
        self.by_words = False  # out of a text that cannot be parsed
        self.dynamic = False  # more arguments, unknown ones, are appended
        self.input = ""  # what is known of standard input

    @property
    def texts(self) -> list[str]:
        """Give the arguments as text."""
        return [word.text for word in self.args]

    def setting(self, key: str) -> Word | None:
        """Give the last value of a configuration key."""
        return next((value for name, value in reversed(self.config) if name == key), None)


def git_call(simple: Simple) -> GitCall:
    """Read a call of git."""
    words = list(simple.args)
    config: list[tuple[str, Word]] = []
    odd = _from_environment(simple.env, config)
    options: list[str] = []
    index = 0
    folder = ""
    while index < len(words):
        text = words[index].text
        if text[:1] != "-" or text == "--":
            break
        name, equals, value = text.partition("=")
        word = words[index]
        if name in _values and not equals and index + 1 < len(words):
            index += 1
            word = words[index]
            value = word.text
        elif text[:2] in ("-c", "-C") and len(text) > 2 and text[:2] != "--":
            name, value = text[:2], text[2:]
        options.append(name)
        if name == "-c":
            key, _, right = value.partition("=")
            config.append((key.lower(), Word(right if "=" in value else "true", taint=word.taint)))
        elif name == "--config-env":
            key, _, variable = value.partition("=")
            held = simple.env.get(variable)
            config.append((key.lower(), held if held is not None else Word(HOLE, taint=frozenset(("variable",)))))
            odd = odd or key.lower().startswith("alias.")
        elif name in ("-C", "--git-dir", "--work-tree"):
            folder = value
        index += 1
    rest = words[index:]
    call = GitCall(rest[0].text if rest else "", tuple(rest[1:]), config, options, odd=odd)
    call.folder = folder
    call.dynamic = simple.dynamic
    call.input = simple.stdin.text or ""
    call.by_words = simple.via[-1:] == ("words",)
    return call


def _from_environment(env: dict[str, Word], config: list[tuple[str, Word]]) -> bool:
    count = env.get("GIT_CONFIG_COUNT")
    odd = False
    if count is not None and count.text:
        if not count.text.isdecimal() or len(count.text) > 3:
            odd = True
        else:
            for index in range(int(count.text)):
                key, value = env.get(f"GIT_CONFIG_KEY_{index}"), env.get(f"GIT_CONFIG_VALUE_{index}")
                if key is None or value is None or not key.text:
                    odd = True
                    break
                config.append((key.text.lower(), value))
    parameters = env.get("GIT_CONFIG_PARAMETERS")
    if parameters is not None:
        for part in parameters.text.replace("'='", "=").split("'"):
            name, equals, right = part.strip().partition("=")
            if equals:
                config.append((name.lower(), Word(right)))
    return odd


def written_by_clone(call: GitCall) -> list[tuple[str, Word]]:
    """Give the configuration that `git clone -c KEY=VALUE` writes."""
    if call.sub != "clone":
        return []
    pairs = [
        (word.text.partition("="), word) for name, word in read(call.args, "cobju", ("config",)).all_values
        if name in ("c", "config")
    ]  # fmt: skip
    return [(key.lower(), Word(value, taint=word.taint)) for (key, _, value), word in pairs]


def follow_git(walker: Walker, simple: Simple) -> Stream | None:  # noqa: C901, PLR0912 - one case a form
    """Run what git itself runs: an alias given on the spot, `rebase --exec`, `bisect run`, `submodule foreach`."""
    from sinfonia.shell.nested import rerun

    call = git_call(simple)
    alias = walker.scope.vars.get("\x00alias." + call.sub) or call.setting("alias." + call.sub.lower())
    if alias is not None and call.sub not in BUILTIN and alias.known:
        if alias.text.startswith("!"):
            return walker.run_text(alias.text[1:] + " " + " ".join(call.texts), simple.stdin, via="git alias")
        words = [simple.argv[0], *(Word(part.strip("'\"")) for part in alias.text.split()), *call.args]
        return rerun(walker, words, simple, "git alias")
    if simple.env:
        from sinfonia.shell.carriers import by_environment

        by_environment(walker, simple)
    for key, word in call.config:  # programs that git starts for itself
        if " " in word.text and key.endswith(_started) and not key.startswith("alias.") and word.known:
            walker.run_text(word.text.lstrip("!"), via=key)
    texts = call.texts
    if call.sub in _viewers:
        _viewer(walker, call)
    if call.sub == "config":
        _remember_alias(walker, simple, texts)
    elif call.sub == "rebase":
        for index, text in enumerate(texts):
            name, equals, value = text.partition("=")
            if name in ("-x", "--exec") and (equals or index + 1 < len(texts)):
                walker.run_text(value if equals else texts[index + 1], via="git rebase --exec")
    elif (call.sub == "bisect" and texts[:1] == ["run"]) or (call.sub == "submodule" and "foreach" in texts[:3]):
        start = 1 if call.sub == "bisect" else texts.index("foreach") + 1
        words = [word for word in call.args[start:] if word.text != "--recursive"]
        if len(words) == 1:
            walker.run_text(words[0].text, via="git " + call.sub)
        elif words:
            rerun(walker, words, simple, "git " + call.sub)
    return None


# Sub-command -> (short options with a value, long ones, those that name a program): git-grep(1), git-difftool(1).
_viewers = {
    "grep": ("efABCm", ("open-files-in-pager",), ("O", "open-files-in-pager")),
    "difftool": ("txUSGO", ("extcmd", "tool"), ("x", "extcmd")),
}


def _viewer(walker: Walker, call: GitCall) -> None:
    """Run the program that shows what was found."""
    short, long, named = _viewers[call.sub]
    for key, word in read(call.args, short, long, optional="O" if call.sub == "grep" else "").all_values:
        if key in named and " " in word.text and word.known:
            walker.run_text(word.text, via=f"git {call.sub} -{key}")


def _remember_alias(walker: Walker, simple: Simple, texts: list[str]) -> None:
    """Note an alias, and run what it stands for: who defines one means to call it, perhaps in a later command."""
    words = [text for text in texts if not text.startswith("-") and text != "set"]
    if len(words) != 2 or not words[0].lower().startswith("alias."):
        return
    walker.scope.vars["\x00" + words[0].lower()] = Word(words[1])
    if HOLE not in words[1]:
        walker.isolated(lambda: _aliased(walker, simple, words[1]))


def _aliased(walker: Walker, simple: Simple, body: str) -> Stream:
    """Run the body of an alias: shell behind `!`, else words for git."""
    from sinfonia.shell.nested import rerun

    if body.startswith("!"):
        return walker.run_text(body[1:], via="git alias")
    words = [simple.argv[0], *(Word(part.strip("'\"")) for part in body.split())]
    return rerun(walker, words, simple, "git alias")
