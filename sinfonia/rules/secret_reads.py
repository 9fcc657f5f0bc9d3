"""Which secret files a command reads, deletes or carries away: ENF-002 for commands."""

from __future__ import annotations

from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.unsafe_shell.verdict import Place
from sinfonia.shell.command import Simple
from sinfonia.shell.options import read
from sinfonia.shell.statement import UNREAD
from sinfonia.shell.word import HOLE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Command

# Programs that tell nothing of what a file holds.
_silent = frozenset(
    [
        "echo", "printf", "ls", "ll", "dir", "stat", "test", "[", "[[", "chmod", "chown", "chgrp", "touch", "mkdir",
        "which", "type", "command", "hash", "cd", "pushd", "file", "tee", "du", "tree", "realpath", "readlink",
        "basename", "dirname", "export", "declare", "typeset", "local", "unset", "readonly", "alias", "ssh-add",
        "ssh-keygen", "ssh-agent", "ssh", "man", "help", "true", "false", ":", "eval", "sudo", "env", "timeout",
        "nice", "nohup", "xargs", "parallel", "bash", "sh", "zsh", "dash", "ksh", "watch", "time", "exec", "trap",
        "gpg", "age", "sops", "read", "set", "shift", "docker", "podman", "docker-compose", "kubectl", "helm", "kill",
        "sleep", "pwd", "printenv", "mktemp", "busybox", "setsid", "for", "builtin", "scp", "rsync", "socat",
        "gcloud", "aws", "az", "terraform", "tofu", "terragrunt", "pulumi", "vault", "op", "gh", "security", "brew",
        "apt", "apt-get", "npm", "yarn", "pnpm", "pip", "cargo", "go", "make", "ansible-vault", "git-crypt", "fd",
        "fdfind",
    ]
)  # fmt: skip
MAX_WORDS_TEXT = 20_000
_searchers = frozenset(("grep", "egrep", "fgrep", "rg", "ag", "ack", "zgrep"))
_search_values = (
    "regexp", "file", "after-context", "before-context", "context", "max-count", "include", "exclude", "type", "glob",
    "color", "colour", "exclude-dir", "exclude-from", "ignore-file",
)  # fmt: skip
_git_words = frozenset(
    ("show", "cat-file", "diff", "log", "blame", "checkout", "restore", "archive", "difftool", "annotate")
)
_candidates = (
    ".env", "id_rsa", "id_ed25519", "credentials", "server.key", "private.pem", ".netrc", ".npmrc", "config",
    "secrets.json", "token",
)  # fmt: skip


def secret_reads(text: str, *, cwd: str = "", root: str = "/", home: str = "/root") -> tuple[str, ...]:
    """Give the secret paths that a command would read, as written; a path that the text wrote itself is no secret."""
    from sinfonia.shell.analysis import analyse

    return reads_of(analyse(text, cwd=cwd or root, root=root, home=home), Place(root, home))


def reads_of(command: Command, place: Place) -> tuple[str, ...]:
    """Give the secret paths of an analysed command, each once."""
    found: dict[str, None] = {}
    for simple in command.simples:
        if UNREAD in simple.via:
            continue
        for word in _read_by(simple):
            if _is_secret(word, simple, place):
                found.setdefault(word.text.replace(HOLE, "…"), None)
    if command.by_tokens and not command.limit:
        whole = Simple("", (), cwd=place.root)
        for text in command.text[:MAX_WORDS_TEXT].replace("'", " ").replace('"', " ").split():
            if "<" not in text and _is_secret(Word(text), whole, place):
                found.setdefault(text, None)
    return tuple(found)


def _is_secret(word: Word, simple: Simple, place: Place) -> bool:  # noqa: C901, PLR0911 - one case a form
    text = word.text
    if not text or text == HOLE or "\n" in text or len(text) > 300 or text.startswith(("http://", "https://")):
        return False
    if " " in text and not text.startswith(("/", "~", "./")):
        return False
    if HOLE in text:
        text = text.replace(HOLE, "x")
    if text.startswith("/dev/fd/"):
        return False
    where = text
    if not text.startswith(("/", "~")) and simple.cwd and simple.cwd != place.root:
        where = f"{simple.cwd}/{text}"
    if simple.files and _absolute(where, simple, place) in simple.files:
        stream = simple.files[_absolute(where, simple, place)]
        if not any(origin.startswith("read:") for origin in stream.taint):
            return False
    if where.startswith(place.root + "/") and place.root != "/":
        where = where[len(place.root) + 1 :]
    verdict = judge_path(where, home=place.home)
    if verdict.refused_unseen:
        parts = where.rsplit("/", 2)
        told = (
            parts[-1].endswith((".md", ".txt", ".conf"))
            or ".pub" in parts[-1]
            or parts[-1] in ("config", "known_hosts")
        )
        if told and len(parts) > 1 and parts[-2] in (".ssh", ".gnupg", ".aws"):
            return False  # what these folders hold besides keys
        return verdict.decision == "deny" or not any(
            f"/{name}/" in f"/{where}" for name in ("fixtures", "testdata", "__fixtures__")
        )
    folder = where.rstrip("/").rpartition("/")[2]
    if where.startswith(("~", place.home + "/")) and folder in (".ssh", ".aws", ".gnupg", ".kube"):
        return True
    if word.glob:
        from fnmatch import fnmatchcase

        before, _, name = where.rpartition("/")
        return name.strip("*") != "" and any(
            fnmatchcase(candidate, name)
            and judge_path(f"{before}/{candidate}" if before else candidate, home=place.home).refused_unseen
            for candidate in _candidates
        )
    return False


def _absolute(path: str, simple: Simple, place: Place) -> str:
    from sinfonia.shell.scope import normal

    if path.startswith("~/"):
        return place.home + path[1:]
    return normal(path if path.startswith("/") else f"{simple.cwd or place.root}/{path}")


def _read_by(simple: Simple) -> Iterator[Word]:  # noqa: C901, PLR0912, PLR0915 - one case a form
    name = simple.name
    if simple.target is not None:
        if simple.target.text.startswith(("/home/", "/root/", "/Users/", "~")) and "/." in simple.target.text:
            yield simple.target
        return
    if simple.input and name not in _silent:
        yield Word(simple.input)
    if name in _silent or not name:
        if simple.input and name in ("bash", "sh", "zsh", "read", "xargs", "docker", "ssh", "sudo", "kubectl"):
            yield Word(simple.input)
        if name in ("source", "."):
            yield from simple.args[:1]
        return
    args = simple.args
    if any(word.text in ("--help", "--version") for word in args):
        return
    if name in _searchers:
        yield from _searched(args)
    elif name in (
        "sed",
        "awk",
        "gawk",
        "mawk",
        "nawk",
        "jq",
        "yq",
        "perl",
        "ruby",
        "node",
        "bun",
        "deno",
        "php",
    ) or name.startswith("python"):
        yield from _after_program(name, args)
    elif name in ("find", "gfind"):
        for index, word in enumerate(args[:-1]):
            if word.text in ("-fprint", "-fprint0", "-fls", "-fprintf", "-files0-from", "-newer"):
                yield args[index + 1]
    elif name in ("cp", "mv", "ln", "install", "link"):
        options = read(args, "tSmog", ("target-directory", "suffix"))
        yield from options.operands if options.has("t", "target-directory") else options.operands[:-1]
    elif name == "dd":
        for word in args:
            if word.text.startswith(("if=", "of=")):
                yield Word(word.text[3:], taint=word.taint)
    elif name == "curl":
        yield from _curl(args)
    elif name == "wget":
        options = read(args, "OoaeiBtTwQPUlADIRXS", ("output-document", "post-file", "body-file", "input-file"))
        yield from (
            word
            for key, word in options.all_values
            if key in ("O", "output-document", "post-file", "body-file", "i", "input-file")
        )
    elif name == "git":
        yield from _git(simple)
    elif name in ("tar", "zip", "7z", "ar"):
        yield from _packed(name, args)
    elif name in ("less", "more", "bat"):
        options = read(args, "pPtTxyzbhjk" if name != "bat" else "lrH")
        yield from options.operands
        yield from (word for key, word in options.all_values if key in ("k", "t"))
    elif name == "sort":
        options = read(
            args, "koStT", ("output", "key", "files0-from", "field-separator", "buffer-size", "temporary-directory")
        )
        yield from options.operands
        yield from (word for key, word in options.all_values if key == "files0-from")
    else:
        for word in args:
            text = word.text
            if text.startswith("-"):
                flag, equals, value = text.partition("=")
                if equals and "env-file" not in flag:
                    yield Word(value, taint=word.taint)
            else:
                yield word


def _searched(args: tuple[Word, ...]) -> Iterator[Word]:
    options = read(args, "efABCmdDtgjM", _search_values)
    patterns = any(key in ("e", "f", "regexp", "file") for key, _ in options.all_values) or options.has("files")
    yield from (word for key, word in options.all_values if key in ("f", "file", "exclude-from", "ignore-file"))
    yield from options.operands if patterns else options.operands[1:]


def _after_program(name: str, args: tuple[Word, ...]) -> Iterator[Word]:
    """Yield the files behind a program text, which stands first or in an option."""
    short = {"sed": "efl", "perl": "eEIMm", "ruby": "eIrCEF", "node": "epr", "bun": "epr", "php": "rBREdfcz"}.get(
        name, "cWXmQ"
    )
    if name in ("awk", "gawk", "mawk", "nawk"):
        short = "fFvei"
    elif name in ("jq", "yq"):
        short = "fL"
    options = read(
        args, short, ("eval", "print", "file", "expression", "require", "import", "loader", "from-file", "env-file")
    )
    yield from (word for key, word in options.all_values if key in ("f", "file", "from-file"))
    inline = options.has("e", "c", "E", "r", "eval", "print", "p", "expression", "f", "file", "from-file")
    if name in ("sed", "awk", "gawk", "mawk", "nawk", "jq", "yq"):
        operands = (
            options.operands[1:]
            if name == "yq" and options.operands and options.operands[0].text in ("eval", "e", "eval-all", "ea")
            else options.operands
        )
        yield from operands if inline else operands[1:]
    else:
        yield from (word for word in options.operands if not any(char in word.text for char in "();"))


def _curl(args: tuple[Word, ...]) -> Iterator[Word]:
    from sinfonia.shell.transfers import curl

    for key, word in curl(args).all_values:
        text = word.text
        if key in ("o", "output", "T", "upload-file", "K", "config", "netrc-file"):
            yield word
        elif (
            key in ("d", "data", "data-binary", "data-urlencode", "F", "form", "json", "H", "header", "b", "cookie")
            and "@" in text
        ):
            yield Word(text.partition("@")[2].split(";", 1)[0].split(",", 1)[0], taint=word.taint)
        elif key in ("F", "form") and "=<" in text:
            yield Word(text.partition("=<")[2], taint=word.taint)


def _git(simple: Simple) -> Iterator[Word]:
    from sinfonia.shell.git_call import git_call

    call = git_call(simple)
    if call.sub in ("apply", "am") and simple.stdin.text:
        for line in simple.stdin.text.split("\n")[:400]:
            if line.startswith(("--- a/", "+++ b/")):
                yield Word(line[6:].strip())
        return
    if call.sub == "grep":
        texts = call.texts
        yield from call.args[texts.index("--") + 1 :] if "--" in texts else ()
        return
    if call.sub not in _git_words:
        return
    for word in call.args:
        text = word.text
        if text.startswith("-"):
            continue
        revision, colon, path = text.partition(":")
        if colon and revision:
            yield Word(path, taint=word.taint)
        elif call.sub in ("blame", "annotate") or (call.sub in ("diff", "log", "show") and "--" in call.texts):
            yield word


def _packed(name: str, args: tuple[Word, ...]) -> Iterator[Word]:
    if name != "tar":
        operands = [word for word in args if not word.text.startswith("-")]
        yield from operands[1:] if name == "zip" else operands[2:]
        return
    words = list(args)
    first = words[0].text if words else ""
    if first[:1] not in ("", "-") and "f" in first:
        words = words[2:]
    elif first[:1] != "-":
        words = words[1:]
    options = read(words, "fCTXIbHKNVFgLS", ("file", "directory", "files-from", "exclude-from", "exclude", "transform"))
    yield from options.operands
    yield from (word for key, word in options.all_values if key in ("T", "X", "files-from", "exclude-from"))
