"""Signatures are made as git is configured, and believed only where the program that made them says so."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from attacks_on_work import POLICY, on_main
from ledger_world import codes

from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.signing import configured, fingerprint
from sinfonia.workflow.records.verify import signatures
from sinfonia.workflow.records.verify.signatures import State
from sinfonia.workflow.trust import keys as policy_keys


def test_git_itself_verifies_a_record(approved):
    """A record is an ordinary signed tag: git needs none of us to check it."""
    signers = approved.path.parent / "signers"
    signers.write_text(f'ben@example.com namespaces="git" {approved.public("ben")}\n')
    ref = approved.git("for-each-ref", "--format=%(refname:short)", "refs/tags/sinfonia").strip()
    done = subprocess.run(
        ["git", "-C", approved.path, "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-tag", ref],
        env=approved.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, 'Good "git" signature for ben@example.com' in done.stderr) == (0, True), done.stderr


def test_a_record_does_not_change_what_git_describe_says(approved):
    done = subprocess.run(
        ["git", "-C", approved.path, "describe", "--tags"], env=approved.env, capture_output=True, check=False
    )
    assert done.returncode == 128


def test_the_reviewed_commit_stays_reachable_when_its_branch_is_gone(approved):
    reviewed = approved.git("rev-parse", "HEAD~2").strip()
    approved.git("checkout", "-q", "main")
    approved.git("branch", "-q", "-D", "feat")
    approved.git("reflog", "expire", "--expire=now", "--all")
    approved.git("gc", "-q", "--prune=now")
    assert approved.git("cat-file", "-t", reviewed).strip() == "commit"


def test_the_key_of_a_signature_is_read_from_the_signature(approved):
    (path,) = (approved.path / ".sinfonia/handoffs/s-20261121-091200/approvals").iterdir()
    entry = ledger.parse(path.stem, path.read_bytes())
    read = signatures.read_sshsig(entry.header.signature)
    assert read is not None
    assert policy_keys.blob_fingerprint(read.key) == fingerprint(approved.public("ben"))
    assert (read.namespace, read.touched) == (b"git", False)


@pytest.mark.parametrize("flags", [0x00, 0x01, 0x05])
def test_a_touch_is_what_the_flags_of_a_security_key_say(flags):
    assert signatures.read_sshsig(sshsig(b"sk-ssh-ed25519@openssh.com", bytes([flags]))).touched == bool(flags & 1)


def test_a_plain_key_cannot_claim_a_touch():
    assert not signatures.read_sshsig(sshsig(b"ssh-ed25519", b"\x01")).touched


@pytest.mark.parametrize(
    "spoil",
    [lambda s: s[:-1] + b"x\n", lambda s: b" " + s, lambda s: s + s, lambda s: s.replace(b"SSH ", b"SSL "),
     lambda s: s.replace(b"-----END", b"!\n-----END"), lambda s: b"", lambda s: s[:60]],
)  # fmt: skip
def test_what_is_no_whole_signature_is_not_read(spoil):
    assert signatures.read_sshsig(spoil(sshsig(b"ssh-ed25519", b""))) is None


def sshsig(kind: bytes, flags: bytes) -> bytes:
    """Make a signature of the right form, and of nothing."""
    from base64 import b64encode

    def string(data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + data

    tail = flags + b"\0\0\0\7" if flags else b""
    made = string(kind) + string(b"s" * 64) + tail
    key = string(kind) + string(b"k" * 32)
    blob = b"SSHSIG\0\0\0\1" + string(key) + string(b"git") + string(b"") + string(b"sha512") + string(made)
    return b"-----BEGIN SSH SIGNATURE-----\n" + b64encode(blob) + b"\n-----END SSH SIGNATURE-----\n"


@pytest.fixture
def gpg(world, sealed, monkeypatch, tmp_path):
    """Make an OpenPGP key for ben; gives what git would sign with."""
    del sealed
    if not shutil.which("gpg"):
        pytest.skip("gpg is not here: no OpenPGP key can be made")
    home = tmp_path / "g"
    home.mkdir(mode=0o700)
    env = {**world.env, "GNUPGHOME": str(home)}
    args = [
        "gpg",
        "--batch",
        "-q",
        "--passphrase",
        "",
        "--quick-gen-key",
        "Ben <ben@example.com>",
        "ed25519",
        "sign",
        "0",
    ]
    done = subprocess.run(args, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"gpg makes no key here: {done.stderr[-80:]}")
    world.env = env
    monkeypatch.setenv("GNUPGHOME", str(home))
    world.git("config", "gpg.format", "openpgp")
    world.git("config", "user.signingKey", "ben@example.com")
    yield configured(world.repo, env)
    subprocess.run(["gpgconf", "--kill", "all"], env=env, capture_output=True, check=False)


def test_an_openpgp_key_counts_when_the_policy_has_its_fingerprint(world, gpg, verify):
    made = decide(world, gpg)
    code, document = verify(world.path)
    assert (code, "unknown-key" in codes(document)) == (1, True)
    text = world.policy(2).replace(f'keys: ["{world.public("ben")}"', f'keys: ["gpg:{gpg.public}"')
    on_main(world, {POLICY: text})
    code, document = verify(world.path)
    assert (code, codes(document)) == (0, set()), document
    assert b"BEGIN PGP SIGNATURE" in made.data


def test_an_openpgp_key_that_is_not_here_leaves_the_answer_open(world, gpg, verify, monkeypatch, tmp_path):
    decide(world, gpg)
    (tmp_path / "g2").mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(tmp_path / "g2"))
    code, document = verify(world.path)
    assert (code, codes(document)) == (2, {"unchecked-signature"})


def test_an_openpgp_signature_of_other_bytes_does_not_count(world, gpg):
    made = decide(world, gpg)
    entry = ledger.parse(made.oid, made.data)
    other = made.data.replace(b"> read it\n", b"> loved it\n")
    forged = ledger.Entry(made.oid, other, ledger.tag.read(other), entry.record)
    env = {**os.environ, **world.env}
    assert signatures.check([entry], env)[entry.oid].state is State.GOOD
    assert signatures.check([forged], env)[entry.oid].state is State.BAD


def decide(world, signer):
    """Approve with the key that git is configured with."""
    from sinfonia.workflow.records import tag

    made = tag.make(world.repo, world.record("ben"), signer, world.who("ben"))
    world.git("update-ref", made.ref, made.oid)
    world.commit({world.copy_of(made.oid): made.data}, "Approve", "ben")
    world.put_index(world.complete(), "ben")
    return made
