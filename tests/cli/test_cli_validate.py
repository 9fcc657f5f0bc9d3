"""`sinfonia validate`: what is printed, what is mended, and every file of the predecessor."""

from __future__ import annotations

import os
import pathlib
import re

import pytest

PERSONA = "---\npersona_id: scribe\nname: Scribe\nrole: r\ndescription: d\n---\n"
OLD_RETURN = """\
---
handoff_id: s-20260302-001-002
session_id: s-20260302-001
sequence: 2
source_persona: coda
target_persona: maestro
handoff_type: return
status: completed
created_at: 2026-03-02T10:00:00Z
word_count: 3
---

## Artifacts

None.

## Summary

Done.

## Completion Assessment

Complete.

## Blockers

None.

## Recommendations

None.
"""


def session(cli, repo) -> str:
    cli("start", "create-prd", "--goal", "A login form")
    return f".sinfonia/handoffs/{os.listdir(os.path.join(repo.path, '.sinfonia/handoffs'))[0]}"


def test_a_broken_persona_is_refused_with_file_and_line(cli, repo):
    repo.write({".sinfonia/agents/scribe.md": PERSONA.replace("name: Scribe\n", "name:\n")})
    told = cli("validate", ".sinfonia/agents/scribe.md")
    assert told.code == 1
    assert ".sinfonia/agents/scribe.md:3: error FM-03: there is no `name`\n  help: 1 to 50 characters\n" in told.out
    assert told.out.endswith("\n1 file: 4 errors, 3 warnings\n")


def test_a_right_one_is_let_through(cli, repo):
    cli("new", "persona", "scribe")
    told = cli("validate", ".sinfonia/agents/scribe.md")
    assert (told.code, told.out) == (0, "1 file: nothing is wrong\n")


def test_warnings_are_told_and_refuse_nothing(cli, repo):
    cli("new", "persona", "scribe")
    path = os.path.join(repo.path, ".sinfonia/agents/scribe.md")
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n## Remarks\n\nNone.\n")
    told = cli("validate", path)
    assert told.code == 0
    assert "warning SS-09: `Remarks` is no section of a persona" in told.out
    assert told.out.endswith("1 file: 1 warning\n")


def test_the_document_names_each_problem_by_its_place(cli, repo):
    repo.write({".sinfonia/agents/scribe.md": PERSONA})
    told = cli("validate", ".sinfonia/agents", "--format", "json")
    assert told.code == 1
    document = told.document
    assert document["version"] == 1
    assert document["files"] == [{"path": ".sinfonia/agents/scribe.md", "kind": "persona", "problems": 6}]
    assert document["summary"] == {"files": 1, "errors": 3, "warnings": 3}
    assert set(document["problems"][0]) == {"code", "severity", "path", "line", "message", "fix"}
    assert {problem["code"] for problem in document["problems"]} == {"SS-01", "SS-02"}


def test_everything_that_new_and_start_write_is_valid(cli, repo):
    for args in (("persona", "scribe"), ("workflow", "release"), ("rule", "raw-print"), ("workflow", "dev-story")):
        assert cli("new", *args).code == 0
    repo.commit({})
    session(cli, repo)
    cli("dispatch", "--task", "Read", "--context", "The goal")
    told = cli("validate", "--all")
    assert (told.code, told.out) == (0, "14 files: nothing is wrong\n")


def test_another_tools_pyproject_is_not_ours_to_judge(cli, repo):
    repo.write({"pyproject.toml": "[tool.sinfonia]\nenforcement = 1\n"})
    assert cli("validate", "--all").out.startswith("pyproject.toml:2: error CF-01: ")
    repo.write({"pyproject.toml": "[project]\nname = 'shop'\n", "README.md": "# Shop\n"})
    assert cli("validate", "--all").out == "no file that Sinfonia reads is there\n"


def test_nothing_named_is_a_wrong_use(cli):
    told = cli("validate")
    assert told.code == 2
    assert "sinfonia validate PATH…, or --all" in told.err


def test_a_missing_file_is_no_success(cli, repo):
    assert cli("validate", ".sinfonia/handoffs/s/001-a-to-b.md").out.startswith(
        ".sinfonia/handoffs/s/001-a-to-b.md:1: error HV-01: there is no such file"
    )
    assert cli("validate", "nowhere.yaml").code == 2


def test_a_file_of_no_kind_is_refused_by_name_and_passed_over_in_a_folder(cli, repo):
    repo.write({"docs/notes.md": "# Notes\n"})
    told = cli("validate", "docs/notes.md")
    assert (told.code, "error VA-01" in told.out) == (1, True)
    told = cli("validate", "docs")
    assert (told.code, told.out) == (0, "no file that Sinfonia reads is there\n")


def test_the_form_of_the_predecessor_is_read_and_what_differs_is_told(cli, repo):
    repo.write({".sinfonia/handoffs/s-20260302-001/return-02-coda.md": OLD_RETURN})
    told = cli("validate", ".sinfonia/handoffs", "--format", "json")
    assert [(one["code"], one["severity"]) for one in told.document["problems"]] == [
        ("HV-15", "error"),
        ("HV-11", "warning"),
    ]


def test_fix_mends_the_count_and_no_other_byte(cli, repo):
    path = ".sinfonia/handoffs/s-20260302-001/002-coda-to-maestro.md"
    old = OLD_RETURN.replace("\n", "\r\n").encode()
    repo.write({path: old})
    told = cli("validate", path, "--fix", "--dry-run")
    assert f"would mend {path}" in told.out
    assert (repo.path / path).read_bytes() == old
    told = cli("validate", path, "--fix")
    assert told.code == 0
    assert told.out == f"mended {path}\n1 file: nothing is wrong\n"
    assert (repo.path / path).read_bytes() == old.replace(b"word_count: 3", b"word_count: 5")
    assert "mended" not in cli("validate", path, "--fix").out


def test_fix_mends_the_total_of_an_index(cli, repo):
    repo.commit({"a.txt": "a"})
    path = f"{session(cli, repo)}/workflow.md"
    right = (repo.path / path).read_bytes()
    repo.write({path: right.replace(b"total_steps: 4", b"total_steps: 9")})
    told = cli("validate", path)
    assert f"{path}:6: error WF-05: `total_steps` is 9, and there are 4 steps" in told.out
    assert cli("validate", path, "--fix").code == 0
    assert (repo.path / path).read_bytes() == right


def test_contradictions_of_an_index_are_told(cli, repo):
    repo.commit({"a.txt": "a"})
    path = f"{session(cli, repo)}/workflow.md"
    text = (repo.path / path).read_text(encoding="utf-8")
    repo.write({path: text.replace("workflow_status: created", "workflow_status: complete")})
    told = cli("validate", path)
    assert told.code == 1
    assert "error WF-02: the status is `complete`, and step `gather-context` is `pending`" in told.out


def test_a_produced_document_is_held_to_the_rules_of_its_step(cli, repo):
    repo.commit({"a.txt": "a"})
    folder = session(cli, repo)
    repo.write({f"{folder}/prd.md": "# PRD\n\n## Requirements\n\n- sign in\n", f"{folder}/notes.md": "TBD\n"})
    told = cli("validate", folder)
    assert told.code == 1
    assert f"{folder}/prd.md:5: error CR-01: a requirement has no id, such as `R-01`" in told.out
    assert "notes.md" not in told.out


def test_a_definition_is_told_by_the_file_that_is_wrong(cli, repo):
    cli("new", "workflow", "release", "--persona", "rondo")
    step = ".sinfonia/workflows/release/steps/step-02-work.md"
    text = (repo.path / step).read_text(encoding="utf-8")
    repo.write({step: text.replace("gate: return", "gate: retrun")})
    told = cli("validate", ".sinfonia/workflows")
    assert told.out.splitlines()[0] == f"{step}:4: error WD-01: `gate` is `retrun`"
    assert told.out.count("WD-01") == 1
    repo.write({step: text.replace("gate: return", "gate: return\npersona: nobody")})
    assert f"{step}:1: error WD-02: there is no persona `nobody`" in cli("validate", step).out


def test_a_definition_of_any_folder_is_judged(cli, repo):
    cli("new", "workflow", "release")
    (repo.path / "mine").mkdir()
    (repo.path / ".sinfonia/workflows/release").rename(repo.path / "mine/release")
    assert cli("validate", "mine").out == "4 files: nothing is wrong\n"
    top = repo.path / "mine/release/workflow.md"
    top.write_bytes(top.read_bytes().replace(b"persona: coda", b"needs: [nothing]\npersona: coda"))
    assert (
        "mine/release/workflow.md:1: error WD-03: `needs` names no workflow: `nothing`" in cli("validate", "mine").out
    )


def test_a_configuration_is_judged_and_what_it_holds_is_masked(cli, repo):
    key = "AKIA" + "IOSFODNN7EXAMPLQ"
    repo.write({".sinfonia/config.yaml": f'version: "0.1"\nproject_nam: {key}\n'})
    told = cli("validate", ".sinfonia/config.yaml")
    assert told.code == 1
    assert ".sinfonia/config.yaml:2: error CF-01: " in told.out
    repo.write({".sinfonia/config.yaml": f'version: "0.1"\nenforcement_strictness: {key}\n'})
    told = cli("validate", ".sinfonia/config.yaml")
    assert "CF-01" in told.out
    assert key not in told.text


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_not_followed(cli, repo):
    cli("new", "persona", "scribe")
    os.symlink("scribe.md", repo.path / ".sinfonia/agents/other.md")
    assert cli("validate", ".sinfonia").out == "1 file: nothing is wrong\n"
    assert cli("validate", ".sinfonia/agents/other.md").code == 2


def test_a_hostile_name_prints_no_control_character(cli, repo):
    name = "a\x1b[31m.md"
    repo.write({f".sinfonia/agents/{name}": "x"})
    told = cli("validate", ".sinfonia/agents")
    assert "\x1b" not in told.out
    assert told.code == 1


def test_outside_of_a_repository_a_file_is_still_judged(cli, repo, tmp_path, monkeypatch):
    cli("new", "persona", "scribe")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/scribe.md").write_bytes((repo.path / ".sinfonia/agents/scribe.md").read_bytes())
    told = cli("-C", str(tmp_path / "elsewhere"), "validate", "scribe.md")
    assert (told.code, told.out) == (0, "1 file: nothing is wrong\n")


def test_every_file_of_the_predecessor_is_read_or_refused_with_a_reason(cli, corpora):
    folder = corpora / "predecessor"
    told = cli("validate", str(folder), "--format", "json")
    assert told.code == 1
    files = {one["path"]: one for one in told.document["files"]}
    assert len(files) == len(list(folder.rglob("*.md")))
    lines = {path: pathlib.Path(path).read_text(encoding="utf-8").count("\n") for path in files}
    for problem in told.document["problems"]:
        assert problem["line"] >= 1
        assert problem["message"]
        assert problem["line"] <= lines[problem["path"]] + 1
    # No index of these can be used, and none passes in silence.
    indexes = [path for path in files if path.endswith("/workflow.md")]
    refused = {problem["path"] for problem in told.document["problems"] if problem["code"] == "WF-01"}
    assert refused == set(indexes)
    told_as = {(re.search(r"/([^/]+)/[^/]+$", one["path"])[1], one["code"]) for one in told.document["problems"]}
    assert ("s-20260305-003", "WF-02") in told_as  # complete over a stage that is in progress
    assert ("s-20260305-005", "WF-06") in told_as  # a cited return that does not exist
    assert ("s-20260305-004", "WF-08") in told_as  # two returns with one number
