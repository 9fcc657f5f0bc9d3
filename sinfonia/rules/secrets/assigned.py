"""The generic rule: a name such as `password` or `api_key` that is given a value."""

from __future__ import annotations

from sinfonia.rules.secrets.names import kind_of
from sinfonia.rules.secrets.providers import provider_of
from sinfonia.rules.secrets.values import secret

_name = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
_closers = b" \t\"'`\\])"
_stops = b" \t\r,;)}]&<\"'`"
_SHORTEST = 8  # no secret is shorter
_LISTED = 16  # bytes from which a second argument may be a secret: `setdefault("API_TOKEN", "...")`
_FINISHED = 32  # bytes from which a value with a known prefix may be a new form of it
_quotes = b"\"'`"
_config = (
    ".env", ".ini", ".cfg", ".conf", ".config", ".properties", ".yml", ".yaml", ".toml", ".tf", ".tfvars", ".txt",
    ".md", ".rst", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".ps1", ".xml", ".json", ".http", ".log", ".sql", ".envrc",
    ".npmrc",
)  # fmt: skip
_generated = (
    "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.sum", "go.work.sum", ".lock", ".lockb", ".svg",
    ".min.js", ".min.css", ".map", ".sum", "packages.lock.json", ".lock.hcl", ".sha256", ".md5",
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
    value, in_quotes = _value(_given(rest, path, closed=len(after) > len(tail) + len(rest)))
    if len(value) < _SHORTEST or not (in_quotes or _unquoted_reads(path)):
        return None
    before = data[max(place - 48, 0) : place]
    head = before[len(before.rstrip(_name)) :]
    kind = kind_of(head, word, tail)
    provider = provider_of((head + word + tail).lower()) if kind else ""
    chosen = kind == "password"
    if rest[:1] == b",":  # a list of words is no assignment: only a drawn value in a call counts
        at = place - len(head) - 2
        if len(value) < _LISTED or data[max(at, 0) : at + 1] != b"(":
            return None
        chosen = False
    if not (kind and secret(value, password=chosen, quoted=in_quotes, named=bool(provider))) or _unfinished(value):
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


def _given(rest: bytes, path: str, *, closed: bool) -> bytes:
    """Give what follows the operator, b"" where there is none: `= x`, `: str = x`, `", x`, `value="x"`."""
    if rest[:1] == b"v":
        if not (rest.startswith(b"value=") and path.endswith(".config")):
            return b""
        rest = rest[6:]
    elif rest[:1] == b",":
        rest = rest[1:].lstrip(b" \t")
        if not closed or rest[:1] not in _opening:
            return b""
    rest = rest.lstrip(b"=:>?|~").lstrip(b" \t")
    at = rest.find(b"=")
    if 0 < at < 40 and rest[0] not in _quotes and b" " in rest[:at] and rest[at + 1 : at + 2] != b"=":
        if b'"' in rest[:at] or b"'" in rest[:at]:
            return b""
        rest = rest[at + 1 :].lstrip(b" \t")  # a type stood before: `password: str = "..."`
    rest = rest.removeprefix(b"\\")
    if rest[1:2] in _opening and rest[0] in b"bruf@":
        rest = rest[1:]
    return rest


def _value(rest: bytes) -> tuple[bytes, bool]:
    """Read a value; gives it, b"" where there is none, and whether quotes hold it."""
    if rest[:1] in _opening:
        end = rest.find(rest[:1], 1)
        return rest[1 : max(end, 1)].rstrip(b"\\"), True
    end = 0
    while end < len(rest) and rest[end] not in _stops:
        end += 1
    return (b"" if rest[end : end + 1] == b"(" else rest[:end]), False


_opening = frozenset((b'"', b"'", b"`"))


def _unquoted_reads(path: str) -> bool:
    """Tell whether a bare word in this file can be a value: in source code it is a name."""
    name = path.rpartition("/")[2].lower()
    return "." not in name or name.startswith(".env") or name.endswith(_config)
