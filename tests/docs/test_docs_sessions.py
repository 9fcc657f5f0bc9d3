"""Every console block of the documents is run as it stands."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from docs_pages import SESSIONS, session

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="the sessions are written for a POSIX shell"
)


@pytest.mark.parametrize("page", SESSIONS)
def test_a_session_prints_what_its_page_shows(page, tmp_path, make_repo):
    somewhere = make_repo("somewhere")  # only its sealed environment is used
    known_by_settings(somewhere.env)
    folder = tmp_path / "session"
    folder.mkdir()
    begun = str(folder)
    here = begun
    for step in session(page):
        if step.command.startswith("git init") and "&& cd" in step.command:
            here = begun  # a page may begin again
        script = f"{step.command}\ncode=$?\nprintf '%s' \"$PWD\" > '{folder}/.here'\nexit $code\n"
        result = somewhere.run("bash", "-c", script, cwd=here)
        here = (folder / ".here").read_text()
        where = f"{page}:{step.line}: $ {step.command}\n{result.text}"
        assert result.code == step.code, where
        missing = not_printed(step.output, (result.out + result.err).splitlines())
        assert missing is None, f"{where}\nnot printed, or not in this order: {missing}"


def known_by_settings(env):
    """Let git know the person by its settings, as a reader's does: a page may then name somebody else in a clone."""
    for name in [name for name in env if name.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))]:
        del env[name]
    with Path(env["GIT_CONFIG_GLOBAL"]).open("a", encoding="utf-8") as settings:
        settings.write("[user]\n\tname = Ana\n\temail = ana@example.com\n")


def not_printed(expected, printed):
    """Give the first expected line that is not among the printed ones, in order; `…` stands for anything."""
    rest = iter(printed)
    for line in expected:
        if line.strip() == "…":
            continue
        pattern = re.compile(".*".join(re.escape(part) for part in line.rstrip().split("…")))
        if not any(pattern.fullmatch(seen.rstrip()) for seen in rest):
            return line
    return None


def test_a_line_that_is_not_printed_is_found():
    assert not_printed(["a", "c"], ["a", "b"]) == "c"
    assert not_printed(["b", "a"], ["a", "b"]) == "a"
    assert not_printed(["a…z", "…", "c"], ["a to z", "b", "c"]) is None


@pytest.mark.parametrize("page", SESSIONS)
def test_a_page_with_a_session_has_commands(page):
    assert session(page)
