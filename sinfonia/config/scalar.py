"""One scalar against its kind: each function takes the key, its dotted name and a node, and gives plain data."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sinfonia.config.node import fail, nearest, shown
from sinfonia.config.pattern import check_pattern
from sinfonia.model.glob import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from sinfonia.config.node import Node
    from sinfonia.config.schema import Key

_KIND_NAMES = {
    "text": "text",
    "number": "a number",
    "flag": "true or false",
    "null": "empty",
    "date": "a date",
    "list": "a list",
    "map": "a mapping",
}
_SYNONYMS = {
    "block": "error",
    "deny": "error",
    "fail": "error",
    "warn": "warning",
    "none": "off",
    "disable": "off",
    "disabled": "off",
    "ignore": "off",
    "strict": "high",
    "default": "medium",
    "normal": "medium",
}
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9]+")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MAX_GLOB = 1000


def wrong(node: Node, name: str, wanted: str, hint: str) -> NoReturn:
    """Refuse a value of the wrong kind, without repeating it: it might be a secret."""
    fail(node.where, f"`{name}` is {_KIND_NAMES[node.kind]}, not {wanted}", hint)


def text(_key: Key, name: str, node: Node) -> str:
    """Check one line of text that is not empty space."""
    if node.kind in ("number", "flag", "date"):
        wrong(node, name, "text", "put it in quotes")
    if node.kind != "text":
        wrong(node, name, "text", f"write `{name.rpartition('.')[2]}: some text`")
    if any(ord(char) < 32 and char not in "\n\t" for char in node.text):
        fail(node.where, f"`{name}` holds a control character", "write printable text")
    return node.text


def filled(key: Key, name: str, node: Node) -> str:
    """Check text that says something."""
    value = text(key, name, node)
    if not value.strip():
        fail(node.where, f"`{name}` is empty", f"say it: {key.summary}")
    return value


def flag(_key: Key, name: str, node: Node) -> bool:
    """Check true or false."""
    if node.kind != "flag":
        wrong(node, name, "true or false", "write `true` or `false`, without quotes")
    return bool(node.value)


def choice(key: Key, name: str, node: Node) -> str:
    """Check one of the choices; `off` counts as written, although YAML calls it a boolean."""
    if node.kind in ("list", "map") or node.text not in key.choices:
        choices = ", ".join(f"`{word}`" for word in key.choices)
        word = node.text.lower() if node.kind not in ("list", "map") else ""
        near = nearest(word, key.choices) if word else ""
        if _SYNONYMS.get(word) in key.choices:
            near = _SYNONYMS[word]
        is_word = len(word) <= 24 and word.replace("-", "").isalnum()
        said = f"`{name}` is `{node.text}`, not" if is_word else f"`{name}` is none of"
        fail(node.where, f"{said} {choices}" if not is_word else f"{said} one of {choices}",
             f"did you mean `{near}`?" if near else f"write one of {choices}")  # fmt: skip
    return node.text


def version(key: Key, name: str, node: Node) -> str:
    """Check the version of the schema; 0.1 without quotes is understood."""
    if node.kind not in ("text", "number"):
        wrong(node, name, "a version", f'write `version: "{key.choices[0]}"`')
    if node.text not in key.choices:
        fail(node.where, f"`{name}` is `{shown(node.text)}`; this Sinfonia reads {key.choices[0]}",
             f'upgrade sinfonia-hooks, or write `version: "{key.choices[0]}"`')  # fmt: skip
    return node.text


def revision(key: Key, name: str, node: Node) -> str | None:
    """Check the name of a branch or commit, or null; it must not look like an option of git."""
    if node.kind == "null":
        return None
    value = filled(key, name, node)
    if value.startswith("-") or any(char.isspace() or char in "~^:?*[\\" for char in value) or ".." in value:
        fail(node.where, f"`{name}` is no name of a branch or commit", "write a branch, a tag or a full commit id")
    return value


def subject(key: Key, name: str, node: Node) -> str:
    """Check a template of one line whose only field is `{what}`."""
    value = filled(key, name, node)
    rest = value.replace("{what}", "")
    if "\n" in value or "{" in rest or "}" in rest:
        fail(node.where, f"`{name}` has a field that is not `{{what}}`, or several lines", f"for example {key.default}")
    return value


def file(key: Key, name: str, node: Node) -> str:
    """Check the path of a file inside the repository."""
    value = filled(key, name, node)
    parts = value.split("/")
    if value.startswith("/") or "\\" in value or ".." in parts or parts[0].endswith(":") or value.endswith("/"):
        fail(node.where, f"`{name}` is not a file inside the repository",
             f"write a path from its root, with `/`, for example {key.default}")  # fmt: skip
    return value


def date(_key: Key, name: str, node: Node) -> str:
    """Check a calendar date and give it as ISO 8601."""
    if node.kind in ("text", "date"):
        try:
            if dt.date.fromisoformat(node.text).isoformat() == node.text:
                return node.text
        except ValueError:
            pass
    return fail(node.where, f"`{name}` is not a date", "write year-month-day, for example 2027-03-01")


def glob(key: Key, name: str, node: Node) -> str:
    """Check a glob over paths of the repository."""
    value = filled(key, name, node)
    if len(value) > _MAX_GLOB:
        fail(node.where, f"`{name}` has more than {_MAX_GLOB} characters", "write several globs")
    try:
        re.compile(translate(value))
    except (re.error, RecursionError, OverflowError):
        fail(node.where, f"`{name}` is not a glob", "write one like `src/**/*.py`")
    return value


def pattern(key: Key, name: str, node: Node) -> str:
    """Check a regular expression: it compiles, and no repetition repeats another without bound."""
    value = filled(key, name, node)
    problem = check_pattern(value)
    if problem:
        fail(node.where, f"`{name}` {problem}", "write a shorter, anchored one; `a++` repeats without going back")
    return value


def identity(key: Key, name: str, node: Node) -> str:
    """Check the code of a custom rule."""
    value = text(key, name, node)
    if value.upper().startswith("ENF-"):
        fail(
            node.where, f"`{name}` is `{shown(value)}`, and ENF- is Sinfonia's own", "take a prefix of yours: ACME-001"
        )
    if not _ID.fullmatch(value):
        fail(node.where, f"`{name}` is no code", "write capital letters, a hyphen and digits, like ACME-001")
    return value


def slug(key: Key, name: str, node: Node) -> str:
    """Check the name of a custom rule."""
    value = text(key, name, node)
    if not _NAME.fullmatch(value):
        fail(node.where, f"`{name}` is no name of a rule", "write small words with hyphens, like `raw-sql`")
    return value


SCALARS: dict[str, Callable[[Key, str, Node], str | bool | None]] = {
    "choice": choice,
    "date": date,
    "file": file,
    "flag": flag,
    "glob": glob,
    "id": identity,
    "name": slug,
    "pattern": pattern,
    "revision": revision,
    "subject": subject,
    "text": text,
    "version": version,
}
