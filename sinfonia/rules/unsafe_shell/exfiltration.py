"""Credentials on their way out: to the network, from files and environment."""

from __future__ import annotations

from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read
from sinfonia.shell.transfers import curl, wget
from sinfonia.shell.word import ENVIRONMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_senders = frozenset(
    (
        "curl", "wget", "nc", "ncat", "netcat", "socat", "http", "https", "xh", "ssh", "scp", "rsync", "mail",
        "sendmail", "ftp", "telnet", "mutt", "rclone",
    )
)  # fmt: skip
_body = (
    "d", "data", "data-binary", "data-raw", "data-urlencode", "data-ascii", "F", "form", "T", "upload-file", "json",
)  # fmt: skip
_folders = frozenset(
    (".ssh", ".aws", ".gnupg", ".kube", ".docker", "certs", "secrets", "credentials", ".secrets", "private", "keys")
)
_public = (".pub", ".crt", ".cer", ".csr", ".md")
_help = "send the file that is needed by name; a credential goes through a secret store"


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial when what a sender is given comes from a credential's file or the whole environment."""
    if simple.target is not None:
        target = simple.target.text
        if target.startswith(("/dev/tcp/", "/dev/udp/")):
            what = secret_of(simple.stdin.taint, place)
            if what:
                yield Verdict("exfiltration", f"`{target}` is sent {what}", _help, simple.line)
        return
    if simple.name not in _senders and simple.name != "tar":
        return
    if simple.name == "tar":
        yield from _tar(simple, place)
        return
    what = secret_of(_given(simple, place), place)
    if what:
        yield Verdict("exfiltration", f"`{simple.name}` sends {what}", _help, simple.line)


def _given(simple: Simple, place: Place) -> frozenset[str]:  # noqa: C901, PLR0912 - one case a form
    """Give the origins of everything that a sender sends."""
    name = simple.name
    taints: set[str] = set()
    if name == "curl":
        options = curl(simple.args)
        for option, word in options.all_values:
            if option not in _body:
                continue
            taints |= word.taint
            value = word.text
            found = {origin[6:] for origin in word.taint if origin.startswith("found:")}
            if option in ("T", "upload-file"):
                for path in found or (value,):
                    taints |= _file(path, simple, place)
            elif "@" in value:
                for part in (
                    value.partition("@")[2].split(",") if option in ("F", "form") else [value.partition("@")[2]]
                ):
                    path = part.split(";", 1)[0]
                    if path == "-":
                        taints |= simple.stdin.taint
                    elif not path:
                        continue
                    elif value.startswith("@") or option in ("F", "form", "data-urlencode"):
                        taints |= _file(path, simple, place)
            elif option in ("F", "form") and "=<" in value:
                taints |= _file(value.partition("=<")[2], simple, place)
        if "T" in options.values and options.values["T"].text in ("-", "."):
            taints |= simple.stdin.taint
        for word in options.operands:
            taints |= {origin for origin in word.taint if origin.startswith(("read:", "credential:"))}
    elif name == "wget":
        options = wget(simple.args)
        for option, given in options.values.items():
            if option in ("post-file", "body-file") and given.known:
                taints |= simple.stdin.taint if given.text == "-" else _file(given.text, simple, place)
            elif option in ("post-data", "body-data", "header"):
                taints |= given.taint
    elif name in ("scp", "rsync", "rclone"):
        options = read(simple.args, "cDFiJloPSXeBfTM", ("files-from", "exclude", "include", "rsh", "exclude-from"))
        target = options.operands[-1].text if options.operands else ""
        if ":" in target.split("/", 1)[0] and "\ue000" not in target:
            for word in options.operands[:-1]:
                taints |= _file(word.text, simple, place, deep=True)
            if "files-from" in options.values:
                taints.add("read:list of files")
    elif name == "socat":
        taints |= _socat(simple, place)
    elif name in ("http", "https", "xh", "xhs"):
        taints |= simple.stdin.taint
        for word in simple.args:
            before, at, path = word.text.partition("@")
            if at and (not before or before.replace("_", "").isalnum() or before.endswith((":", "="))):
                taints |= _file(path, simple, place)
            taints |= {origin for origin in word.taint if origin.startswith("read:")}
    elif name == "mail" and any(word.text.startswith("-") for word in simple.args):
        # jobs report their environment with `mail -s`; a credential's file is no report
        taints |= {origin for origin in simple.stdin.taint if origin.startswith(("read:", "credential:"))}
    else:
        taints |= simple.stdin.taint
    return frozenset(taints)


def _file(path: str, simple: Simple, place: Place, *, deep: bool = False) -> set[str]:
    known = simple.files.get(_absolute(path, simple, place)) if simple.files else None
    found = set(known.taint) if known is not None else set()
    found.add("read:" + _absolute(path, simple, place) + ("/" if deep and path.endswith("/") else ""))
    return found


def _absolute(path: str, simple: Simple, place: Place) -> str:
    from sinfonia.shell.scope import normal

    if path.startswith("~/"):
        return place.home + path[1:]
    return normal(path if path.startswith("/") else f"{simple.cwd or place.root}/{path}")


def _socat(simple: Simple, place: Place) -> frozenset[str]:
    addresses = [text for text in simple.texts if not text.startswith("-") or text == "-"]
    network = [a for a in addresses if _is_network(a)]
    if not network:
        return frozenset()
    taints: set[str] = set()
    for address in addresses:
        kind, _, rest = address.strip("\"'").partition(":")
        kind = kind.upper()
        rest = rest.strip("\"'")
        if address in ("-", "STDIO", "STDIN"):
            taints |= simple.stdin.taint
        elif kind in ("OPEN", "FILE", "GOPEN", "PIPE", "RDONLY", "CREATE"):
            name, *options = rest.split(",")
            folder = next((o.partition("=")[2] for o in options if o.startswith(("chdir=", "cd="))), "")
            taints |= _file(f"{folder}/{name}" if folder else name, simple, place)
        elif "/" in kind and not rest:
            taints |= _file(address, simple, place)
        elif kind in ("EXEC", "SYSTEM"):
            for word in rest.replace('"', " ").replace("'", " ").split():
                if not word.startswith("-"):
                    taints |= _file(word, simple, place)
    return frozenset(taints)


def _is_network(address: str) -> bool:
    kind = address.partition(":")[0].upper().rpartition("!!")[2]
    if "!!" in address:
        kind = address.rpartition("!!")[2].partition(":")[0].upper()
    if kind.startswith(("TCP", "UDP", "OPENSSL", "SSL", "SCTP", "PROXY", "SOCKS", "VSOCK")) and "LISTEN" not in kind:
        return True
    if kind == "FD":
        return True
    return kind in ("EXEC", "SYSTEM") and any(name in address for name in ("curl", "wget", "nc ", "ssh "))


def _tar(simple: Simple, place: Place) -> Iterator[Verdict]:
    """`tar -f host:path` writes to another machine."""
    options = read(simple.args, "fCTXIbHKNVFgLS", ("file", "directory", "files-from", "exclude-from"))
    extra = simple.env.get("TAR_OPTIONS")
    target = options.values.get("f") or options.values.get("file")
    target_text = target.text if target is not None else ""
    if extra is not None:
        for part in extra.text.split():
            if part.startswith("--file="):
                target_text = part[7:]
    elif target is None and "TAPE" in simple.env:
        target_text = simple.env["TAPE"].text
    if ":" in target_text.split("/", 1)[0] and "--force-local" not in simple.texts:
        taints: set[str] = set()
        for word in options.operands:
            taints |= _file(word.text, simple, place)
        what = secret_of(taints, place)
        if what:
            yield Verdict("exfiltration", f"`tar` sends {what}", _help, simple.line)


def secret_of(taints: Iterable[str], place: Place) -> str:  # noqa: PLR0911 - one case a form
    """Say which secret is among origins, "" when none is."""
    for origin in sorted(taints):
        if origin == ENVIRONMENT:
            return "the whole environment"
        if origin.startswith("credential:"):
            return f"what `{origin[11:]}` prints"
        if not origin.startswith("read:"):
            continue
        path = origin[5:]
        if path == "list of files":
            return "whatever a list names"
        name = path.rstrip("/").rpartition("/")[2]
        if path.rstrip("/") == place.root:
            return "the whole project"
        sensitive = path == place.home or name in _folders or any(f"/{folder}/" in path for folder in _folders)
        if sensitive and not name.endswith(_public):
            return f"what is in `{_shown(path, place)}`"
        if judge_path(_shown(path, place), home=place.home).refused_unseen:
            return f"`{_shown(path, place)}`"
    return ""


def _shown(path: str, place: Place) -> str:
    if path.startswith(place.root + "/"):
        return path[len(place.root) + 1 :]
    return "~" + path[len(place.home) :] if path.startswith(place.home + "/") else path
