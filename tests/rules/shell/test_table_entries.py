"""Each entry in the tables of the shell rules is held by a command that is refused for it."""

from __future__ import annotations

import re

import pytest
from entry_tables import BYPASSED, OF_PARALLEL, READ, UNSAFE

from sinfonia.rules.hook_bypass.judge import bypasses
from sinfonia.rules.secret_reads import secret_reads
from sinfonia.rules.unsafe_shell.judge import judge_command
from sinfonia.shell.analysis import analyse

PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/someone"}
RULES = ((judge_command, UNSAFE), (bypasses, BYPASSED), (secret_reads, READ))
TABLES = [pytest.param(judgement, *row[1:], id=row[0]) for judgement, tables in RULES for row in tables]


def commands(template, entries):
    """Put each entry into the template; `\\ ` in an entry is a blank of it."""
    return [template.format(entry.replace("\\ ", " ")) for entry in re.split(r"(?<!\\) ", entries)]


@pytest.mark.parametrize(("judgement", "refused", "allowed", "entries"), TABLES)
def test_each_entry_of_the_table_is_refused_and_its_near_twin_passes(judgement, refused, allowed, entries):
    assert [command for command in commands(refused, entries) if not judgement(command, **PLACE)] == []
    assert [command for command in commands(allowed, entries) if judgement(command, **PLACE)] == []


def test_the_value_of_an_option_of_parallel_is_no_program():
    def second(command):
        return analyse(command, cwd="/w", root="/w", home="/h").simples[1].name

    assert [name for name in OF_PARALLEL if second(f"parallel --{name} 5 ls ::: a") != "ls"] == []
    assert second("parallel --bar 5 ls ::: a") == "5"
