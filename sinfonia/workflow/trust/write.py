"""A policy as text, and its changes: each makes a new version."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.workflow.records.contributors import normal
from sinfonia.workflow.trust.keys import fingerprint
from sinfonia.workflow.trust.policy import Kind, Person, Revoked, Role, TrustPolicy
from sinfonia.workflow.trust.read import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = (
    "# Who may decide what. It counts as the protected branch has it; `sinfonia trust check` reads it.\n"
    "# `version` only grows. Change it with `sinfonia trust add` and `revoke`, or by hand.\n"
)


def write_policy(policy: TrustPolicy) -> bytes:
    """Write a policy in one form; raises `ConfigError` for one that would not be read back."""
    lines = [HEADER, f"version: {policy.version}\n", "persons:\n"]
    for person in policy.persons:
        parts = f"emails: {_list(person.emails)}, keys: {_list(person.keys)}, kind: {person.kind}"
        lines.append(f"  {person.name}: {{{parts}}}\n")
    lines.append("roles:\n")
    for role in policy.roles:
        flag = "true" if role.presence else "false"
        members = ", ".join(role.members)
        lines.append(f"  {role.name}: {{members: [{members}], count: {role.count}, presence: {flag}}}\n")
    lines.append("gates:\n" if policy.gates else "gates: {}\n")
    lines += [f"  {gate}: {role}\n" for gate, role in policy.gates]
    lines.append("protect:\n" if policy.protect else "protect: []\n")
    lines += [f"  - {{paths: {_list(one.paths)}, role: {one.role}}}\n" for one in policy.protect]
    lines.append("revoked:\n" if policy.revoked else "revoked: []\n")
    lines += [f'  - {{key: "{one.key}", since: {one.since}}}\n' for one in policy.revoked]
    lines.append(f"unmapped: {policy.unmapped}\n")
    data = "".join(lines).encode()
    read_policy(data)
    return data


def first(person: Person, role: str) -> TrustPolicy:
    """Make the first version: one person who has one role."""
    return TrustPolicy(1, (person,), (Role(role, (person.name,)),))


def add(
    policy: TrustPolicy,
    name: str,
    *,
    emails: Iterable[str],
    keys: Iterable[str],
    roles: Iterable[str],
    kind: Kind | None,
) -> TrustPolicy:
    """Add a person, or addresses, keys and roles to one; raises `SinfoniaError` when nothing would change."""
    known = next((one for one in policy.persons if one.name == name), None)
    before = known or Person(name, (), (), kind or Kind.HUMAN)
    revoked = {one.key for one in policy.revoked}
    fresh = [key for key in keys if fingerprint(key) not in {fingerprint(k) for k in before.keys}]
    if any(fingerprint(key) in revoked for key in (*fresh, *before.keys) if key in set(keys)):
        raise SinfoniaError(f"a key of `{name}` is revoked", hint="make a new one: ssh-keygen -t ed25519")
    person = replace(
        before,
        emails=tuple(dict.fromkeys((*before.emails, *map(normal, emails)))),
        keys=(*before.keys, *fresh),
        kind=kind or before.kind,
    )
    if not person.emails:
        raise SinfoniaError(f"`{name}` needs an address to be known by", hint="--email NAME@EXAMPLE.COM")
    persons = tuple(person if one is known else one for one in policy.persons)
    made = replace(policy, persons=persons if known else (*persons, person), roles=_with(policy.roles, name, roles))
    if made == policy:
        raise SinfoniaError(f"`{name}` has all of that already", hint="sinfonia trust list")
    return replace(made, version=policy.version + 1)


def revoke(policy: TrustPolicy, name: str) -> TrustPolicy:
    """Revoke every key of a person; raises `SinfoniaError` for one who is not there or has none left."""
    person = next((one for one in policy.persons if one.name == name), None)
    if person is None:
        import difflib

        names = [one.name for one in policy.persons]
        near = difflib.get_close_matches(name, names, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
        raise SinfoniaError(f"`{name}` is no person of the policy", hint=hint)
    gone = {one.key for one in policy.revoked}
    fresh = [fingerprint(key) for key in person.keys if fingerprint(key) not in gone]
    if not fresh:
        raise SinfoniaError(f"`{name}` has no key that counts", hint="sinfonia trust list")
    version = policy.version + 1
    revoked = (*policy.revoked, *(Revoked(key, version) for key in fresh))
    return replace(policy, version=version, revoked=revoked)


def _with(roles: tuple[Role, ...], name: str, wanted: Iterable[str]) -> tuple[Role, ...]:
    made = list(roles)
    for role in wanted:
        at = next((n for n, one in enumerate(made) if one.name == role), None)
        if at is None:
            made.append(Role(role, (name,)))
        elif name not in made[at].members:
            made[at] = replace(made[at], members=(*made[at].members, name))
    return tuple(made)


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(value) for value in values) + "]"
