"""A dry run writes nothing: no object, no lock, no file, not even one that is taken away again."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path

import pytest
from ship import FOLDER, begin, build

from sinfonia.git.quarantine import quarantined
from sinfonia.git.repo import discover

COMMANDS = (
    "approve -m good",
    "reject -m bad",
    "waive approval -m alone",
    "skip -m later",
    "advance",
    "block -m waits",
    "fail -m broken",
    "abort -m dropped",
    "start ship --goal more",
    "return --summary Done --assessment Pass",
    "approve --path README.md -m good",
    "reject --path README.md -m bad",
    "memory coda --add noted",
)


def listing(root: Path) -> dict[str, tuple[int, int]]:
    """Give every file and folder below, those of git too, with size and time."""
    found = [Path(folder, name) for folder, folders, files in os.walk(root) for name in (*folders, *files)]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_dry_run_leaves_every_file_as_it_is(cli, repo, tmp_path, monkeypatch, typed):
    build(repo, cli)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = listing(repo.path)
    answer = cli(*shlex.split(typed), "--dry-run")
    assert listing(repo.path) == before
    assert list(place.iterdir()) == []
    if answer.code == 0:
        assert answer.out.startswith("would ")
    else:
        assert answer.err.startswith("no: ")


@pytest.mark.parametrize("typed", ["approve -m good", "reject -m bad", "approve --path README.md -m good"])
def test_the_same_without_a_dry_run_is_recorded(cli, repo, typed):
    build(repo, cli)
    before = repo.git("count-objects").split()[0]
    assert cli(*shlex.split(typed)).code == 0
    assert int(repo.git("count-objects").split()[0]) > int(before)
    assert repo.git("tag").startswith("sinfonia/")


def test_a_damaged_index_is_only_told_to_be_rebuilt(cli, repo):
    begin(repo, cli)
    index = repo.path / FOLDER / "workflow.md"
    index.write_bytes(index.read_bytes()[:10])
    before = listing(repo.path)
    answer = cli("resume", "--repair", "--session", "cart", "--dry-run")
    assert (answer.code, answer.err.startswith("would rebuild cart: step 1 `note`")) == (0, True)
    assert listing(repo.path) == before
    assert cli("resume", "--repair", "--session", "cart").code == 0
    assert index.read_bytes() != b""
    assert listing(repo.path) != before


@pytest.mark.skipif(os.name == "nt", reason="a path has no colon there")
def test_a_repository_whose_path_has_the_separator_of_paths_in_it_is_read(make_repo, tmp_path):
    made = make_repo('with:"colon')
    made.commit({"a.txt": "a\n"})
    found = quarantined(discover(str(made.path), made.env), str(tmp_path))
    assert found.git("cat-file", "-p", "HEAD:a.txt") == b"a\n"
    oid = found.git("hash-object", "-w", "--stdin", stdin=b"new").decode().strip()
    assert (tmp_path / oid[:2] / oid[2:]).is_file()
    assert not (made.path / ".git" / "objects" / oid[:2] / oid[2:]).exists()
