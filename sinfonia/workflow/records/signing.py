"""Signing as git is configured: ssh by `gpg.ssh.program`, OpenPGP by `gpg.program`, X.509 by `gpg.x509.program`.

The commands and the settings are those of git's own gpg-interface.c; `git tag -s` itself would make the ref at once,
outside the transaction in which branch and tag move together.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode
from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.errors import SinfoniaError
from sinfonia.git.settings import all_settings
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.records.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

NAMESPACE = "git"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that git would sign with.

    `kind` is `ssh`, `openpgp` or `x509`; `key` what the program is told; `public` the public key (`<type> <base64>`)
    for ssh, a fingerprint else; `literal` says that `key` is itself a public key whose private half an agent holds.
    """

    kind: str
    program: str
    key: str
    public: str
    literal: bool = False

    @property
    def signer8(self) -> str:
        """Give the first 8 hexadecimal digits of the SHA-256 of the public key (its blob for ssh)."""
        data = b64decode(self.public.split(" ")[1]) if self.kind == "ssh" else self.public.encode("ascii")
        return hashlib.sha256(data).hexdigest()[:8]

    @property
    def shown(self) -> str:
        """Name the key as its own tools do."""
        return f"ssh key {fingerprint(self.public)}" if self.kind == "ssh" else f"{self.kind} key {self.public}"


def fingerprint(public: str) -> str:
    """Give an ssh key's fingerprint as `ssh-keygen -l` prints it: `SHA256:…`."""
    from base64 import b64encode

    digest = hashlib.sha256(b64decode(public.split(" ")[1])).digest()
    return "SHA256:" + b64encode(digest).decode("ascii").rstrip("=")


def configured(repo: Repository, env: Mapping[str, str]) -> Signer | None:
    """Find the key that git would sign with, None without one; raises `SinfoniaError` for one that is gone."""
    settings = {key: value or "" for key, value in all_settings(repo).items()}
    kind = settings.get("gpg.format", "openpgp")
    key = settings.get("user.signingkey", "")
    if not key:
        return None
    match kind:
        case "ssh":
            return _ssh(repo, settings, key)
        case "openpgp" | "x509":
            default = "gpg" if kind == "openpgp" else "gpgsm"
            own = settings.get("gpg.program", "") if kind == "openpgp" else ""
            program = settings.get(f"gpg.{kind}.program") or own or default
            return Signer(kind, program, key, _gpg_fingerprint(program, key, env))
        case _:
            raise SinfoniaError(f"git's `gpg.format` is `{kind}`", hint="one of: openpgp, ssh, x509")


def sign(signer: Signer, payload: bytes, env: Mapping[str, str]) -> bytes:
    """Sign a tag's bytes and give the signature as it stands below them; raises `SinfoniaError`."""
    if signer.kind != "ssh":
        code, printed, errors = proc.output(
            [signer.program, "--status-fd=2", "-bsau", signer.key], dict(env), stdin=payload
        )
        if code or b"-----BEGIN" not in printed:
            raise SinfoniaError(
                f"`{signer.program}` did not sign: {_last(errors)}", hint="check git's `user.signingKey`"
            )
        return printed.replace(b"\r\n", b"\n")
    with scratch() as folder:
        place = os.path.join(folder, "record")
        with open(place, "wb") as file:
            file.write(payload)
        key, agent = signer.key, []
        if signer.literal:
            key, agent = os.path.join(folder, "key.pub"), ["-U"]
            with open(key, "w", encoding="ascii") as file:
                file.write(signer.public + "\n")
        args = [signer.program, "-Y", "sign", "-n", NAMESPACE, "-f", key, *agent, place]
        code, _, errors = proc.output(args, dict(env))
        if code:
            raise SinfoniaError(
                f"`{signer.program}` did not sign: {_last(errors)}", hint="check git's `user.signingKey`"
            )
        with open(place + ".sig", "rb") as file:
            return file.read().replace(b"\r\n", b"\n")


def _ssh(repo: Repository, settings: Mapping[str, str], key: str) -> Signer:
    program = settings.get("gpg.ssh.program") or "ssh-keygen"
    if key.startswith(("key::", "ssh-", "ecdsa-", "sk-")):
        public = " ".join(key.removeprefix("key::").split()[:2])
        return Signer("ssh", program, key, _checked(public, key), literal=True)
    path = os.path.join(repo.root or repo.git_dir, os.path.expanduser(key))
    for place in (path, path + ".pub"):
        try:
            with open(place, encoding="utf-8", errors="replace") as file:
                words = file.readline().split()
        except OSError:
            continue
        if len(words) > 1 and words[0].startswith(("ssh-", "ecdsa-", "sk-")):
            return Signer("ssh", program, path, _checked(" ".join(words[:2]), place))
    raise SinfoniaError(
        f"git's `user.signingKey` names `{key}`, and its public key cannot be read",
        hint=f"ssh-keygen -y -f {key} > {key}.pub",
    )


def _checked(public: str, where: str) -> str:
    try:
        b64decode(public.split(" ")[1], validate=True)
    except (ValueError, IndexError):
        raise SinfoniaError(f"`{where}` is no ssh public key", hint="check git's `user.signingKey`") from None
    return public


def _gpg_fingerprint(program: str, key: str, env: Mapping[str, str]) -> str:
    code, printed, errors = proc.output([program, "--batch", "--with-colons", "--list-keys", "--", key], dict(env))
    row = next((line for line in printed.decode("utf-8", "replace").splitlines() if line.startswith("fpr:")), "")
    if code or not row:
        raise SinfoniaError(f"`{program}` has no key `{key}`: {_last(errors)}", hint="check git's `user.signingKey`")
    return row.split(":")[9]


def _last(errors: str) -> str:
    lines = [line for line in errors.splitlines() if line.strip() and not line.startswith("[GNUPG:]")]
    return lines[-1] if lines else "it gave no reason"
