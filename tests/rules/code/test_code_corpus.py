"""Measure ENF-001 on the tests-with-code scenarios, where they are at hand."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from code_scenarios import event, policy

from sinfonia.rules.enf_001_untested_code import judge
from sinfonia.rules.trailers import waived_paths

CORPORA = Path(os.environ.get("SINFONIA_CORPORA") or Path(__file__).parents[4] / "shared" / "corpora")
SCENARIOS = CORPORA / "tests-with-code-scenarios.jsonl.gz"


def rows():
    if not SCENARIOS.exists():
        return []
    with gzip.open(SCENARIOS, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def verdict(row, strictness):
    """Judge one scenario and give `flag` or `pass`, as its `expect` says it."""
    modes = {path: int(mode, 8) for path, mode in row.get("mode_change", {}).items()}
    gitlinks = (row["gitlink"],) if row.get("gitlink") else ()
    at_hand = event(
        row["before"],
        row["after"],
        message=row.get("message"),
        modes=modes,
        gitlinks=gitlinks,
        merge=bool(row.get("merge")),
    )
    return (
        "flag"
        if list(judge(at_hand, policy(strictness))) and not waived_paths(at_hand, "ENF-001", "untested-code")
        else "pass"
    )


@pytest.mark.skipif(not SCENARIOS.exists(), reason="the corpora are not here")
@pytest.mark.parametrize(("column", "strictness"), [("expect", "medium"), ("expect_strict", "high")])
def test_every_scenario_gets_the_verdict_that_its_row_expects(column, strictness):
    wrong = [(row["id"], row["why"]) for row in rows() if verdict(row, strictness) != row[column]]
    assert wrong == []
