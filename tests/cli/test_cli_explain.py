"""`sinfonia explain CODE`: the page of a rule; and what the traces have in common."""

import pytest

from sinfonia.rules import RULES

CUSTOM = """\
custom:
  - {id: ACME-001, name: no-print, message: "a `print` stays", help: "use the logger", added: "print[(]"}
"""


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


def test_a_page_ends_with_what_this_repository_makes_of_the_rule(cli, repo, tmp_path):
    assert "\n## Here\n\nLevel: error (default).\nMoments: commit, message, " in cli("explain", "ENF-008").out
    repo.write({".sinfonia/config.yaml": "rules:\n  ENF-008: {severity: 'off'}\nenforcement_strictness: low\n"})
    assert "Level: off (.sinfonia/config.yaml:2)." in cli("explain", "ENF-008").out
    document = cli("explain", "ENF-001", "--format", "json").document
    assert (document["severity"], document["origin"]) == (
        "warning",
        "`enforcement_strictness: low` (.sinfonia/config.yaml:3)",
    )
    assert "## Here" not in cli("-C", tmp_path, "explain", "ENF-008").out


def test_a_projects_own_rule_is_explained(cli, repo):
    repo.write({".sinfonia/config.yaml": CUSTOM})
    assert "use the logger" in cli("explain", "no-print").out


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["ENF-001", "--path", "x"],
        ["ENF-001", "--staged"],
        ["--command", "ls", "--path", "x"],
        ["--command", "ls", "--staged"],
    ],
)
def test_no_question_and_two_questions_are_refused(cli, args):
    answer = cli("explain", *args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: name one of a rule, --command, --path and --staged\n hint: ")


@pytest.mark.parametrize("args", [["--command", "rm -rf /"], ["--path", "src/a.py"], ["--staged"]])
def test_a_trace_is_one_document_and_eighty_columns_wide(cli, repo, args):
    repo.stage({"src/a.py": "def f():\n    return 1\n", "deploy.sh": "rm -rf /\n"})
    document = cli("explain", *args, "--format", "json").document
    assert {"version", "verdict", "steps", "next_steps", "diagnostics"} <= set(document)
    assert (document["version"], document["verdict"]) == (1, "refused")
    assert document["next_steps"][0].startswith("sinfonia explain ENF-")
    assert all({"question", "answer", "details"} == set(step) for step in document["steps"])
    answer = cli("explain", *args)
    assert answer.code == 0  # it tells, it does not decide
    assert max(map(len, answer.out.splitlines())) <= 80
    told = " ".join(answer.out.split())
    for step in document["steps"]:
        assert " ".join(step["question"].split()) in told
        assert " ".join(step["answer"].split()) in told
