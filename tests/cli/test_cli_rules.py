"""`sinfonia rules` and `sinfonia explain`: what is enforced here, and why."""

import pytest

from sinfonia.rules import RULES

CUSTOM = """\
custom:
  - {id: ACME-001, name: no-print, message: "a `print` stays", help: "use the logger", added: "print[(]"}
"""


def test_every_rule_is_listed_in_eighty_columns(cli):
    answer = cli("rules")
    assert answer.code == 0
    assert all(rule.code in answer.out and rule.name in answer.out for rule in RULES)
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "sinfonia explain CODE" in answer.out


def test_a_row_carries_what_a_program_needs(cli):
    document = cli("rules", "--format", "json").document
    assert {"version", "rules", "next_steps", "diagnostics"} == set(document)
    for row in document["rules"]:
        assert {"id", "name", "description", "severity", "hook", "layer", "enabled", "origin"} <= set(row)
        assert row["hook"], row["id"]
        assert row["enabled"] is True
        assert row["layer"] == "built-in"


def test_a_level_says_what_set_it(cli, repo):
    repo.write(
        {".sinfonia/config.yaml": "rules:\n  ENF-001: {severity: warning}\n  ENF-008: {severity: 'off'}\n" + CUSTOM}
    )
    rows = {row["id"]: row for row in cli("rules", "--format", "json").document["rules"]}
    assert (rows["ENF-001"]["severity"], rows["ENF-001"]["origin"]) == ("warning", ".sinfonia/config.yaml:2")
    assert (rows["ENF-008"]["severity"], rows["ENF-008"]["enabled"]) == ("off", False)
    assert (rows["ENF-002"]["severity"], rows["ENF-002"]["origin"]) == ("error", "default")
    assert rows["ACME-001"]["layer"] == "project"
    out = cli("rules").out
    assert "(warning by\n" in out or "(warning by .sinfonia/config.yaml:2)" in out
    assert max(map(len, out.splitlines())) <= 80


def test_strictness_is_named_where_it_plays_a_part(cli, repo):
    repo.write({".sinfonia/config.yaml": "enforcement_strictness: low\n"})
    rows = {row["id"]: row for row in cli("rules", "--format", "json").document["rules"]}
    assert (rows["ENF-001"]["severity"], rows["ENF-001"]["origin"]) == ("warning", "default, strictness low")
    assert (rows["ENF-002"]["severity"], rows["ENF-002"]["origin"]) == ("error", "default")


@pytest.mark.parametrize("word", ["ENF-001", "enf-001", "untested-code", "Untested-Code"])
def test_a_page_is_found_by_code_or_name(cli, word):
    answer = cli("explain", word)
    assert answer.out.startswith("ENF-001 untested-code\n\n")
    assert "## Instead" in answer.out


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_what_why_and_instead(cli, rule):
    answer = cli("explain", rule.code)
    assert answer.code == 0
    for heading in ("## What", "## Why", "## Instead"):
        assert heading in answer.out, rule.code
    document = cli("explain", rule.code, "--format", "json").document
    assert (document["code"], document["name"]) == (rule.code, rule.name)
    assert document["page"].strip() == rule.page.strip()


@pytest.mark.parametrize(
    ("word", "near"), [("ENF-0001", "ENF-001"), ("secret-contnt", "secret-content"), ("ENF-9", "ENF-9")]
)
def test_an_unknown_rule_names_the_nearest(cli, word, near):
    answer = cli("explain", word)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"error: `{word}` names no rule\n hint: did you mean `{near}")


def test_a_page_can_be_read_outside_of_a_repository(cli, tmp_path):
    assert cli("-C", tmp_path, "explain", "ENF-008").code == 0
    assert cli("-C", tmp_path, "rules").code == 2


def test_a_projects_own_rule_is_explained(cli, repo):
    repo.write({".sinfonia/config.yaml": CUSTOM})
    assert "use the logger" in cli("explain", "no-print").out


def test_a_path_is_traced_step_by_step(cli, repo):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({".env": "A=1\n"})
    assert cli("explain", "--path", ".env").out == (
        " 1  is it part of the change?\n"
        "      yes, it is added (000000 to 100644)\n"
        " 2  which lines does it change?\n"
        "      it adds line 1\n"
        " 3  is it excluded?\n"
        "      no\n"
        " 4  ENF-001: what is it by its name?\n"
        "      data\n"
        " 5  ENF-002: is its name that of a secret?\n"
        "      yes: it is a file of environment variables with their values (`tree:.env`)\n"
        " 6  ENF-002 secret-file: what does it find?\n"
        "      error: `.env` is a file of environment variables with their values\n"
    )
    document = cli("explain", "--path", "nowhere.py", "--format", "json").document
    assert document["steps"][0]["answer"].startswith("no: nothing is staged")


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
    assert "yes, by `exclude: gen/**`: no rule sees it" in cli("explain", "--path", "gen/.env").out
    assert "a sample" in cli("explain", "--path", "old/.env").out


def test_a_rule_and_a_path_at_once_is_refused(cli):
    assert cli("explain").code == 2
    assert cli("explain", "ENF-001", "--path", "x").code == 2
