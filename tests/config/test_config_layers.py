"""Which layer wins: defaults, file, the user's own file, variables, flags."""

import os

import pytest

from sinfonia.config import describe, load
from sinfonia.config.merge import STRICTER
from sinfonia.config.schema import KEYS
from sinfonia.errors import ConfigError

PATH = ".sinfonia/config.yaml"
SILENT = {"SINFONIA_CONFIG": ""}


def repository(root, text):
    (root / ".sinfonia").mkdir(exist_ok=True)
    (root / PATH).write_text(text)
    return str(root)


@pytest.fixture
def home(tmp_path):
    """Give a function that writes the user's own file, and the environment that finds it."""

    def write(text):
        folder = tmp_path / "home" / "sinfonia"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.yaml").write_text(text)
        name = "APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME"
        return {name: str(tmp_path / "home")}

    return write


def people(root, environ=None, **more):
    return load(str(root), git_dir="", environ=environ or {}, door="people", **more)


def machine(root, environ=None, **more):
    return load(str(root), git_dir="", environ=environ or {}, door="machine", **more)


def test_without_any_file_the_defaults_hold(tmp_path):
    loaded = machine(tmp_path)
    assert loaded.files == ()
    assert loaded.notes == ()
    assert set(loaded.origins.values()) == {"default"}
    assert loaded.policy.data == {
        "version": "0.1", "project_id": "", "project_name": "", "user_name": "", "skill_level": "intermediate",
        "default_orchestrator": "maestro", "enforcement_strictness": "medium",
    "bypass": "note", "base": None, "exclude": [],
        "rules": {}, "ignore": [], "tests": {"level": "any", "unit": "branch", "prove": False},
        "secrets": {"engines": [], "entropy": True, "foreign_marks": False}, "since": None,
        "workflow": {"commit": True, "commit_subject": "chore(sinfonia): {what}"}, "approvals": {"mode": "local"},
        "checks": {}, "custom": [], "baseline": ".sinfonia/baseline.json", "agents": {"tools": {}},
        "trust": {"forge_committers": []},
    }  # fmt: skip


def test_an_empty_file_changes_nothing(tmp_path):
    for text in ("", "# nothing yet\n", "---\n", "tests:\nrules:\nexclude:\ncustom:\nignore:\nchecks:\n"):
        assert machine(repository(tmp_path, text)).policy.data == machine(tmp_path / "nowhere").policy.data


def test_one_default_does_not_leak_into_the_next_policy(tmp_path):
    machine(tmp_path).policy.data["exclude"].append("x")
    assert machine(tmp_path).policy.data["exclude"] == []


def test_every_key_of_the_schema_has_one_row_with_its_origin(tmp_path):
    root = repository(
        tmp_path,
        """\
exclude: [docs/]
rules:
  step-scope: {severity: off}
  ENF-008:
    paths: [src/]
    options: {depth: 2, words: [a, b]}
ignore:
  - {code: untested-code, reason: old}
checks:
  tests: [pytest]
custom:
  - id: ACME-1
    message: m
    path: "*.sql"
""",
    )
    rows = {key: (value, origin) for key, value, origin in describe(machine(root))}
    assert rows["exclude"] == (["docs/"], f"{PATH}:1")
    assert rows["rules.ENF-013.severity"] == ("off", f"{PATH}:3")
    assert rows["rules.ENF-008.paths"] == (["src/"], f"{PATH}:5")
    assert rows["rules.ENF-008.options"] == ({"depth": 2, "words": ["a", "b"]}, f"{PATH}:6")
    assert rows["ignore[0]"][1] == f"{PATH}:8"
    assert rows["checks.tests"] == (["pytest"], f"{PATH}:10")
    assert rows["custom[0]"][1] == f"{PATH}:12"
    assert rows["base"] == (None, "default")
    leaves = {key.partition("[")[0] for key in rows}
    for key in KEYS:
        assert any(leaf == key.name or leaf.startswith(key.name + ".") for leaf in leaves), key.name


def test_an_ignore_knows_its_line_and_a_date_is_text(tmp_path):
    root = repository(tmp_path, "ignore:\n  - {code: ENF-001, reason: r, until: 2027-03-01}\n")
    [entry] = machine(root).policy.ignore
    assert (entry.code, entry.path, entry.until, entry.where) == ("ENF-001", "**", "2027-03-01", f"{PATH}:2")


def test_off_without_quotes_means_off(tmp_path):
    root = repository(tmp_path, 'rules: {ENF-013: {severity: off}, ENF-014: {severity: "off"}}\n')
    assert machine(root).policy.severities == {"ENF-013": "off", "ENF-014": "off"}


def test_a_variable_wins_over_the_file_for_people_only(tmp_path):
    root = repository(tmp_path, "tests: {level: package}\nenforcement_strictness: high\n")
    environ = {"SINFONIA_TESTS_LEVEL": "any", "SINFONIA_ENFORCEMENT_STRICTNESS": "low"}
    assert machine(root, environ).policy.section("tests")["level"] == "package"
    assert machine(root, environ).policy.strictness == "high"
    loaded = people(root, environ)
    assert loaded.policy.section("tests")["level"] == "any"
    assert loaded.policy.strictness == "low"
    assert loaded.origins["tests.level"] == "environment SINFONIA_TESTS_LEVEL"


def test_a_flag_wins_over_a_variable(tmp_path):
    loaded = people(tmp_path, {"SINFONIA_TESTS_LEVEL": "any"}, overrides={"tests.level": "matched"})
    assert loaded.policy.section("tests")["level"] == "matched"
    assert loaded.origins["tests.level"] == "flag --tests-level"


def test_flags_have_no_effect_on_a_hook_and_it_says_so(tmp_path):
    loaded = machine(tmp_path, overrides={"tests.level": "matched"}, config="/nonexistent")
    assert loaded.policy.section("tests")["level"] == "any"
    assert "files only" in loaded.notes[0]


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("SINFONIA_SECRETS_ENTROPY", "false", "secrets.entropy", False),
        ("SINFONIA_SECRETS_ENTROPY", "1", "secrets.entropy", True),
        ("SINFONIA_EXCLUDE", "docs/, *.md", "exclude", ["docs/", "*.md"]),
        ("SINFONIA_BASE", "12345678", "base", "12345678"),
        ("SINFONIA_BASE", "", "base", None),
        ("SINFONIA_PROJECT_ID", "other", "project_id", ""),
        ("SINFONIA_VERSION", "9", "version", "0.1"),
    ],
)
def test_a_variable_is_read_by_the_type_of_its_key(tmp_path, name, text, key, value):
    assert {row[0]: row[1] for row in describe(people(tmp_path, {name: text}))}[key] == value


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("SINFONIA_TESTS_LEVEL", "some", "`tests.level` is `some`, not one of"),
        ("SINFONIA_SECRETS_ENTROPY", "yes", "`secrets.entropy` is text, not true or false"),
        ("SINFONIA_EXCLUDE", "a,,b", "`exclude[1]` is empty"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path, name, text, message):
    with pytest.raises(ConfigError) as caught:
        people(tmp_path, {name: text})
    assert caught.value.message.startswith(f"environment {name}: {message}")


def test_a_variable_that_sets_nothing_is_noted(tmp_path):
    loaded = people(tmp_path, {"SINFONIA_TEST_LEVEL": "any", "SINFONIA_SESSION_ID": "x", "SINFONIA_QQQQQ": "x"})
    assert loaded.notes == ("environment SINFONIA_TEST_LEVEL sets nothing; did you mean SINFONIA_TESTS_LEVEL?",)


def test_an_unknown_flag_names_the_nearest_key(tmp_path):
    with pytest.raises(ConfigError, match=r"flag --tests-levl: `tests\.levl` is no key") as caught:
        people(tmp_path, overrides={"tests.levl": "any"})
    assert caught.value.hint == "did you mean `tests.level`?"


@pytest.mark.parametrize("name", STRICTER)
def test_the_stricter_of_two_files_wins(tmp_path, home, name):
    lax, *_, strict = (str(value).lower() for value in STRICTER[name])
    section, _, key = name.rpartition(".")

    def write(value):
        return f"{section}: {{{key}: {value}}}\n" if section else f"{key}: {value}\n"

    def read(loaded):
        return str((loaded.policy.data[section] if section else loaded.policy.data)[key]).lower()

    assert read(machine(repository(tmp_path, write(strict)), home(write(lax)))) == strict
    loaded = machine(repository(tmp_path, write(lax)), home(write(strict)))
    assert read(loaded) == strict
    assert loaded.origins[name].endswith("sinfonia/config.yaml:1")


def test_the_users_own_file_never_loosens_a_repository(tmp_path, home):
    root = repository(tmp_path, "rules: {ENF-001: {severity: error}}\n")
    environ = home("""\
exclude: ["**"]
ignore: [{code: ENF-001, reason: mine}]
baseline: mine.json
since: abc
rules: {ENF-001: {severity: off}, ENF-002: {severity: warning}, ENF-008: {severity: off, paths: [x]}}
""")
    loaded = machine(root, environ)
    assert loaded.policy.exclude == ()
    assert loaded.policy.ignore == ()
    assert loaded.policy.data["baseline"] == ".sinfonia/baseline.json"
    assert loaded.policy.severities == {"ENF-001": "error"}
    [note] = loaded.notes
    for name in ("exclude", "ignore", "baseline", "since", "rules.ENF-002.severity", "rules.ENF-008.paths"):
        assert name in note


def test_the_users_own_file_raises_levels(tmp_path, home):
    root = repository(
        tmp_path, "enforcement_strictness: low\nrules: {ENF-013: {severity: off}, ENF-014: {paths: [a]}}\n"
    )
    environ = home(
        "rules: {ENF-013: {severity: warning}, ENF-014: {severity: error}, open-steps: {severity: warning}}\n"
    )
    loaded = machine(root, environ)
    assert loaded.policy.severities == {"ENF-013": "warning", "ENF-014": "error", "ENF-004": "warning"}
    assert loaded.policy.paths("ENF-014") == ("a",)
    assert loaded.origins["rules.ENF-013.severity"].endswith("home/sinfonia/config.yaml:1")
    assert loaded.files == (PATH, str(tmp_path / "home" / "sinfonia" / "config.yaml"))


def test_the_users_custom_rules_are_added_and_cannot_replace_one(tmp_path, home):
    root = repository(tmp_path, "custom: [{id: ACME-1, message: theirs, added: x}]\n")
    environ = home("custom:\n  - {id: ACME-1, message: mine, added: y}\n  - {id: MINE-1, message: mine, added: y}\n")
    loaded = machine(root, environ)
    assert [(rule.code, rule.message) for rule in loaded.policy.custom] == [("ACME-1", "theirs"), ("MINE-1", "mine")]
    assert loaded.origins["custom[1]"].endswith("home/sinfonia/config.yaml:3")
    assert "custom ACME-1" in loaded.notes[0]


def test_the_users_name_speaks_where_the_repository_is_silent(tmp_path, home):
    environ = home("user_name: Ana\nskill_level: expert\n")
    assert machine(repository(tmp_path, "user_name: Ben\n"), environ).policy.data["user_name"] == "Ben"
    assert machine(repository(tmp_path, ""), environ).policy.data["user_name"] == "Ana"


def test_the_users_engines_are_asked_too(tmp_path, home):
    root = repository(tmp_path, "secrets: {engines: [detect-secrets]}\n")
    loaded = machine(root, home("secrets: {engines: [detect-secrets, other]}\n"))
    assert loaded.policy.section("secrets")["engines"] == ["detect-secrets", "other"]


def test_the_users_own_file_counts_without_a_repositorys(tmp_path, home):
    assert machine(tmp_path, home("enforcement_strictness: high\n")).policy.strictness == "high"


def test_in_ci_and_for_a_revision_only_the_repository_speaks(tmp_path, home):
    environ = home("enforcement_strictness: high\n")
    assert machine(tmp_path, environ, ci=True).policy.strictness == "medium"
    assert machine(tmp_path, environ, blob=lambda _path: None).policy.strictness == "medium"


def test_a_mistake_in_the_users_own_file_names_that_file(tmp_path, home):
    environ = home("exclud: []\n")
    with pytest.raises(ConfigError, match=r"home.sinfonia.config\.yaml:1: `exclud` is no key"):
        machine(tmp_path, environ)
