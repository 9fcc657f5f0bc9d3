"""`secrets.engines`: detect-secrets is asked too, its finds merge with ours, and without it nothing passes."""

import sys

import pytest

from sinfonia.model.change import change_in_memory, text_of
from sinfonia.rules.secrets import engines
from sinfonia.rules.secrets.scan import find

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
HEX = "8f14e45fceea167a" + "5a36dedd4bea2543"
CONFIG = ".sinfonia/config.yaml"
ASKED = "secrets: {engines: [detect-secrets]}\n"


@pytest.fixture
def asked(repo):
    """A repository whose configuration names the engine."""
    repo.commit({CONFIG: ASKED, "README.md": "# x\n"}, "Begin")
    return repo


@pytest.fixture
def engine():
    """The engine itself; tests of its finds are skipped where it is not installed."""
    return pytest.importorskip("detect_secrets")


@pytest.fixture
def without_engine(monkeypatch):
    """An interpreter in which the engine is not installed."""
    for name in ("detect_secrets", "detect_secrets.core.scan", "detect_secrets.settings"):
        monkeypatch.setitem(sys.modules, name, None)


def findings(cli, *args):
    document = cli("check", *args, "--format", "json").document
    return [(row["location"]["path"], row["location"]["line"], row["message"]) for row in document["findings"]]


def test_a_value_that_only_the_engine_finds_is_refused(cli, asked, engine):
    asked.stage({"a.txt": f"k = '{HEX}'\nfine\n"})
    message = "what detect-secrets calls `Hex High Entropy String` would enter history"
    for args in (["--staged"], ["--all"]):
        assert findings(cli, *args) == [("a.txt", 1, message)]
    asked.write({CONFIG: "version: '0.1'\n"})
    assert cli("check", "--staged").code == 0  # the twin: not asked, not found


def test_a_range_asks_the_engine_of_its_base(cli, asked, engine):
    base = asked.git("rev-parse", "HEAD").strip()
    asked.commit({"a.txt": f"k = '{HEX}'\n"}, "Leak")
    assert [row[:2] for row in findings(cli, "--from", base)] == [("a.txt", 1)]


def test_what_both_find_is_found_once_and_by_our_name(cli, asked, engine):
    asked.stage({"a.txt": f"token = '{TOKEN}'\nurl = 'https://u:pa55w0rdXq9Z@db.internal/x'\n"})
    told = findings(cli, "--staged")
    assert [row[1] for row in told] == [1, 2]
    assert not any("detect-secrets" in row[2] for row in told)


def test_no_value_of_the_engine_is_printed(cli, asked, engine):
    asked.stage({"a.txt": f"k = '{HEX}'; t = '{TOKEN}'\n"})
    for form in ("text", "json", "concise", "github", "sarif", "gitlab"):
        out = cli("check", "--staged", "--format", form).text
        assert HEX not in out
        assert TOKEN not in out


def test_the_baseline_and_an_ignore_answer_what_the_engine_finds(cli, asked, engine):
    asked.stage({"a.txt": f"k = '{HEX}'\n", "b.txt": f"k = '{HEX}'  # sinfonia: ignore[ENF-008] a sample\n"})
    assert [row[0] for row in findings(cli, "--staged")] == ["a.txt"]
    assert cli("baseline").code == 0
    assert findings(cli, "--staged") == []


@pytest.mark.parametrize(
    "line",
    [
        "k = 'rules'",
        f"sum = {HEX}",  # no quotes: a word among others
        "ip = 8.8.8.8",
        "hello = 'this is a sentence of words'",
        "k = '12345678901234567890'",
    ],
)
def test_words_addresses_and_numbers_are_no_finds(engine, line):
    assert found(line + "\n") == []


def test_an_allow_mark_of_the_engine_counts_only_where_foreign_marks_do(cli, asked, engine):
    asked.stage({"a.txt": f"k = '{HEX}'  # pragma: allowlist secret\n"})
    assert len(findings(cli, "--staged")) == 1
    asked.write({CONFIG: "secrets: {engines: [detect-secrets], foreign_marks: true}\n"})
    assert findings(cli, "--staged") == []


def test_a_plugin_that_the_repository_names_is_not_loaded(cli, asked, engine):
    asked.stage(
        {
            "mine.py": "open('proof', 'w')\n",
            ".secrets.baseline": '{"plugins_used": [{"name": "M", "path": "file://mine.py"}], "results": {}}\n',
            "a.txt": f"k = '{HEX}'\n",
        }
    )
    cli("check", "--staged")
    assert not (asked.path / "proof").exists()


def test_a_message_and_a_lock_file_are_left_to_our_own_rule(engine):
    assert found(f'"{HEX}"\n', path="package-lock.json") == []
    assert found(f'"{HEX}"\n', path="a.txt") != []


def found(text, path="a.txt"):
    """Give the values that the engine adds to ours."""
    data = text.encode()
    seen = text_of(data, path, change=change_in_memory(path, None, data))
    ours = tuple(find(data, path))
    return [hit.value.decode() for hit in engines.merged(ours, seen, ["detect-secrets"]) if hit not in ours]


def test_a_find_in_a_long_line_has_its_place(engine):
    padding = "a b " * 3000
    assert found(f"{padding}'{HEX}' {padding}\n") == [HEX]


def test_a_text_that_takes_too_long_could_not_be_judged(cli, asked, engine, monkeypatch):
    monkeypatch.setattr(engines, "BUDGET", -1.0)
    asked.stage({"a.txt": "x\n"})
    answer = cli("check", "--staged")
    assert answer.code == 2
    assert "`a.txt` could not be judged: detect-secrets takes more than" in answer.out


@pytest.mark.parametrize("args", [["--staged"], ["--all"], ["--from", "HEAD~1"]])
def test_an_engine_that_is_not_installed_refuses_and_says_what_to_install(cli, asked, without_engine, args):
    asked.commit({"a.txt": "x\n"}, "More")
    asked.stage({"b.txt": "x\n"})
    answer = cli("check", *args)
    assert answer.code == 2
    assert "`secrets.engines` names detect-secrets, which is not installed" in " ".join(answer.out.split())
    assert "pip install detect-secrets" in answer.out


def test_a_policy_without_engines_does_not_miss_them(cli, repo, without_engine):
    repo.stage({"b.txt": "x\n"})
    assert cli("check", "--staged").code == 0


def test_an_engine_that_nobody_knows_refuses(cli, repo):
    repo.write({CONFIG: "secrets: {engines: [nosuch]}\n"})
    repo.stage({"b.txt": "x\n"})
    answer = cli("check", "--staged")
    assert answer.code == 2
    assert "names `nosuch`, which Sinfonia does not know" in " ".join(answer.out.split())
