"""`sinfonia check`: which change is judged, by which rules, and how it is told."""

import json

import jsonschema
import pytest

from sinfonia.reporters import REPORTERS

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
SECRET = f"token = '{TOKEN}'\n"
CODE = "def f():\n    return 1\n"
THREE = {"src/login.py": CODE, ".env": "A=1\n", "notes.txt": SECRET}


@pytest.fixture
def three(repo):
    """One finding of each of three rules is staged."""
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage(THREE)
    return repo


def found(answer):
    """Give the codes that a JSON document tells of."""
    return [finding["code"] for finding in answer.document["findings"]]


def test_without_arguments_what_is_staged_is_judged(cli, three):
    assert found(cli("check", "--format", "json")) == ["ENF-002", "ENF-008", "ENF-001"]
    assert cli("check").code == 1
    three.git("reset", "-q", "--hard")
    answer = cli("check")
    assert (answer.code, answer.text) == (0, "")


def test_one_commit_is_judged(cli, three):
    first = three.git("rev-parse", "HEAD").strip()
    second = three.commit(THREE, "Leak")
    assert cli("check", "--commit", second).code == 1
    assert cli("check", "--commit", first).code == 0


def test_a_range_is_judged_and_its_end_is_head_by_default(cli, three):
    base = three.git("rev-parse", "HEAD").strip()
    three.commit({"notes.txt": SECRET}, "Leak")
    three.commit({"notes.txt": "clean\n", "src/login.py": None, ".env": None}, "Mend")
    assert "ENF-008" in cli("check", "--from", base).text
    assert cli("check", "--from", base, "--to", base).code == 0
    assert cli("check", "--from", "HEAD~1", "--to", "HEAD").code == 0


def test_every_file_is_judged_without_the_rules_about_a_change(cli, three):
    three.commit(THREE, "Leak")
    assert found(cli("check", "--all", "--format", "json")) == ["ENF-002", "ENF-008"]
    three.commit({"notes.txt": "clean\n", ".env": None}, "Mend")
    assert cli("check", "--all").text == ""


def test_two_selections_at_once_are_refused(cli, three):
    for pair in (["--staged", "--all"], ["--commit", "HEAD", "--from", "HEAD"], ["--all", "--to", "HEAD"]):
        answer = cli("check", *pair)
        assert (answer.code, answer.out) == (2, "")
        assert "exclude each other" in answer.err


@pytest.mark.parametrize("option", ["--from", "--to", "--commit"])
def test_a_revision_from_an_unset_variable_does_not_pass_in_silence(cli, repo, option):
    repo.commit({"notes.txt": SECRET}, "Leak")
    answer = cli("check", option, "")
    assert (answer.code, answer.err) == (
        2,
        f"error: `{option}` is empty\n hint: name a revision, or leave the option out\n",
    )


@pytest.mark.parametrize(
    ("flags", "codes"),
    [
        (["--select", "ENF-008"], ["ENF-008"]),
        (["--select", "secret-content"], ["ENF-008"]),
        (["--select", "enf-008"], ["ENF-008"]),
        (["--select", "secret-file,ENF-001"], ["ENF-002", "ENF-001"]),
        (["--select", "ENF-00", "--ignore", "ENF-008"], ["ENF-002", "ENF-001"]),
        (["--ignore", "secret-content", "--ignore", "ENF-001"], ["ENF-002"]),
        (["--ignore", "ENF-0"], []),
    ],
)
def test_rules_are_selected_by_code_name_or_prefix(cli, three, flags, codes):
    answer = cli("check", "--format", "json", *flags)
    assert found(answer) == codes
    assert answer.code == (1 if codes else 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_an_error_that_names_the_nearest(cli, three, option):
    answer = cli("check", option, "secret-contnt")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: `secret-contnt` names no rule\n hint: did you mean `secret-content`?")


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_refuses_and_shows_no_secret(cli, three, name):
    answer = cli("check", "--format", name)
    assert answer.code == 1
    assert "ENF-008" in answer.out
    assert TOKEN not in answer.text
    if name in {"json", "sarif", "gitlab"}:
        json.loads(answer.out)


def test_the_document_answers_to_its_published_schema(cli, three):
    schema = cli("schema", "check").document
    for args in (["check"], ["check", "--ignore", "ENF-0"], ["check", "--all"]):
        jsonschema.validate(cli(*args, "--format", "json").document, schema)


def test_a_screen_reads_like_the_documentation(cli, three):
    assert cli("check", "--ignore", "ENF-008").out == (
        "error[ENF-002]: `.env` is a file of environment variables with their values\n"
        " --> .env\n"
        "  = help: git rm --cached .env, then add it to .gitignore; commit `.env.example`\n"
        "          with names only\n"
        "\n"
        "error[ENF-001]: `src/login.py` changes but no test does\n"
        " --> src/login.py:1\n"
        "  = help: stage a test too, for example `tests/test_login.py`\n"
        "\n"
        "3 files, 6 rules: 2 errors. Why? `sinfonia explain ENF-001`\n"
    )


def test_colour_is_asked_for_and_adds_nothing_else(cli, three):
    plain = cli("check").out
    assert cli("check", "--color", "never", env={"FORCE_COLOR": "1"}).out == plain
    assert cli("check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out == plain
    colored = cli("check", env={"FORCE_COLOR": "1"}).out
    assert "\x1b[1;31m" in colored
    assert cli("check", "--color", "always").out == colored
    assert plain == "".join(part.partition("m")[2] if i else part for i, part in enumerate(colored.split("\x1b[")))


def test_a_report_goes_to_a_file_or_to_standard_output(cli, three):
    printed = cli("check", "--format", "json").out
    answer = cli("check", "--format", "json", "--output", "report.json")
    assert (answer.code, answer.text) == (1, "")
    assert (three.path / "report.json").read_text() == printed
    assert cli("check", "--format", "json", "--output", "-").out == printed
    cli("check", "--output", "report.txt", env={"FORCE_COLOR": "1"})
    assert "\x1b" not in (three.path / "report.txt").read_text()


def test_a_report_that_cannot_be_written_is_an_error(cli, three):
    answer = cli("check", "--output", "nowhere/report.json")
    assert (answer.code, answer.err) == (2, "error: cannot write `nowhere/report.json`: no such file or directory\n")


def test_every_setting_is_shown_with_its_origin(cli, repo):
    repo.write({".sinfonia/config.yaml": "version: '0.1'\ntests:\n  level: package\n"})
    answer = cli("check", "--show-config", env={"SINFONIA_ENFORCEMENT_STRICTNESS": "high"})
    lines = {line.split()[0]: line for line in answer.out.splitlines()}
    assert lines["tests.level"].split() == ["tests.level", '"package"', "#", ".sinfonia/config.yaml:3"]
    assert lines["enforcement_strictness"].endswith("# environment SINFONIA_ENFORCEMENT_STRICTNESS")
    assert lines["bypass"].endswith("# default")
    document = cli("check", "--show-config", "--format", "json").document
    assert {"key": "tests.level", "value": "package", "origin": ".sinfonia/config.yaml:3"} in document["settings"]
    assert (document["version"], document["next_steps"], document["diagnostics"]) == (1, [], [])


def test_a_variable_that_sets_nothing_is_told(cli, repo):
    answer = cli("check", "--show-config", env={"SINFONIA_TESTS_LEVL": "matched"})
    assert "did you mean SINFONIA_TESTS_LEVEL?" in answer.err


def test_a_named_configuration_is_read_and_no_other(cli, three):
    three.write({"mine.yaml": "rules: {ENF-001: {severity: 'off'}}\n"})
    assert "ENF-001" not in cli("check", "--config", "mine.yaml").out
    missing = cli("check", "--config", "nowhere.yaml")
    assert missing.code == 2
    assert "nowhere.yaml" in missing.out


@pytest.mark.parametrize("old", ["0" * 40, None], ids=["new branch", "known before"])
def test_the_range_that_ci_names_is_judged(cli, repo, old):
    base = repo.commit({"README.md": "# x\n"}, "Begin")
    repo.git("update-ref", "refs/remotes/origin/main", base)
    repo.git("checkout", "-q", "-b", "feature")
    head = repo.commit({"notes.txt": SECRET}, "Leak")
    variables = {
        "CI": "true",
        "GITLAB_CI": "true",
        "CI_PIPELINE_SOURCE": "push",
        "CI_COMMIT_SHA": head,
        "CI_COMMIT_BRANCH": "feature",
        "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_BEFORE_SHA": old or base,
    }
    answer = cli("check", env=variables)
    assert answer.code == 1
    assert f"commit: {head[:10]}" in answer.out


def test_started_in_another_folder_the_same_is_judged(cli, three, tmp_path, monkeypatch):
    here = cli("check").out
    assert cli("-C", three.path / "src", "check").out == here
    monkeypatch.chdir(tmp_path)
    assert cli("-C", three.path, "check").out == here
    assert cli("-C", three.path / "nowhere", "check").err.endswith("nowhere`: no such file or directory\n")
