"""`sinfonia trust` writes a policy that it can read, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from sinfonia.cli import run
from sinfonia.workflow.trust.policy import PATH, SIGNERS
from sinfonia.workflow.trust.read import read_policy


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """Make two keys, once."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not here: no key can be made")
    folder = tmp_path_factory.mktemp("trust-keys")
    for name in ("ana", "ben"):
        args = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(args, check=True, capture_output=True)
    return folder


@pytest.fixture
def trust(repo, keys, monkeypatch, capsys):
    """Run the command in a repository where ana signs; gives (exit code, what was printed)."""
    repo.commit({"README.md": "Ours.\n"})
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingKey", str(keys / "ana"))
    monkeypatch.chdir(repo.path)

    def call(*args):
        capsys.readouterr()
        code = run(["trust", *args])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def policy(repo):
    return read_policy((repo.path / PATH).read_bytes())


def test_a_policy_begins_with_whoever_makes_it(trust, repo):
    assert trust("init")[0] == 0
    (person,) = policy(repo).persons
    assert (person.name, person.emails, policy(repo).version) == ("ana", ("ana@example.com",), 1)
    assert policy(repo).role("reviewer").members == ("ana",)
    code, told = trust("init")
    assert code == 2
    assert "exists already" in told


def test_without_a_key_nothing_is_begun(trust, repo):
    repo.git("config", "--unset", "user.signingKey")
    code, told = trust("init")
    assert code == 2
    assert "no key to sign with" in told
    assert not (repo.path / PATH).exists()


def test_somebody_is_added_and_their_keys_are_revoked(trust, repo, keys):
    trust("init")
    args = ("add", "ben", "--email", "Ben@example.com", "--key", str(keys / "ben.pub"), "--role", "reviewer")
    assert trust(*args)[0] == 0
    assert policy(repo).role("reviewer").members == ("ana", "ben")
    assert b"ben@example.com" in (repo.path / SIGNERS).read_bytes()
    assert trust("revoke", "ben")[0] == 0
    assert (policy(repo).version, len(policy(repo).revoked)) == (3, 1)
    assert b"ben@example.com" not in (repo.path / SIGNERS).read_bytes()
    code, told = trust("revoke", "ben")
    assert code == 2
    assert "no key that counts" in told


def test_a_private_key_is_refused_and_not_shown(trust, keys):
    trust("init")
    code, told = trust("add", "ben", "--email", "ben@example.com", "--key", str(keys / "ben"))
    assert code == 2
    assert "is a private key" in told
    assert "OPENSSH" not in told


@pytest.mark.parametrize("args", [("add",), ("revoke",), ("list", "ana"), ("check", "ana"), ("grow",), ()])
def test_a_wrong_call_says_what_to_type(trust, args):
    code, told = trust(*args)
    assert (code, "error:" in told) == (2, True)


def test_a_dry_run_writes_nothing(trust, repo, keys):
    assert trust("init", "--dry-run")[0] == 0
    assert not (repo.path / ".sinfonia").exists()
    trust("init")
    before = (repo.path / PATH).read_bytes()
    trust("add", "ben", "--email", "ben@example.com", "--key", str(keys / "ben.pub"), "--dry-run")
    trust("check", "--fix", "--dry-run")
    assert (repo.path / PATH).read_bytes() == before


def test_a_policy_behind_a_link_is_refused(trust, repo):
    (repo.path / ".sinfonia").symlink_to("/tmp")
    code, told = trust("init")
    assert (code, "is a link" in told) == (2, True)


def test_check_finds_what_does_not_work(trust, repo):
    trust("init")
    assert trust("check")[0] == 0
    (repo.path / SIGNERS).write_text("eve@example.com ssh-ed25519 AAAA\n")
    code, told = trust("check")
    assert (code, "stale-signers" in told) == (1, True)
    assert trust("check", "--fix")[0] == 0
    (repo.path / PATH).write_text((repo.path / PATH).read_text().replace("members:", "member:"))
    code, told = trust("check")
    assert code == 2
    assert f"{PATH}:" in told
    assert "did you mean `members`" in told


def test_check_compares_with_the_base(trust, repo):
    trust("init")
    repo.commit({}, "Trust")
    repo.git("checkout", "-q", "-b", "feat")
    (repo.path / PATH).write_text((repo.path / PATH).read_text() + "# mine\n")
    code, told = trust("check")
    assert (code, "policy-rollback" in told) == (1, True)


def test_the_list_is_machine_readable_and_shows_fingerprints_only(trust):
    trust("init")
    _, told = trust("list", "--format", "json")
    (person,) = json.loads(told)["policy"]["persons"]
    assert person["keys"][0]["fingerprint"].startswith("SHA256:")
    assert "AAAA" not in told
