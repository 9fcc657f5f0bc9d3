"""Examples for the pattern table, drawn at test time so that this repository holds none of them.

`examples()` gives, for each format, texts that must be found and texts that must not. A positive one is
drawn from the format's own expression; those in `KNOWN` are written after public documentation instead,
with their variable part drawn, so that a wrong expression does not confirm itself.
"""

from __future__ import annotations

import random
import re
import re._constants as ops
import re._parser as parser
import string

from sinfonia.rules.secrets.formats import FORMATS

LETTERS = string.ascii_letters
BASE62 = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
URL64 = BASE62 + "-_"

# What stands around a format that is only sought near a word, or that ends a longer address.
AROUND = {
    "slack-webhook": b"https://%s",
    "teams-webhook": b"https://acme.%s",
    "discord-webhook": b"https://discord.com/api/%s",
    "kubernetes-bootstrap": b"--tls-bootstrap-%s",
    "jwk-symmetric": b'{"kty":"oct","%s"}',
    "bitwarden": b"BWS_ACCESS_TOKEN=%s",
    "modal": b'token_secret = "%s"',
    "modal-id": b'token_id = "%s"',
    "jenkins-setup": b"Please use the %s",
    "call-login": b"get('https://a.example', %s",
}

# id, then pieces: a text to take as it is, or an alphabet and a length (public documentation: see the table).
KNOWN = (
    ("github-pat", "ghp_", (BASE62, 36)),
    ("github-server", "ghs_", (BASE62, 36)),
    ("github-fine-grained", "github_pat_", (BASE62, 22), "_", (BASE62, 59)),
    ("gitlab-pat", "glpat-", (URL64, 20)),
    ("npm", "npm_", (BASE62, 36)),
    ("pypi", "pypi-", "AgEIcHlwaS5vcmc", (URL64, 70)),
    ("docker-pat", "dckr_pat_", (URL64, 27)),
    ("aws-access-key", "AKIA", ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)),
    ("google-api", "AIza", "Sy", (URL64, 33)),
    ("google-client", "GOCSPX-", (URL64, 28)),
    ("vault", "hvs.", "CAESI", (URL64, 90)),
    ("digitalocean", "dop_v1_", (HEX, 64)),
    ("databricks", "dapi", (HEX, 32)),
    ("doppler", "dp.pt.", (BASE62, 43)),
    ("anthropic", "sk-ant-", "api03-", (URL64, 93), "AA"),
    ("openai-project", "sk-proj-", (URL64, 74), "T3BlbkFJ", (URL64, 74)),
    ("huggingface", "hf_", (LETTERS, 34)),
    ("groq", "gsk_", (BASE62, 20), "WGdyb3FY", (BASE62, 24)),
    ("stripe", "sk_live_", (BASE62, 24)),
    ("stripe", "sk_live_51", (BASE62, 97)),
    ("shopify", "shpat_", (HEX, 32)),
    ("slack-bot", "xoxb-", ("123456789", 12), "-", ("123456789", 13), "-", (BASE62, 24)),
    ("slack-webhook", "hooks.slack.com/services/", "T", (BASE62[26:], 8), "/B", (BASE62[26:], 10), "/", (BASE62, 24)),
    ("sendgrid", "SG.", (URL64, 22), ".", (URL64, 43)),
    ("telegram", ("123456789", 10), ":AAE", (URL64, 32)),
    ("twilio-key", "SK", (HEX, 32)),
    ("mailgun", "key-", (HEX, 32)),
    ("mailchimp", (HEX, 32), "-us21"),
    ("grafana-service", "glsa_", (BASE62, 32), "_", (HEX, 8)),
    ("newrelic-user", "NRAK-", (BASE62[26:], 27)),
    ("sentry-user", "sntryu_", (HEX, 64)),
    ("linear", "lin_api_", (BASE62, 40)),
    ("airtable", "pat", (BASE62, 14), ".", (HEX, 64)),
    ("aws-session-token", "IQoJb3JpZ2lu", "X2VjE", (BASE62 + "+/", 400)),
    ("azure-common", (BASE62, 52), "JQQJ99", "BAAC", "AAAAAAAAAAAAA", "S", "ACOG", (BASE62, 4)),
    ("discord-bot", "MTA", (BASE62, 23), ".", (URL64, 6), ".", (URL64, 38)),
    ("things-stack", "NNSXS.", ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 39), ".", ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 52)),
    ("k3s", "K10", (HEX, 64), "::server:", (HEX, 32)),
    ("bitwarden", "0.48c78342-1635-48a6-accd-afbe01336365.", (BASE62, 30), ":", (BASE62, 22), "=="),
    ("infisical", "st.", (HEX, 24), ".", (HEX, 32), ".", (HEX, 32)),
    ("astra", "AstraCS:", (LETTERS, 24), ":", (HEX, 64)),
    ("axiom", "xaat-", "832d2129-a846-4e27-99f4-7004b6ad53ef"),
    ("inngest", "signkey-prod-", (HEX, 64)),
    ("ory", "ory_at_", (URL64, 43), ".", (URL64, 43)),
    ("logfire", "pylf_v1_us_", (BASE62, 43)),
    ("matrix", "syt_", "YWxpY2U", "_", (LETTERS, 20), "_", (BASE62, 6)),
    ("mollie", "live_", (BASE62, 30)),
    ("woocommerce", "cs_", (HEX, 40)),
    ("docker-auth", 'auth": "', "Y2k6cm55eXBQVmIwUG9JUWEweVZ6"),
    ("jwk", 'd":"', (URL64, 43), '"'),
    ("azure-storage", "AccountKey=", (BASE62 + "+/", 86), "=="),
    ("azure-client", (BASE62, 3), "8Q~", (BASE62 + "_~.-", 34)),
    ("jwt", "eyJ", (URL64, 33), ".eyJ", (URL64, 80), ".", (URL64, 43)),
)


def examples() -> list[tuple[str, bytes]]:
    """Give (format id, text with a credential of it); the same ones each time."""
    rng = random.Random(8)
    found = [(name, _around(name, _built(pieces, rng))) for name, *pieces in KNOWN]
    for row in FORMATS:
        own = random.Random(f"8 {row.id}")  # a row that is added does not change what is drawn for the others
        found += [(row.id, _around(row.id, drawn(row.pattern, own))) for _ in range(2)]
    return found


def counterparts() -> list[tuple[str, bytes]]:
    """Give (format id, text that looks like one but is a placeholder, cut short, or inside a word)."""
    found = []
    for name, text in examples():
        row = next(row for row in FORMATS if row.id == name)
        start = text.find(row.prefix.encode()) + len(row.prefix) if row.prefix else -1
        if start < 0 or row.gate or not row.prefix:
            continue
        lead, body = text[:start], text[start:]
        found.append((name, lead + re_sub(body, b"x")))
        found.append((name, lead + re_sub(body, b"0")))
        found.append((name, lead + b"<your-token>"))
        found.append((name, lead + body[:4]))
    return found


def re_sub(body: bytes, letter: bytes) -> bytes:
    """Give a body with every letter and digit replaced by one."""
    return b"".join(letter if bytes((byte,)).isalnum() else bytes((byte,)) for byte in body)


def _around(name: str, value: bytes) -> bytes:
    return AROUND.get(name, b"%s") % value


def _built(pieces: list[str | tuple[str, int]], rng: random.Random) -> bytes:
    return "".join(
        piece if isinstance(piece, str) else "".join(rng.choice(piece[0]) for _ in range(piece[1])) for piece in pieces
    ).encode()


def drawn(pattern: bytes, rng: random.Random) -> bytes:
    """Draw a text that the whole of an expression matches."""
    parsed = parser.parse(pattern)
    whole = re.compile(pattern)
    while not whole.fullmatch(text := bytes(_walk(parsed, rng))):  # what a lookahead asks for is drawn again
        pass
    return text


def _walk(parsed, rng: random.Random):
    for code, value in parsed:
        if code == ops.LITERAL:
            yield value
        elif code == ops.IN:
            yield rng.choice(_members(value))
        elif code == ops.NOT_LITERAL:
            yield ord("k")
        elif code in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            low, high, inner = value
            for _ in range(rng.randint(low, min(high, low + 3))):
                yield from _walk(inner, rng)
        elif code == ops.SUBPATTERN:
            yield from _walk(value[3], rng)
        elif code == ops.BRANCH:
            yield from _walk(rng.choice(value[1]), rng)


def _members(rows) -> list[int]:
    found: list[int] = []
    for code, value in rows:
        if code == ops.LITERAL:
            found.append(value)
        elif code == ops.RANGE:
            found.extend(range(value[0], value[1] + 1))
        elif code == ops.CATEGORY and value == ops.CATEGORY_SPACE:
            found.extend(b" \n")
        elif code == ops.CATEGORY and value == ops.CATEGORY_WORD:
            found.extend(BASE62.encode())
    if rows[0][0] == ops.NEGATE:  # any letter or digit that is not excluded
        return [ord(letter) for letter in BASE62 if ord(letter) not in found]
    return found
