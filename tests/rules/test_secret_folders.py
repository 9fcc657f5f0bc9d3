"""Folders of a tree whose files are secret unseen, the files in them that are not, and Windows' long paths."""

from __future__ import annotations

import pytest

from sinfonia.rules.agent_writes import protected_part
from sinfonia.rules.secret_names import judge_path

LONG = "\\\\?\\C:\\Users\\ana\\"
DEVICE = "\\\\.\\C:\\Users\\ana\\"


@pytest.mark.parametrize(
    ("refused", "allowed"),
    [
        ("infra/.ssh/deploy", "infra/ssh/deploy"),
        ("app/.envs/production", "app/envs/production"),
        ("secrets/sops.yaml", "secrets/.sops.yaml"),
        *((".ssh/work", f".ssh/{name}") for name in ("known_hosts", "allowed_signers", "environment")),
        *(("deploy/.ssh/work", f"deploy/.ssh/{name}") for name in ("authorized_keys", "rc")),
        (f"{LONG}.ssh\\id_rsa", f"{LONG}notes.txt"),
        (f"{DEVICE}.ssh\\work", f"{DEVICE}notes.txt"),
    ],
)
def test_a_path_is_refused_unseen_and_its_twin_passes(refused, allowed):
    assert judge_path(refused).refused_unseen
    assert not judge_path(allowed).refused_unseen


@pytest.mark.parametrize("folder", ["/home/ana/.config", "C:\\Users\\ana\\AppData\\Roaming"])
def test_no_tool_writes_the_configuration_of_a_person(folder):
    assert protected_part(f"{folder}/sinfonia/config.yaml") == ("the configuration of a person", "approval")
    assert protected_part(f"{folder}/sinfonia/notes.yaml") == ("", "")
