"""What other scanners accepted: the entries of their files, which are read once.

Formats, from their public documentation:

- gitleaks' JSON report (`gitleaks ... --report-format json`): a list of objects with `RuleID`, `File`,
  `StartLine`, `Secret`, `Commit` (github.com/gitleaks/gitleaks, README);
- `.gitleaksignore`: a fingerprint a line, `commit:file:rule:line` or `file:rule:line` (the same README);
- detect-secrets' baseline: `results`, path to a list of objects with `type`, `hashed_secret` (SHA-1 of the
  value) and `line_number` (github.com/Yelp/detect-secrets, docs/design.md).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sinfonia.errors import ConfigError
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 64 << 20  # bytes; a report of a hundred thousand findings has some 60 MB
GITLEAKS, GITLEAKS_IGNORE, DETECT_SECRETS = "gitleaks report", ".gitleaksignore", "detect-secrets baseline"
_COMMIT = (40, 64)  # digits of a full id, SHA-1 and SHA-256
_HEX = frozenset("0123456789abcdef")
_HINT = "it takes a JSON report of gitleaks, a .gitleaksignore, or a baseline of detect-secrets"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry: path from the repository's root, line (0 where there is none), what the scanner calls it.

    `value` is the secret where the file has it, `digest` its SHA-1 in hexadecimal where it has that, `commit`
    the full id where the entry is about one.
    """

    path: str
    line: int
    what: str
    value: bytes = b""
    digest: str = ""
    commit: str = ""


def read(data: bytes, name: str) -> tuple[str, tuple[Accepted, ...]]:
    """Give the format of a file and its entries; raises `ConfigError` that names file and line."""
    if len(data) > LIMIT:
        raise ConfigError(f"{name}: is larger than {LIMIT >> 20} MiB", hint=_HINT)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(name, data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from None
    first = text.lstrip()[:1]
    if first not in ("[", "{"):
        return GITLEAKS_IGNORE, tuple(_fingerprints(text, name))
    try:
        json.loads(text)  # the whole of it, before a part of it counts
        if first == "[":
            return GITLEAKS, tuple(_report(text, name))
        return DETECT_SECRETS, tuple(_results(text, name))
    except json.JSONDecodeError as error:
        raise _wrong(name, error.lineno, f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise _wrong(name, 1, "is nested too deeply") from None


def _report(text: str, name: str) -> Iterator[Accepted]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == ","):
            at += 1
        if text[at] == "]":
            return
        row, end = decoder.raw_decode(text, at)
        line = text.count("\n", 0, at) + 1
        at = end
        if not isinstance(row, dict):
            raise _wrong(name, line, "holds an entry that is no object")
        path, commit = _text(row, "File", name, line), _text(row, "Commit", name, line, missing="")
        if commit and not _is_id(commit):
            raise _wrong(name, line, "has a `Commit` that is no full id")
        secret = _text(row, "Secret", name, line, missing="")
        yield Accepted(
            _path(path),
            _number(row, "StartLine", name, line),
            _text(row, "RuleID", name, line, missing="a secret"),
            value=b"" if _is_redacted(secret) else secret.encode("utf-8", "surrogatepass"),
            commit=commit,
        )


def _results(text: str, name: str) -> Iterator[Accepted]:
    results = json.loads(text).get("results")
    if not isinstance(results, dict):
        raise _wrong(name, 1, "is no baseline: it has no `results`")
    for path, rows in results.items():
        line = text.count("\n", 0, max(text.find(json.dumps(path)), 0)) + 1
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise _wrong(name, line, "has a path whose entries are no list of objects")
        for row in rows:
            digest = _text(row, "hashed_secret", name, line).lower()
            if len(digest) != 40 or not _HEX.issuperset(digest):
                raise _wrong(name, line, "has a `hashed_secret` that is no SHA-1")
            what = _text(row, "type", name, line, missing="a secret")
            yield Accepted(_path(path), _number(row, "line_number", name, line), what, digest=digest)


def _fingerprints(text: str, name: str) -> Iterator[Accepted]:
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        parts = written.partition(" #")[0].rstrip().rsplit(":", 2)
        if len(parts) < 3 or not parts[0] or not (parts[2].isascii() and parts[2].isdigit()):
            raise _wrong(name, number, "is no fingerprint: `commit:file:rule:line` or `file:rule:line`")
        commit, colon, path = parts[0].partition(":")
        if not (colon and path and _is_id(commit)):
            commit, path = "", parts[0]
        yield Accepted(_path(path), int(parts[2][:9]), parts[1], commit=commit)


def _text(row: dict[str, Any], key: str, name: str, line: int, *, missing: str | None = None) -> str:
    value = row.get(key, missing)
    if not isinstance(value, str) or (missing is None and not value):
        raise _wrong(name, line, f"has an entry whose `{key}` is {'missing' if value is None else 'no text'}")
    return value


def _number(row: dict[str, Any], key: str, name: str, line: int) -> int:
    value = row.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(name, line, f"has an entry whose `{key}` is no line number")
    return value


def _path(path: str) -> str:
    """Give a path as git writes it."""
    return path.replace("\\", "/").removeprefix("./")


def _is_id(text: str) -> bool:
    return len(text) in _COMMIT and _HEX.issuperset(text)


def _is_redacted(secret: str) -> bool:
    """Tell what `gitleaks --redact` leaves: the word, or the first characters and three dots."""
    return secret == "REDACTED" or secret.endswith("...")  # noqa: S105 - the word that stands for one


def _wrong(name: str, line: int, what: str) -> ConfigError:
    return ConfigError(f"{name}:{line}: {what}", hint=_HINT)
