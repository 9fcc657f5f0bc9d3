"""ENF-008 secret-content.

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
- `# sinfonia: ignore[ENF-008] reason` on the line or the line above waives it; a baseline waives what
  an old repository already holds.

## Known limits

A credential is not seen when it is split, encrypted, or encoded (other than a private key in Base64),
when it is a word without digits in a single case, or when it stands without a name and in no known
format. The generic rule does not read lock files, lists of checksums, and pictures. Whether a
credential is still valid is never asked.
"""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.secrets.scan import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

_marks = (b"gitleaks:allow", b"pragma: allowlist secret", b"pragma: whitelist secret")
_help = "read it from the environment; revoke it if it was ever pushed"


def read(text: Text, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each credential in added text; its `identity` is the credential itself."""
    secrets = policy.section("secrets")
    hits = tuple(find(text.data, text.path, entropy=secrets.get("entropy", True) is not False))
    foreign = bool(secrets.get("foreign_marks"))
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


def judge(event: Event, policy: Policy) -> Iterator[Finding]:  # noqa: ARG001 - the shape of `judge`
    """Yield a finding for each credential in the name of a new file; what is shown of the name is masked."""
    names = [change.path.replace("\n", " ") for change in event.changes if change.status in "ARC"]
    data = "\n".join(names).encode("utf-8", "surrogateescape")
    for hit in find(data, entropy=False):
        from sinfonia.rules.secrets.mask import hidden

        yield Finding(
            RULE.code,
            RULE.name,
            f"{hit.label} would enter history as a name",
            Location(hidden(names[data.count(b"\n", 0, hit.start)])),
            help="give the file another name; revoke the credential if it was ever pushed",
            identity=hit.value,
        )


RULE = Rule(
    "ENF-008",
    "secret-content",
    "a credential in added text",
    moments=("commit", "message", "range", "push", "tool"),
    waived_by=("inline", "baseline", "config"),
    page=__doc__,
    judge=judge,
    read=read,
)
