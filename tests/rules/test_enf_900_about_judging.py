"""ENF-901 to 904: what the engine says about ignores, configuration and what it could not judge."""

from __future__ import annotations

import pytest

from sinfonia.model.policy import Ignore
from sinfonia.rules import (
    custom,
    enf_002_secret_file,
    enf_010_policy_change,
    enf_901_unused_ignore,
    enf_902_expired_ignore,
    enf_903_unreadable_configuration,
    enf_904_could_not_judge,
)

OURS = (
    enf_901_unused_ignore,
    enf_902_expired_ignore,
    enf_903_unreadable_configuration,
    enf_904_could_not_judge,
)
FINDINGS = (
    (
        enf_901_unused_ignore.finding("ENF-008", "a.py", 3),
        "ENF-901 a.py:3 warning: the ignore of ENF-008 silences nothing",
    ),
    (
        enf_901_unused_ignore.finding("ENF-999", "a.py", 3, why="no such rule"),
        "ENF-901 a.py:3 warning: the ignore of ENF-999 silences nothing: no such rule",
    ),
    (
        enf_902_expired_ignore.finding(Ignore("ENF-001", "scripts/**", "once", "2020-01-31"), "c.yaml", 9),
        "ENF-902 c.yaml:9 warning: the ignore of ENF-001 for `scripts/**` ended on 2020-01-31",
    ),
    (
        enf_903_unreadable_configuration.finding("c.yaml", "unknown key `a`", line=2),
        "ENF-903 c.yaml:2 error: unknown key `a`",
    ),
    (
        enf_904_could_not_judge.finding("a.bin", "git cannot read its object"),
        "ENF-904 a.bin error: `a.bin` could not be judged: git cannot read its object",
    ),
)


@pytest.mark.parametrize(("finding", "said"), FINDINGS)
def test_a_finding_says_where_and_what(finding, said):
    assert f"{finding.code} {finding.location} {finding.severity}: {finding.message}" == said
    assert finding.help


@pytest.mark.parametrize("module", OURS)
def test_the_engine_raises_these_and_no_function_judges(module):
    rule = module.RULE
    assert rule.judge is None
    assert rule.read is None
    assert rule.code == module.CODE


@pytest.mark.parametrize("module", [*OURS, enf_002_secret_file, enf_010_policy_change, custom])
def test_every_page_has_its_sections(module):
    for title in ("What", "Why", "Instead", "Refused", "Allowed", "Options", "Known limits"):
        assert f"\n## {title}\n" in module.__doc__
