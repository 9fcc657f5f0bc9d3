"""What .pre-commit-hooks.yaml promises."""

import shlex
from pathlib import Path

import pytest
import yaml

from sinfonia.door import HOOKS

TEXT = (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text()
ROWS = yaml.safe_load(TEXT)
MESSAGE = {"sinfonia-commit-msg", "sinfonia-prepare-commit-msg"}


def test_the_published_ids_are_these():
    assert [row["id"] for row in ROWS] == [
        "sinfonia",
        "sinfonia-commit-msg",
        "sinfonia-prepare-commit-msg",
        "sinfonia-pre-push",
        "sinfonia-untested-code",
        "sinfonia-secret-file",
        "sinfonia-secret-content",
        "sinfonia-unsafe-shell",
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_id_calls_a_door_that_exists_at_a_stage_that_it_is_for(row):
    program, name, *flags = shlex.split(row["entry"])
    assert program == "sinfonia-hook"
    assert name in HOOKS
    assert name in row["stages"]
    assert flags[:1] in ([], ["--select"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_id_runs_always_and_once_and_takes_a_file_only_for_messages(row):
    assert row["always_run"] is True
    assert row["require_serial"] is True
    assert row["minimum_pre_commit_version"] == "3.2.0"
    assert row["language"] == "python"
    assert row["pass_filenames"] is (row["id"] in MESSAGE)
    assert row.get("verbose", False) is (row["id"] in MESSAGE)  # a runner drops what a passing hook prints
    assert not {"files", "exclude", "types"} & set(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_description_is_a_sentence(row):
    assert row["description"][0].isupper()
    assert row["description"].endswith(".")
    assert len(row["description"]) < 80
