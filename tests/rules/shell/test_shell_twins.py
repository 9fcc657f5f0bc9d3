"""Commands and scripts in pairs: the first is refused, and its twin, which differs in one thing, passes."""

from __future__ import annotations

import pytest
from twin_cases import BYPASSED, READ, SENT, STAGED, UNSAFE

from sinfonia.model.change import text_of
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_005_unsafe_shell import RULE
from sinfonia.rules.hook_bypass.judge import bypasses
from sinfonia.rules.secret_reads import secret_reads
from sinfonia.rules.unsafe_shell.judge import judge_command
from sinfonia.shell.analysis import analyse
from sinfonia.shell.interactive import takes_further_input

PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/someone"}
RULES = ((judge_command, UNSAFE), (bypasses, BYPASSED), (secret_reads, READ))
PAIRS = [pytest.param(judgement, *row[1:], id=row[0]) for judgement, rows in RULES for row in rows]


@pytest.mark.parametrize(("judgement", "refused", "allowed"), PAIRS)
def test_the_first_is_refused_and_its_twin_passes(judgement, refused, allowed):
    assert judgement(refused, **PLACE)
    assert not judgement(allowed, **PLACE)


@pytest.mark.parametrize(("about", "command", "said"), SENT, ids=[row[0] for row in SENT])
def test_what_is_sent_is_said(about, command, said):
    assert said in [verdict.message for verdict in judge_command(command, **PLACE)]


@pytest.mark.parametrize(("path", "refused", "allowed"), [row[1:] for row in STAGED], ids=[row[0] for row in STAGED])
def test_a_script_is_refused_and_its_twin_passes(path, refused, allowed):
    assert list(RULE.read(text_of(refused.encode(), path), Policy({})))
    assert not list(RULE.read(text_of(allowed.encode(), path), Policy({})))


@pytest.mark.parametrize(
    ("command", "names"), [("ssh -o ProxyCommand='nc x 1' h", ["ssh", "nc"]), ("ssh -o ProxyCommand=none h", ["ssh"])]
)
def test_none_is_no_program_of_ssh(command, names):
    assert [simple.name for simple in analyse(command, cwd="/w", root="/w", home="/h").simples] == names


def test_options_of_a_container_are_no_command_of_it():
    def named(command):
        return takes_further_input(analyse(command, cwd="/w", root="/w", home="/h"))

    assert named("docker run -e A=1 -it ubuntu") == "docker run"
    assert named("docker run -e A=1 -it ubuntu ls") is None
