"""ENF-010: which changes are changes of the policy, and when they refuse."""

from __future__ import annotations

import pytest

from sinfonia.model.change import Change, change_in_memory
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_010_policy_change import RULE, judge

HOOKS = b"""repos:
  - repo: https://example.com/sinfonia
    rev: v1
    hooks:
      - id: sinfonia
        stages: [pre-commit]
  - repo: https://example.com/other
    rev: v1
    hooks:
      - id: other
"""
BESIDE = HOOKS.replace(
    b"  - repo: https://example.com/other", b"      - id: next\n        args: [a]\n  - repo: https://example.com/other"
)
PYPROJECT = b'[project]\nname = "a"\n[tool.sinfonia]\nenforcement_strictness = "high"\n'
CI = b"jobs:\n  a:\n    steps:\n      - run: sinfonia check\n      - run: pytest\n"

# path, before, after
REFUSED = (
    (".sinfonia/config.yaml", b"a: 1\n", b"a: 2\n"),
    (".sinfonia/config.yaml", b"a: 1\n", None),
    (".Sinfonia/Config.yaml", b"a: 1\n", b"a: 2\n"),
    (".sinfonia/trust/policy.yaml", None, b"a: 1\n"),
    (".sinfonia/workflows/x/workflow.yaml", b"a", b"b"),
    (".sinfonia/agents/coda.md", b"a", b"b"),
    (".sinfonia/baseline.json", b"{}", b"[]"),
    (".pre-commit-config.yaml", HOOKS, HOOKS.replace(b"      - id: sinfonia\n        stages: [pre-commit]\n", b"")),
    (".pre-commit-config.yaml", HOOKS, HOOKS.replace(b"[pre-commit]", b"[manual]")),
    (".pre-commit-config.yaml", HOOKS, HOOKS.replace(b"rev: v1", b"rev: v2", 1)),
    (".pre-commit-config.yaml", HOOKS, b"exclude: .*\n" + HOOKS),
    (".pre-commit-config.yaml", HOOKS, HOOKS + b"ci:\n  skip: [sinfonia]\n"),
    (".pre-commit-config.yaml", HOOKS, None),
    ("pyproject.toml", PYPROJECT, PYPROJECT.replace(b"high", b"low")),
    ("pyproject.toml", PYPROJECT, b'[project]\nname = "a"\n'),
    ("pyproject.toml", PYPROJECT, PYPROJECT + b"[broken\n"),
    (".husky/pre-commit", b"sinfonia-hook pre-commit\n", b"npm test\n"),
    (".husky/pre-commit", b"sinfonia-hook pre-commit\n", b"exit 0\nsinfonia-hook pre-commit\n"),
    ("lefthook.yml", b"pre-commit:\n  jobs:\n    - run: sinfonia-hook pre-commit\n", b"pre-commit:\n"),
    (".claude/settings.json", b'{"hooks": "sinfonia-hook claude-code"}', b"{}"),
    (".opencode/plugins/sinfonia.js", b"sinfonia", b"// sinfonia"),
    (".github/workflows/ci.yml", CI, CI.replace(b"sinfonia check", b"true")),
    (".gitlab-ci.yml", CI, b"jobs: {}\n"),
    ("Jenkinsfile", CI, b""),
)
ALLOWED = (
    ("src/sinfonia/config.yaml", b"a: 1\n", b"a: 2\n"),
    (".sinfonia/handoffs/s-1/workflow.md", b"a", b"b"),
    (".pre-commit-config.yaml", HOOKS, HOOKS.replace(b"other\n    rev: v1", b"other\n    rev: v2")),
    (".pre-commit-config.yaml", HOOKS, b"# a note\n" + HOOKS),
    (".pre-commit-config.yaml", BESIDE, BESIDE.replace(b"args: [a]", b"args: [b]")),
    (".pre-commit-config.yaml", b"repos: []\n", b"exclude: x\nrepos: []\n"),
    ("pyproject.toml", PYPROJECT, PYPROJECT.replace(b'"a"', b'"b"')),
    ("pyproject.toml", b"[broken", b"[broken2"),
    (".husky/pre-commit", b"npm test\n", b"npm run lint\n"),
    (".husky/_/h", b"sinfonia\n", b"npm run lint\n"),
    (".claude/settings.json", b"{}", b'{"model": "x"}'),
    (".github/workflows/ci.yml", b"a", b"b"),
    ("package.json", b'{"version": "1"}', b'{"version": "2"}'),
    ("README.md", b"sinfonia", b"sinfonia!"),
)

# Files of hooks, agents and CI services: what is said there of Sinfonia is policy, the rest is not.
HOLDERS = (
    ".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml", "lefthook.yml", "lefthook.yaml", ".lefthook.yml",
    "lefthook-local.yml", "package.json", ".husky/pre-push", ".githooks/pre-push", ".claude/settings.json",
    ".claude/settings.local.json", ".codex/config.toml", ".codex/hooks.json", ".gemini/settings.json",
    ".cursor/hooks.json", "opencode.json", "opencode.jsonc", ".opencode/plugins/x.js", ".claude/hooks/x.sh",
    ".codex/hooks/x.sh", ".github/hooks/x.json", ".gitlab-ci.yml", "Jenkinsfile", "azure-pipelines.yml",
    "azure-pipelines.yaml", "bitbucket-pipelines.yml", ".circleci/config.yml", ".travis.yml",
    ".github/workflows/ci.yml", ".github/actions/x/action.yml", ".gitlab/ci.yml", ".forgejo/workflows/ci.yml",
    ".gitea/workflows/ci.yml",
)  # fmt: skip


def found(*changes, moment="commit", data=None):
    return list(judge(Event(moment, changes), Policy(data or {})))


@pytest.mark.parametrize(("path", "old", "new"), REFUSED)
def test_a_change_of_the_policy_is_named(path, old, new):
    (finding,) = found(change_in_memory(path, old, new))
    assert finding.message.startswith(f"`{path}` ")
    assert finding.severity == "warning"


@pytest.mark.parametrize("path", HOLDERS)
def test_what_is_said_of_sinfonia_is_policy_wherever_it_is_said(path):
    assert found(change_in_memory(path, b"run: sinfonia check\n", b"run: ls\n"))
    assert not found(change_in_memory(path, b"run: ls\n", b"run: pwd\n"))


@pytest.mark.parametrize(("path", "old", "new"), ALLOWED)
def test_a_change_beside_the_policy_passes(path, old, new):
    assert not found(change_in_memory(path, old, new), moment="tool")


CONFIG = change_in_memory(".sinfonia/config.yaml", b"a: 1\n", b"a: 2\n")


@pytest.mark.parametrize(
    ("moment", "trusted", "severity"),
    [
        ("tool", False, "error"),
        ("commit", True, "warning"),
        ("range", False, "warning"),
        ("range", True, "error"),
        ("push", False, "warning"),
        ("push", True, "error"),
    ],
)
def test_it_refuses_an_agent_and_where_trust_is_configured(moment, trusted, severity):
    (finding,) = found(CONFIG, moment=moment, data={"trust_configured": trusted})
    assert finding.severity == severity
    assert finding.intent == "ask-human"


ADOPTION = (
    change_in_memory(".sinfonia/config.yaml", None, b"a: 1\n"),
    change_in_memory(".pre-commit-config.yaml", b"repos: []\n", HOOKS),
    change_in_memory(".github/workflows/ci.yml", None, CI),
)


@pytest.mark.parametrize("moment", ["commit", "range", "push"])
def test_the_change_that_brings_sinfonia_in_passes(moment):
    assert not found(*ADOPTION, moment=moment, data={"trust_configured": True})


def test_the_change_that_brings_only_its_hooks_in_passes():
    configured = change_in_memory(".pre-commit-config.yaml", b"repos: []\n", HOOKS)
    ruled = Event("commit", (configured,), before={".sinfonia/config.yaml": b"a: 1\n"}.get)
    assert list(judge(ruled, Policy({})))
    assert not found(configured)


def test_an_agent_does_not_bring_sinfonia_in():
    assert len(found(*ADOPTION, moment="tool")) == 3


def test_a_new_configuration_does_not_hide_a_change_of_hooks_that_were_there():
    assert found(ADOPTION[0], change_in_memory(".pre-commit-config.yaml", HOOKS, b"repos: []\n"))
    assert found(ADOPTION[0], change_in_memory(".sinfonia/trust/policy.yaml", b"a", b"b"))
    assert found(change_in_memory(".sinfonia/config.yml", None, b"a: 1\n"), ADOPTION[1])


def test_a_configuration_that_is_renamed_away_is_named():
    moved = Change("old.yaml", "R", old_path=".sinfonia/config.yaml", old_mode=0o100644, new_mode=0o100644)
    assert found(moved)


def test_the_rule_yields_to_an_approval_only():
    assert RULE.waived_by == ("approval",)
    assert RULE.unit == "net"
