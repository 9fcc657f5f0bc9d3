"""The table of the schema, its JSON form, and what both promise."""

import jsonschema
import pytest
import yaml

from sinfonia.config import load
from sinfonia.config.schema import CODES, KEYS, json_schema, nested, variable
from sinfonia.errors import ConfigError

VALID = """\
version: "0.1"
project_id: 7f3c21aa
enforcement_strictness: high
base: main
exclude: [docs/]
rules:
  ENF-013: {severity: warning}
  untested-code: {paths: [src/**], options: {a: 1}}
  ACME-001: {severity: warning}
ignore:
  - {code: ENF-001, path: "scripts/**", reason: "one-off migration", until: "2027-03-01"}
tests: {level: any, unit: branch, prove: false}
secrets: {engines: [detect-secrets], entropy: true, foreign_marks: false}
since: null
workflow: {commit: true, commit_subject: "chore(sinfonia): {what}"}
approvals: {mode: local}
checks: {tests: [pytest, -q]}
custom:
  - {id: ACME-001, name: raw-sql, message: m, help: h, paths: ["*.py"], added: execute, severity: error,
     moments: [commit, range]}
baseline: .sinfonia/baseline.json
"""

INVALID = [
    "exclud: []", "version: 2", "tests: {levl: any}", "enforcement_strictness: strict", "rules: {ENF-099: {}}",
    "rules: {ENF-001: {severity: block}}", "ignore: [{code: ENF-001}]", "ignore: [{code: ENF-010, reason: x}]",
    "custom: [{id: ENF-20, message: m, added: x}]", "custom: [{id: A-1, message: m}]",
    "custom: [{id: A-1, message: m, added: x, path: y}]", "checks: {tests: []}", "checks: {tests: pytest}",
    "base: --output", 'exclude: [""]', "secrets: {entropy: 1}",
]  # fmt: skip


def accepted(text):
    try:
        load("/nonexistent", git_dir="", environ={}, door="machine", blob={".sinfonia/config.yaml": text.encode()}.get)
    except ConfigError:
        return False
    return True


def test_the_json_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", INVALID)
def test_an_editor_refuses_what_we_refuse(text):
    assert not accepted(text)
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("text", [VALID, "{}", "version: 0.1", "tests:\nrules:\n"])
def test_an_editor_accepts_what_we_accept(text):
    assert accepted(text)
    jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


def test_the_defaults_are_a_valid_configuration():
    jsonschema.Draft202012Validator(json_schema()).validate(nested({}))
    assert accepted(yaml.safe_dump(nested({})))


def test_every_key_says_what_it_means_and_has_its_own_variable():
    assert all(key.summary for key in KEYS)
    assert len({variable(key) for key in KEYS}) == len({key.name for key in KEYS}) == len(KEYS)


def test_the_codes_are_those_of_the_registry():
    rules = pytest.importorskip("sinfonia.rules")
    registry = {rule.code: rule.name for rule in getattr(rules, "RULES", ())}
    assert registry.items() <= CODES.items()
