"""What is wrong with a policy that can be read: gates that nobody could close, files that do not follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.workflow.trust.keys import PRESENCE, allowed_signers, fingerprint
from sinfonia.workflow.trust.policy import PATH, SIGNERS, Kind, TrustPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.workflow.trust.policy import Person, Role
    from sinfonia.workflow.trust.source import Trust


def problems(policy: TrustPolicy, signers: bytes | None, base: Trust | None) -> Iterator[tuple[str, str, str]]:
    """Yield (code, sentence, what to do); `signers` are the bytes of `allowed_signers`, `base` what the base says."""
    for role in policy.roles:
        able = [person for person in policy.persons if person.name in role.members and _may(policy, person, role)]
        if len(able) < role.count:
            why = f"role `{role.name}` takes {role.count}, and {len(able)} of its members can decide"
            yield "no-quorum", why, "sinfonia trust add NAME --key FILE"
    for person in policy.persons:
        if person.kind is Kind.AGENT and any(person.name in role.members for role in policy.roles):
            why = f"`{person.name}` is an agent, and its role has no effect: people decide"
            yield "agent-in-role", why, f"take it out of `roles` in {PATH}"
    if signers is None or signers.replace(b"\r\n", b"\n") != allowed_signers(policy):
        yield "stale-signers", f"`{SIGNERS}` is not what the policy makes", "sinfonia trust check --fix"
    if base is None:
        return
    if base.policy is not None and base.policy.digest != policy.digest and policy.version <= base.policy.version:
        why = f"the base has version {base.policy.version}, and this one says {policy.version}"
        yield "policy-rollback", why, f"version: {base.policy.version + 1}"
    if not base.is_trusted:
        yield "not-in-force", "the base does not say `approvals.mode: trusted`", "approvals: {mode: trusted}"


def _may(policy: TrustPolicy, person: Person, role: Role) -> bool:
    """Tell whether somebody could decide in a role: a human with a key that counts."""
    revoked = {one.key for one in policy.revoked}
    keys = [key for key in person.keys if fingerprint(key) not in revoked]
    if role.presence:
        keys = [key for key in keys if key.startswith(PRESENCE)]
    return person.kind is Kind.HUMAN and bool(keys)
