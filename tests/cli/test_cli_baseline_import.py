"""`sinfonia baseline --import`: what gitleaks or detect-secrets accepted enters ours, where we find it today."""

import hashlib
import json

import pytest

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
OTHER = "ghp" + "_" + "a7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
KEY = (
    "-----BEGIN RSA PRIVATE"
    " KEY-----\n" + "MIIEpAIBAAKCAQEA7bq9x0cXyZw3f8Lk2Jd5Vn1Rt6Hs4Pm\n" * 3 + "-----END RSA PRIVATE KEY-----\n"
)
NAME = ".sinfonia/baseline.json"


@pytest.fixture
def old(repo):
    """A repository with two secrets in one file and one in another."""
    repo.commit({"notes.txt": f"token = '{TOKEN}'\nother = '{OTHER}'\n", "src/a.py": f"T = '{TOKEN}'\n"}, "Long ago")
    return repo


def document(repo):
    return json.loads((repo.path / NAME).read_text())


def paths(repo):
    return [row["path"] for row in document(repo)["findings"]]


def gitleaks(*rows):
    base = {"RuleID": "github-pat", "StartLine": 1, "Commit": "", "Fingerprint": "x"}
    return json.dumps([{**base, **row} for row in rows], indent=1)


def detect_secrets(results):
    rows = {
        path: [
            {"type": kind, "filename": path, "hashed_secret": sha1(value), "line_number": line}
            for kind, value, line in entries
        ]
        for path, entries in results.items()
    }
    return json.dumps({"version": "1.5.0", "plugins_used": [], "results": rows}, indent=2)


def sha1(value):
    return hashlib.sha1(value.encode(), usedforsecurity=False).hexdigest()


def brought(cli, repo, text, *more, name="their.file"):
    (repo.path / name).write_text(text)
    answer = cli("baseline", "--import", name, "--format", "json", *more)
    assert answer.code == 0, answer.text
    for secret in (TOKEN, OTHER):
        assert secret not in answer.text
    return answer.document


def test_a_gitleaks_report_is_carried_over_by_value(cli, old):
    told = brought(cli, old, gitleaks({"File": "notes.txt", "Secret": TOKEN, "StartLine": 9}))
    assert (told["format"], told["entries"], told["new"], told["not_carried_over"]) == ("gitleaks report", 1, 1, [])
    assert told["next_steps"] == [f"git add {NAME}"]
    assert paths(old) == ["notes.txt"]
    left = cli("check", "--all", "--format", "json").document["findings"]
    assert [(row["location"]["path"], row["location"]["line"]) for row in left] == [("notes.txt", 2), ("src/a.py", 1)]


def test_a_detect_secrets_baseline_is_carried_over_by_its_hash(cli, old):
    text = detect_secrets({"notes.txt": [("GitHub Token", OTHER, 77)], "src/a.py": [("Secret Keyword", TOKEN, 1)]})
    told = brought(cli, old, text, name=".secrets.baseline")
    assert (told["format"], told["new"]) == ("detect-secrets baseline", 2)
    left = cli("check", "--all", "--format", "json").document["findings"]
    assert [(row["location"]["path"], row["location"]["line"]) for row in left] == [("notes.txt", 1)]
    assert sha1(TOKEN) not in (old.path / NAME).read_text()  # ours holds keyed digests only


def test_a_private_key_is_known_by_the_label_that_detect_secrets_hashes(cli, old):
    old.commit({"id.txt": KEY}, "Key")
    told = brought(cli, old, detect_secrets({"id.txt": [("Private Key", "BEGIN RSA PRIVATE" + " KEY", 1)]}))
    assert (told["new"], paths(old)) == (1, ["id.txt"])


@pytest.mark.parametrize("secret", ["REDACTED", "ghp_x7Kd..."])
def test_a_redacted_report_is_carried_over_by_the_line(cli, old, secret):
    told = brought(cli, old, gitleaks({"File": "notes.txt", "Secret": secret, "StartLine": 2}))
    assert (told["new"], paths(old)) == (1, ["notes.txt"])
    left = cli("check", "--all", "--format", "json").document["findings"]
    assert ("notes.txt", 1) in [(row["location"]["path"], row["location"]["line"]) for row in left]


def test_a_line_with_two_findings_is_not_guessed(cli, old):
    old.commit({"both.txt": f"a = '{TOKEN}'; b = '{OTHER}'\n"}, "Both")
    told = brought(cli, old, "both.txt:github-pat:1\n")
    assert told["new"] == 0
    assert "does not say which" in told["not_carried_over"][0]["reason"]


def test_an_ignore_file_of_gitleaks_is_carried_over_by_line_or_by_what_stood_in_its_commit(cli, old):
    commit = old.git("rev-parse", "HEAD").strip()
    old.commit({"notes.txt": f"# a line more\n\ntoken = '{TOKEN}'\nother = '{OTHER}'\n"}, "Move")
    text = f"# reviewed\n\n{commit}:notes.txt:github-pat:1\nsrc/a.py:github-pat:1 # a sample\n"
    told = brought(cli, old, text, name=".gitleaksignore")
    assert (told["format"], told["entries"], told["new"], told["not_carried_over"]) == (".gitleaksignore", 2, 2, [])
    left = cli("check", "--all", "--format", "json").document["findings"]
    assert [(row["location"]["path"], row["location"]["line"]) for row in left] == [("notes.txt", 4)]


def test_what_is_not_carried_over_is_listed_with_the_reason(cli, old):
    commit = old.git("rev-parse", "HEAD").strip()
    old.write({".sinfonia/config.yaml": "exclude: ['gen/**']\n"})
    old.commit({"gen/x.txt": f"t = '{TOKEN}'\n", "src/a.py": "T = None\n"}, "More")
    rows = [
        {"File": "gone.txt", "Secret": TOKEN},
        {"File": "gen/x.txt", "Secret": TOKEN},
        {"File": "notes.txt", "Secret": "something-else-entirely"},
        {"File": "src/a.py", "Secret": TOKEN, "Commit": commit},
        {"File": "src/a.py", "Secret": "REDACTED", "Commit": commit},
        {"File": "src/a.py", "Secret": "REDACTED", "Commit": "0" * 40},
        {"File": "notes.txt", "Secret": "REDACTED", "StartLine": 40},
    ]
    told = brought(cli, old, gitleaks(*rows))
    assert [row["reason"] for row in told["not_carried_over"]] == [
        "the file is not tracked",
        "the file is excluded (`exclude: gen/**`)",
        "no finding of ours in this file has this value",
        "only history has this value",
        "only history has this value",
        "its commit or file is not in this repository",
        "no finding of ours is in this line",
    ]
    assert told["written"] is False
    assert not (old.path / NAME).exists()
    out = cli("baseline", "--import", "their.file").out
    assert "  not carried over: gone.txt:1 (github-pat): the file is not tracked\n" in out
    assert out.startswith("gitleaks report: 0 entries of 7 carried over, 0 new to ours\n")


def test_a_second_import_changes_nothing(cli, old):
    text = gitleaks({"File": "notes.txt", "Secret": TOKEN}, {"File": "./src/a.py", "Secret": TOKEN})
    assert brought(cli, old, text)["new"] == 2
    first = (old.path / NAME).read_bytes()
    told = brought(cli, old, text)
    assert (told["new"], told["accepted"], told["written"]) == (0, 2, False)
    assert (old.path / NAME).read_bytes() == first


def test_an_import_keeps_what_was_accepted_before(cli, old):
    brought(cli, old, gitleaks({"File": "notes.txt", "Secret": TOKEN}))
    before = document(old)
    brought(cli, old, detect_secrets({"src/a.py": [("GitHub Token", TOKEN, 1)]}))
    after = document(old)
    assert after["salt"] == before["salt"]
    assert [row for row in after["findings"] if row in before["findings"]] == before["findings"]
    assert len(after["findings"]) == 2


def test_an_absolute_path_and_a_windows_path_are_the_same_file(cli, old):
    rows = [{"File": str(old.path / "notes.txt"), "Secret": TOKEN}, {"File": "src\\a.py", "Secret": TOKEN}]
    assert brought(cli, old, gitleaks(*rows))["new"] == 2


def test_a_dry_run_writes_nothing(cli, old):
    told = brought(cli, old, gitleaks({"File": "notes.txt", "Secret": TOKEN}), "--dry-run")
    assert (told["new"], told["written"], told["next_steps"]) == (1, False, [])
    assert not (old.path / NAME).exists()


@pytest.mark.parametrize("text", ["[]", "[ ]\n", '{"results": {}}', "", "# nothing\n"])
def test_a_file_without_entries_brings_nothing(cli, old, text):
    assert brought(cli, old, text)["entries"] == 0


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[\n  {"File": "a",}\n]', ":2: is no JSON: "),
        ('{"runs": []}', ":1: is no baseline: it has no `results`"),
        ("[\n 1\n]", ":2: holds an entry that is no object"),
        ('[\n {"RuleID": "x"}\n]', ":2: has an entry whose `File` is missing"),
        ('[{"File": "a"},\n {"File": 7}]', ":2: has an entry whose `File` is no text"),
        ('[{"File": "a", "StartLine": "7"}]', ":1: has an entry whose `StartLine` is no line number"),
        ('[{"File": "a", "Commit": "--output=x"}]', ":1: has a `Commit` that is no full id"),
        ('{\n"results": {\n"a.txt": 7}}', ":3: has a path whose entries are no list of objects"),
        ('{\n"results": {\n"a.txt": [{"type": "x"}]}}', ":3: has an entry whose `hashed_secret` is missing"),
        ('{\n"results": {"a": [{"hashed_secret": "zz"}]}}', ":2: has a `hashed_secret` that is no SHA-1"),
        ("# one\nnotes.txt\n", ":2: is no fingerprint: "),
        ("a.txt:rule:7\na.txt:rule:x\n", ":2: is no fingerprint: "),
        ("[" * 100_000, ":1: is nested too deeply"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_nothing_is_written(cli, old, text, wrong):
    (old.path / "their.file").write_text(text)
    answer = cli("baseline", "--import", "their.file")
    assert (answer.code, answer.out) == (2, "")
    assert f"error: their.file{wrong}" in answer.err
    assert " hint: " in answer.err
    assert not (old.path / NAME).exists()


def test_a_bad_file_is_told_of_without_its_secret(cli, old):
    for text in (f"{TOKEN}\n", f'[{{"File": "a", "Commit": "{TOKEN}"}}]', f'[{{"Secret": "{TOKEN}"}}]'):
        (old.path / "their.file").write_text(text)
        answer = cli("baseline", "--import", "their.file")
        assert answer.code == 2
        assert TOKEN not in answer.text


def test_names_that_hold_a_secret_are_masked(cli, old):
    row = {"File": f"{TOKEN}.txt", "Secret": "x" * 12, "RuleID": OTHER}
    (old.path / "their.file").write_text(gitleaks(row))
    for form in ("text", "json"):
        out = cli("baseline", "--import", "their.file", "--format", form).out
        assert TOKEN not in out
        assert OTHER not in out


def test_bytes_that_are_no_text_are_refused(cli, old):
    (old.path / "their.file").write_bytes(b"a.txt:rule:1\n\xff\xfe\n")
    assert "error: their.file:2: is not UTF-8" in cli("baseline", "--import", "their.file").err


def test_a_missing_file_is_an_error(cli, old):
    answer = cli("baseline", "--import", "nowhere.json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: cannot read `nowhere.json`: ")


@pytest.mark.parametrize("other", ["--audit", "--prune"])
def test_an_import_goes_alone(cli, old, other):
    answer = cli("baseline", "--import", "x", other)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: --audit, --prune and --import exclude each other\n")


def test_only_what_an_entry_accepts_is_accepted(cli, old):
    brought(cli, old, detect_secrets({"notes.txt": [("GitHub Token", TOKEN, 1)]}))
    old.commit({"notes.txt": f"token = '{OTHER[:-3]}abc'\n"}, "Rotate")
    told = cli("check", "--all", "--format", "json").document
    assert ("notes.txt", 1) in [(row["location"]["path"], row["location"]["line"]) for row in told["findings"]]
