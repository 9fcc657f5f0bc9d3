"""A policy of trust is read whole or refused by file, line and key; who may decide follows from it alone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.errors import ConfigError, SinfoniaError
from sinfonia.model.workflow import Definition, Gate, StepDefinition
from sinfonia.workflow.trust.check import problems
from sinfonia.workflow.trust.keys import GPG, TYPES, allowed_signers, fingerprint, read_key
from sinfonia.workflow.trust.policy import Kind, may, may_sign, requirement
from sinfonia.workflow.trust.read import read_policy
from sinfonia.workflow.trust.write import add, revoke, write_policy


def key(mark: str, kind: str = "ssh-ed25519") -> str:
    """Make a public key of the right form, and of nobody."""
    from base64 import b64encode

    def string(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    return f"{kind} {b64encode(string(kind.encode()) + string(mark.encode() * 8)).decode()}"


ANA, BEN, BOT, TOUCH = key("ana-"), key("ben-"), key("bot-"), key("sk--", "sk-ssh-ed25519@openssh.com")
GOOD = f"""\
version: 3
persons:
  ana: {{emails: [ana@example.com, Ana@Home.example], keys: ["{ANA}", "{TOUCH}"], kind: human}}
  ben: {{emails: [ben@example.com], keys: ["{BEN}", "gpg:{"AB" * 20}"]}}
  bot: {{emails: [bot@example.com], keys: ["{BOT}"], kind: agent}}
roles:
  reviewer: {{members: [ana, ben, bot], count: 2}}
  owner: {{members: [ana], presence: true}}
gates: {{dev-story/approval: owner}}
protect: [{{paths: [".sinfonia/**"], role: owner}}]
revoked: [{{key: "{fingerprint(BEN)}", since: 2}}]
unmapped: refuse
"""

BAD = {
    "": (1, "has no `version`"),
    "version: 1\n": (1, "has no `persons`"),
    "- a\n": (1, "not a mapping"),
    GOOD.replace("version: 3", "version: 0"): (1, "`version` is no whole number"),
    GOOD.replace("version: 3", "version: 3.5"): (1, "`version` is no whole number"),
    GOOD.replace("version: 3", "version: true"): (1, "`version` is no whole number"),
    GOOD.replace("unmapped: refuse", "unmapped: refuze"): (12, "did you mean `refuse`"),
    GOOD.replace("gates:", "gate:"): (9, "did you mean `gates`"),
    GOOD.replace("roles:", "rolls:"): (6, "did you mean `roles`"),
    GOOD.replace("members: [ana]", "member: [ana]"): (8, "did you mean `members`"),
    GOOD.replace("[ana, ben, bot]", "[ana, bne, bot]"): (7, "did you mean `ben`"),
    GOOD.replace("[ana, ben, bot]", "[ana, ana, bot]"): (7, "stands twice"),
    GOOD.replace("count: 2", "count: 4"): (7, "has 3 members"),
    GOOD.replace("count: 2", "count: -1"): (7, "no whole number"),
    GOOD.replace("approval: owner", "approval: ownr"): (9, "did you mean `owner`"),
    GOOD.replace("dev-story/approval", "approval"): (9, "is no gate"),
    GOOD.replace("kind: agent", "kind: robot"): (5, "`persons.bot.kind` is `robot`"),
    GOOD.replace("ben@example.com", "ANA@example.com"): (4, "is also `ana`'s"),
    GOOD.replace("[ben@example.com]", "[ben]"): (4, "is no address"),
    GOOD.replace("[ben@example.com]", "[]"): (4, "`persons.ben.emails` is empty"),
    GOOD.replace("[ben@example.com]", '["ben@example.com namespaces=x"]'): (4, "is no address"),
    GOOD.replace(BOT, ANA): (5, "is also `ana`'s"),
    GOOD.replace(BOT, "ssh-ed25519 AAAA"): (5, "a key of `persons.bot`"),
    GOOD.replace(BOT, BOT.replace("ssh-ed25519", "ssh-rsa")): (5, "says `ssh-rsa` and is none"),
    GOOD.replace("AB" * 20, "AB" * 8): (4, "whole fingerprint"),
    GOOD.replace("since: 2", "since: 4"): (11, "the policy is version 3"),
    GOOD.replace(fingerprint(BEN), "SHA256:abc"): (11, "is no fingerprint"),
    GOOD.replace("presence: true", "presence: 1"): (8, "neither `true` nor `false`"),
    GOOD.replace('[".sinfonia/**"]', "[]"): (10, "is empty"),
    GOOD.replace("version: 3", "version: 3\nversion: 4"): (2, "stands twice"),
    GOOD + "---\nversion: 4\n": (13, "second document"),
    GOOD.replace("  bot:", "  ../bot:"): (5, "is no name"),
    "version: 1\npersons: {ana: {emails: [a@b.c]}}\nroles: {reviewer: {members: [ana]}}\n": (2, "nobody with a key"),
    f'version: 1\npersons: {{ana: {{emails: [a@b.c], keys: ["{ANA}"]}}}}\nroles: {{}}\n': (3, "no role with a member"),
    "version: !!python/object:os.system 1\n": (1, "tag"),
    "a: &a [x]\nb: *a\n": (1, "`a` is no key"),
}


@pytest.mark.parametrize(("text", "line", "why"), [(text, *rest) for text, rest in BAD.items()])
def test_a_policy_that_is_not_right_is_refused_with_its_line(text, line, why):
    with pytest.raises(ConfigError) as caught:
        read_policy(text.encode())
    told = f"{caught.value.message} {caught.value.hint}"
    assert told.startswith(f".sinfonia/trust/policy.yaml:{line}: ")
    assert why in told


def test_a_policy_is_read():
    policy = read_policy(GOOD.encode())
    assert [person.name for person in policy.persons] == ["ana", "ben", "bot"]
    assert policy.person("ANA@home.example").name == "ana"
    assert policy.owner(fingerprint(BEN)).name == "ben"
    assert policy.role("reviewer").count == 2


def test_what_is_written_is_read_back():
    policy = read_policy(GOOD.encode())
    data = write_policy(policy)
    again = read_policy(data)
    assert write_policy(again) == data
    assert (again.persons, again.roles, again.gates, again.protect, again.revoked) == (
        policy.persons, policy.roles, policy.gates, policy.protect, policy.revoked,
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.text("ab:{}[],\n\"' #&*!0", max_size=3))
def test_a_spoiled_policy_is_read_or_refused_and_never_ends_in_a_traceback(at, patch):
    with suppress(ConfigError):
        assert read_policy((GOOD[:at] + patch + GOOD[at + 1 :]).encode()).persons


REFUSED = {
    "somebody unknown": ("eve@example.com", ANA, "reviewer", "nobody's address"),
    "an agent": ("bot@example.com", BOT, "reviewer", "is an agent"),
    "who has not the role": ("ben@example.com", BEN, "owner", "is no `owner`"),
    "a role that is not": ("ana@example.com", ANA, "boss", "no role `boss`"),
    "without a key": ("ana@example.com", "", "reviewer", "must be signed"),
    "with a key of nobody": ("ana@example.com", key("eve-"), "reviewer", "nobody in the policy has that key"),
    "with another's key": ("ana@example.com", BOT, "reviewer", "the key is `bot`'s"),
    "with a revoked key": ("ben@example.com", BEN, "reviewer", "is revoked"),
    "without a touch": ("ana@example.com", ANA, "owner", "asks for a security key"),
    "with a damaged key": ("ana@example.com", "ssh-ed25519 !", "reviewer", "nobody in the policy has that key"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_decision_is_refused(name):
    email, given, role, why = REFUSED[name]
    assert why in may(read_policy(GOOD.encode()), email, given, role)


def test_a_decision_is_allowed():
    policy = read_policy(GOOD.encode())
    assert may(policy, "ana@home.example", ANA, "reviewer") == ""
    assert may(policy, "ana@example.com", TOUCH, "owner") == ""
    assert may(policy, "ben@example.com", GPG + "AB" * 20, "reviewer") == ""
    assert may_sign(policy, "bot@example.com", BOT) == ""


def step(**more: object) -> StepDefinition:
    return StepDefinition("approval", "Approval", "", Gate.APPROVAL, **more)


def test_the_greater_count_and_the_policys_role_decide():
    policy = read_policy(GOOD.encode())
    story = Definition("dev-story", "", "", ())
    other = Definition("other", "", "", ())
    assert requirement(policy, step(role="reviewer"), story).role == "owner"
    assert (requirement(policy, step(approvals=3), other).count, requirement(policy, step(), other).count) == (3, 2)
    assert requirement(policy, step(role="nobody"), other).role == "nobody"


def test_a_version_grows_with_every_change():
    policy = read_policy(GOOD.encode())
    more = add(policy, "cleo", emails=["cleo@example.com"], keys=[key("cleo")], roles=["owner", "waiver"], kind=None)
    assert (more.version, more.role("waiver").members, more.role("owner").members) == (4, ("cleo",), ("ana", "cleo"))
    gone = revoke(more, "cleo")
    assert (gone.version, gone.revocation(key("cleo")).since) == (5, 5)
    assert read_policy(write_policy(gone)).revoked == gone.revoked


def test_a_change_that_changes_nothing_or_nobody_is_refused():
    policy = read_policy(GOOD.encode())
    with pytest.raises(SinfoniaError, match="has all of that"):
        add(policy, "ana", emails=["ana@example.com"], keys=[ANA], roles=["owner"], kind=None)
    with pytest.raises(SinfoniaError, match="needs an address"):
        add(policy, "eve", emails=[], keys=[key("eve-")], roles=[], kind=None)
    with pytest.raises(SinfoniaError, match="is revoked"):
        add(policy, "ben", emails=[], keys=[BEN], roles=[], kind=None)
    with pytest.raises(SinfoniaError) as caught:
        revoke(policy, "anna")
    assert caught.value.hint == "did you mean `ana`?"


def test_the_signers_file_lists_keys_that_count_and_for_git_only():
    rows = allowed_signers(read_policy(GOOD.encode())).decode().splitlines()[1:]
    assert rows[0] == f'ana@example.com,ana@home.example namespaces="git" {ANA}'
    assert not any(BEN in row or GPG in row for row in rows)


def test_a_gate_that_nobody_could_close_is_a_problem():
    policy = read_policy(GOOD.encode())
    codes = [code for code, _, _ in problems(policy, None, None)]
    assert codes == ["agent-in-role", "stale-signers"]
    none = revoke(revoke(policy, "ben"), "ana")
    assert [code for code, _, _ in problems(none, allowed_signers(none), None)].count("no-quorum") == 2


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_of_key_is_read_without_its_comment(kind):
    assert read_key(key("any-", kind) + " me@laptop") == key("any-", kind)


def test_kinds_are_two():
    assert sorted(Kind) == ["agent", "human"]
