"""A secret never appears in any output, note, cache or report of ours."""

import os
import sys
from pathlib import Path

import pytest

from sinfonia.reporters import REPORTERS

SCRIPTS = Path(sys.executable).parent
# Each is assembled, so that no scanner finds it here; the last part of each is what must not be seen.
TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
KEY_ID = "AK" + "IA" + "Q3EGXZK7WL2MB5TY"
PASSWORD = "t9Vq" + "Lz4wXk81RbPe"
KEY = "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga1bWNXUx7Kd93mQpLs8x7Kd93mQpLs82Vb="
PEM = f"-----BEGIN RSA {'PRIVATE'} KEY-----\n" + f"{KEY}\n" * 12 + f"-----END RSA {'PRIVATE'} KEY-----\n"
MARK = "sinfonia" + ": ignore"  # in one piece it would be a mark in this file
SECRETS = (TOKEN, KEY_ID, PASSWORD, KEY)

FILES = {
    "two.txt": f'print("{TOKEN}", "{KEY_ID}")\nx = "{KEY_ID}"; y = "{TOKEN}"\n',
    "keyword.py": f'password = "{PASSWORD}"  # {TOKEN}\n',
    "url.txt": f"https://user:{PASSWORD}@db.example.org/x\nhttps://{TOKEN}@github.com/x\n",
    "key.txt": PEM,
    ".env": f"A_TOKEN={TOKEN}\nDB_PASSWORD={PASSWORD}\n",
    "mark.txt": f"x = 1  # {MARK}[{TOKEN}] why\ny = 2  # {MARK}[{KEY_ID}] why\n",
    "reason.txt": f'x = "{TOKEN}"  # {MARK}[ENF-008] because of {TOKEN} and {KEY_ID}\n',
    "long.txt": "a" * 3000 + f' "{TOKEN}" ' + "b" * 3000 + "\n",
    "bytes.bin": b"\x00\x01" + TOKEN.encode() + b"\x00" + KEY_ID.encode() + b"\xff\n",
    ".sinfonia/config.yaml": (
        "version: '0.1'\ncustom:\n"
        "  - {id: ACME-001, name: no-print, message: 'a print stays', help: 'use the logger', added: 'print[(].*'}\n"
        "rules:\n  ACME-001: {severity: warning}\n"
    ),
}
MESSAGE = f"Use {TOKEN}\n\nWith password='{PASSWORD}' and the key {KEY_ID}\n\nTests-Exempt: as {TOKEN} says\n"


def secret_in(text):
    """Give the secrets in a text, also in capitals or small letters, and beginnings of one that say too much."""
    text = text.lower()
    return [part for secret in SECRETS for part in (secret, secret[-12:], secret[:14]) if part.lower() in text]


def said(answer):
    assert "Traceback" not in answer.text
    assert secret_in(answer.text) == []
    return answer


def ours(repo):
    """Give the files that we left in the git directory."""
    return [path for path in (repo.path / ".git/sinfonia").rglob("*") if path.is_file()]


@pytest.fixture
def leaking(repo):
    """Every kind of leak is staged on a repository with a first commit."""
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage(FILES)
    return repo


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("kind", ["staged", "all", "commit", "range"])
def test_no_reporter_shows_one(leaking, name, kind):
    flags = {"staged": ["--staged"], "all": ["--all"], "commit": ["--commit", "HEAD"], "range": ["--from", "HEAD~1"]}[
        kind
    ]
    if kind in {"commit", "range"}:
        leaking.git("commit", "-q", "--no-verify", "-F", "-", stdin=MESSAGE)
    answer = said(leaking.run(SCRIPTS / "sinfonia", "check", *flags, "--format", name))
    assert answer.code == 1
    for path in ("two.txt", "keyword.py", "url.txt", "key.txt", "long.txt", "bytes.bin"):
        assert path in answer.out, f"{path} was not found, so nothing was proven"
    if name in {"text", "concise"} and kind == "range":
        assert "ignored" in answer.out
        assert "(commit message)" in answer.out


@pytest.mark.parametrize("color", ["always", "never"])
def test_colour_does_not_uncover_one(leaking, color):
    said(leaking.run(SCRIPTS / "sinfonia", "check", "--color", color))


def test_no_door_shows_one_and_none_keeps_one(leaking):
    leaking.write({".git/M": MESSAGE})
    doors = [
        (("pre-commit",), ""),
        (("pre-merge-commit",), ""),
        (("pre-applypatch",), ""),
        (("prepare-commit-msg", ".git/M"), ""),
        (("commit-msg", ".git/M"), ""),
    ]
    base = leaking.git("rev-parse", "HEAD").strip()
    for args, stdin in doors:
        answer = said(leaking.run(SCRIPTS / "sinfonia-hook", *args, stdin=stdin))
        assert answer.code == (0 if args[0] == "prepare-commit-msg" else 1)
        said(leaking.run(SCRIPTS / "sinfonia-hook", *args, stdin=stdin, env={"CLAUDECODE": "1", "PRE_COMMIT": "1"}))
    leaking.git("commit", "-q", "--no-verify", "-F", "-", stdin=MESSAGE)
    head = leaking.git("rev-parse", "HEAD").strip()
    leaking.git("reset", "-q", "--hard", base)  # a server has the objects before its ref moves
    doors = [
        (("pre-push", "origin", f"https://u:{PASSWORD}@x/y"), f"refs/heads/main {head} refs/heads/main {base}\n"),
        (("pre-receive",), f"{base} {head} refs/heads/main\n"),
        (("update", "refs/heads/main", base, head), ""),
    ]
    for args, stdin in doors:
        assert said(leaking.run(SCRIPTS / "sinfonia-hook", *args, stdin=stdin)).code == 1
    kept = ours(leaking)
    assert {"policy.cache"} <= {path.name for path in kept}
    for path in kept:
        assert secret_in(path.read_bytes().decode("latin-1")) == []


def test_the_pass_mark_repeats_warnings_and_no_secret(repo):
    """What is only warned about passes, and its screen waits in the git directory for the message hook."""
    config = FILES[".sinfonia/config.yaml"] + "  ENF-008: {severity: warning}\n  ENF-002: {severity: warning}\n"
    repo.commit({".sinfonia/config.yaml": config, "README.md": "# x\n"}, "Begin")
    repo.stage({name: text for name, text in FILES.items() if name not in {".sinfonia/config.yaml", "keyword.py"}})
    answer = said(repo.run(SCRIPTS / "sinfonia-hook", "pre-commit"))
    assert answer.code == 0
    mark = (repo.path / ".git/sinfonia/pass").read_text()
    assert "ENF-008" in mark
    assert secret_in(mark) == []
    repo.write({".git/M": "Fine\n"})
    told = said(repo.run(SCRIPTS / "sinfonia-hook", "commit-msg", ".git/M", env={"PRE_COMMIT": "1"}))
    assert "ENF-008" in told.err


def test_the_baseline_keeps_none(leaking):
    for flags in ([], ["--audit"], ["--prune"], ["--audit", "--format", "json"]):
        said(leaking.run(SCRIPTS / "sinfonia", "baseline", *flags))
    text = (leaking.path / ".sinfonia/baseline.json").read_text()
    assert text.count("ENF-008") > 5
    assert secret_in(text) == []


@pytest.mark.parametrize("path", FILES)
def test_a_trace_shows_none(leaking, path):
    for form in ("text", "json"):
        said(leaking.run(SCRIPTS / "sinfonia", "explain", "--path", path, "--format", form))


@pytest.mark.parametrize(
    "text",
    [
        f"{TOKEN}: 1\n",
        f"enforcement_strictness: {TOKEN}\n",
        f"version: {KEY_ID}\n",
        f"ignore:\n  - {{code: {TOKEN}, path: x, reason: y}}\n",
        f"ignore:\n  - {{code: ENF-001, path: x, reason: y, until: {TOKEN}}}\n",
        f"rules:\n  {KEY_ID}: {{severity: error}}\n",
        f"tests: {{level: {TOKEN}}}\n",
        f"base: '-{TOKEN}'\n",
        f"user_name: [{TOKEN}\n",
        f"exclude: {{{TOKEN}: 1}}\n",
        f"checks:\n  {TOKEN}: '{TOKEN}'\n",
        f"custom:\n  - {{id: {TOKEN}, name: x, message: m, help: h, added: '({TOKEN}'}}\n",
    ],
)
def test_a_broken_configuration_is_told_of_without_its_secret(repo, text):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({".sinfonia/config.yaml": text})
    for args in (
        ["sinfonia", "check"],
        ["sinfonia", "rules"],
        ["sinfonia-hook", "pre-commit"],
        ["sinfonia", "check", "--format", "json"],
    ):
        assert said(repo.run(SCRIPTS / args[0], *args[1:])).code == 2


def test_a_bug_of_ours_tells_its_kind_and_not_what_it_held(repo):
    """A traceback would quote what was judged; only SINFONIA_DEBUG asks for one."""
    boom = f"def boom(*a, **k): raise RuntimeError({TOKEN!r})"
    broken = f"import sinfonia.engine\n{boom}\nsinfonia.engine.Judge.add = boom\n"
    repo.stage({"notes.txt": "x\n"})
    for start in (
        "from sinfonia.door import answer; sys.exit(answer(['pre-commit']))",
        "from sinfonia.cli import run; sys.exit(run(['check']))",
    ):
        answer = said(repo.run(sys.executable, "-I", "-c", f"import sys\n{broken}\n{start}"))
        assert answer.code == 3
        assert answer.err.startswith("error: a bug in Sinfonia: RuntimeError\n hint: ")
        assert "SINFONIA_DEBUG=1" in answer.err


def test_what_git_says_of_a_remote_shows_no_password(repo):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.git("remote", "add", "origin", f"https://user:{PASSWORD}@nowhere.invalid/x")
    for flags in (["--from", "origin/main"], ["--to", "HEAD"]):
        assert said(repo.run(SCRIPTS / "sinfonia", "check", *flags)).code == 2
    assert said(repo.run(SCRIPTS / "sinfonia", "install")).code == 0


def test_notes_of_ours_are_for_their_owner_only(leaking):
    leaking.run(SCRIPTS / "sinfonia-hook", "pre-commit")
    assert ours(leaking)
    if os.name != "nt":
        assert all(path.stat().st_mode & 0o077 == 0 for path in ours(leaking))
