"""A credential would enter the repository.

## What

A line that is added (in a file, a link's target, or a commit message) or the name of a new file holds a
credential: a token in a provider's known format, a private key, a web token, an address with a password,
or, in a line, a name such as `password` or `api_key` that is given a value that looks drawn at random.

## Why

What a commit holds is copied to every clone and stays in history when the line is removed. A
credential that was pushed has to be revoked, and somebody may have used it before.

## Instead

Read it from the environment, from a secret store, or from a file that git ignores. Commit a name or
a placeholder (`<your-key>`, `${API_KEY}`). Revoke a credential that was ever pushed.

## Refused

    AWS_SECRET_ACCESS_KEY = "<forty random characters>"
    postgres://app:<a real password>@db.internal/app

## Allowed

    AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]
    postgres://app:${DB_PASSWORD}@db.internal/app
    password = "changeme"

## Options

- `secrets.entropy: false` leaves out the generic rule (a name that is given a value); formats stay.
- `secrets.foreign_marks: true` honours `gitleaks:allow` and `pragma: allowlist secret` on a line.
- `secrets.engines: [detect-secrets]` asks that scanner too, at a commit and in a range, where it is
  installed (`pip install detect-secrets`); where it is not, nothing is judged and the change is refused.
- `# sinfonia: ignore[ENF-008] reason` on the line or the line above waives it; a baseline waives what
  an old repository already holds.

## Known limits

A credential is not seen when it is split over several strings, encrypted, or hidden in more than two
encodings (Base64, hex and URL-encoding are opened; a finding shows the encoded text), when it is a word
without digits in a single case and nothing says that it is a password, or when it stands without a name
and in no known format. Under the name of a provider whose credentials have a known shape, a value of
another shape is taken for an example. A checksum at the end of a token (GitHub, npm) is not verified: the
examples of manuals fail it, and one that was pasted should still be looked at. The generic rule does not
read lock files, lists of checksums, and pictures. Whether a credential is still valid is never asked.

Rows of public test suites whose label is disputed:

- a key in its documented format, called clean because the row shows another provider's name or none
  (Mailchimp's `-us18`, ClickUp's `pk_`, WorkOS behind `STRIPE_SECRET_KEY`): it is a credential wherever it
  stands;
- forty drawn digits given to `token` or `api_key`, called clean because one provider's rule should not
  claim them: the generic rule does;
- identifiers that are public by design (bucket names, resource names, account numbers, domains, client
  ids, an age recipient), called secret;
- placeholders, called secret (`xoxb-0000000000-...-xxxx`, `00aaaa...`, `user:secret@localhost`,
  `SOME_PASSWORD`), and variables (`Basic $BASIC_TOKEN`);
- one and the same text, called secret in one row and clean in the next.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.secrets.scan import find, look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy
    from sinfonia.rules.secrets.scan import Hit

_marks = (b"gitleaks:allow", b"pragma: allowlist secret", b"pragma: whitelist secret")
_help = "read it from the environment; revoke it if it was ever pushed"


def read(text: Text, policy: Policy) -> Iterator[Finding]:
    """Give a finding for each credential in added text; its `identity` is the credential itself."""
    return _findings(text, policy, _hits(text, policy))


def read_thoroughly(text: Text, policy: Policy) -> Iterator[Finding]:
    """Read as `read` does, and add what the engines of the configuration find in a file; raises `NotJudgedError`."""
    hits = _hits(text, policy)
    engines = policy.section("secrets").get("engines")
    if engines and text.change is not None:
        from sinfonia.rules.secrets.engines import merged

        hits = merged(hits, text, engines)
    return _findings(text, policy, hits)


def sift(texts: list[Text], policy: Policy) -> list[bool]:
    """Tell which texts may hold a credential; an engine of the configuration is asked about every one."""
    found = look([text.data for text in texts])
    for text, seen in zip(texts, found, strict=True):
        text.seen = seen
    if policy.section("secrets").get("engines"):
        return [True] * len(texts)
    return [seen is not None for seen in found]


def _hits(text: Text, policy: Policy) -> tuple[Hit, ...]:
    entropy = policy.section("secrets").get("entropy", True) is not False
    return tuple(find(text.data, text.path, entropy=entropy, seen=text.seen))


def _findings(text: Text, policy: Policy, hits: tuple[Hit, ...]) -> Iterator[Finding]:
    foreign = bool(policy.section("secrets").get("foreign_marks"))
    lines = text.lines_at(hit.start for hit in hits) if hits else ()
    for index, (hit, line) in enumerate(zip(hits, lines, strict=True)):
        from sinfonia.rules.secrets.mask import around, source_of  # a clean text does not load it

        start, end = around(text.data, hit)
        if foreign and any(mark in text.data[start:end] for mark in _marks):
            continue
        source, column, end_column = source_of(text.data, hits, index)
        yield Finding(
            RULE.code,
            RULE.name,
            f"{hit.label} would enter history",
            Location(text.path, line, column, end_column),
            help=_help,
            source=source,
            identity=hit.value,
        )


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each credential in the name of a new file; what is shown of the name is masked.

    Raises `NotJudgedError` where an engine of the configuration is to be asked and is not installed.
    """
    names = [change.path.replace("\n", " ") for change in event.changes if change.status in "ARC"]
    data = "\n".join(names).encode("utf-8", "surrogateescape")
    for hit in find(data, entropy=False) if data else ():
        from sinfonia.rules.secrets.mask import hidden

        yield Finding(
            RULE.code,
            RULE.name,
            f"{hit.label} would enter history as a name",
            Location(hidden(names[data.count(b"\n", 0, hit.start)])),
            help="give the file another name; revoke the credential if it was ever pushed",
            identity=hit.value,
        )
    engines = policy.section("secrets").get("engines")
    if engines and event.changes and event.moment in ("commit", "range"):
        from sinfonia.rules.secrets.engines import require

        require(engines)


RULE = Rule(
    "ENF-008",
    "secret-content",
    "a credential in added text",
    moments=("commit", "message", "range", "push", "tool"),
    waived_by=("inline", "baseline", "config"),
    page=__doc__,
    judge=judge,
    read=read,
    sift=sift,
    thorough=read_thoroughly,
)
