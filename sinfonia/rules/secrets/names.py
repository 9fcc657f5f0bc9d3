"""What a name such as `DB_PASSWORD` or `apiKey` says of the value that it is given."""

from __future__ import annotations

from sinfonia.rules.secrets.providers import provider_of

_qualified = (
    b"apikey", b"secretkey", b"accesskey", b"privatekey", b"authkey", b"encryptionkey", b"signingkey", b"accountkey",
    b"masterkey", b"servicekey", b"licensekey", b"sharedkey", b"storagekey", b"adminkey", b"cryptkey", b"hmackey",
    b"jwtkey", b"sessionkey", b"deploykey", b"appkey", b"applicationkey", b"consumerkey", b"clientkey", b"sdkkey",
    b"integrationkey", b"webhookkey", b"subscriptionkey",
)  # fmt: skip
_not_secret = frozenset(
    b"id ids name names url uri path file filename dir type len length size count hash header field label policy"
    b" expires expiry expiration ttl index ref pattern regex prefix suffix endpoint host version format class hint text"
    b" message title placeholder location provider manager usage description checksum digest sha sha1 sha256 md5"
    b" fingerprint algorithm store column table scope pub error selector variable env var kind limit bits date time at"
    b" event alg algo spec strategy mode template engine backend namespace source role scheme arn provider secret_name"
    b" cert certificate crt rotation state status enabled required encryption hasher".split()
)
_open_keys = (
    b"public", b"pub", b"primary", b"foreign", b"cache", b"sort", b"partition", b"index", b"object", b"storage",
    b"site", b"publishable", b"host", b"group", b"hash", b"map", b"row", b"natural", b"unique", b"idempotency",
    b"verif", b"peer", b"react", b"cert", b"known", b"trusted", b"anon", b"i18n", b"translation", b"query", b"lookup",
)  # fmt: skip
_owners = (
    b"db", b"user", b"my", b"admin", b"root", b"sql", b"ftp", b"smtp", b"ssh", b"mail", b"proxy", b"auth", b"require",
    b"key", b"store", b"ldap", b"bind", b"client", b"wifi", b"vpn", b"app", b"redis", b"cert",
)  # fmt: skip
_tails = {
    b"secret": (b"ary", b"smanager", b"s.", b"ion"),  # secretary, secretion
    b"token": (b"i", b"s"),  # tokenizer, max_tokens
}


def kind_of(head: bytes, word: bytes, tail: bytes) -> str:  # noqa: PLR0911 - one answer for each keyword
    """Call what a name holds password, token, secret, credential, or key; "" when it holds none of them.

    `word` is the keyword in lower case, `head` and `tail` the rest of the identifier as written.
    """
    name = (head + word + tail).lower()
    flat = name.translate(None, b"_-.")
    if b"public" in flat or b"publishable" in flat or _last(head + word + tail) in _not_secret:
        return ""
    rest = tail.lower()
    if rest.startswith(_tails.get(word, ())):
        return ""
    match word:
        case b"pass":
            return "password" if _is_password(head, tail) else ""
        case b"pwd":
            return "password"
        case b"secret" | b"token":
            return word.decode()
        case b"cred":
            return "credential" if rest.startswith(b"ential") else ""
    return "key" if any(part in flat for part in _qualified) or provider_of(name) else ""


def may_be_key(head: bytes, tail: bytes) -> bool:
    """Tell a name that ends in `key` from a public key, a key of a table or of a mapping, and a part of one."""
    flat = head.lower().translate(None, b"_-.")
    return not tail.strip(b"_-.0123456789") and not any(part in flat for part in _open_keys)


def _is_password(head: bytes, tail: bytes) -> bool:
    """Tell `password`, `passwd`, `dbPass`, and `pass` from `compass`, `passed`, and `passage`."""
    rest = tail.lower()
    if rest.startswith((b"word", b"wd", b"phrase", b"code")):
        return True
    joined = head[-1:].islower() and not head.lower().endswith(_owners)
    return not (joined or rest[:1].isalpha())


def _last(name: bytes) -> bytes:
    """Give the last word of a name, in lower case: `id` of `tokenId`, of `token_id` and of `TOKEN-ID`."""
    for mark in (b"_", b"-", b"."):
        name = name.rpartition(mark)[2] or name[:-1].rpartition(mark)[2]
    if name.isupper() or name.islower():
        return name.lower()
    at = len(name)
    while at > 0 and not name[at - 1 : at].isupper():
        at -= 1
    return name[at - 1 if at else 0 :].lower()
