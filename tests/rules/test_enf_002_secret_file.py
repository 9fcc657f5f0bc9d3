"""ENF-002: which names are secret, which only carry the word, and when the content decides."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.errors import NotJudgedError
from sinfonia.model.change import EXECUTABLE, SUBMODULE, SYMLINK, Change, change_in_memory
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_002_secret_file import RULE, judge
from sinfonia.rules.secret_names import judge_path, judge_tree

HOME_REFUSED = (
    "~/.ssh/id_rsa", "~/.ssh/config", "$HOME/.aws/config", "${HOME}/.aws/sso/cache/a.json", "/root/.kube/config",
    "/home/ana/.docker/config.json.bak", "/Users/ana/.netrc", "C:\\Users\\ana\\.git-credentials",
    "%USERPROFILE%\\.pypirc", "$env:APPDATA\\gcloud\\credentials.db", "/mnt/c/Users/ana/.azure/x.json",
    "/c/Users/ana/.npmrc", "\\\\host\\c$\\Users\\ana\\.vault-token", "$XDG_CONFIG_HOME/gh/hosts.yml",
    "$CODEX_HOME/auth.json", "~/.codex/work.config.toml", "~/.claude.json", "~/.claude/.credentials.json",
    "~/.local/share/opencode/opencode-next.db-wal", "~/.cursor/projects/shop/mcp-auth.json", "~bob/.gnupg/trustdb.gpg",
    "~/.config/google-chrome/Default/Login Data", "~/Library/Keychains/login.keychain-db", "~/.bash_history",
    "../../.aws/config", "~/../bob/.ssh/work", "/proc/self/root/home/ana/.ssh/work", "~/.config/op/config",
    "~/.cargo/credentials.toml", "~/.terraform.d/credentials.tfrc.json", "~/.m2/settings.xml", "file:///root/.ssh/x",
)  # fmt: skip
HOME_ALLOWED = (
    "~/notes.txt", "~/.codex/secrets-old/note.txt", "~/.cursor/rules/team.md", "~/.config/nvim/init.lua", "~", "/",
    "..",
    "~/.local/share/opencode/sessions/x.db", "infra/.kube/config", "tests/fixtures/.ssh/config",
    "not.claude/settings.json",
    "~/.kube/cache/discovery/x.json", "https://example.com/x/.env", "https://ana@example.com:8443/a/credentials",
    "/etc/hosts", "/etc/ssl/certs/ca.pem", "/tmp/auth.json", "process\\.env", "id_rsa-based login is fine here",
)  # fmt: skip
SYSTEM_REFUSED = ("/etc/shadow", "//etc/shadow", "/etc/../etc/./shadow", "/proc/1/environ",
                  "/run/secrets/db", "/etc/wireguard/wg0.conf",
                  "/etc/opencode/opencode.json", "/private/etc/master.passwd", "/etc/ssl/private/a")  # fmt: skip
TREE_REFUSED = (
    ".env", "app/.env.local", ".env.production", ".env.production copy 2", ".env.bak", ".env~", ".env_old", "#.env#",
    ".env(1)",
    "deploy/id_rsa", "id_ed25519.work", "id_dsa-old", "deploy_key_rsa", "ci_ed25519", "ssh_host_rsa_key",
    "server.pem", "a.p12",
    "a.pfx", "a.ppk", "a.kdbx", "a.jks", "release.keystore", "a.keypair", "credentials", "conf/credentials.json",
    "credentials.toml",
    "gcp-service-account.json", "serviceAccountKey.json", "aws-credentials.json", "client_secret_12.json",
    "secret.json",
    "secrets/db.json", "secrets/password", "terraform.tfstate", "terraform.tfstate.backup", ".vault-token", ".netrc",
    ".htpasswd",
    "config/master.key", "config/credentials/production.key", ".git-credentials", ".dev.vars", "x.tfstate",
    "capture.pcap", "HEAD:.env",
)  # fmt: skip
TREE_ALLOWED = (
    ".env.example", ".env.local.sample", ".env_example", ".env.template", ".env.dist", ".env.defaults", ".env.d.ts",
    ".env.vault",
    ".envoy.yaml", ".env/bin/python", "id_rsa.pub", "deploy_key_rsa.pub", "id_rsa.py", "id_ed25519-cert.pub",
    "src/credentials.py",
    "credentials.example.json", "docs/secrets/README.md", "secrets/README", "secrets/.gitignore",
    "app/secrets/views.ts",
    ".secrets.baseline", "example.tfvars", "config/credentials.yml.enc", "certs/site.crt", "package.json",
    "access_log.csv",
    "accounts.json", "db/schema.sql", "server.pem.example", "settings.json", "mcp.json", ".mcp.json.bak",
    ".gitlab-ci.yml", "a/b",
)  # fmt: skip
AMBIGUOUS = (".npmrc", ".pypirc", ".envrc", ".env.development", ".env.test", "prod.tfvars", "site.key",
             "config.json", ".mcp.json", "vendor/x/server.pem", "server-cert.pem", "prod.env",
             ".claude/settings.json", "k8s/secret.yaml")  # fmt: skip


@pytest.mark.parametrize("path", [*HOME_REFUSED, *SYSTEM_REFUSED, *TREE_REFUSED])
def test_a_secret_place_is_refused(path):
    verdict = judge_path(path)
    assert verdict.decision == "deny"
    assert verdict.what


@pytest.mark.parametrize("path", [*HOME_ALLOWED, *TREE_ALLOWED])
def test_a_name_that_only_looks_like_it_passes(path):
    assert not judge_path(path).refused_unseen


@pytest.mark.parametrize("path", AMBIGUOUS)
def test_the_content_of_an_ambiguous_name_decides(path):
    assert judge_path(path).decision == "ambiguous"


def test_the_home_folder_of_the_reader_counts():
    assert judge_path("/srv/people/ana/.aws/config", home="/srv/people/ana").decision == "deny"
    assert judge_path("/srv/people/bob/.aws/config", home="/srv/people/ana").decision != "deny"


@given(path=st.sampled_from([*HOME_REFUSED, *SYSTEM_REFUSED, *TREE_REFUSED]), data=st.data())
def test_case_does_not_hide_a_secret_place(path, data):
    flips = data.draw(st.lists(st.booleans(), min_size=len(path), max_size=len(path)))
    other = "".join(char.upper() if flip else char.lower() for char, flip in zip(path, flips, strict=True))
    assert judge_path(other).decision == "deny"


@given(
    path=st.sampled_from([path for path in TREE_REFUSED if ":" not in path]),
    turns=st.lists(st.sampled_from(["./", "x/../", "a//", ".//", "a/./"]), max_size=4),
)
def test_detours_do_not_hide_a_secret_name(path, turns):
    assert judge_path("".join(turns) + path).decision == "deny"
    assert judge_path(("src/" + path).replace("/", "\\")).decision == "deny" or path.startswith(".")


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    assert judge_path(text).decision in ("deny", "allow", "ambiguous")
    assert judge_tree(text or "x").decision in ("deny", "allow", "ambiguous")


# Assembled: nothing here is a key, and no scanner should think so.
BEGIN = "-----BEGIN " + "{}-----\nMIIB\n-----END " + "{}-----\n"
PRIVATE = BEGIN.format("RSA PRIVATE" + " KEY", "RSA PRIVATE" + " KEY").encode()
PUBLIC = BEGIN.format("CERTIFICATE", "CERTIFICATE").encode()
VALUE = b"9f86d081884c7d659a2f"

CONTENT = (
    # path, content, refused
    ("server.pem", PRIVATE, True),
    ("server.pem", PUBLIC, False),
    ("server.pem", PUBLIC + PRIVATE, True),
    ("server.pem", b"", True),
    ("site.key", PRIVATE, True),
    ("site.key", BEGIN.format("PUBLIC KEY", "PUBLIC KEY").encode(), False),
    ("site.key", b"0\x82\x04\xa4\x02\x01", True),
    ("vendor/x/server.pem", PRIVATE, True),
    ("vendor/x/server.pem", PUBLIC, False),
    ("id_rsa", PRIVATE, True),
    ("deploy_rsa", b"ssh-rsa " + b"AAAA" + b" ana@example.com\n", False),
    (".npmrc", b"//npm.example.com/:_authToken=" + VALUE + b"\n", True),
    (".npmrc", b"//npm.example.com/:_authToken=${NPM_TOKEN}\n", False),
    (".npmrc", b"save-exact=true\n", False),
    (".docker/config.json", b'{"auths": {"r": {"auth": "' + VALUE + b'"}}}', True),
    (".docker/config.json", b'{"credsStore": "desktop"}', False),
    (".kube/config", b"    client-key-data: " + VALUE + b"\n", True),
    (".kube/config", b"    current-context: dev\n", False),
    (".env.test", b"DEBUG=1\n", False),
    (".env", b"DEBUG=1\n", True),
    (".env", b"\0GITCRYPT\0abc", False),
    ("secrets/db.yaml", b"$ANSIBLE_VAULT;1.1;AES256\n3136\n", False),
    ("secrets/db.yaml", b"user: app\n", True),
    ("secrets/db.yaml", b"user: ENC[AES256_GCM,data:xx]\nsops:\n  version: 3\n", False),
    (".env.development", "DEBUG=1\n".encode("utf-16"), False),
)  # fmt: skip


@pytest.fixture
def scanner(monkeypatch):
    """Stand in for ENF-008's scanner: what it finds is its own tests' business."""
    scan = types.ModuleType("sinfonia.rules.secrets.scan")
    scan.find = lambda data, path="", *, entropy=True: iter([b"hit"] if b"HIT" in data else [])
    monkeypatch.setitem(sys.modules, "sinfonia.rules.secrets.scan", scan)


def found(*changes, moment="commit", data=None):
    return list(judge(Event(moment, changes), Policy(data or {})))


@pytest.mark.parametrize(("path", "content", "refused"), CONTENT)
def test_content_refuses_and_excuses(path, content, refused):
    assert bool(found(change_in_memory(path, None, content))) is refused


@pytest.mark.parametrize("path", [".env.development", ".envrc", "prod.tfvars", "config.json", "k8s/secret.yaml"])
def test_a_value_that_the_scanner_finds_refuses_an_ambiguous_name(scanner, path):
    (finding,) = found(change_in_memory(path, b"", b"x = HIT\n"))
    assert finding.message.endswith("holds a secret value")
    assert not found(change_in_memory(path, b"", b"x = 1\n"))


def test_a_finding_names_the_file_and_what_to_type(scanner):
    (finding,) = found(change_in_memory("deploy/id_rsa", None, PRIVATE))
    assert finding.message == "`deploy/id_rsa` is a private SSH key by its name"
    assert finding.help.startswith("git rm --cached deploy/id_rsa, then add it to .gitignore")
    assert (finding.code, finding.name, finding.location.path) == ("ENF-002", "secret-file", "deploy/id_rsa")
    (finding,) = found(change_in_memory(".env.production", None, b""))
    assert finding.help.endswith("commit `.env.example` with names only")
    (finding,) = found(change_in_memory("a b/.env", None, b""))
    assert "'a b/.env'" in finding.help


def link(target, path="notes.txt"):
    return change_in_memory(path, None, target, mode=SYMLINK)


@pytest.mark.parametrize(
    "target", [b"/root/.ssh/id_rsa", b"~/.aws/credentials", b"../.env", b"../../.ssh/x", b"C:\\Users\\a\\.netrc"]
)
def test_a_link_to_a_secret_is_refused(target):
    assert found(link(target, "docs/notes.txt"))


@pytest.mark.parametrize("target", [b"README.md", b"../.env.example", b"../.mcp.json", b"id_rsa.pub"])
def test_a_link_to_something_else_passes(target):
    assert not found(link(target, "docs/notes.txt"))


def test_a_link_that_is_called_like_a_secret_is_refused():
    assert found(link(b"nowhere", ".env"))


def test_every_status_with_a_new_side_is_judged_and_a_deletion_passes():
    for status in "AMRCT":
        assert found(Change(".env", status, old_path="x", old_mode=0o100644, new_mode=EXECUTABLE, new_id="1"))
    assert not found(change_in_memory(".env", b"X=1\n", None))
    assert not found(Change("credentials", "A", new_mode=SUBMODULE, new_id="1"))


class Unreadable:
    def read(self, oid):
        raise NotJudgedError("git cannot read its object")


def test_a_file_that_cannot_be_read_is_refused_by_name_or_reported():
    (finding,) = found(Change(".env", "A", new_mode=0o100644, new_id="1", blobs=Unreadable()))
    assert finding.code == "ENF-002"
    (finding,) = found(Change(".npmrc", "A", new_mode=0o100644, new_id="1", blobs=Unreadable()))
    assert (finding.code, finding.message) == ("ENF-904", "`.npmrc` could not be judged: git cannot read its object")
    assert not found(Change("a.py", "A", new_mode=0o100644, new_id="1", blobs=Unreadable()))


def test_places_outside_of_the_tree_count_for_a_tool_call_only(scanner):
    change = change_in_memory("/home/ana/.aws/config", None, b"")
    assert found(change, moment="tool")
    assert not found(change_in_memory("home/ana/.aws/config", None, b""))


def test_the_rule_reads_content_of_suspect_names_only():
    changes = [Change(f"src/m{n}.py", "A", new_mode=0o100644, new_id="1", blobs=Unreadable()) for n in range(100)]
    assert not found(*changes)


def test_the_rule_is_registered_as_the_policy_says():
    assert RULE.moments == ("commit", "range", "push", "tool")
    assert RULE.waived_by == ("inline", "config")


def corpus():
    root = os.environ.get("SINFONIA_CORPORA") or Path(__file__).parents[2].parent / "shared" / "corpora"
    file = Path(root) / "secret-paths.jsonl.gz"
    if not file.is_file():
        pytest.skip("no corpora here")
    with gzip.open(file, "rt") as rows:
        return [json.loads(row) for row in rows]


def test_the_corpus_is_judged_as_well_as_promised():
    rows = corpus()
    refused = {
        expect: [judge_path(row["text"]).refused_unseen for row in rows if row["expect"] == expect]
        for expect in ("deny", "allow")
    }
    assert sum(refused["deny"]) >= 0.95 * len(refused["deny"])
    assert sum(refused["allow"]) <= 0.03 * len(refused["allow"])


def test_a_command_to_copy_is_quoted_whatever_the_name_is():
    (finding,) = found(change_in_memory("a';touch x;'/.env", None, b""))
    assert shlex.split(finding.help.partition(", then")[0])[3] == "a';touch x;'/.env"
    (finding,) = found(change_in_memory("-f.pem", None, PRIVATE))
    assert finding.help.startswith("git rm --cached ./-f.pem, ")
