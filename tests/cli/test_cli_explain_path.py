"""`sinfonia explain --path`: why a path is judged as it is, in steps."""

import pytest

BODY = "def login(user):\n    return user\n"
TOKEN = "npm" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga1bWNXU"


def traced(cli, *args):
    """Give the steps as question to answer and details in one text."""
    document = cli("explain", "--path", *args, "--format", "json").document
    return {step["question"]: " | ".join([step["answer"], *step["details"]]) for step in document["steps"]}, document


def test_a_path_is_traced_step_by_step(cli, repo):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({".env": "A=1\n"})
    assert cli("explain", "--path", ".env").out == (
        " 1  which policy judges it?\n"
        "      the defaults: nothing is set\n"
        " 2  is it part of the change?\n"
        "      yes, it is added (000000 to 100644)\n"
        " 3  which lines does it change?\n"
        "      it adds line 1\n"
        " 4  is it excluded?\n"
        "      no\n"
        " 5  ENF-001: what is it, and what does its change mean?\n"
        "      data\n"
        "      - its change: needs no test\n"
        " 6  ENF-002: is it a secret by its name?\n"
        "      yes\n"
        "      - table entry `tree:.env`: a file of environment variables with their\n"
        "        values\n"
        "      - its content (staged): not public, not encrypted\n"
        " 7  ENF-010: is it part of the policy?\n"
        "      no\n"
        " 8  which rules read the lines that it adds?\n"
        "      1 rule\n"
        "      - ENF-008 secret-content: a credential in added text\n"
        "      - it holds no shell by its name: no rule about commands reads it\n"
        " 9  ENF-002 secret-file: what does it find?\n"
        "      error: `.env` is a file of environment variables with their values\n"
        "      - instead: git rm --cached .env, then add it to .gitignore; commit\n"
        "        `.env.example` with names only\n"
        "10  what is the verdict?\n"
        "      it is refused\n"
        "next: sinfonia explain ENF-002\n"
    )


def test_a_path_that_is_not_staged_is_traced_by_its_name(cli):
    steps, document = traced(cli, "nowhere.py")
    assert steps["is it part of the change?"].startswith("no: nothing is staged")
    assert steps["what is the verdict?"] == "none: it is not part of the change"
    assert (document["path"], document["verdict"]) == ("nowhere.py", "passed")


def test_a_path_is_typed_from_where_one_stands(cli, repo):
    repo.stage({"deploy/.env": "A=1\n"})
    for path in (".env", "./.env", "../deploy/.env", str(repo.path / "deploy/.env")):
        assert "yes, it is added" in cli("-C", "deploy", "explain", "--path", path).out
        repo_root = cli("-C", "..", "explain", "--path", "deploy/.env")
        assert "yes, it is added" in repo_root.out


def test_a_path_that_is_excluded_or_ignored_says_by_what(cli, repo):
    ignore = "ignore:\n  - {code: ENF-002, path: 'old/**', reason: 'a sample', until: 2099-01-01}\n"
    repo.write({".sinfonia/config.yaml": "exclude: ['gen/**']\n" + ignore})
    repo.stage({"gen/.env": "A=1\n", "old/.env": "A=1\n"})
    steps, document = traced(cli, "gen/.env")
    assert steps["is it excluded?"] == "yes, by `exclude: gen/**` (.sinfonia/config.yaml:1): no rule sees it"
    assert document["verdict"] == "passed"
    steps, document = traced(cli, "old/.env")
    assert steps["ENF-002: is it ignored?"] == "yes until 2099-01-01, .sinfonia/config.yaml:3: a sample"
    assert steps["ENF-002 secret-file: does it count?"].startswith("no, config: a sample")
    assert document["verdict"] == "passed"


def test_an_ignore_whose_day_is_past_says_so(cli, repo):
    ignore = "ignore:\n  - {code: ENF-002, path: '.env', reason: 'a sample', until: 2020-01-01}\n"
    repo.write({".sinfonia/config.yaml": ignore})
    repo.stage({".env": "A=1\n"})
    steps, document = traced(cli, ".env")
    assert steps["ENF-002: is it ignored?"].startswith("no longer until 2020-01-01")
    assert document["verdict"] == "refused"


@pytest.mark.parametrize(
    ("content", "said", "verdict"),
    [
        (f"//registry/:_authToken={TOKEN}\n", "it holds a secret value", "refused"),
        ("//registry/:_authToken=${NPM_TOKEN}\n", "it holds no secret value: it passes", "passed"),
    ],
)
def test_an_ambiguous_name_is_decided_by_its_content(cli, repo, content, said, verdict):
    repo.stage({".npmrc": content})
    steps, document = traced(cli, ".npmrc")
    told = steps["ENF-002: is it a secret by its name?"]
    assert told.startswith("it may be: its content decides | table entry `tree:.npmrc`")
    assert told.endswith(f"its content (staged): {said}")
    assert document["verdict"] == verdict
    assert TOKEN not in str(document)


def test_a_file_of_the_working_tree_is_looked_into_where_nothing_is_staged(cli, repo):
    repo.write({".npmrc": "color=true\n"})
    assert "its content (in the working tree): it holds no secret value" in cli("explain", "--path", ".npmrc").out
    (repo.path / ".npmrc").unlink()
    assert "unseen it is refused" in cli("explain", "--path", ".npmrc").out.replace("\n        ", " ")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("src/a.py", "source"),
        ("tests/test_a.py", "test"),
        ("src/generated/a.py", "generated"),
        ("vendor/a.py", "vendored"),
        ("app/migrations/0001_x.py", "migration"),
        ("docs/conf.py", "documentation"),
    ],
)
def test_the_kind_of_a_path_is_told(cli, path, kind):
    steps, _ = traced(cli, path)
    assert steps["ENF-001: what is it, and what does its change mean?"].partition(" | ")[0] == kind


def test_the_package_of_a_source_is_told(cli):
    assert "its package: `packages/shop`" in cli("explain", "--path", "packages/shop/src/a.ts").out
    assert "its package: the root of the repository" in cli("explain", "--path", "src/a.py").out


@pytest.mark.parametrize(
    ("after", "meaning", "verdict"),
    [
        ("def login(user):\n    return user + 1\n", "executable: function `login` changed (line 2)", "refused"),
        ("# a word\ndef login(user):\n    return user\n", "the same syntax tree: comments and layout", "passed"),
        ('def login(user):\n    """Say."""\n    return user\n', "nothing new runs: only docstrings", "passed"),
        (
            'def login(user: str) -> str:\n    """Say."""\n    return user\n',
            "nothing new runs: only docstrings and annotations",
            "passed",
        ),
        ("import os\n\n\n" + BODY, "nothing new runs: docstrings, annotations, imports, versions", "passed"),
        ("class A:\n    def f(self):\n        return 1\n", "executable: class `A` changed (line 1)", "refused"),
        ("def login(user):\n    return '\\d'\n", "executable: function `login` changed (line 2)", "refused"),
        ("def login(user):\n    return (\n", "executable: line 2 changed", "refused"),
        ("", "nothing new runs: it is empty", "passed"),
    ],
)
def test_what_a_change_means_is_told(cli, repo, after, meaning, verdict):
    repo.commit({"src/a.py": BODY}, "Begin")
    repo.stage({"src/a.py": after})
    steps, document = traced(cli, "src/a.py")
    assert meaning in steps["ENF-001: what is it, and what does its change mean?"]
    assert document["verdict"] == verdict


def test_every_layer_that_sets_something_is_told(cli, repo):
    repo.write({".sinfonia/config.yaml": "rules:\n  ENF-001: {severity: warning}\n"})
    repo.stage({"src/a.py": BODY})
    document = cli("explain", "--path", "src/a.py", "--format", "json").document
    first = document["steps"][0]
    assert first["answer"] == ".sinfonia/config.yaml, over the defaults"
    assert "`rules.ENF-001.severity`: .sinfonia/config.yaml:2" in first["details"]
    steps, _ = traced(cli, "src/a.py")
    assert steps["ENF-001 untested-code: does it refuse?"] == "no, it warns, by .sinfonia/config.yaml:2"
    assert document["verdict"] == "passed"


def test_a_link_is_judged_by_where_it_points_too(cli, repo):
    (repo.path / "notes").symlink_to("/home/ana/.ssh/id_rsa")
    repo.git("add", "notes")
    steps, document = traced(cli, "notes")
    assert "where it points is judged too" in steps["ENF-002: is it a secret by its name?"]
    assert document["verdict"] == "refused"


def test_a_name_that_is_not_utf_8_is_escaped(cli, repo):
    name = b"caf\xe9.py"
    with open(bytes(repo.path) + b"/" + name, "wb") as file:
        file.write(b"A = 1\n")
    repo.git("add", "-A")
    for form in ("text", "json"):
        out = cli("explain", "--path", name.decode("utf-8", "surrogateescape"), "--format", form).out
        assert "caf\\xe9.py" in out.replace("\\\\", "\\")
