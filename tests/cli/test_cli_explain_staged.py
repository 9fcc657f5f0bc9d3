"""`sinfonia explain --staged`: what every rule makes of the index."""

import pytest

TEST = "from src.a import login\n\n\ndef test_login():\n    assert login(1) == 2\n"
TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"


@pytest.fixture
def begun(repo):
    repo.commit({"src/a.py": "def login(user):\n    return user\n", "README.md": "# x\n"}, "Begin")
    return repo


def asked(cli):
    """Give code to (answer, details), and the whole document."""
    document = cli("explain", "--staged", "--format", "json").document
    steps = {s["question"].split(" ")[0]: (s["answer"], s["details"]) for s in document["steps"] if "asked" in str(s)}
    return steps, document


def test_a_source_without_a_test_is_named_with_what_changed(cli, begun):
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n"})
    steps, document = asked(cli)
    answer, details = steps["ENF-001"]
    assert answer == "yes; it refuses"
    assert details[0].startswith("src/a.py: executable: function `login` changed (line 2); no test goes with it")
    assert "error at src/a.py:2: `src/a.py` changes but no test does" in details
    assert document["verdict"] == "refused"
    assert document["next_steps"] == ["sinfonia explain ENF-001"]


def test_a_source_with_a_test_names_it(cli, begun):
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n", "tests/test_a.py": TEST})
    steps, document = asked(cli)
    answer, details = steps["ENF-001"]
    assert answer == "yes; it has nothing to say"
    assert "src/a.py: executable: function `login` changed (line 2); satisfied by `tests/test_a.py`" in details
    assert "tests/test_a.py: test: it counts as a test" in details
    assert document["verdict"] == "passed"


def test_a_test_of_an_earlier_commit_of_the_branch_is_named(cli, begun):
    begun.git("switch", "-q", "-c", "work", "--track", "main")
    begun.commit({"tests/test_a.py": TEST}, "Test")
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n"})
    steps, _ = asked(cli)
    assert "satisfied by `tests/test_a.py`" in steps["ENF-001"][1][0]


@pytest.mark.parametrize(
    ("level", "test", "said"),
    [
        ("matched", "tests/test_b.py", "a test that names or imports the source must change (`tests.level: matched`)"),
        ("matched", "tests/test_a.py", "satisfied by `tests/test_a.py`"),
        ("package", "packages/x/tests/test_x.py", "a test of the same package must change (`tests.level: package`)"),
        ("package", "tests/test_b.py", "satisfied by `tests/test_b.py`"),
    ],
)
def test_a_closer_level_of_tests_is_told(cli, begun, level, test, said):
    begun.write({".sinfonia/config.yaml": f"tests: {{level: {level}}}\n"})
    begun.stage(
        {"src/a.py": "def login(user):\n    return user + 1\n", test: "def test_it():\n    assert 1 + 1 == 2\n"}
    )
    steps, _ = asked(cli)
    row = next(row for row in steps["ENF-001"][1] if row.startswith("src/a.py: "))
    assert row.endswith(said)


def test_a_test_inside_its_source_is_named(cli, begun):
    body = (
        "fn add(a: i32) -> i32 {{ a + {} }}\n\n#[cfg(test)]\nmod tests {{\n    #[test]\n"
        "    fn adds() {{ assert_eq!(super::add(1), {}); }}\n}}\n"
    )
    begun.commit({"src/a.rs": body.format(1, 2)}, "Rust")
    begun.stage({"src/a.rs": body.format(2, 3)})
    steps, document = asked(cli)
    assert any(
        row.startswith("src/a.rs: executable: ") and row.endswith("satisfied by `src/a.rs`")
        for row in steps["ENF-001"][1]
    )
    assert document["verdict"] == "passed"


def test_a_test_that_only_loses_an_assertion_does_not_count(cli, begun):
    begun.commit({"tests/test_a.py": TEST}, "Test")
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n", "tests/test_a.py": "# none\n" + TEST})
    steps, _ = asked(cli)
    details = "\n".join(steps["ENF-001"][1])
    assert "tests/test_a.py: test: it does not count as a test; comments, layout" in details


def test_a_rule_without_a_file_that_it_reads_is_not_asked(cli, begun):
    begun.stage({"notes.txt": "x\n"})
    steps, _ = asked(cli)
    assert steps["ENF-005"] == ("no: nothing is staged that it reads", [])
    assert steps["ENF-008"][0] == "yes; it has nothing to say"
    begun.stage({"deploy.sh": "git reset --hard\n"})
    steps, _ = asked(cli)
    assert steps["ENF-005"][0] == "yes; it refuses"
    assert steps["ENF-005"][1][0] == "deploy.sh: it reads the shell in it (script)"


def test_a_rule_that_is_off_says_what_switched_it_off(cli, begun):
    begun.write({".sinfonia/config.yaml": "rules:\n  ENF-008: {severity: 'off'}\n  ENF-002: {severity: warning}\n"})
    begun.stage({".env": "A=1\n"})
    steps, document = asked(cli)
    assert steps["ENF-008"] == ("no: it is off, by .sinfonia/config.yaml:2", [])
    assert steps["ENF-002"][0] == "yes; it warns (its level is warning, by .sinfonia/config.yaml:3)"
    assert document["verdict"] == "passed"


def test_strictness_is_named_where_it_sets_the_level(cli, begun):
    begun.write({".sinfonia/config.yaml": "enforcement_strictness: low\n"})
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n"})
    steps, _ = asked(cli)
    said = "yes; it warns (its level is warning, by `enforcement_strictness: low` (.sinfonia/config.yaml:1))"
    assert steps["ENF-001"][0] == said


def test_a_rule_left_to_the_message_hook_says_so(cli, begun):
    begun.stage({"src/a.py": "def login(user):\n    return user + 1\n"})
    assert "leaves it to the message hook" not in cli("explain", "--staged").out
    assert begun.sinfonia("install").code == 0
    steps, _ = asked(cli)
    assert any("leaves it to the message hook" in row for row in steps["ENF-001"][1])
    assert not any("message hook" in row for row in steps["ENF-002"][1])


@pytest.mark.parametrize(
    ("files", "by"),
    [
        ({"n.txt": f"t = '{TOKEN}'  # sinfonia: ignore[ENF-008] revoked\n"}, "ignored by inline (revoked)"),
        ({".sinfonia/config.yaml": "ignore:\n  - {code: ENF-008, reason: revoked}\n", "n.txt": f"t = '{TOKEN}'\n"},
         "ignored by config (revoked)"),
    ],
)  # fmt: skip
def test_what_suppresses_a_finding_is_told_and_no_secret_is(cli, begun, files, by):
    begun.stage(files)
    steps, document = asked(cli)
    assert steps["ENF-008"][0] == "yes; what it finds does not count"
    assert any(row.startswith(by) for row in steps["ENF-008"][1])
    assert TOKEN[4:] not in str(document) + cli("explain", "--staged").out


def test_a_baseline_that_suppresses_is_told(cli, begun):
    begun.commit({"n.txt": f"t = '{TOKEN}'\n"}, "Leak")
    cli("baseline")
    begun.stage({"n.txt": f"t = '{TOKEN}'\nmore\n"})
    begun.git("rm", "-q", "--cached", "n.txt")
    begun.git("add", "n.txt")
    begun.git("commit", "-q", "--no-verify", "-m", "Adopt")
    begun.stage({"n.txt": f"# t = '{TOKEN}'\n"})
    steps, _ = asked(cli)
    assert any(row.startswith("ignored by baseline") for row in steps["ENF-008"][1])


def test_excluded_files_are_told_with_their_glob(cli, begun):
    begun.write({".sinfonia/config.yaml": "exclude: ['gen/**']\n"})
    begun.stage({"gen/.env": "A=1\n"})
    document = cli("explain", "--staged", "--format", "json").document
    step = next(step for step in document["steps"] if step["question"] == "what is excluded?")
    assert step["answer"] == "1 file, by `exclude` (.sinfonia/config.yaml:1)"
    assert step["details"] == ["gen/.env: `gen/**`"]
    assert document["verdict"] == "passed"


def test_an_index_without_a_change_has_nothing_to_judge(cli, begun):
    document = cli("explain", "--staged", "--format", "json").document
    assert document["steps"][1] == {"question": "what is staged?", "answer": "nothing", "details": []}
    assert document["next_steps"] == ["git add FILE"]


def test_very_many_files_are_cut(cli, begun):
    begun.stage({f"docs/page{number}.md": "x\n" for number in range(60)})
    document = cli("explain", "--staged", "--format", "json").document
    assert document["steps"][1]["answer"] == "60 files"
    assert document["steps"][1]["details"][-1] == "and 20 more"


def test_the_verdict_is_that_of_check(cli, begun):
    for files in ({".env": "A=1\n"}, {".env": None, "x.md": "x\n"}):
        begun.stage(files)
        said = cli("explain", "--staged", "--format", "json").document["verdict"]
        assert said == cli("check", "--staged", "--format", "json").document["verdict"]


def test_an_unresolved_conflict_is_named_and_nothing_else_is_judged(cli, begun):
    begun.git("switch", "-q", "-c", "work")
    begun.commit({"src/a.py": "A = 1\n"}, "One")
    begun.git("switch", "-q", "main")
    begun.commit({"src/a.py": "A = 2\n"}, "Two")
    begun.try_git("merge", "work")
    for args in (["--staged"], ["--path", "src/a.py"]):
        document = cli("explain", *args, "--format", "json").document
        assert document["verdict"] == "could-not-judge"
        assert document["steps"][1]["details"] == ["src/a.py"]
        assert document["next_steps"] == ["git add src/a.py"]
    begun.stage({"src/a.py": "A = 3\n"})
    steps, document = asked(cli)
    assert steps["ENF-001"][0] == "yes; it refuses"
    assert document["verdict"] == "refused"


def test_a_bare_repository_is_an_error_or_has_nothing_staged(cli, make_repo):
    bare = make_repo("bare.git", "--bare")
    assert "nothing" in cli("-C", bare.path, "explain", "--staged").text
