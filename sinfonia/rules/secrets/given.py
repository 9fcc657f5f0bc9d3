"""What a name is given in code, configuration, data and prose: the value behind an operator, a tag or a bracket."""

from __future__ import annotations

_name = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
_closers = b" \t\"'`\\])"
_stops = b" \t\r,;)}]&<\"'`"
_quotes = b"\"'`"
_opening = frozenset((b'"', b"'", b"`"))
_blocks = (b"", b"(", b"[", b"|", b"|-", b">", b">-", b"\\")  # a value that follows on the next line
_pairs = (b"value", b'"value"', b"'value'", b"Value", b'"Value"', b"ParameterValue", b'"ParameterValue"')
_schemes = (b"bearer", b"token", b"apikey")  # `Authorization: Bearer ...`
_pairs_end = (b":", b"=")
_settings = (".config", ".xml", ".props", ".targets", ".xaml", ".plist")
_elements = (b"<string>", b"<value>", b"<secret>")
_triple = (b'"""', b"'''")
_otherwise = (b"|| ", b"?? ")  # what holds where the environment says nothing
_wrappers = (
    b"[]byte(", b"Some(", b"String(", b"String::from(", b"SecretStr(", b"Secret(", b"bytes(", b"str(", b"Buffer.from(",
    b"new String(", b"SecureString(", b"pulumi.String(", b"aws.String(",
)  # fmt: skip
_type = _name + b" *?[]<>:"
_token = _name + b"-+/="
_SIZE = 8
_STATED = 60  # bytes between a password and what it is in a sentence
_FOLDED = 20  # bytes from which a line of its own may be a value without quotes
REACH = 300  # bytes behind a name in which its value must begin and end


class Given:
    """A value: itself, whether quotes hold it, and how it is given.

    `how` is "=" for an operator, "==" for a comparison, "is" for that word, "states" where a sentence names
    the user too, "," for a further argument or a list, "(" for the first argument of a call, " " where nothing
    but blanks stand between.
    """

    __slots__ = ("how", "quoted", "value")

    def __init__(self, value: bytes, how: str, *, quoted: bool) -> None:
        self.value = value
        self.how = how
        self.quoted = quoted


def given(data: bytes, begin: int, path: str) -> Given | None:  # noqa: PLR0911 - one answer for each sign
    """Give what the name whose last byte is before `begin` is given, or None; `begin` is behind the whole name."""
    text = data[begin : begin + REACH]
    line, _, following = text.partition(b"\n")
    rest = line.lstrip(_closers)
    gap = line[: len(line) - len(rest)]
    rest = _bare(rest, closed=bool(gap))
    first = rest[:1]
    if not rest.strip(b", \t\r"):
        return _paired(following) if gap.strip() != b"" or not rest else None
    if first == b">" and rest[1:2] not in (b"=", b"<") and b"</" in rest:
        return _element(rest, data[max(begin - 80, 0) : begin].rpartition(b"<")[2], path)
    if first in (b"=", b":", b">", b"?", b"|") or rest[:2] == b"!=":
        return _assigned(rest, following)
    if first == b",":
        return _listed(rest, closed=bool(gap))
    rest = rest.removeprefix(b"android:")
    if rest.startswith(b"value="):
        return _attribute(rest, data[max(begin - 80, 0) : begin].rpartition(b"<")[2], path)
    if rest[:3] == b"is " and rest[3:4] in _opening:
        return value_at(rest[3:], "is")
    if rest[:4] == b"for " and b" is " in rest[:_STATED]:
        return _stated(rest)
    if first == b"{":
        return _defaulted(text)
    if first == b"<" and rest.startswith(b"</"):
        return _tagged(text)
    if first == b"(" and not gap:
        return _called(text)
    return _beside(rest, gap)


def _bare(rest: bytes, *, closed: bool) -> bytes:
    """Drop what may stand between a name and its operator: `[64]`, `}`, and the first sign of `.=` and `<-`."""
    if rest[:1] == b"[" and 0 < rest.find(b"]") < _SIZE:
        rest = rest[rest.find(b"]") + 1 :].lstrip(b" \t")
    if closed and rest[:1] == b"}" and rest[1:].lstrip(b" \t")[:1] == b"=":
        return rest[1:].lstrip(b" \t")
    if rest[:2] in (b".=", b"+="):
        return rest[1:]
    return b"=" + rest[2:] if rest[:2] == b"<-" else rest


def _assigned(rest: bytes, following: bytes) -> Given | None:
    how = "==" if rest.startswith((b"==", b"!=")) else "="
    rest = rest.removeprefix(b"!").lstrip(b"=:>?|~").lstrip(b" \t").removeprefix(b"!!str ")
    if rest.startswith(_elements):
        return _tagged(b"<>" + rest)
    return _value(rest, following, how)


def _value(rest: bytes, following: bytes, how: str) -> Given | None:
    """Read the value behind an operator: in a list, on the next line, in a call, behind a type."""
    if rest[:1] in (b"[", b"(") and rest[1:].lstrip(b" \t")[:1] in _opening:
        rest = rest[1:].lstrip(b" \t")
    if rest.strip() in _blocks:
        rest = following.lstrip()
        line = rest.partition(b"\n")[0].strip()
        if rest[:1] not in _opening and (line.translate(None, _token) or len(line) < _FOLDED):
            return None
    if rest[:1] == b"{":
        return _listed(b"," + rest[1:], closed=False)
    for sign in _otherwise:
        if sign in rest:
            rest = rest.rpartition(sign)[2]
    for call in _wrappers:
        if rest.startswith(call):
            return value_at(rest[len(call) :], how) if rest[len(call) : len(call) + 1] in _opening else None
    at = rest.find(b"=")
    if 0 < at < 40 and rest[0] not in _quotes and b" " in rest[:at] and rest[at + 1 : at + 2] != b"=":
        if any(byte in rest[:at] for byte in b"\"'("):
            return None
        typed = b";" not in rest[:at] and (rest[at - 1 : at] == b" " or rest[at + 1 : at + 2] in _opening)
        rest = rest[at + 1 :].lstrip(b" \t") if typed else rest  # `password: str = "..."`
    rest = rest.removeprefix(b"\\")
    if rest[1:2] in _opening and rest[0] in b"bruf@":
        rest = rest[1:]
    return value_at(rest, how)


def _listed(rest: bytes, *, closed: bool) -> Given | None:
    rest = rest[1:].lstrip(b" \t")
    for key in _pairs:
        if rest.startswith(key):
            rest = rest[len(key) :].lstrip(b" \t")
            return value_at(rest[1:].lstrip(b" \t"), "=") if rest[:1] in _pairs_end else None
    if not closed or rest[:1] not in _opening:
        return None
    return value_at(rest, ",")


def _paired(following: bytes) -> Given | None:
    """Read `name: DB_PASSWORD` with `value: ...` on the line below (Kubernetes, compose, CloudFormation)."""
    rest = following.lstrip()
    for key in _pairs:
        if rest.startswith(key):
            rest = rest[len(key) :].lstrip(b" \t")
            return value_at(rest[1:].lstrip(b" \t"), "=") if rest[:1] in _pairs_end else None
    return None


def _attribute(rest: bytes, tag: bytes, path: str) -> Given | None:
    """Read `<add key="ApiToken" value="..."/>` of .NET and `<property name="password" value="..."/>`, no form."""
    if not path.lower().endswith(".config" if tag.startswith(b"add ") else _settings):
        return None
    return value_at(rest[6:], "=") if rest[6:7] in _opening else None


def _element(rest: bytes, tag: bytes, path: str) -> Given | None:
    """Read `<password>...</password>`: an element holds its text as quotes do."""
    found = _assigned(rest, b"")
    held = not tag.translate(None, _name + b":") or path.lower().endswith(_settings)
    if found is None or not held or not rest[1:].lstrip().startswith(found.value + b"</"):
        return found
    return Given(found.value, found.how, quoted=True)


def _stated(rest: bytes) -> Given | None:
    """Read the password in a sentence: `... for user "app" is "..."`."""
    user, _, value = rest[4:].partition(b" is ")
    name = user.removeprefix(b"the ").removeprefix(b"default ").partition(b" ")
    if name[0] not in (b"user", b"account", b"login") or name[2].strip(_quotes + b" ").translate(None, _name):
        return None
    return value_at(value, "states") if value[:1] in _opening else None


def _defaulted(text: bytes) -> Given | None:
    """Read the default of a Terraform variable."""
    block = text.partition(b"}")[0]
    at = block.find(b"default")
    if at < 0 or block[at + 7 :].lstrip(b" \t")[:1] != b"=":
        return None
    return value_at(block[at + 7 :].lstrip(b" \t")[1:].lstrip(b" \t"), "=")


def _tagged(text: bytes) -> Given | None:
    """Read `<key>ApiToken</key><string>...</string>`."""
    rest = text[text.find(b">") + 1 :].lstrip()
    if not rest.startswith(_elements):
        return None
    return Given(rest.partition(b">")[2].partition(b"<")[0].strip(), "=", quoted=True)


def _called(text: bytes) -> Given | None:
    """Read the only argument of a call that sets a value: `setPassword("...")`."""
    rest = text[1:].lstrip()
    found = value_at(rest, "(") if rest[:1] in _opening else None
    if found is None or rest[len(found.value) + 2 :].lstrip()[:1] not in (b")", b","):
        return None
    return found


def second(data: bytes, begin: int) -> Given | None:
    """Give the second argument of a call whose bracket is at `begin`, where both are in quotes."""
    rest = data[begin + 1 : begin + REACH].lstrip()
    if data[begin : begin + 1] != b"(" or rest[:1] not in _opening:
        return None
    end = rest.find(rest[:1], 1)
    rest = rest[end + 1 :].lstrip() if end > 0 else b""
    if rest[:1] != b"," or rest[1:].lstrip()[:1] not in _opening:
        return None
    found = value_at(rest[1:].lstrip(), "=")
    return Given(found.value, "=", quoted=True) if found else None


def _beside(rest: bytes, gap: bytes) -> Given | None:
    """Read `password "..."` and `api token ...`, where only blanks stand between."""
    blank = gap.rstrip(_quotes)
    if blank != gap and gap[len(blank) :] in (b'"', b"'") and blank[-1:] in (b" ", b"\t") and gap[:1] not in _opening:
        return value_at(gap[len(blank) : len(blank) + 1] + rest, " ")
    if gap.strip(b" \t"):
        return None
    kind, sign, after = rest.partition(b"=")  # `var token string = "..."`
    if sign and kind.strip() and not kind.strip().translate(None, _type) and after.lstrip()[:1] in _opening:
        return value_at(after.lstrip(), "=")
    return value_at(rest, " ")


def value_at(rest: bytes, how: str) -> Given | None:
    """Read the value that starts a text, in quotes or up to the next blank; None where there is none."""
    if rest[:3] in _triple:
        rest = rest[2:]
    if rest[:1] in _opening:
        end = rest.find(rest[:1], 1)
        value = rest[1 : max(end, 1)].rstrip(b"\\")
        scheme, _, after = value.partition(b" ")
        value = after if scheme.lower() in _schemes else value
        return Given(value, how, quoted=True) if value else None
    end = 0
    while end < len(rest) and rest[end] not in _stops and rest[end] != 10:
        end += 1
    if not end or rest[end : end + 1] == b"(":
        return None
    value = rest[:end]
    for escape in (b"\\n", b"\\r", b"\\t"):
        value = value.partition(escape)[0]
    return Given(value, how, quoted=False)


def name_before(data: bytes, place: int) -> bytes:
    """Give the part of an identifier that stands in front of `place`."""
    before = data[max(place - 48, 0) : place]
    return before[len(before.rstrip(_name)) :]


def name_behind(data: bytes, begin: int) -> bytes:
    """Give the part of an identifier that stands behind `begin`."""
    behind = data[begin : begin + 64]
    return behind[: len(behind) - len(behind.lstrip(_name))]
