"""A policy of trust from its bytes; every error names file, line and key, and the nearest key for a wrong one."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from sinfonia.config.node import fail, shown, suggest
from sinfonia.config.read import read as read_file
from sinfonia.workflow.records.contributors import normal
from sinfonia.workflow.trust.keys import fingerprint, is_fingerprint, read_key
from sinfonia.workflow.trust.policy import (
    PATH,
    Kind,
    Person,
    Protected,
    Revoked,
    Role,
    TrustPolicy,
    Unmapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from enum import StrEnum
    from typing import TypeVar

    from sinfonia.config.node import Node

    E = TypeVar("E", bound=StrEnum)

KEYS = ("version", "persons", "roles", "gates", "protect", "revoked", "unmapped")

_NAME = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_GATE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_EMAIL = re.compile(r"[^\s@<>,\"*?!]+@[^\s@<>,\"*?!]+")
_MOST = 1000


def read_policy(data: bytes, path: str = PATH) -> TrustPolicy:
    """Read a policy; raises `ConfigError` for the first thing that is wrong, for an empty one, for one without keys."""
    root = read_file("yaml", path, data)
    if root is None:
        fail(f"{path}:1", "is empty", "sinfonia trust init")
    given = _keys(root, "the policy", KEYS, needed=("version", "persons", "roles"))
    persons = tuple(_persons(given["persons"]))
    if not any(person.keys for person in persons):
        fail(given["persons"].where, "`persons` has nobody with a key", "sinfonia trust add NAME --key FILE")
    names = tuple(person.name for person in persons)
    roles = tuple(_roles(given["roles"], names))
    if not any(role.members for role in roles):
        fail(given["roles"].where, "`roles` has no role with a member", "sinfonia trust add NAME --role ROLE")
    version = _number(given["version"], "version")
    return TrustPolicy(
        version=version,
        persons=persons,
        roles=roles,
        gates=tuple(_gates(given.get("gates"), [role.name for role in roles])),
        protect=tuple(_protect(given.get("protect"), [role.name for role in roles])),
        revoked=tuple(_revoked(given.get("revoked"), version)),
        unmapped=_choice(given["unmapped"], "unmapped", Unmapped) if "unmapped" in given else Unmapped.REPORT,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _persons(node: Node) -> Iterator[Person]:
    emails: dict[str, str] = {}
    keys: dict[str, str] = {}
    for name, (where, entry) in _map(node, "persons").items():
        _name(name, where, "persons")
        at = f"persons.{name}"
        given = _keys(entry, at, ("emails", "keys", "kind"), needed=("emails",))
        person = Person(
            name,
            tuple(_email(item, at) for item in _list(given["emails"], f"{at}.emails")),
            tuple(_key(item, at) for item in _list(given["keys"], f"{at}.keys")) if "keys" in given else (),
            _choice(given["kind"], f"{at}.kind", Kind) if "kind" in given else Kind.HUMAN,
        )
        if not person.emails:
            fail(entry.where, f"`{at}.emails` is empty", "list every address that the person commits with")
        for email in person.emails:
            _once(emails, email, name, where, f"`{email}`")
        for key in person.keys:
            _once(keys, fingerprint(key), name, where, f"the key {fingerprint(key)}")
        yield person


def _once(seen: dict[str, str], value: str, name: str, where: str, what: str) -> None:
    """Refuse what two persons share: they would count as one, or one as two."""
    if value in seen:
        fail(where, f"{what} of `{name}` is also `{seen[value]}`'s", "an address or key belongs to one person, once")
    seen[value] = name


def _roles(node: Node, names: Iterable[str]) -> Iterator[Role]:
    known = tuple(names)
    for name, (where, entry) in _map(node, "roles").items():
        _name(name, where, "roles")
        at = f"roles.{name}"
        given = _keys(entry, at, ("members", "count", "presence"), needed=("members",))
        members = []
        for item in _list(given["members"], f"{at}.members"):
            if item.text not in known:
                fail(
                    item.where,
                    f"`{shown(item.text)}` in `{at}.members` is no person",
                    suggest(item.text, known, "there are"),
                )
            if item.text in members:
                fail(item.where, f"`{item.text}` stands twice in `{at}.members`", "keep one of them")
            members.append(item.text)
        count = _number(given["count"], f"{at}.count") if "count" in given else 1
        if members and count > len(members):
            fail(given["count"].where, f"`{at}.count` is {count}, and the role has {len(members)} members",
                 "nobody could close its gates: add members")  # fmt: skip
        yield Role(name, tuple(members), count, _flag(given["presence"], at) if "presence" in given else False)


def _gates(node: Node | None, roles: list[str]) -> Iterator[tuple[str, str]]:
    for gate, (where, entry) in (_map(node, "gates") if node else {}).items():
        if not _GATE.fullmatch(gate):
            fail(where, f"`gates.{shown(gate)}` is no gate", "name it `<workflow>/<step>`")
        yield gate, _role(entry, f"gates.{gate}", roles)


def _protect(node: Node | None, roles: list[str]) -> Iterator[Protected]:
    for number, entry in enumerate(_list(node, "protect") if node else ()):
        at = f"protect[{number}]"
        given = _keys(entry, at, ("paths", "role"), needed=("paths", "role"))
        paths = tuple(_text(item, f"{at}.paths") for item in _list(given["paths"], f"{at}.paths"))
        if not paths:
            fail(given["paths"].where, f"`{at}.paths` is empty", "list globs from the root, such as `.sinfonia/**`")
        yield Protected(paths, _role(given["role"], f"{at}.role", roles))


def _revoked(node: Node | None, version: int) -> Iterator[Revoked]:
    for number, entry in enumerate(_list(node, "revoked") if node else ()):
        at = f"revoked[{number}]"
        given = _keys(entry, at, ("key", "since"), needed=("key", "since"))
        key = _text(given["key"], f"{at}.key")
        if not is_fingerprint(key):
            fail(
                given["key"].where,
                f"`{at}.key` is no fingerprint",
                "`SHA256:…` as `ssh-keygen -l` prints it, or `gpg:…`",
            )
        since = _number(given["since"], f"{at}.since")
        if since > version:
            fail(given["since"].where, f"`{at}.since` is {since}, and the policy is version {version}",
                 "since is the version of the policy that revoked it")  # fmt: skip
        yield Revoked(key, since)


def _keys(node: Node, name: str, keys: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Node]:
    given = {}
    for key, (where, entry) in _map(node, name).items():
        if key not in keys:
            fail(where, f"`{shown(key)}` is no key of {name}", suggest(key, keys, "the keys are"))
        given[key] = entry
    missing = next((key for key in needed if key not in given), None)
    if missing:
        fail(node.where, f"{name} has no `{missing}`", f"add `{missing}:`")
    return given


def _map(node: Node, name: str) -> dict[str, tuple[str, Node]]:
    if node.kind == "null":
        return {}
    if node.kind != "map":
        fail(node.where, f"`{name}` is no mapping", "write its keys below it")
    return node.entries


def _list(node: Node, name: str) -> tuple[Node, ...]:
    if node.kind == "null":
        return ()
    if node.kind != "list" or len(node.items) > _MOST:
        fail(node.where, f"`{name}` is no list of at most {_MOST}", "write `[one, two]`")
    return node.items


def _text(node: Node, name: str) -> str:
    if node.kind != "text" or not node.text.isprintable() or not node.text.strip():
        fail(node.where, f"`{name}` is no text of one line", "put it in quotes")
    return node.text


def _number(node: Node, name: str) -> int:
    if (
        node.kind != "number"
        or not (node.text.isascii() and node.text.isdigit())
        or not 0 < len(node.text) < 9
        or not int(node.text)
    ):
        fail(node.where, f"`{name}` is no whole number from 1 on", "write it in digits")
    return int(node.text)


def _flag(node: Node, name: str) -> bool:
    if node.kind != "flag":
        fail(node.where, f"`{name}.presence` is neither `true` nor `false`", "write one of them")
    return bool(node.value)


def _choice(node: Node, name: str, words: type[E]) -> E:
    known = [str(word) for word in words]
    if node.text not in known:
        fail(node.where, f"`{name}` is `{shown(node.text)}`", suggest(node.text, known, "one of"))
    return words(node.text)


def _role(node: Node, name: str, roles: list[str]) -> str:
    if node.text not in roles:
        fail(
            node.where, f"`{name}` names `{shown(node.text)}`, which is no role", suggest(node.text, roles, "there are")
        )
    return node.text


def _name(name: str, where: str, section: str) -> None:
    if len(name) > 64 or not _NAME.fullmatch(name):
        fail(where, f"`{section}.{shown(name)}` is no name", "lower-case letters, digits and single hyphens")


def _email(node: Node, at: str) -> str:
    text = normal(_text(node, f"{at}.emails"))
    if not _EMAIL.fullmatch(text):
        fail(node.where, f"`{shown(text)}` in `{at}.emails` is no address", "write `name@example.com`")
    return text


def _key(node: Node, at: str) -> str:
    try:
        return read_key(_text(node, f"{at}.keys"))
    except ValueError as error:
        return fail(node.where, f"a key of `{at}`: {error}", "copy the line of the `.pub` file")
