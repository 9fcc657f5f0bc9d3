"""Tell a secret value from a placeholder, a reference, a word, a path, or a number."""

from __future__ import annotations

_digits = b"0123456789"
_lower = b"abcdefghijklmnopqrstuvwxyz"
_upper = _lower.upper()
_letters = _lower + _upper
_stand_ins = (
    b"example", b"changeme", b"change_me", b"change-me", b"placeholder", b"your", b"xxxx", b"****", b"....",
    b"dummy", b"sample", b"redacted", b"insert", b"replace", b"fake", b"notreal", b"not_real", b"foobar", b"todo",
    b"default", b"undefined", b"optional", b"required", b"string", b"lorem", b"secret_here", b"hunter2", b"test",
    b"invalid", b"abc123", b"qwerty", b"none", b"null", b"encrypted", b"masked", b"hidden", b"my_pass",
    b"00000000", b"aaaaaaaa", b"version", b"strongpass", b"hunter42", b"change-this", b"change_this", b"changethis",
    b"1f2d1e2e67df", b"33f!!lloppa", b"hal+9ooo_da!sy",  # of the manuals of Kubernetes and NuGet
)  # fmt: skip
_SHORT = 6  # bytes that a text in Base64 has at least
_LONG = 24
_LONGEST = 400
_PHRASE = 40
_SENTENCE = 14
_A = 97
_CLIMB = 11
_CLIMB_SHORT = 19  # a short key of a manual runs through half the alphabet, and is pasted as it is
_BODY = 60
_FILLED = 76  # bytes from which a key may be filled up: those of Azure are, with `A`
_abroad = bytes(range(128, 256))  # letters of other languages: words of a translation
_SCRAMBLED = 10  # letters from which their case can look drawn
_case = bytes.maketrans(_lower + _upper, b"a" * 26 + b"A" * 26)
_labels = (
    b"confirm", b"forgot", b"reset", b"change", b"current", b"enter", b"repeat", b"verify", b"show", b"hide", b"toggle",
    b"wrong", b"weak", b"login", b"user", b"admin", b"input", b"field", b"label", b"hint", b"policy", b"strength",
    b"encoder", b"manager", b"hash", b"localhost", b"development", b"production", b"readonly", b"empty", b"enabled",
    b"disabled", b"false", b"true", b"database", b"getpass", b"random", b"generate", b"vault", b"auth", b"root",
    b"_pass",    b"value", b"here", b"smtp", b"plain", b"prompt", b"missing", b"unset", b"function", b"object",
    b"callback",
    b"correct", b"expired", b"accepted", b"rejected", b"number", b"boolean", b"visible", b"needed", b"unknown",
)  # fmt: skip
_defaults = frozenset(b"homestead postgres postgresql mariadb rabbitmq letmein_please keyboard wordpress".split())
_ROWS_LONG = 3
_rows = (b"abcdefghij", b"a1b2c3d4", b"aabbccddee", b"123456", b"abcdef")  # rows of the keyboard and the alphabet
_own_words = (
    b"password",
    b"passwd",
    b"passphrase",
    b"secret",
    b"token",
    b"apikey",
    b"api_key",
    b"api-key",
    b"credential",
)
_plain_letters = bytes.maketrans(b"@4$5013!", b"aassoiei")  # `P@$$w0rd` is a stand-in as much as `password`
_weak = frozenset(
    (
        *_own_words,
        b"hunter",
        b"admin",
        b"qwerty",
        b"letmein",
        b"welcome",
        b"strongpassword",
        b"pass",
        b"passw",
        b"pwd",
        b"test",
    )
)
_references = (
    b"${", b"{{", b"}}", b"<%", b"$(", b"://", b"()", b"->", b"](", b"...", b"#{", b"%(", b"@@", b"\\d", b"\\w", b".*",
    b"process.env", b"os.environ", b"getenv", b"self.", b"this.", b"var.", b"config.", b"env.", b"settings.", b"[a-",
    b"[A-", b"[0-", b"::", b"&lt;", b"||", b"&&", b"=>",
)  # fmt: skip
_opens = (
    b"${", b"$(", b"{{", b"<%", b"#{", b"%(", b"md5:", b"sha1:", b"sha256:", b"sha512:", b"sha1-", b"sha256-",
    b"sha512-", b"arn:aws", b"ENC[", b"vault:", b"argon2i", b"AQAAANCMnd8B", b"pk_live_", b"pk_test_",
)  # fmt: skip
_HARD = 6  # the first references are certain, the others may stand in a drawn value
_extensions = (
    b".py", b".js", b".ts", b".json", b".yml", b".yaml", b".xml", b".txt", b".pem", b".crt", b".cer", b".key", b".p12",
    b".pfx", b".jks", b".html", b".md", b".sh", b".go", b".java", b".png", b".svg", b".conf", b".toml", b".c", b".h",
    b".com", b".org", b".net", b".io", b".local",
)  # fmt: skip


def entropy(value: bytes) -> float:
    """Give the Shannon entropy of a value in bits per byte."""
    from math import log2  # a text without a candidate does not load it

    size = len(value)
    return -sum((count := value.count(byte)) / size * log2(count / size) for byte in set(value))


def drawn(body: bytes, least: float, *, words: bool = False) -> bool:
    """Tell whether the body of a known format was drawn at random: no stand-in, no word, no long repetition."""
    if least and (not body or (wordlike(body) and not words)):
        return False
    low = body.lower()
    if (
        low.endswith((b"example", b"examplekey"))
        or (len(body) < _FILLED and _repeats(low))
        or _climbs(low, _CLIMB if len(body) >= _BODY else _CLIMB_SHORT)
    ):
        return False
    return entropy(body) >= least


def wordlike(value: bytes) -> bool:
    """Tell that a value has letters of one case and no digit: words, however long."""
    return len(value.translate(None, _digits)) == len(value) and (value.islower() or value.isupper())


def _repeats(value: bytes) -> bool:
    return any(bytes((byte,)) * 6 in value for byte in set(value))


def _climbs(value: bytes, least: int) -> bool:
    """Tell that more than so many letters of the alphabet stand in their order: nobody drew those."""
    steps = before = 0
    for after in value:
        steps = steps + 1 if after == before + 1 and after > _A else 0
        before = after
        if steps >= least:
            return True
    return False


def strong(value: bytes) -> bool:
    """Tell a value that nobody but a machine writes: long, of both cases and digits, and no public key."""
    if (
        not _LONG <= len(value) <= _BODY
        or value.startswith((b"MII", b"AAAA"))
        or value.translate(None, _letters + _digits + b"_-+/=.")
    ):
        return False
    kinds = [sum(byte in letters for byte in value) for letters in (_lower, _upper, _digits)]
    return min(kinds) >= 3 and entropy(value) >= 4  # a camelCase name has less


def plain(value: bytes) -> bytes | None:
    """Give the text that a value holds in Base64, as in the data of a Kubernetes secret; None where it is none."""
    if len(value) % 4 or len(value) > _LONGEST or (len(value) < _LONG and value[-1:] != b"="):
        return None
    from binascii import Error, a2b_base64

    try:
        text = a2b_base64(value, strict_mode=True).strip()
    except Error:
        return None
    return text if len(text) >= _SHORT and text.isascii() and text.decode().isprintable() else None


def phrase(value: bytes, *, least: int, labels: bool = True) -> bool:
    """Tell a password made of words in small letters from a label, a default and a reference."""
    if labels and any(word in value for word in _labels):
        return False
    if len(value) < least or len(value) > _PHRASE or value.translate(None, _lower + _digits + b"_!@#"):
        return False
    if any(word in value for word in _stand_ins) or value.startswith((*_own_words, b"mypass")) or value in _defaults:
        return False
    if len(value) < _SENTENCE and any(word in value for word in _own_words):
        return False
    return entropy(value) >= 2.4  # "centipede" has 2.6, "aaaabbbb" 1


def joined(value: bytes) -> bool:
    """Tell words in small letters that a sign joins, as people make up a secret: `river#stone`."""
    return any(mark in value[1:-1] for mark in b"@#!") and phrase(value, least=_SENTENCE, labels=False)


def stated(value: bytes) -> bool:
    """Tell a password that a sentence gives, however weak, from a placeholder."""
    low = value.lower()
    return not any(word in low for word in (*_own_words, *_stand_ins)) and not _refers(value, quoted=True)


def secret(  # noqa: PLR0911 - a list of reasons
    value: bytes, *, password: bool, quoted: bool, named: bool, shaped: bool = False
) -> bool:
    """Tell whether the value given to a keyword is a secret.

    `password` values may be short and chosen by a person; others are drawn by a machine. Without quotes
    a value may be code, so it must look drawn. `named` says that a provider stands in the name, `shaped`
    that the value has the form of its credentials.
    """
    if not (8 if password or named else 10) <= len(value) <= 200:
        return False
    digits = len(value) - len(value.translate(None, _digits))
    letters = len(value) - len(value.translate(None, _letters))
    if letters < 2 or (digits == 0 and not quoted) or _refers(value, quoted=quoted):
        return False
    low = value.lower()
    flat = low.replace(b"-", b"")
    if _is_stand_in(low) or (digits < 3 and _is_identifier(value)):
        return False
    if not shaped and any(row in flat for row in _rows[: None if len(value) < _LONG else _ROWS_LONG]):
        return False
    if _climbs(low, _CLIMB):
        return False
    if shaped:
        return entropy(value) >= 2.8  # below it sixteen digits repeat
    if digits < 3 and any(word in low for word in _own_words) and not (password and digits):
        return False
    if is_uuid(value):
        return True
    if password and quoted:
        return _chosen(value, digits)
    if digits == 0 and (len(value) < 20 or not _mixed(value) or entropy(value) < 4):
        return False
    if digits < 2 and len(value) < 40 and not _mixed(value):
        return False
    return entropy(value) >= (2.8 if named else 3.0 if len(value) < 20 else 3.2)


def _is_stand_in(low: bytes) -> bool:
    """Tell an example, a number, `password1`, `P@$$w0rd` and their like."""
    if low.startswith(b"0x") and len(low) <= 18:  # a number of 64 bits
        return True
    if low.startswith(b"mypass") or (len(low) < _BODY and any(word in low for word in _stand_ins)):
        return True
    ends = _digits + b"!?.#_-x"
    bare, plainer = low.strip(ends), low.translate(_plain_letters).strip(ends)
    return any(word in _weak for word in (bare, plainer, bare.removeprefix(b"my").strip(ends)))


def _is_identifier(value: bytes) -> bool:
    """Tell words in small letters that dashes join, as the name of another thing has."""
    if value.translate(None, _lower + _digits + b"-_.:"):
        return False
    joints = len(value) - len(value.translate(None, b"-_.:"))
    return joints > 1 or (joints == 1 and any(word in value for word in _own_words))


def is_uuid(value: bytes) -> bool:
    """Tell whether a value has the shape of a UUID."""
    if len(value) != 36 or not value[8] == value[13] == value[18] == value[23] == 45:
        return False
    return not value.translate(None, b"0123456789abcdefABCDEF-")


def _chosen(value: bytes, digits: int) -> bool:
    """Tell a password that a person chose from a word, a label, or an identifier."""
    special = len(value.translate(None, _letters + _digits + b"_-. /:," + _abroad))
    if digits == 0 and special == 0:
        return (len(value) >= 16 and _mixed(value) and entropy(value) >= 3.8) or _is_scrambled(value)
    if digits == 0 and (value[:1] in b"#.*[(<&" or special > len(value) // 2):
        return False
    return entropy(value) >= 2.5


def _is_scrambled(value: bytes) -> bool:
    """Tell letters whose case changes at random from `camelCase`: capitals inside that begin no word."""
    if len(value) < _SCRAMBLED or value.translate(None, _letters):
        return False
    small = value.translate(_case)
    return small.count(b"AaA") + small.count(b"AAa") >= 2 and entropy(value) >= 3


def _mixed(value: bytes) -> bool:
    return not (value.islower() or value.isupper())


def _is_format(value: bytes) -> bool:
    """Tell a text with a name in braces, to be filled in: `v{token}`."""
    inner, closed, _ = value.partition(b"{")[2].partition(b"}")
    return bool(closed) and inner[:1].isalpha() and not inner.translate(None, _letters + _digits + b"_.")


def _refers(value: bytes, *, quoted: bool) -> bool:  # noqa: PLR0911 - a list of reasons
    if any(byte in value for byte in b" \t\r") or value.startswith(_opens):
        return True
    if value[:1] == b"$" and value[1:].lstrip(_letters + _digits + b"_")[:1] in (b"", b"/", b"."):
        return True
    if value[:1] in b"$<{%@#/~&([*" or value[:2] in (b"./", b".."):
        return not (quoted and value[:1] in b"$@#&*%" and len(value.translate(None, _letters + b"_-.(){}$@#&*%")))
    if any(mark in value for mark in _references[:_HARD]) or _is_format(value):
        return True
    if quoted and len(value) >= 30 and entropy(value) >= 4.5:
        return False  # drawn from all printable characters
    if any(mark in value for mark in _references) or b"<" in value or b">" in value:
        return True
    if value.lower().endswith(_extensions):
        return True
    if b"/" in value and not value.translate(None, _lower + _digits + b"/._-"):
        return True
    if not quoted and any(byte in value for byte in b"()[]{}*?\\"):
        return True
    return not value.translate(None, _letters + b"_-.:/")[:1] and b"." in value  # dotted.name
