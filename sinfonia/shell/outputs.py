"""What a program prints, where that follows from its words; else where its output may come from."""

from __future__ import annotations

from sinfonia.shell.escapes import decode
from sinfonia.shell.lookups import LOOKUPS
from sinfonia.shell.options import read as read_options
from sinfonia.shell.word import DECODED, ENVIRONMENT, NO_TAINT, REMOTE, SILENCE, UNKNOWN, Stream, Word, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

_readers = frozenset(
    [
        "cat", "bat", "tac", "head", "tail", "less", "more", "nl", "sed", "grep", "egrep", "fgrep", "rg", "ag", "ack",
        "cut", "sort", "uniq", "base64", "base32", "xxd", "od", "hexdump", "strings", "tar", "gzip", "bzip2", "xz",
        "zstd", "zip", "openssl", "jq", "yq", "rev", "fold", "paste", "join", "comm", "diff", "gpg", "age", "iconv",
        "dd", "column", "pr", "fmt", "gunzip", "zcat", "bzcat", "xzcat", "unzip", "7z", "ar", "cpio", "awk", "gawk",
        "mawk", "nawk", "security", "pandoc", "uuencode", "basenc", "uudecode", "zstdcat",
    ]
)  # fmt: skip
_decoders = frozenset(
    (
        "base64", "base32", "basenc", "openssl", "xxd", "gunzip", "zcat", "bzcat", "xzcat", "zstdcat", "gzip", "xz",
        "bzip2", "zstd", "uudecode", "gpg",
    )
)  # fmt: skip
_stores = ("security", "pass", "op", "vault", "kubectl", "oc", "az", "heroku", "doppler")
MAX_OUTPUT = 100_000


def output_of(walker: Walker, simple: Simple) -> Stream:
    """Give what a command prints; its side effects on files that later commands read are noted."""
    maker = _makers.get(simple.name)
    if maker is not None:
        return maker(walker, simple)
    if simple.name in _readers:
        printed = read_all(walker, simple)
        if simple.name in ("grep", "egrep", "fgrep") and any(origin.startswith("listed:") for origin in printed.taint):
            from sinfonia.shell.filters import picked

            return Stream(None, picked(simple, printed.taint))
        return printed
    return Stream(None, simple.stdin.taint) if simple.stdin.taint else UNKNOWN


def read_all(walker: Walker, simple: Simple) -> Stream:
    """Give the origins of all that a program reads, by its standard input and its operands."""
    from sinfonia.shell.redirects import read

    taint = [simple.stdin.taint]
    for word in simple.args[:40]:
        if not word.text.startswith("-") or "=" in word.text:
            path = word.text.partition("=")[2] if word.text.startswith("-") else word.text
            taint.append(read(walker, walker.scope.file(path)).taint | word.taint)
    if simple.name == "openssl" and simple.texts[:1] == ("s_client",):
        taint.append(frozenset((REMOTE,)))
    if simple.name == "tar":
        if "--no-recursion" in simple.texts:
            taint = [frozenset("read:" + walker.scope.file(word.text) for word in simple.args if word.glob)]
        if any(text.startswith(("-T", "--files-from")) for text in simple.texts):
            taint.append(frozenset(("read:list of files",)))
        _archive(walker, simple, joined(*taint))
        if any(letter in word.text for word in simple.args[:1] for letter in "xO") and _extracts_to_output(simple):
            taint.append(frozenset((DECODED,)))
    elif simple.name in _decoders:
        from sinfonia.shell.filters import decodes

        if decodes(simple):
            taint.append(frozenset((DECODED,)))
    _derived(walker, simple, joined(*taint))
    return Stream(None, joined(*taint))


def _extracts_to_output(simple: Simple) -> bool:
    texts = simple.texts
    return any(t.lstrip("-")[:1] and "x" in t and "O" in t for t in texts[:2]) or "--to-stdout" in texts


def _archive(walker: Walker, simple: Simple, taint: frozenset[str]) -> None:
    options = read_options(
        simple.args,
        "fCTXIbHKNVFgLS",
        (
            "file",
            "directory",
            "files-from",
            "exclude-from",
            "use-compress-program",
            "info-script",
            "new-volume-script",
            "to-command",
            "checkpoint-action",
        ),
    )
    target = options.values.get("f") or options.values.get("file")
    words = list(simple.args)
    if target is None and words and not words[0].text.startswith("-") and "f" in words[0].text and len(words) > 1:
        target = words[1]
    for name in (
        "I",
        "F",
        "use-compress-program",
        "info-script",
        "new-volume-script",
        "to-command",
        "checkpoint-action",
    ):
        if name in options.values:
            walker.run_text(options.values[name].text.removeprefix("exec="), via="tar --" + name)
    if target is not None and target.text.startswith(("/dev/fd/", "/proc/")):
        from sinfonia.shell.redirects import put

        put(walker, target, Stream(None, taint))
    elif (
        target is not None
        and target.text != "-"
        and any(w.text.lstrip("-")[:1] in "cru" or "create" in w.text for w in words[:2])
    ):
        walker.scope.files[walker.scope.file(target.text)] = Stream(None, taint)


def _derived(walker: Walker, simple: Simple, taint: frozenset[str]) -> None:
    """Note the file that a packer writes beside, or instead of, its input."""
    ends = {"gzip": ".gz", "bzip2": ".bz2", "xz": ".xz", "zstd": ".zst"}
    options = read_options(simple.args, "S", ("suffix", "in", "out"))
    scope = walker.scope
    if simple.name in ends:
        end = options.values["S"].text if "S" in options.values else ends[simple.name]
        for word in options.operands:
            scope.files[scope.file(word.text + end)] = Stream(None, taint)
    elif simple.name == "zip" and options.operands:
        if any(word.text == "-@" for word in simple.args) and simple.stdin.text:
            taint = joined(taint, frozenset("read:" + scope.file(line) for line in simple.stdin.text.split("\n")[:20]))
        scope.files[scope.file(options.operands[0].text)] = Stream(None, taint)
    elif simple.name == "openssl":
        words = simple.args
        for index, word in enumerate(words[:-1]):
            if word.text == "-out":
                scope.files[scope.file(words[index + 1].text)] = Stream(None, taint)


def _echo(walker: Walker, simple: Simple) -> Stream:
    del walker
    words = list(simple.args)
    escapes = newline = False
    while (
        words
        and words[0].plain
        and words[0].text[:1] == "-"
        and words[0].text[1:]
        and not words[0].text[1:].strip("neE")
    ):
        escapes = escapes or "e" in words[0].text
        newline = newline or "n" in words[0].text
        words = words[1:]
    text = " ".join(word.text for word in words)
    if escapes:
        text = decode(text, zero_octal=True)
    taint = joined(*(word.taint for word in words)) if words else NO_TAINT
    return Stream(text if newline else text + "\n", taint)


def _print(walker: Walker, simple: Simple) -> Stream:
    del walker
    return printf(list(simple.args))


def printf(words: list[Word]) -> Stream:
    """Give what `printf FORMAT ARGUMENT…` prints; unknown for conversions other than %s, %b, %d and %%."""
    if words and words[0].text == "--":
        words = words[1:]
    if not words:
        return SILENCE
    taint = joined(*(word.taint for word in words))
    form = decode(words[0].text)
    rest = [word.text for word in words[1:]]
    out: list[str] = []
    for _ in range(200):
        used = 0
        index = 0
        while index < len(form):
            if form[index] != "%":
                out.append(form[index])
                index += 1
                continue
            kind = form[index + 1 : index + 2]
            index += 2
            if kind == "%":
                out.append("%")
            elif kind in ("s", "b", "d"):
                value = rest.pop(0) if rest else ""
                used += 1
                if kind == "b" and "\\c" in value:
                    return Stream("".join(out) + decode(value, zero_octal=True), taint)
                out.append(decode(value, zero_octal=True) if kind == "b" else value)
            else:
                return Stream(None, taint)
        if not rest or not used:
            break
    text = "".join(out)
    return Stream(text if len(text) <= MAX_OUTPUT else None, taint)


def _cat(walker: Walker, simple: Simple) -> Stream:
    from sinfonia.shell.redirects import read
    from sinfonia.shell.word import both

    operands = [word for word in simple.args if not word.text.startswith("-") or word.text == "-"]
    if not operands:
        return simple.stdin
    output = SILENCE
    for word in operands[:40]:
        stream = simple.stdin if word.text == "-" else read(walker, walker.scope.file(word.text))
        output = both(output, Stream(stream.text, stream.taint | word.taint))
    return output


def _environment(walker: Walker, simple: Simple) -> Stream:
    operands = [text for text in simple.texts if not text.startswith("-")]
    cleared = walker.scope.closed or any(text in ("-i", "-", "--ignore-environment") for text in simple.texts)
    return UNKNOWN if operands or cleared else Stream(None, frozenset((ENVIRONMENT,)))


def _filter(walker: Walker, simple: Simple) -> Stream:
    from sinfonia.shell.filters import filtered

    return filtered(walker, simple, read_all(walker, simple))


def _settings(walker: Walker, simple: Simple) -> Stream:
    """Give what the shell's own lists of variables print."""
    del walker
    return Stream(None, frozenset((ENVIRONMENT,))) if simple.texts in ((), ("-p",), ("-x",), ("-px",)) else SILENCE


def _credential(walker: Walker, simple: Simple) -> Stream:
    """Give what a store of credentials prints when it is asked for one."""
    from sinfonia.shell.transfers import credential

    printed = credential(simple)
    if printed is None and simple.name == "security":
        return read_all(walker, simple)
    return printed or (Stream(None, simple.stdin.taint) if simple.stdin.taint else UNKNOWN)


def _network(walker: Walker, simple: Simple) -> Stream:
    from sinfonia.shell.transfers import fetch

    return fetch(walker, simple)


_makers: dict[str, Callable[[Walker, Simple], Stream]] = {
    **LOOKUPS,
    "echo": _echo, "printf": _print, "cat": _cat, "env": _environment,
    "printenv": _environment, **dict.fromkeys(("base64", "xxd", "rev", "tr"), _filter),
    **dict.fromkeys(_stores, _credential),
    **dict.fromkeys(("set", "export", "declare", "typeset"), _settings),
    **dict.fromkeys(
        ("curl", "wget", "wget2", "fetch", "aria2c", "http", "https", "xh", "xhs", "nc", "ncat", "netcat", "socat",
         "lynx", "w3m",
         "ftp", "lwp-request", "get", "axel", "scp", "rsync", "telnet", "ssh", "gh", "aws", "gsutil", "curlie", "dig",
         "nslookup", "gcloud", "irm", "iwr", "invoke-webrequest", "invoke-restmethod"),
        _network),
}  # fmt: skip
