"""The generic rule: a name such as `password` or `api_key` that is given a value."""

from __future__ import annotations

from sinfonia.rules.secrets.given import REACH, given, name_before, name_behind, second
from sinfonia.rules.secrets.names import kind_of, may_be_key
from sinfonia.rules.secrets.providers import provider_of
from sinfonia.rules.secrets.values import joined, phrase, plain, secret, stated, strong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.secrets.given import Given
    from sinfonia.rules.secrets.shape import Shape

_SHORTEST = 8  # no secret is shorter
_SHORT = {"==": 6, "states": 4}  # but one that a password is compared with, or said to be, is one, however short
_LISTED = 16  # bytes from which a second argument may be a secret: `setdefault("API_TOKEN", "...")`
_BESIDE = 20  # bytes from which a value that only stands beside a name may be one
_FINISHED = 32  # bytes from which a value with a known prefix may be a new form of it,
_FINISHED_LONG = 80  # and where the prefix is long enough to be nobody else's
_config = (
    ".env", ".ini", ".cfg", ".conf", ".config", ".properties", ".yml", ".yaml", ".toml", ".tf", ".tfvars", ".txt",
    ".md", ".rst", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".ps1", ".xml", ".json", ".http", ".log", ".sql", ".envrc",
    ".npmrc", ".netrc", ".plist", ".cnf", ".props", ".hcl", ".env.j2", ".credentials", ".spec",
)  # fmt: skip
_generated = (
    "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.sum", "go.work.sum", ".lock", ".lockb", ".svg",
    ".min.js", ".min.css", ".map", ".sum", "packages.lock.json", ".lock.hcl", ".sha256", ".md5",
)  # fmt: skip
_calls = (b"networkcredential", b"pscredential", b"usernamepasswordcredentials", b"usernamepasswordcredential")
_passwords = (b"password", b"passwd", b"pwd")
_definitions = (b"define(", b"setProperty(", b"Setenv(")  # of PHP, Java and Go: a name, then its value
_NUMBER = 3  # letters in which a token of Discord begins: two digits in Base64, nobody's prefix
_words = (
    b"token-", b"perm-", b"perm:", b"service:", b"default:", b"production.", b"development.", b"accounts",
    b"privatekey", b"private_key", b"viber", b"ably",
)  # fmt: skip  # with which a value of nobody's may begin
_base64_digits = (b"m", b"n", b"o")
_addresses = (b"jdbc:", b"dbname=", b"?user=", b"&user=", b"sslmode=")
_setters = (
    b"setenv",
    b"ENV",
    b"ARG",
    b"#define",
    b"%define",
    b"%global",
    b"setq",
    b"def",
    b"defconst",
    b"defparameter",
    b"setx",
)
_connection = (
    b"server=",
    b"source=",
    b"user id=",
    b"uid=",
    b"provider=",
    b"userid=",
    b"username=",
    b"host=",
    b"dbname=",
)
_directives = (".conf", ".cnf", ".cfg", ".ini")  # `requirepass ...`
_before_setting = frozenset((b"", b"export", b"-", b"set", b"ENV"))
_samples = ("example", "sample", "template", ".dist", "locale", "i18n", "messages", "lang")
_machine = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./+=:~|%$#^@"
_joins = frozenset(bytes((byte,)) for byte in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


def judged(path: str) -> bool:
    """Tell whether the generic rule reads this file: not a lock file, a list of checksums, or a picture."""
    return not path.lower().endswith(_generated)


def find(data: bytes, place: int, word: bytes, path: str) -> tuple[int, int, str] | None:
    """Give start, end, and what to call the secret that the keyword at `place` is given, or None."""
    begin = place + len(word)
    tail = name_behind(data, begin)
    behind = begin + len(tail)
    head = name_before(data, place)
    name = head + word + tail
    found = second(data, behind) if name.lower().endswith(_calls) else given(data, behind, path)
    if found is None or len(found.value) < _SHORT.get(found.how, _SHORTEST):
        return None
    if not (found.quoted or _unquoted_reads(path) or _connects(data, place)):
        return None
    alone = word == b"key" and data[place - 1 : place] not in _joins
    kind = "password" if found.how == "=" and name.lower().endswith(_calls) else kind_of(head, word, tail)
    if not kind and word == b"key" and found.how == "=" and may_be_key(head, tail):
        kind = "key" if (_service(data, place) or _is_whose(data, place) if alone else strong(found.value)) else ""
    if not kind or not _is_secret(data, place - len(head), name, kind, found, path):
        return None
    start = data.find(found.value, behind, behind + REACH)
    provider = provider_of(name.lower())
    return start, start + len(found.value), f"{provider} credential" if provider else kind


def _is_secret(data: bytes, start: int, name: bytes, kind: str, found: Given, path: str) -> bool:  # noqa: PLR0911 - reasons
    """Tell whether a value is a secret of that kind; `start` is where the name begins."""
    value = found.value
    provider = provider_of(name.lower())
    chosen = kind == "password"
    before = data[max(start - 20, 0) : start].rstrip(b" \t\r\n\"'")
    defined = found.how == "," and before.endswith(_definitions)
    if found.how == "," and not defined and (len(value) < _LISTED or not before.endswith(b"(")) and name[:2] != b"--":
        return False  # a list of words is no assignment: only a drawn value in a call counts
    alone = not found.quoted and chosen and _is_alone(data, start, name, found)
    told = (
        name.startswith(b"-")
        or _is_set(data, start)
        or (found.quoted and (before.endswith(b"@") or (chosen and name.lower() != b"pass")))
        or (alone and path.lower().endswith(_directives))
    )  # `pass` is a verb in prose, `@api_key "..."` an attribute of Elixir
    if found.how == " " and not told and (len(value) < _BESIDE or not (provider or _service(data, start))):
        return False
    chosen = chosen and (defined or found.how not in {",", "("} or name.rpartition(b".")[2].lower().startswith(b"set"))
    if not chosen and value.translate(None, _machine) and kind != "secret" and not defined:
        return False
    if found.how == "states":
        return chosen and stated(value)
    if name.lower().endswith(b"signingkey") and not value.translate(None, b"0123456789ABCDEF"):
        return False  # git: the fingerprint of a public key
    shape = None if kind == "password" else _shape_of(name.lower())
    if shape is not None:
        from sinfonia.rules.secrets.shapes import fits

        return fits(shape, value) and secret(value, password=False, quoted=True, named=True, shaped=True)
    if chosen and _is_grouped(value, name):
        return True
    if unfinished(value):
        return False
    if (text := plain(value)) is not None:
        return secret(text, password=True, quoted=True, named=False)
    bare = chosen and _is_bare(value) and (alone or name.startswith(b"--") or _connects(data, start))
    if secret(value, password=chosen, quoted=found.quoted or bare, named=bool(provider)):
        return True
    if kind == "secret":
        return found.quoted and found.how == "=" and joined(value)
    return chosen and _is_phrase(data, start, name, found, path)


def _is_phrase(data: bytes, start: int, name: bytes, found: Given, path: str) -> bool:
    """Tell a password made of words, where the place says that it is one: a connection, a line of settings."""
    if found.quoted:
        least = {"is": 8, "==": 6 if name.lower().endswith(_passwords) else 14}.get(found.how, 14)
        return phrase(found.value, least=least)
    if _connects(data, start):
        return phrase(found.value.lower(), least=6, labels=False)
    equals = data[start + len(name) : start + len(name) + 2].strip()[:1] == b"="
    if not equals or b"." in name or any(part in path.lower() for part in _samples):
        return False
    return _is_alone(data, start, name, found) and phrase(found.value, least=9)


def _is_alone(data: bytes, start: int, name: bytes, found: Given) -> bool:
    """Tell a line that is nothing but a name and its bare value, and a comment: of settings, not of code."""
    line = data[max(start - 200, 0) : start].rpartition(b"\n")[2].strip()
    if line not in _before_setting:
        return False
    rest = data[start + len(name) : start + len(name) + 300].partition(b"\n")[0].strip().lstrip(b"=: \t")
    return rest.startswith(found.value) and rest[len(found.value) :].strip()[:1] in (b"", b"#")


def _is_grouped(value: bytes, name: bytes) -> bool:
    """Tell the password that Google, Apple and WordPress draw for an app: groups of four letters."""
    groups = value.replace(b"-", b" ").split(b" ")
    return (
        len(groups) in {4, 6}
        and all(len(group) == 4 and group.isalnum() for group in groups)
        and any(owner in name.lower() for owner in (b"app", b"mail", b"google", b"smtp"))
        and len(set(groups)) == len(groups)
    )


def _is_bare(value: bytes) -> bool:
    """Tell a value without quotes from an anchor, a tag, a call and a template."""
    return (value[0] not in b"$<{@#/~&([*!|>" and value.count(b"%") < 2) and not any(
        byte in value for byte in b"()[]{}<>\\$|"
    )


def _connects(data: bytes, start: int) -> bool:
    """Tell whether a name stands in a connection string (ODBC, JDBC, libpq): `Server=h;User ID=u;Password=p`."""
    begin = max(start - 300, 0)
    line = data[max(data.rfind(b"\n", begin, start) + 1, begin) : start + 300].partition(b"\n")[0].lower()
    return any(mark in line for mark in _addresses) or (b";" in line and any(mark in line for mark in _connection))


def _is_set(data: bytes, start: int) -> bool:
    """Tell whether a word that sets names stands in front: `setenv`, `ENV`, `#define`, `setq`."""
    before = data[max(start - 20, 0) : start].rpartition(b"\n")[2].strip(b" \t(")
    return before.rpartition(b" ")[2] in _setters


def _shape_of(name: bytes) -> Shape | None:
    from sinfonia.rules.secrets.shapes import shape_of

    return shape_of(name)


def _service(data: bytes, start: int) -> bool:
    """Tell whether a provider is named on the line, close in front of a name."""
    line = data[max(start - 40, 0) : start].rpartition(b"\n")[2]
    return bool(provider_of(line.lower().replace(b" ", b"")))


def _is_whose(data: bytes, place: int) -> bool:
    """Tell whether a key is that of an API or of web tokens: `API key: ...`, `"Jwt": {"Key": ...` of ASP.NET."""
    before = data[max(place - 60, 0) : place].lower()
    if before.endswith(b"api "):
        return not before[-5:-4].isalnum()
    within, brace, last = before.rpartition(b"{")
    return bool(brace) and not last.strip(b' \t\r\n"') and within.rstrip(b" \t\r\n:").endswith(b'jwt"')


def unfinished(value: bytes) -> bool:
    """Tell that a value has a provider's prefix but not the form of any credential: an example cut short."""
    if len(value) >= _FINISHED_LONG:
        return False
    from sinfonia.rules.secrets.needles import HEADS

    low = value.lower()
    return any(
        len(needle) > 2 and low.startswith(needle) and (len(value) < _FINISHED or _own(needle))
        for head in (low[:4], low[:3], low[:2], low[:3] + b"*")
        for needle in HEADS.get(head, ())
        if needle not in _words and not (len(needle) == _NUMBER and needle[:1] in _base64_digits)
    )


def _own(needle: bytes) -> bool:
    return len(needle) >= 4 and (needle[-1:] in (b"-", b"_", b".", b"/") or needle in (b"dapi", b"akia", b"aiza"))


def _unquoted_reads(path: str) -> bool:
    """Tell whether a bare word in this file can be a value: in source code it is a name."""
    name = path.rpartition("/")[2].lower()
    return name.rfind(".") < 1 or name.startswith(".env") or name.endswith(_config)
