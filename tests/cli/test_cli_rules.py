"""`sinfonia rules`: what is enforced here."""

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
        assert row["hook"] or row["id"] == "ENF-007", row["id"]  # no host tells yet when a session ends
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
