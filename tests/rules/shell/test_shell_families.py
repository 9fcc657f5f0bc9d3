from __future__ import annotations

import approval_cases
import bypass_by_program_cases
import bypass_cases
import carried_cases
import container_cases
import daily_cases
import deletion_cases
import git_cases
import input_cases
import leak_cases
import program_text_cases
import pytest
import read_cases
import read_nothing_cases
import remote_cases
import source_cases
import windows_cases

from sinfonia.rules.hook_bypass.judge import bypasses
from sinfonia.rules.secret_reads import secret_reads
from sinfonia.rules.unsafe_shell.judge import judge_command
from sinfonia.shell.git_call import BUILTIN

PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/someone"}
REFUSED = {
    "deletion": (judge_command, deletion_cases.REFUSED),
    "git": (judge_command, git_cases.REFUSED),
    "remote": (judge_command, remote_cases.REFUSED),
    "leaks": (judge_command, leak_cases.REFUSED),
    "windows": (judge_command, windows_cases.REFUSED),
    "carried": (judge_command, carried_cases.REFUSED),
    "wrapped": (judge_command, tuple(f"{wrapper} bash -c 'rm -rf /'" for wrapper in carried_cases.WRAPPERS)),
    "containers": (judge_command, container_cases.REFUSED),
    "program text": (judge_command, program_text_cases.REFUSED),
    "inputs": (judge_command, input_cases.REFUSED),
    "sources": (judge_command, source_cases.REFUSED),
    "bypass": (bypasses, bypass_cases.REFUSED),
    "bypass by programs": (bypasses, bypass_by_program_cases.REFUSED),
    "approval": (bypasses, approval_cases.REFUSED),
    "reads": (secret_reads, read_cases.READS),
    "reads by program text": (secret_reads, program_text_cases.READS),
}
ALLOWED = {
    "every day": (judge_command, daily_cases.ALLOWED),
    "every day, hooks": (bypasses, daily_cases.ALLOWED),
    "leaks": (judge_command, leak_cases.ALLOWED),
    "windows": (judge_command, windows_cases.ALLOWED),
    "carried": (judge_command, carried_cases.ALLOWED),
    "wrapped": (judge_command, tuple(f"{wrapper} bash -c 'ls /'" for wrapper in carried_cases.WRAPPERS)),
    "set up": (judge_command, tuple(f'eval "$({command})"' for command in carried_cases.SET_UP)),
    "containers": (judge_command, container_cases.ALLOWED),
    "program text": (judge_command, program_text_cases.ALLOWED),
    "inputs": (judge_command, input_cases.ALLOWED),
    "sources": (judge_command, source_cases.ALLOWED),
    "bypass": (bypasses, bypass_cases.ALLOWED),
    "bypass by programs": (bypasses, bypass_by_program_cases.ALLOWED),
    "approval": (bypasses, approval_cases.ALLOWED),
    "reads": (secret_reads, read_nothing_cases.READS_NOTHING),
    "names": (secret_reads, tuple(f"{program} .env" for program in read_nothing_cases.SILENT)),
}


@pytest.mark.parametrize("family", REFUSED)
def test_every_command_of_the_family_is_refused(family):
    judgement, commands = REFUSED[family]
    assert [command for command in commands if not judgement(command, **PLACE)] == []


@pytest.mark.parametrize("family", ALLOWED)
def test_every_near_twin_passes(family):
    judgement, commands = ALLOWED[family]
    assert [command for command in commands if judgement(command, **PLACE)] == []


@pytest.mark.parametrize("name", sorted({*git_cases.OF_GIT, *BUILTIN}))
def test_git_does_not_look_up_an_alias_that_is_called_like_its_own_command(name):
    verdicts = judge_command(f"git -c alias.{name}='!rm -rf /' {name}", **PLACE)
    assert not [verdict for verdict in verdicts if verdict.family == "deletion"]


def test_an_alias_with_a_name_of_its_own_is_run():
    assert judge_command("git -c alias.tidy='!rm -rf /' tidy", **PLACE)


def test_an_approval_is_asked_of_a_person_in_every_form():
    families = {verdict.family for command in approval_cases.REFUSED for verdict in bypasses(command, **PLACE)}
    assert "approval" in families


@pytest.mark.parametrize("family", ["bypass", "approval"])
def test_a_look_alike_is_no_unsafe_command_either(family):
    passing = [command for command in ALLOWED[family][1] if judge_command(command, **PLACE)]
    assert [command for command in passing if "core.hooksPath=x status" not in command] == []
