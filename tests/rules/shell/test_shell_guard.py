from __future__ import annotations

import guard_cases
import pytest

from sinfonia.model.change import Text
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_011_hook_bypass import RULE
from sinfonia.rules.hook_bypass.judge import bypasses

PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/someone"}


@pytest.mark.parametrize("command", guard_cases.REFUSED)
def test_a_command_that_takes_the_guard_away_is_refused(command):
    verdicts = bypasses(command, **PLACE)
    assert verdicts
    assert all(verdict.help and not verdict.message.endswith(".") for verdict in verdicts)


@pytest.mark.parametrize("command", guard_cases.ALLOWED)
def test_what_leaves_the_guard_where_it_is_passes(command):
    assert not bypasses(command, **PLACE)


@pytest.mark.parametrize("line", ["cp gitconfig ~/.gitconfig", "claude --bare -p x", "pip uninstall -y sinfonia-hooks"])
def test_a_script_that_installs_settings_or_starts_an_agent_passes(line):
    assert not list(RULE.read(Text(f"{line}\n".encode(), [(0, 1)], path="install.sh"), Policy({})))
    assert list(RULE.read(Text(b"export SKIP=sinfonia\n", [(0, 1)], path="install.sh"), Policy({})))
