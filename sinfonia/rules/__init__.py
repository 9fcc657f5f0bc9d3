"""The rules, in the order of their codes. To add one: write its file, name it here.

A commit hook loads `AT_COMMIT` only: every module that it imports is time that each commit takes.
"""

from __future__ import annotations

from sinfonia.rules.enf_001_untested_code import RULE as ENF_001
from sinfonia.rules.enf_002_secret_file import RULE as ENF_002
from sinfonia.rules.enf_005_unsafe_shell import RULE as ENF_005
from sinfonia.rules.enf_008_secret_content import RULE as ENF_008
from sinfonia.rules.enf_009_workflow_integrity import RULE as ENF_009
from sinfonia.rules.enf_010_policy_change import RULE as ENF_010
from sinfonia.rules.enf_011_hook_bypass import RULE as ENF_011
from sinfonia.rules.enf_014_weakened_test import RULE as ENF_014
from sinfonia.rules.enf_901_unused_ignore import RULE as ENF_901
from sinfonia.rules.enf_902_expired_ignore import RULE as ENF_902
from sinfonia.rules.enf_903_unreadable_configuration import RULE as ENF_903
from sinfonia.rules.enf_904_could_not_judge import RULE as ENF_904

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.policy import Policy
    from sinfonia.model.rule import Rule

AT_COMMIT = (
    ENF_001, ENF_002, ENF_005, ENF_008, ENF_009, ENF_010, ENF_011, ENF_014, ENF_901, ENF_902, ENF_903, ENF_904,
)  # fmt: skip
"""The rules that a repository without sessions needs before the message of a commit is known, or at a tool call."""

LATER = (
    "enf_003_continuity",
    "enf_004_open_steps",
    "enf_007_incomplete_session",
    "enf_012_unapproved_change",
    "enf_013_step_scope",
)
"""The modules of all others: `RULES` loads them."""


_loaded: dict[str, tuple[Rule, ...]] = {}


def every() -> tuple[Rule, ...]:
    """Give every rule: what the name `RULES` stands for."""
    if not _loaded:
        later = (__import__(f"sinfonia.rules.{module}", fromlist=("RULE",)).RULE for module in LATER)
        _loaded["RULES"] = tuple(sorted((*AT_COMMIT, *later), key=lambda rule: rule.code))
    return _loaded["RULES"]


def __getattr__(name: str) -> tuple[Rule, ...]:
    """Give `RULES` to who imports it (PEP 562)."""
    if name != "RULES":
        raise AttributeError(name)
    return every()


def for_policy(policy: Policy, *, later: bool = True) -> tuple[Rule, ...]:
    """Give the registry, or without `later` only `AT_COMMIT`, and the project's own rules."""
    known = every() if later else AT_COMMIT
    if not policy.custom:
        return known
    from sinfonia.rules.custom import rules

    return (*known, *rules(policy))


def names(rules: tuple[Rule, ...] | None = None) -> dict[str, str]:
    """Give code by code and by name in capitals: the words by which an ignore or a selection may call a rule."""
    every_rule = every() if rules is None else rules
    found = {rule.code: rule.code for rule in every_rule}
    found.update({rule.name.upper(): rule.code for rule in every_rule})
    return found
