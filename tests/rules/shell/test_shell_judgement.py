from __future__ import annotations

import pytest
from shell_cases import ALLOWED, BYPASSES, LOOK_ALIKES, READS, READS_NOTHING, REFUSED

from sinfonia.rules.hook_bypass.judge import bypasses
from sinfonia.rules.secret_reads import secret_reads
from sinfonia.rules.unsafe_shell.judge import judge_command

PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/someone"}


@pytest.mark.parametrize("command", REFUSED)
def test_a_destructive_command_is_refused_with_a_safer_one(command):
    verdicts = judge_command(command, **PLACE)
    assert verdicts
    assert all(verdict.message and verdict.help and not verdict.message.endswith(".") for verdict in verdicts)


@pytest.mark.parametrize("command", ALLOWED)
def test_its_near_twin_passes(command):
    assert not judge_command(command, **PLACE)


@pytest.mark.parametrize("command", BYPASSES)
def test_a_way_around_the_hooks_is_refused(command):
    assert bypasses(command, **PLACE)


@pytest.mark.parametrize("command", LOOK_ALIKES)
def test_what_looks_like_a_way_around_passes(command):
    assert not bypasses(command, **PLACE)


@pytest.mark.parametrize("command", READS)
def test_a_command_that_reads_a_secret_file_is_seen(command):
    assert secret_reads(command, **PLACE)


@pytest.mark.parametrize("command", READS_NOTHING)
def test_a_command_that_only_names_a_secret_file_passes(command):
    assert not secret_reads(command, **PLACE)


def test_a_folder_inside_of_the_project_is_judged_from_where_the_command_runs():
    assert judge_command("rm -rf ../..", cwd="/workspace/project/src", root="/workspace/project", home="/home/x")
    assert not judge_command("rm -rf ../build", cwd="/workspace/project/src", root="/workspace/project", home="/home/x")
