"""The policy of trust, `.sinfonia/trust/policy.yaml` on the protected base: persons, roles, gates.

version: 3                          # only grows
persons:
  ana: {emails: [ana@example.com], keys: ["ssh-ed25519 AAAA…"], kind: human}
roles: {reviewer: {members: [ana, ben], count: 1, presence: false}}
gates: {dev-story/approval: reviewer}
protect: [{paths: [".sinfonia/**"], role: reviewer}]
revoked: [{key: "SHA256:…", since: 2}]
unmapped: report
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.records.contributors import normal
from sinfonia.workflow.trust.keys import GPG, PRESENCE, fingerprint, read_key

if TYPE_CHECKING:
    from sinfonia.model.workflow import Definition, StepDefinition

PATH = ".sinfonia/trust/policy.yaml"
SIGNERS = ".sinfonia/trust/allowed_signers"
DEFAULT_ROLE = "reviewer"  # where neither policy nor definition names one
WAIVER = "waiver"  # the role that may waive a gate


class Kind(StrEnum):
    """What a person is."""

    HUMAN = "human"
    AGENT = "agent"


class Unmapped(StrEnum):
    """What becomes of work by an address that no person has."""

    REPORT = "report"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Person:
    """A person: addresses in lower case, keys as `<type> <base64>` or `gpg:<fingerprint>`."""

    name: str
    emails: tuple[str, ...]
    keys: tuple[str, ...]
    kind: Kind = Kind.HUMAN


@dataclass(frozen=True, slots=True)
class Role:
    """A role: who has it, how many distinct persons it takes, and whether a touch of a security key is asked for."""

    name: str
    members: tuple[str, ...]
    count: int = 1
    presence: bool = False


@dataclass(frozen=True, slots=True)
class Protected:
    """Paths that change only with approvals of a role."""

    paths: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """A key, by fingerprint, that counts no more from a version of the policy on."""

    key: str
    since: int


@dataclass(frozen=True, slots=True)
class Needed:
    """How many persons of a role a gate takes."""

    count: int
    role: str


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """A policy that was read and found whole; `digest` is the SHA-256 of its bytes."""

    version: int
    persons: tuple[Person, ...]
    roles: tuple[Role, ...]
    gates: tuple[tuple[str, str], ...] = ()
    protect: tuple[Protected, ...] = ()
    revoked: tuple[Revoked, ...] = ()
    unmapped: Unmapped = Unmapped.REPORT
    digest: str = ""

    def person(self, email: str) -> Person | None:
        """Find who has an address."""
        wanted = normal(email)
        return next((one for one in self.persons if wanted in one.emails), None)

    def owner(self, key: str) -> Person | None:
        """Find who has a key, given whole or by its fingerprint."""
        wanted = _print(key)
        return next((one for one in self.persons if any(fingerprint(k) == wanted for k in one.keys)), None)

    def role(self, name: str) -> Role | None:
        """Find a role."""
        return next((one for one in self.roles if one.name == name), None)

    def revocation(self, key: str) -> Revoked | None:
        """Find what takes a key back."""
        wanted = _print(key)
        return next((one for one in self.revoked if one.key == wanted), None)


def requirement(policy: TrustPolicy, step: StepDefinition, definition: Definition) -> Needed:
    """Say how many persons of which role close a step's gate.

    The role is the policy's for `<workflow>/<step>`, else the definition's, else `reviewer`; the greater count holds.
    A role that the policy has not gives a count that nobody meets: who reads it says so.
    """
    slug = step.name.rpartition("/")[2]
    name = dict(policy.gates).get(f"{definition.name}/{slug}") or step.role or DEFAULT_ROLE
    role = policy.role(name)
    return Needed(max(step.approvals, role.count if role else 1), name)


def may(policy: TrustPolicy, email: str, key: str, role: str) -> str:
    """Say why a person with that key may not decide in a role, "" when they may.

    `key` is public (`ssh-ed25519 AAAA…`, `gpg:…`) or a fingerprint; "" means unsigned.
    """
    person = policy.person(email)
    named = "" if person is None else _not_in_role(policy, person, role)
    return named or may_sign(policy, email, key) or _no_touch(policy, key, role)


def may_sign(policy: TrustPolicy, email: str, key: str) -> str:
    """Say why a decision with that address and key would be nobody's, "" when it is a known person's."""
    person = policy.person(email)
    if person is None:
        return f"`{email}` is nobody's address in the policy"
    owner = policy.owner(key) if key else None
    if owner is None:
        return "nobody in the policy has that key" if key else "the decision must be signed, and git has no key for it"
    if owner.name != person.name:
        return f"the key is `{owner.name}`'s, and the address `{person.name}`'s"
    return f"the key of `{person.name}` is revoked" if policy.revocation(key) else ""


def _not_in_role(policy: TrustPolicy, person: Person, role: str) -> str:
    given = policy.role(role)
    if given is None:
        return f"the policy has no role `{role}`"
    if person.kind is Kind.AGENT:
        return f"`{person.name}` is an agent, and people decide here"
    return "" if person.name in given.members else f"`{person.name}` is no `{role}`"


def _no_touch(policy: TrustPolicy, key: str, role: str) -> str:
    given, owner = policy.role(role), policy.owner(key)
    if given is None or owner is None or not given.presence:
        return ""
    held = next(k for k in owner.keys if fingerprint(k) == _print(key))
    return "" if held.startswith(PRESENCE) else f"role `{role}` asks for a security key, and this is none"


def _print(key: str) -> str:
    if key.startswith(("SHA256:", GPG)):
        return key
    try:
        return fingerprint(read_key(key))
    except ValueError:
        return ""
