"""Ids that a new session may have."""

from __future__ import annotations

import pytest
from ship import FILES, answers, refuses

from sinfonia.workflow.names import is_generated

NO_DATE = ("s-20261345-010101", "s-20260230", "s-2026-13-45", "2026-13-45", "2026-02-30-login", "s-20261121-250000-b")
DEVICES = ("con", "prn", "aux", "nul", "com1", "com9", "lpt0", "lpt9")


def start(name: str) -> tuple[str, ...]:
    return "start", "ship", "--goal", "x", "--dry-run", "--session", name


@pytest.mark.parametrize("name", NO_DATE)
def test_a_date_that_does_not_exist_is_refused(cli, repo, name):
    repo.commit(FILES)
    wrong, hint = refuses(cli, *start(name))
    assert wrong == f"`{name}` begins with a date that does not exist"
    assert "leave --session out" in hint


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_of_windows_is_refused(cli, repo, name):
    repo.commit(FILES)
    wrong, hint = refuses(cli, *start(name))
    assert wrong == f"`{name}` is a device on Windows, and no file or folder there can have its name"
    assert hint == f"name the session otherwise, for example `{name}-1`"


@pytest.mark.parametrize("kind", ["workflow", "persona"])
def test_no_workflow_and_no_persona_is_named_after_a_device_either(cli, repo, kind):
    assert f"name the {kind} otherwise" in refuses(cli, "new", kind, "aux")[1]


def test_the_folder_of_decisions_about_files_is_no_session(cli, repo):
    repo.commit(FILES)
    wrong, hint = refuses(cli, *start("paths"))
    assert wrong == "`paths` is where decisions about files are kept"
    assert "--session login-form" in hint


@pytest.mark.parametrize("name", ["COM1", "con.txt", "../x", "a" * 65, "a--b", "-a"])
def test_a_name_that_is_not_kebab_case_is_refused(cli, repo, name):
    repo.commit(FILES)
    assert refuses(cli, *start(name)[:-1], f"{name}")[1].startswith("lower-case letters, digits and single hyphens")


@pytest.mark.parametrize(
    "name", ["s-20261121-091200", "s-20261121-091200-b", "2026-11-21", "2026-11-21-login", "12345678-ticket",
             "con-1", "console", "com10", "lpt", "s-1", "login-form"]
)  # fmt: skip
def test_any_other_name_is_taken(cli, repo, name):
    repo.commit(FILES)
    assert answers(cli, *start(name)).startswith(f"would start ship as session {name}\n")


@pytest.mark.parametrize(
    ("name", "generated"),
    [("s-20261121-091200", True), ("s-20261121-091200-27", True), ("s-20261345-091200", False), ("cart", False)],
)
def test_an_id_made_from_the_time_is_known(name, generated):
    assert is_generated(name) is generated
