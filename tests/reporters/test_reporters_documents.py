"""The forms that machines read: each is held against its schema, or its documentation."""

import json
import os
from base64 import b64decode
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from sample import AT_COMMIT, FIRST_COMMIT, MIXED, NOT_JUDGED, PASSED, RANGE, REPORTS

from sinfonia.model.event import MOMENTS
from sinfonia.model.finding import MESSAGE_PATH, Finding, Location, Report
from sinfonia.reporters import render

CHECK_SCHEMA = json.loads(files("sinfonia").joinpath("reporters/schema/check.schema.json").read_bytes())
SARIF_SCHEMAS = [Path(__file__).with_name("sarif_2_1_0_parts.schema.json")]
if os.environ.get("SINFONIA_SARIF_SCHEMA"):  # the official file: sarif-schema-2.1.0.json of docs.oasis-open.org
    SARIF_SCHEMAS.append(Path(os.environ["SINFONIA_SARIF_SCHEMA"]))


def read(report, name, **options):
    return json.loads(render(report, name, **options))


def sarif(report, **options):
    return read(report, "sarif", **options)["runs"][0]


def test_the_json_schema_is_itself_valid_and_knows_every_moment():
    Draft202012Validator.check_schema(CHECK_SCHEMA)
    assert CHECK_SCHEMA["properties"]["moment"]["enum"] == list(MOMENTS)


@pytest.mark.parametrize("title", REPORTS)
def test_a_json_document_keeps_to_the_published_schema(title):
    Draft202012Validator(CHECK_SCHEMA).validate(read(REPORTS[title], "json"))


@pytest.mark.parametrize("key", ["version", "verdict", "findings", "summary", "next_steps"])
def test_the_published_schema_refuses_a_document_without(key):
    broken = read(AT_COMMIT, "json")
    del broken[key]
    assert not Draft202012Validator(CHECK_SCHEMA).is_valid(broken)


def test_a_json_document_says_what_was_found_and_what_to_type():
    said = read(AT_COMMIT, "json")
    assert said["verdict"] == "refused"
    assert said["findings"][0]["location"] == {"path": "config/prod.yaml", "line": 2, "column": 19, "end_column": 39}
    assert said["summary"] == {"files": 2, "rules": 14, "errors": 2, "warnings": 0, "ignored": 0, "commits": 0}
    assert said["next_steps"] == ["sinfonia explain ENF-001", "sinfonia explain ENF-008"]


def test_a_document_about_nothing_is_still_a_document():
    assert read(PASSED, "json")["verdict"] == "passed"
    assert sarif(PASSED)["results"] == []
    assert read(PASSED, "gitlab") == []


def test_a_path_that_is_not_utf8_is_escaped_and_given_exactly():
    (place,) = [row["location"] for row in read(MIXED, "json")["findings"] if "path_bytes" in row["location"]]
    assert place["path"] == "src/na\\xefve.py"
    assert b64decode(place["path_bytes"]) == b"src/na\xefve.py"
    uris = [
        row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for row in sarif(MIXED)["results"]
        if "suppressions" not in row
    ]
    assert b"src/na\xefve.py" in [unquote_to_bytes(uri) for uri in uris]


@pytest.mark.parametrize("path", SARIF_SCHEMAS, ids=lambda path: path.name)
@pytest.mark.parametrize("title", REPORTS)
@pytest.mark.parametrize("root", ["", "/", "/home/ana/a b", "/home/na\udcefve/"])
def test_a_sarif_log_keeps_to_the_standard(path, title, root):
    schema = json.loads(path.read_bytes())
    validator = validator_for(schema)
    validator.check_schema(schema)
    validator(schema).validate(read(REPORTS[title], "sarif", root=root))


def test_a_sarif_result_points_at_its_rule_and_its_place():
    run = sarif(AT_COMMIT)
    first = run["results"][0]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "ENF-008"
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 19, "endColumn": 39}
    assert first["partialFingerprints"] == {"sinfonia/v1": "5f" * 32}
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_keeps_ignored_findings_as_suppressed_results():
    suppressed = [row["suppressions"][0] for row in sarif(MIXED)["results"] if "suppressions" in row]
    assert {row["properties"]["by"]: row["kind"] for row in suppressed} == {
        "inline": "inSource",
        "trailer": "external",
        "config": "external",
        "baseline": "external",
    }
    assert "one-off migration" in [row["justification"] for row in suppressed]


def test_sarif_tells_a_failed_judgement_from_a_refusal():
    assert sarif(NOT_JUDGED)["invocations"][0]["executionSuccessful"] is False
    assert sarif(AT_COMMIT)["invocations"][0]["executionSuccessful"] is True


def test_every_sarif_result_has_the_place_that_github_wants():
    for row in sarif(MIXED)["results"]:
        assert row["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1


def test_a_github_annotation_escapes_what_ends_a_property_or_the_data():
    finding = Finding("A-1", "n", "50% of a\r\nb, c: d", Location("a,b:c%.py", 3, 1, 4), help="x")
    assert render(Report("commit", (finding,), files=1, rules=1), "github").splitlines() == [
        "::error file=a%2Cb%3Ac%25.py,line=3,col=1,endColumn=4,title=A-1 n::50%25 of a\\r\\nb, c: d%0Ahelp: x",
        "1 file, 1 rule: 1 error. Why? `sinfonia explain A-1`",
    ]


def test_a_github_annotation_of_a_message_names_no_file():
    (line,) = [line for line in render(MIXED, "github").splitlines() if "commit message" in line]
    assert line.startswith("::error title=ENF-008 secret-content::")
    assert MESSAGE_PATH not in line


def test_gitlab_issues_have_all_that_is_required_and_no_two_share_a_fingerprint():
    for report in (MIXED, RANGE):
        issues = read(report, "gitlab")
        assert len({issue["fingerprint"] for issue in issues}) == len(report.findings)
        for issue in issues:
            assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert issue["location"]["lines"]["begin"] >= 1


def test_a_gitlab_fingerprint_does_not_depend_on_the_secret():
    def issue(identity):
        finding = Finding("ENF-008", "n", "m", Location("a", 1), help="h", identity=identity, commit=FIRST_COMMIT)
        return read(Report("range", (finding,)), "gitlab")[0]

    assert issue(b"one") == issue(b"two")
