"""Which arguments of a command name files that it reads or carries away."""

from __future__ import annotations

from sinfonia.rules.secret_operands import operands
from sinfonia.shell.options import read
from sinfonia.shell.word import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple

# Programs that tell nothing of what a file holds.
SILENT = frozenset(
    [
        "echo", "printf", "ls", "ll", "dir", "stat", "test", "[", "[[", "chmod", "chown", "chgrp", "touch", "mkdir",
        "which", "type", "command", "hash", "cd", "pushd", "file", "tee", "du", "tree", "realpath", "readlink",
        "basename", "dirname", "export", "declare", "typeset", "local", "unset", "readonly", "alias", "ssh-add",
        "ssh-keygen", "ssh-agent", "ssh", "man", "help", "true", "false", ":", "eval", "sudo", "env", "timeout",
        "nice", "nohup", "xargs", "parallel", "bash", "sh", "zsh", "dash", "ksh", "watch", "time", "exec", "trap",
        "age", "sops", "read", "set", "shift", "docker", "podman", "docker-compose", "kubectl", "helm", "kill",
        "sleep", "pwd", "printenv", "mktemp", "busybox", "setsid", "for", "builtin", "scp", "rsync", "socat",
        "gcloud", "aws", "az", "terraform", "tofu", "terragrunt", "pulumi", "vault", "op", "gh", "security", "brew",
        "apt", "apt-get", "npm", "yarn", "pnpm", "pip", "cargo", "go", "make", "ansible-vault", "git-crypt", "fd",
        "fdfind",
    ]
)  # fmt: skip
_searchers = frozenset(("grep", "egrep", "fgrep", "rg", "ag", "ack", "zgrep"))
_search_values = (
    "regexp", "file", "after-context", "before-context", "context", "max-count", "include", "exclude", "type", "glob",
    "color", "colour", "exclude-dir", "exclude-from", "ignore-file",
)  # fmt: skip
_git_words = frozenset(
    ("show", "cat-file", "diff", "log", "blame", "checkout", "restore", "archive", "difftool", "annotate", "stash")
)
_git_values = (
    "grep",
    "author",
    "committer",
    "since",
    "until",
    "after",
    "before",
    "format",
    "output",
    "max-count",
    "skip",
    "prefix",
    "remote",
    "diff-filter",
    "word-diff-regex",
    "glob",
    "date",
)
_written = ("-out", "-keyout", "-passout")
# Sub-commands of openssl that use a key and print nothing of it: openssl-req(1), openssl-x509(1), openssl-s_client(1).
_used = (*_written, "-key", "-CAkey", "-signkey", "-inkey", "-sign", "-keyfile", "-cert", "-CA", "-CAfile")
_openssl_silent = dict.fromkeys(("req", "ca", "s_client", "s_server", "dgst", "cms", "x509", "crl"), _used)
_stores = frozenset(("docker", "podman", "kubectl", "aws", "gsutil", "gcloud", "az", "gh", "rclone"))


def read_by(simple: Simple) -> Iterator[Word]:  # noqa: C901, PLR0912, PLR0915 - one case a form
    """Yield the words of a command that name files whose content it reads, prints, moves or overwrites."""
    name = simple.name
    if simple.target is not None:
        if simple.target.text.startswith(("/home/", "/root/", "/Users/", "~")) and "/." in simple.target.text:
            yield simple.target
        return
    if simple.input and name not in SILENT:
        yield Word(simple.input)
    if name in SILENT or not name:
        if simple.input and name in ("bash", "sh", "zsh", "read", "xargs", "docker", "ssh", "sudo", "kubectl", "tee"):
            yield Word(simple.input)
        yield from _carried(simple)
        return
    args = simple.args
    if any(word.text in ("--help", "--version") for word in args):
        return
    if name == "openssl":
        for index, word in enumerate(args):
            if not word.text.startswith("-") and args[index - 1].text not in _openssl_silent.get(
                args[0].text, _written
            ):
                yield word
    elif name == "gpg" and any(word.text.startswith("--export-secret") for word in args):
        yield Word("~/.gnupg/private-keys-v1.d")
    elif name in ("sftp", "ftp", "lftp"):
        for line in "\n".join((simple.stdin.text or "", *simple.texts)).replace(";", "\n").split("\n")[:100]:
            if line.strip().startswith(("put ", "mput ", "reput ", "send ")):
                yield from (Word(part) for part in line.split()[1:2])
    elif name in _searchers:
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
        yield from operands(name, args)


def _searched(args: tuple[Word, ...]) -> Iterator[Word]:
    options = read(args, "efABCmdDtgjM", _search_values)
    patterns = any(key in ("e", "f", "regexp", "file") for key, _ in options.all_values) or options.has("files")
    yield from (word for key, word in options.all_values if key in ("f", "file", "exclude-from", "ignore-file"))
    for key, word in options.all_values:
        if key in ("include", "g", "glob") and word.text[:1] != "!":
            yield Word(word.text, taint=word.taint, glob=any(char in word.text for char in "*?["))
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


_from_file = frozenset(("d", "data", "data-binary", "data-ascii", "json", "H", "header", "b", "cookie", "F", "form"))


def _curl(args: tuple[Word, ...]) -> Iterator[Word]:
    from sinfonia.shell.transfers import curl

    options = curl(args)
    for word in options.operands:
        if word.text.startswith("file://"):
            yield Word(word.text[7:], taint=word.taint)
    for key, word in options.all_values:
        text = word.text
        if key in ("o", "output", "T", "upload-file", "K", "config", "netrc-file"):
            yield word
        elif (text[:1] == "@" and key in _from_file) or (
            "@" in text and (key == "data-urlencode" or (key in ("F", "form") and "=@" in text))
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
    if call.sub == "hash-object":  # with `-w` the content can be read from the object database
        yield from (word for word in call.args if "-w" in call.texts and word.text[:1] != "-")
        return
    if call.sub == "grep":
        texts = call.texts
        yield from call.args[texts.index("--") + 1 :] if "--" in texts else ()
        return
    if call.sub not in _git_words:
        return
    shows = call.sub not in ("log", "stash") or any(
        word.text in ("-p", "-u", "--patch") or word.text.startswith(("-L", "-S", "-G", "--patch-with", "-U"))
        for word in call.args
    )
    whole = call.sub in ("blame", "annotate", "diff", "log", "difftool", "archive", "stash") or "--" in call.texts
    for word in read(call.args, "SGLnUO", _git_values).operands:
        revision, colon, path = word.text.partition(":")
        if colon and (revision or path[:1] not in "(/!^"):
            yield Word(path.removeprefix("0:"), taint=word.taint)
        elif whole and shows and call.sub not in ("checkout", "restore"):
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


def _carried(simple: Simple) -> Iterator[Word]:
    """Yield the local files that a program of many verbs, or one that copies to another machine, carries away."""
    name = simple.name
    if name in ("source", "."):
        yield from simple.args[:1]
    elif name == "xargs":
        options = read(simple.args, "adEILnPRSsJ", ("arg-file",), stop=True, optional="ile")
        yield from (word for key, word in options.all_values if key in ("a", "arg-file"))
    elif name in ("scp", "rsync"):
        options = read(simple.args, "cDFiJloPSXeBfTM", ("files-from", "exclude", "include", "rsh", "exclude-from"))
        if options.operands and options.operands[-1].known:
            yield from (word for word in options.operands[:-1] if ":" not in word.text.split("/", 1)[0])
    elif name in _stores:
        words = [word for word in simple.args if not word.text.startswith("-")]
        verbs = [word.text for word in words[:3]]
        copies = [at for at, verb in enumerate(verbs) if verb in ("cp", "mv", "copy", "sync", "rsync", "upload")]
        if verbs[:2] in (["gist", "create"], ["gist", "edit"], ["release", "create"], ["release", "upload"]):
            yield from words[2:]
        elif name == "gh" and verbs[:1] in (["issue"], ["pr"], ["release"], ["api"]):
            given = read(simple.args, "FbtRHBX", ("body-file", "notes-file", "input", "body", "title", "repo", "field"))
            yield from (
                Word(word.text.partition("=@")[2] or word.text, taint=word.taint)
                for key, word in given.all_values
                if key in ("body-file", "notes-file", "input")
                or (key in ("F", "field") and (verbs[:1] != ["api"] or "=@" in word.text))
            )
        elif copies:
            yield from (word for word in words[copies[0] + 1 :][:-1] if "://" not in word.text)
