"""The rules, in the order of their codes. To add one: write its file, name it here."""

from __future__ import annotations

from sinfonia.rules.enf_001_untested_code import RULE as ENF_001
from sinfonia.rules.enf_002_secret_file import RULE as ENF_002
from sinfonia.rules.enf_005_unsafe_shell import RULE as ENF_005
from sinfonia.rules.enf_008_secret_content import RULE as ENF_008
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

RULES = (ENF_001, ENF_002, ENF_005, ENF_008, ENF_010, ENF_011, ENF_014, ENF_901, ENF_902, ENF_903, ENF_904)


def for_policy(policy: Policy) -> tuple[Rule, ...]:
    """Give the registry and the project's own rules."""
    if not policy.custom:
        return RULES
    from sinfonia.rules.custom import rules

    return (*RULES, *rules(policy))


def names(rules: tuple[Rule, ...] = RULES) -> dict[str, str]:
    """Give code by code and by name in capitals: the words by which an ignore or a selection may call a rule."""
    found = {rule.code: rule.code for rule in rules}
    found.update({rule.name.upper(): rule.code for rule in rules})
    return found
