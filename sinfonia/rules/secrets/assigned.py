"""The generic rule: a name such as `password` or `api_key` that is given a value."""

from __future__ import annotations

from sinfonia.rules.secrets.providers import provider_of
from sinfonia.rules.secrets.values import secret

_name = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
_closers = b" \t\"'`\\])"
_stops = b" \t\r,;)}]&<\"'`"
_SHORTEST = 8  # no secret is shorter
_FINISHED = 32  # bytes from which a value with a known prefix may be a new form of it
_quotes = b"\"'`"
_qualified = (
    b"apikey", b"secretkey", b"accesskey", b"privatekey", b"authkey", b"encryptionkey", b"signingkey", b"accountkey",
    b"masterkey", b"servicekey", b"licensekey", b"sharedkey", b"storagekey", b"adminkey", b"cryptkey", b"hmackey",
    b"jwtkey", b"sessionkey", b"deploykey", b"appkey", b"applicationkey", b"consumerkey", b"clientkey", b"authtokenkey",
    b"presharedkey", b"sdkkey", b"integrationkey", b"webhookkey", b"applicationkey", b"subscriptionkey",
)  # fmt: skip
_not_secret = (
    b"id", b"ids", b"name", b"names", b"url", b"uri", b"path", b"file", b"filename", b"dir", b"type", b"len", b"length", b"size",
    b"count", b"hash", b"header", b"field", b"label", b"policy", b"expires", b"expiry", b"expiration", b"ttl", b"index", b"ref",
    b"pattern", b"regex", b"prefix", b"suffix", b"endpoint", b"host", b"version", b"format", b"class", b"hint", b"text",
    b"message", b"title", b"placeholder", b"location", b"provider", b"manager", b"usage", b"description", b"checksum",
    b"digest", b"sha", b"sha1", b"sha256", b"md5", b"fingerprint", b"algorithm", b"store", b"column", b"table", b"scope", b"pub",
    b"error", b"selector", b"variable", b"env", b"var", b"kind", b"limit", b"bits", b"date", b"time", b"at", b"event",
)  # fmt: skip
_config = (
    ".env", ".ini", ".cfg", ".conf", ".config", ".properties", ".yml", ".yaml", ".toml", ".tf", ".tfvars", ".txt", ".md",
    ".rst", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".ps1", ".xml", ".json", ".http", ".log", ".sql", ".envrc", ".npmrc",
)  # fmt: skip
_generated = (
    "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.sum", "go.work.sum", ".lock", ".lockb", ".svg",
    ".min.js", ".min.css", ".map", ".sum", ".ipynb_checkpoints", "packages.lock.json", ".lock.hcl", ".sha256", ".md5",
)  # fmt: skip
_near = 64  # bytes after the keyword in which the name ends and an operator stands
WINDOW = 260  # bytes after the keyword in which its value must begin and end


def judged(path: str) -> bool:
    """Tell whether the generic rule reads this file: not a lock file, a list of checksums, or a picture."""
    return not path.lower().endswith(_generated)


def find(data: bytes, place: int, word: bytes, path: str) -> tuple[int, int, str] | None:
    """Give start, end, and what to call the secret that the keyword at `place` is given, or None."""
    if word == b"key" and data[place - 1 : place] not in _joins:
        return None
    begin = place + len(word)
    near = data[begin : begin + _near].lstrip(_name).lstrip(_closers)
    if not near or near[0] not in b"=:>,v?|":
        return None
    after = data[begin : begin + WINDOW].partition(b"\n")[0]
    rest = after.lstrip(_name)
    tail = after[: len(after) - len(rest)]
    rest = rest.lstrip(_closers)
    if not rest:
        return None
    closed = len(after) - len(tail) - len(rest)
    quoted = _value(rest, path, closed=closed > 0)
    if quoted is None:
        return None
    value, in_quotes = quoted
    if len(value) < _SHORTEST or not (in_quotes or _unquoted_reads(path)):
        return None
    before = data[max(place - 48, 0) : place]
    head = before[len(before.rstrip(_name)) :]
    kind = _kind(head, word, tail)
    if not kind or _unfinished(value):
        return None
    provider = provider_of((head + word + tail).lower())
    password = kind == "password"
    if not secret(value, password=password, quoted=in_quotes, named=bool(provider)):
        return None
    start = data.find(value, begin, begin + WINDOW)
    return start, start + len(value), f"{provider} credential" if provider else kind


_joins = frozenset(bytes((byte,)) for byte in _name)


def _unfinished(value: bytes) -> bool:
    """Tell that a value has a provider's prefix but not the length of any credential: an example cut short."""
    if len(value) >= _FINISHED:
        return False
    from sinfonia.rules.secrets.needles import HEADS

    low = value.lower()
    return any(
        len(needle) > 2 and low.startswith(needle)
        for head in (low[:4], low[:3], low[:2], low[:3] + b"*")
        for needle in HEADS.get(head, ())
    )


def _kind(head: bytes, word: bytes, tail: bytes) -> str:
    """Call what a name holds password, token, secret, or key; "" when it holds none of them."""
    name = (head + word + tail).lower()
    flat = name.translate(None, b"_-.")
    if b"public" in flat or _last(head + word + tail) in _not_secret:
        return ""
    rest = tail.lower()
    if word == b"pass":
        if rest.startswith((b"word", b"wd", b"phrase", b"code")):
            return "password"
        joined = head[-1:].isalpha() and head[-1:].islower() and tail[:1] not in b"_-."
        return "" if joined or rest[:1].isalpha() else "password"
    if word == b"pwd":
        return "password"
    if word == b"secret":
        return "" if rest.startswith((b"ary", b"smanager", b"s.", b"ion")) else "secret"
    if word == b"token":
        return "" if rest.startswith((b"i", b"s")) else "token"
    if word == b"cred":
        return "credential" if rest.startswith(b"ential") else ""
    return "key" if any(part in flat for part in _qualified) or provider_of(name) else ""


def _last(name: bytes) -> bytes:
    """Give the last word of a name, in lower case: `id` of `tokenId`, of `token_id` and of `TOKEN-ID`."""
    for mark in b"_-.":
        name = name.rpartition(bytes((mark,)))[2] or name[:-1].rpartition(bytes((mark,)))[2]
    if name.isupper() or name.islower():
        return name.lower()
    at = len(name)
    while at > 0 and not name[at - 1 : at].isupper():
        at -= 1
    return name[at - 1 if at else 0 :].lower()


def _value(rest: bytes, path: str, *, closed: bool) -> tuple[bytes, bool] | None:
    """Read operator and value; gives the value and whether quotes hold it."""
    if rest[:1] == b"v":
        if not (rest.startswith(b"value=") and path.endswith((".config", ".env.xml"))):
            return None
        rest = rest[6:]
    elif rest[:1] == b",":
        if not closed or rest[1:].lstrip(b" \t")[:1] not in _opening:
            return None
        rest = rest[1:]
    else:
        rest = rest.lstrip(b"=:>?|~")
    rest = rest.lstrip(b" \t")
    at = rest.find(b"=")
    if 0 < at < 40 and rest[0] not in _quotes and b" " in rest[:at] and rest[at + 1 : at + 2] not in b"=":
        if b'"' in rest[:at] or b"'" in rest[:at]:
            return None
        rest = rest[at + 1 :].lstrip(b" \t")  # `password: str = "…"`
    if rest[:1] == b"\\":
        rest = rest[1:]
    if rest[1:2] and rest[1] in _quotes and rest[0] in b"bruf@":
        rest = rest[1:]
    if not rest:
        return None
    if rest[0] in _quotes:
        quote = rest[:1]
        end = rest.find(quote, 1)
        if end < 0:
            return None
        return rest[1:end].rstrip(b"\\"), True
    end = 0
    while end < len(rest) and rest[end] not in _stops:
        end += 1
    if rest[end : end + 1] == b"(":
        return None
    return rest[:end], False


_opening = (b'"', b"'", b"`")


def _unquoted_reads(path: str) -> bool:
    """Tell whether a bare word in this file can be a value: in source code it is a name."""
    name = path.rpartition("/")[2].lower()
    return "." not in name or name.startswith(".env") or name.endswith(_config)
