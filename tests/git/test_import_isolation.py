"""Nothing of the repository at hand is imported into our process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sinfonia import isolation

TOP = Path(isolation.__file__).resolve().parents[1]


@pytest.fixture
def path_after(tmp_path, monkeypatch):
    """Give what is left of an import path, seen from a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub").mkdir()

    def after(*entries, here: str = "repo", prefix: str | None = None) -> list[str]:
        monkeypatch.chdir(tmp_path / here)
        monkeypatch.setattr(sys, "path", [str(entry).replace("TMP", str(tmp_path)) for entry in entries])
        if prefix:
            monkeypatch.setattr(sys, "prefix", str(tmp_path / prefix))
        isolation.isolate()
        return [entry.replace(str(tmp_path), "TMP") for entry in sys.path]

    return after


DROPPED = (
    "",
    ".",
    "sub",
    "./sub",
    "..",
    "../repo",
    "TMP/repo",
    "TMP/repo/",
    "TMP/repo/sub",
    "TMP/other/../repo/sub",
    "TMP/repo/.venv/lib",
)


@pytest.mark.parametrize("entry", DROPPED)
@pytest.mark.parametrize("here", ["repo", "repo/sub"])
def test_an_entry_in_the_repository_is_dropped(path_after, entry, here):
    assert path_after(entry, "TMP/kept", here=here) == ["TMP/kept"]


def test_its_neighbours_are_kept(path_after):
    kept = ["TMP", "TMP/repo2", "TMP/repo-other/sub", "/usr/lib/python3"]
    assert path_after(*kept) == kept


def test_a_link_into_the_repository_is_dropped(path_after, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "repo" / "sub")
    assert path_after("TMP/link", "TMP/kept") == ["TMP/kept"]


def test_a_repository_reached_through_a_link_is_known(path_after, tmp_path):
    (tmp_path / "way").symlink_to(tmp_path / "repo")
    assert path_after("TMP/repo/sub", "TMP/way/sub", "TMP/kept", here="way") == ["TMP/kept"]


def test_a_virtual_environment_in_the_project_is_kept(path_after, tmp_path):
    (tmp_path / "repo" / ".venv" / "lib").mkdir(parents=True)
    entries = ["TMP/repo/.venv/lib", "TMP/repo/.venv/lib/python3/site-packages"]
    assert path_after(*entries, "TMP/repo/lib", prefix="repo/.venv") == entries


def test_a_repository_that_is_its_own_environment_is_not_trusted(path_after):
    assert path_after("TMP/repo/lib", prefix="repo") == []


def test_the_entry_that_holds_us_stays(path_after):
    assert path_after(str(TOP), "sub") == [str(TOP)]


def test_a_git_file_marks_a_repository_too(path_after, tmp_path):
    (tmp_path / "repo" / "sub" / ".git").write_text("gitdir: elsewhere\n")
    assert path_after("TMP/repo/sub/x", "TMP/kept", here="repo/sub") == ["TMP/kept"]


def test_outside_of_a_repository_the_working_directory_is_dropped(path_after, tmp_path):
    (tmp_path / "plain").mkdir()
    assert path_after("", "TMP/plain/x", "TMP/kept", here="plain") == ["TMP/kept"]


def test_a_working_directory_that_is_gone_is_no_crash(path_after, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(sys, "path", ["", "/usr/lib/python3"])
    isolation.isolate()
    assert sys.path == ["/usr/lib/python3"]


@pytest.mark.parametrize("module", ["click", "yaml", "json", "shlex", "subprocess", "sitecustomize_not"])
def test_a_module_of_the_repository_is_not_run(tmp_path, module):
    (tmp_path / ".git").mkdir()
    (tmp_path / f"{module}.py").write_text("open('ran', 'w')\n")
    ours = f"import sys; sys.path.append({str(TOP)!r})\nfrom sinfonia.isolation import isolate; isolate()"
    code = f"{ours}\ntry: import {module}\nexcept ImportError: pass\n"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": "."}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()
