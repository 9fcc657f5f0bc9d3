"""Public keys as a policy lists them, and their fingerprints.

An ssh key is `<type> <base64>` (sshd(8), AUTHORIZED_KEYS FILE FORMAT), an OpenPGP key `gpg:<fingerprint>`.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.workflow.trust.policy import TrustPolicy

GPG = "gpg:"
PRESENCE = "sk-"  # types of keys that live in a security key
TYPES = (
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
)  # fmt: skip

_GPG = re.compile(r"gpg:(?:[0-9A-F]{40}|[0-9A-F]{64})")
_PRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


def read_key(text: str) -> str:
    """Give a key as `<type> <base64>` or `gpg:<FINGERPRINT>`, without its comment; raises `ValueError` for no key."""
    words = text.split()
    if len(words) == 1 and words[0].lower().startswith(GPG):
        key = GPG + words[0][len(GPG) :].upper()
        if not _GPG.fullmatch(key):
            raise ValueError("an OpenPGP key is `gpg:` and its whole fingerprint, 40 digits")
        return key
    if len(words) < 2 or words[0] not in TYPES:
        raise ValueError("a key is `ssh-ed25519 AAAA…` (the line of a `.pub` file), or `gpg:` and a fingerprint")
    try:
        blob = b64decode(words[1], validate=True)
    except binascii.Error:
        raise ValueError("the key's base64 is damaged") from None
    if key_type(blob) != words[0]:
        raise ValueError(f"the key says `{words[0]}` and is none")
    return f"{words[0]} {words[1]}"


def key_type(blob: bytes) -> str:
    """Give the type that an ssh key's bytes begin with (RFC 4253, 6.6), "" for other bytes."""
    size = int.from_bytes(blob[:4], "big")
    return blob[4 : 4 + size].decode("ascii", "replace") if 0 < size <= 64 and len(blob) > 4 + size else ""


def fingerprint(key: str) -> str:
    """Give a key's fingerprint: `SHA256:…` as `ssh-keygen -l` prints it, `gpg:…` for OpenPGP."""
    if key.startswith(GPG):
        return key
    return blob_fingerprint(b64decode(key.split(" ")[1]))


def blob_fingerprint(blob: bytes) -> str:
    """Give the fingerprint of an ssh key's bytes."""
    return "SHA256:" + b64encode(hashlib.sha256(blob).digest()).decode("ascii").rstrip("=")


def signer8(key: str) -> str:
    """Give the eight digits by which a record's ref names the key."""
    data = key.removeprefix(GPG).encode("ascii") if key.startswith(GPG) else b64decode(key.split(" ")[1])
    return hashlib.sha256(data).hexdigest()[:8]


def is_fingerprint(text: str) -> bool:
    """Tell whether a text is a whole fingerprint."""
    return bool(_PRINT.fullmatch(text) or _GPG.fullmatch(text))


def allowed_signers(policy: TrustPolicy) -> bytes:
    """Give the file for git's `gpg.ssh.allowedSignersFile` (ssh-keygen(1), ALLOWED SIGNERS); revoked keys left out."""
    revoked = {one.key for one in policy.revoked}
    lines = ["# Generated from .sinfonia/trust/policy.yaml by `sinfonia trust`: edit that."]
    for person in policy.persons:
        lines += [_line(person.emails, key) for key in person.keys if _is_listed(key, revoked)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _is_listed(key: str, revoked: Iterable[str]) -> bool:
    return not key.startswith(GPG) and fingerprint(key) not in revoked


def _line(emails: Iterable[str], key: str) -> str:
    return f'{",".join(emails)} namespaces="git" {key}'
