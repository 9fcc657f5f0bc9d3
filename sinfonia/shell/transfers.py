"""Programs that fetch: what they print, and what they leave in files."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.word import REMOTE, UNKNOWN, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.options import Options
    from sinfonia.shell.walk import Walker
    from sinfonia.shell.word import Word

_remote = frozenset((REMOTE,))
CURL_SHORT = "AbCcDdeEFHhKmoPQrTtUuwXxyYz"
CURL_LONG = (
    "output", "data", "data-binary", "data-raw", "data-urlencode", "data-ascii", "form", "form-string", "header",
    "user", "user-agent", "request", "url", "upload-file", "cookie", "cookie-jar", "cacert", "cert", "key", "proxy",
    "proxy-header", "max-time", "connect-timeout", "retry", "referer", "range", "write-out", "config", "dump-header",
    "output-dir", "json", "resolve", "connect-to", "retry-delay", "retry-max-time", "netrc-file", "capath",
)  # fmt: skip
WGET_SHORT = "OoaeiBtTwQPUlADIRXS"
WGET_LONG = (
    "output-document", "post-file", "post-data", "body-file", "body-data", "header", "user-agent", "tries", "timeout",
    "directory-prefix", "input-file", "user", "password", "method", "output-file", "load-cookies", "ca-certificate",
    "private-key", "certificate", "wait", "execute", "referer",
)  # fmt: skip


def curl(args: tuple[Word, ...]) -> Options:
    """Read the options of curl."""
    return read(args, CURL_SHORT, CURL_LONG)


def wget(args: tuple[Word, ...]) -> Options:
    """Read the options of wget."""
    return read(args, WGET_SHORT, WGET_LONG)


def fetch(walker: Walker, simple: Simple) -> Stream:  # noqa: C901, PLR0911, PLR0912 - one case a form
    """Give what a fetching program prints, and note the files it writes."""
    name = simple.name
    if name == "curl":
        return _curl(walker, simple)
    if name.startswith("wget"):
        return _wget(walker, simple)
    if name in ("http", "https", "xh", "xhs"):
        offline = any(word.text in ("--offline", "--help", "--version") for word in simple.args)
        if any(word.text in ("--download", "-d") for word in simple.args):
            _written(walker, simple, "o", "output")
            return UNKNOWN
        return UNKNOWN if offline else Stream(None, _remote)
    if name in ("nc", "ncat", "netcat"):
        scan = any(
            word.text.startswith("-") and not word.text.startswith("--") and "z" in word.text for word in simple.args
        )
        return UNKNOWN if scan else Stream(None, _remote)
    if name == "socat":
        for word in simple.args:
            kind, _, program = word.text.partition(":")
            if kind.upper() in ("EXEC", "SYSTEM") and program:
                walker.run_text(program.replace("\\", ""), via="socat")
    if name in ("scp", "rsync"):
        return _copy(walker, simple)
    if name in ("gh", "aws", "gsutil", "gcloud"):
        return _storage(walker, simple)
    if name in ("aria2c", "axel"):
        _written(walker, simple, "o", "out")
        return UNKNOWN
    if name in ("irm", "iwr", "invoke-webrequest", "invoke-restmethod"):
        lower = [word.text.lower() for word in simple.args]
        if "-outfile" in lower[:-1]:
            target = simple.args[lower.index("-outfile") + 1]
            walker.scope.files[walker.scope.file(target.text)] = Stream(None, _remote)
            return UNKNOWN
    if name == "ftp":
        _written(walker, simple, "o", "output")
    return Stream(None, _remote)


def _written(walker: Walker, simple: Simple, letter: str, name: str) -> None:
    """Note the file that an option names as the place of what is fetched."""
    options = read(simple.args, letter + "dixjs", (name, "dir"))
    target = options.values.get(letter) or options.values.get(name)
    if target is not None:
        walker.scope.files[walker.scope.file(target.text)] = Stream(None, _remote)


def _storage(walker: Walker, simple: Simple) -> Stream:
    """Follow `gh api`, `gh gist view`, and objects that are copied out of cloud storage."""
    printed = credential(simple)
    if printed is not None:
        return printed
    words = [word for word in simple.args if not word.text.startswith("-") or word.text == "-"]
    texts = [word.text for word in words]
    if simple.name == "gh":
        shows = texts[:1] == ["api"] or texts[:2] in (["gist", "view"], ["release", "download"])
        return Stream(None, _remote) if shows and "--jq" not in simple.texts and "-q" not in simple.texts else UNKNOWN
    if texts[:1] == ["cat"] or texts[:2] == ["storage", "cat"]:
        return Stream(None, _remote)
    copies = {"cp", "mv", "sync", "rsync"} & set(texts[:3])
    if copies and len(words) > 2 and "://" in texts[-2] and "://" not in texts[-1]:
        if texts[-1] == "-":
            return Stream(None, _remote)
        path = walker.scope.file(texts[-1])
        walker.scope.files[path] = Stream(None, _remote)
        walker.scope.files[f"{path}/{_last_part(texts[-2])}"] = Stream(None, _remote)
    return UNKNOWN


# program -> the words by which it prints a credential
_credentials: dict[str, tuple[tuple[str, ...], ...]] = {
    "gh": (("auth", "token"),),
    "gcloud": (("auth", "print-access-token"), ("auth", "print-identity-token"), ("secrets", "versions", "access")),
    "aws": (("configure", "get"), ("secretsmanager", "get-secret-value"), ("sts", "get-session-token")),
    "security": (("find-generic-password",), ("find-internet-password",), ("dump-keychain",)),
    "pass": (("show",),),
    "op": (("read",),),
    "vault": (("read",), ("kv", "get")),
    **dict.fromkeys(("kubectl", "oc"), (("get", "secret"), ("get", "secrets"), ("config", "view"))),
    "az": (("account", "get-access-token"), ("keyvault", "secret", "show")),
    "heroku": (("auth:token",), ("config",)),
    "doppler": (("secrets",),),
}


def credential(simple: Simple) -> Stream | None:
    """Give the origin of a credential that a program prints, None where it prints none."""
    words = tuple(text for text in simple.texts if not text.startswith("-"))
    for start in _credentials.get(simple.name, ()):
        if words[: len(start)] == start:
            return Stream(None, frozenset((f"credential:{simple.name} {' '.join(start)}",)))
    return None


def _local(words: list[Word]) -> bool:
    urls = [word.text for word in words]
    return bool(urls) and all(url.startswith("file:") for url in urls)


def _curl(walker: Walker, simple: Simple) -> Stream:
    options = curl(simple.args)
    urls = options.operands + [word for name, word in options.all_values if name == "url"]
    if _local(urls) or (not urls and options.has("help", "version", "V", "h")):
        return UNKNOWN
    written = [word for name, word in options.all_values if name in ("o", "output")]
    scope = walker.scope
    for word in written:
        if word.text in ("-", "/dev/stdout", "/dev/fd/1"):
            return Stream(None, _remote)
        scope.files[scope.file(word.text)] = Stream(None, _remote)
    if options.has("O", "remote-name", "remote-name-all") and not options.has("no-clobber"):
        folder = options.values.get("output-dir")
        for url in urls:
            if url.known:
                name = _last_part(url.text)
                scope.files[scope.file(f"{folder.text}/{name}" if folder else name)] = Stream(None, _remote)
        return UNKNOWN
    return UNKNOWN if written else Stream(None, _remote)


def _wget(walker: Walker, simple: Simple) -> Stream:
    options = wget(simple.args)
    target = options.values.get("O") or options.values.get("output-document")
    scope = walker.scope
    if target is not None:
        if target.text in ("-", "/dev/stdout"):
            return Stream(None, _remote)
        scope.files[scope.file(target.text)] = Stream(None, _remote)
        return UNKNOWN
    folder = options.values.get("P") or options.values.get("directory-prefix")
    for url in options.operands:
        if url.known:
            name = _last_part(url.text)
            scope.files[scope.file(f"{folder.text}/{name}" if folder else name)] = Stream(None, _remote)
    return UNKNOWN


def _copy(walker: Walker, simple: Simple) -> Stream:
    options = read(simple.args, "eBfTPioFlcSJD")
    if len(options.operands) < 2:
        return UNKNOWN
    *sources, target = options.operands
    path = walker.scope.file(target.text)
    for source in sources:
        if ":" in source.text.split("/", 1)[0]:
            stream = Stream(None, _remote)
        else:
            origin = walker.scope.file(source.text)
            stream = walker.scope.files.get(origin) or Stream(None, frozenset(("read:" + origin,)))
        if path and ":" not in target.text.split("/", 1)[0]:
            walker.scope.files[path] = stream
            walker.scope.files[f"{path}/{_last_part(source.text)}"] = stream
    return UNKNOWN


def _last_part(url: str) -> str:
    name = url.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    return name.rpartition(":")[2]  # `host:name` of scp
