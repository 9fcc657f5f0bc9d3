"""`sinfonia new`: starts that are valid at once, and never over what is there."""

from __future__ import annotations

import os
import tomllib

import pytest

CONFIG = ".sinfonia/config.yaml"


@pytest.mark.parametrize(
    ("kind", "path"), [("persona", ".sinfonia/agents/scribe.md"), ("workflow", ".sinfonia/workflows/scribe")]
)
def test_what_is_new_is_valid(cli, kind, path):
    told = cli("new", kind, "scribe")
    assert told.code == 0
    assert f"next: sinfonia validate {path}\n" in told.out
    assert cli("validate", path).out.endswith("nothing is wrong\n")


@pytest.mark.parametrize(
    ("kind", "path"), [("persona", ".sinfonia/agents/scribe.md"), ("workflow", ".sinfonia/workflows/scribe")]
)
def test_what_is_there_is_left_alone(cli, repo, kind, path):
    cli("new", kind, "scribe")
    target = repo.path / (path if kind == "persona" else f"{path}/workflow.md")
    target.write_bytes(b"mine")
    told = cli("new", kind, "scribe")
    assert (told.code, "is there already" in told.err) == (2, True)
    assert target.read_bytes() == b"mine"


def test_a_built_in_one_is_copied_to_be_changed(cli):
    assert cli("new", "persona", "coda").code == 0
    assert cli("new", "workflow", "code-review").code == 0
    document = cli("workflows", "code-review", "--format", "json").document
    assert document["workflows"][0]["source"] == ".sinfonia/workflows/code-review"
    assert cli("validate", "--all").out == "6 files: nothing is wrong\n"


def test_a_new_workflow_can_be_started_and_done_by_a_new_persona(cli, repo):
    cli("new", "persona", "scribe")
    cli("new", "workflow", "release", "--persona", "scribe")
    repo.commit({})
    assert cli("start", "release", "--goal", "1.0").code == 0
    assert cli("dispatch", "--task", "Prepare", "--context", "1.0").code == 0
    assert "scribe" in cli("status").out


def test_a_workflow_of_nobody_is_refused(cli, repo):
    told = cli("new", "workflow", "release", "--persona", "codda")
    assert (told.code, "did you mean `coda`?" in told.err) == (2, True)
    assert not (repo.path / ".sinfonia").exists()


def test_a_rule_makes_the_configuration_and_is_listed(cli, repo):
    assert cli("new", "rule", "raw-print").code == 0
    assert "OWN-001  raw-print" in cli("rules").out
    assert cli("validate", CONFIG).code == 0


def test_a_rule_is_put_behind_a_configuration_that_is_there(cli, repo):
    old = '# ours\r\nversion: "0.1"   # keep\nrules: {}'
    repo.write({CONFIG: old.encode()})
    assert cli("new", "rule", "raw-print").code == 0
    new = (repo.path / CONFIG).read_bytes()
    assert new.startswith(old.encode() + b"\r\ncustom:\r\n  - id: OWN-001\r\n")
    assert "OWN-001  raw-print" in cli("rules").out


def test_a_second_rule_is_printed_with_its_place_and_the_next_number(cli, repo):
    cli("new", "rule", "raw-print")
    before = (repo.path / CONFIG).read_bytes()
    told = cli("new", "rule", "raw-log", "--format", "json")
    assert told.document["written"] == []
    assert told.document["entry"].startswith(
        f"put this below `custom:` in {CONFIG}:\n  - id: OWN-002\n    name: raw-log\n"
    )
    assert (repo.path / CONFIG).read_bytes() == before
    entry = told.document["entry"].partition("\n")[2]
    repo.write({CONFIG: before + entry.encode()})
    assert "OWN-002  raw-log" in cli("rules").out


def test_a_project_with_a_table_gets_the_entry_as_toml(cli, repo):
    repo.write({"pyproject.toml": '[tool.sinfonia]\nversion = "0.1"\n'})
    told = cli("new", "rule", "raw-print", "--format", "json")
    entry = told.document["entry"].partition("\n")[2]
    assert tomllib.loads(entry)["tool"]["sinfonia"]["custom"][0]["id"] == "OWN-001"
    repo.write({"pyproject.toml": '[tool.sinfonia]\nversion = "0.1"\n\n' + entry})
    assert "OWN-001  raw-print" in cli("rules").out
    assert not (repo.path / CONFIG).exists()


def test_a_configuration_that_cannot_be_read_is_left_alone(cli, repo):
    repo.write({CONFIG: "version: [\n"})
    told = cli("new", "rule", "raw-print")
    assert told.code == 2
    assert "the rule does not fit in" in told.err
    assert (repo.path / CONFIG).read_bytes() == b"version: [\n"


@pytest.mark.parametrize("kind", ["persona", "workflow", "rule"])
def test_a_dry_run_writes_nothing(cli, repo, kind):
    told = cli("new", kind, "scribe", "--dry-run")
    assert (told.code, "would write " in told.out) == (0, True)
    assert not (repo.path / ".sinfonia").exists()


@pytest.mark.parametrize("kind", ["persona", "workflow", "rule"])
@pytest.mark.parametrize("name", ["../x", "A", "a/b", "a b"])
def test_a_name_that_leaves_its_folder_is_refused(cli, repo, kind, name):
    told = cli("new", kind, name)
    assert (told.code, "is no name of a" in told.err) == (2, True)
    assert not (repo.path / ".sinfonia").exists()


def test_an_unknown_kind_is_answered_with_the_nearest(cli):
    told = cli("new", "person", "x")
    assert (told.code, "did you mean `persona`?" in told.err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("kind", ["persona", "workflow", "rule"])
def test_nothing_is_written_through_a_link(cli, repo, tmp_path, kind):
    outside = tmp_path / "outside"
    outside.mkdir()
    os.symlink(outside, repo.path / ".sinfonia")
    assert cli("new", kind, "scribe").code == 2
    assert list(outside.iterdir()) == []
