"""What is in a file whose name promises a secret: a key, values, or nothing that matters."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.secret_names import Verdict

# Labels of RFC 7468 and of OpenSSH, OpenPGP and OpenSSL that stand over public data.
_PUBLIC = (
    b"CERTIFICATE", b"TRUSTED CERTIFICATE", b"X509 CERTIFICATE", b"CERTIFICATE REQUEST", b"NEW CERTIFICATE REQUEST",
    b"X509 CRL", b"PKCS7", b"CMS", b"PUBLIC KEY", b"RSA PUBLIC KEY", b"DH PARAMETERS", b"X9.42 DH PARAMETERS",
    b"EC PARAMETERS", b"DSA PARAMETERS", b"PGP PUBLIC KEY BLOCK", b"SSH2 PUBLIC KEY",
)  # fmt: skip
_BEGIN = (b"-----BEGIN ", b"---- BEGIN ")
_SSH_PUBLIC = (b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-")
# First bytes of files that are encrypted as a whole: ansible-vault, age, GnuPG, git-crypt.
_ENCRYPTED = (b"$ANSIBLE_VAULT;", b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE", b"-----BEGIN PGP MESSAGE",
              b"\0GITCRYPT\0")  # fmt: skip
# Keys whose value is a secret by the file format: npm's .npmrc, docker's config.json, kubectl's config.
_KEYS = (
    b"_authtoken=",
    b"_auth=",
    b"_password=",
    b'"auth":',
    b'"identitytoken":',
    b"client-key-data:",
    b"npmauthtoken:",
)
_REFERENCES = b"${<%*"


def is_harmless(data: bytes, verdict: Verdict) -> bool:
    """Tell whether a file with a secret name holds only public or encrypted data."""
    if data.startswith(_ENCRYPTED):
        return True
    if verdict.material and is_public(data):
        return True
    return b"ENC[AES256_GCM," in data and b"sops" in data and not _found(data, "", entropy=False)


def is_public(data: bytes) -> bool:
    """Tell whether key material is certificates and public keys only."""
    if b"PRIVATE" in data:
        return False
    labels = [piece.split(b"-----", 1)[0].split(b" ----", 1)[0] for mark in _BEGIN for piece in data.split(mark)[1:]]
    if labels:
        return all(label.strip() in _PUBLIC for label in labels)
    lines = [line for line in data.split(b"\n") if line.strip() and not line.startswith(b"#")]
    return bool(lines) and all(line.startswith(_SSH_PUBLIC) for line in lines)


def reveals(data: bytes, path: str, verdict: Verdict, *, entropy: bool = True) -> bool:
    """Tell whether a file with an ambiguous name holds a secret value."""
    if data.startswith(_ENCRYPTED):
        return False
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    if verdict.material and (b"PRIVATE KEY" in data or _is_bare_key(data)):
        return True
    return _valued(data) or _found(data, path, entropy=entropy)


def _is_bare_key(data: bytes) -> bool:
    """Tell a DER key (a SEQUENCE, X.690) or one long token on its own, as Rails writes `master.key`."""
    if data[:2] in (b"\x30\x81", b"\x30\x82"):
        return True
    token = data.strip()
    return 16 <= len(token) <= 512 and len(token.split()) == 1 and token.isalnum()


def _valued(data: bytes) -> bool:
    """Find a known key with a value of its own, not a reference to one or a placeholder."""
    small = data.lower()
    for key in _KEYS:
        at = small.find(key)
        while at >= 0:
            end = small.find(b"\n", at)
            value = data[at + len(key) : end if end >= 0 else None].strip(b" \t\r\"',")
            if len(value) >= 12 and not any(byte in _REFERENCES for byte in value) and b"xxx" not in value.lower():
                return True
            at = small.find(key, at + 1)
    return False


def _found(data: bytes, path: str, *, entropy: bool) -> bool:
    from sinfonia.rules.secrets.scan import find

    return any(True for _ in find(data, path, entropy=entropy))
